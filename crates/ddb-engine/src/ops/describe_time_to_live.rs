//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct DescribeTimeToLive;

static SHAPE: Shape = Shape { name: "DescribeTimeToLiveInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeTimeToLive {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeTimeToLive", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &name)?;
        let description = match &table.definition.ttl {
            Some(attribute) if table.definition.phase.is_enabling_ttl(engine.clock.now()) => {
                json!({"TimeToLiveStatus": "ENABLING", "AttributeName": attribute})
            }
            Some(attribute) => json!({"TimeToLiveStatus": "ENABLED", "AttributeName": attribute}),
            None => json!({"TimeToLiveStatus": "DISABLED"}),
        };
        Ok(Done::of(json!({"TimeToLiveDescription": description})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
