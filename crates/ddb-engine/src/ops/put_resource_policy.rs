//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access;
use crate::definition::owner::owner_of;
use crate::definition::policy::Attached;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::Rule::NotNull;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use crate::table::resource_policy::{EXPECTED_REVISION_ID, RESOURCE_ARN};
use wire::operation::Operation;

pub(super) struct PutResourcePolicy;

static SHAPE: Shape = Shape {
    name: "PutResourcePolicyInput",
    members: &[
        RESOURCE_ARN,
        Member::ruled("Policy", Kind::Text, &[NotNull]),
        EXPECTED_REVISION_ID,
        Member::new("ConfirmRemoveSelfResourceAccess", Kind::Boolean),
    ],
};

pub(super) struct Input {
    arn: String,
    policy: Attached,
    expected: Option<String>,
    confirmed: bool,
}

impl Operation for PutResourcePolicy {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("PutResourcePolicy", &SHAPE);
    const LIMITS: &'static str = "A change counts at once, and another may follow at once. A policy refuses its own \
                                  account nothing. Condition keys of DynamoDB's own, and those of organizations, are refused by name.";
    type Input = Input;
    type Output = Done<Value>;

    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            arn: body.required("ResourceArn").to_owned(),
            policy: Attached::read(body.required("Policy"), &owner_of(call), call.now.millis())?,
            expected: body.text("ExpectedRevisionId").map(str::to_owned),
            confirmed: body.boolean("ConfirmRemoveSelfResourceAccess") == Some(true),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Value>> {
        let Input { arn, policy: wanted, expected, confirmed } = input;
        let resource = engine.policed(call, Self::SIGNATURE.name, &arn)?;
        let mut revision = wanted.revision;
        engine.set_policy(&resource, |present| {
            present.check_revision(expected.as_deref())?;
            let mut policy = wanted.clone();
            if !confirmed && access::locks_out(call, Self::SIGNATURE.name, &arn, &policy) {
                return Err(Error::locks_out());
            }
            if let Some(known) = present.policy() {
                if known.is_same(&policy) {
                    revision = known.revision;
                    return Ok(None);
                }
                policy.revision = policy.revision.max(known.revision + 1);
            }
            revision = policy.revision;
            Ok(Some(Some(policy)))
        })?;
        Ok(Done::of(json!({"RevisionId": revision.to_string()})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
