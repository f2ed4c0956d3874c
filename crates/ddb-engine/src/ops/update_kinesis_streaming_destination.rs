//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateKinesisStreamingDestination.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::kinesis::{self, Named, PRECISION, STREAM_ARN};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(crate) struct UpdateKinesisStreamingDestination;

static CONFIGURATION: Shape = Shape { name: "UpdateKinesisStreamingConfiguration", members: &[PRECISION] };

static SHAPE: Shape = Shape {
    name: "UpdateKinesisStreamingDestinationInput",
    members: &[
        CONTROL_TABLE_NAME,
        STREAM_ARN,
        Member::new("UpdateKinesisStreamingConfiguration", Kind::Struct(&CONFIGURATION)),
    ],
};

pub(crate) struct Input {
    named: Named,
    precision: String,
}

impl Operation for UpdateKinesisStreamingDestination {
    const NAME: &'static str = "UpdateKinesisStreamingDestination";
    const LIMITS: &'static str = kinesis::LIMITS;
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let configuration = body.fields("UpdateKinesisStreamingConfiguration");
        let precision = configuration.and_then(|given| given.text("ApproximateCreationDateTimePrecision"));
        let precision = precision.ok_or_else(|| {
            Error::validation(
                "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration \
                 cannot be null or contain only null values",
            )
        })?;
        Ok(Input { named: Named::of(&body), precision: precision.to_owned() })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let Input { named: Named { table, stream }, precision } = input;
        let table = engine.described(call, Act::on_table(Self::NAME), &table)?;
        let table = engine
            .alter_table(&table, |definition| kinesis::set_precision(definition, &stream, &precision))?;
        let reply = json!({
            "TableName": table.definition.name,
            "StreamArn": stream,
            "DestinationStatus": "UPDATING",
            "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": precision},
        });
        Ok(Done::wrote(reply))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
