//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::Named;
use crate::listing::Window;
use crate::mapping::{Mapping, MappingId};
use crate::model;

pub(crate) struct ListEventSourceMappings;

pub(crate) struct Input {
    window: Window,
    named: Option<Named>,
    source: Option<String>,
}

impl Operation for ListEventSourceMappings {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_EVENT_SOURCE_MAPPINGS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let window = Window::read(Self::SIGNATURE, fields)?;
        let named = fields.has("FunctionName").then(|| Named::read(call, fields)).transpose()?;
        Ok(Input { window, named, source: fields.text("EventSourceArn").map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { window, named, source } = input;
        let mappings = Mapping::scan(&engine.store, &MappingId::prefix(call.account, &call.region))?;
        let wanted = mappings.iter().filter(|(_, mapping)| {
            let of_function = named.as_ref().is_none_or(|named| {
                named.id.name == mapping.function
                    && (named.qualifier.is_none() || named.qualifier == mapping.qualifier)
            });
            of_function && source.as_ref().is_none_or(|source| *source == mapping.source)
        });
        let show = |(id, mapping): &(MappingId, Mapping)| mapping.shown(id, mapping.state());
        let page = window.cut(wanted, |(id, _)| id.uuid.clone());
        Ok(page.shown(Self::SIGNATURE.output, "EventSourceMappings", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
