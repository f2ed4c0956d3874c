//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetRuntimeManagementConfig;

impl Operation for GetRuntimeManagementConfig {
    const NAME: &'static str = "GetRuntimeManagementConfig";
    const ROUTE: Route = Route::get("/2021-07-20/functions/{FunctionName}/runtime-management-config");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        Naming::namespaced(Self::NAME).read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        engine.check_target(&id, qualifier.as_deref())?;
        // AWS's default; it cannot be set here yet.
        Ok(json!({"UpdateRuntimeOn": "Auto", "FunctionArn": id.arn_of(qualifier.as_deref()).to_string()}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
