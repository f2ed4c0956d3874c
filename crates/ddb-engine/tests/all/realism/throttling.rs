//! Throughput that runs out, where throttling is on. Sentences and members: botocore's model, the developer guide's
//! "Diagnosing throttling", and the API reference of TransactWriteItems.

use ddb_engine::Realism;

use crate::harness::{Value, World, json};

const OF_TABLE: &str = "The level of configured provisioned throughput for the table was exceeded. Consider increasing \
                        your provisioning level with the UpdateTable API.";

/// A world that throttles, with a table `tab` of so many units and as many seconds of burst.
fn world(read: u64, write: u64, burst_seconds: u32, more: Value) -> World {
    let world = World::new();
    world.engine.set_realism(Realism { throttling: true, burst_seconds, ..Realism::default() });
    let mut extra = json!({
        "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": {"ReadCapacityUnits": read, "WriteCapacityUnits": write},
    });
    for (key, value) in more.as_object().unwrap() {
        extra[key] = value.clone();
    }
    world.table("tab", "pk S", extra);
    world
}

fn put(name: &str, bytes: usize) -> Value {
    json!({"TableName": "tab", "Item": {"pk": {"S": name}, "blob": {"S": "x".repeat(bytes)}}})
}

fn get(name: &str) -> Value {
    json!({"TableName": "tab", "Key": {"pk": {"S": name}}})
}

