//! Transformers of groups: kept; events stay as they came.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutTransformer.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetTransformer.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteTransformer.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};

pub(super) struct PutTransformer;
pub(super) struct GetTransformer;
pub(super) struct DeleteTransformer;

/// A group has one.
const ONLY: &str = "";

impl Operation for PutTransformer {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_TRANSFORMER;
    const KEPT: &'static [&'static str] = &["transformerConfig"];
    type Input = (GroupName, Fields);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::identified(fields.required("logGroupIdentifier"), call)?, fields))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let now = i64::try_from(call.now.millis()).unwrap_or(i64::MAX);
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::Transformer, ONLY);
            let before = change.kept(&key, &model::GET_TRANSFORMER_RESPONSE)?;
            let created = before.and_then(|before| before.integer("creationTime")).unwrap_or(now);
            let transformer = asked
                .recast(&model::GET_TRANSFORMER_RESPONSE)
                .with("logGroupIdentifier", name.arn().to_string())
                .with("creationTime", created)
                .with("lastModifiedTime", now);
            change.keep(key, &transformer);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for GetTransformer {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_TRANSFORMER;
    type Input = GroupName;
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        GroupName::identified(fields.required("logGroupIdentifier"), call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        let group = engine.records.group(&name)?;
        let key = keys::of_group(group.id, OfGroup::Transformer, ONLY);
        let transformer = engine.records.kept(&key, Self::SIGNATURE.output)?;
        // A group without one answers nothing.
        Ok(transformer.unwrap_or_else(|| Fields::new(Self::SIGNATURE.output)))
    }

    fn reply(transformer: Fields) -> Outgoing {
        transformer.into()
    }
}

impl Operation for DeleteTransformer {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_TRANSFORMER;
    type Input = GroupName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        GroupName::identified(fields.required("logGroupIdentifier"), call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            change.delete(keys::of_group(group.id, OfGroup::Transformer, ONLY));
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
