//! Tables that take their time, where that is on. Sentences: recorded on AWS by the authors of dynamodb-conformance, or
//! the API reference.

use std::time::Duration;

use ddb_engine::Realism;

use crate::harness::{Value, World, json};

const STILL: &str = "ResourceInUseException: Attempt to change a resource which is still in use: ";

/// A world where each state lasts a second.
fn world() -> World {
    let world = World::new();
    world.engine.set_realism(Realism { transition_ms: 1000, ..Realism::default() });
    world
}

fn half_a_second(world: &World) {
    world.clock.advance(Duration::from_millis(500));
}

fn show(world: &World) -> Value {
    world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone()
}

fn name() -> Value {
    json!({"TableName": "tab"})
}

#[test]
fn a_table_is_created_before_it_can_be_used() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    half_a_second(&world);
    assert_eq!(show(&world)["TableStatus"], "CREATING");
    let item = json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}});
    let not_there = "ResourceNotFoundException: Requested resource not found";
    assert_eq!(world.err("PutItem", item.clone()), not_there);
    assert_eq!(world.err("Scan", name()), not_there);
    assert_eq!(world.err("DeleteTable", name()), format!("{STILL}Table is being created: tab"));
    let update = json!({"TableName": "tab", "DeletionProtectionEnabled": false});
    assert_eq!(world.err("UpdateTable", update.clone()), format!("{STILL}Table is being created: tab"));
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!(["tab"]));
    half_a_second(&world);
    assert_eq!(show(&world)["TableStatus"], "ACTIVE");
    world.ok("PutItem", item);
    world.ok("UpdateTable", update.clone());
    assert_eq!(show(&world)["TableStatus"], "UPDATING");
    assert_eq!(world.ok("Scan", name())["Count"], 1);
    assert_eq!(world.err("UpdateTable", update), format!("{STILL}Table is being updated: tab"));
    world.advance(1);
    assert_eq!(show(&world)["TableStatus"], "ACTIVE");
}

#[test]
fn a_table_is_deleted_after_a_while() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    let reply = world.ok("DeleteTable", name());
    assert_eq!(reply["TableDescription"]["TableStatus"], "DELETING");
    assert_eq!(reply["TableDescription"].get("KeySchema"), None);
    assert_eq!(show(&world)["TableStatus"], "DELETING");
    // That DescribeTable leaves nothing out meanwhile is our guess.
    assert!(["KeySchema", "CreationDateTime", "ItemCount"].iter().all(|name| !show(&world)[name].is_null()));
    assert_eq!(world.err("Scan", name()), "ResourceNotFoundException: Requested resource not found");
    assert_eq!(world.err("DeleteTable", name()), format!("{STILL}Table is being deleted: tab"));
    let again = json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    assert_eq!(world.err("CreateTable", again.clone()), "ResourceInUseException: Table already exists: tab");
    // A start in between changes nothing, even if nothing takes time any more.
    let world = World::on(world.store.clone(), world.clock.clone());
    assert_eq!(show(&world)["TableStatus"], "DELETING");
    world.advance(1);
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!([]));
    assert!(world.err("DescribeTable", name()).starts_with("ResourceNotFoundException"));
    world.ok("CreateTable", again);
    assert_eq!(show(&world)["TableStatus"], "ACTIVE");
}

