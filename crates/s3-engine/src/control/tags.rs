//! The tags of a bucket as S3 Control has them: ListTagsForResource, TagResource, UntagResource. They are those of
//! PutBucketTagging, and their rules are the same.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListTagsForResource.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_UntagResource.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::control::model;
use crate::control::resource::NamedBucket;
use crate::engine::{Engine, buckets};
use crate::error::{Code, Error, Result};
use crate::tag::{self, Tag};

/// What is missing of all three.
const LIMITS: &str =
    "Buckets alone: there are no access points, Storage Lens groups, directory buckets and access grants.";

/// The bucket that a request names, if the caller may use it, and the context in which S3's own operations work.
///
/// Another account's bucket is refused, and so is an account in the header that is not the owner: our guess, as S3 does with
/// `x-amz-expected-bucket-owner`. The account stands in the refusal, as in S3 Control's others (AWS's answer of
/// 2026-02-07, <https://github.com/getmoto/moto/pull/9716>).
fn open(engine: &Engine, call: &Call, named: &NamedBucket) -> Result<(Context, Arc<Bucket>)> {
    let cx = Context::new(call.clone(), String::new());
    let account = named.account.as_str();
    match bucket::open_for(&engine.store, &cx, &named.name, Some(account)) {
        Ok(bucket) => Ok((cx, bucket)),
        Err(error) if error.is(Code::AccessDenied) => Err(error.with("AccountId", account)),
        Err(error) => Err(error),
    }
}

pub(super) struct ListTagsForResource;

impl Operation for ListTagsForResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_TAGS_FOR_RESOURCE;
    const ACTION: Option<&'static str> = Some("s3:ListTagsForResource");
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    const LIMITS: &'static str = LIMITS;
    type Input = NamedBucket;
    type Output = Vec<Tag>;

    fn read(call: &Call, request: Incoming) -> Result<NamedBucket> {
        NamedBucket::of(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, named: NamedBucket) -> Result<Vec<Tag>> {
        open(engine, call, &named).map(|(_, bucket)| bucket.tags.clone())
    }

    fn reply(tags: Vec<Tag>) -> Outgoing {
        let shown = |Tag { key, value }| {
            Slot::There(Value::Struct(Fields::new(&model::TAG).with("Key", key).with("Value", value)))
        };
        let tags = Value::List(tags.into_iter().map(shown).collect());
        Fields::new(&model::LIST_TAGS_FOR_RESOURCE_RESULT).with("Tags", tags).into()
    }
}

pub(super) struct TagResource;

impl Operation for TagResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::TAG_RESOURCE;
    const ACTION: Option<&'static str> = Some("s3:TagResource");
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    const LIMITS: &'static str = LIMITS;
    type Input = (NamedBucket, Vec<Tag>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input> {
        let fields = request.fields;
        let named = NamedBucket::of(call, &fields)?;
        if !fields.has("Tags") {
            return Err(Error::of(Code::MalformedXml));
        }
        let part = |tag: &Fields, name| tag.text(name).map(str::to_owned);
        let tags = fields.structs("Tags").map(|tag| tag::of_parts(part(tag, "Key"), part(tag, "Value")));
        Ok((named, tags.collect::<Result<_>>()?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, tags): Self::Input) -> Result<()> {
        let (cx, bucket) = open(engine, call, &named)?;
        buckets::retag(engine, &cx, &bucket, |old| tag::merged(old, tags.clone()))
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
    type Input = (NamedBucket, Vec<String>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input> {
        let fields = request.fields;
        let named = NamedBucket::of(call, &fields)?;
        let keys: Vec<String> = fields.texts("TagKeys").map(str::to_owned).collect();
        if keys.is_empty() {
            // Our guess: the member is required, and no page has the sentence.
            return Err(Error::request("Missing required parameter for this request: tagKeys"));
        }
        Ok((named, keys))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (named, keys): Self::Input) -> Result<()> {
        let (cx, bucket) = open(engine, call, &named)?;
        buckets::retag(engine, &cx, &bucket, |old| tag::without(old, &keys))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(&model::UNTAG_RESOURCE_RESULT).into()
    }
}
