//! The operations of STS that give sessions to keys that last, or tell of keys.

use std::sync::Arc;

use base::arn::Arn;
use base::call::Caller;
use base::seams::{KeyIdentity, KeyPrincipal, KeyStanding};
use serde_json::json;
use testkit::Ask;
use wire::endpoint::Engine as _;

use crate::harness::{World, iam, standing, sts, unproven, with_credentials, with_key, world};

const OTHER: &str = "123456789012";

const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:*"}]}"#;

const POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;

/// The world as a user sees it who signs with a key that lasts.
fn as_user(world: &World, name: &str) -> (World, String) {
    let made = world.ask(iam("CreateUser", &[("UserName", name)])).ok();
    let user_id = made.element("UserId");
    let identity = KeyIdentity::User(Arn::parse(&made.element("Arn")).unwrap());
    let key = KeyPrincipal { identity, user_id: user_id.clone(), tags: Vec::new(), session: None };
    let mut user = world.as_account(world.account.as_str());
    user.caller = Caller::Principal { access_key: "AKIA1".into(), principal: Arc::new(key) };
    (user, user_id)
}

fn role(world: &World, name: &str) -> String {
    world
        .ask(iam("CreateRole", &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)]))
        .ok()
        .element("Arn")
}

fn assume(world: &World, arn: &str) -> World {
    with_credentials(
        world,
        &world.ask(sts("AssumeRole", &[("RoleArn", arn), ("RoleSessionName", "s1")])).ok(),
    )
}

