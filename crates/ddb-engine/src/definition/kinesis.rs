//! Kinesis streams that a table's changes are to go to. There is no Kinesis in this process: the settings live and are
//! shown, nothing is delivered, and the log says so when a destination is enabled. States and texts: measured on AWS
//! by the authors of ack-api-quirks, 2026-10.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html>

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::definition::schema::Definition;
use crate::error::{Error, Result};
use crate::message::json::set;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::message::shared_members::CONTROL_TABLE_NAME;

/// The precision of a table whose requests name none.
const DEFAULT_PRECISION: &str = "MILLISECOND";
/// What of AWS's behaviour is not here.
pub(crate) const LIMITS: &str = "There is no Kinesis in this server: the destination is kept and shown, and nothing \
                                 is delivered to it.";

/// `StreamArn`
pub(crate) const STREAM_ARN: Member =
    Member::ruled("StreamArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)]);

/// `ApproximateCreationDateTimePrecision`
pub(crate) const PRECISION: Member = Member::ruled(
    "ApproximateCreationDateTimePrecision",
    Kind::Text,
    &[Enum(&["MICROSECOND", "MILLISECOND"])],
);

static CONFIGURATION: Shape = Shape { name: "EnableKinesisStreamingConfiguration", members: &[PRECISION] };

/// What EnableKinesisStreamingDestination and DisableKinesisStreamingDestination take.
pub(crate) static SHAPE: Shape = Shape {
    name: "KinesisStreamingDestinationInput",
    members: &[
        CONTROL_TABLE_NAME,
        STREAM_ARN,
        Member::new("EnableKinesisStreamingConfiguration", Kind::Struct(&CONFIGURATION)),
    ],
};

/// One stream that was enabled once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Destination {
    pub(super) arn: String,
    pub(super) active: bool,
    /// Nothing until one is named.
    pub(super) precision: Option<String>,
}

/// A table and a stream, as requests name them.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) table: String,
    pub(crate) stream: String,
}

impl Named {
    /// `TableName` and `StreamArn`.
    pub(crate) fn of(body: &Fields<'_>) -> Named {
        let text = |name: &str| body.required(name).to_owned();
        Named { table: text("TableName"), stream: text("StreamArn") }
    }
}

impl Destination {
    /// `KinesisDataStreamDestination`
    pub(crate) fn description(&self) -> Value {
        let status = if self.active { "ACTIVE" } else { "DISABLED" };
        let mut out = json!({"StreamArn": self.arn, "DestinationStatus": status});
        if let Some(precision) = &self.precision {
            set(&mut out, "ApproximateCreationDateTimePrecision", json!(precision));
        }
        out
    }
}

/// Enables a stream. A table has one at a time that is not disabled.
pub(crate) fn enable(definition: &mut Definition, stream: &str, precision: Option<String>) -> Result<()> {
    let destinations = &mut definition.regional.kinesis;
    if destinations.iter().any(|known| known.active) {
        return Err(not_in_state(
            "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
        ));
    }
    destinations.retain(|known| known.arn != stream);
    destinations.push(Destination { arn: stream.to_owned(), active: true, precision });
    Ok(())
}

/// Disables a stream; it stays in the list.
pub(crate) fn disable(definition: &mut Definition, stream: &str) -> Result<()> {
    let known = active(definition, stream).ok_or_else(|| {
        not_in_state("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.")
    })?;
    (known.active, known.precision) = (false, None);
    Ok(())
}

/// Sets another precision.
pub(crate) fn set_precision(definition: &mut Definition, stream: &str, precision: &str) -> Result<()> {
    let (uuid, name) = (definition.uuid.clone(), definition.name.clone());
    let known = active(definition, stream).ok_or_else(|| {
        not_in_state(&format!(
            "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: {name}, \
             kdsArn: {stream}"
        ))
    })?;
    if known.precision.as_deref().unwrap_or(DEFAULT_PRECISION) == precision {
        return Err(Error::validation(format!(
            "Invalid Request: Precision is already set to the desired value of {precision} for tableId: {uuid}, \
             kdsArn: {stream}"
        )));
    }
    known.precision = Some(precision.to_owned());
    Ok(())
}

fn active<'a>(definition: &'a mut Definition, stream: &str) -> Option<&'a mut Destination> {
    definition.regional.kinesis.iter_mut().find(|known| known.active && known.arn == stream)
}

fn not_in_state(what: &str) -> Error {
    Error::validation(format!(
        "Table is not in a valid state to enable Kinesis Streaming Destination: {what}"
    ))
}
