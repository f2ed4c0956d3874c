//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>

use std::sync::Arc;

use base::call::{Call, Caller};
use policy::Principal;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model::sts;

pub(super) struct GetCallerIdentity;

/// Who calls.
pub(super) struct Identity {
    user_id: String,
    account: String,
    arn: String,
}

impl Operation for GetCallerIdentity {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_CALLER_IDENTITY;
    type Input = ();
    type Output = Identity;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(_: &Arc<Engine>, call: &Call, (): ()) -> Result<Identity, Fault> {
        let user_id = match &call.caller {
            Caller::Principal { principal, .. } => principal.user_id.clone(),
            _ => call.account.to_string(),
        };
        Ok(Identity { user_id, account: call.account.to_string(), arn: Principal::of(call).name() })
    }

    fn reply(Identity { user_id, account, arn }: Identity) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("UserId", user_id)
            .with("Account", account)
            .with("Arn", arn)
            .into()
    }
}
