//! Reads that see the past, where a lag is set. Developer guide, "DynamoDB read consistency": without ConsistentRead,
//! and from global indexes always, a read may miss what was just written. How much is our setting.

use std::time::Duration;

use ddb_engine::Realism;

use crate::harness::{Value, World, json};

/// A world whose tables lag a second and whose global indexes lag two, with a table `tab` that has both kinds.
fn world() -> World {
    let world = World::new();
    world.engine.set_realism(Realism { table_lag_ms: 1000, index_lag_ms: 2000, ..Realism::default() });
    let all = json!({"ProjectionType": "ALL"});
    world.table(
        "tab",
        "pk S, sk N",
        json!({
            "defs": [["g", "S"], ["l", "S"]],
            "GlobalSecondaryIndexes": [{
                "IndexName": "gsi", "Projection": all,
                "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            }],
            "LocalSecondaryIndexes": [{
                "IndexName": "lsi", "Projection": {"ProjectionType": "KEYS_ONLY"},
                "KeySchema": [
                    {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}
                ],
            }],
        }),
    );
    world
}

fn put(world: &World, sk: u32, note: &str) {
    let item = json!({
        "pk": {"S": "a"}, "sk": {"N": sk.to_string()}, "g": {"S": "g"}, "l": {"S": note}, "note": {"S": note},
    });
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

fn wait(world: &World, ms: u64) {
    world.clock.advance(Duration::from_millis(ms));
}

/// The notes of the items that a read found, in its order.
fn notes(found: &Value) -> Vec<String> {
    let items = found["Items"].as_array().unwrap().iter();
    items.map(|item| item["note"]["S"].as_str().unwrap().to_owned()).collect()
}

fn query(more: Value) -> Value {
    let mut input = json!({
        "TableName": "tab", "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}},
    });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

#[test]
fn a_read_sees_what_was_there_a_while_ago() {
    let world = world();
    let get = |consistent: bool| {
        let key = json!({"pk": {"S": "a"}, "sk": {"N": "1"}});
        let batch = json!({"RequestItems": {"tab": {"Keys": [key], "ConsistentRead": consistent}}});
        let one = world.ok("GetItem", json!({"TableName": "tab", "Key": key, "ConsistentRead": consistent}));
        let batched = world.ok("BatchGetItem", batch)["Responses"]["tab"][0].clone();
        assert_eq!(one["Item"], batched);
        one["Item"]["note"]["S"].as_str().map(str::to_owned)
    };
    put(&world, 1, "first");
    assert_eq!((get(false), get(true)), (None, Some("first".into())));
    wait(&world, 600);
    put(&world, 1, "second");
    assert_eq!((get(false), get(true)), (None, Some("second".into())));
    wait(&world, 400);
    assert_eq!((get(false), get(true)), (Some("first".into()), Some("second".into())));
    world.ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}}));
    assert_eq!((get(false), get(true)), (Some("first".into()), None));
    wait(&world, 600);
    assert_eq!(get(false), Some("second".into()));
    wait(&world, 400);
    assert_eq!(get(false), None);
}

/// Pages of the past fit together: each item once, in order, whatever has changed since.
#[test]
fn pages_of_the_past_are_whole() {
    let world = world();
    for sk in 1..=6 {
        put(&world, sk, &format!("old{sk}"));
    }
    wait(&world, 3000);
    for sk in [1, 4, 6] {
        let key = json!({"pk": {"S": "a"}, "sk": {"N": sk.to_string()}});
        world.ok("DeleteItem", json!({"TableName": "tab", "Key": key}));
    }
    put(&world, 3, "new3");
    put(&world, 7, "new7");
    let pages = |more: Value| {
        let (mut all, mut start) = (Vec::new(), None::<Value>);
        loop {
            let mut input = query(more.clone());
            input["Limit"] = json!(2);
            if let Some(start) = start {
                input["ExclusiveStartKey"] = start;
            }
            let page = world.ok("Query", input);
            all.extend(notes(&page));
            match page.get("LastEvaluatedKey") {
                Some(last) => start = Some(last.clone()),
                None => return all,
            }
        }
    };
    let old = ["old1", "old2", "old3", "old4", "old5", "old6"];
    let backwards: Vec<&str> = old.iter().rev().copied().collect();
    assert_eq!(pages(json!({})), old);
    assert_eq!(pages(json!({"ScanIndexForward": false})), backwards);
    assert_eq!(pages(json!({"ConsistentRead": true})), ["old2", "new3", "old5", "new7"]);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 6);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab", "ConsistentRead": true}))["Count"], 4);
    // What a local index fetches from the table is as old as the index.
    let whole = json!({"IndexName": "lsi", "Select": "ALL_ATTRIBUTES"});
    assert_eq!(notes(&world.ok("Query", query(whole))), old);
    wait(&world, 1000);
    assert_eq!(pages(json!({})), ["old2", "new3", "old5", "new7"]);
}

#[test]
fn a_global_index_has_a_lag_of_its_own() {
    let world = world();
    put(&world, 1, "a");
    let of_index = || world.ok("Scan", json!({"TableName": "tab", "IndexName": "gsi"}))["Count"].clone();
    wait(&world, 1500);
    assert_eq!(of_index(), 0);
    assert_eq!(world.ok("Query", query(json!({})))["Count"], 1);
    wait(&world, 500);
    assert_eq!(of_index(), 1);
    let remove = json!({
        "TableName": "tab", "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}, "UpdateExpression": "REMOVE g",
    });
    world.ok("UpdateItem", remove);
    wait(&world, 1999);
    assert_eq!(of_index(), 1);
    wait(&world, 1);
    assert_eq!(of_index(), 0);
}

#[test]
fn a_search_lags_as_global_indexes_do() {
    let world = World::new();
    world.engine.set_realism(Realism { index_lag_ms: 2000, ..Realism::default() });
    let index = json!({
        "IndexName": "vix", "VectorAttribute": {"AttributeName": "emb"}, "Dimensions": 1,
        "DistanceFunction": "EUCLIDEAN", "Projection": {"ProjectionType": "ALL"},
    });
    world.table("tab", "pk S", json!({"VectorIndexes": [index]}));
    let search = || {
        let input = json!({"TableName": "tab", "IndexName": "vix", "SearchVector": [{"N": "1"}], "TopK": 1});
        world.ok("SearchVectors", input)["SearchResults"].as_array().unwrap().len()
    };
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "emb": {"L": [{"N": "1"}]}}}));
    wait(&world, 1999);
    assert_eq!(search(), 0);
    wait(&world, 1);
    assert_eq!(search(), 1);
}

/// A transaction reads the present, as on AWS; and a lag that is turned off shows it at once and forgets the past.
#[test]
fn the_past_ends_with_its_lag() {
    let world = world();
    let count = || world.ok("Scan", json!({"TableName": "tab"}))["Count"].clone();
    put(&world, 1, "a");
    assert_eq!(count(), 0);
    let get = json!({"Get": {"TableName": "tab", "Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}}});
    let read = world.ok("TransactGetItems", json!({"TransactItems": [get]}));
    assert_eq!(read["Responses"][0]["Item"]["note"]["S"], "a");
    let realism = world.engine.realism();
    world.engine.set_realism(Realism::default());
    assert_eq!(count(), 1);
    world.engine.set_realism(realism);
    assert_eq!(count(), 1);
}
