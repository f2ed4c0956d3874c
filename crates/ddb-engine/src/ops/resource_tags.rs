//! Tags of tables: kept and shown.

use std::sync::Arc;

use std::collections::BTreeMap;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Rule::NotNull, Shape};
use crate::message::shared_members::{TAG, TEXT};
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::tags::{self, RESOURCE_ARN};
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html>
pub(super) struct ListTagsOfResource;

static LIST_SHAPE: Shape =
    Shape { name: "ListTagsOfResourceInput", members: &[RESOURCE_ARN, Member::new("NextToken", Kind::Text)] };

impl Operation for ListTagsOfResource {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListTagsOfResource", &LIST_SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        tags::resource(&body)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let table = tags::table(engine, call, Self::SIGNATURE.name, &arn)?;
        let tags = table.definition.tags.iter().map(|(key, value)| json!({"Key": key, "Value": value}));
        Ok(Done::of(json!({"Tags": tags.collect::<Vec<_>>()})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html>
pub(super) struct TagResource;

static TAG_SHAPE: Shape = Shape {
    name: "TagResourceInput",
    members: &[RESOURCE_ARN, Member::ruled("Tags", Kind::List(&TAG), &[NotNull])],
};

pub(super) struct TagInput {
    arn: String,
    tags: BTreeMap<String, String>,
}

impl Operation for TagResource {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("TagResource", &TAG_SHAPE);
    type Input = TagInput;
    type Output = Done<()>;

    fn read(_: &Call, body: Fields<'_>) -> Result<TagInput> {
        let arn = tags::resource(&body)?;
        if body.list("Tags").is_empty() {
            return Err(Error::validation("Atleast one Tag needs to be provided as Input."));
        }
        Ok(TagInput { arn, tags: tags::of_request(body.list("Tags"))? })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: TagInput) -> Result<Done<()>> {
        let table = tags::table(engine, call, Self::SIGNATURE.name, &input.arn)?;
        engine.alter_table(&table, |definition| {
            definition.tags.extend(input.tags.clone());
            tags::check_count(definition.tags.len())
        })?;
        Ok(Done::of(()))
    }

    /// AWS's reply has no body at all.
    fn reply(done: Done<()>) -> Done<Vec<u8>> {
        done.written(|(), _| {})
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html>
pub(super) struct UntagResource;

static UNTAG_SHAPE: Shape = Shape {
    name: "UntagResourceInput",
    members: &[RESOURCE_ARN, Member::ruled("TagKeys", Kind::List(&TEXT), &[NotNull])],
};

pub(super) struct UntagInput {
    arn: String,
    keys: Vec<String>,
}

impl Operation for UntagResource {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UntagResource", &UNTAG_SHAPE);
    type Input = UntagInput;
    type Output = Done<()>;

    fn read(_: &Call, body: Fields<'_>) -> Result<UntagInput> {
        let arn = tags::resource(&body)?;
        let keys = body.list("TagKeys");
        if keys.is_empty() {
            return Err(Error::validation("Atleast one Tag Key needs to be provided as Input."));
        }
        Ok(UntagInput { arn, keys: tags::keys_of_request(keys)? })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: UntagInput) -> Result<Done<()>> {
        // Unlike its siblings this operation names no ARN in its error.
        let table = engine.table(call, Act::on_table(Self::SIGNATURE.name), &input.arn)?;
        engine.alter_table(&table, |definition| {
            definition.tags.retain(|key, _| !input.keys.contains(key));
            Ok(())
        })?;
        Ok(Done::of(()))
    }

    /// AWS's reply has no body at all.
    fn reply(done: Done<()>) -> Done<Vec<u8>> {
        done.written(|(), _| {})
    }
}
