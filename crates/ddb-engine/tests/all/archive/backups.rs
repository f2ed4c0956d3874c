//! Point-in-time recovery, backups, restores: what a table was, and a new table that begins so.

use crate::harness::{Value, World, json};

const DAY: u64 = 24 * 60 * 60;

/// The harness's clock at the beginning.
const NOW: u64 = 1_767_225_600;

fn recover(world: &World, table: &str, enabled: bool) -> Value {
    let specification = json!({"PointInTimeRecoveryEnabled": enabled});
    let input = json!({"TableName": table, "PointInTimeRecoverySpecification": specification});
    world.ok("UpdateContinuousBackups", input)
}

fn put(world: &World, table: &str, key: &str, value: i64) {
    let item = json!({"pk": {"S": key}, "v": {"N": value.to_string()}});
    world.ok("PutItem", json!({"TableName": table, "Item": item}));
}

fn delete(world: &World, table: &str, key: &str) {
    world.ok("DeleteItem", json!({"TableName": table, "Key": {"pk": {"S": key}}}));
}

/// `key=value` of all items, sorted.
#[track_caller]
fn items(world: &World, table: &str) -> Vec<String> {
    let (mut all, mut start) = (Vec::new(), Value::Null);
    loop {
        let mut input = json!({"TableName": table});
        if !start.is_null() {
            input["ExclusiveStartKey"] = start;
        }
        let page = world.ok("Scan", input);
        for item in page["Items"].as_array().unwrap() {
            all.push(format!("{}={}", item["pk"]["S"].as_str().unwrap(), item["v"]["N"].as_str().unwrap()));
        }
        match page.get("LastEvaluatedKey") {
            Some(key) => start = key.clone(),
            None => break,
        }
    }
    all.sort();
    all
}

#[track_caller]
fn back_up(world: &World, table: &str, name: &str) -> String {
    let reply = world.ok("CreateBackup", json!({"TableName": table, "BackupName": name}));
    reply["BackupDetails"]["BackupArn"].as_str().unwrap().to_owned()
}

#[track_caller]
fn restore_at(world: &World, source: &str, target: &str, at: u64) -> Value {
    let input = json!({"SourceTableName": source, "TargetTableName": target, "RestoreDateTime": at});
    world.ok("RestoreTableToPointInTime", input)
}

/// API reference, DescribeContinuousBackups and UpdateContinuousBackups: continuous backups are always on; recovery
/// reaches back to when it was turned on, and no further than its period. That the latest moment is now is our design.
#[test]
fn recovery_is_described() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let name = json!({"TableName": "tab"});
    let described =
        world.ok("DescribeContinuousBackups", name.clone())["ContinuousBackupsDescription"].clone();
    assert_eq!(described["ContinuousBackupsStatus"], "ENABLED");
    assert_eq!(described["PointInTimeRecoveryDescription"], json!({"PointInTimeRecoveryStatus": "DISABLED"}));
    let reply = recover(&world, "tab", true);
    let expected = json!({
        "PointInTimeRecoveryStatus": "ENABLED",
        "RecoveryPeriodInDays": 35,
        "EarliestRestorableDateTime": NOW as f64,
        "LatestRestorableDateTime": NOW as f64,
    });
    assert_eq!(reply["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"], expected);
    let specification = json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 2});
    let input = json!({"TableName": "tab", "PointInTimeRecoverySpecification": specification});
    world.ok("UpdateContinuousBackups", input);
    world.advance(3 * DAY);
    let described = world.ok("DescribeContinuousBackups", name)["ContinuousBackupsDescription"].clone();
    let recovery = &described["PointInTimeRecoveryDescription"];
    assert_eq!(recovery["RecoveryPeriodInDays"], 2);
    assert_eq!(recovery["EarliestRestorableDateTime"], (NOW + DAY) as f64);
    assert_eq!(recovery["LatestRestorableDateTime"], (NOW + 3 * DAY) as f64);
    let off = recover(&world, "tab", false);
    let recovery = &off["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"];
    assert_eq!(recovery["PointInTimeRecoveryStatus"], "DISABLED");
}

