//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::url_config::UrlConfig;
use crate::function_name::Named;
use crate::listing::Window;
use crate::model;

pub(crate) struct ListFunctionUrlConfigs;

impl Operation for ListFunctionUrlConfigs {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_FUNCTION_URL_CONFIGS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (Named, Window);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        Ok((Named::read(call, fields)?, Window::read(Self::SIGNATURE, fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, window): Self::Input) -> Result<Fields, Error> {
        let id = named.id;
        Function::latest(&engine.store, &id)?;
        let configs = UrlConfig::all(&engine.store, &id)?;
        let page = window.cut(configs.iter(), |config| config.url_id.clone());
        let show = |config: &UrlConfig| config.shown(call, &id, &model::FUNCTION_URL_CONFIG);
        Ok(page.shown(Self::SIGNATURE.output, "FunctionUrlConfigs", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
