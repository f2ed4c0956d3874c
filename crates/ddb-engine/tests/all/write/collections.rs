//! Item collections: what one partition key may hold in a table with local indexes, and what replies say of it.
//!
//! Developer guide, "Item collections in Local Secondary Indexes"; the model's words for ItemCollectionMetrics and for
//! cancellation reasons.

use std::ops::ControlFlow;

use ddb_engine::Settings;
use store::{Batch, Key, Space};

use crate::harness::{Value, World, json};

const TOO_LARGE: &str = "ItemCollectionSizeLimitExceededException: Collection size exceeded.";

fn world(limit: u64) -> World {
    let first = World::new();
    let world = World::with(
        first.store.clone(),
        first.clock.clone(),
        Settings { item_collection_bytes: limit, ..Settings::default() },
    );
    let local = json!([{"IndexName": "lsi", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}]}]);
    world.table("tab", "pk S, sk S", json!({"defs": [["l", "S"]], "LocalSecondaryIndexes": local}));
    world
}

/// The same store under another limit.
fn again(world: &World, limit: u64) -> World {
    let settings = Settings { item_collection_bytes: limit, ..Settings::default() };
    World::with(world.store.clone(), world.clock.clone(), settings)
}

/// An item of so many bytes, names included. Only with `l` it is in the index.
fn sized(pk: &str, sk: &str, bytes: usize) -> Value {
    let rest = bytes - "pk".len() - pk.len() - "sk".len() - sk.len() - "x".len();
    json!({"pk": {"S": pk}, "sk": {"S": sk}, "x": {"S": "x".repeat(rest)}})
}

fn put(item: Value) -> Value {
    json!({"TableName": "tab", "Item": item})
}

fn key(pk: &str, sk: &str) -> Value {
    json!({"TableName": "tab", "Key": {"pk": {"S": pk}, "sk": {"S": sk}}})
}

/// How many sizes are kept.
fn records(world: &World) -> Vec<Key> {
    let mut found = Vec::new();
    let prefix = Key::of(Space::DdbOther).u8(10);
    let visit = &mut |key: &[u8], _: &bytes::Bytes| {
        found.push(Key::stored(key));
        ControlFlow::Continue(())
    };
    world.store.scan_prefix(&prefix, visit).unwrap();
    found
}

#[test]
fn a_collection_grows_to_its_limit_and_no_further() {
    let world = world(1000);
    world.ok("PutItem", put(sized("a", "1", 500)));
    world.ok("PutItem", put(sized("a", "2", 500)));
    assert_eq!(world.err("PutItem", put(sized("a", "3", 50))), TOO_LARGE);
    assert_eq!(world.err("PutItem", put(sized("a", "2", 501))), TOO_LARGE);
    let mut grow = key("a", "1");
    grow["UpdateExpression"] = "SET y = :y".into();
    grow["ExpressionAttributeValues"] = json!({":y": {"S": "y"}});
    assert_eq!(world.err("UpdateItem", grow), TOO_LARGE);
    // Another collection, and whatever does not grow, are free.
    world.ok("PutItem", put(sized("b", "1", 900)));
    world.ok("PutItem", put(sized("a", "2", 500)));
    world.ok("PutItem", put(sized("a", "2", 400)));
    world.ok("PutItem", put(sized("a", "3", 100)));
    world.ok("DeleteItem", key("a", "1"));
    world.ok("PutItem", put(sized("a", "4", 500)));
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 4);
    let batch = json!({"RequestItems": {"tab": [{"PutRequest": {"Item": sized("a", "5", 50)}}]}});
    assert_eq!(world.err("BatchWriteItem", batch), TOO_LARGE);
}

#[test]
fn entries_of_local_indexes_count() {
    let world = world(1000);
    let mut item = sized("a", "1", 300);
    item["l"] = json!({"S": "l"});
    // 302 in the table, and 302 in the index.
    world.ok("PutItem", put(item));
    world.ok("PutItem", put(sized("a", "2", 396)));
    assert_eq!(world.err("PutItem", put(sized("a", "3", 50))), TOO_LARGE);
    let mut unindexed = key("a", "1");
    unindexed["UpdateExpression"] = "REMOVE l".into();
    world.ok("UpdateItem", unindexed);
    world.ok("PutItem", put(sized("a", "3", 304)));
    assert_eq!(world.err("PutItem", put(sized("a", "4", 50))), TOO_LARGE);
}

#[test]
fn a_table_without_local_indexes_has_no_collections() {
    let world = world(100);
    world.table("flat", "pk S, sk S", json!({}));
    let mut input = put(sized("a", "1", 5000));
    input["TableName"] = "flat".into();
    input["ReturnItemCollectionMetrics"] = "SIZE".into();
    assert_eq!(world.ok("PutItem", input), json!({}));
    assert!(records(&world).is_empty());
}

