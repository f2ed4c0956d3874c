//! Takes tags from a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag as tags;
use wire::value::Fields;

use super::resource;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::ParameterName;
use crate::parameter::tag;

pub(super) struct RemoveTagsFromResource;

impl Operation for RemoveTagsFromResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::REMOVE_TAGS_FROM_RESOURCE;
    type Input = (ParameterName, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((resource::tagged(call, &fields)?, fields.texts("TagKeys").map(str::to_owned).collect()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change((name.account, &name.region), |change| {
            let mut parameter = change.parameter(&name)?.ok_or_else(error::no_resource)?;
            tags::remove(&mut parameter.tags, keys.iter().map(String::as_str), &tag::LIMITS);
            change.put_record(name.key(), &parameter)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
