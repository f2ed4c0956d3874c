//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_EnableKinesisStreamingDestination.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::kinesis::{self, Named};
use crate::engine::Engine;
use crate::error::Result;
use crate::message::json::set;
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};

pub(crate) struct EnableKinesisStreamingDestination;

pub(crate) struct Input {
    named: Named,
    precision: Option<String>,
}

impl Operation for EnableKinesisStreamingDestination {
    const NAME: &'static str = "EnableKinesisStreamingDestination";
    const LIMITS: &'static str = kinesis::LIMITS;
    const SHAPE: &'static Shape = &kinesis::SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let configuration = body.fields("EnableKinesisStreamingConfiguration");
        let precision = configuration.and_then(|given| given.text("ApproximateCreationDateTimePrecision"));
        Ok(Input { named: Named::of(&body), precision: precision.map(str::to_owned) })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let Input { named: Named { table, stream }, precision } = input;
        let table = engine.described(call, Act::on_table(Self::NAME), &table)?;
        let mut configuration = json!({});
        if let Some(precision) = &precision {
            set(&mut configuration, "ApproximateCreationDateTimePrecision", json!(precision));
        }
        let table =
            engine.alter_table(&table, |definition| kinesis::enable(definition, &stream, precision))?;
        tracing::warn!(
            table = %table.arn,
            %stream,
            "there is no Kinesis in this server: the destination is kept, and nothing is delivered to it"
        );
        let reply = json!({
            "TableName": table.definition.name,
            "StreamArn": stream,
            "DestinationStatus": "ENABLING",
            "EnableKinesisStreamingConfiguration": configuration,
        });
        Ok(Done::wrote(reply))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
