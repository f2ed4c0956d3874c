//! Sessions: what is given out, whose it is, and until when.

use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::seams::{KeyStanding, RoleForService};

use crate::harness::{iam, standing, sts, with_credentials, world};

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>: what a session says of itself.
#[test]
fn a_session_of_a_role_is_who_it_says() {
    let world = world().as_account("123456789012");
    let role = world
        .ask(iam("CreateRole", &[("RoleName", "r"), ("Path", "/p/"), ("AssumeRolePolicyDocument", TRUST)]))
        .ok();
    let arn = role.element("Arn");
    assert_eq!(arn, "arn:aws:iam::123456789012:role/p/r");
    let given = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    assert_eq!(given.element("Arn"), "arn:aws:sts::123456789012:assumed-role/r/s1");
    let inside = with_credentials(&world.as_account("000000000000"), &given);
    let who = inside.ask(sts("GetCallerIdentity", &[])).ok();
    assert_eq!(who.element("Arn"), "arn:aws:sts::123456789012:assumed-role/r/s1");
    assert_eq!(who.element("Account"), "123456789012");
    assert_eq!(who.element("UserId"), format!("{}:s1", role.element("RoleId")));
}

/// The emulator's clock ends it; its token belongs to it alone; a reset takes away all.
#[test]
fn a_session_ends_by_the_emulator_s_clock() {
    let world = world();
    let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = world.ask(iam("CreateRole", &role)).ok().element("Arn");
    let given = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    let (key, token) = (given.element("AccessKeyId"), given.element("SessionToken"));
    assert_eq!(standing(&world, &key, Some(&token)), Some(KeyStanding::Good));
    assert_eq!(standing(&world, &key, Some("AAAA")), Some(KeyStanding::WrongToken));
    assert_eq!(standing(&world, &key, None), Some(KeyStanding::WrongToken));
    assert_eq!(standing(&world, "ASIAQAAAAAAAAAAAAAAA", Some(&token)), None);
    world.advance(3599);
    assert_eq!(standing(&world, &key, Some(&token)), Some(KeyStanding::Good));
    world.advance(1);
    assert_eq!(standing(&world, &key, Some(&token)), Some(KeyStanding::Expired));
    world.store.clear().unwrap();
    assert_eq!(standing(&world, &key, Some(&token)), None);
}

/// Our rule: a function's session is good as long as its role is there, or as long as nobody ever made one, so that whoever
/// keeps it can tell when to ask for another.
#[test]
fn a_function_s_session_stands_as_long_as_its_role() {
    let world = world();
    let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = world.ask(iam("CreateRole", &role)).ok().element("Arn");
    let sessions = world.engine.engine.sessions();
    let role_arn = Arn::parse(&arn).unwrap();
    let given = || {
        let asked = RoleForService {
            account: AccountId::DEFAULT,
            role: &role_arn,
            session: "f",
            lasts: Duration::from_secs(60),
        };
        sessions.of_role(&asked).unwrap()
    };
    let first = given();
    assert!(sessions.stand(&first));
    world.ask(iam("DeleteRole", &[("RoleName", "r")])).ok();
    assert!(!sessions.stand(&first));
    let of_none = given();
    assert!(sessions.stand(&of_none));
    world.ask(iam("CreateRole", &role)).ok();
    assert!(!sessions.stand(&first) && sessions.stand(&of_none) && sessions.stand(&given()));
    world.advance(60);
    assert!(!sessions.stand(&of_none));
    let last = given();
    world.store.clear().unwrap();
    assert!(!sessions.stand(&last));
}

