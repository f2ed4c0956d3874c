//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::backup::BACKUP_ARN;
use crate::archive::restore::{self, RestoreOverrides};
use crate::definition::phase::Status;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::describe;
use wire::operation::Operation;

pub(super) struct RestoreTableFromBackup;

static SHAPE: Shape = Shape {
    name: "RestoreTableFromBackupInput",
    members: &[
        restore::TARGET,
        BACKUP_ARN,
        restore::BILLING,
        restore::GLOBAL,
        restore::LOCAL,
        restore::UNITS,
        restore::LIMIT,
        restore::ENCRYPTION,
        restore::VECTORS,
    ],
};

pub(super) struct Input {
    backup: String,
    overrides: RestoreOverrides,
}

impl Operation for RestoreTableFromBackup {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("RestoreTableFromBackup", &SHAPE);
    const LIMITS: &'static str = "VectorIndexOverride is refused.";
    type Input = Input;
    type Output = Done<Value>;

    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            backup: body.required("BackupArn").to_owned(),
            overrides: RestoreOverrides::of(call, &body)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let backup = engine.backup(call, &input.backup)?;
        let table = engine.restore_backup(call, &backup, input.overrides).await?;
        Ok(Done::of(json!({"TableDescription": describe::table(&table, Status::Creating)})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
