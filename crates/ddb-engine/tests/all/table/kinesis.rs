//! Kinesis destinations of a table. States and errors: measured on AWS by the authors of ack-api-quirks, 2026-10.

use crate::harness::*;

const FIRST: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/first";
const SECOND: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/second";

fn of(stream: &str) -> Value {
    json!({"TableName": "tab", "StreamArn": stream})
}

fn with(stream: &str, member: &str, precision: &str) -> Value {
    let mut input = of(stream);
    input[member] = json!({"ApproximateCreationDateTimePrecision": precision});
    input
}

#[test]
fn one_stream_at_a_time_is_enabled() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let list = || {
        let reply = world.ok("DescribeKinesisStreamingDestination", json!({"TableName": "tab"}));
        reply["KinesisDataStreamDestinations"].clone()
    };
    assert_eq!(list(), json!([]));
    assert_eq!(
        world.ok("EnableKinesisStreamingDestination", of(FIRST)),
        json!({
            "TableName": "tab", "StreamArn": FIRST, "DestinationStatus": "ENABLING",
            "EnableKinesisStreamingConfiguration": {},
        })
    );
    assert_eq!(list(), json!([{"StreamArn": FIRST, "DestinationStatus": "ACTIVE"}]));
    let state =
        "ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: ";
    for stream in [FIRST, SECOND] {
        assert_eq!(
            world.err("EnableKinesisStreamingDestination", of(stream)),
            format!(
                "{state}EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE \
                 operation."
            )
        );
    }
    assert_eq!(
        world.err("DisableKinesisStreamingDestination", of(SECOND)),
        format!("{state}KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.")
    );
    assert_eq!(world.ok("DisableKinesisStreamingDestination", of(FIRST))["DestinationStatus"], "DISABLING");
    world.ok("EnableKinesisStreamingDestination", of(SECOND));
    assert_eq!(
        list(),
        json!([
            {"StreamArn": FIRST, "DestinationStatus": "DISABLED"},
            {"StreamArn": SECOND, "DestinationStatus": "ACTIVE"},
        ])
    );
}

#[test]
fn the_precision_changes_and_is_forgotten_with_the_destination() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let update = |precision: &str| with(FIRST, "UpdateKinesisStreamingConfiguration", precision);
    let precision = || {
        let reply = world.ok("DescribeKinesisStreamingDestination", json!({"TableName": "tab"}));
        reply["KinesisDataStreamDestinations"][0]["ApproximateCreationDateTimePrecision"].clone()
    };
    let err = world.err("UpdateKinesisStreamingDestination", update("MICROSECOND"));
    assert_eq!(
        err,
        format!(
            "ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: Kinesis \
             streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: tab, kdsArn: \
             {FIRST}"
        )
    );
    world.ok("EnableKinesisStreamingDestination", of(FIRST));
    // It is MILLISECOND without being shown.
    assert_eq!(precision(), Value::Null);
    let err = world.err("UpdateKinesisStreamingDestination", update("MILLISECOND"));
    assert!(
        err.starts_with(
            "ValidationException: Invalid Request: Precision is already set to the desired value of \
                         MILLISECOND for tableId: "
        ),
        "{err}"
    );
    let reply = world.ok("UpdateKinesisStreamingDestination", update("MICROSECOND"));
    assert_eq!(reply["DestinationStatus"], "UPDATING");
    assert_eq!(precision(), "MICROSECOND");
    assert_eq!(
        world.err("UpdateKinesisStreamingDestination", of(FIRST)),
        "ValidationException: Streaming destination cannot be updated with given parameters: \
         UpdateKinesisStreamingConfiguration cannot be null or contain only null values"
    );
    assert_eq!(
        world.err(
            "DisableKinesisStreamingDestination",
            with(FIRST, "EnableKinesisStreamingConfiguration", "MICROSECOND")
        ),
        "ValidationException: Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters"
    );
    world.ok("DisableKinesisStreamingDestination", of(FIRST));
    world.ok("EnableKinesisStreamingDestination", of(FIRST));
    assert_eq!(precision(), Value::Null);
}