/// API model: periods of 1 to 35 days, and the table must be there.
#[test]
fn what_recovery_refuses() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    for (table, days, expected) in [
        (
            "tab",
            36,
            "ValidationException: 1 validation error detected: Value '36' at \
             'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have \
             value less than or equal to 35",
        ),
        ("none", 35, "TableNotFoundException: Table not found: none"),
    ] {
        let specification = json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": days});
        let input = json!({"TableName": table, "PointInTimeRecoverySpecification": specification});
        assert_eq!(world.err("UpdateContinuousBackups", input), expected);
    }
}

/// Developer guide, "Point-in-time recovery": the restored table has the items as they were at that second.
#[test]
fn a_table_is_restored_to_each_second() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    put(&world, "tab", "before", 0);
    recover(&world, "tab", true);
    let steps: [&dyn Fn(); 4] = [
        &|| put(&world, "tab", "a", 1),
        &|| {
            put(&world, "tab", "a", 2);
            put(&world, "tab", "a", 3);
            put(&world, "tab", "b", 1);
        },
        &|| delete(&world, "tab", "a"),
        &|| {
            delete(&world, "tab", "before");
            put(&world, "tab", "a", 4);
        },
    ];
    for step in steps {
        world.advance(10);
        step();
    }
    let expected: [&[&str]; 5] = [
        &["before=0"],
        &["a=1", "before=0"],
        &["a=3", "b=1", "before=0"],
        &["b=1", "before=0"],
        &["a=4", "b=1"],
    ];
    for (at, expected) in expected.into_iter().enumerate() {
        let at = at as u64;
        for (offset, name) in [(0, format!("at-{at}")), (9, format!("late-{at}"))] {
            if at == 4 && offset > 0 {
                continue;
            }
            restore_at(&world, "tab", &name, NOW + 10 * at + offset);
            assert_eq!(items(&world, &name), expected, "{name}");
        }
    }
    let latest = json!({"SourceTableName": "tab", "TargetTableName": "now", "UseLatestRestorableTime": true});
    world.ok("RestoreTableToPointInTime", latest);
    assert_eq!(items(&world, "now"), ["a=4", "b=1"]);
}

/// API reference, RestoreTableToPointInTime: its errors. The sentences but the first are our guess.
#[test]
fn what_a_restore_refuses() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let at = |source: &str, target: &str, at: u64| {
        let input = json!({"SourceTableName": source, "TargetTableName": target, "RestoreDateTime": at});
        let error = world.err("RestoreTableToPointInTime", input);
        error.split(": ").next().unwrap().to_owned()
    };
    let off = json!({"SourceTableName": "tab", "TargetTableName": "new", "UseLatestRestorableTime": true});
    // Recorded on AWS by others, for exports.
    assert_eq!(
        world.err("RestoreTableToPointInTime", off),
        "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'tab'"
    );
    world.advance(100);
    recover(&world, "tab", true);
    world.advance(100);
    assert_eq!(at("none", "new", NOW + 100), "TableNotFoundException");
    assert_eq!(at("tab", "tab", NOW + 100), "TableAlreadyExistsException");
    assert_eq!(at("tab", "new", NOW + 99), "InvalidRestoreTimeException");
    assert_eq!(at("tab", "new", NOW + 201), "InvalidRestoreTimeException");
    let both = json!({
        "SourceTableName": "tab", "TargetTableName": "new", "UseLatestRestorableTime": true, "RestoreDateTime": NOW,
    });
    assert!(world.err("RestoreTableToPointInTime", both).starts_with("ValidationException: "));
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!(["tab"]));
}

