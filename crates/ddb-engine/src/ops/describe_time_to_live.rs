//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(super) struct DescribeTimeToLive;

static SHAPE: Shape = Shape { name: "DescribeTimeToLiveInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeTimeToLive {
    const NAME: &'static str = "DescribeTimeToLive";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    fn run(engine: &Engine, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::NAME), &name)?;
        let description = match &table.definition.ttl {
            Some(attribute) if table.definition.phase.is_enabling_ttl(engine.clock.now()) => {
                json!({"TimeToLiveStatus": "ENABLING", "AttributeName": attribute})
            }
            Some(attribute) => json!({"TimeToLiveStatus": "ENABLED", "AttributeName": attribute}),
            None => json!({"TimeToLiveStatus": "DISABLED"}),
        };
        Ok(Done::read(json!({"TimeToLiveDescription": description})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
