//! <https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html>

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::Named;
use crate::mapping::MappingId;
use crate::mapping::given::{self, Given};
use crate::model;

pub(crate) struct UpdateEventSourceMapping;

pub(crate) struct Input {
    id: MappingId,
    named: Option<Named>,
    given: Given,
}

impl Operation for UpdateEventSourceMapping {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_EVENT_SOURCE_MAPPING;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = given::KEPT;
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let given = Given::read(fields)?;
        let named = fields.has("FunctionName").then(|| Named::read(call, fields)).transpose()?;
        Ok(Input { id: MappingId::read(call, fields), named, given })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, named, given } = input;
        let before = id.load(&engine.store)?.ok_or_else(Error::no_mapping)?;
        given.check_kind(before.kind())?;
        if let Some(Named { id: function, qualifier }) = &named {
            let missing = |_| Error::invalid("Function does not exist");
            let found =
                Function::find(&engine.store, function, qualifier.as_deref(), || 1.0).map_err(missing)?;
            if let Some(queue) = Arn::parse(&before.source).filter(|_| before.kind().is_queue()) {
                engine.check_queue(&id, &queue, found.settings.timeout_secs.into()).await?;
            }
        }
        engine.check_destination(&id, given.destination()).await?;
        let state = match given.enabled {
            Some(true) => "Enabling",
            Some(false) => "Disabling",
            None => "Updating",
        };
        let mapping = engine.store.change(&id.key(), |records| {
            let mut mapping = id.load(records)?.ok_or_else(Error::no_mapping)?;
            if let Some(Named { id, qualifier }) = named.clone() {
                (mapping.function, mapping.qualifier) = (id.name, qualifier);
            }
            let kind = mapping.kind();
            mapping.settings = given.clone().over(Some(mapping.settings), kind)?;
            mapping.last_modified = call.now.millis();
            let mut batch = Batch::new();
            batch.put(id.key(), mapping.encode()?);
            Ok((batch, mapping))
        })?;
        engine.run_mapping(id.clone(), mapping.clone());
        Ok(mapping.shown(&id, state))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
