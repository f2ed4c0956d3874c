//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::describe;
use crate::engine::Engine;
use crate::error::Result;
use crate::operation::{Api, Done, Operation};
use crate::shape::Rule::{Enum, LengthMax, LengthMin, Max, Min, NotNull};
use crate::shape::{Fields, Kind, Member, Shape};
use crate::stream::sequence_text;

pub(crate) struct DescribeStream;

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

pub(crate) struct Input {
    arn: String,
    after: Option<String>,
    children_only: bool,
}

impl Operation for DescribeStream {
    const NAME: &'static str = "DescribeStream";
    const API: Api = Api::Streams;
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            arn: body.required("StreamArn").to_owned(),
            after: body.text("ExclusiveStartShardId").map(str::to_owned),
            children_only: body.has("ShardFilter"),
        })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let stream = engine.stream(call, &input.arn)?;
        let definition = &stream.definition;
        let id = definition.shard_id();
        let mut range = json!({"StartingSequenceNumber": sequence_text(definition.starting + 1)});
        if let (Some(ending), Some(range)) = (definition.ending, range.as_object_mut()) {
            let ending = ending.max(definition.starting + 1);
            range.insert("EndingSequenceNumber".to_owned(), json!(sequence_text(ending)));
        }
        // The only shard: it has no children, and nothing comes behind it.
        let shown = !input.children_only && input.after.as_deref() != Some(id.as_str());
        let shard = json!({"ShardId": id, "SequenceNumberRange": range});
        let shards = shown.then_some(shard).into_iter().collect();
        Ok(Done::read(json!({"StreamDescription": describe::stream(&stream, shards)})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
