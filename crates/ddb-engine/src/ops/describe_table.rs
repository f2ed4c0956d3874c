//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(super) struct DescribeTable;

static SHAPE: Shape = Shape { name: "DescribeTableInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeTable {
    const NAME: &'static str = "DescribeTable";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    fn run(engine: &Engine, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::NAME), &name)?;
        engine.count_items(&table)?;
        let status = table.definition.phase.status(engine.clock.now());
        Ok(Done::read(json!({"Table": engine.describe(&table, status)?})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
