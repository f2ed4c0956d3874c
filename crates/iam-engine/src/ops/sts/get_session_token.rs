//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html>

use std::sync::Arc;
use std::time::Duration;

use base::call::Call;
use base::seams::{Credentials, KeySession};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model::sts;
use crate::session::asked::{self, Scope};
use crate::session::token::Who;
use crate::session::{lasting, shown};

pub(super) struct GetSessionToken;

/// What is asked for.
pub(super) struct Asked {
    lasts_s: Option<u64>,
    mfa: bool,
    least: usize,
}

impl Operation for GetSessionToken {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_SESSION_TOKEN;
    const LIMITS: &'static str = "Codes of MFA devices are taken unchecked. The session may call IAM and STS as its user may, which \
         AWS limits.";
    type Input = Asked;
    type Output = Credentials;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked { lasts_s, mfa: asked::mfa(&fields)?, least: Scope::read(&fields)?.least })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Credentials, Fault> {
        let (who, most_s) = match lasting::caller(call, "GetSessionToken")? {
            Some((arn, id)) => (Who::User { arn, id }, lasting::OF_USER_S),
            None => (Who::Root, lasting::OF_ROOT_S),
        };
        let lasts_s = asked.lasts_s.unwrap_or(lasting::DEFAULT_S).min(most_s);
        let expires = call.now.plus(Duration::from_secs(lasts_s));
        let facts = KeySession { issued: call.now, expires, mfa: asked.mfa, ..KeySession::default() };
        engine.give((call.account, call.region.partition()), who, facts, asked.least)
    }

    fn reply(credentials: Credentials) -> Outgoing {
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &credentials).into()
    }
}
