//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetFunctionRecursionConfig;

impl Operation for GetFunctionRecursionConfig {
    const NAME: &'static str = "GetFunctionRecursionConfig";
    const ROUTE: Route = Route::get("/2024-08-31/functions/{FunctionName}/recursion-config");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        Naming::plain(Self::NAME).read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        engine.check_target(&id, qualifier.as_deref())?;
        // AWS's default; it cannot be set here yet.
        Ok(json!({"RecursiveLoop": "Terminate"}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
