//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DisableKinesisStreamingDestination.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::kinesis::{self, Named};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};

pub(crate) struct DisableKinesisStreamingDestination;

impl Operation for DisableKinesisStreamingDestination {
    const NAME: &'static str = "DisableKinesisStreamingDestination";
    const LIMITS: &'static str = kinesis::LIMITS;
    const SHAPE: &'static Shape = &kinesis::SHAPE;
    type Input = Named;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Named> {
        if body.has("EnableKinesisStreamingConfiguration") {
            return Err(Error::validation(
                "Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters",
            ));
        }
        Ok(Named::of(&body))
    }

    fn run(engine: &Engine, call: &Call, Named { table, stream }: Named) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::NAME), &table)?;
        let table = engine.alter_table(&table, |definition| kinesis::disable(definition, &stream))?;
        let reply = json!({
            "TableName": table.definition.name,
            "StreamArn": stream,
            "DestinationStatus": "DISABLING",
        });
        Ok(Done::wrote(reply))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
