//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html>

use std::sync::Arc;

use base::call::Call;

use crate::definition::owner::owner_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Max, Rule::Min};
use crate::message::shared_members::NAME_RULES;
use crate::operation::{Done, DynamoDb, Signature};
use wire::json::{self, Object};
use wire::operation::Operation;

pub(super) struct ListTables;

static SHAPE: Shape = Shape {
    name: "ListTablesInput",
    members: &[
        Member::ruled("Limit", Kind::Integer, &[Min(1), Max(100)]),
        Member::ruled("ExclusiveStartTableName", Kind::Text, NAME_RULES),
    ],
};

pub(super) struct Input {
    after: String,
    limit: usize,
}

pub(crate) struct Output {
    names: Vec<String>,
    more: bool,
}

impl Operation for ListTables {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListTables", &SHAPE);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            after: body.text("ExclusiveStartTableName").unwrap_or_default().to_owned(),
            limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let mut names = engine.catalog.names(
            &engine.store,
            &owner_of(call),
            (&input.after, input.limit),
            engine.clock.now(),
        )?;
        let more = names.len() > input.limit;
        names.truncate(input.limit);
        Ok(Done::of(Output { names, more }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let list = object.key("TableNames");
            list.push(b'[');
            for (at, name) in output.names.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                json::text(list, name);
            }
            list.push(b']');
            if let (true, Some(last)) = (output.more, output.names.last()) {
                object.text("LastEvaluatedTableName", last);
            }
            object.end();
        })
    }
}
