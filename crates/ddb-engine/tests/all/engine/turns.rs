//! Nothing long runs on the threads that answer requests: with one such thread, how long it works until others have their
//! turn, in its own CPU time. A debug build is many times slower, and has fewer items.

use ddb_engine::Settings;
use store::{Key, Space};
use testkit::{START, Turns, eventually};

use crate::harness::{Value, World, json};

/// Items of the table.
const ITEMS: usize = if cfg!(debug_assertions) { 10_000 } else { 50_000 };
/// Tables of an account. AWS: 2,500 at most, unless one asks for more.
const TABLES: usize = if cfg!(debug_assertions) { 500 } else { 2_500 };
/// Items of one batch.
const BATCH: usize = 25;

/// A table of small items: each has an attribute for an index, and a time that is past.
async fn fill(world: &World) {
    for first in (0..ITEMS).step_by(BATCH) {
        let puts: Vec<Value> = (first..first + BATCH)
            .map(|n| {
                let at = START.secs() - 1 - n as u64 % 1000;
                json!({"PutRequest": {"Item": {"pk": {"S": format!("{n:06}")}, "g": {"S": (n % 100).to_string()},
                    "at": {"N": at.to_string()}}}})
            })
            .collect();
        ok(world, "BatchWriteItem", json!({"RequestItems": {"tab": puts}})).await;
    }
}

async fn ok(world: &World, operation: &str, input: Value) -> Value {
    let (status, reply) = world.answer(operation, input.to_string()).await;
    assert_eq!(status, 200, "{operation}: {reply}");
    reply
}

async fn described(world: &World) -> Value {
    ok(world, "DescribeTable", json!({"TableName": "tab"})).await["Table"].clone()
}

/// A world with a full table, and nobody at work in it.
fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    testkit::block_on(fill(&world));
    world
}

/// Runs something in a world whose background is at work.
fn check<F: Future>(what: &str, world: &World, run: impl FnOnce(World) -> F) {
    let world = world.clone();
    Turns::check(what, |turns| async move {
        world.engine.start();
        // The tasks have begun, and found nothing to do.
        tokio::task::yield_now().await;
        turns.forget();
        run(world).await;
    });
}

/// Developer guide, "Adding a global secondary index to a large table": the table stays usable meanwhile.
#[test]
fn an_index_is_added_and_deleted_in_short_turns() {
    let world = world();
    check("UpdateTable that adds an index", &world, |world| async move {
        let attribute = json!({"AttributeName": "g", "AttributeType": "S"});
        let index = json!({"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}});
        let create = json!({"TableName": "tab", "AttributeDefinitions": [attribute],
            "GlobalSecondaryIndexUpdates": [{"Create": index}]});
        ok(&world, "UpdateTable", create).await;
        while described(&world).await["GlobalSecondaryIndexes"][0]["IndexStatus"] != "ACTIVE" {
            tokio::task::yield_now().await;
        }
        assert_eq!(described(&world).await["GlobalSecondaryIndexes"][0]["ItemCount"], ITEMS);
    });
    check("UpdateTable that deletes an index", &world, |world| async move {
        let delete =
            json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "gsi"}}]});
        ok(&world, "UpdateTable", delete).await;
        eventually(|| !has_any(&world, Space::DdbIndex)).await;
    });
}

/// Our design: what a table holds is counted the first time that it is asked for after a start.
#[test]
fn items_are_counted_in_short_turns() {
    let world = world();
    let world = World::on(world.store.clone(), world.clock.clone());
    check("the first DescribeTable", &world, |world| async move {
        assert_eq!(described(&world).await["ItemCount"], ITEMS);
    });
}

/// Developer guide, "How it works: DynamoDB Time to Live (TTL)".
#[test]
fn many_items_expire_in_short_turns() {
    let world = world();
    check("time to live that is enabled, and all items due", &world, |world| async move {
        let specification = json!({"Enabled": true, "AttributeName": "at"});
        let update = json!({"TableName": "tab", "TimeToLiveSpecification": specification});
        ok(&world, "UpdateTimeToLive", update).await;
        assert_eq!(world.engine.expire_now().await.unwrap(), ITEMS as u64);
    });
    assert_eq!(world.stored(Space::DdbItem), 0);
}

/// API reference, DeleteTable.
#[test]
fn a_table_is_deleted_in_short_turns() {
    let world = world();
    check("DeleteTable", &world, |world| async move {
        ok(&world, "DeleteTable", json!({"TableName": "tab"})).await;
        eventually(|| !has_any(&world, Space::DdbItem)).await;
    });
}

