//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::{MappingId, position};
use crate::model;

pub(crate) struct DeleteEventSourceMapping;

impl Operation for DeleteEventSourceMapping {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_EVENT_SOURCE_MAPPING;
    type Input = MappingId;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<MappingId, Error> {
        Ok(MappingId::read(call, &request.fields))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: MappingId) -> Result<Fields, Error> {
        let mapping = engine.store.change(&id.key(), |records| {
            let mapping = id.load(records)?.ok_or_else(Error::no_mapping)?;
            let mut batch = Batch::new();
            batch.delete(id.key());
            for shard in position::shards(records, &id)? {
                batch.delete(position::key(&id, &shard));
            }
            Ok((batch, mapping))
        })?;
        engine.mappings.end(&id);
        Ok(mapping.shown(&id, "Deleting"))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
