//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::phase::Status;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, Operation};
use crate::table::describe;

pub(super) struct DeleteTable;

static SHAPE: Shape = Shape { name: "DeleteTableInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DeleteTable {
    const NAME: &'static str = "DeleteTable";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    fn run(engine: &Engine, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::NAME), &name)?;
        engine.count_items(&table)?;
        let table = engine.delete_table(call, &table)?;
        let mut description = engine.describe(&table, Status::Deleting)?;
        describe::leave_what_deletion_shows(&mut description);
        Ok(Done::wrote(json!({"TableDescription": description})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
