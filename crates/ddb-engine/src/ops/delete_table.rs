//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::phase::Status;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::describe;
use wire::operation::Operation;

pub(super) struct DeleteTable;

static SHAPE: Shape = Shape { name: "DeleteTableInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DeleteTable {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DeleteTable", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &name)?;
        engine.count_items(&table).await?;
        let table = engine.delete_table(call, &table)?;
        let mut description = engine.describe(&table, Status::Deleting)?;
        describe::leave_what_deletion_shows(&mut description);
        Ok(Done::of(json!({"TableDescription": description})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
