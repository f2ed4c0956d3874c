//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::json::set;
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::resource_policy::{EXPECTED_REVISION_ID, RESOURCE_ARN};
use wire::operation::Operation;

pub(super) struct DeleteResourcePolicy;

static SHAPE: Shape =
    Shape { name: "DeleteResourcePolicyInput", members: &[RESOURCE_ARN, EXPECTED_REVISION_ID] };

pub(super) struct Input {
    arn: String,
    expected: Option<String>,
}

impl Operation for DeleteResourcePolicy {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DeleteResourcePolicy", &SHAPE);
    type Input = Input;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let expected = body.text("ExpectedRevisionId").map(str::to_owned);
        Ok(Input { arn: body.required("ResourceArn").to_owned(), expected })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let resource = engine.policed(call, Self::SIGNATURE.name, &input.arn)?;
        let mut reply = json!({});
        engine.set_policy(&resource, |present| {
            present.check_revision(input.expected.as_deref())?;
            let Some(policy) = present.policy() else { return Ok(None) };
            set(&mut reply, "RevisionId", json!(policy.revision.to_string()));
            Ok(Some(None))
        })?;
        Ok(Done::of(reply))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
