//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::listing::Window;
use crate::mapping::{Mapping, MappingId};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct ListEventSourceMappings;

pub(crate) struct Input {
    window: Window,
    named: Option<Named>,
    source: Option<String>,
}

impl Operation for ListEventSourceMappings {
    const NAME: &'static str = "ListEventSourceMappings";
    const ROUTE: Route = Route::get("/2015-03-31/event-source-mappings");
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::namespaced(Self::NAME);
        let mut constraints = Constraints::default();
        let name = incoming.query("FunctionName").filter(|name| !name.is_empty());
        if let Some(name) = name {
            naming.check(&mut constraints, name, None);
        }
        let window = Window::read(&incoming, &mut constraints)?;
        constraints.result()?;
        let named = name.map(|name| naming.resolve(call, name, None)).transpose()?;
        let source = incoming.query("EventSourceArn").filter(|source| !source.is_empty()).map(str::to_owned);
        Ok(Input { window, named, source })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Value, Error> {
        let Input { window, named, source } = input;
        let mappings = Mapping::scan(&engine.store, &MappingId::prefix(call.account, &call.region))?;
        let wanted = mappings.iter().filter(|(_, mapping)| {
            let of_function = named.as_ref().is_none_or(|named| {
                named.id.name == mapping.function
                    && (named.qualifier.is_none() || named.qualifier == mapping.qualifier)
            });
            of_function && source.as_ref().is_none_or(|source| *source == mapping.source)
        });
        let (page, next) = window.cut(wanted, |(id, _)| id.uuid.clone());
        let shown: Vec<Value> =
            page.into_iter().map(|(id, mapping)| mapping.shown(id, mapping.state())).collect();
        Ok(json!({"EventSourceMappings": shown, "NextMarker": next}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
