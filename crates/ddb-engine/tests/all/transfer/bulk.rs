//! Bulk operations: items from S3 into a table that is there.

use std::io::Read as _;

use crate::harness::{Value, World, json};

fn world() -> World {
    let world = World::new();
    let index = json!([{
        "IndexName": "by-v",
        "KeySchema": [{"AttributeName": "v", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }]);
    let stream = json!({"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"});
    let extra = json!({"GlobalSecondaryIndexes": index, "defs": [["v", "N"]], "StreamSpecification": stream});
    world.table("tab", "pk S", extra);
    world.objects.create_bucket("in");
    world.objects.create_bucket("out");
    world
}

fn request(extra: Value) -> Value {
    let mut input = json!({
        "TableName": "tab",
        "InputS3Configuration": {"S3Bucket": "in", "InputFormat": "DYNAMODB_JSON"},
        "OutputS3Configuration": {"S3Bucket": "out", "OutputType": ["ERROR", "CONDITION_CHECK_FAILURE"]},
    });
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

#[track_caller]
fn start(world: &World, extra: Value) -> Value {
    world.ok("StartBulkPutItems", request(extra))["BulkOperationDescription"].clone()
}

#[track_caller]
fn describe(world: &World, bulk: &Value) -> Value {
    let input = json!({"BulkOperationArn": bulk["BulkOperationArn"]});
    world.ok("DescribeBulkOperation", input)["BulkOperationDescription"].clone()
}

fn line(key: &str, value: u32) -> String {
    format!("{{\"Item\":{{\"pk\":{{\"S\":\"{key}\"}},\"v\":{{\"N\":\"{value}\"}}}}}}\n")
}

/// The lines of the report.
fn report(world: &World) -> Vec<Value> {
    let mut lines = Vec::new();
    for key in world.objects.keys("out").iter().filter(|key| key.contains("/data/")) {
        let mut text = String::new();
        let bytes = world.objects.bytes("out", key);
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        lines.extend(text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()));
    }
    lines
}

/// API reference, StartBulkPutItems and BulkOperationDescription: items are put into the table, over what is there.
#[test]
fn items_are_put() {
    let world = world();
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "v": {"N": "9"}}}));
    world.objects.write("in", "1", format!("{}{}{}", line("a", 1), line("b", 2), line("a", 3)));
    world.objects.write("in", "2", line("c", 4));
    let begun = start(&world, json!({"PerformanceTier": "ACCELERATED"}));
    assert_eq!(begun["BulkOperationStatus"], "IN_PROGRESS");
    assert_eq!(begun.get("EndTime"), None);
    world.work();
    let done = describe(&world, &begun);
    assert_eq!(done["BulkOperationStatus"], "COMPLETED", "{done}");
    assert_eq!(done["ProcessedItemCount"], 4);
    assert_eq!(done["FailedItemCount"], 0);
    let size: usize = ["1", "2"].iter().map(|key| world.objects.bytes("in", key).len()).sum();
    assert_eq!(
        (done["ProcessedInputBytes"].clone(), done["TotalInputBytes"].clone()),
        (json!(size), json!(size))
    );
    assert_eq!(done["TableDetails"][0]["TableName"], "tab");
    assert_eq!(done["PerformanceTier"], "ACCELERATED");
    let usage = &done["BulkOperationUsage"][0];
    assert_eq!(usage["Table"]["BulkPutBytes"], 4 * 6);
    assert!(usage["GlobalSecondaryIndexes"]["by-v"]["BulkPutBytes"].as_u64().unwrap() > 0);
    let scan = world.ok("Scan", json!({"TableName": "tab", "IndexName": "by-v"}));
    assert_eq!(scan["Count"], 3);
    let a = world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
    assert_eq!(a["Item"]["v"]["N"], "3");
    // Each put has an event of its own, as any other.
    let stream = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["LatestStreamArn"].clone();
    let shard =
        world.ok("DescribeStream", json!({"StreamArn": stream}))["StreamDescription"]["Shards"][0]["ShardId"]
            .clone();
    let iterator = json!({"StreamArn": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = world.ok("GetShardIterator", iterator)["ShardIterator"].clone();
    let records = world.ok("GetRecords", json!({"ShardIterator": iterator}));
    assert_eq!(records["Records"].as_array().unwrap().len(), 5);
}

/// API reference, OutputType: what could not be read, and what a condition refused. The form of records' conditions
/// and of the report is our guess.
#[test]
fn what_is_not_put_is_reported() {
    let world = world();
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "v": {"N": "9"}}}));
    let conditional = |key: &str| {
        let item = json!({"pk": {"S": key}, "v": {"N": "1"}});
        let names = json!({"#p": "pk"});
        json!({
            "Item": item, "ConditionExpression": "attribute_not_exists(#p)", "ExpressionAttributeNames": names,
        })
        .to_string()
    };
    let text =
        format!("{}\n{}\n{}{{\"Item\":{{}}}}\njunk\n", conditional("a"), conditional("b"), line("c", 1));
    world.objects.write("in", "x", text);
    let begun = start(&world, json!({}));
    world.work();
    let done = describe(&world, &begun);
    assert_eq!(done["BulkOperationStatus"], "COMPLETED_WITH_ERRORS");
    assert_eq!(done["ProcessedItemCount"], 5);
    assert_eq!(done["FailedItemCount"], 2);
    let lines = report(&world);
    assert_eq!(lines.len(), 3);
    let refused = json!({
        "OutputType": "CONDITION_CHECK_FAILURE", "S3Key": "x",
        "Item": {"pk": {"S": "a"}, "v": {"N": "1"}}, "ExistingItem": {"pk": {"S": "a"}, "v": {"N": "9"}},
    });
    assert!(lines.contains(&refused), "{lines:?}");
    let errors: Vec<u64> = lines.iter().filter_map(|line| line["Record"].as_u64()).collect();
    assert_eq!(errors, [4, 5]);
    let scan = world.ok("Scan", json!({"TableName": "tab"}));
    assert_eq!(scan["Count"], 3);
    assert_eq!(world.stored(store::Space::DdbOther), 1);
}

