//! ItemCount and sizes, of tables and indexes, after a start too. AWS updates them every six hours; that they are right
//! at once is our design.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    let index = |name: &str, projection: &str| {
        json!({"IndexName": name, "Projection": {"ProjectionType": projection},
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}]})
    };
    let indexes = json!([index("all", "ALL"), index("keys", "KEYS_ONLY")]);
    world.table("tab", "pk S", json!({"defs": [["g", "S"]], "GlobalSecondaryIndexes": indexes}));
    world
}

/// The same store after another start.
fn again(world: &World) -> World {
    World::on(world.store.clone(), world.clock.clone())
}

/// Every third item is in the indexes.
fn put(world: &World, n: usize) {
    let mut item = json!({"pk": {"S": format!("{n:05}")}, "x": {"S": "x".repeat(n % 7)}});
    if n.is_multiple_of(3) {
        item["g"] = json!({"S": "g"});
    }
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

fn delete(world: &World, n: usize) {
    world.ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": format!("{n:05}")}}}));
}

/// What DescribeTable says: items and bytes of the table and of each index.
fn described(world: &World) -> Vec<(u64, u64)> {
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    let pair = |of: &Value, bytes: &str| (of["ItemCount"].as_u64().unwrap(), of[bytes].as_u64().unwrap());
    let indexes = table["GlobalSecondaryIndexes"].as_array().unwrap().iter();
    std::iter::once(pair(&table, "TableSizeBytes"))
        .chain(indexes.map(|index| pair(index, "IndexSizeBytes")))
        .collect()
}

#[test]
fn they_are_counted_once_after_a_start_and_right_from_then_on() {
    let world = world();
    (0..2500).for_each(|n| put(&world, n));
    let before = described(&world);
    assert_eq!((before[0].0, before[1].0, before[2].0), (2500, 834, 834));
    // 7 for the key, 2 for the index's; the other index has the rest too.
    assert_eq!(before[2].1, 834 * 9);
    let second = again(&world);
    assert_eq!(described(&second), before);
    for n in 0..100 {
        delete(&second, n);
        put(&second, 3000 + n);
    }
    assert_eq!(described(&again(&second)), described(&second));
}

#[test]
fn writes_go_on_while_they_are_counted() {
    let world = world();
    (0..3500).for_each(|n| put(&world, n));
    for round in 0..3 {
        let world = again(&world);
        std::thread::scope(|scope| {
            for writer in 0..3 {
                let world = &world;
                scope.spawn(move || {
                    for n in 0..200 {
                        // Spread over the whole table: changed, deleted, made again, made new.
                        let n = (writer * 200 + n) * 7 + round;
                        delete(world, n);
                        put(world, n + (n & 1));
                        put(world, n);
                    }
                });
            }
            let world = &world;
            scope.spawn(move || described(world));
        });
        assert_eq!(described(&world), described(&again(&world)), "round {round}");
    }
}

#[test]
fn an_index_made_before_they_are_asked_for_is_counted_too() {
    let world = world();
    (0..1200).for_each(|n| put(&world, n));
    let second = again(&world);
    second.ok(
        "UpdateTable",
        json!({"TableName": "tab",
        "AttributeDefinitions": [{"AttributeName": "x", "AttributeType": "S"}],
        "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "later", "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": "x", "KeyType": "HASH"}]}}]}),
    );
    let counted = described(&second);
    // An empty text is no key: every seventh item has one.
    assert_eq!(counted[3].0, 1200 - 1200_u64.div_ceil(7));
    assert_eq!(described(&again(&second)), counted);
}
