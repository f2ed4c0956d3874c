//! Tags, by the operations of today, which name resources by ARN, and by those of before, which know groups alone.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html> and its neighbours,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html> and its neighbours

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use store::Key;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{Tags, merge, remove, shown};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::group::name::GroupName;
use crate::group::tag;
use crate::model;
use crate::records::keys::{self, OfAccount};

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
    type Input = (Resource, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((Resource::of_arn(fields.required("resourceArn"), call)?, tag::given(&fields)?))
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
    type Input = (Resource, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let keys = fields.texts("tagKeys").map(str::to_owned).collect();
        Ok((Resource::of_arn(fields.required("resourceArn"), call)?, keys))
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
    type Input = Resource;
    type Output = Tags;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Resource::of_arn(fields.required("resourceArn"), call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Tags, Fault> {
        name.tags(engine)
    }

    fn reply(tags: Tags) -> Outgoing {
        reply(tags, Self::SIGNATURE)
    }
}

impl Operation for TagLogGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::TAG_LOG_GROUP;
    type Input = (Resource, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((Resource::Group(GroupName::named(&fields, call)), tag::given(&fields)?))
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
    type Input = (Resource, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let keys = fields.texts("tags").map(str::to_owned).collect();
        Ok((Resource::Group(GroupName::named(&fields, call)), keys))
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
    type Input = Resource;
    type Output = Tags;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(Resource::Group(GroupName::named(&fields, call)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Tags, Fault> {
        name.tags(engine)
    }

    fn reply(tags: Tags) -> Outgoing {
        reply(tags, Self::SIGNATURE)
    }
}

fn add(engine: &Engine, resource: &Resource, tags: &Tags) -> Result<(), Fault> {
    resource.change(engine, |held| {
        merge(held, tags.clone(), &tag::LIMITS);
        tag::check(held)
    })
}

fn take(engine: &Engine, resource: &Resource, keys: &[String]) -> Result<(), Fault> {
    resource.change(engine, |held| {
        remove(held, keys.iter().map(String::as_str), &tag::LIMITS);
        Ok(())
    })
}

/// What has tags.
pub(super) enum Resource {
    Group(GroupName),
    /// What an account has: its own key, and that of its tags.
    Other {
        itself: Key,
        tags: Key,
    },
}

impl Resource {
    /// The resource of an ARN.
    ///
    /// # Errors
    ///
    /// There is none of the caller's.
    fn of_arn(text: &str, call: &Call) -> Result<Resource, Fault> {
        let arn = Arn::parse(text).filter(|arn| arn.service == "logs");
        // Our guess of the sentence.
        let arn = arn.ok_or_else(|| error::invalid("The specified resource ARN is not valid."))?;
        let (kind, name) = arn.resource.split_once(':').unwrap_or_default();
        let kind = match kind {
            "destination" => OfAccount::Destination,
            "delivery-source" => OfAccount::DeliverySource,
            "delivery-destination" => OfAccount::DeliveryDestination,
            "delivery" => OfAccount::Delivery,
            _ => return Ok(Resource::Group(GroupName::identified(text, call)?)),
        };
        let place = (call.account, &call.region);
        if arn.owner().is_none_or(|(account, region)| (account, &region) != place) {
            return Err(error::no_resource());
        }
        let itself = keys::of_account(place, kind, name);
        Ok(Resource::Other { itself, tags: keys::of_account(place, OfAccount::Tags, &arn.resource) })
    }

    fn tags(&self, engine: &Engine) -> Result<Tags, Fault> {
        match self {
            Resource::Group(name) => Ok(engine.records.group(name)?.tags),
            Resource::Other { itself, tags } => {
                if !engine.records.is_there(itself)? {
                    return Err(error::no_resource());
                }
                Ok(engine.records.record(tags)?.unwrap_or_default())
            }
        }
    }

    fn change(&self, engine: &Engine, act: impl Fn(&mut Tags) -> Result<(), Fault>) -> Result<(), Fault> {
        match self {
            Resource::Group(name) => engine.records.change(&[&name.name], |change| {
                let mut group = change.group(name)?;
                act(&mut group.tags)?;
                change.put_group(name, &group)
            }),
            Resource::Other { itself, tags } => engine.records.change(&["tags"], |change| {
                if !change.is_there(itself)? {
                    return Err(error::no_resource());
                }
                let mut held: Tags = change.record(tags)?.unwrap_or_default();
                act(&mut held)?;
                change.put_record(tags.clone(), &held)
            }),
        }
    }
}

fn reply(tags: Tags, signature: &Signature) -> Outgoing {
    let members = signature.output.members;
    let map = members.iter().find(|member| member.name == "tags").and_then(|member| shown(&tags, member));
    Fields::new(signature.output).with("tags", map).into()
}
