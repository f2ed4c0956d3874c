//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct DescribeTable;

static SHAPE: Shape = Shape { name: "DescribeTableInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeTable", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &name)?;
        engine.count_items(&table).await?;
        let status = table.definition.phase.status(engine.clock.now());
        Ok(Done::of(json!({"Table": engine.describe(&table, status)?})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
