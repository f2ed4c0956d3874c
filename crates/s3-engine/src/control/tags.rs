//! Tags as S3 Control has them: ListTagsForResource, TagResource, UntagResource. Those of a bucket are those of PutBucketTagging,
//! and their rules are the same; so are those of the tags of access points, which is our guess.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListTagsForResource.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_UntagResource.html>

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::access_point;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::control::model;
use crate::control::resource::{NamedResource, Resource};
use crate::engine::{Engine, access_points, buckets};
use crate::error::{Code, Error, Result};
use crate::tag::{self, Tag};

/// What is missing of all three.
const LIMITS: &str =
    "Buckets and access points alone: there are no Storage Lens groups, directory buckets and access grants.";

/// A bucket, if the caller may use it, and the context in which S3's own operations work.
///
/// Another account's bucket is refused, and so is an account in the header that is not the owner: our guess, as S3 does with
/// `x-amz-expected-bucket-owner`. The account stands in the refusal, as in S3 Control's others (AWS's answer of
/// 2026-02-07, <https://github.com/getmoto/moto/pull/9716>).
fn open(engine: &Engine, call: &Call, name: &str, account: AccountId) -> Result<(Context, Arc<Bucket>)> {
    let cx = Context::new(call.clone(), String::new());
    match bucket::open_for(&engine.store, &cx, name, Some(account.as_str())) {
        Ok(bucket) => Ok((cx, bucket)),
        Err(error) if error.is(Code::AccessDenied) => Err(error.with("AccountId", account)),
        Err(error) => Err(error),
    }
}

/// Changes the tags of what a request names: `decide` makes them of those that are there.
fn retag(
    engine: &Engine,
    call: &Call,
    named: &NamedResource,
    decide: impl Fn(&[Tag]) -> Result<Vec<Tag>>,
) -> Result<()> {
    match &named.resource {
        Resource::Bucket(name) => {
            let (cx, bucket) = open(engine, call, name, named.account)?;
            buckets::retag(engine, &cx, &bucket, decide)
        }
        Resource::AccessPoint(point) => {
            check_own(call, named.account)?;
            access_points::retag(engine, (call.region.partition(), point), decide)
        }
    }
}

/// Refuses what belongs to another account, as [`open`] does.
fn check_own(call: &Call, account: AccountId) -> Result<()> {
    if account == call.account {
        return Ok(());
    }
    Err(Error::of(Code::AccessDenied).with("AccountId", account))
}

pub(super) struct ListTagsForResource;

impl Operation for ListTagsForResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_TAGS_FOR_RESOURCE;
    const ACTION: Option<&'static str> = Some("s3:ListTagsForResource");
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    const LIMITS: &'static str = LIMITS;
    type Input = NamedResource;
    type Output = Vec<Tag>;

    fn read(call: &Call, request: Incoming) -> Result<NamedResource> {
        NamedResource::of(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: NamedResource) -> Result<Vec<Tag>> {
        match &named.resource {
            Resource::Bucket(name) => {
                open(engine, call, name, named.account).map(|(_, bucket)| bucket.tags.clone())
            }
            Resource::AccessPoint(point) => {
                check_own(call, named.account)?;
                Ok(access_point::open(&engine.store, call.region.partition(), point)?.tags)
            }
        }
    }

    fn reply(tags: Vec<Tag>) -> Outgoing {
        let shown = |Tag { key, value }| {
            Slot::There(Value::Struct(Fields::new(&model::TAG).with("Key", key).with("Value", value)))
        };
        let tags = Value::List(tags.into_iter().map(shown).collect());
        Fields::new(&model::LIST_TAGS_FOR_RESOURCE_RESULT).with("Tags", tags).into()
    }
}

/// The tags that a request gives.
pub(super) fn asked(fields: &Fields) -> Result<Vec<Tag>> {
    let part = |tag: &Fields, name| tag.text(name).map(str::to_owned);
    let tags = fields.structs("Tags").map(|tag| tag::of_parts(part(tag, "Key"), part(tag, "Value")));
    tags.collect()
}

pub(super) struct TagResource;

impl Operation for TagResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::TAG_RESOURCE;
    const ACTION: Option<&'static str> = Some("s3:TagResource");
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    const LIMITS: &'static str = LIMITS;
    type Input = (NamedResource, Vec<Tag>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input> {
        let fields = request.fields;
        let named = NamedResource::of(call, &fields)?;
        if !fields.has("Tags") {
            return Err(Error::of(Code::MalformedXml));
        }
        Ok((named, asked(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, tags): Self::Input) -> Result<()> {
        retag(engine, call, &named, |old| tag::merged(old, tags.clone()))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(&model::TAG_RESOURCE_RESULT).into()
    }
}

pub(super) struct UntagResource;

impl Operation for UntagResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UNTAG_RESOURCE;
    const ACTION: Option<&'static str> = Some("s3:UntagResource");
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    const LIMITS: &'static str = LIMITS;
    type Input = (NamedResource, Vec<String>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input> {
        let fields = request.fields;
        let named = NamedResource::of(call, &fields)?;
        let keys: Vec<String> = fields.texts("TagKeys").map(str::to_owned).collect();
        if keys.is_empty() {
            // Our guess: the member is required, and no page has the sentence.
            return Err(Error::request("Missing required parameter for this request: tagKeys"));
        }
        Ok((named, keys))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, keys): Self::Input) -> Result<()> {
        retag(engine, call, &named, |old| tag::without(old, &keys))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(&model::UNTAG_RESOURCE_RESULT).into()
    }
}
