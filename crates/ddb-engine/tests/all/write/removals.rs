//! Updates that only take away, of items that are not there.

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    world.table(
        "tab",
        "pk S, sk S",
        json!({
            "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            "LocalSecondaryIndexes": [{"IndexName": "lsi", "KeySchema": [
                {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "ALL"}}],
            "defs": [["g", "S"]],
        }),
    );
    world
}

fn update(members: Value) -> Value {
    let mut input = json!({"TableName": "tab", "Key": {"pk": {"S": "a"}, "sk": {"S": "b"}}});
    input.as_object_mut().unwrap().extend(members.as_object().cloned().unwrap());
    input
}

/// Updates that only take away.
fn removals() -> Vec<Value> {
    let set = json!({":s": {"SS": ["x"]}});
    vec![
        json!({"UpdateExpression": "REMOVE a"}),
        json!({"UpdateExpression": "REMOVE x.y"}),
        json!({"UpdateExpression": "REMOVE x[0], z"}),
        json!({"UpdateExpression": "DELETE a :s", "ExpressionAttributeValues": set}),
        json!({"UpdateExpression": "DELETE x.y :s REMOVE b", "ExpressionAttributeValues": set}),
    ]
}

/// Updates of the older style that only take away.
fn older_removals() -> Vec<Value> {
    vec![
        json!({"AttributeUpdates": {"a": {"Action": "DELETE"}}}),
        json!({"AttributeUpdates": {"a": {"Action": "DELETE", "Value": {"SS": ["x"]}}, "b": {"Action": "DELETE"}}}),
    ]
}

fn records(world: &World) -> usize {
    let arn = &world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["LatestStreamArn"];
    let stream = world.ok("DescribeStream", json!({"StreamArn": arn}));
    let shard = &stream["StreamDescription"]["Shards"][0]["ShardId"];
    let start = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = &world.ok("GetShardIterator", start)["ShardIterator"];
    world.ok("GetRecords", json!({"ShardIterator": iterator}))["Records"].as_array().unwrap().len()
}

#[track_caller]
fn assert_nothing_was_made(world: &World) {
    assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 0);
    assert_eq!(world.ok("Scan", json!({"TableName": "tab", "IndexName": "lsi"}))["Count"], 0);
    assert_eq!(world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["ItemCount"], 0);
    assert_eq!(records(world), 0);
}

/// <https://github.com/scylladb/scylladb/issues/5862> (seen on AWS, 2020-02-20). That nothing is returned, and one unit
/// charged as by a DeleteItem of what is not there, is our guess.
#[test]
fn they_make_no_item_and_return_nothing() {
    let world = world();
    for removal in removals().into_iter().chain(older_removals()) {
        for returns in ["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"] {
            let mut input = update(removal.clone());
            input["ReturnValues"] = returns.into();
            input["ReturnConsumedCapacity"] = "TOTAL".into();
            input["ReturnItemCollectionMetrics"] = "SIZE".into();
            let charged = json!({"ConsumedCapacity": {"TableName": "tab", "CapacityUnits": 1.0}});
            assert_eq!(world.ok("UpdateItem", input), charged, "{removal}");
        }
        assert_nothing_was_made(&world);
    }
}

/// As of UpdateItem; that transactions do alike is our guess.
#[test]
fn they_make_no_item_in_a_transaction() {
    let world = world();
    for removal in removals() {
        let input =
            json!({"TransactItems": [{"Update": update(removal)}], "ReturnItemCollectionMetrics": "SIZE"});
        assert_eq!(world.ok("TransactWriteItems", input), json!({}));
        assert_nothing_was_made(&world);
    }
}

/// API reference, UpdateItem: a condition is judged whatever the update does.
#[test]
fn their_conditions_are_judged() {
    let world = world();
    let removal =
        |condition: &str| update(json!({"UpdateExpression": "REMOVE a", "ConditionExpression": condition}));
    world.ok("UpdateItem", removal("attribute_not_exists(pk)"));
    assert_eq!(
        world.err("UpdateItem", removal("attribute_exists(pk)")),
        "ConditionalCheckFailedException: The conditional request failed"
    );
    assert_nothing_was_made(&world);
}

/// <https://github.com/scylladb/scylladb/issues/5862>: what does nothing makes the item, and so does what writes too.
#[test]
fn all_other_updates_make_the_item() {
    let value = json!({":v": {"N": "1"}});
    for change in [
        json!({}),
        json!({"AttributeUpdates": {}}),
        json!({"UpdateExpression": "SET a = :v REMOVE x.y, b", "ExpressionAttributeValues": value}),
        json!({"UpdateExpression": "ADD a :v REMOVE b", "ExpressionAttributeValues": value}),
        json!({"AttributeUpdates": {"a": {"Value": {"N": "1"}}, "b": {"Action": "DELETE"}}}),
    ] {
        let world = world();
        world.ok("UpdateItem", update(change.clone()));
        assert_eq!(world.ok("Scan", json!({"TableName": "tab"}))["Count"], 1, "{change}");
        assert_eq!(records(&world), 1, "{change}");
    }
}

/// As <https://github.com/scylladb/scylladb/issues/5862> has it of items that are not there: of one that is there the key
/// is left.
#[test]
fn they_leave_the_key_of_an_item_that_is_there() {
    let world = world();
    world.ok("UpdateItem", update(json!({})));
    for removal in older_removals() {
        let mut input = update(removal);
        input["ReturnValues"] = "ALL_NEW".into();
        let key = json!({"pk": {"S": "a"}, "sk": {"S": "b"}});
        assert_eq!(world.ok("UpdateItem", input)["Attributes"], key);
    }
}