/// The model's documentation of TransactionCanceledException: code `ItemCollectionSizeLimitExceeded`, message
/// `Collection size exceeded.` That actions are judged in their order is our guess.
#[test]
fn in_a_transaction_it_is_the_reason_of_the_actions_that_grow() {
    let world = world(1000);
    world.ok("PutItem", put(sized("a", "1", 600)));
    let actions = json!([{"Put": put(sized("b", "1", 900))}, {"Put": put(sized("a", "2", 300))},
        {"Put": put(sized("a", "3", 300))}, {"ConditionCheck": {"TableName": "tab",
        "Key": key("a", "1")["Key"], "ConditionExpression": "attribute_exists(pk)"}}]);
    let failure = world.failure("TransactWriteItems", json!({"TransactItems": actions}));
    let none = json!({"Code": "None"});
    let too_large =
        json!({"Code": "ItemCollectionSizeLimitExceeded", "Message": "Collection size exceeded."});
    assert_eq!(failure["CancellationReasons"], json!([none, none, too_large, none]));
    assert!(failure["__type"].as_str().unwrap().ends_with("TransactionCanceledException"));
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 1);
    let swap = json!([{"Delete": key("a", "1")}, {"Put": put(sized("a", "2", 1000))}]);
    world.ok("TransactWriteItems", json!({"TransactItems": swap}));
}

/// Our design: the size is in the store, so another start knows it; what was filled by other ways is counted.
#[test]
fn sizes_are_exact_after_a_restart_and_where_no_write_counted() {
    let first = world(1000);
    first.ok("PutItem", put(sized("a", "1", 500)));
    let world = again(&first, 400);
    assert_eq!(world.err("PutItem", put(sized("a", "1", 501))), TOO_LARGE);
    // What is beyond a limit may shrink, also where it stays beyond it.
    world.ok("PutItem", put(sized("a", "1", 450)));
    world.ok("PutItem", put(sized("a", "1", 300)));
    world.ok("PutItem", put(sized("a", "2", 100)));
    assert_eq!(world.err("PutItem", put(sized("a", "3", 50))), TOO_LARGE);
    let mut batch = Batch::new();
    records(&world).into_iter().for_each(|key| batch.delete(key));
    world.store.commit(batch).unwrap();
    assert_eq!(world.err("PutItem", put(sized("a", "3", 50))), TOO_LARGE);
    world.ok("PutItem", put(sized("a", "2", 99)));
    assert_eq!(world.err("PutItem", put(sized("a", "2", 101))), TOO_LARGE);
    // An empty collection leaves nothing behind.
    world.ok("DeleteItem", key("a", "1"));
    world.ok("DeleteItem", key("a", "2"));
    assert!(records(&world).is_empty());
    // Neither does a deleted table.
    world.ok("PutItem", put(sized("a", "1", 50)));
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    world.background(|| records(&world).is_empty());
}

/// Our design: items of one collection are written side by side, and none is lost in the count.
#[test]
fn writers_side_by_side_are_all_counted() {
    let world = world(100 * 100);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let world = &world;
            scope.spawn(move || {
                for n in 0..25 {
                    world.ok("PutItem", put(sized("a", &format!("{writer}-{n}"), 100)));
                }
            });
        }
    });
    assert_eq!(world.err("PutItem", put(sized("a", "one more", 50))), TOO_LARGE);
}

#[test]
fn metrics_name_the_collection_and_its_size() {
    let world = world(1000);
    let expected = json!({"ItemCollectionKey": {"pk": {"S": "a"}}, "SizeEstimateRangeGB": [0.0, 1.0]});
    let mut input = put(sized("a", "1", 100));
    input["ReturnItemCollectionMetrics"] = "SIZE".into();
    assert_eq!(world.ok("PutItem", input)["ItemCollectionMetrics"], expected);
    let transaction = json!({"TransactItems": [{"Put": put(sized("a", "2", 100))}, {"Put": put(sized("a", "3", 100))}],
        "ReturnItemCollectionMetrics": "SIZE"});
    assert_eq!(
        world.ok("TransactWriteItems", transaction)["ItemCollectionMetrics"],
        json!({"tab": [expected, expected]})
    );
    let mut gone = key("a", "1");
    gone["ReturnItemCollectionMetrics"] = "SIZE".into();
    assert_eq!(world.ok("DeleteItem", gone)["ItemCollectionMetrics"], expected);
}

/// Our design: a restored table has the sizes of its source's collections, also of one that is copied in several batches, so
/// that the first write has nothing to count.
#[test]
fn a_restored_table_has_its_sizes() {
    let world = world(1 << 30);
    for n in 0..1300 {
        let mut item = sized(if n % 4 == 0 { "a" } else { "b" }, &format!("{n:04}"), 50);
        if n % 3 == 0 {
            item["l"] = json!({"S": n.to_string()});
        }
        world.ok("PutItem", put(item));
    }
    let backup = world.ok("CreateBackup", json!({"TableName": "tab", "BackupName": "backup"}));
    world.work();
    let arn = &backup["BackupDetails"]["BackupArn"];
    world.ok("RestoreTableFromBackup", json!({"BackupArn": arn, "TargetTableName": "copy"}));
    world.work();
    let mut sizes: Vec<i64> = records(&world)
        .iter()
        .map(|key| world.store.get(key.as_bytes()).unwrap().unwrap())
        .map(|size| i64::from_be_bytes(size.as_ref().try_into().unwrap()))
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes.len(), 4);
    assert!(sizes[0] > 0 && sizes[0] == sizes[1] && sizes[2] == sizes[3] && sizes[1] < sizes[2], "{sizes:?}");
}
