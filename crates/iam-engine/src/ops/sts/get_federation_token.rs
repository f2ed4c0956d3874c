//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>

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
use crate::session::asked::Scope;
use crate::session::token::Who;
use crate::session::{lasting, shown};

pub(super) struct GetFederationToken;

/// What is asked for.
pub(super) struct Asked {
    name: String,
    lasts_s: Option<u64>,
    scope: Scope,
}

/// What is given.
pub(super) struct Given {
    credentials: Credentials,
    user_id: String,
    arn: String,
    shows_size: bool,
}

impl Operation for GetFederationToken {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_FEDERATION_TOKEN;
    const LIMITS: &'static str = "In its own account the session may everything.";
    type Input = Asked;
    type Output = Given;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked { name: fields.required("Name").to_owned(), lasts_s, scope: Scope::read(&fields)? })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Given, Fault> {
        let Asked { name, lasts_s, scope } = asked;
        let user = lasting::caller(call, "GetFederationToken")?;
        let most_s = if user.is_some() { lasting::OF_USER_S } else { lasting::OF_ROOT_S };
        let lasts_s = lasts_s.unwrap_or(lasting::DEFAULT_S).min(most_s);
        engine.check_managed_policies(call.account, &scope.policy_arns)?;
        let partition = call.region.partition();
        let user_id = format!("{}:{name}", call.account);
        let arn = format!("arn:{partition}:sts::{}:federated-user/{name}", call.account);
        let (shows_size, least) = (scope.limits_or_tags(), scope.least);
        let facts = KeySession {
            issued: call.now,
            expires: call.now.plus(Duration::from_secs(lasts_s)),
            ..scope.into_session()
        };
        let who = Who::Federated { name, user };
        let credentials = engine.give((call.account, partition), who, facts, least)?;
        Ok(Given { credentials, user_id, arn, shows_size })
    }

    fn reply(Given { credentials, user_id, arn, shows_size }: Given) -> Outgoing {
        let user = Fields::new(&sts::FEDERATED_USER).with("FederatedUserId", user_id).with("Arn", arn);
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &credentials)
            .with("FederatedUser", user)
            .with("PackedPolicySize", shows_size.then(|| shown::utilization(&credentials)))
            .into()
    }
}
