//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetScopedCredentials.html>

use std::sync::Arc;
use std::time::Duration;

use base::call::Call;
use base::seams::{Credentials, KeySession};
use policy::Principal;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model::sts;
use crate::session::asked::{Scope, calling};
use crate::session::shown;

pub(super) struct GetScopedCredentials;

/// How many policies can narrow a session one after another.
const MOST_LAYERS: usize = 3;

/// What is asked for.
pub(super) struct Asked {
    policy: Option<String>,
    lasts_s: Option<u64>,
    least: usize,
}

/// What is given.
pub(super) struct Given {
    credentials: Credentials,
    user_id: String,
    arn: String,
    layers: usize,
    source_identity: Option<String>,
}

impl Operation for GetScopedCredentials {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_SCOPED_CREDENTIALS;
    const KEPT: &'static [&'static str] = &["ScopedSessionDescription"];
    const LIMITS: &'static str = "The policies limit what the session may in other accounts, not in its own.";
    type Input = Asked;
    type Output = Given;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        let Scope { policy, least, .. } = Scope::read(&fields)?;
        if policy.is_none() && lasts_s.is_none() {
            // That one must be there the model says; the sentence is our guess.
            return Err(error::validation("At least one of Policy and DurationSeconds must be provided."));
        }
        Ok(Asked { policy, lasts_s, least })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Given, Fault> {
        let key = calling(call).ok_or_else(error::sts::no_session)?;
        let session = key.session.as_ref().ok_or_else(error::sts::no_session)?;
        let who = engine.bearer_again(call, key)?.ok_or_else(error::sts::no_session)?;
        let expires = match asked.lasts_s.map(|secs| call.now.plus(Duration::from_secs(secs))) {
            Some(later) if later > session.expires => return Err(error::sts::session_too_short()),
            Some(earlier) => earlier,
            None => session.expires,
        };
        let mut scope_policies = session.scope_policies.clone();
        scope_policies.extend(asked.policy);
        let arn = Principal::of(call).name();
        let layers = scope_policies.len();
        if layers > MOST_LAYERS {
            return Err(error::sts::not_authorized(&arn, "sts:GetScopedCredentials", &arn));
        }
        let facts = KeySession { expires, scope_policies, ..session.clone() };
        let source_identity = facts.source_identity.clone();
        let credentials = engine.give((call.account, partition(&arn)), who, facts, asked.least)?;
        Ok(Given { credentials, user_id: key.user_id.clone(), arn, layers, source_identity })
    }

    fn reply(given: Given) -> Outgoing {
        let Given { credentials, user_id, arn, layers, source_identity } = given;
        let session = Fields::new(&sts::SCOPED_SESSION).with("ScopedSessionId", user_id).with("Arn", arn);
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &credentials)
            .with("SessionInfo", session)
            .with("ScopedPoliciesCount", layers as u64)
            .with("SourceIdentity", source_identity)
            .into()
    }
}

fn partition(arn: &str) -> &str {
    arn.split(':').nth(1).unwrap_or("aws")
}
