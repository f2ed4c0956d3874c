//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::Batch;

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{Named, Naming};
use crate::mapping::MappingId;
use crate::mapping::given::Given;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct UpdateEventSourceMapping;

pub(crate) struct Input {
    id: MappingId,
    named: Option<Named>,
    given: Given,
}

impl Operation for UpdateEventSourceMapping {
    const NAME: &'static str = "UpdateEventSourceMapping";
    const ROUTE: Route = Route::put("/2015-03-31/event-source-mappings/{UUID}").answering(202);
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::namespaced(Self::NAME);
        let mut members = incoming.members()?;
        let mut constraints = Constraints::default();
        let name = members.text("FunctionName")?;
        if let Some(name) = &name {
            naming.check(&mut constraints, name, None);
        }
        let mut given = Given::read(&mut members, &mut constraints)?;
        constraints.result()?;
        given.check_rules()?;
        let named = name.map(|name| naming.resolve(call, &name, None)).transpose()?;
        Ok(Input { id: MappingId::read(call, &incoming), named, given })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Value, Error> {
        let Input { id, named, given } = input;
        if let Some(Named { id, qualifier }) = &named {
            let missing = |_| Error::invalid("Function does not exist");
            Function::find(&engine.store, id, qualifier.as_deref(), || 1.0).map_err(missing)?;
        }
        given.check_destination(engine, &id).await?;
        let state = match given.enabled {
            Some(true) => "Enabling",
            Some(false) => "Disabling",
            None => "Updating",
        };
        let mapping = {
            let _lock = engine.lock(&id.key());
            let mut mapping = id.load(&engine.store)?.ok_or_else(Error::no_mapping)?;
            if let Some(Named { id, qualifier }) = named {
                (mapping.function, mapping.qualifier) = (id.name, qualifier);
            }
            mapping.settings = given.over(Some(mapping.settings));
            mapping.last_modified = call.now.millis();
            let mut batch = Batch::new();
            batch.put(id.key(), mapping.encode()?);
            engine.store.commit(batch)?;
            mapping
        };
        engine.run_mapping(id.clone(), mapping.clone());
        Ok(mapping.shown(&id, state))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
