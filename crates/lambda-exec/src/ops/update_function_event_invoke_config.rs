//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::event_invoke_config::{self, EventInvokeConfig, Given};
use crate::function_name::{LATEST, Named};
use crate::model;

pub(crate) struct UpdateFunctionEventInvokeConfig;

impl Operation for UpdateFunctionEventInvokeConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_FUNCTION_EVENT_INVOKE_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = event_invoke_config::KEPT;
    type Input = (Named, Given);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((Named::read(call, &request.fields)?, Given::read(&request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, given): Self::Input) -> Result<Fields, Error> {
        engine.check_event_destinations(&named, &given).await?;
        let Named { id, qualifier } = named;
        let key = EventInvokeConfig::key(&id, qualifier.as_deref());
        let config = engine.store.change(&key, |records| {
            engine.check_configured(records, &id, qualifier.as_deref())?;
            let before = EventInvokeConfig::load(records, &id, qualifier.as_deref())?;
            let missing =
                || Error::no_event_invoke_config(id.qualified_arn(qualifier.as_deref().unwrap_or(LATEST)));
            let before = before.ok_or_else(missing)?;
            let mut config = given.clone().over(before);
            config.qualifier = qualifier.as_deref().unwrap_or(LATEST).to_owned();
            config.last_modified = call.now.millis();
            let mut batch = Batch::new();
            batch.put(key.clone(), config.encode()?);
            Ok((batch, config))
        })?;
        Ok(config.shown(&id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
