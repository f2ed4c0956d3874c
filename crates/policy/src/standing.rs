//! Who is judged by policies at all: one table for all services.
//!
//! A test or a stock template must not lock its own author out, so by default the callers of an account are not refused
//! what the account owns. What other accounts may is judged in full: a test that sends requests with a second account's
//! key wants to see that.

use base::arn::AccountId;
use base::call::{Call, Caller, Checks};

use crate::principal::Principal;

/// How a caller stands to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one of a request, looked at and dropped")]
pub enum Standing {
    /// It is its owner: no resource policy, ACL or public access block refuses it anything.
    Owner,
    /// It is judged in full, as this principal.
    Judged(Principal),
}

/// How the caller of a request stands to a resource of `owner`.
///
/// | `--auth`, `--iam` | caller | a resource of its account | a resource of another account |
/// |---|---|---|---|
/// | `off` | unsigned: it is the account itself | owner | judged, as the account |
/// | `off` | signed | owner | judged, as the account |
/// | `verify` | unsigned: anonymous | judged, as nobody | judged, as nobody |
/// | `verify` | signed | owner | judged, as the account |
/// | `enforce` | unsigned: anonymous | judged, as nobody | judged, as nobody |
/// | `enforce` | signed | judged, as the account | judged, as the account |
///
/// One of our services that acts for a user is that user's account.
pub fn standing(call: &Call, owner: AccountId) -> Standing {
    let signed = call.caller != Caller::Anonymous;
    let own = call.account == owner;
    let account = || Standing::Judged(Principal::of(call));
    match (call.origin.checks, signed, own) {
        (Checks::Off, _, true) | (Checks::Verify, true, true) => Standing::Owner,
        (Checks::Off, _, false) | (Checks::Verify, true, false) | (Checks::Enforce, true, _) => account(),
        (Checks::Verify | Checks::Enforce, false, _) => Standing::Judged(Principal::Anonymous),
    }
}

/// `aws:SecureTransport`: whether the request came over TLS. From loopback it counts as if it had, unless everything is
/// enforced: stock templates deny every request without TLS, and there is no TLS here.
pub fn is_secure(call: &Call) -> bool {
    let origin = &call.origin;
    let near = origin.peer.is_none_or(|peer| peer.to_canonical().is_loopback());
    origin.encrypted || (near && origin.checks != Checks::Enforce)
}

#[cfg(test)]
mod tests;