/// Developer guide, "Adding a global secondary index to an existing table": first room is made while the table is
/// `UPDATING`, then it is filled.
#[test]
fn an_index_is_filled_before_it_can_be_read() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "g": {"S": "x"}}}));
    let create = |name: &str| {
        json!({
            "TableName": "tab",
            "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"}],
            "GlobalSecondaryIndexUpdates": [{"Create": {
                "IndexName": name, "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }}],
        })
    };
    let reply = world.ok("UpdateTable", create("idx"));
    assert_eq!(reply["TableDescription"]["GlobalSecondaryIndexes"][0]["IndexStatus"], "CREATING");
    let state = || {
        let table = show(&world);
        let index = table["GlobalSecondaryIndexes"][0].clone();
        (table["TableStatus"].clone(), index["IndexStatus"].clone(), index.get("Backfilling").cloned())
    };
    assert_eq!(state(), (json!("UPDATING"), json!("CREATING"), Some(json!(false))));
    world.advance(1);
    assert_eq!(state(), (json!("ACTIVE"), json!("CREATING"), Some(json!(true))));
    let scan = json!({"TableName": "tab", "IndexName": "idx"});
    assert_eq!(
        world.err("Scan", scan.clone()),
        "ValidationException: Cannot read from backfilling global secondary index: idx"
    );
    assert!(world.err("UpdateTable", create("idx2")).contains("Only 1 online index"));
    assert_eq!(
        world.err("DeleteTable", name()),
        format!("{STILL}Cannot delete table while indexes are being created, updated, or deleted.")
    );
    world.advance(1);
    assert_eq!(state(), (json!("ACTIVE"), json!("ACTIVE"), None));
    assert_eq!(world.ok("Scan", scan)["Count"], 1);
}

/// Developer guide, "Troubleshooting vector indexes".
#[test]
fn a_vector_index_is_filled_before_it_can_be_searched() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    let index = json!({
        "IndexName": "vix", "VectorAttribute": {"AttributeName": "emb"}, "Dimensions": 1,
        "DistanceFunction": "COSINE", "Projection": {"ProjectionType": "ALL"},
    });
    world.ok("UpdateTable", json!({"TableName": "tab", "VectorIndexUpdates": [{"Create": index}]}));
    world.advance(1);
    assert_eq!(show(&world)["VectorIndexes"][0]["IndexStatus"], "CREATING");
    assert_eq!(show(&world)["VectorIndexes"][0]["Backfilling"], true);
    let search = json!({"TableName": "tab", "IndexName": "vix", "SearchVector": [{"N": "1"}], "TopK": 1});
    assert_eq!(
        world.err("SearchVectors", search.clone()),
        "ValidationException: Cannot search backfilling vector index: vix"
    );
    world.advance(1);
    assert_eq!(show(&world)["VectorIndexes"][0].get("Backfilling"), None);
    world.ok("SearchVectors", search);
}

/// The public conformance suite, vectorSearch/updateLifecycle, eu-west-2, 2026-08-21: what is still being made can be
/// deleted, a vector index and a global one, and the table with it is `UPDATING` until the index is no longer shown.
#[test]
fn an_index_can_be_deleted_while_it_is_made() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    let index = json!({
        "IndexName": "idx", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
    });
    let vector = json!({
        "IndexName": "idx", "VectorAttribute": {"AttributeName": "emb"}, "Dimensions": 1,
        "DistanceFunction": "COSINE", "Projection": {"ProjectionType": "ALL"},
    });
    for (updates, list, index) in [
        ("GlobalSecondaryIndexUpdates", "GlobalSecondaryIndexes", index),
        ("VectorIndexUpdates", "VectorIndexes", vector),
    ] {
        let update = |change: Value| {
            let mut input = json!({"TableName": "tab", updates: [change]});
            if list == "GlobalSecondaryIndexes" {
                input["AttributeDefinitions"] = json!([{"AttributeName": "g", "AttributeType": "S"}]);
            }
            input
        };
        world.ok("UpdateTable", update(json!({"Create": index})));
        world.advance(1);
        let delete = update(json!({"Delete": {"IndexName": "idx"}}));
        world.ok("UpdateTable", delete.clone());
        let shown = show(&world);
        assert_eq!(
            (&shown["TableStatus"], &shown[list][0]["IndexStatus"]),
            (&json!("UPDATING"), &json!("DELETING"))
        );
        assert_eq!(world.err("UpdateTable", delete), format!("{STILL}Table is being updated: tab"));
        world.advance(1);
        let shown = show(&world);
        assert_eq!((&shown["TableStatus"], shown.get(list)), (&json!("ACTIVE"), None));
        world.ok("UpdateTable", update(json!({"Create": index})));
        world.advance(2);
        assert_eq!(show(&world)[list][0]["IndexStatus"], "ACTIVE");
        world.ok("UpdateTable", update(json!({"Delete": {"IndexName": "idx"}})));
        world.advance(1);
    }
    world.ok("DeleteTable", name());
}

