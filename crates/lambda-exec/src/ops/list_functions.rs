//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};
use store::{Key, Space};

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST};
use crate::listing::Window;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct ListFunctions;

pub(crate) struct Input {
    window: Window,
    all_versions: bool,
    /// Whether only replicas of Lambda@Edge are asked for, of which there are none.
    replicas: bool,
}

impl Operation for ListFunctions {
    const NAME: &'static str = "ListFunctions";
    const ROUTE: Route = Route::get("/2015-03-31/functions");
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, incoming: Incoming) -> Result<Input, Error> {
        let mut constraints = Constraints::default();
        let versions = incoming.query("FunctionVersion");
        constraints.one_of("functionVersion", versions, &["ALL"]);
        let window = Window::read(&incoming, &mut constraints)?;
        constraints.result()?;
        let replicas = incoming.query("MasterRegion").is_some();
        Ok(Input { window, all_versions: versions.is_some(), replicas })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Value, Error> {
        let prefix = Key::of(Space::LambdaFunction).account(call.account).region(&call.region);
        let functions = Function::scan(&engine.store, &prefix)?;
        let listed = functions.iter().filter(|_| !input.replicas);
        let listed = listed.filter(|function| input.all_versions || function.version == LATEST);
        let (page, next) =
            input.window.cut(listed, |function| format!("{}:{}", function.name, function.version));
        let shown = page.into_iter().map(|function| {
            let (account, region) = (call.account, call.region.clone());
            let id = FunctionId { account, region, name: function.name.clone() };
            function.configuration(&id, input.all_versions.then_some(function.version.as_str()))
        });
        let functions: Vec<Value> = shown.collect();
        Ok(json!({"Functions": functions, "NextMarker": next}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
