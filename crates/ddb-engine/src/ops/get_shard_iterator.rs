//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html>

use std::sync::Arc;

use base::call::Call;
use base::seams::Position;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::operation::{Done, DynamoDb, Signature};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct GetShardIterator;

static SHAPE: Shape = Shape {
    name: "GetShardIteratorInput",
    members: &[
        Member::ruled("StreamArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)]),
        Member::ruled("ShardId", Kind::Text, &[NotNull, LengthMin(28), LengthMax(65)]),
        Member::ruled(
            "ShardIteratorType",
            Kind::Text,
            &[NotNull, Enum(&["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST"])],
        ),
        Member::ruled("SequenceNumber", Kind::Text, &[LengthMin(21), LengthMax(40)]),
    ],
};

pub(super) struct Input {
    arn: String,
    shard: String,
    position: Position,
}

impl Operation for GetShardIterator {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("GetShardIterator", &SHAPE).of_streams();
    type Input = Input;
    type Output = Done<String>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let kind = body.required("ShardIteratorType");
        let number = || {
            let number = body.text("SequenceNumber").map(str::to_owned);
            number.ok_or_else(|| {
                Error::invalid(format!("SequenceNumber must be specified when ShardIteratorType is {kind}"))
            })
        };
        if matches!(kind, "TRIM_HORIZON" | "LATEST") && body.has("SequenceNumber") {
            // That AWS refuses it is in Alternator's tests, which pass on AWS; the sentence is our guess.
            return Err(Error::invalid(format!(
                "SequenceNumber must not be specified when ShardIteratorType is {kind}"
            )));
        }
        let position = match kind {
            "TRIM_HORIZON" => Position::TrimHorizon,
            "LATEST" => Position::Latest,
            "AT_SEQUENCE_NUMBER" => Position::At(number()?),
            _ => Position::After(number()?),
        };
        Ok(Input {
            arn: body.required("StreamArn").to_owned(),
            shard: body.required("ShardId").to_owned(),
            position,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<String>> {
        let stream = engine.stream(call, Self::SIGNATURE.name, &input.arn)?;
        let known = stream.definition.shard_of(&input.shard);
        let shard = known.filter(|shard| stream.shards(call.now).has(*shard)).ok_or_else(Error::no_shard)?;
        Ok(Done::of(engine.cursor(&stream, shard, &input.position, call.now)?.text(&stream)))
    }

    fn reply(done: Done<String>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            Object::begin(out).text("ShardIterator", &output).end();
        })
    }
}