/// Developer guide, "Restoring": which settings come along, and which do not.
#[test]
fn a_restored_table_has_capacity_and_indexes_and_nothing_else() {
    let world = World::new();
    let global = json!([{
        "IndexName": "by-v",
        "KeySchema": [{"AttributeName": "v", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
    }]);
    let extra = json!({
        "GlobalSecondaryIndexes": global, "defs": [["v", "N"]], "DeletionProtectionEnabled": true,
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"},
        "Tags": [{"Key": "k", "Value": "v"}],
    });
    world.table("tab", "pk S", extra);
    let ttl = json!({"Enabled": true, "AttributeName": "at"});
    world.ok("UpdateTimeToLive", json!({"TableName": "tab", "TimeToLiveSpecification": ttl}));
    put(&world, "tab", "a", 1);
    put(&world, "tab", "b", 1);
    let arn = back_up(&world, "tab", "first");
    put(&world, "tab", "c", 1);
    world.advance(5);
    let reply = world.ok("RestoreTableFromBackup", json!({"TargetTableName": "new", "BackupArn": arn}));
    let created = &reply["TableDescription"];
    assert_eq!(created["TableStatus"], "CREATING");
    assert_eq!(created["RestoreSummary"]["RestoreInProgress"], true);
    let table = world.ok("DescribeTable", json!({"TableName": "new"}))["Table"].clone();
    assert_eq!(table["TableStatus"], "ACTIVE");
    assert_eq!(table["ItemCount"], 2);
    assert_eq!(table["DeletionProtectionEnabled"], false);
    assert_eq!(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(table.get("StreamSpecification"), None);
    assert_eq!(table.get("LatestStreamArn"), None);
    let expected = json!({
        "SourceBackupArn": arn,
        "SourceTableArn": "arn:aws:dynamodb:us-east-1:000000000000:table/tab",
        "RestoreDateTime": NOW as f64,
        "RestoreInProgress": false,
    });
    assert_eq!(table["RestoreSummary"], expected);
    assert_eq!(table["GlobalSecondaryIndexes"][0]["ItemCount"], 2);
    let ttl = world.ok("DescribeTimeToLive", json!({"TableName": "new"}));
    assert_eq!(ttl["TimeToLiveDescription"]["TimeToLiveStatus"], "DISABLED");
    let tags = world.ok("ListTagsOfResource", json!({"ResourceArn": table["TableArn"]}));
    assert_eq!(tags["Tags"], json!([]));
    let query = json!({
        "TableName": "new", "IndexName": "by-v", "KeyConditionExpression": "v = :v",
        "ExpressionAttributeValues": {":v": {"N": "1"}},
    });
    assert_eq!(world.ok("Query", query.clone())["Count"], 2);
    // The index is kept as any other from here on.
    put(&world, "new", "a", 2);
    assert_eq!(world.ok("Query", query)["Count"], 1);
}

/// API reference, RestoreTableFromBackup: overrides; indexes must be the source's.
#[test]
fn a_restore_can_leave_indexes_out_and_change_the_capacity() {
    let world = World::new();
    let index = |name: &str, kind: &str| {
        json!({
            "IndexName": name,
            "KeySchema": [{"AttributeName": "v", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": kind},
        })
    };
    let extra = json!({
        "GlobalSecondaryIndexes": [index("one", "ALL"), index("two", "KEYS_ONLY")], "defs": [["v", "N"]],
    });
    world.table("tab", "pk S", extra);
    put(&world, "tab", "a", 1);
    let arn = back_up(&world, "tab", "first");
    let units = json!({"ReadCapacityUnits": 3, "WriteCapacityUnits": 4});
    let mut one = index("one", "ALL");
    one["ProvisionedThroughput"] = units.clone();
    let input = json!({
        "TargetTableName": "new", "BackupArn": arn, "BillingModeOverride": "PROVISIONED",
        "ProvisionedThroughputOverride": units, "GlobalSecondaryIndexOverride": [one],
    });
    world.ok("RestoreTableFromBackup", input);
    let table = world.ok("DescribeTable", json!({"TableName": "new"}))["Table"].clone();
    assert_eq!(table["ProvisionedThroughput"]["WriteCapacityUnits"], 4);
    let indexes = table["GlobalSecondaryIndexes"].as_array().unwrap();
    assert_eq!(indexes.len(), 1);
    assert_eq!(indexes[0]["IndexName"], "one");
    assert_eq!(indexes[0]["ProvisionedThroughput"]["ReadCapacityUnits"], 3);
    let none = json!({"TargetTableName": "bare", "BackupArn": arn, "GlobalSecondaryIndexOverride": []});
    world.ok("RestoreTableFromBackup", none);
    let table = world.ok("DescribeTable", json!({"TableName": "bare"}))["Table"].clone();
    assert_eq!(table["AttributeDefinitions"], json!([{"AttributeName": "pk", "AttributeType": "S"}]));
    let other = json!({
        "TargetTableName": "bad", "BackupArn": arn, "GlobalSecondaryIndexOverride": [index("two", "ALL")],
    });
    assert!(world.err("RestoreTableFromBackup", other).starts_with("ValidationException: "));
    let provisioned = json!({
        "TargetTableName": "bad", "BackupArn": arn, "BillingModeOverride": "PROVISIONED",
    });
    assert!(world.err("RestoreTableFromBackup", provisioned).starts_with("ValidationException: "));
}

/// API reference, CreateBackup, DescribeBackup, DeleteBackup: a backup outlives its table, and goes when deleted.
#[test]
fn a_backup_outlives_its_table() {
    let world = World::new();
    world.table("tab", "pk S, sk N", json!({}));
    let item = json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "v": {"N": "1"}});
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
    let reply = world.ok("CreateBackup", json!({"TableName": "tab", "BackupName": "first"}));
    assert_eq!(reply["BackupDetails"]["BackupStatus"], "CREATING");
    assert_eq!(reply["BackupDetails"]["BackupType"], "USER");
    let arn = reply["BackupDetails"]["BackupArn"].clone();
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    world.background(|| world.stored(store::Space::DdbItem) == 1);
    let described = world.ok("DescribeBackup", json!({"BackupArn": arn}))["BackupDescription"].clone();
    assert_eq!(described["BackupDetails"]["BackupStatus"], "AVAILABLE");
    assert_eq!(described["BackupDetails"]["BackupSizeBytes"], 10);
    assert_eq!(described["SourceTableDetails"]["ItemCount"], 1);
    assert_eq!(described["SourceTableDetails"]["TableName"], "tab");
    assert_eq!(described["SourceTableDetails"]["KeySchema"][1]["KeyType"], "RANGE");
    world.ok("RestoreTableFromBackup", json!({"TargetTableName": "tab", "BackupArn": arn}));
    assert_eq!(items(&world, "tab"), ["a=1"]);
    let deleted = world.ok("DeleteBackup", json!({"BackupArn": arn}));
    assert_eq!(deleted["BackupDescription"]["BackupDetails"]["BackupStatus"], "DELETED");
    let expected = format!("BackupNotFoundException: Backup not found: {}", arn.as_str().unwrap());
    for operation in ["DescribeBackup", "DeleteBackup"] {
        assert_eq!(world.err(operation, json!({"BackupArn": arn})), expected);
    }
    world.background(|| world.stored(store::Space::DdbItem) == 1);
}

/// API reference, CreateBackup: the backup has what was there when it was asked for.
#[test]
fn what_happens_while_a_large_table_is_copied_is_not_in_its_backup() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    for n in 0..2500 {
        put(&world, "tab", &format!("{n:04}"), 1);
    }
    // The first step of the copy is done by the request; the rest waits for the background.
    let arn = back_up(&world, "tab", "first");
    let described = |field: &str| {
        world.ok("DescribeBackup", json!({"BackupArn": arn}))["BackupDescription"]["BackupDetails"][field]
            .clone()
    };
    assert_eq!(described("BackupStatus"), "CREATING");
    let busy = world.err("DeleteBackup", json!({"BackupArn": arn}));
    assert!(busy.starts_with("BackupInUseException: "), "{busy}");
    for n in (0..2500).step_by(7) {
        put(&world, "tab", &format!("{n:04}"), 2);
        delete(&world, "tab", &format!("{:04}", n + 1));
        put(&world, "tab", &format!("new{n}"), 1);
    }
    world.work();
    assert_eq!(described("BackupStatus"), "AVAILABLE");
    assert_eq!(
        world.ok("DescribeBackup", json!({"BackupArn": arn}))["BackupDescription"]["SourceTableDetails"]["ItemCount"],
        2500
    );
    world.ok("RestoreTableFromBackup", json!({"TargetTableName": "new", "BackupArn": arn}));
    let status = || world.ok("DescribeTable", json!({"TableName": "new"}))["Table"]["TableStatus"].clone();
    assert_eq!(status(), "CREATING");
    // As of any table that is being created.
    assert_eq!(
        world.err("Scan", json!({"TableName": "new"})),
        "ResourceNotFoundException: Requested resource not found"
    );
    let early = world.err("DeleteTable", json!({"TableName": "new"}));
    assert!(early.starts_with("ResourceInUseException: "), "{early}");
    world.work();
    assert_eq!(status(), "ACTIVE");
    let restored = items(&world, "new");
    assert_eq!(restored.len(), 2500);
    assert!(restored.iter().all(|item| item.ends_with("=1")), "{restored:?}");
    let table = world.ok("DescribeTable", json!({"TableName": "new"}))["Table"].clone();
    assert_eq!(table["ItemCount"], 2500);
}

/// Our promise: a copy that a crash broke off goes on where it stood.
#[test]
fn a_restart_goes_on_with_a_restore() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    for n in 0..2200 {
        put(&world, "tab", &format!("{n:04}"), 1);
    }
    recover(&world, "tab", true);
    world.advance(1);
    let latest = json!({"SourceTableName": "tab", "TargetTableName": "new", "UseLatestRestorableTime": true});
    world.ok("RestoreTableToPointInTime", latest);
    world.advance(1);
    let again = World::on(world.store.clone(), world.clock.clone());
    put(&again, "tab", "0000", 2);
    let status = || again.ok("DescribeTable", json!({"TableName": "new"}))["Table"]["TableStatus"].clone();
    assert_eq!(status(), "CREATING");
    again.work();
    assert_eq!(status(), "ACTIVE");
    let restored = items(&again, "new");
    assert_eq!(restored.len(), 2200);
    assert_eq!(restored[0], "0000=1");
    assert_eq!(again.ok("DescribeTable", json!({"TableName": "new"}))["Table"]["ItemCount"], 2200);
}

/// API model, BackupType: a table deleted with recovery on leaves a system backup for 35 days.
#[test]
fn a_deleted_table_with_recovery_leaves_a_backup() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    recover(&world, "tab", true);
    put(&world, "tab", "a", 1);
    put(&world, "tab", "a", 2);
    world.advance(10);
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    assert_eq!(world.ok("ListBackups", json!({}))["BackupSummaries"], json!([]));
    let list = || {
        let listed = world.ok("ListBackups", json!({"BackupType": "SYSTEM", "TableName": "tab"}));
        listed["BackupSummaries"].as_array().unwrap().clone()
    };
    // The undo records go, the items stay.
    world.background(|| world.stored(store::Space::DdbOther) == 1);
    let backup = list()[0].clone();
    assert_eq!(backup["BackupType"], "SYSTEM");
    assert_eq!(backup["BackupStatus"], "AVAILABLE");
    assert_eq!(backup["BackupCreationDateTime"], (NOW + 10) as f64);
    assert_eq!(backup["BackupExpiryDateTime"], (NOW + 10 + 35 * DAY) as f64);
    let restore = json!({"TargetTableName": "tab", "BackupArn": backup["BackupArn"]});
    world.ok("RestoreTableFromBackup", restore);
    assert_eq!(items(&world, "tab"), ["a=2"]);
    world.advance(36 * DAY);
    world.background(|| world.stored(store::Space::DdbItem) == 1);
    assert!(list().is_empty());
}

