//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::MappingId;
use crate::model;

pub(crate) struct GetEventSourceMapping;

impl Operation for GetEventSourceMapping {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_EVENT_SOURCE_MAPPING;
    type Input = MappingId;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<MappingId, Error> {
        Ok(MappingId::read(call, &request.fields))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: MappingId) -> Result<Fields, Error> {
        let mapping = id.load(&engine.store)?.ok_or_else(Error::no_mapping)?;
        Ok(mapping.shown(&id, mapping.state()))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
