//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeImport.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::import::Import;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::kept::record;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::operation::{Done, Operation};

pub(crate) struct DescribeImport;

static SHAPE: Shape = Shape {
    name: "DescribeImportInput",
    members: &[Member::ruled("ImportArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)])],
};

impl Operation for DescribeImport {
    const NAME: &'static str = "DescribeImport";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("ImportArn").to_owned())
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        let import = record::find::<Import>(&engine.store, call, &arn)?;
        let import =
            import.ok_or_else(|| Error::new(Code::ImportNotFound, format!("Import not found: {arn}")))?;
        Ok(Done::read(json!({"ImportTableDescription": import.describe()})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
