//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::resource_policy::RESOURCE_ARN;
use wire::operation::Operation;

pub(super) struct GetResourcePolicy;

static SHAPE: Shape = Shape { name: "GetResourcePolicyInput", members: &[RESOURCE_ARN] };

impl Operation for GetResourcePolicy {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("GetResourcePolicy", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("ResourceArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let resource = engine.policed(call, Self::SIGNATURE.name, &arn)?;
        let policy = resource.policy().ok_or_else(|| Error::no_policy(&arn))?;
        Ok(Done::of(json!({"Policy": policy.text, "RevisionId": policy.revision.to_string()})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