/// Our rule: what a service asks for in its caller's name is the caller's own, with one limit more, and ends with the caller's.
#[test]
fn a_narrowed_session_is_its_caller_s() {
    let world = world();
    let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = world.ask(iam("CreateRole", &role)).ok().element("Arn");
    let assumed = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    let sessions = world.engine.engine.sessions();
    let narrowed = |call: &base::call::Call, secs| {
        sessions
            .narrowed(call, r#"{"Version":"2012-10-17","Statement":[]}"#, Duration::from_secs(secs))
            .unwrap()
    };
    let of_root = narrowed(&world.call(), 300);
    let good = |given: &base::seams::Credentials| {
        standing(&world, &given.access_key, Some(&given.session_token)) == Some(KeyStanding::Good)
    };
    assert!(good(&of_root));
    let inside = with_credentials(&world, &assumed);
    let of_session = narrowed(&inside.call(), 7200);
    assert_eq!(of_session.expires, inside.call().now.plus(Duration::from_secs(3600)));
    world.ask(iam("DeleteRole", &[("RoleName", "r")])).ok();
    assert!(!good(&of_session) && good(&of_root));
    world.advance(300);
    assert!(!good(&of_root));
}

/// docs/decisions/0038: a session lasts as the state does that it was given in. A checkpoint that is restored brings both
/// back, and what was given between is nobody's.
#[test]
fn a_session_comes_and_goes_with_its_state() {
    let world = world();
    let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = world.ask(iam("CreateRole", &role)).ok().element("Arn");
    let assume = || {
        let given = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
        (given.element("AccessKeyId"), given.element("SessionToken"))
    };
    let before = assume();
    world.store.checkpoint("c").unwrap();
    world.store.clear().unwrap();
    assert_eq!(standing(&world, &before.0, Some(&before.1)), None);
    world.ask(iam("CreateRole", &role)).ok();
    let between = assume();
    assert_eq!(standing(&world, &between.0, Some(&between.1)), Some(KeyStanding::Good));
    assert_eq!(standing(&world, &before.0, Some(&before.1)), None);
    world.store.restore("c").unwrap();
    assert_eq!(standing(&world, &between.0, Some(&between.1)), None);
    assert_eq!(standing(&world, &before.0, Some(&before.1)), Some(KeyStanding::Good));
}

/// docs/decisions/0038: the key that seals tokens is a part of the state too.
#[test]
fn a_state_from_before_the_first_session_knows_none() {
    let world = world();
    let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = world.ask(iam("CreateRole", &role)).ok().element("Arn");
    world.store.checkpoint("only the role and no key").unwrap();
    let given = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    let (key, token) = (given.element("AccessKeyId"), given.element("SessionToken"));
    world.store.restore("only the role and no key").unwrap();
    assert_eq!(standing(&world, &key, Some(&token)), None);
    let again = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    let (key, token) = (again.element("AccessKeyId"), again.element("SessionToken"));
    assert_eq!(standing(&world, &key, Some(&token)), Some(KeyStanding::Good));
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>: a user that is renamed keeps its keys and its id. That
/// its sessions say the new name is our guess. A user that takes the old name is another one.
#[test]
fn a_user_that_is_renamed_keeps_its_sessions() {
    let world = world();
    let ask = |action: &str, members: &[(&str, &str)]| world.ask(iam(action, members)).ok();
    ask("CreateUser", &[("UserName", "old")]);
    let lasting = with_credentials(&world, &ask("CreateAccessKey", &[("UserName", "old")]));
    let session = lasting.ask(sts("GetSessionToken", &[])).ok();
    let federated = lasting.ask(sts("GetFederationToken", &[("Name", "fed")])).ok();
    let good = |given: &testkit::Reply| {
        let (key, token) = (given.element("AccessKeyId"), given.element("SessionToken"));
        standing(&world, &key, Some(&token)) == Some(KeyStanding::Good)
    };
    for (from, to) in [("old", "new"), ("new", "newest")] {
        ask("UpdateUser", &[("UserName", from), ("NewUserName", to)]);
        assert!(good(&session) && good(&federated), "{to}");
        let who = with_credentials(&world, &session).ask(sts("GetCallerIdentity", &[])).ok();
        assert_eq!(who.element("Arn"), format!("arn:aws:iam::000000000000:user/{to}"));
    }
    ask("CreateUser", &[("UserName", "old")]);
    assert!(good(&session) && good(&federated));
    let keys = ask("ListAccessKeys", &[("UserName", "newest")]).element("AccessKeyId");
    ask("DeleteAccessKey", &[("UserName", "newest"), ("AccessKeyId", &keys)]);
    ask("DeleteUser", &[("UserName", "newest")]);
    assert!(!good(&session) && !good(&federated));
    ask("CreateUser", &[("UserName", "newest")]);
    assert!(!good(&session) && !good(&federated));
}
