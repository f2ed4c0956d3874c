//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetFunctionConfiguration;

impl Operation for GetFunctionConfiguration {
    const NAME: &'static str = "GetFunctionConfiguration";
    const ROUTE: Route = Route::get("/2015-03-31/functions/{FunctionName}/configuration");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        let naming = Naming::namespaced(Self::NAME);
        naming.read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        let function = Function::find(&engine.store, &id, qualifier.as_deref(), || 1.0)?;
        Ok(function.configuration(&id, qualifier.as_deref()))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
