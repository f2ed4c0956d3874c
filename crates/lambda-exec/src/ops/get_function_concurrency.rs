//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetFunctionConcurrency;

impl Operation for GetFunctionConcurrency {
    const NAME: &'static str = "GetFunctionConcurrency";
    const ROUTE: Route = Route::get("/2019-09-30/functions/{FunctionName}/concurrency");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        Naming::plain(Self::NAME).read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        engine.check_target(&id, qualifier.as_deref())?;
        // Nothing is reserved: AWS then answers an empty object.
        Ok(json!({}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
