use std::net::IpAddr;

use base::arn::{Arn, Region};
use base::call::Origin;
use base::clock::Timestamp;
use base::seams::{KeyIdentity, KeyPrincipal};
use std::sync::Arc;

use super::*;
use crate::Context;

fn call(caller: Caller, origin: Origin) -> Call {
    Call {
        account: AccountId::DEFAULT,
        region: Region::us_east_1(),
        request_id: "r".into(),
        now: Timestamp::from_secs(0),
        caller,
        origin,
        address: "localhost:4566".into(),
    }
}

/// Who signs with a key that IAM or STS made.
fn by(identity: KeyIdentity, session: Option<KeySession>) -> Caller {
    let tags = vec![("Team".to_owned(), "blue".to_owned())];
    let principal = Arc::new(KeyPrincipal { identity, user_id: "AIDA1".to_owned(), tags, session });
    Caller::Principal { access_key: "AKIA1".into(), principal }
}

/// The table of this project's own rules (its issue on resource policies), row by row.
#[test]
fn who_is_judged() {
    let account = || Standing::Judged(Principal::root("aws", AccountId::DEFAULT));
    let nobody = || Standing::Judged(Principal::Anonymous);
    let key = || Caller::Key { access_key: "test".into() };
    for (checks, caller, own, foreign) in [
        (Checks::Off, Caller::Anonymous, Standing::Owner, account()),
        (Checks::Off, key(), Standing::Owner, account()),
        (Checks::Off, Caller::Service("s3.amazonaws.com"), Standing::Owner, account()),
        (Checks::Verify, Caller::Anonymous, nobody(), nobody()),
        (Checks::Verify, key(), Standing::Owner, account()),
        (Checks::Verify, Caller::Service("s3.amazonaws.com"), Standing::Owner, account()),
        (Checks::Enforce, Caller::Anonymous, nobody(), nobody()),
        (Checks::Enforce, key(), account(), account()),
        (Checks::Enforce, Caller::Service("s3.amazonaws.com"), account(), account()),
    ] {
        let call = call(caller, Origin { checks, ..Origin::default() });
        let other = AccountId::parse("111122223333").unwrap();
        assert_eq!(
            (standing(&call, call.account), standing(&call, other)),
            (own, foreign),
            "{checks:?} {:?}",
            call.caller
        );
    }
}

/// The same rules, of a key that IAM or STS made: its user or session is judged, not the account.
#[test]
fn who_is_judged_with_a_key_of_an_iam_user() {
    let arn = Arn::parse("arn:aws:iam::000000000000:user/u").unwrap();
    let caller = by(KeyIdentity::User(arn.clone()), None);
    let call = call(caller, Origin { checks: Checks::Verify, ..Origin::default() });
    let other = AccountId::parse("111122223333").unwrap();
    assert_eq!(standing(&call, other), Standing::Judged(Principal::User { arn }));
    assert_eq!(standing(&call, call.account), Standing::Owner);
}

/// The same rules: loopback is secure unless enforced, and TLS always is.
#[test]
fn what_is_secure_transport() {
    for (peer, encrypted, checks, expected) in [
        (Some("127.0.0.1"), false, Checks::Off, true),
        (Some("::1"), false, Checks::Verify, true),
        (Some("::ffff:127.0.0.1"), false, Checks::Off, true),
        (Some("127.0.0.1"), false, Checks::Enforce, false),
        (Some("172.17.0.1"), false, Checks::Off, false),
        (Some("172.17.0.1"), true, Checks::Off, true),
        (Some("127.0.0.1"), true, Checks::Enforce, true),
        (None, false, Checks::Off, true),
        (None, false, Checks::Enforce, false),
    ] {
        let peer: Option<IpAddr> = peer.map(|peer| peer.parse().unwrap());
        let call = call(Caller::Anonymous, Origin { checks, peer, encrypted, ..Origin::default() });
        assert_eq!(is_secure(&call), expected, "{:?}", call.origin);
    }
}

