//! Access keys: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html>.

use base::seams::{AccessKeys as _, KeyStanding};

use crate::harness::{iam, standing, sts, with_credentials, with_key, world};
use crate::user::user;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html> and its siblings.
#[test]
fn a_key_is_its_user_s_until_it_is_off_or_gone() {
    let world = world().as_account("123456789012");
    user(&world, "Bob");
    let made = world.ask(iam("CreateAccessKey", &[("UserName", "bob")])).ok();
    let (id, secret) = (made.element("AccessKeyId"), made.element("SecretAccessKey"));
    assert!(id.starts_with("AKIA") && id.len() == 20 && secret.len() == 40, "{id} {secret}");
    assert_eq!((made.element("UserName"), made.element("Status")), ("Bob".into(), "Active".into()));
    // By whoever signs: the account of the key is the user's.
    let bob = with_key(&world.as_account("000000000000"), &id, None);
    let who = bob.ask(sts("GetCallerIdentity", &[])).ok();
    assert_eq!(who.element("Arn"), "arn:aws:iam::123456789012:user/Bob");
    assert!(who.element("UserId").starts_with("AIDA"));
    assert_eq!(bob.ask(iam("GetUser", &[])).ok().element("UserName"), "Bob");
    let list = world.ask(iam("ListAccessKeys", &[("UserName", "Bob")])).ok();
    assert_eq!(list.elements("AccessKeyId"), [id.as_str()]);
    assert_eq!((list.elements("SecretAccessKey"), list.elements("CreateDate").len()), (vec![], 1));
    assert_eq!(standing(&world, &id, None), Some(KeyStanding::Good));
    let set = |status: &str| {
        [("UserName", "Bob"), ("AccessKeyId", &id), ("Status", status)].map(|(a, b)| (a, b.to_owned()))
    };
    for (status, expected) in [("Inactive", KeyStanding::Off), ("Active", KeyStanding::Good)] {
        let members = set(status);
        let members: Vec<(&str, &str)> = members.iter().map(|(a, b)| (*a, b.as_str())).collect();
        world.ask(iam("UpdateAccessKey", &members)).ok();
        assert_eq!(standing(&world, &id, None), Some(expected));
        let list = world.ask(iam("ListAccessKeys", &[("UserName", "Bob")])).ok();
        assert_eq!(list.element("Status"), status);
    }
    world.ask(iam("DeleteAccessKey", &[("UserName", "Bob"), ("AccessKeyId", &id)])).ok();
    assert_eq!(standing(&world, &id, None), None);
    let again = world.ask(iam("DeleteAccessKey", &[("UserName", "Bob"), ("AccessKeyId", &id)])).expect(404);
    assert_eq!(again.err(), format!("NoSuchEntity: The Access Key with id {id} cannot be found."));
}

