use std::net::IpAddr;

use base::arn::Region;
use base::call::Origin;
use base::clock::Timestamp;

use super::*;

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
    let arn = base::arn::Arn::parse("arn:aws:iam::000000000000:user/u").unwrap();
    let principal = base::seams::KeyPrincipal::User(arn.clone()).into();
    let caller = Caller::Principal { access_key: "AKIA1".into(), principal };
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
        let call = call(Caller::Anonymous, Origin { checks, peer, encrypted });
        assert_eq!(is_secure(&call), expected, "{:?}", call.origin);
    }
}
