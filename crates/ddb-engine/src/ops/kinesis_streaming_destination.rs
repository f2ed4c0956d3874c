//! Kinesis streams that a table's changes are to go to: settings that are kept and shown.

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::kinesis::{self, Destination, Named, PRECISION, STREAM_ARN};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::json::set;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html>
pub(super) struct DescribeKinesisStreamingDestination;

static DESCRIBE_SHAPE: Shape =
    Shape { name: "DescribeKinesisStreamingDestinationInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeKinesisStreamingDestination {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature =
        &Signature::of("DescribeKinesisStreamingDestination", &DESCRIBE_SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &name)?;
        let destinations: Vec<Value> =
            table.definition.regional.kinesis.iter().map(Destination::description).collect();
        let name = &table.definition.name;
        Ok(Done::of(json!({"TableName": name, "KinesisDataStreamDestinations": destinations})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DisableKinesisStreamingDestination.html>
pub(super) struct DisableKinesisStreamingDestination;

impl Operation for DisableKinesisStreamingDestination {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature =
        &Signature::of("DisableKinesisStreamingDestination", &kinesis::SHAPE);
    const LIMITS: &'static str = kinesis::LIMITS;
    type Input = Named;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<Named> {
        if body.has("EnableKinesisStreamingConfiguration") {
            return Err(Error::validation(
                "Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters",
            ));
        }
        Ok(Named::of(&body))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Named { table, stream }: Named) -> Result<Done<Value>> {
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &table)?;
        let table = engine.alter_table(&table, |definition| kinesis::disable(definition, &stream))?;
        let reply = json!({
            "TableName": table.definition.name,
            "StreamArn": stream,
            "DestinationStatus": "DISABLING",
        });
        Ok(Done::of(reply))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_EnableKinesisStreamingDestination.html>
pub(super) struct EnableKinesisStreamingDestination;

pub(super) struct EnableInput {
    named: Named,
    precision: Option<String>,
}

impl Operation for EnableKinesisStreamingDestination {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature =
        &Signature::of("EnableKinesisStreamingDestination", &kinesis::SHAPE);
    const LIMITS: &'static str = kinesis::LIMITS;
    type Input = EnableInput;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<EnableInput> {
        let configuration = body.fields("EnableKinesisStreamingConfiguration");
        let precision = configuration.and_then(|given| given.text("ApproximateCreationDateTimePrecision"));
        Ok(EnableInput { named: Named::of(&body), precision: precision.map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: EnableInput) -> Result<Done<Value>> {
        let EnableInput { named: Named { table, stream }, precision } = input;
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &table)?;
        let mut configuration = json!({});
        if let Some(precision) = &precision {
            set(&mut configuration, "ApproximateCreationDateTimePrecision", json!(precision));
        }
        let table = engine
            .alter_table(&table, |definition| kinesis::enable(definition, &stream, precision.clone()))?;
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
        Ok(Done::of(reply))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateKinesisStreamingDestination.html>
pub(super) struct UpdateKinesisStreamingDestination;

static CONFIGURATION: Shape = Shape { name: "UpdateKinesisStreamingConfiguration", members: &[PRECISION] };

static UPDATE_SHAPE: Shape = Shape {
    name: "UpdateKinesisStreamingDestinationInput",
    members: &[
        CONTROL_TABLE_NAME,
        STREAM_ARN,
        Member::new("UpdateKinesisStreamingConfiguration", Kind::Struct(&CONFIGURATION)),
    ],
};

pub(super) struct UpdateInput {
    named: Named,
    precision: String,
}

impl Operation for UpdateKinesisStreamingDestination {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateKinesisStreamingDestination", &UPDATE_SHAPE);
    const LIMITS: &'static str = kinesis::LIMITS;
    type Input = UpdateInput;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<UpdateInput> {
        let configuration = body.fields("UpdateKinesisStreamingConfiguration");
        let precision = configuration.and_then(|given| given.text("ApproximateCreationDateTimePrecision"));
        let precision = precision.ok_or_else(|| {
            Error::validation(
                "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration \
                 cannot be null or contain only null values",
            )
        })?;
        Ok(UpdateInput { named: Named::of(&body), precision: precision.to_owned() })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: UpdateInput) -> Result<Done<Value>> {
        let UpdateInput { named: Named { table, stream }, precision } = input;
        let table = engine.described(call, Act::on_table(Self::SIGNATURE.name), &table)?;
        let table = engine
            .alter_table(&table, |definition| kinesis::set_precision(definition, &stream, &precision))?;
        let reply = json!({
            "TableName": table.definition.name,
            "StreamArn": stream,
            "DestinationStatus": "UPDATING",
            "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": precision},
        });
        Ok(Done::of(reply))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
