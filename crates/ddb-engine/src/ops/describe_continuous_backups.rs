//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::OLDER_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct DescribeContinuousBackups;

static SHAPE: Shape = Shape { name: "DescribeContinuousBackupsInput", members: &[OLDER_TABLE_NAME] };

impl Operation for DescribeContinuousBackups {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeContinuousBackups", &SHAPE);
    const LIMITS: &'static str = "LatestRestorableDateTime is now, not about five minutes ago.";
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.backed_up(call, Act::on_table(Self::SIGNATURE.name), &name)?;
        let description = table.definition.recovery.describe(call.now);
        Ok(Done::of(json!({"ContinuousBackupsDescription": description})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
