//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::export::Export;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::kept::record;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::operation::{Done, Operation};

pub(crate) struct DescribeExport;

static SHAPE: Shape = Shape {
    name: "DescribeExportInput",
    members: &[Member::ruled("ExportArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)])],
};

impl Operation for DescribeExport {
    const NAME: &'static str = "DescribeExport";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(call: &Call, body: Fields<'_>) -> Result<String> {
        let arn = body.required("ExportArn");
        if record::id_in::<Export>(call, arn).is_none() {
            return Err(Error::validation(format!("Invalid Export ARN: {arn}")));
        }
        Ok(arn.to_owned())
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        let export = record::find::<Export>(&engine.store, call, &arn)?;
        let export =
            export.ok_or_else(|| Error::new(Code::ExportNotFound, format!("Export not found: {arn}")))?;
        Ok(Done::read(json!({"ExportDescription": export.describe()})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
