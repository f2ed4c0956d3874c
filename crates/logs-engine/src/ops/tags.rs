//! Tags, by the operations of today, which name resources by ARN, and by those of before, which know groups alone.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html> and its neighbours,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html> and its neighbours

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{Tags, merge, remove, shown};
use wire::value::Fields;

use crate::engine::Engine;
use crate::group::name::GroupName;
use crate::group::tag;
use crate::model;

pub(super) struct TagResource;
pub(super) struct UntagResource;
pub(super) struct ListTagsForResource;
pub(super) struct TagLogGroup;
pub(super) struct UntagLogGroup;
pub(super) struct ListTagsLogGroup;

impl Operation for TagResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::TAG_RESOURCE;
    type Input = (GroupName, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::identified(fields.required("resourceArn"), call)?, tag::given(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, tags): Self::Input) -> Result<(), Fault> {
        add(engine, &name, &tags)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for UntagResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UNTAG_RESOURCE;
    type Input = (GroupName, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let keys = fields.texts("tagKeys").map(str::to_owned).collect();
        Ok((GroupName::identified(fields.required("resourceArn"), call)?, keys))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        take(engine, &name, &keys)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for ListTagsForResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_TAGS_FOR_RESOURCE;
    type Input = GroupName;
    type Output = Tags;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        GroupName::identified(fields.required("resourceArn"), call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Tags, Fault> {
        Ok(engine.records.group(&name)?.tags)
    }

    fn reply(tags: Tags) -> Outgoing {
        reply(tags, Self::SIGNATURE)
    }
}

impl Operation for TagLogGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::TAG_LOG_GROUP;
    type Input = (GroupName, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::named(&fields, call), tag::given(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, tags): Self::Input) -> Result<(), Fault> {
        add(engine, &name, &tags)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for UntagLogGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UNTAG_LOG_GROUP;
    type Input = (GroupName, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let keys = fields.texts("tags").map(str::to_owned).collect();
        Ok((GroupName::named(&fields, call), keys))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        take(engine, &name, &keys)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for ListTagsLogGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_TAGS_LOG_GROUP;
    type Input = GroupName;
    type Output = Tags;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(GroupName::named(&fields, call))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Tags, Fault> {
        Ok(engine.records.group(&name)?.tags)
    }

    fn reply(tags: Tags) -> Outgoing {
        reply(tags, Self::SIGNATURE)
    }
}

fn add(engine: &Engine, name: &GroupName, tags: &Tags) -> Result<(), Fault> {
    engine.records.change(&[&name.name], |change| {
        let mut group = change.group(name)?;
        merge(&mut group.tags, tags.clone(), &tag::LIMITS);
        tag::check(&group.tags)?;
        change.put_group(name, &group)
    })
}

fn take(engine: &Engine, name: &GroupName, keys: &[String]) -> Result<(), Fault> {
    engine.records.change(&[&name.name], |change| {
        let mut group = change.group(name)?;
        remove(&mut group.tags, keys.iter().map(String::as_str), &tag::LIMITS);
        change.put_group(name, &group)
    })
}

fn reply(tags: Tags, signature: &Signature) -> Outgoing {
    let members = signature.output.members;
    let map = members.iter().find(|member| member.name == "tags").and_then(|member| shown(&tags, member));
    Fields::new(signature.output).with("tags", map).into()
}
