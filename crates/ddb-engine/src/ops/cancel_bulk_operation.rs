//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancelBulkOperation.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use crate::transfer::bulk::BULK_ARN;
use wire::operation::Operation;

pub(super) struct CancelBulkOperation;

static SHAPE: Shape = Shape { name: "CancelBulkOperationInput", members: &[BULK_ARN] };

impl Operation for CancelBulkOperation {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("CancelBulkOperation", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BulkOperationArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        engine.cancel_bulk(call, &arn)?;
        Ok(Done::of(json!({"BulkOperationArn": arn, "BulkOperationStatus": "CANCELLING"})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
