//! What a replica of a global table has by itself: capacity, class and limits. Measured on AWS by the authors of
//! ack-api-quirks, 2026-10, unless a test says otherwise.

use crate::global_tables::{NAME, create, describe, global, put, update};
use crate::harness::*;

#[test]
fn capacity_of_writes_must_scale_where_it_is_provisioned() {
    let world = World::new();
    let units = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 1});
    world.table(NAME, "pk S", json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units}));
    assert_eq!(
        world.err("UpdateTable", update(create("eu-west-1"))),
        "ValidationException: Table write capacity should either be Pay-Per-Request or AutoScaled."
    );
}

#[test]
fn a_replica_reads_with_other_units_until_it_has_the_same_again() {
    let (here, there) = global(json!({}));
    let units = |read: u64, write: u64| json!({"ReadCapacityUnits": read, "WriteCapacityUnits": write});
    here.ok(
        "UpdateTable",
        json!({"TableName": NAME, "BillingMode": "PROVISIONED", "ProvisionedThroughput": units(5, 5)}),
    );
    let read = |read: u64| {
        let over =
            json!({"RegionName": "eu-west-1", "ProvisionedThroughputOverride": {"ReadCapacityUnits": read}});
        here.ok("UpdateTable", update(json!([{"Update": over}])));
    };
    let shown = |world: &World| {
        let table = describe(world);
        let units = &table["ProvisionedThroughput"];
        (units["ReadCapacityUnits"].clone(), units["WriteCapacityUnits"].clone())
    };
    let over = |world: &World| describe(world)["Replicas"][0]["ProvisionedThroughputOverride"].clone();
    assert_eq!(over(&here), Value::Null);
    read(10);
    assert_eq!(over(&here), json!({"ReadCapacityUnits": 10}));
    assert_eq!(shown(&there), (json!(10), json!(5)));
    assert_eq!(
        over(&there),
        json!({"ReadCapacityUnits": 5}),
        "seen from there, this region is the other one"
    );
    read(5);
    assert_eq!(over(&here), Value::Null);
    // Units that are set by hand are set everywhere.
    there.ok("UpdateTable", json!({"TableName": NAME, "ProvisionedThroughput": units(7, 20)}));
    assert_eq!(shown(&here), (json!(7), json!(20)));
    let err = here.err(
        "UpdateTable",
        update(json!([{"Update": {"RegionName": "eu-west-1", "OnDemandThroughputOverride": {"MaxReadRequestUnits": 1}}}])),
    );
    assert_eq!(
        err,
        "ValidationException: MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table \
         BillingMode is PROVISIONED"
    );
}

#[test]
fn a_replica_has_another_class_or_limit_by_itself() {
    let (here, there) = global(json!({}));
    let change = |settings: Value| {
        let mut over = json!({"RegionName": "eu-west-1"});
        over.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        here.ok("UpdateTable", update(json!([{"Update": over}])));
    };
    change(json!({"TableClassOverride": "STANDARD_INFREQUENT_ACCESS"}));
    change(json!({"OnDemandThroughputOverride": {"MaxReadRequestUnits": 9}}));
    let replica = describe(&here)["Replicas"][0].clone();
    assert_eq!(replica["ReplicaTableClassSummary"]["TableClass"], "STANDARD_INFREQUENT_ACCESS");
    assert_eq!(replica["OnDemandThroughputOverride"]["MaxReadRequestUnits"], 9);
    assert_eq!(describe(&here).get("TableClassSummary"), None);
    let other = describe(&there);
    assert_eq!(other["TableClassSummary"]["TableClass"], "STANDARD_INFREQUENT_ACCESS");
    assert_eq!(other["OnDemandThroughput"]["MaxReadRequestUnits"], 9);
    // A class that is set on a table is set on all of its replicas.
    here.ok("UpdateTable", json!({"TableName": NAME, "TableClass": "STANDARD"}));
    assert_eq!(describe(&there)["TableClassSummary"]["TableClass"], "STANDARD");
}

/// Read capacity is a replica's own: AWS's page on ReplicaUpdates. That the buckets of regions are apart follows from it.
#[test]
fn a_replica_is_throttled_by_its_own_units() {
    let (here, there) = global(json!({}));
    put(&here, "a", "1");
    here.ok(
        "UpdateTable",
        json!({
            "TableName": NAME, "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        }),
    );
    let over = json!({"RegionName": "eu-west-1", "ProvisionedThroughputOverride": {"ReadCapacityUnits": 3}});
    here.ok("UpdateTable", update(json!([{"Update": over}])));
    let realism =
        ddb_engine::Realism { throttling: true, burst_seconds: 1, ..ddb_engine::Realism::default() };
    here.engine.set_realism(realism);
    let get = json!({"TableName": NAME, "Key": {"pk": {"S": "a"}}, "ConsistentRead": true});
    for (world, units) in [(&here, 1), (&there, 3)] {
        for _ in 0..units {
            world.ok("GetItem", get.clone());
        }
        let err = world.err("GetItem", get.clone());
        assert!(err.starts_with("ProvisionedThroughputExceededException: "), "{err}");
    }
}