/// API reference, ListBackups: filters, and pages.
#[test]
fn backups_are_listed() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    world.table("other", "pk S", json!({}));
    let mut arns = Vec::new();
    for (table, name) in [("tab", "one"), ("other", "two"), ("tab", "three")] {
        arns.push(back_up(&world, table, name));
        world.advance(10);
    }
    let names = |input: Value| {
        let reply = world.ok("ListBackups", input);
        let names = reply["BackupSummaries"].as_array().unwrap().iter();
        let names: Vec<String> =
            names.map(|summary| summary["BackupName"].as_str().unwrap().to_owned()).collect();
        (names.join(" "), reply["LastEvaluatedBackupArn"].clone())
    };
    assert_eq!(names(json!({})), ("one two three".to_owned(), Value::Null));
    assert_eq!(names(json!({"BackupType": "ALL"})).0, "one two three");
    assert_eq!(names(json!({"BackupType": "SYSTEM"})).0, "");
    assert_eq!(names(json!({"TableName": "tab"})).0, "one three");
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/other";
    assert_eq!(names(json!({"TableName": arn})).0, "two");
    assert_eq!(names(json!({"TimeRangeLowerBound": NOW + 10})).0, "two three");
    assert_eq!(names(json!({"TimeRangeUpperBound": NOW + 10})).0, "one");
    assert_eq!(names(json!({"Limit": 2})), ("one two".to_owned(), json!(arns[1])));
    assert_eq!(names(json!({"Limit": 2, "ExclusiveStartBackupArn": arns[1]})).0, "three");
    let mut elsewhere = World::on(world.store.clone(), world.clock.clone());
    elsewhere.region = base::arn::Region::parse("eu-west-1").unwrap();
    assert_eq!(elsewhere.ok("ListBackups", json!({}))["BackupSummaries"], json!([]));
}

