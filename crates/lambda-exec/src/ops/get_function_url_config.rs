//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::url_config::UrlConfig;
use crate::function_name::Named;
use crate::model;

pub(crate) struct GetFunctionUrlConfig;

impl Operation for GetFunctionUrlConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_FUNCTION_URL_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        Named::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Named { id, qualifier }: Named) -> Result<Fields, Error> {
        let config = UrlConfig::existing(&engine.store, &id, qualifier.as_deref())?;
        Ok(config.shown(call, &id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
