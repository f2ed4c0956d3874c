//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function_name::{LATEST, Named};
use crate::model;

pub(crate) struct GetFunctionEventInvokeConfig;

impl Operation for GetFunctionEventInvokeConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_FUNCTION_EVENT_INVOKE_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        let found = EventInvokeConfig::load(&engine.store, &id, qualifier.as_deref())?;
        let missing =
            || Error::no_event_invoke_config(id.qualified_arn(qualifier.as_deref().unwrap_or(LATEST)));
        Ok(found.ok_or_else(missing)?.shown(&id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