/// Our design: a copy of a table is made apart.
#[test]
fn a_table_is_backed_up_and_restored_in_short_turns() {
    let world = world();
    check("CreateBackup, and RestoreTableFromBackup", &world, |world| async move {
        let create = json!({"TableName": "tab", "BackupName": "backup"});
        let backup = ok(&world, "CreateBackup", create).await["BackupDetails"]["BackupArn"].clone();
        eventually(|| world.jobs() == 0).await;
        ok(&world, "RestoreTableFromBackup", json!({"BackupArn": backup, "TargetTableName": "copy"})).await;
        eventually(|| world.jobs() == 0).await;
        let copy = ok(&world, "DescribeTable", json!({"TableName": "copy"})).await["Table"].clone();
        assert_eq!((&copy["TableStatus"], &copy["ItemCount"]), (&json!("ACTIVE"), &json!(ITEMS)));
    });
}

/// Our design: data files are written apart.
#[test]
fn a_table_is_exported_in_short_turns() {
    let world = world();
    let days = json!({"PointInTimeRecoveryEnabled": true});
    let enable = json!({"TableName": "tab", "PointInTimeRecoverySpecification": days});
    world.ok("UpdateContinuousBackups", enable);
    world.objects.create_bucket("out");
    let arn = testkit::block_on(described(&world))["TableArn"].clone();
    check("ExportTableToPointInTime", &world, |world| async move {
        ok(&world, "ExportTableToPointInTime", json!({"TableArn": arn, "S3Bucket": "out"})).await;
        eventually(|| world.jobs() == 0).await;
        let exports = ok(&world, "ListExports", json!({})).await;
        assert_eq!(exports["ExportSummaries"][0]["ExportStatus"], "COMPLETED");
    });
}

fn has_any(world: &World, space: Space) -> bool {
    let mut has = false;
    world
        .store
        .scan_prefix(&Key::of(space), &mut |_, _| {
            has = true;
            std::ops::ControlFlow::Break(())
        })
        .unwrap();
    has
}

/// Our design: what was there before a start is counted, and of what is too much the oldest goes.
#[test]
fn much_is_counted_and_dropped_in_short_turns() {
    let world = World::new();
    let stream = json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}});
    world.table("tab", "pk S", stream);
    let days = json!({"PointInTimeRecoveryEnabled": true});
    let enable = json!({"TableName": "tab", "PointInTimeRecoverySpecification": days});
    world.ok("UpdateContinuousBackups", enable);
    testkit::block_on(fill(&world));
    let few = Settings { stream_bytes: 1 << 16, recovery_bytes: 1 << 16, ..Settings::default() };
    let world = World::with(world.store.clone(), world.clock.clone(), few);
    Turns::check("the oldest stream records and undo records dropped", |_| async move {
        world.engine.start();
        eventually(|| world.engine.losses().iter().all(|loss| loss.count > ITEMS as u64 / 2)).await;
    });
}

/// API reference, TransactWriteItems: a token is good for ten minutes.
#[test]
fn old_tokens_are_forgotten_in_short_turns() {
    let world = World::new();
    let owner = Key::of(Space::DdbToken).account(world.account).region(&world.region);
    for first in (0..ITEMS).step_by(BATCH) {
        let mut batch = store::Batch::new();
        for n in first..first + BATCH {
            let record = [&START.millis().to_be_bytes()[..], &[0; 16]].concat();
            batch.put(owner.clone().text(&format!("{n:06}")), record);
        }
        world.store.commit(batch).unwrap();
    }
    check("many old tokens", &world, |world| async move {
        assert!(has_any(&world, Space::DdbToken), "they are not old yet");
        world.advance(11 * 60);
        eventually(|| !has_any(&world, Space::DdbToken)).await;
    });
}

/// Our design: the definitions of all tables are read anew after a start.
#[test]
fn an_engine_starts_with_many_tables_in_short_turns() {
    let world = World::new();
    for n in 0..TABLES {
        world.table(&format!("table{n:04}"), "pk S", json!({}));
    }
    let world = World::on(world.store.clone(), world.clock.clone());
    Turns::check("the first request after a start", |_| async move {
        world.engine.start();
        ok(&world, "ListTables", json!({"Limit": 1})).await;
        eventually(|| world.jobs() == 0).await;
    });
}