/// What GetCallerIdentity says: account, ARN, id.
fn who(world: &World) -> [String; 3] {
    let reply = world.ask(sts("GetCallerIdentity", &[])).ok();
    ["Account", "Arn", "UserId"].map(|name| reply.element(name))
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>: forms of all principals, in every
/// partition.
#[test]
fn everybody_is_who_aws_says() {
    for (region, partition) in
        [("us-east-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
    {
        let root = world().as_account(OTHER).in_region(region);
        assert_eq!(who(&root), [OTHER, &format!("arn:{partition}:iam::{OTHER}:root"), OTHER]);
        let (user, user_id) = as_user(&root, "ann");
        let user_arn = format!("arn:{partition}:iam::{OTHER}:user/ann");
        assert_eq!(who(&user), [OTHER, &user_arn, &user_id]);
        let session = with_credentials(&root, &user.ask(sts("GetSessionToken", &[])).ok());
        assert_eq!(who(&session), [OTHER, &user_arn, &user_id]);
        let of_root = with_credentials(&root, &root.ask(sts("GetSessionToken", &[])).ok());
        assert_eq!(who(&of_root), who(&root));
        let federated = user.ask(sts("GetFederationToken", &[("Name", "bob")])).ok();
        let expected = [
            OTHER.to_owned(),
            format!("arn:{partition}:sts::{OTHER}:federated-user/bob"),
            format!("{OTHER}:bob"),
        ];
        assert_eq!(
            [OTHER.to_owned(), federated.element("Arn"), federated.element("FederatedUserId")],
            expected
        );
        assert_eq!(who(&with_credentials(&root, &federated)), expected);
        let inside = assume(&root, &role(&root, "r"));
        assert_eq!(who(&inside)[1], format!("arn:{partition}:sts::{OTHER}:assumed-role/r/s1"));
    }
}

/// AWS's pages of GetSessionToken and GetFederationToken: durations, and who may ask. Sentences: reported by users.
#[test]
fn keys_that_last_ask_for_sessions() {
    let root = world();
    let (user, _) = as_user(&root, "ann");
    let named = ("Name", "bob");
    for (operation, members) in [("GetSessionToken", vec![]), ("GetFederationToken", vec![named])] {
        let ask = |world: &World, secs: Option<&str>| {
            let mut members = members.clone();
            members.extend(secs.map(|secs| ("DurationSeconds", secs)));
            world.ask(sts(operation, &members))
        };
        for (world, secs, expires) in [
            (&user, None, "2026-01-01T12:00:00Z"),
            (&user, Some("900"), "2026-01-01T00:15:00Z"),
            (&user, Some("129600"), "2026-01-02T12:00:00Z"),
            (&root, None, "2026-01-01T01:00:00Z"),
            (&root, Some("900"), "2026-01-01T00:15:00Z"),
            (&root, Some("129600"), "2026-01-01T01:00:00Z"),
        ] {
            assert_eq!(ask(world, secs).ok().element("Expiration"), expires, "{operation} {secs:?}");
        }
        ask(&user, Some("899")).refused(400, "ValidationError");
        ask(&user, Some("129601")).refused(400, "ValidationError");
        let session = with_credentials(&root, &ask(&user, None).ok());
        let sentence = format!("Cannot call {operation} with session credentials");
        ask(&session, None).is_error(403, "AccessDenied", &sentence);
        ask(&assume(&root, &role(&root, operation)), None).is_error(403, "AccessDenied", &sentence);
    }
    user.ask(sts("GetSessionToken", &[("TokenCode", "123456")])).refused(403, "AccessDenied");
    user.ask(sts("GetFederationToken", &[named, ("Policy", "{")])).refused(400, "MalformedPolicyDocument");
    let sized = user.ask(sts("GetFederationToken", &[named, ("Policy", POLICY)])).ok();
    assert!(!sized.element("PackedPolicySize").is_empty());
    // AWS's page: a federated user assumes no role.
    let federated = with_credentials(&root, &user.ask(sts("GetFederationToken", &[named])).ok());
    let members = [("RoleArn", "arn:aws:iam::000000000000:role/GetSessionToken"), ("RoleSessionName", "s1")];
    federated.ask(sts("AssumeRole", &members)).refused(403, "AccessDenied");
}

/// A session of a user ends with the user: AWS's page of temporary credentials.
#[test]
fn sessions_end_with_their_bearer() {
    let root = world();
    let (user, _) = as_user(&root, "ann");
    let given = user.ask(sts("GetSessionToken", &[])).ok();
    let (key, token) = (given.element("AccessKeyId"), given.element("SessionToken"));
    assert_eq!(standing(&root, &key, Some(&token)), Some(KeyStanding::Good));
    root.store.clear().unwrap();
    assert_eq!(standing(&root, &key, Some(&token)), None);
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html>: the account, whatever the key's state.
#[test]
fn a_key_tells_its_account() {
    let world = world();
    let inside = assume(&world, &role(&world.as_account(OTHER), "r"));
    let Caller::Principal { access_key, .. } = &inside.caller else { panic!("{:?}", inside.caller) };
    let info = |key: &str| world.ask(sts("GetAccessKeyInfo", &[("AccessKeyId", key)]));
    assert_eq!(info(access_key).ok().element("Account"), OTHER);
    world.advance(100_000);
    assert_eq!(info(access_key).ok().element("Account"), OTHER);
    // Of keys that nobody made here: what they hold, else whose their requests are.
    assert_eq!(info("AKIAIOSFODNN7EXAMPLE").ok().element("Account"), "000000000000");
    info("not-a-key-not-a-key").refused(400, "ValidationError");
    info("short").refused(400, "ValidationError");
    info("notakeynotakeynotakey").refused(400, "ValidationError");
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html>
#[test]
fn root_of_another_account_is_assumed_for_five_tasks() {
    let world = world();
    let task = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
    let ask = |target: &str, task: &str, secs: &str| {
        let members = [("TargetPrincipal", target), ("TaskPolicyArn.arn", task), ("DurationSeconds", secs)];
        world.ask(sts("AssumeRoot", &members))
    };
    for target in [OTHER, "arn:aws:iam::123456789012:root"] {
        let given = ask(target, task, "900").ok();
        assert_eq!(given.element("Expiration"), "2026-01-01T00:15:00Z");
        assert_eq!(who(&with_credentials(&world, &given))[1], "arn:aws:iam::123456789012:root");
    }
    ask(OTHER, task, "901").refused(400, "ValidationError");
    ask(OTHER, "arn:aws:iam::aws:policy/AdministratorAccess", "900").refused(403, "AccessDenied");
    ask(OTHER, "arn:aws:iam::aws:policy/root-task/Other", "900").refused(403, "AccessDenied");
    ask("arn:aws:iam::123456789012:user/ann", task, "900").refused(403, "AccessDenied");
    ask("no account at all", task, "900").refused(403, "AccessDenied");
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetScopedCredentials.html>
#[test]
fn a_session_is_narrowed_three_times() {
    let world = world();
    let arn = role(&world, "r");
    let theirs = role(&world.as_account(OTHER), "theirs");
    let there = [("RoleArn", theirs.as_str()), ("RoleSessionName", "s2")];
    let narrow =
        |session: &World, members: &[(&str, &str)]| session.ask(sts("GetScopedCredentials", members));
    narrow(&world, &[("Policy", POLICY)]).refused(400, "InvalidSubjectCredentials");
    narrow(&as_user(&world, "ann").0, &[("Policy", POLICY)]).refused(400, "InvalidSubjectCredentials");
    let mut session = assume(&world, &arn);
    narrow(&session, &[]).refused(400, "ValidationError");
    narrow(&session, &[("Policy", "{}")]).refused(400, "MalformedPolicyDocument");
    narrow(&session, &[("DurationSeconds", "3601")]).refused(400, "InsufficientSessionLifetime");
    let shorter = narrow(&session, &[("DurationSeconds", "60")]).ok();
    assert_eq!(shorter.element("Expiration"), "2026-01-01T00:01:00Z");
    assert_eq!(shorter.element("ScopedPoliciesCount"), "0");
    session.ask(sts("AssumeRole", &there)).ok();
    for layer in ["1", "2", "3"] {
        let given = narrow(&session, &[("Policy", POLICY)]).ok();
        assert_eq!(given.element("ScopedPoliciesCount"), layer);
        assert_eq!(given.element("Expiration"), "2026-01-01T01:00:00Z");
        assert_eq!(given.element("Arn"), "arn:aws:sts::000000000000:assumed-role/r/s1");
        let narrowed = with_credentials(&world, &given);
        assert_eq!(who(&narrowed), who(&session));
        narrowed.ask(sts("AssumeRole", &there)).refused(403, "AccessDenied");
        session = narrowed;
    }
    narrow(&session, &[("Policy", POLICY)]).refused(403, "AccessDenied");
    // The session of a federated user, and that of a user, keep who they are.
    let (user, _) = as_user(&world, "bob");
    for given in [sts("GetSessionToken", &[]), sts("GetFederationToken", &[("Name", "eve")])] {
        let session = with_credentials(&world, &user.ask(given).ok());
        let narrowed = with_credentials(&world, &narrow(&session, &[("Policy", POLICY)]).ok());
        assert_eq!(who(&narrowed), who(&session));
    }
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>
#[test]
fn what_nobody_encoded_is_not_decoded() {
    let world = world();
    let huge = "A".repeat(10_240);
    for message in ["x", "AAAA", "line\nbreak", &huge] {
        let ask = || sts("DecodeAuthorizationMessage", &[("EncodedMessage", message)]);
        world.ask(ask()).is_error(400, "InvalidAuthorizationMessageException", "Message is not valid");
        role(&world, "r");
        assume(&world, "arn:aws:iam::000000000000:role/r");
        world.ask(ask()).refused(400, "InvalidAuthorizationMessageException");
        world.store.clear().unwrap();
    }
    let longer = "A".repeat(10_241);
    world
        .ask(sts("DecodeAuthorizationMessage", &[("EncodedMessage", &longer)]))
        .refused(400, "ValidationError");
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html>; where tokens come from is ours.
#[tokio::test]
async fn a_token_is_traded_for_a_session() {
    let world = world();
    let theirs = world.as_account(OTHER);
    let made = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)];
    let arn = theirs.send(iam("CreateRole", &made)).await.ok().element("Arn");
    let get = |token: String| world.send(sts("GetDelegatedAccessToken", &[("TradeInToken", &token)]));
    get("garbage".to_owned()).await.refused(400, "ExpiredTradeInTokenException");
    let token = |body: serde_json::Value| {
        let engine = world.engine.engine.clone();
        async move {
            let request = Ask::post("/_aws/sts/trade-in-tokens").json(&body).into();
            let reply = engine.answer_control("trade-in-tokens", request).await.unwrap();
            let (status, body) = (reply.status().as_u16(), reply.into_body().collect(1 << 16).await.unwrap());
            let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
            (status, body["TradeInToken"].as_str().unwrap_or_default().to_owned())
        }
    };
    let (status, good) = token(json!({"PrincipalArn": arn, "DurationSeconds": 60})).await;
    assert_eq!(status, 200);
    let given = get(good.clone()).await.ok();
    assert_eq!(given.element("AssumedPrincipal"), arn);
    let inside = with_key(&world, &given.element("AccessKeyId"), Some(&given.element("SessionToken")));
    let who = inside.send(sts("GetCallerIdentity", &[])).await.ok();
    assert_eq!(who.element("Account"), OTHER);
    world.advance(60);
    get(good).await.refused(400, "ExpiredTradeInTokenException");
    assert_eq!(token(json!({"PrincipalArn": "arn:aws:iam::123456789012:role/none"})).await.0, 404);
    assert_eq!(token(json!({"Other": 1})).await.0, 400);
    assert_eq!(token(json!([[[[]]]])).await.0, 400);
}

/// AWS's pages: of STS, two operations take no signature, and no other is done without one, however a request names them.
#[tokio::test]
async fn nothing_is_done_unsigned_but_for_whom_a_provider_vouches() {
    let world = world();
    world.send(iam("CreateRole", &[("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)])).await.ok();
    let role = ("RoleArn", "arn:aws:iam::000000000000:role/r");
    let members = [role, ("RoleSessionName", "s1"), ("WebIdentityToken", "token"), ("Action", "AssumeRole")];
    for ask in [
        sts("AssumeRole", &members[..2]),
        sts("GetSessionToken", &[]),
        sts("GetCallerIdentity", &[]),
        // The last of several counts.
        sts("AssumeRoleWithWebIdentity", &members),
        sts("AssumeRole", &members[..3]).query("Action", "AssumeRoleWithWebIdentity"),
    ] {
        let (status, body) = unproven(&world, ask.clone()).await;
        assert!(status == 403 && body.contains("MissingAuthenticationToken"), "{ask} {status} {body}");
    }
    let (status, body) = unproven(&world, sts("AssumeRoleWithWebIdentity", &members[..3])).await;
    assert!(status == 400 && body.contains("InvalidIdentityToken"), "{status} {body}");
}