/// What a session may with what another account owns: the resource's policy decides, and the policies that the session was
/// asked for with limit it (IAM's guide, "Session policies"). Those that narrowed it since must allow it each: AWS's page
/// of GetScopedCredentials. That the session's own account limits nothing is this project's rule.
#[test]
fn a_session_is_limited_by_what_it_was_asked_for_with() {
    let role = Arn::parse("arn:aws:iam::000000000000:role/r").unwrap();
    let session = Arn::parse("arn:aws:sts::000000000000:assumed-role/r/s").unwrap();
    let by_session = |policies: &[&str], managed: &[&str], scope_policies: &[&str]| {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let facts = KeySession {
            policies: texts(policies),
            managed_policies: texts(managed),
            scope_policies: texts(scope_policies),
            ..KeySession::default()
        };
        let identity = KeyIdentity::RoleSession { session: session.clone(), role: role.clone() };
        call(by(identity, Some(facts)), Origin::default())
    };
    let allow =
        |action: &str| format!(r#"{{"Statement":{{"Effect":"Allow","Action":"{action}","Resource":"*"}}}}"#);
    let (get, put, all) = (allow("dynamodb:GetItem"), allow("dynamodb:PutItem"), allow("*"));
    let trust =
        r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"*","Resource":"*"}}"#;
    let resource = Document::read(trust, Form::Resource).unwrap();
    for (policies, managed, scopes, expected) in [
        (vec![], vec![], vec![], true),
        (vec![get.as_str()], vec![], vec![], true),
        (vec![put.as_str()], vec![], vec![], false),
        (vec![put.as_str(), get.as_str()], vec![], vec![], true),
        (vec!["no policy"], vec![], vec![], false),
        (vec![], vec![get.as_str()], vec![], true),
        (vec![], vec![put.as_str()], vec![], false),
        (vec![put.as_str()], vec![get.as_str()], vec![], true),
        (vec![], vec![""], vec![], false),
        (vec![], vec![], vec![all.as_str(), get.as_str()], true),
        (vec![], vec![], vec![all.as_str(), put.as_str()], false),
        (vec![put.as_str()], vec![], vec![get.as_str()], false),
    ] {
        let call = by_session(&policies, &managed, &scopes);
        let principal = Principal::of(&call);
        let context = Context::of(&call, &principal);
        let request = Request {
            principal: &principal,
            canonical_user: None,
            action: "dynamodb:GetItem",
            resource: "arn:aws:dynamodb:us-east-1:111122223333:table/t",
            owner: AccountId::parse("111122223333").unwrap(),
            context: &context,
        };
        let refused = refusal(&call, &request, Some(&resource), ResourceKind::Plain);
        assert_eq!(refused.is_none(), expected, "{policies:?} {managed:?} {scopes:?} {refused:?}");
        let silent = refusal(&call, &request, None, ResourceKind::Plain).unwrap();
        let no_resource = "because no resource-based policy allows the dynamodb:GetItem action";
        let is_free = policies.is_empty() && managed.is_empty();
        assert_eq!(silent.ends_with(no_resource), expected || is_free, "{silent}");
    }
}

/// IAM's guide, "AWS global condition context keys": what a session's requests know of it, and keys that last do not.
#[test]
fn a_request_knows_its_session() {
    let facts = KeySession {
        issued: Timestamp::from_secs(0),
        mfa: true,
        source_identity: Some("ann".to_owned()),
        ..KeySession::default()
    };
    let user = || KeyIdentity::User(Arn::parse("arn:aws:iam::000000000000:user/p/u").unwrap());
    let lasting = call(by(user(), None), Origin::default());
    let mut temporary = call(by(user(), Some(facts)), Origin::default());
    temporary.now = Timestamp::from_secs(60);
    for (key, of_lasting, of_temporary) in [
        ("aws:username", Some("u"), Some("u")),
        ("aws:userid", Some("AIDA1"), Some("AIDA1")),
        ("aws:principaltag/team", Some("blue"), Some("blue")),
        ("aws:multifactorauthpresent", None, Some("true")),
        ("aws:multifactorauthage", None, Some("60")),
        ("aws:sourceidentity", None, Some("ann")),
        ("aws:tokenissuetime", None, Some("1970-01-01T00:00:00Z")),
    ] {
        for (call, expected) in [(&lasting, of_lasting), (&temporary, of_temporary)] {
            let principal = Principal::of(call);
            assert_eq!(Context::of(call, &principal).value(key), expected, "{key}");
            // What somebody else does in the same request is not the session's.
            let service = Context::of(call, &Principal::Service("s3.amazonaws.com".to_owned()));
            assert_eq!(service.value(key), None, "{key}");
        }
    }
    assert!(Context::is_global("aws:PrincipalTag/Any") && !Context::is_global("aws:PrincipalTag"));
}
