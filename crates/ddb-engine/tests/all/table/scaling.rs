//! Limits on demand and warm throughput; and members that are refused by name.

use crate::harness::{Value, World, json};

/// botocore's model of `OnDemandThroughput` and `WarmThroughput`; 12000 and 4000 are the developer guide's; that a unit
/// not given is left out was measured on AWS by the authors of ack-api-quirks, 2026-10-08 (DDB-TABLE-039).
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
    assert_eq!(table["OnDemandThroughput"], json!({"MaxReadRequestUnits": 10}));
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

/// Measured on AWS by the authors of ack-api-quirks, 2026-10-08 (DDB-TABLE-032, 033); of indexes it is our guess.
#[test]
fn a_new_table_shows_its_warmth_if_it_was_asked_for() {
    let world = World::new();
    let index = |warm: Value| {
        let mut index = json!({"IndexName": "idx", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}});
        index["WarmThroughput"] = warm;
        json!([index])
    };
    let mut provisioned = json!({"BillingMode": "PROVISIONED",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6}});
    provisioned["GlobalSecondaryIndexes"] = index(Value::Null);
    let plain = world.table("plain", "pk S", provisioned.clone());
    assert_eq!(plain["TableDescription"].get("WarmThroughput"), None);
    assert_eq!(plain["TableDescription"]["GlobalSecondaryIndexes"][0].get("WarmThroughput"), None);
    let asked = json!({"ReadUnitsPerSecond": 1000, "WriteUnitsPerSecond": 1200});
    let shown =
        |status: &str| json!({"ReadUnitsPerSecond": 1000, "WriteUnitsPerSecond": 1200, "Status": status});
    provisioned["WarmThroughput"] = asked.clone();
    provisioned["GlobalSecondaryIndexes"] = index(asked);
    let warm = world.table("warm", "pk S", provisioned);
    assert_eq!(warm["TableDescription"]["WarmThroughput"], shown("UPDATING"));
    assert_eq!(warm["TableDescription"]["GlobalSecondaryIndexes"][0]["WarmThroughput"], shown("UPDATING"));
    let table = &world.ok("DescribeTable", json!({"TableName": "warm"}))["Table"];
    assert_eq!(table["WarmThroughput"], shown("ACTIVE"));
    assert_eq!(table["GlobalSecondaryIndexes"][0]["WarmThroughput"], shown("ACTIVE"));
}

/// A table and its index, both with limits of 20 and 15.
fn limited(world: &World) {
    let limit = json!({"MaxReadRequestUnits": 20, "MaxWriteRequestUnits": 15});
    world.table(
        "tab",
        "pk S",
        json!({"defs": [["g", "S"]], "OnDemandThroughput": limit, "GlobalSecondaryIndexes": [{
            "IndexName": "idx", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}, "OnDemandThroughput": limit}]}),
    );
}

/// Of tables captured on AWS in eu-west-2 on 2026-07-24 (dynoxide's issue 159) and measured on 2026-10-09 by the authors
/// of ack-api-quirks (DDB-TABLE-182); that the reply's -1 is there for indexes too is our guess.
#[test]
fn a_limit_that_is_taken_away_is_minus_one_in_the_reply_and_then_absent() {
    let world = World::new();
    limited(&world);
    let check = |given: Value, replied: Value, shown: Value| {
        let index = json!({"Update": {"IndexName": "idx", "OnDemandThroughput": given}});
        let update =
            json!({"TableName": "tab", "OnDemandThroughput": given, "GlobalSecondaryIndexUpdates": [index]});
        let reply = &world.ok("UpdateTable", update)["TableDescription"];
        assert_eq!(reply["OnDemandThroughput"], replied);
        assert_eq!(reply["GlobalSecondaryIndexes"][0]["OnDemandThroughput"], replied);
        let table = &world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"];
        let of = |described: &Value| described.get("OnDemandThroughput").cloned().unwrap_or_default();
        assert_eq!(of(table), shown, "after {given}");
        assert_eq!(of(&table["GlobalSecondaryIndexes"][0]), shown, "after {given}");
    };
    let (read, write) = ("MaxReadRequestUnits", "MaxWriteRequestUnits");
    check(json!({read: -1}), json!({read: -1, write: 15}), json!({write: 15}));
    check(json!({write: -1}), json!({write: -1}), Value::Null);
    check(json!({read: -1, write: -1}), json!({read: -1, write: -1}), Value::Null);
    check(json!({read: 40}), json!({read: 40}), json!({read: 40}));
}

