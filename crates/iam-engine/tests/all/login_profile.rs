//! Passwords of users: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords.html>.

use crate::harness::{World, iam, with_credentials, world};
use crate::user::user;

const PASSWORD: &str = "Pa55-word";

fn create(world: &World, name: &str) {
    world.ask(iam("CreateLoginProfile", &[("UserName", name), ("Password", PASSWORD)])).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html> and its siblings. Terraform asks for the
/// profile before it makes one, and takes NoSuchEntity for "none".
#[test]
fn a_login_profile_is_made_shown_changed_and_deleted() {
    let world = world();
    user(&world, "u");
    let get = || world.ask(iam("GetLoginProfile", &[("UserName", "u")]));
    assert_eq!(get().expect(404).err(), "NoSuchEntity: Login Profile for User u cannot be found.");
    let made = [("UserName", "U"), ("Password", PASSWORD), ("PasswordResetRequired", "true")];
    let made = world.ask(iam("CreateLoginProfile", &made)).ok();
    assert_eq!(
        (made.element("UserName"), made.element("PasswordResetRequired")),
        ("u".into(), "true".into())
    );
    assert!(!made.text().contains(PASSWORD));
    let shown = get().ok();
    assert_eq!(shown.element("CreateDate"), made.element("CreateDate"));
    assert_eq!(shown.elements("MaxSigninSessionDuration"), [""; 0]);
    let again =
        world.ask(iam("CreateLoginProfile", &[("UserName", "u"), ("Password", PASSWORD)])).expect(409);
    assert_eq!(again.err(), "EntityAlreadyExists: Login Profile for User u already exists.");
    let update = |members: &[(&str, &str)]| {
        world.ask(iam("UpdateLoginProfile", &[&[("UserName", "u")], members].concat()))
    };
    update(&[("MaxSigninSessionDuration", "7200")]).ok();
    let shown = get().ok();
    assert_eq!(
        (shown.element("PasswordResetRequired"), shown.element("MaxSigninSessionDuration")),
        ("true".into(), "7200".into())
    );
    update(&[("PasswordResetRequired", "false"), ("ResetMaxSigninSessionDuration", "true")]).ok();
    let shown = get().ok();
    assert_eq!(
        (shown.element("PasswordResetRequired"), shown.elements("MaxSigninSessionDuration")),
        ("false".into(), vec![])
    );
    update(&[("MaxSigninSessionDuration", "7200"), ("ResetMaxSigninSessionDuration", "true")])
        .refused(400, "InvalidInput");
    update(&[("MaxSigninSessionDuration", "60")]).refused(400, "ValidationError");
    // <https://github.com/cloud-custodian/cloud-custodian/issues/1663>
    let conflict = world.ask(iam("DeleteUser", &[("UserName", "u")])).expect(409);
    assert_eq!(conflict.err(), "DeleteConflict: Cannot delete entity, must delete login profile first.");
    world.ask(iam("UpdateUser", &[("UserName", "u"), ("NewUserName", "v")])).ok();
    let delete = || world.ask(iam("DeleteLoginProfile", &[("UserName", "v")]));
    delete().ok();
    assert_eq!(delete().expect(404).err(), "NoSuchEntity: Login Profile for User v cannot be found.");
    world.ask(iam("DeleteUser", &[("UserName", "v")])).ok();
    for action in ["CreateLoginProfile", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"] {
        let none = world.ask(iam(action, &[("UserName", "none"), ("Password", PASSWORD)])).expect(404);
        assert_eq!(none.err(), "NoSuchEntity: The user with name none cannot be found.");
    }
}

/// AWS's page on the default password policy; the sentences are our guess.
#[test]
fn a_password_must_be_as_aws_has_it() {
    let world = world();
    user(&world, "u");
    for password in ["short1A", "onlyletters", "lower123"] {
        world
            .ask(iam("CreateLoginProfile", &[("UserName", "u"), ("Password", password)]))
            .refused(400, "PasswordPolicyViolation");
    }
    for members in [&[("UserName", "u")][..], &[("UserName", "u"), ("Password", "")]] {
        world.ask(iam("CreateLoginProfile", members)).refused(400, "ValidationError");
    }
    create(&world, "u");
    world
        .ask(iam("UpdateLoginProfile", &[("UserName", "u"), ("Password", "x")]))
        .refused(400, "PasswordPolicyViolation");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html>: the user who calls, and nobody else.
#[test]
fn a_user_changes_its_own_password() {
    let world = world();
    user(&world, "u");
    create(&world, "u");
    let bearer = with_credentials(&world, &world.ask(iam("CreateAccessKey", &[("UserName", "u")])).ok());
    let change = |world: &World, old: &str, new: &str| {
        world.ask(iam("ChangePassword", &[("OldPassword", old), ("NewPassword", new)]))
    };
    change(&world, PASSWORD, "N3w-password").refused(400, "InvalidUserType");
    change(&bearer, "wr0ng-Password", "N3w-password").refused(403, "AccessDenied");
    change(&bearer, PASSWORD, "new").refused(400, "PasswordPolicyViolation");
    change(&bearer, PASSWORD, "N3w-password").ok();
    change(&bearer, PASSWORD, "N3w-password").refused(403, "AccessDenied");
    change(&bearer, "N3w-password", PASSWORD).ok();
    bearer.ask(iam("DeleteLoginProfile", &[])).ok();
    change(&bearer, PASSWORD, "N3w-password").refused(404, "NoSuchEntity");
    // The root user has no login profile that could be named so.
    world.ask(iam("GetLoginProfile", &[])).refused(400, "ValidationError");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>: the account's own rules are
/// in the place of AWS's. The sentences are our guess.
#[test]
fn a_password_must_be_as_the_account_has_it() {
    let world = world();
    user(&world, "u");
    let policy = |members: &[(&str, &str)]| world.ask(iam("UpdateAccountPasswordPolicy", members)).ok();
    let make =
        |password: &str| world.ask(iam("CreateLoginProfile", &[("UserName", "u"), ("Password", password)]));
    let set =
        |password: &str| world.ask(iam("UpdateLoginProfile", &[("UserName", "u"), ("Password", password)]));
    policy(&[
        ("MinimumPasswordLength", "12"),
        ("RequireUppercaseCharacters", "true"),
        ("RequireSymbols", "true"),
    ]);
    let short = "Password should have a minimum length of 12";
    make(PASSWORD).is_error(400, "PasswordPolicyViolation", short);
    let small = "Password should have at least one uppercase letter";
    make("a-very-long-one").is_error(400, "PasswordPolicyViolation", small);
    let plain = "Password should have at least one symbol";
    make("AVeryLong1WithoutOne").is_error(400, "PasswordPolicyViolation", plain);
    make("A-VERY-LONG-ONE").ok();
    set(PASSWORD).is_error(400, "PasswordPolicyViolation", short);
    // What a policy does not ask for is not asked for, of AWS's own rules neither.
    policy(&[("RequireLowercaseCharacters", "true"), ("RequireNumbers", "true")]);
    set("aaaaa1").ok();
    set("aaaa1").is_error(400, "PasswordPolicyViolation", "Password should have a minimum length of 6");
    set("aaaaaa").is_error(400, "PasswordPolicyViolation", "Password should have at least one number");
    set("AAAAA1").is_error(
        400,
        "PasswordPolicyViolation",
        "Password should have at least one lowercase letter",
    );
    world.ask(iam("DeleteAccountPasswordPolicy", &[])).ok();
    set("aaaaa1").refused(400, "PasswordPolicyViolation");
}

/// The same page, and "Permit IAM users to change their own passwords": who the account's policy does not let needs a policy
/// of its own. The sentences are our guess.
#[test]
fn a_user_changes_its_password_where_the_account_lets_it() {
    let world = world();
    user(&world, "u");
    create(&world, "u");
    let bearer = with_credentials(&world, &world.ask(iam("CreateAccessKey", &[("UserName", "u")])).ok());
    let change = |old: &str, new: &str| {
        bearer.ask(iam("ChangePassword", &[("OldPassword", old), ("NewPassword", new)]))
    };
    world.ask(iam("UpdateAccountPasswordPolicy", &[("MinimumPasswordLength", "10")])).ok();
    let refused = change(PASSWORD, "N3w-password").expect(403).err();
    assert!(refused.starts_with("AccessDenied: User: arn:aws:iam::"), "{refused}");
    assert!(
        refused.contains("is not authorized to perform: iam:ChangePassword on resource: user u"),
        "{refused}"
    );
    let own = [("UserName", "u"), ("PolicyArn", "arn:aws:iam::aws:policy/IAMUserChangePassword")];
    world.ask(iam("AttachUserPolicy", &own)).ok();
    change(PASSWORD, "N3w-password").ok();
    world.ask(iam("DetachUserPolicy", &own)).ok();
    change("N3w-password", "N3w-password2").refused(403, "AccessDenied");
    let lets = [("AllowUsersToChangePassword", "true"), ("PasswordReusePrevention", "2")];
    world.ask(iam("UpdateAccountPasswordPolicy", &lets)).ok();
    change("N3w-password", "short").refused(400, "PasswordPolicyViolation");
    change("N3w-password", "N3w-password2").ok();
    for before in ["N3w-password", "N3w-password2"] {
        change("N3w-password2", before).refused(400, "PasswordPolicyViolation");
    }
    change("N3w-password2", PASSWORD).ok();
    change(PASSWORD, "N3w-password").ok();
}
