//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;

use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::MappingId;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct GetEventSourceMapping;

impl Operation for GetEventSourceMapping {
    const NAME: &'static str = "GetEventSourceMapping";
    const ROUTE: Route = Route::get("/2015-03-31/event-source-mappings/{UUID}");
    type Input = MappingId;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<MappingId, Error> {
        Ok(MappingId::read(call, &incoming))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: MappingId) -> Result<Value, Error> {
        let mapping = id.load(&engine.store)?.ok_or_else(Error::no_mapping)?;
        Ok(mapping.shown(&id, mapping.state()))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
