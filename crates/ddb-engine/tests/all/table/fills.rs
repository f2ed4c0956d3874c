//! Indexes that are filled while others write: in slices, between which the requests of these tests come.

use std::collections::BTreeMap;
use std::pin::Pin;

use store::Space;
use testkit::look;

use crate::harness::{Value, World, json};

/// Three slices.
const ITEMS: usize = 300;

fn put(world: &World, n: usize, group: Option<usize>) {
    let mut item = json!({"pk": {"S": format!("{n:04}")}, "note": {"S": "x".repeat(n % 5)}});
    if let Some(group) = group {
        item["g"] = json!({"S": group.to_string()});
    }
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    (0..ITEMS).for_each(|n| put(&world, n, (!n.is_multiple_of(7)).then_some(n % 10)));
    world
}

fn create() -> Value {
    json!({"TableName": "tab", "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"}],
        "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "gsi",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}}]})
}

fn delete() -> Value {
    json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "gsi"}}]})
}

type Update<'w> = Pin<Box<dyn Future<Output = (u16, Value)> + 'w>>;

/// An update that makes the index, and has filled a part of it.
fn begun(world: &World) -> Update<'_> {
    let mut update: Update<'_> = Box::pin(world.answer("UpdateTable", create().to_string()));
    assert!(look(&mut update).is_pending(), "it is filled in slices");
    update
}

/// Its reply.
fn ended(mut update: Update<'_>) -> Value {
    loop {
        if let std::task::Poll::Ready((status, reply)) = look(&mut update) {
            assert_eq!(status, 200, "{reply}");
            return reply["TableDescription"].clone();
        }
    }
}

fn described(world: &World) -> Value {
    world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone()
}

fn scan() -> Value {
    json!({"TableName": "tab", "IndexName": "gsi"})
}

/// The items of a scan, by their keys.
fn items(world: &World, scan: Value) -> BTreeMap<String, Value> {
    let found = world.ok("Scan", scan);
    let items = found["Items"].as_array().unwrap().iter();
    items.map(|item| (item["pk"]["S"].as_str().unwrap().to_owned(), item.clone())).collect()
}

/// The index holds the items that have its key, as they are now, and is counted right: as after another start.
fn check_index(world: &World) {
    let mut expected = items(world, json!({"TableName": "tab"}));
    expected.retain(|_, item| item.get("g").is_some());
    assert_eq!(items(world, scan()), expected);
    assert_eq!(world.stored(Space::DdbIndex), expected.len());
    let counted = described(world);
    let index = &counted["GlobalSecondaryIndexes"][0];
    assert_eq!((&index["IndexStatus"], &index["ItemCount"]), (&json!("ACTIVE"), &json!(expected.len())));
    let again = World::on(world.store.clone(), world.clock.clone());
    assert_eq!(described(&again), counted);
}

/// Changes every item in some way: gone, moved, without its key, another attribute; and makes new ones.
fn write_everywhere(world: &World) {
    for n in 0..ITEMS {
        match n % 5 {
            0 => drop(world.ok(
                "DeleteItem",
                json!({"TableName": "tab", "Key": {"pk": {"S": format!("{n:04}")}}}),
            )),
            1 => put(world, n, Some(n % 10 + 1)),
            2 => put(world, n, None),
            3 => put(world, n + 1000, Some(3)),
            _ => drop(world.ok(
                "UpdateItem",
                json!({"TableName": "tab", "Key": {"pk": {"S": format!("{n:04}")}}, "UpdateExpression": "SET m = :m",
                    "ExpressionAttributeValues": {":m": {"N": "1"}}}),
            )),
        }
    }
}

/// Developer guide, "Managing Global Secondary Indexes in DynamoDB": while an index is backfilled the table is `ACTIVE` and
/// can be written, the index cannot be read, and no other can be made. Sentences as in `realism/phases.rs`.
#[test]
fn writes_go_on_while_an_index_is_filled() {
    let world = world();
    let update = begun(&world);
    let table = described(&world);
    assert_eq!(table["TableStatus"], "ACTIVE");
    let index = &table["GlobalSecondaryIndexes"][0];
    assert_eq!((&index["IndexStatus"], &index["Backfilling"]), (&json!("CREATING"), &json!(true)));
    assert_eq!(
        world.err("Scan", scan()),
        "ValidationException: Cannot read from backfilling global secondary index: gsi"
    );
    let mut other = create();
    other["GlobalSecondaryIndexUpdates"][0]["Create"]["IndexName"] = "other".into();
    assert!(world.err("UpdateTable", other).contains("Only 1 online index"));
    assert!(
        world.err("DeleteTable", json!({"TableName": "tab"})).contains("while indexes are being created")
    );
    write_everywhere(&world);
    let reply = ended(update);
    assert_eq!(reply["GlobalSecondaryIndexes"][0]["IndexStatus"], "ACTIVE");
    check_index(&world);
    write_everywhere(&world);
    check_index(&world);
}