/// Our design: while recovery is off, a change leaves nothing behind; what is older than the period goes. A change that
/// is kept has two records.
#[test]
fn undo_records_are_there_only_as_long_as_they_are_needed() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let records = || world.stored(store::Space::DdbOther) / 2;
    put(&world, "tab", "a", 1);
    put(&world, "tab", "a", 2);
    assert_eq!(records(), 0);
    let specification = json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 1});
    let input = json!({"TableName": "tab", "PointInTimeRecoverySpecification": specification});
    world.ok("UpdateContinuousBackups", input);
    put(&world, "tab", "a", 3);
    put(&world, "tab", "a", 3);
    assert_eq!(records(), 1);
    world.advance(DAY);
    put(&world, "tab", "a", 4);
    world.advance(DAY / 2);
    world.background(|| records() == 1);
    restore_at(&world, "tab", "old", NOW + DAY - 1);
    assert_eq!(items(&world, "old"), ["a=3"]);
    recover(&world, "tab", false);
    put(&world, "tab", "a", 5);
    world.advance(2 * DAY);
    world.background(|| records() == 0);
}

/// The same, of many items: each change goes when its own time has come, whatever the order of the keys, more than one
/// batch of them too; those that stay still say what the items were.
#[test]
fn the_oldest_changes_go_first() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let specification = json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 1});
    let input = json!({"TableName": "tab", "PointInTimeRecoverySpecification": specification});
    world.ok("UpdateContinuousBackups", input);
    let records = || world.stored(store::Space::DdbOther) / 2;
    for n in 0..1500 {
        put(&world, "tab", &format!("{n:04}"), 1);
    }
    world.advance(DAY / 2);
    for key in ["0700", "0000", "1499"] {
        put(&world, "tab", key, 2);
    }
    world.advance(DAY / 4);
    put(&world, "tab", "0000", 3);
    assert_eq!(records(), 1504);
    // The first changes are a day and two hours old, then those of half a day later, then the last.
    world.advance(DAY / 4 + 7200);
    world.background(|| records() == 4);
    restore_at(&world, "tab", "old", NOW + DAY / 2 + DAY / 8);
    world.work();
    let old = items(&world, "old");
    assert_eq!((old.len(), old[0].as_str(), old[700].as_str()), (1500, "0000=2", "0700=2"));
    world.advance(DAY / 2);
    world.background(|| records() == 1);
    world.advance(DAY / 4);
    world.background(|| records() == 0);
}