/// API reference, OutputType: only what is asked for is reported.
#[test]
fn the_report_has_what_was_asked_for() {
    let world = world();
    world.objects.write("in", "x", "junk\n");
    let output = json!({"S3Bucket": "out", "OutputType": ["CONDITION_CHECK_FAILURE"]});
    let begun = start(&world, json!({"OutputS3Configuration": output}));
    world.work();
    let done = describe(&world, &begun);
    assert_eq!(done["OutputS3Configuration"], output);
    assert_eq!(done["FailedItemCount"], 1);
    assert_eq!(report(&world), Vec::<Value>::new());
}

/// API reference, CancelBulkOperation: CANCELLING, then CANCELLED; what was put stays.
#[test]
fn a_bulk_operation_is_cancelled() {
    let world = world();
    world.objects.write("in", "x", (0..3000).map(|n| line(&n.to_string(), n)).collect::<String>());
    let begun = start(&world, json!({}));
    world.background(|| world.stored(store::Space::DdbItem) > 0);
    let arn = json!({"BulkOperationArn": begun["BulkOperationArn"]});
    let reply = world.ok("CancelBulkOperation", arn.clone());
    assert_eq!(reply["BulkOperationStatus"], "CANCELLING");
    assert_eq!(describe(&world, &begun)["BulkOperationStatus"], "CANCELLING");
    let again = World::on(world.store.clone(), world.clock.clone());
    again.objects.create_bucket("out");
    again.work();
    let done = describe(&again, &begun);
    assert_eq!(done["BulkOperationStatus"], "CANCELLED");
    assert!(done.get("EndTime").is_some() && done.get("FailureCode").is_some());
    let items = again.stored(store::Space::DdbItem);
    assert!(items > 0 && items < 3000, "{items}");
    assert_eq!(done["ProcessedItemCount"], items);
    assert!(again.err("CancelBulkOperation", arn).starts_with("ValidationException: "));
}

