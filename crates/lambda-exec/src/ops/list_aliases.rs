//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::alias::Alias;
use crate::constraint::{self, Constraints};
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, Naming};
use crate::listing::Window;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct ListAliases;

pub(crate) struct Input {
    id: FunctionId,
    window: Window,
    version: Option<String>,
}

impl Operation for ListAliases {
    const NAME: &'static str = "ListAliases";
    const ROUTE: Route = Route::get("/2015-03-31/functions/{FunctionName}/aliases");
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::plain(Self::NAME);
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, incoming.path("FunctionName"), None);
        let version = incoming.query("FunctionVersion").map(str::to_owned);
        constraints.pattern("functionVersion", version.as_deref(), &constraint::VERSION);
        let window = Window::read(&incoming, &mut constraints)?;
        constraints.result()?;
        let id = naming.resolve(call, incoming.path("FunctionName"), None)?.id;
        Ok(Input { id, window, version })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, window, version } = input;
        Function::latest(&engine.store, &id)?;
        let aliases = Alias::all(&engine.store, &id)?;
        let wanted = aliases.iter().filter(|alias| {
            let second = alias.second.as_ref().map(|(second, _)| second);
            version.as_ref().is_none_or(|version| alias.version == *version || second == Some(version))
        });
        let (page, next) = window.cut(wanted, |alias| alias.name.clone());
        let shown: Vec<Value> = page.into_iter().map(|alias| alias.shown(&id)).collect();
        Ok(json!({"Aliases": shown, "NextMarker": next}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
