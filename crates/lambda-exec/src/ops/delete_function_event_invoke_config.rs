//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function_name::{LATEST, Named};
use crate::model;

pub(crate) struct DeleteFunctionEventInvokeConfig;

impl Operation for DeleteFunctionEventInvokeConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_FUNCTION_EVENT_INVOKE_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<(), Error> {
        let key = EventInvokeConfig::key(&id, qualifier.as_deref());
        engine.store.change(&key, |records| {
            let found = EventInvokeConfig::load(records, &id, qualifier.as_deref())?;
            let missing =
                || Error::no_event_invoke_config(id.qualified_arn(qualifier.as_deref().unwrap_or(LATEST)));
            found.ok_or_else(missing)?;
            let mut batch = Batch::new();
            batch.delete(key.clone());
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
