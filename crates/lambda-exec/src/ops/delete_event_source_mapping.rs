//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::Value;
use store::Batch;

use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::{MappingId, position};
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;

pub(crate) struct DeleteEventSourceMapping;

impl Operation for DeleteEventSourceMapping {
    const NAME: &'static str = "DeleteEventSourceMapping";
    const ROUTE: Route = Route::delete("/2015-03-31/event-source-mappings/{UUID}").answering(202);
    type Input = MappingId;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<MappingId, Error> {
        Ok(MappingId::read(call, &incoming))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: MappingId) -> Result<Value, Error> {
        let mapping = {
            let _lock = engine.lock(&id.key());
            let mapping = id.load(&engine.store)?.ok_or_else(Error::no_mapping)?;
            let mut batch = Batch::new();
            batch.delete(id.key());
            for shard in position::shards(&engine.store, &id)? {
                batch.delete(position::key(&id, &shard));
            }
            engine.store.commit(batch)?;
            mapping
        };
        engine.stop_mapping(&id);
        Ok(mapping.shown(&id, "Deleting"))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