/// Developer guide, "Burst capacity": unused units of 300 seconds are kept. That a new table has them is our guess.
#[test]
fn a_table_takes_its_burst_and_then_its_rate() {
    let world = world(1, 1, 300, json!({}));
    for n in 0..300 {
        world.ok("PutItem", put(&n.to_string(), 1));
    }
    let failure = world.failure("PutItem", put("more", 1));
    assert_eq!(failure["__type"], "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
    assert_eq!(failure["message"], OF_TABLE);
    let arn = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["TableArn"].clone();
    let reason = json!([{"reason": "TableWriteProvisionedThroughputExceeded", "resource": arn}]);
    assert_eq!(failure["ThrottlingReasons"], reason);
    world.advance(2);
    world.ok("PutItem", put("more", 1));
    world.ok("PutItem", put("more", 1));
    assert!(world.err("PutItem", put("more", 1)).starts_with("ProvisionedThroughputExceededException"));
    // Reads have units of their own, half a one for 4 KB without ConsistentRead; nothing was read yet.
    for _ in 0..600 {
        world.ok("GetItem", get("more"));
    }
    let failure = world.failure("GetItem", get("more"));
    assert_eq!(failure["ThrottlingReasons"][0]["reason"], "TableReadProvisionedThroughputExceeded");
}

/// Our design: what costs more than a full bucket takes it whole and leaves a debt, else it could never be done.
#[test]
fn a_request_larger_than_the_bucket_leaves_a_debt() {
    let world = world(1, 1, 1, json!({}));
    world.ok("PutItem", put("a", 3000));
    world.advance(2);
    assert!(world.err("PutItem", put("b", 1)).contains("ProvisionedThroughputExceeded"));
    world.advance(1);
    world.ok("PutItem", put("b", 1));
}

/// Developer guide, "Working with items": a conditional write that does not hold costs too.
#[test]
fn a_condition_that_fails_costs() {
    let world = world(1, 2, 1, json!({}));
    world.ok("PutItem", put("a", 1));
    let conditional = json!({
        "TableName": "tab", "Item": {"pk": {"S": "a"}}, "ConditionExpression": "attribute_not_exists(pk)",
    });
    assert!(world.err("PutItem", conditional.clone()).starts_with("ConditionalCheckFailedException"));
    assert!(world.err("PutItem", conditional).starts_with("ProvisionedThroughputExceededException"));
}

/// Developer guide, "Read and write operations": a write whose condition does not hold is paid for too; an INSERT of what
/// is there as dynoxide's authors measured it on AWS, 2026.
#[test]
fn a_condition_that_does_not_hold_takes_units() {
    let world = world(10, 5, 1, json!({}));
    world.ok("PutItem", put("a", 1));
    let insert = format!("INSERT INTO \"tab\" VALUE {{'pk': 'a', 'blob': '{}'}}", "x".repeat(2100));
    assert!(
        world.err("ExecuteStatement", json!({"Statement": insert})).starts_with("DuplicateItemException: ")
    );
    let mut conditional = put("a", 2100);
    conditional["ConditionExpression"] = "attribute_not_exists(pk)".into();
    assert!(world.err("PutItem", conditional.clone()).starts_with("ConditionalCheckFailedException: "));
    assert!(world.err("PutItem", conditional).starts_with("ProvisionedThroughputExceededException: "));
}

/// Developer guide, "Understanding GSI write throttling and back pressure": an index that is exhausted throttles its
/// table's writes, and only those that write to it.
#[test]
fn an_exhausted_index_throttles_the_writes_of_its_table() {
    let index = json!([{
        "IndexName": "idx", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    }]);
    let world = world(100, 100, 1, json!({"defs": [["g", "S"]], "GlobalSecondaryIndexes": index}));
    let indexed = |name: &str| json!({"TableName": "tab", "Item": {"pk": {"S": name}, "g": {"S": "x"}}});
    world.ok("PutItem", indexed("a"));
    let failure = world.failure("PutItem", indexed("b"));
    assert!(failure["message"].as_str().unwrap().contains("one or more global secondary indexes"));
    assert_eq!(failure["ThrottlingReasons"][0]["reason"], "IndexWriteProvisionedThroughputExceeded");
    let resource = failure["ThrottlingReasons"][0]["resource"].as_str().unwrap();
    assert!(resource.ends_with(":table/tab/index/idx"));
    world.ok("PutItem", put("b", 1));
    let query = json!({
        "TableName": "tab", "IndexName": "idx", "KeyConditionExpression": "g = :g",
        "ExpressionAttributeValues": {":g": {"S": "x"}},
    });
    world.ok("Query", query.clone());
    world.ok("Query", query.clone());
    assert_eq!(
        world.failure("Query", query)["ThrottlingReasons"][0]["reason"],
        "IndexReadProvisionedThroughputExceeded"
    );
}

/// API reference, BatchGetItem and BatchWriteItem: some throttled is unprocessed, all throttled is an error.
#[test]
fn a_batch_gives_back_what_found_no_units() {
    let world = world(1, 2, 1, json!({}));
    let write = |names: &[&str]| {
        let writes: Vec<Value> =
            names.iter().map(|name| json!({"PutRequest": {"Item": {"pk": {"S": name}}}})).collect();
        json!({"RequestItems": {"tab": writes}})
    };
    let done = world.ok("BatchWriteItem", write(&["a", "b", "c"]));
    assert_eq!(done["UnprocessedItems"], write(&["c"])["RequestItems"]);
    assert_eq!(
        world.err("BatchWriteItem", write(&["c", "d"])),
        format!("ProvisionedThroughputExceededException: {OF_TABLE}")
    );
    let keys = |names: &[&str]| {
        let keys: Vec<Value> = names.iter().map(|name| json!({"pk": {"S": name}})).collect();
        json!({"RequestItems": {"tab": {"Keys": keys}}})
    };
    let done = world.ok("BatchGetItem", keys(&["a", "b", "c"]));
    assert_eq!(done["Responses"]["tab"].as_array().unwrap().len(), 2);
    assert_eq!(done["UnprocessedKeys"], keys(&["c"])["RequestItems"]);
    assert!(world.err("BatchGetItem", keys(&["a"])).starts_with("ProvisionedThroughputExceededException"));
}

/// API reference, TransactWriteItems and TransactGetItems: a reason of the cancellation.
#[test]
fn a_transaction_is_cancelled_by_throughput() {
    let world = world(2, 2, 1, json!({}));
    let write = |name: &str| json!({"Put": {"TableName": "tab", "Item": {"pk": {"S": name}}}});
    let failure = world.failure("TransactWriteItems", json!({"TransactItems": [write("a"), write("b")]}));
    let throttled = json!({"Code": "ProvisionedThroughputExceeded", "Message": OF_TABLE});
    assert_eq!(failure["CancellationReasons"], json!([{"Code": "None"}, throttled]));
    assert_eq!(world.stored(store::Space::DdbItem), 0);
    let read = json!({"Get": {"TableName": "tab", "Key": {"pk": {"S": "a"}}}});
    world.ok("TransactGetItems", json!({"TransactItems": [read]}));
    let failure = world.failure("TransactGetItems", json!({"TransactItems": [read]}));
    assert_eq!(failure["CancellationReasons"], json!([throttled]));
}

/// Developer guide, "Diagnosing throttling", example 2.
#[test]
fn a_maximum_on_demand_throttles() {
    let world = World::new();
    world.engine.set_realism(Realism { throttling: true, burst_seconds: 1, ..Realism::default() });
    world.table("tab", "pk S", json!({"OnDemandThroughput": {"MaxReadRequestUnits": 1}}));
    for n in 0..50 {
        world.ok("PutItem", put(&n.to_string(), 2000));
    }
    world.ok("GetItem", get("1"));
    world.ok("GetItem", get("1"));
    let failure = world.failure("GetItem", get("1"));
    assert_eq!(failure["__type"], "com.amazon.coral.availability#ThrottlingException");
    assert_eq!(
        failure["message"],
        "Throughput exceeds the maximum OnDemandThroughput configured on table or index"
    );
    assert_eq!(failure["throttlingReasons"][0]["reason"], "TableReadMaxOnDemandThroughputExceeded");
}

/// Our rule: off unless asked for.
#[test]
fn nothing_is_throttled_by_default() {
    let world = world(1, 1, 1, json!({}));
    world.engine.set_realism(Realism::default());
    for n in 0..50 {
        world.ok("PutItem", put(&n.to_string(), 2000));
    }
}
