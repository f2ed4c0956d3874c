//! What must hold for any input: called by this crate's tests and by the fuzz targets, with whatever bytes they like.
//!
//! Each function panics where the code is wrong, and only there. Not for use by engines.

use base::arn::{AccountId, Arn};
use serde_json::Value;

use crate::context::Context;
use crate::decision::{Policies, Reason, Request, ResourceKind, decide};
use crate::document::{Document, Form, MAX_STATEMENTS, Verdict};
use crate::principal::Principal;

use grammar::{Given, Grammar};

mod grammar;
mod naive;
mod naive_condition;

/// The account that the requests of these tests come from. Resources are its own, or another one's.
const ACCOUNT: &str = "111122223333";
const RESOURCE: &str = "arn:aws:s3:::b/home/ann/x";

/// Everybody who asks in these tests.
fn principals() -> Vec<Principal> {
    let arn = |text: &str| Arn::parse(text).unwrap_or_else(|| unreachable!("constants of this file"));
    let user = || arn("arn:aws:iam::111122223333:user/ann");
    vec![
        Principal::Anonymous,
        Principal::root("aws", account()),
        Principal::User { arn: user() },
        Principal::RoleSession {
            session: arn("arn:aws:sts::111122223333:assumed-role/r/s"),
            role: arn("arn:aws:iam::111122223333:role/p/r"),
        },
        Principal::FederatedUser {
            session: arn("arn:aws:sts::111122223333:federated-user/f"),
            user: Some(user()),
        },
        Principal::Service("s3.amazonaws.com".to_owned()),
        Principal::Federated("accounts.google.com".to_owned()),
    ]
}

fn account() -> AccountId {
    AccountId::parse(ACCOUNT).unwrap_or(AccountId::DEFAULT)
}

/// The keys that requests of these tests have; others are absent.
fn context() -> Context {
    let mut context = Context::default();
    for (key, values) in [
        ("aws:username", &["ann"][..]),
        ("aws:SourceIp", &["203.0.113.7"]),
        ("aws:CurrentTime", &["2026-01-01T00:00:00Z"]),
        ("aws:SecureTransport", &["true"]),
        ("aws:PrincipalArn", &["arn:aws:iam::111122223333:user/ann"]),
        ("k:number", &["10"]),
        ("k:empty", &[""]),
        ("k:many", &["a", "B", "c*"]),
    ] {
        context.set(key, values.iter().map(|value| (*value).to_owned()));
    }
    context
}

/// Any bytes as a policy: no panic; what is read says about some requests what the naive evaluator says.
pub fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let context = context();
    for form in [Form::Resource, Form::Identity, Form::Trust] {
        let Ok(document) = Document::read(text, form) else { continue };
        let Ok(raw) = serde_json::from_str::<Value>(text) else { unreachable!("it was read") };
        assert!(document.condition_keys().chain(document.variables()).count() <= text.len());
        for principal in principals() {
            let request = Request {
                principal: &principal,
                canonical_user: None,
                action: "s3:GetObject",
                resource: RESOURCE,
                owner: account(),
                context: &context,
            };
            let verdict = match document.verdict(&request) {
                Verdict::Denied(at) => {
                    assert!(at.index < MAX_STATEMENTS);
                    naive::Says::Denies
                }
                Verdict::Allowed(_, grant) => naive::Says::Allows(grant),
                Verdict::Silent(_) => naive::Says::Nothing,
            };
            assert_eq!(verdict, naive::says(&raw, &request), "{raw} of {principal:?}");
        }
    }
}

/// Any bytes as choices of the grammar, policies and a request: the decision is what the naive evaluator's is.
pub fn decided_alike(bytes: &[u8]) {
    let mut grammar = Grammar(bytes);
    let Given { principal, owner, action, resource, kind, documents } = grammar.given();
    let context = context();
    let request = Request {
        principal: &principal,
        canonical_user: Some("79a5"),
        action,
        resource,
        owner,
        context: &context,
    };
    let read = |raw: &Value, form| match Document::read(&raw.to_string(), form) {
        Ok(document) => document,
        Err(error) => panic!("{error} in {raw}"),
    };
    let all = |raw: &[Value]| raw.iter().map(|raw| read(raw, Form::Identity)).collect::<Vec<_>>();
    let resource_form = if kind == ResourceKind::Trust { Form::Trust } else { Form::Resource };
    let own = documents.resource.as_ref().map(|raw| read(raw, resource_form));
    let (identity, boundary, session) =
        (all(&documents.identity), all(documents.boundary.as_slice()), all(&documents.session));
    let levels: Vec<Vec<Document>> = documents.levels.iter().map(|level| all(level)).collect();
    let levels: Vec<Vec<&Document>> = levels.iter().map(|level| level.iter().collect()).collect();
    let policies = Policies {
        service_control: &levels.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        resource_control: &[],
        resource: own.as_ref(),
        resource_kind: kind,
        identity: &identity.iter().collect::<Vec<_>>(),
        boundary: boundary.first(),
        session: &session.iter().collect::<Vec<_>>(),
    };
    let decision = decide(&request, &policies);
    let denied = matches!(decision.reason, Reason::Denied { .. });
    assert_eq!(
        (decision.allowed, denied),
        naive::decide(&documents, kind, &request),
        "{documents:?} {kind:?} {request:?}: {decision:?}"
    );
    assert_eq!(decision.because(action).is_none(), decision.allowed);
}

#[cfg(test)]
mod tests;