/// cdkd's issue 3403, measured on AWS in us-east-1, 2026-09-18, and ack-api-quirks, 2026-10-08 (DDB-TABLE-153).
#[test]
fn a_table_that_leaves_the_billing_on_demand_loses_its_limits() {
    let world = World::new();
    limited(&world);
    let units = json!({"ReadCapacityUnits": 5, "WriteCapacityUnits": 5});
    let index = json!({"Update": {"IndexName": "idx", "ProvisionedThroughput": units}});
    world.ok(
        "UpdateTable",
        json!({"TableName": "tab", "BillingMode": "PROVISIONED", "ProvisionedThroughput": units,
            "GlobalSecondaryIndexUpdates": [index]}),
    );
    for _ in 0..2 {
        let table = &world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"];
        assert_eq!(table.get("OnDemandThroughput"), None);
        assert_eq!(table["GlobalSecondaryIndexes"][0].get("OnDemandThroughput"), None);
        world.ok("UpdateTable", json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST"}));
    }
}

/// CreateTable and UpdateTable: captured on AWS in eu-west-2 on 2026-07-24 (dynoxide's issue 159). The range, which
/// CreateTable has without -1, and indexes: ack-api-quirks, 2026-10-08 (DDB-TABLE-039, 051, 153, 171). ImportTable:
/// ack-api-quirks, 2026-10-09 (DDB-IMPORT-009). What a new table says of its indexes is our guess.
#[test]
fn a_limit_is_refused_in_awss_words() {
    let world = World::new();
    let invalid =
        |told: &str| format!("ValidationException: One or more parameter values were invalid: {told}");
    let units = json!({"ReadCapacityUnits": 5, "WriteCapacityUnits": 5});
    let create = |members: Value, of_index: Value| {
        let mut table = json!({
            "TableName": "new", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "GlobalSecondaryIndexes": [{"IndexName": "gsi1", "Projection": {"ProjectionType": "ALL"},
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]}],
        });
        let merge = |into: &mut Value, from: Value| {
            let from = from.as_object().cloned().unwrap();
            into.as_object_mut().unwrap().extend(from);
        };
        merge(&mut table, members);
        merge(&mut table["GlobalSecondaryIndexes"][0], of_index);
        world.err("CreateTable", table)
    };
    let (both, read, write) = (
        json!({"MaxReadRequestUnits": 1, "MaxWriteRequestUnits": 1}),
        json!({"MaxReadRequestUnits": 1}),
        json!({"MaxWriteRequestUnits": 1}),
    );
    for (limit, member) in
        [(&both, "MaxReadRequestUnits"), (&read, "MaxReadRequestUnits"), (&write, "MaxWriteRequestUnits")]
    {
        let provisioned = json!({"ProvisionedThroughput": units, "OnDemandThroughput": limit});
        let told = "for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.";
        assert_eq!(create(provisioned.clone(), json!({})), invalid(&format!("{member} {told}")));
        let told = "for OnDemandThroughput for index : gsi1 cannot be specified when table BillingMode is PROVISIONED.";
        assert_eq!(
            create(json!({"ProvisionedThroughput": units}), provisioned),
            invalid(&format!("{member} {told}"))
        );
    }
    for units in [-2, -1, 0] {
        let outside = |of: &str| {
            invalid(&format!(
                "Requested MaxReadRequestUnits for OnDemandThroughput for {of} is outside of valid range"
            ))
        };
        let limit =
            json!({"OnDemandThroughput": {"MaxReadRequestUnits": units, "MaxWriteRequestUnits": units}});
        let mut of_table = limit.clone();
        of_table["BillingMode"] = json!("PAY_PER_REQUEST");
        assert_eq!(create(of_table, json!({})), outside("table"));
        assert_eq!(create(json!({"BillingMode": "PAY_PER_REQUEST"}), limit), outside("index : gsi1"));
    }
    limited(&world);
    let update = |mut members: Value| {
        members["TableName"] = json!("tab");
        world.err("UpdateTable", members)
    };
    assert_eq!(
        update(json!({"OnDemandThroughput": {"MaxWriteRequestUnits": 0}})),
        invalid("Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range")
    );
    let of_index = |change: Value| json!({"GlobalSecondaryIndexUpdates": [{"Update": change}]});
    assert_eq!(
        update(of_index(json!({"IndexName": "idx", "OnDemandThroughput": {"MaxReadRequestUnits": -2}}))),
        invalid(
            "Requested MaxReadRequestUnits for OnDemandThroughput for index : idx is outside of valid range"
        )
    );
    let mut provisioned = of_index(json!({"IndexName": "idx", "ProvisionedThroughput": units}));
    provisioned["BillingMode"] = json!("PROVISIONED");
    provisioned["ProvisionedThroughput"] = units.clone();
    provisioned["TableName"] = json!("tab");
    world.ok("UpdateTable", provisioned);
    assert_eq!(
        update(json!({"OnDemandThroughput": write})),
        invalid(
            "MaxWriteRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED"
        )
    );
    assert_eq!(
        update(of_index(json!({"IndexName": "idx", "OnDemandThroughput": both}))),
        invalid(
            "MaxReadRequestUnits for OnDemandThroughput for index : idx cannot be specified when the table BillingMode \
             is PROVISIONED"
        )
    );
    let import = world.err(
        "ImportTable",
        json!({"S3BucketSource": {"S3Bucket": "bucket"}, "InputFormat": "ION", "TableCreationParameters": {
            "TableName": "new", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "ProvisionedThroughput": units, "OnDemandThroughput": write}}),
    );
    assert_eq!(
        import,
        invalid(
            "MaxWriteRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED."
        )
    );
}

/// dynalite's tests, recorded on AWS.
#[test]
fn units_of_an_index_are_bounded_once_the_table_is_found() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let update = |table: &str| {
        let units = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 1_000_000_000_001_u64});
        let update = json!({"Update": {"IndexName": "gsi", "ProvisionedThroughput": units}});
        world.err("UpdateTable", json!({"TableName": table, "GlobalSecondaryIndexUpdates": [update]}))
    };
    assert_eq!(
        update("none"),
        "ResourceNotFoundException: Requested resource not found: Table: none not found"
    );
    assert_eq!(
        update("tab"),
        "ValidationException: This operation cannot be performed with given input values. Please contact DynamoDB \
         service team for more info: Action Blocked: IndexUpdate"
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
