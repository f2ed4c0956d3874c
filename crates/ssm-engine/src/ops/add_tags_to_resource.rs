//! Adds tags to a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{self as tags, Tags};
use wire::value::Fields;

use super::resource;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::ParameterName;
use crate::parameter::tag;

pub(super) struct AddTagsToResource;

impl Operation for AddTagsToResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::ADD_TAGS_TO_RESOURCE;
    type Input = (ParameterName, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((resource::tagged(call, &fields)?, tag::given(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, added): Self::Input) -> Result<(), Fault> {
        engine.records.change((name.account, &name.region), |change| {
            let mut parameter = change.parameter(&name)?.ok_or_else(error::no_resource)?;
            tags::merge(&mut parameter.tags, added.clone(), &tag::LIMITS);
            tag::check(&parameter.tags)?;
            change.put_record(name.key(), &parameter)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
