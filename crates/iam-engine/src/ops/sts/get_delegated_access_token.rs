//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html>

use std::sync::Arc;

use base::call::Call;
use base::seams::Credentials;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model::sts;
use crate::session::shown;

pub(super) struct GetDelegatedAccessToken;

impl Operation for GetDelegatedAccessToken {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_DELEGATED_ACCESS_TOKEN;
    const LIMITS: &'static str = "IAM's delegation requests are not built: tokens to trade in come from POST \
         /_aws/sts/trade-in-tokens alone; with --auth verify they are good for the caller's own account.";
    type Input = String;
    type Output = (Credentials, String);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("TradeInToken").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, token: String) -> Result<Self::Output, Fault> {
        engine.trade_in(&token, call)?.ok_or_else(error::sts::expired_trade_in)
    }

    fn reply((credentials, principal): Self::Output) -> Outgoing {
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &credentials)
            .with("AssumedPrincipal", principal)
            .into()
    }
}
