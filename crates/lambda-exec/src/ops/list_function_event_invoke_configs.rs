//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function_name::Named;
use crate::listing::Window;
use crate::model;

pub(crate) struct ListFunctionEventInvokeConfigs;

impl Operation for ListFunctionEventInvokeConfigs {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_FUNCTION_EVENT_INVOKE_CONFIGS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (Named, Window);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        Ok((Named::read(call, fields)?, Window::read(Self::SIGNATURE, fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (named, window): Self::Input) -> Result<Fields, Error> {
        let id = named.id;
        engine.check_configured(&engine.store, &id, None)?;
        let configs = EventInvokeConfig::all(&engine.store, &id)?;
        let page = window.cut(configs.iter(), |config| config.qualifier.clone());
        let show = |config: &EventInvokeConfig| config.shown(&id, &model::FUNCTION_EVENT_INVOKE_CONFIG);
        Ok(page.shown(Self::SIGNATURE.output, "FunctionEventInvokeConfigs", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
