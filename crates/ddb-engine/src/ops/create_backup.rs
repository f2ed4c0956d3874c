//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::{INDEX_NAME_RULES, OLDER_TABLE_NAME};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct CreateBackup;

static SHAPE: Shape = Shape {
    name: "CreateBackupInput",
    members: &[OLDER_TABLE_NAME, Member::ruled("BackupName", Kind::Text, INDEX_NAME_RULES)],
};

pub(super) struct Input {
    table: String,
    name: String,
}

impl Operation for CreateBackup {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("CreateBackup", &SHAPE);
    type Input = Input;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            table: body.required("TableName").to_owned(),
            name: body.required("BackupName").to_owned(),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let table = engine.backed_up(call, Act::on_table(Self::SIGNATURE.name), &input.table)?;
        let backup = engine.create_backup(call, &table, input.name).await?;
        Ok(Done::of(json!({"BackupDetails": backup.details("CREATING")})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