/// Replicas share their items, and what these were: each region's recovery knows writes through all.
#[test]
fn a_replica_has_a_past_of_its_own() {
    let here = World::new();
    here.table("tab", "pk S", json!({}));
    let there = here.in_region("eu-west-1");
    let add = json!([{"Create": {"RegionName": "eu-west-1"}}]);
    here.ok("UpdateTable", json!({"TableName": "tab", "ReplicaUpdates": add}));
    recover(&there, "tab", true);
    let status = |world: &World| {
        let described = world.ok("DescribeContinuousBackups", json!({"TableName": "tab"}));
        let recovery = &described["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"];
        recovery["PointInTimeRecoveryStatus"].clone()
    };
    assert_eq!((status(&here), status(&there)), (json!("DISABLED"), json!("ENABLED")));
    put(&here, "tab", "a", 1);
    here.advance(10);
    put(&here, "tab", "a", 2);
    here.advance(10);
    restore_at(&there, "tab", "past", NOW + 5);
    assert_eq!(items(&there, "past"), ["a=1"]);
    assert_eq!(items(&there, "tab"), ["a=2"]);
    let table = there.ok("DescribeTable", json!({"TableName": "past"}))["Table"].clone();
    assert_eq!((table.get("Replicas"), table.get("StreamSpecification")), (None, None));
}
