//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetFunctionCodeSigningConfig;

impl Operation for GetFunctionCodeSigningConfig {
    const NAME: &'static str = "GetFunctionCodeSigningConfig";
    const ROUTE: Route = Route::get("/2020-06-30/functions/{FunctionName}/code-signing-config");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        Naming::namespaced(Self::NAME).read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        engine.check_target(&id, qualifier.as_deref())?;
        // No function has one: AWS then names the function only.
        Ok(json!({"FunctionName": id.name}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