/// API reference, TimeToLiveDescription. That what is not enabled yet deletes nothing is our guess.
#[test]
fn time_to_live_is_enabled_after_a_while() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "at": {"N": "1767225600"}}}));
    let specification = json!({"Enabled": true, "AttributeName": "at"});
    world.ok("UpdateTimeToLive", json!({"TableName": "tab", "TimeToLiveSpecification": specification}));
    half_a_second(&world);
    let status =
        || world.ok("DescribeTimeToLive", name())["TimeToLiveDescription"]["TimeToLiveStatus"].clone();
    let expired = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(world.engine.expire_now()).unwrap()
    };
    assert_eq!((status(), expired()), (json!("ENABLING"), 0));
    half_a_second(&world);
    assert_eq!((status(), expired()), (json!("ENABLED"), 1));
}

/// Our rule: SDKs' waiters ask every 20 seconds, so all is done at once unless asked for.
#[test]
fn everything_is_done_at_once_by_default() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    assert_eq!(show(&world)["TableStatus"], "ACTIVE");
    world.ok("DeleteTable", name());
    assert!(world.err("DescribeTable", name()).starts_with("ResourceNotFoundException"));
}

/// API reference, RestoreTableFromBackup: "restoring" is the same `CREATING` as that of a new table.
#[test]
fn a_restored_table_takes_its_time() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    let on =
        json!({"TableName": "tab", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}});
    world.ok("UpdateContinuousBackups", on);
    let backup = world.ok("CreateBackup", json!({"TableName": "tab", "BackupName": "backup"}));
    let arn = &backup["BackupDetails"]["BackupArn"];
    world.ok("RestoreTableFromBackup", json!({"BackupArn": arn, "TargetTableName": "one"}));
    let now = json!({"SourceTableName": "tab", "TargetTableName": "two", "UseLatestRestorableTime": true});
    world.ok("RestoreTableToPointInTime", now);
    for (wait, status, in_progress) in [(0, "CREATING", true), (1, "ACTIVE", false)] {
        world.advance(wait);
        for name in ["one", "two"] {
            let table = world.ok("DescribeTable", json!({"TableName": name}))["Table"].clone();
            assert_eq!(table["TableStatus"], status, "{name}");
            assert_eq!(table["RestoreSummary"]["RestoreInProgress"], in_progress, "{name}");
        }
    }
    world.ok("Scan", json!({"TableName": "one"}));
}

/// What a request gets that names a table whose deletion is due, though nobody has carried it out: the table is gone.
/// The words are those of the operations for a table that never was.
#[test]
fn a_table_whose_deletion_is_due_is_gone_for_everybody() {
    let bulk = json!({
        "TableName": "tab",
        "InputS3Configuration": {"S3Bucket": "in", "InputFormat": "DYNAMODB_JSON"},
        "OutputS3Configuration": {"S3Bucket": "out", "OutputType": ["ERROR"]},
    });
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
    let recovery = json!({"PointInTimeRecoveryEnabled": true});
    let recovery = json!({"TableName": "tab", "PointInTimeRecoverySpecification": recovery});
    let backup = json!({"TableName": "tab", "BackupName": "backup"});
    let ttl = json!({"Enabled": true, "AttributeName": "t"});
    let requests = [
        ("ExportTableToPointInTime", json!({"TableArn": arn, "S3Bucket": "out"})),
        ("StartBulkPutItems", bulk),
        ("DescribeTable", name()),
        ("DeleteTable", name()),
        ("UpdateTable", json!({"TableName": "tab", "DeletionProtectionEnabled": true})),
        ("Scan", name()),
        ("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}})),
        ("CreateBackup", backup),
        ("UpdateContinuousBackups", recovery.clone()),
        ("UpdateTimeToLive", json!({"TableName": "tab", "TimeToLiveSpecification": ttl})),
        ("TagResource", json!({"ResourceArn": arn, "Tags": [{"Key": "a", "Value": "b"}]})),
        ("GetResourcePolicy", json!({"ResourceArn": arn})),
        ("UpdateContributorInsights", json!({"TableName": "tab", "ContributorInsightsAction": "ENABLE"})),
    ];
    for (operation, input) in requests {
        let world = world();
        world.objects.create_bucket("in");
        world.objects.create_bucket("out");
        let never = world.err(operation, input.clone());
        world.table("tab", "pk S", json!({}));
        world.advance(1);
        world.ok("UpdateContinuousBackups", recovery.clone());
        world.ok("DeleteTable", name());
        world.advance(1);
        assert_eq!(world.err(operation, input), never, "{operation}");
        assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!([]), "{operation}");
        assert_eq!(world.ok("ListContributorInsights", json!({}))["ContributorInsightsSummaries"], json!([]));
    }
}

