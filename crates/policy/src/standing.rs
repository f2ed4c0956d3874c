//! Who is judged by policies at all: one table for all services.
//!
//! A test or a stock template must not lock its own author out, so by default the callers of an account are not refused
//! what the account owns. What other accounts may is judged in full: a test that sends requests with a second account's
//! key wants to see that.

use base::arn::AccountId;
use base::call::{Call, Caller, Checks};
use base::seams::KeySession;

use crate::context;
use crate::decision::{Decision, Policies, PolicyType, Reason, Request, ResourceKind, decide};
use crate::document::{Document, Form, Verdict};
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

/// What the policy of a resource refuses a caller that is judged, in AWS's sentence; nothing if it allows what is asked.
///
/// What the caller's account lets it do is that account's matter, and by default no account limits its own: so its own
/// policies count as if they allowed everything. What its session was asked for with limits it all the same.
pub fn refusal(
    call: &Call,
    request: &Request<'_>,
    resource: Option<&Document>,
    resource_kind: ResourceKind,
) -> Option<String> {
    let everything = Document::of_everything();
    let identity: &[&Document] = if call.origin.checks == Checks::Enforce { &[] } else { &[&everything] };
    let (asked_for, narrowed) = limits(call, request.principal);
    let session: Vec<&Document> = asked_for.iter().collect();
    let policies = Policies { resource, resource_kind, identity, session: &session, ..Policies::default() };
    let decided = decide(request, &policies);
    if !decided.allowed {
        return decided.sentence(request);
    }
    // `decide` asks nothing of a root user's session, as AWS's flow chart does not know of any that is limited.
    let of_root =
        (!session.is_empty() && matches!(request.principal, Principal::Root { .. })).then_some(session);
    let one_by_one = narrowed.iter().map(|document| vec![document]);
    of_root.into_iter().chain(one_by_one).find_map(|documents| {
        let decision = Decision { allowed: false, reason: out_of(&documents, request)? };
        decision.sentence(request)
    })
}

/// The policies that a caller's session was asked for with, and those that narrowed it since.
fn limits(call: &Call, principal: &Principal) -> (Vec<Document>, Vec<Document>) {
    let Some(KeySession { policies, managed_policies, scope_policies, .. }) = session(call, principal) else {
        return (Vec::new(), Vec::new());
    };
    // They were read when the session was asked for; a managed one that is gone since is none.
    let read =
        |text: &String| Document::read(text, Form::Identity).unwrap_or_else(|_| Document::of_nothing());
    let asked_for = policies.iter().chain(managed_policies).map(read).collect();
    (asked_for, scope_policies.iter().map(read).collect())
}

/// What is known of a principal's session, if it made the call and has one.
pub(crate) fn session<'c>(call: &'c Call, principal: &Principal) -> Option<&'c KeySession> {
    context::key(call, principal)?.session.as_ref()
}

/// Why a session's policies do not allow a request; nothing if they do.
fn out_of<'d>(documents: &[&'d Document], request: &Request<'_>) -> Option<Reason<'d>> {
    let policy = PolicyType::Session;
    let mut missing = Some(Reason::Missing { policy, near: None });
    for (number, document) in documents.iter().enumerate() {
        match document.verdict(request) {
            Verdict::Denied(at) => return Some(Reason::Denied { policy, number, at }),
            Verdict::Allowed(..) => missing = None,
            Verdict::Silent(_) => {}
        }
    }
    missing
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
