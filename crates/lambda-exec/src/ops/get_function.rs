//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{Named, Naming};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetFunction;

impl Operation for GetFunction {
    const NAME: &'static str = "GetFunction";
    const ROUTE: Route = Route::get("/2015-03-31/functions/{FunctionName}");
    type Input = Named;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Named, Error> {
        let naming = Naming::namespaced(Self::NAME);
        naming.read(call, incoming.path("FunctionName"), incoming.query("Qualifier"))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Named { id, qualifier }: Named) -> Result<Value, Error> {
        let function = Function::find(&engine.store, &id, qualifier.as_deref(), || 1.0)?;
        let mut shown = json!({
            "Configuration": function.configuration(&id, qualifier.as_deref()),
            "Code": {
                "RepositoryType": "S3",
                "Location": function.code_location(&call.address, &id),
            },
        });
        let tags = Function::latest(&engine.store, &id)?.tags;
        if let (Value::Object(members), false) = (&mut shown, tags.is_empty()) {
            members.insert("Tags".to_owned(), json!(tags));
        }
        Ok(shown)
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
