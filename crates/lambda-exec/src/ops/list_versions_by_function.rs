//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, Naming};
use crate::listing::Window;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct ListVersionsByFunction;

impl Operation for ListVersionsByFunction {
    const NAME: &'static str = "ListVersionsByFunction";
    const ROUTE: Route = Route::get("/2015-03-31/functions/{FunctionName}/versions");
    type Input = (FunctionId, Window);
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<(FunctionId, Window), Error> {
        let naming = Naming::namespaced(Self::NAME);
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let window = Window::read(&incoming, &mut constraints)?;
        constraints.result()?;
        Ok((naming.resolve(call, incoming.path("FunctionName"), None)?.id, window))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, window): (FunctionId, Window)) -> Result<Value, Error> {
        let versions = Function::versions(&engine.store, &id)?;
        if versions.is_empty() {
            return Err(Error::no_function(id.arn()));
        }
        let (page, next) = window.cut(versions.iter(), |function| function.version.clone());
        let shown: Vec<Value> =
            page.into_iter().map(|function| function.configuration(&id, Some(&function.version))).collect();
        Ok(json!({"Versions": shown, "NextMarker": next}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