/// Our guess: what takes a name may take that of a table whose deletion is due.
#[test]
fn the_name_of_a_table_whose_deletion_is_due_is_free() {
    let deleted = || {
        let world = world();
        world.table("old", "pk S", json!({}));
        world.advance(1);
        world.ok("DeleteTable", json!({"TableName": "old"}));
        world.table("tab", "pk S", json!({}));
        world.advance(1);
        world
    };
    let old = |world: &World| {
        let shown = world.ok("DescribeTable", json!({"TableName": "old"}));
        assert_eq!(shown["Table"]["TableStatus"], "CREATING");
    };
    let world = deleted();
    world.table("old", "pk S", json!({}));
    old(&world);

    let world = deleted();
    let backup = world.ok("CreateBackup", json!({"TableName": "tab", "BackupName": "backup"}));
    world.work();
    let arn = &backup["BackupDetails"]["BackupArn"];
    world.ok("RestoreTableFromBackup", json!({"BackupArn": arn, "TargetTableName": "old"}));
    old(&world);

    let world = deleted();
    world.objects.create_bucket("in");
    let parameters = json!({
        "TableName": "old", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    let source = json!({"S3Bucket": "in"});
    let import =
        json!({"S3BucketSource": source, "InputFormat": "CSV", "TableCreationParameters": parameters});
    world.ok("ImportTable", import);
    old(&world);
}

/// A replica takes the name of a table of its region.
#[test]
fn a_replica_takes_the_name_of_a_table_whose_deletion_is_due() {
    let world = world();
    let there = world.in_region("eu-west-1");
    there.table("tab", "pk S", json!({}));
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    there.ok("DeleteTable", name());
    world.advance(1);
    let create = json!({"TableName": "tab", "ReplicaUpdates": [{"Create": {"RegionName": "eu-west-1"}}]});
    world.ok("UpdateTable", create);
    there.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}));
    assert_eq!(world.ok("Scan", name())["Count"], 1);
}

/// What the table leaves is shown without a request that names it: point-in-time recovery leaves a backup.
#[test]
fn the_sweeper_carries_out_a_deletion_when_it_falls_due() {
    let world = world();
    world.table("tab", "pk S", json!({}));
    world.advance(1);
    let recovery = json!({"PointInTimeRecoveryEnabled": true});
    world.ok(
        "UpdateContinuousBackups",
        json!({"TableName": "tab", "PointInTimeRecoverySpecification": recovery}),
    );
    world.ok("DeleteTable", name());
    let backups = || world.ok("ListBackups", json!({"BackupType": "SYSTEM"}))["BackupSummaries"].clone();
    assert_eq!(backups(), json!([]));
    // The sweeper has looked and sleeps when the time comes.
    let looks = std::cell::Cell::new(0);
    world.background(|| {
        looks.set(looks.get() + 1);
        if looks.get() == 10 {
            world.advance(1);
        }
        world.stored(store::Space::DdbTable) == 0
    });
    assert!(looks.get() > 10, "it waits for its time");
    assert_eq!(backups()[0]["BackupName"], "tab$DeletedTableBackup");
}
