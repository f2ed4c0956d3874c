//! The tags of a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use super::resource;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::ParameterName;

pub(super) struct ListTagsForResource;

impl Operation for ListTagsForResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_TAGS_FOR_RESOURCE;
    type Input = ParameterName;
    type Output = Tags;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<ParameterName, Fault> {
        resource::tagged(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: ParameterName) -> Result<Tags, Fault> {
        Ok(engine.records.parameter(&name)?.ok_or_else(error::no_resource)?.tags)
    }

    fn reply(tags: Tags) -> Outgoing {
        let tag = |(key, value): &(String, String)| {
            Fields::new(&model::TAG).with("Key", key.as_str()).with("Value", value.as_str())
        };
        let tags: Vec<Fields> = tags.iter().map(tag).collect();
        Fields::new(Self::SIGNATURE.output).with("TagList", tags).into()
    }
}
