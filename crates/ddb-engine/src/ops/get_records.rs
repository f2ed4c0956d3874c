//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html>

use std::sync::Arc;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::catalog::Stream;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min, Rule::NotNull};
use crate::operation::{Done, DynamoDb, Signature};
use crate::read::feed::{StreamCursor, StreamPage};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct GetRecords;

static SHAPE: Shape = Shape {
    name: "GetRecordsInput",
    members: &[
        Member::ruled("ShardIterator", Kind::Text, &[NotNull, LengthMin(1), LengthMax(2048)]),
        Member::ruled("Limit", Kind::Integer, &[Min(1), Max(1000)]),
    ],
};

pub(super) struct Input {
    iterator: String,
    limit: usize,
}

pub(crate) struct Output {
    stream: Arc<Stream>,
    page: StreamPage,
    next: Option<String>,
}

impl Operation for GetRecords {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("GetRecords", &SHAPE).of_streams();
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            iterator: body.required("ShardIterator").to_owned(),
            limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(1000),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let (stream, shard, page) = engine.records(call, &input.iterator, input.limit)?;
        let next =
            page.next.map(|from| StreamCursor { shard, from, exact: false, issued: call.now }.text(&stream));
        Ok(Done::of(Output { stream, page, next }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let list = object.key("Records");
            list.push(b'[');
            for (at, record) in output.page.records.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                record.write(&output.stream, None, list);
            }
            list.push(b']');
            if let Some(next) = &output.next {
                object.text("NextShardIterator", next);
            }
            object.end();
        })
    }
}
