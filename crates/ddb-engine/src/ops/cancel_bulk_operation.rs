//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancelBulkOperation.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};
use crate::transfer::bulk::BULK_ARN;

pub(super) struct CancelBulkOperation;

static SHAPE: Shape = Shape { name: "CancelBulkOperationInput", members: &[BULK_ARN] };

impl Operation for CancelBulkOperation {
    const NAME: &'static str = "CancelBulkOperation";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BulkOperationArn").to_owned())
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        engine.cancel_bulk(call, &arn)?;
        Ok(Done::wrote(json!({"BulkOperationArn": arn, "BulkOperationStatus": "CANCELLING"})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
