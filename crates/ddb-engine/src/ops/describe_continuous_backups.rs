//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::{Engine, table_name};
use crate::error::{Code, Error, Result};
use crate::members::OLDER_TABLE_NAME;
use crate::operation::{Done, Operation};
use crate::shape::{Fields, Shape};

pub(crate) struct DescribeContinuousBackups;

static SHAPE: Shape = Shape { name: "DescribeContinuousBackupsInput", members: &[OLDER_TABLE_NAME] };

impl Operation for DescribeContinuousBackups {
    const NAME: &'static str = "DescribeContinuousBackups";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    /// Continuous backups are on for every table; point-in-time recovery is off until it is built.
    fn run(engine: &Engine, call: &Call, name: String) -> Result<Done<Value>> {
        if engine.find(call, Act::on_table(Self::NAME), &name)?.is_none() {
            return Err(Error::bare_table_not_found(Code::TableNotFound, table_name(&name)));
        }
        Ok(Done::read(json!({"ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"},
        }})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