/// API reference: its errors.
#[test]
fn what_a_bulk_operation_refuses() {
    let world = world();
    let missing = world.err("StartBulkPutItems", request(json!({"TableName": "none"})));
    assert_eq!(missing, "ResourceNotFoundException: Requested resource not found: Table: none not found");
    let slow = world.err("StartBulkPutItems", request(json!({"MaxWriteRequestUnits": 1023})));
    assert!(slow.contains("Member must have value greater than or equal to 1024"), "{slow}");
    let first = start(&world, json!({"ClientToken": "t"}));
    assert_eq!(start(&world, json!({"ClientToken": "t"}))["BulkOperationArn"], first["BulkOperationArn"]);
    let other =
        world.err("StartBulkPutItems", request(json!({"ClientToken": "t", "PerformanceTier": "STANDARD"})));
    assert!(other.starts_with("IdempotentParameterMismatchException: "), "{other}");
    let arn = json!({"BulkOperationArn": first["BulkOperationArn"].as_str().unwrap().replace("tab", "not")});
    for operation in ["DescribeBulkOperation", "CancelBulkOperation"] {
        assert!(world.err(operation, arn.clone()).starts_with("ResourceNotFoundException: "));
    }
}

/// API model, FAILED: buckets that are not there, and a table that goes. The codes are our guess but for the bucket's.
#[test]
fn a_bulk_operation_fails() {
    let world = world();
    let input = json!({"S3Bucket": "nowhere", "InputFormat": "ION"});
    let no_input = start(&world, json!({"InputS3Configuration": input}));
    let output = json!({"S3Bucket": "nowhere", "OutputType": ["ERROR"]});
    let no_output = start(&world, json!({"OutputS3Configuration": output}));
    let no_table = start(&world, json!({}));
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    world.work();
    for (bulk, code) in
        [(no_input, "S3NoSuchBucket"), (no_output, "S3NoSuchBucket"), (no_table, "ResourceNotFound")]
    {
        let done = describe(&world, &bulk);
        assert_eq!(
            (done["BulkOperationStatus"].as_str(), done["FailureCode"].as_str()),
            (Some("FAILED"), Some(code))
        );
    }
    let page = world.ok("ListBulkOperations", json!({"MaxResults": 2}));
    assert_eq!(page["BulkOperationsSummaryList"].as_array().unwrap().len(), 2);
    let rest = world.ok("ListBulkOperations", json!({"NextToken": page["NextToken"]}));
    assert_eq!(rest["BulkOperationsSummaryList"].as_array().unwrap().len(), 1);
}

/// API reference, MaxWriteRequestUnits: no more in a second, by the emulator's clock.
#[test]
fn a_bulk_operation_keeps_to_its_rate() {
    let world = world();
    let long = "x".repeat(4000);
    let lines = (0..1500)
        .map(|n| format!("{{\"Item\":{{\"pk\":{{\"S\":\"{n}\"}},\"long\":{{\"S\":\"{long}\"}}}}}}\n"))
        .collect::<String>();
    world.objects.write("in", "x", lines);
    let begun = start(&world, json!({"MaxWriteRequestUnits": 1024}));
    let items = || world.stored(store::Space::DdbItem);
    world.background(|| items() > 0);
    let first = items();
    // Four units an item: what is in took that much time, and the clock stands still.
    assert!(first < 1500);
    let started = world.clock.now();
    world.background(|| {
        world.advance(1);
        world.jobs() == 0
    });
    assert_eq!(describe(&world, &begun)["ProcessedItemCount"], 1500);
    assert!(world.clock.now().since(started).as_secs() >= 4, "six thousand units take six seconds");
}
