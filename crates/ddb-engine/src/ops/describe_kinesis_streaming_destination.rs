//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::kinesis::Destination;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(crate) struct DescribeKinesisStreamingDestination;

static SHAPE: Shape =
    Shape { name: "DescribeKinesisStreamingDestinationInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeKinesisStreamingDestination {
    const NAME: &'static str = "DescribeKinesisStreamingDestination";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    fn run(engine: &Engine, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::NAME), &name)?;
        let destinations: Vec<Value> =
            table.definition.regional.kinesis.iter().map(Destination::description).collect();
        let name = &table.definition.name;
        Ok(Done::read(json!({"TableName": name, "KinesisDataStreamDestinations": destinations})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
