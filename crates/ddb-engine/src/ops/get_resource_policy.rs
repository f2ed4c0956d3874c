//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};
use crate::table::resource_policy::RESOURCE_ARN;

pub(super) struct GetResourcePolicy;

static SHAPE: Shape = Shape { name: "GetResourcePolicyInput", members: &[RESOURCE_ARN] };

impl Operation for GetResourcePolicy {
    const NAME: &'static str = "GetResourcePolicy";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("ResourceArn").to_owned())
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        let resource = engine.policed(call, Self::NAME, &arn)?;
        let policy = resource.policy().ok_or_else(|| Error::no_policy(&arn))?;
        Ok(Done::read(json!({"Policy": policy.text, "RevisionId": policy.revision.to_string()})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
