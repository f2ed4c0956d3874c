//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::backup::BACKUP_ARN;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct DeleteBackup;

static SHAPE: Shape = Shape { name: "DeleteBackupInput", members: &[BACKUP_ARN] };

impl Operation for DeleteBackup {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DeleteBackup", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BackupArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let backup = engine.delete_backup(call, &arn)?;
        Ok(Done::of(json!({"BackupDescription": backup.describe(true)})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
