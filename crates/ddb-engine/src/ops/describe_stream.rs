//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{
    Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min, Rule::NotNull,
};
use crate::operation::{Done, DynamoDb, Signature};
use crate::stream::shard::Shard;
use crate::table::describe;
use wire::operation::Operation;

pub(super) struct DescribeStream;

static FILTER: Shape = Shape {
    name: "ShardFilter",
    members: &[
        Member::ruled("Type", Kind::Text, &[Enum(&["CHILD_SHARDS"])]),
        Member::ruled("ShardId", Kind::Text, &[LengthMin(28), LengthMax(65)]),
    ],
};

static SHAPE: Shape = Shape {
    name: "DescribeStreamInput",
    members: &[
        Member::ruled("StreamArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)]),
        Member::ruled("Limit", Kind::Integer, &[Min(1), Max(100)]),
        Member::ruled("ExclusiveStartShardId", Kind::Text, &[LengthMin(28), LengthMax(65)]),
        Member::new("ShardFilter", Kind::Struct(&FILTER)),
    ],
};

pub(super) struct Input {
    arn: String,
    limit: usize,
    after: Option<String>,
    /// Only the children of this shard.
    children_of: Option<String>,
}

impl Operation for DescribeStream {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeStream", &SHAPE).of_streams();
    type Input = Input;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let mut children_of = None;
        if let Some(filter) = body.fields("ShardFilter") {
            // Neither does anything without the other. That AWS refuses one alone is our guess.
            let (Some(_), Some(parent)) = (filter.text("Type"), filter.text("ShardId")) else {
                return Err(Error::invalid("ShardFilter needs both Type and ShardId"));
            };
            children_of = Some(parent.to_owned());
        }
        Ok(Input {
            arn: body.required("StreamArn").to_owned(),
            limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100),
            after: body.text("ExclusiveStartShardId").map(str::to_owned),
            children_of,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let stream = engine.stream(call, Self::SIGNATURE.name, &input.arn)?;
        let shards = stream.shards(call.now);
        let shard_of = |id: &String| stream.definition.shard_of(id);
        let (after, parent) = (input.after.as_ref().map(shard_of), input.children_of.as_ref().map(shard_of));
        // Behind a shard that never was there is nothing, and it has no children.
        let mut page: Vec<Shard> = match (after, parent) {
            (Some(None), _) | (_, Some(None)) => Vec::new(),
            (after, None) => shards.after(after.flatten()).take(input.limit + 1).collect(),
            (after, Some(parent)) => {
                shards.after(after.flatten()).filter(|shard| shard.parent() == parent).collect()
            }
        };
        let more = page.len() > input.limit;
        page.truncate(input.limit);
        let last = page.last().copied().filter(|_| more);
        let shown = page.into_iter().map(|shard| describe::shard(&stream, shards, shard)).collect();
        let last = last.map(|last| stream.definition.shard_id(last));
        Ok(Done::of(json!({"StreamDescription": describe::stream(&stream, shown, last)})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
