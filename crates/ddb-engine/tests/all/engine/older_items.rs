//! Items as folders of before 2026-12 have them: version 1 of the compact form, without sizes. Our promise: nobody sees a
//! difference.

use std::ops::ControlFlow;

use ddb_expr::ValueRef;
use ddb_expr::codec::Encoded;
use store::{Batch, Key, Space};

use crate::harness::{Value, World, json};

/// An item of scalars as version 1 had it: its number, then names behind their lengths, types, payloads.
fn older(item: Encoded<'_>) -> Vec<u8> {
    let mut out = vec![1];
    for (name, value) in item.attributes() {
        out.push(u8::try_from(name.len()).unwrap());
        out.extend(name.as_bytes());
        let (tag, bytes) = match value {
            ValueRef::S(text) => (1, text.as_bytes()),
            ValueRef::N(number) => (2, number.as_bytes()),
            other => panic!("{other:?}"),
        };
        out.extend([tag, u8::try_from(bytes.len()).unwrap()]);
        out.extend(bytes);
    }
    out
}

/// Puts the older form in the place of every item and index entry.
fn make_older(world: &World) {
    let (mut batch, mut count) = (Batch::new(), 0);
    for space in [Space::DdbItem, Space::DdbIndex] {
        let rewrite = &mut |key: &[u8], stored: &bytes::Bytes| {
            batch.put(Key::stored(key), older(Encoded::from_bytes(stored).unwrap()));
            count += 1;
            ControlFlow::Continue(())
        };
        world.store.scan_prefix(&Key::of(space), rewrite).unwrap();
    }
    assert!(count > 0);
    world.store.commit(batch).unwrap();
}

fn world() -> World {
    let world = World::new();
    let index = json!({
        "IndexName": "by-g", "Projection": {"ProjectionType": "KEYS_ONLY"},
        "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
    });
    let stream = json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"});
    let extra =
        json!({"defs": [["g", "S"]], "GlobalSecondaryIndexes": [index], "StreamSpecification": stream});
    world.table("tab", "pk S, sk N", extra);
    for n in 0..5 {
        world.ok("PutItem", json!({"TableName": "tab", "Item": item(n)}));
    }
    world
}

fn item(n: u32) -> Value {
    json!({
        "pk": {"S": "a"}, "sk": {"N": n.to_string()}, "g": {"S": "g"}, "q": {"S": "say \"no\"\n"}, "n": {"N": "-1.5"},
    })
}

fn requests() -> Vec<(&'static str, Value)> {
    let key = json!({"pk": {"S": "a"}, "sk": {"N": "1"}});
    let values = json!({":a": {"S": "a"}, ":q": {"S": "say \"no\"\n"}});
    vec![
        ("GetItem", json!({"TableName": "tab", "Key": key, "ReturnConsumedCapacity": "TOTAL"})),
        (
            "Query",
            json!({
                "TableName": "tab", "KeyConditionExpression": "pk = :a", "FilterExpression": "q = :q",
                "ExpressionAttributeValues": values, "ReturnConsumedCapacity": "TOTAL", "Limit": 4,
            }),
        ),
        ("Scan", json!({"TableName": "tab", "IndexName": "by-g", "ReturnConsumedCapacity": "INDEXES"})),
        // Of an item that is there already nothing changes but what is new.
        ("PutItem", json!({"TableName": "tab", "Item": item(1), "ReturnConsumedCapacity": "INDEXES"})),
        (
            "UpdateItem",
            json!({
                "TableName": "tab", "Key": key, "UpdateExpression": "SET m = :a REMOVE q", "ReturnValues": "ALL_NEW",
                "ConditionExpression": "q = :q", "ExpressionAttributeValues": values,
                "ReturnConsumedCapacity": "INDEXES",
            }),
        ),
        ("DeleteItem", json!({"TableName": "tab", "Key": key, "ReturnValues": "ALL_OLD"})),
        ("DescribeTable", json!({"TableName": "tab"})),
    ]
}

#[test]
fn items_of_an_older_folder_are_as_those_of_a_new_one() {
    let (new, old) = (world(), world());
    make_older(&old);
    for (operation, input) in requests() {
        assert_eq!(old.ok(operation, input.clone()), new.ok(operation, input.clone()), "{operation} {input}");
    }
    // A put of what was there left no record, as on AWS.
    assert_eq!(old.stored(Space::DdbRecord), new.stored(Space::DdbRecord));
    assert_eq!(old.stored(Space::DdbIndex), new.stored(Space::DdbIndex));
}
