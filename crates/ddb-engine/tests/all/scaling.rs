//! Limits on demand and warm throughput; and members that are refused by name.

use crate::harness::{World, json};

/// botocore's model of `OnDemandThroughput` and `WarmThroughput`; 12000 and 4000 are the developer guide's; that the
/// unit not given shows as -1 is our guess.
#[test]
fn limits_and_warmth_are_shown_as_asked_for() {
    let world = World::new();
    world.table(
        "tab",
        "pk S",
        json!({
            "defs": [["g", "S"]],
            "OnDemandThroughput": {"MaxReadRequestUnits": 10},
            "WarmThroughput": {"ReadUnitsPerSecond": 20_000},
            "GlobalSecondaryIndexes": [{
                "IndexName": "idx", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
                "OnDemandThroughput": {"MaxReadRequestUnits": 5, "MaxWriteRequestUnits": 6},
            }],
        }),
    );
    let show = || world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    let table = show();
    assert_eq!(table["OnDemandThroughput"], json!({"MaxReadRequestUnits": 10, "MaxWriteRequestUnits": -1}));
    assert_eq!(
        table["WarmThroughput"],
        json!({"ReadUnitsPerSecond": 20_000, "WriteUnitsPerSecond": 4_000, "Status": "ACTIVE"})
    );
    let index = &table["GlobalSecondaryIndexes"][0];
    assert_eq!(index["OnDemandThroughput"], json!({"MaxReadRequestUnits": 5, "MaxWriteRequestUnits": 6}));
    world.ok(
        "UpdateTable",
        json!({
            "TableName": "tab", "OnDemandThroughput": {"MaxWriteRequestUnits": 3},
            "GlobalSecondaryIndexUpdates": [{"Update": {
                "IndexName": "idx", "WarmThroughput": {"ReadUnitsPerSecond": 13_000, "WriteUnitsPerSecond": 5_000}
            }}],
        }),
    );
    let table = show();
    assert_eq!(table["OnDemandThroughput"], json!({"MaxReadRequestUnits": 10, "MaxWriteRequestUnits": 3}));
    assert_eq!(table["GlobalSecondaryIndexes"][0]["WarmThroughput"]["ReadUnitsPerSecond"], 13_000);
    assert!(
        world
            .err("UpdateTable", json!({"TableName": "tab", "WarmThroughput": {"ReadUnitsPerSecond": 100}}))
            .contains("decreasing WarmThroughput is not supported")
    );
}

/// Our rule: nothing is accepted and ignored.
#[test]
fn what_is_not_supported_is_refused_by_name() {
    let world = World::new();
    let create = json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "GlobalTableSourceArn": "{}",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    assert_eq!(
        world.err("CreateTable", create),
        "ValidationException: GlobalTableSourceArn is not supported by this server yet"
    );
    world.table("tab", "pk S", json!({}));
    for member in ["DisassociationProtectionEnabled", "GlobalTableSettingsReplicationMode"] {
        assert_eq!(
            world.err("UpdateTable", json!({"TableName": "tab", member: []})),
            format!("ValidationException: {member} is not supported by this server yet")
        );
    }
}
