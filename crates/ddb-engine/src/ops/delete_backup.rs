//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::backup::BACKUP_ARN;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};

pub(super) struct DeleteBackup;

static SHAPE: Shape = Shape { name: "DeleteBackupInput", members: &[BACKUP_ARN] };

impl Operation for DeleteBackup {
    const NAME: &'static str = "DeleteBackup";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BackupArn").to_owned())
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        let backup = engine.delete_backup(call, &arn)?;
        Ok(Done::read(json!({"BackupDescription": backup.describe(true)})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
