//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::backup::BACKUP_ARN;
use crate::archive::restore::{self, RestoreOverrides};
use crate::definition::phase::Status;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};
use crate::table::describe;

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
    const NAME: &'static str = "RestoreTableFromBackup";
    const LIMITS: &'static str = "VectorIndexOverride is refused.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            backup: body.required("BackupArn").to_owned(),
            overrides: RestoreOverrides::of(call, &body)?,
        })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let backup = engine.backup(call, &input.backup)?;
        let table = engine.restore_backup(call, &backup, input.overrides)?;
        Ok(Done::wrote(json!({"TableDescription": describe::table(&table, Status::Creating)})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