/// <https://github.com/simonw/s3-credentials/issues/64>: also with keys that are off.
#[test]
fn a_user_has_two_keys_at_most() {
    let world = world();
    user(&world, "u");
    let create = || world.ask(iam("CreateAccessKey", &[("UserName", "u")]));
    let first = create().ok().element("AccessKeyId");
    create().ok();
    world
        .ask(iam("UpdateAccessKey", &[("UserName", "u"), ("AccessKeyId", &first), ("Status", "Inactive")]))
        .ok();
    assert_eq!(create().expect(409).err(), "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
    world.ask(iam("DeleteAccessKey", &[("UserName", "u"), ("AccessKeyId", &first)])).ok();
    create().ok();
    // Pages, though they are few.
    let page = world.ask(iam("ListAccessKeys", &[("UserName", "u"), ("MaxItems", "1")])).ok();
    let rest = [("UserName", "u"), ("Marker", &page.element("Marker"))];
    let rest = world.ask(iam("ListAccessKeys", &rest)).ok();
    assert_eq!((page.element("IsTruncated"), rest.element("IsTruncated")), ("true".into(), "false".into()));
    assert_ne!(page.element("AccessKeyId"), rest.element("AccessKeyId"));
}

/// Who names nobody means itself: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html>. The sentence:
/// <https://github.com/aws/aws-sdk-java/issues/1304>.
#[test]
fn who_names_no_user_means_itself() {
    let world = world().as_account("123456789012");
    // The root user has keys too.
    let root = world.ask(iam("CreateAccessKey", &[])).ok();
    assert_eq!(root.elements("UserName"), [""; 0]);
    let as_root = with_credentials(&world, &root);
    let who = as_root.ask(sts("GetCallerIdentity", &[])).ok();
    assert_eq!(who.element("Arn"), "arn:aws:iam::123456789012:root");
    user(&world, "u");
    let key = world.ask(iam("CreateAccessKey", &[("UserName", "u")])).ok();
    let as_user = with_credentials(&world, &key);
    as_user.ask(iam("CreateAccessKey", &[])).ok();
    let own = as_user.ask(iam("ListAccessKeys", &[])).ok();
    assert_eq!(own.elements("UserName"), ["u", "u"]);
    assert_eq!(
        as_root.ask(iam("ListAccessKeys", &[])).ok().elements("AccessKeyId"),
        [root.element("AccessKeyId")]
    );
    // Another's key is not its own.
    let foreign = [("AccessKeyId", root.element("AccessKeyId"))];
    let foreign: Vec<(&str, &str)> = foreign.iter().map(|(a, b)| (*a, b.as_str())).collect();
    as_user.ask(iam("DeleteAccessKey", &foreign)).refused(404, "NoSuchEntity");
    as_root.ask(iam("DeleteAccessKey", &foreign)).ok();
    let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = world.ask(iam("CreateRole", &role)).ok().element("Arn");
    let session = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    let session = with_credentials(&world, &session);
    for action in ["CreateAccessKey", "ListAccessKeys", "GetUser"] {
        assert_eq!(
            session.ask(iam(action, &[])).expect(400).err(),
            "ValidationError: Must specify userName when calling with non-User credentials"
        );
    }
    session.ask(iam("ListAccessKeys", &[("UserName", "u")])).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html>: what is shown of a key that was never used.
#[test]
fn the_last_use_of_a_key_is_shown() {
    let world = world();
    user(&world, "u");
    let id = world.ask(iam("CreateAccessKey", &[("UserName", "u")])).ok().element("AccessKeyId");
    let ask = || world.ask(iam("GetAccessKeyLastUsed", &[("AccessKeyId", &id)])).ok();
    let never = ask();
    assert_eq!(
        ["UserName", "ServiceName", "Region"].map(|name| never.element(name)),
        ["u", "N/A", "N/A"].map(str::to_owned)
    );
    assert_eq!(never.elements("LastUsedDate"), [""; 0]);
    world.engine.engine.note_use(&id, "s3", "eu-west-1", world.clock.now());
    let used = ask();
    assert_eq!(
        ["UserName", "ServiceName", "Region"].map(|name| used.element(name)),
        ["u", "s3", "eu-west-1"].map(str::to_owned)
    );
    assert_eq!(used.elements("LastUsedDate").len(), 1);
    // Our guess at the error: of a key of another account as of one that is not there.
    let other = world.as_account("222222222222");
    other.ask(iam("GetAccessKeyLastUsed", &[("AccessKeyId", &id)])).refused(404, "NoSuchEntity");
    world
        .ask(iam("GetAccessKeyLastUsed", &[("AccessKeyId", "AKIAQQQQQQQQQQQQQQQQ")]))
        .refused(404, "NoSuchEntity");
}

/// A user of the same name is another one.
#[test]
fn keys_and_users_that_are_not_there_are_named() {
    let world = world();
    user(&world, "u");
    let none = world.ask(iam("CreateAccessKey", &[("UserName", "none")])).expect(404);
    assert_eq!(none.err(), "NoSuchEntity: The user with name none cannot be found.");
    let id = world.ask(iam("CreateAccessKey", &[("UserName", "u")])).ok().element("AccessKeyId");
    let other = world.as_account("222222222222");
    user(&other, "u");
    for (action, status) in [("DeleteAccessKey", None), ("UpdateAccessKey", Some(("Status", "Inactive")))] {
        let mut members = vec![("UserName", "u"), ("AccessKeyId", id.as_str())];
        members.extend(status);
        other.ask(iam(action, &members)).refused(404, "NoSuchEntity");
    }
    for status in ["Expired", "active", ""] {
        let members = [("UserName", "u"), ("AccessKeyId", id.as_str()), ("Status", status)];
        world.ask(iam("UpdateAccessKey", &members)).expect(400);
    }
    assert_eq!(standing(&world, &id, None), Some(KeyStanding::Good));
}
