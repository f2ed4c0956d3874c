//! BatchGetItem and BatchWriteItem.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table("one", "pk S", json!({}));
    world.table("two", "pk S", json!({}));
    world
}

fn put(key: &str) -> Value {
    json!({"PutRequest": {"Item": {"pk": {"S": key}, "v": {"S": "v"}}}})
}

/// API reference, BatchWriteItem and BatchGetItem.
#[test]
fn batches_write_and_read_several_tables() {
    let world = world();
    world.ok("PutItem", json!({"TableName": "two", "Item": {"pk": {"S": "x"}}}));
    let reply = world.ok(
        "BatchWriteItem",
        json!({"ReturnConsumedCapacity": "TOTAL", "RequestItems": {
        "one": [put("a"), put("b")], "two": [{"DeleteRequest": {"Key": {"pk": {"S": "x"}}}}]}}),
    );
    assert_eq!(
        reply,
        json!({"UnprocessedItems": {}, "ConsumedCapacity": [
        {"TableName": "one", "CapacityUnits": 2.0}, {"TableName": "two", "CapacityUnits": 1.0}]})
    );
    let key = |key: &str| json!({"pk": {"S": key}});
    let reply = world.ok("BatchGetItem", json!({"ReturnConsumedCapacity": "TOTAL", "RequestItems": {
        "one": {"Keys": [key("a"), key("none"), key("b")], "ProjectionExpression": "v", "ConsistentRead": true},
        "two": {"Keys": [key("x")]}}}));
    assert_eq!(
        reply,
        json!({"Responses": {"one": [{"v": {"S": "v"}}, {"v": {"S": "v"}}], "two": []},
        "UnprocessedKeys": {}, "ConsumedCapacity": [
        {"TableName": "one", "CapacityUnits": 3.0}, {"TableName": "two", "CapacityUnits": 0.5}]})
    );
}

/// API reference: 16 MB a reply, the rest as UnprocessedKeys, ready to be sent again.
#[test]
fn what_does_not_fit_a_reply_is_handed_back() {
    let world = world();
    let keys: Vec<Value> = (0..50).map(|n| json!({"pk": {"S": n.to_string()}})).collect();
    for key in &keys {
        world.ok(
            "PutItem",
            json!({"TableName": "one", "Item": {"pk": key["pk"], "x": {"S": "x".repeat(400_000)}}}),
        );
    }
    let mut request = json!({"one": {"Keys": keys, "ProjectionExpression": "#p", "ExpressionAttributeNames": {"#p": "pk"}}});
    let mut found = Vec::new();
    while !request.as_object().unwrap().is_empty() {
        let reply = world.ok("BatchGetItem", json!({"RequestItems": request}));
        found.push(reply["Responses"]["one"].as_array().unwrap().len());
        request = reply["UnprocessedKeys"].clone();
    }
    // 41 items come to 16.4 million bytes, 42 to more than 16 MB.
    assert_eq!(found, [41, 9]);
}

/// API reference, BatchGetItem: a partial result where "more than 1MB per partition is requested". That a partition is
/// what has one partition key, and that it ends before the item that would go beyond, is our guess.
#[test]
fn a_partition_gives_no_more_than_1_mb_at_once() {
    let world = world();
    world.table("both", "pk S, sk N", json!({}));
    let key = |pk: &str, sk: i32| json!({"pk": {"S": pk}, "sk": {"N": sk.to_string()}});
    let mut keys = Vec::new();
    for sk in 0..7 {
        for (pk, bytes) in [("large", 300_000), ("small", 10_000)] {
            let mut item = key(pk, sk);
            item["x"] = json!({"S": "x".repeat(bytes)});
            world.ok("PutItem", json!({"TableName": "both", "Item": item}));
            keys.push(key(pk, sk));
        }
    }
    let mut request =
        json!({"both": {"Keys": keys, "ConsistentRead": true, "ProjectionExpression": "pk, sk"}});
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    while !request.as_object().unwrap().is_empty() {
        let reply =
            world.ok("BatchGetItem", json!({"RequestItems": request, "ReturnConsumedCapacity": "TOTAL"}));
        let items = reply["Responses"]["both"].as_array().unwrap().clone();
        let large = items.iter().filter(|item| item["pk"]["S"] == "large").count();
        found.push((large, items.len() - large));
        seen.extend(items);
        // What is left out costs nothing: 74 units for 300 KB, 3 for 10 KB.
        let units = (large * 74 + (seen.len() - large) * 3) as f64;
        if found.len() == 1 {
            assert_eq!(reply["ConsumedCapacity"][0]["CapacityUnits"], units);
        }
        request = reply["UnprocessedKeys"].clone();
    }
    assert_eq!(found, [(3, 7), (3, 0), (1, 0)]);
    assert!(keys.iter().all(|key| seen.contains(key)));
    assert_eq!(seen.len(), keys.len());
}

/// Texts: recorded on AWS by dynalite and by nubo-db/dynamodb-conformance.
#[test]
fn batches_that_cannot_be_are_refused() {
    let world = world();
    let write = |items: Value, expected: &str| {
        let error = world.err("BatchWriteItem", json!({"RequestItems": items}));
        assert!(error.starts_with("ValidationException: ") || error.starts_with("Resource"), "{error}");
        assert!(error.contains(expected), "{error}");
    };
    write(
        json!({"one": []}),
        "Value '{one=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
    );
    write(
        json!({"one": [put("a"), {"DeleteRequest": {"Key": {"pk": {"S": "a"}}}}]}),
        "Provided list of item keys contains duplicates",
    );
    write(json!({"none": [put("a")]}), "Requested resource not found");
    let twenty = |from: i32| (from..from + 20).map(|n| put(&n.to_string())).collect::<Vec<_>>();
    write(
        json!({"one": twenty(0), "two": twenty(0)}),
        "Too many items requested for the BatchWriteItem call",
    );
    let get = |items: Value, expected: &str| {
        assert_eq!(world.err("BatchGetItem", json!({"RequestItems": items})), expected);
    };
    let keys = |n: i32| (0..n).map(|n| json!({"pk": {"S": n.to_string()}})).collect::<Vec<_>>();
    get(
        json!({"one": {"Keys": keys(60)}, "two": {"Keys": keys(60)}}),
        "ValidationException: Too many items requested for the BatchGetItem call",
    );
    get(
        json!({"one": {"Keys": [{"pk": {"S": "a"}}, {"pk": {"S": "a"}}]}}),
        "ValidationException: Provided list of item keys contains duplicates",
    );
    get(
        json!({"one": {"Keys": [{"pk": {"N": "1"}}]}}),
        "ValidationException: The provided key element does not match the schema",
    );
    // The public conformance suite, error-messages/batchGetItem, 2026-10-09; the sentence is our guess.
    get(
        json!({"one": {"Keys": keys(1), "ProjectionExpression": "pk"}, "two": {"Keys": keys(1), "AttributesToGet": ["pk"]}}),
        "ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
    );
    get(json!({"none": {"Keys": keys(1)}}), "ResourceNotFoundException: Requested resource not found");
}
