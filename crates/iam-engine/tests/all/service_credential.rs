//! Service-specific credentials: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html>.

use crate::harness::{World, iam, world};
use crate::user::user;

const GIT: &str = "codecommit.amazonaws.com";

fn create(world: &World, user: &str, service: &str) -> testkit::Reply {
    world.ask(iam("CreateServiceSpecificCredential", &[("UserName", user), ("ServiceName", service)]))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html>: `jane-at-123456789012`. The password is
/// shown when it is made or made anew.
#[test]
fn a_credential_has_a_password_that_is_made_anew() {
    let world = world().as_account("123456789012");
    user(&world, "jane");
    let made = create(&world, "jane", GIT).ok();
    let id = made.element("ServiceSpecificCredentialId");
    assert!(id.starts_with("ACCA") && id.len() == 21, "{id}");
    assert_eq!(made.element("ServiceUserName"), "jane-at-123456789012");
    assert_eq!((made.element("Status"), made.element("ServiceName")), ("Active".into(), GIT.into()));
    let password = made.element("ServicePassword");
    let members = [("UserName", "jane"), ("ServiceSpecificCredentialId", id.as_str())];
    let reset = world.ask(iam("ResetServiceSpecificCredential", &members)).ok();
    assert_eq!(reset.element("ServiceSpecificCredentialId"), id);
    assert!(password.len() > 30 && reset.element("ServicePassword") != password);
    world
        .ask(iam("UpdateServiceSpecificCredential", &[&members[..], &[("Status", "Inactive")]].concat()))
        .ok();
    let list = world.ask(iam("ListServiceSpecificCredentials", &[("UserName", "jane")])).ok();
    assert_eq!(
        (list.element("Status"), list.element("ServiceUserName")),
        ("Inactive".into(), "jane-at-123456789012".into())
    );
    assert_eq!(list.elements("ServicePassword"), [""; 0]);
    // Recorded on AWS, 2026-11-29: the sentence.
    let conflict = world.ask(iam("DeleteUser", &[("UserName", "jane")])).expect(409);
    assert_eq!(conflict.err(), "DeleteConflict: Cannot delete entity, must remove referenced objects first.");
    world.ask(iam("UpdateUser", &[("UserName", "jane"), ("NewUserName", "joan")])).ok();
    let list = world.ask(iam("ListServiceSpecificCredentials", &[("UserName", "joan")])).ok();
    assert_eq!(list.element("UserName"), "joan");
    let members = [("UserName", "joan"), ("ServiceSpecificCredentialId", id.as_str())];
    world.ask(iam("DeleteServiceSpecificCredential", &members)).ok();
    world.ask(iam("DeleteServiceSpecificCredential", &members)).refused(404, "NoSuchEntity");
    world.ask(iam("DeleteUser", &[("UserName", "joan")])).ok();
}

/// Recorded on AWS, 2026-11-29.
#[test]
fn what_is_not_there_is_named_as_aws_does() {
    let world = world();
    user(&world, "u");
    for service in ["lambda.amazonaws.com", "nonexistentservice.amazonaws.com", "o3on3n3onosneo"] {
        assert_eq!(
            create(&world, "u", service).expect(404).err(),
            format!("NoSuchEntity: No such service {service} is supported for Service Specific Credentials")
        );
    }
    let wrong = create(&world, "wrong-user-name", GIT).expect(404);
    assert_eq!(wrong.err(), "NoSuchEntity: The user with name wrong-user-name cannot be found.");
    let id = "satisfiesregexbutstillinvalid";
    for action in [
        "ResetServiceSpecificCredential",
        "UpdateServiceSpecificCredential",
        "DeleteServiceSpecificCredential",
    ] {
        for user in [&[][..], &[("UserName", "u")]] {
            let members = [user, &[("ServiceSpecificCredentialId", id), ("Status", "Inactive")]].concat();
            let members = if action.starts_with('U') { &members[..] } else { &members[..members.len() - 1] };
            let none = world.ask(iam(action, members)).expect(404);
            assert_eq!(none.err(), format!("NoSuchEntity: No such credential {id} exists"));
        }
    }
    let odd = [
        ("UserName", "u"),
        ("ServiceSpecificCredentialId", "totally-wrong-id-with-hyphens"),
        ("Status", "Inactive"),
    ];
    assert_eq!(
        world.ask(iam("UpdateServiceSpecificCredential", &odd)).expect(400).err(),
        "ValidationError: 1 validation error detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: [\\w]+"
    );
    let odd = [("UserName", "u"), ("ServiceSpecificCredentialId", id), ("Status", "Invalid")];
    assert_eq!(
        world.ask(iam("UpdateServiceSpecificCredential", &odd)).expect(400).err(),
        "ValidationError: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum \
         value set"
    );
}

/// The operation's page: two for each service. The second name and the quota's are our guess.
#[test]
fn a_user_has_two_credentials_of_each_service_at_most() {
    let world = world().as_account("123456789012");
    user(&world, "u");
    user(&world, "v");
    let first = create(&world, "u", GIT).ok().element("ServiceSpecificCredentialId");
    assert_eq!(create(&world, "u", GIT).ok().element("ServiceUserName"), "u+1-at-123456789012");
    create(&world, "u", GIT).refused(409, "LimitExceeded");
    create(&world, "u", "cassandra.amazonaws.com").ok();
    create(&world, "v", GIT).ok();
    let list = |members: &[(&str, &str)]| {
        let list = world.ask(iam("ListServiceSpecificCredentials", members)).ok();
        list.elements("ServiceUserName").len()
    };
    assert_eq!(list(&[("UserName", "u")]), 3);
    assert_eq!(list(&[("UserName", "u"), ("ServiceName", GIT)]), 2);
    assert_eq!(list(&[("AllUsers", "true"), ("ServiceName", GIT)]), 3);
    assert_eq!(list(&[("AllUsers", "true"), ("MaxItems", "3")]), 3);
    let both = [("AllUsers", "true"), ("UserName", "u")];
    world.ask(iam("ListServiceSpecificCredentials", &both)).refused(400, "InvalidInput");
    let foreign = [("UserName", "v"), ("ServiceSpecificCredentialId", first.as_str())];
    world.ask(iam("DeleteServiceSpecificCredential", &foreign)).refused(404, "NoSuchEntity");
    // By its id alone, where the root user asks.
    world.ask(iam("DeleteServiceSpecificCredential", &foreign[1..])).ok();
    assert_eq!(create(&world, "u", GIT).ok().element("ServiceUserName"), "u-at-123456789012");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_bedrock.html>: an API key may end; the status then is one of
/// the model's.
#[test]
fn an_api_key_ends_by_the_emulator_s_clock() {
    let world = world();
    user(&world, "u");
    let members = [("UserName", "u"), ("ServiceName", "bedrock.amazonaws.com"), ("CredentialAgeDays", "2")];
    let made = world.ask(iam("CreateServiceSpecificCredential", &members)).ok();
    assert!(made.element("ServiceCredentialSecret").starts_with("ABSK"));
    assert_eq!((made.elements("ServicePassword").len(), made.elements("ExpirationDate").len()), (0, 1));
    assert_eq!(made.element("ServiceCredentialAlias"), "u-at-000000000000");
    let status =
        || world.ask(iam("ListServiceSpecificCredentials", &[("UserName", "u")])).ok().element("Status");
    world.advance(2 * 86_400 - 1);
    assert_eq!(status(), "Active");
    world.advance(1);
    assert_eq!(status(), "Expired");
    let members = [("UserName", "u"), ("ServiceName", GIT), ("CredentialAgeDays", "2")];
    world.ask(iam("CreateServiceSpecificCredential", &members)).refused(400, "InvalidInput");
}
