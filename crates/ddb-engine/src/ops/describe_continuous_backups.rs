//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::OLDER_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(super) struct DescribeContinuousBackups;

static SHAPE: Shape = Shape { name: "DescribeContinuousBackupsInput", members: &[OLDER_TABLE_NAME] };

impl Operation for DescribeContinuousBackups {
    const NAME: &'static str = "DescribeContinuousBackups";
    const LIMITS: &'static str = "LatestRestorableDateTime is now, not about five minutes ago.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    fn run(engine: &Engine, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.backed_up(call, Act::on_table(Self::NAME), &name)?;
        let description = table.definition.recovery.describe(call.now);
        Ok(Done::read(json!({"ContinuousBackupsDescription": description})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
