//! The keys of a request that conditions and variables ask for, with their values.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use std::collections::BTreeMap;

use base::call::{Call, Caller};
use base::seams::KeyPrincipal;

use crate::condition::moment;
use crate::principal::Principal;
use crate::standing::{self, session};

/// Keys and their values. Names do not depend on case. A key without values is as good as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context(BTreeMap<String, Vec<String>>);

/// What a key of every service is for a call and its principal; nothing if it is absent.
type Known = fn(&Call, &Principal) -> Option<String>;

/// The keys that are known of every request to every service, as AWS spells them.
const GLOBAL: [(&str, Known); 18] = [
    ("aws:CurrentTime", |call, _| Some(moment::text(call.now.millis()))),
    ("aws:EpochTime", |call, _| Some(call.now.secs().to_string())),
    ("aws:FederatedProvider", |call, principal| session(call, principal)?.provider.clone()),
    ("aws:MultiFactorAuthAge", |call, principal| {
        let session = session(call, principal).filter(|session| session.mfa)?;
        Some(call.now.secs().saturating_sub(session.issued.secs()).to_string())
    }),
    // Keys that last do not have it: AWS's page.
    ("aws:MultiFactorAuthPresent", |call, principal| Some(session(call, principal)?.mfa.to_string())),
    ("aws:PrincipalAccount", |_, principal| principal.account().map(|account| account.to_string())),
    ("aws:PrincipalArn", |_, principal| principal.identity_arn()),
    ("aws:PrincipalIsAWSService", |_, principal| Some(principal.is_service().to_string())),
    ("aws:PrincipalServiceName", |_, principal| principal.service().map(str::to_owned)),
    ("aws:PrincipalType", |_, principal| Some(principal.kind().to_owned())),
    ("aws:RequestedRegion", |call, _| Some(call.region.as_str().to_owned())),
    ("aws:SecureTransport", |call, _| Some(standing::is_secure(call).to_string())),
    ("aws:SourceIp", |call, _| call.origin.peer.map(|peer| peer.to_canonical().to_string())),
    ("aws:SourceIdentity", |call, principal| session(call, principal)?.source_identity.clone()),
    ("aws:TokenIssueTime", |call, principal| Some(moment::text(session(call, principal)?.issued.millis()))),
    ("aws:userid", |call, principal| match key(call, principal) {
        Some(key) => Some(key.user_id.clone()),
        None => principal.user_id(),
    }),
    ("aws:username", |_, principal| principal.user_name().map(str::to_owned)),
    // No service calls another one with a user's own credentials here.
    ("aws:ViaAWSService", |_, _| Some("false".to_owned())),
];

/// Behind it stands the key of a tag of the principal.
const PRINCIPAL_TAG: &str = "aws:PrincipalTag/";

/// What is known of the key that a call was signed with, where it is the principal's.
pub(crate) fn key<'c>(call: &'c Call, principal: &Principal) -> Option<&'c KeyPrincipal> {
    match &call.caller {
        Caller::Principal { principal: key, .. } if principal.account().is_some() => Some(key),
        _ => None,
    }
}

impl Context {
    /// The keys that every request has, whatever the service.
    pub fn of(call: &Call, principal: &Principal) -> Context {
        let mut context = Context::default();
        for (key, value) in GLOBAL {
            context.set(key, value(call, principal));
        }
        for (name, value) in key(call, principal).into_iter().flat_map(|key| &key.tags) {
            context.set(&format!("{PRINCIPAL_TAG}{name}"), [value.clone()]);
        }
        context
    }

    /// Whether `Context::of` knows a key: where it does not, and the service does not either, a condition on the key
    /// could not be judged rightly.
    pub fn is_global(key: &str) -> bool {
        let is_tag =
            key.get(..PRINCIPAL_TAG.len()).is_some_and(|start| start.eq_ignore_ascii_case(PRINCIPAL_TAG));
        is_tag || GLOBAL.iter().any(|(known, _)| known.eq_ignore_ascii_case(key))
    }

    /// Gives a key these values, in place of any it had. A key with one value can stand in a variable.
    pub fn set(&mut self, key: &str, values: impl IntoIterator<Item = String>) {
        self.0.insert(key.to_ascii_lowercase(), values.into_iter().collect());
    }

    /// The values of a key, if it is there. `key` is in lower case.
    pub(crate) fn values(&self, key: &str) -> Option<&[String]> {
        self.0.get(key).map(Vec::as_slice).filter(|values| !values.is_empty())
    }

    /// The value of a key that has exactly one. `key` is in lower case.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        match self.values(key) {
            Some([value]) => Some(value),
            _ => None,
        }
    }
}
