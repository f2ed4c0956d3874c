//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::definition::owner;
use crate::definition::owner::owner_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min};
use crate::message::shared_members::NAME_RULES;
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::describe;
use wire::operation::Operation;

pub(super) struct ListStreams;

static SHAPE: Shape = Shape {
    name: "ListStreamsInput",
    members: &[
        Member::ruled("TableName", Kind::Text, NAME_RULES),
        Member::ruled("Limit", Kind::Integer, &[Min(1), Max(100)]),
        Member::ruled("ExclusiveStartStreamArn", Kind::Text, &[LengthMin(37), LengthMax(1024)]),
    ],
};

pub(super) struct Input {
    table: Option<String>,
    limit: usize,
    after: Option<String>,
}

impl Operation for ListStreams {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListStreams", &SHAPE).of_streams();
    type Input = Input;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            table: body.text("TableName").map(str::to_owned),
            limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100),
            after: body.text("ExclusiveStartStreamArn").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let mut streams = engine.catalog.streams(&engine.store, &owner_of(call))?;
        streams.retain(|stream| input.table.as_ref().is_none_or(|table| *table == stream.definition.table));
        if let Some(after) = &input.after {
            if owner::stream_owner(after).is_none() {
                return Err(Error::bad_stream_arn());
            }
            let seen = streams.iter().position(|stream| stream.arn == *after).map_or(0, |at| at + 1);
            streams.drain(..seen);
        }
        let more = streams.len() > input.limit;
        streams.truncate(input.limit);
        let mut out =
            json!({"Streams": streams.iter().map(|s| describe::stream_summary(s)).collect::<Vec<_>>()});
        if let (true, Some(last), Some(out)) = (more, streams.last(), out.as_object_mut()) {
            out.insert("LastEvaluatedStreamArn".to_owned(), json!(last.arn));
        }
        Ok(Done::of(out))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