/// The same with writers on other threads.
#[test]
fn writers_on_other_threads_go_on_while_an_index_is_filled() {
    let world = world();
    for round in 0..4 {
        std::thread::scope(|scope| {
            for writer in 0..3 {
                let world = &world;
                scope.spawn(move || {
                    for n in 0..150 {
                        // Spread over the whole table: gone, made again, moved, without a key.
                        let n = (n * 3 + writer) * 7 % 600;
                        put(world, n, (n % 4 != round).then_some(n % 10 + round));
                        if n % 3 == 0 {
                            let key = json!({"pk": {"S": format!("{n:04}")}});
                            world.ok("DeleteItem", json!({"TableName": "tab", "Key": key}));
                        }
                    }
                });
            }
            let world = &world;
            scope.spawn(move || world.ok("UpdateTable", create()));
        });
        check_index(&world);
        world.ok("UpdateTable", delete());
    }
}

/// Our design: what is begun is ended, whoever goes away.
#[test]
fn another_start_goes_on_with_an_index() {
    let world = world();
    drop(begun(&world));
    write_everywhere(&world);
    let world = World::on(world.store.clone(), world.clock.clone());
    assert_eq!(described(&world)["GlobalSecondaryIndexes"][0]["IndexStatus"], "CREATING");
    put(&world, 1, Some(1));
    world.work();
    check_index(&world);
}

/// Developer guide, "Deleting a global secondary index while it is being created".
#[test]
fn an_index_is_deleted_while_it_is_filled() {
    let world = world();
    let update = begun(&world);
    world.ok("UpdateTable", delete());
    write_everywhere(&world);
    ended(update);
    assert_eq!((world.stored(Space::DdbIndex), world.jobs()), (0, 0));
    world.ok("UpdateTable", create());
    check_index(&world);
}

/// Our design: an exchange of the state is one of what is being filled, too.
#[test]
fn an_index_is_as_far_as_the_state_that_is_restored() {
    let world = world();
    world.store.checkpoint("before").unwrap();
    let update = begun(&world);
    world.store.checkpoint("amid").unwrap();
    world.store.restore("before").unwrap();
    ended(update);
    assert_eq!((world.stored(Space::DdbIndex), world.jobs()), (0, 0));
    assert!(world.err("Scan", scan()).contains("does not have the specified index"));
    world.store.restore("amid").unwrap();
    write_everywhere(&world);
    world.work();
    check_index(&world);
}

/// Developer guide, "Restoring a table from a backup": the new table has the indexes, whole.
#[test]
fn a_backup_of_a_table_whose_index_is_filled_restores_all_of_it() {
    let world = world();
    let update = begun(&world);
    let backup = world.ok("CreateBackup", json!({"TableName": "tab", "BackupName": "backup"}));
    let arn = backup["BackupDetails"]["BackupArn"].clone();
    ended(update);
    world.work();
    world.ok("RestoreTableFromBackup", json!({"BackupArn": arn, "TargetTableName": "copy"}));
    world.work();
    let scan = json!({"TableName": "copy", "IndexName": "gsi", "Select": "COUNT"});
    assert_eq!(world.ok("Scan", scan)["Count"], ITEMS - ITEMS.div_ceil(7));
}

/// Developer guide, "Global tables: how it works": indexes are one for all replicas.
#[test]
fn an_index_is_filled_for_all_replicas() {
    let world = World::new();
    let view = json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"});
    world.table("tab", "pk S", json!({"StreamSpecification": view}));
    (0..ITEMS).for_each(|n| put(&world, n, Some(n % 10)));
    let replica =
        |what: &str| json!({"TableName": "tab", "ReplicaUpdates": [{what: {"RegionName": "eu-west-1"}}]});
    world.ok("UpdateTable", replica("Create"));
    let update = begun(&world);
    let other = world.in_region("eu-west-1");
    write_everywhere(&other);
    ended(update);
    check_index(&world);
    assert_eq!(items(&other, scan()), items(&world, scan()));
}
