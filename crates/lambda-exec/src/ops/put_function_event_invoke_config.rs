//! <https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::event_invoke_config::{self, EventInvokeConfig, Given};
use crate::function_name::Named;
use crate::model;

pub(crate) struct PutFunctionEventInvokeConfig;

impl Operation for PutFunctionEventInvokeConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_FUNCTION_EVENT_INVOKE_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = event_invoke_config::KEPT;
    type Input = (Named, Given);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((Named::read(call, &request.fields)?, Given::read(&request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, given): Self::Input) -> Result<Fields, Error> {
        // What a request leaves out is removed.
        let config =
            event_invoke_config::set(engine, call, (&named, given), |_| Ok(EventInvokeConfig::default()))
                .await?;
        Ok(config.shown(&named.id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
