//! Streams: what a write leaves in them, how they are read, how they end.

use base::arn::{AccountId, Arn};
use base::seams::{Position, SeamError, StreamSource as _};

use crate::harness::{Value, World, json};

fn world(view: &str) -> (World, String) {
    let world = World::new();
    let made = world.table(
        "tab",
        "pk S",
        json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": view}}),
    );
    let arn = made["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
    (world, arn)
}

fn iterator(world: &World, arn: &str, kind: &str, number: Option<&str>) -> Value {
    let stream = world.ok("DescribeStream", json!({"StreamArn": arn}));
    let shard = stream["StreamDescription"]["Shards"][0]["ShardId"].clone();
    let mut input = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": kind});
    if let Some(number) = number {
        input["SequenceNumber"] = number.into();
    }
    world.ok("GetShardIterator", input)["ShardIterator"].clone()
}

/// All records of a stream with one shard open at a time.
fn records(world: &World, arn: &str) -> Vec<Value> {
    let stream = world.ok("DescribeStream", json!({"StreamArn": arn}));
    let mut records = Vec::new();
    for shard in stream["StreamDescription"]["Shards"].as_array().unwrap() {
        let start =
            json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
        let iterator = world.ok("GetShardIterator", start)["ShardIterator"].clone();
        let page = world.ok("GetRecords", json!({"ShardIterator": iterator}));
        records.extend(page["Records"].as_array().unwrap().clone());
    }
    records
}

fn write(world: &World) {
    let put =
        |v: &str| world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "v": {"S": v}}}));
    put("1");
    put("1");
    put("2");
    world.ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
    world.ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
}

/// Developer guide, "Change data capture for DynamoDB Streams": one record a change, none for a write that changes
/// nothing; images as the view says.
#[test]
fn each_change_leaves_one_record_with_the_images_of_the_view() {
    for (view, new, old) in [
        ("KEYS_ONLY", false, false),
        ("NEW_IMAGE", true, false),
        ("OLD_IMAGE", false, true),
        ("NEW_AND_OLD_IMAGES", true, true),
    ] {
        let (world, arn) = world(view);
        write(&world);
        let records = records(&world, &arn);
        let names: Vec<&str> = records.iter().map(|record| record["eventName"].as_str().unwrap()).collect();
        assert_eq!(names, ["INSERT", "MODIFY", "REMOVE"]);
        let modify = &records[1];
        assert_eq!(modify["dynamodb"]["Keys"], json!({"pk": {"S": "a"}}));
        assert_eq!(
            modify["dynamodb"].get("NewImage"),
            new.then_some(&json!({"pk": {"S": "a"}, "v": {"S": "2"}}))
        );
        assert_eq!(
            modify["dynamodb"].get("OldImage"),
            old.then_some(&json!({"pk": {"S": "a"}, "v": {"S": "1"}}))
        );
        assert_eq!(modify["dynamodb"]["SizeBytes"], 3 + (usize::from(new) + usize::from(old)) * 5);
        assert_eq!(modify["dynamodb"]["StreamViewType"], view);
        assert_eq!(modify["dynamodb"]["ApproximateCreationDateTime"], 1_767_225_600);
        assert_eq!(modify["eventVersion"], "1.1");
        assert_eq!(modify["eventSource"], "aws:dynamodb");
        assert_eq!(modify["awsRegion"], "us-east-1");
        assert_eq!(modify["eventID"].as_str().unwrap().len(), 32);
        let numbers: Vec<&str> =
            records.iter().map(|r| r["dynamodb"]["SequenceNumber"].as_str().unwrap()).collect();
        assert!(numbers.is_sorted() && numbers.iter().all(|number| number.len() >= 21), "{numbers:?}");
    }
}

/// API reference, GetShardIterator.
#[test]
fn iterators_stand_where_they_were_asked_to() {
    let (world, arn) = world("KEYS_ONLY");
    write(&world);
    let all = records(&world, &arn);
    let number = |at: usize| all[at]["dynamodb"]["SequenceNumber"].as_str().unwrap();
    let read = |iterator: &Value| world.ok("GetRecords", json!({"ShardIterator": iterator}));
    assert_eq!(
        read(&iterator(&world, &arn, "AT_SEQUENCE_NUMBER", Some(number(1))))["Records"],
        Value::from(&all[1..])
    );
    assert_eq!(
        read(&iterator(&world, &arn, "AFTER_SEQUENCE_NUMBER", Some(number(1))))["Records"],
        Value::from(&all[2..])
    );
    let latest = iterator(&world, &arn, "LATEST", None);
    assert_eq!(read(&latest)["Records"], json!([]));
    write(&world);
    assert_eq!(read(&latest)["Records"].as_array().unwrap().len(), 3);
    let page = world
        .ok("GetRecords", json!({"ShardIterator": iterator(&world, &arn, "TRIM_HORIZON", None), "Limit": 2}));
    assert_eq!(page["Records"], Value::from(&all[..2]));
    assert_eq!(read(&page["NextShardIterator"])["Records"][0], all[2]);
    world.advance(15 * 60 + 1);
    assert!(
        world.err("GetRecords", json!({"ShardIterator": latest})).starts_with("ExpiredIteratorException: ")
    );
}

/// Developer guide: records are kept for 24 hours.
#[test]
fn records_older_than_a_day_are_gone() {
    let (world, arn) = world("KEYS_ONLY");
    write(&world);
    let old = records(&world, &arn);
    world.advance(24 * 3600 + 1);
    assert_eq!(records(&world, &arn), Vec::<Value>::new());
    let shard =
        world.ok("DescribeStream", json!({"StreamArn": arn}))["StreamDescription"]["Shards"][0]["ShardId"]
            .clone();
    let error = world.err(
        "GetShardIterator",
        json!({"StreamArn": arn, "ShardId": shard,
        "ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": old[0]["dynamodb"]["SequenceNumber"]}),
    );
    assert!(error.starts_with("TrimmedDataAccessException: "), "{error}");
    write(&world);
    assert_eq!(records(&world, &arn).len(), 3);
}

/// Developer guide: a stream stays readable for a day after its table is deleted; its shard is closed.
#[test]
fn a_deleted_tables_stream_can_be_read_to_its_end() {
    let (world, arn) = world("NEW_IMAGE");
    write(&world);
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    let stream = world.ok("DescribeStream", json!({"StreamArn": arn}))["StreamDescription"].clone();
    assert_eq!(stream["StreamStatus"], "DISABLED");
    assert!(stream["Shards"][0]["SequenceNumberRange"]["EndingSequenceNumber"].is_string());
    let page = world.ok("GetRecords", json!({"ShardIterator": iterator(&world, &arn, "TRIM_HORIZON", None)}));
    assert_eq!((page["Records"].as_array().unwrap().len(), page.get("NextShardIterator")), (3, None));
    assert_eq!(world.ok("ListStreams", json!({"TableName": "tab"}))["Streams"][0]["StreamArn"], arn);
}

/// Lambda developer guide, "DynamoDB stream event": what an event source mapping hands on.
#[test]
fn functions_are_fed_through_the_seam() {
    let (world, text) = world("NEW_AND_OLD_IMAGES");
    let arn = Arn::parse(&text).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let shards = world.engine.shards(&arn).await.unwrap();
        let shard = &shards[0].id;
        assert!((28..=65).contains(&shard.len()));
        let start = world.engine.read(&arn, shard, &Position::Latest, 10).await.unwrap().next.unwrap();
        let changed = world.engine.changed(&arn);
        let put = {
            let mut request = http::Request::post("/")
                .body(base::http::Body::from(
                    json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}).to_string(),
                ))
                .unwrap();
            request.headers_mut().insert("x-amz-target", "DynamoDB_20120810.PutItem".parse().unwrap());
            request.headers_mut().insert("content-type", "application/json".parse().unwrap());
            world.engine.answer(world.call(), request).await
        };
        assert_eq!(put.status(), 200);
        changed.await;
        let page = world.engine.read(&arn, shard, &start, 10).await.unwrap();
        assert_eq!(page.records.len(), 1);
        let event: Value = serde_json::from_slice(&page.records[0].json).unwrap();
        assert_eq!(event["eventSourceARN"], text);
        assert_eq!(event["dynamodb"]["NewImage"], json!({"pk": {"S": "a"}}));
        assert!(world.engine.read(&arn, shard, &page.next.unwrap(), 10).await.unwrap().records.is_empty());
        let missing = Arn::parse("arn:aws:dynamodb:us-east-1:000000000000:table/x/stream/y").unwrap();
        assert!(world.engine.shards(&missing).await.is_err());
    });
}

/// A reader that waits for a change learns of a stream's end, and after it of nothing: a reader that asked again and again
/// would never wait.
#[test]
fn a_stream_that_ended_changes_once_and_no_more() {
    let (world, text) = world("NEW_IMAGE");
    let arn = Arn::parse(&text).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let ends = world.engine.changed(&arn);
        let delete = {
            let body = base::http::Body::from(json!({"TableName": "tab"}).to_string());
            let mut request = http::Request::post("/").body(body).unwrap();
            request.headers_mut().insert("x-amz-target", "DynamoDB_20120810.DeleteTable".parse().unwrap());
            request.headers_mut().insert("content-type", "application/json".parse().unwrap());
            world.engine.answer(world.call(), request).await
        };
        assert_eq!(delete.status(), 200);
        ends.await;
        let missing = Arn::parse("arn:aws:dynamodb:us-east-1:000000000000:table/x/stream/y").unwrap();
        for ended in [&arn, &missing] {
            let mut changed = world.engine.changed(ended);
            let waits =
                std::future::poll_fn(|cx| std::task::Poll::Ready(changed.as_mut().poll(cx).is_pending()));
            assert!(waits.await, "{ended}");
        }
    });
}

/// Lambda feeds a function of another account as far as the stream's policy allows what Lambda does with streams; the
/// owner's own always. <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html>
#[test]
fn the_seam_admits_whom_the_policy_of_the_stream_admits() {
    let (world, text) = world("NEW_IMAGE");
    let arn = Arn::parse(&text).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let account = |digits: &str| AccountId::parse(digits).unwrap();
    let admits = |reader: &str, stream: &Arn| runtime.block_on(world.engine.admits(account(reader), stream));
    let refused = |reader: &str, stream: &Arn| matches!(admits(reader, stream), Err(SeamError::Refused(_)));
    let (ours, theirs) = ("000000000000", "111111111111");
    assert_eq!(admits(ours, &arn), Ok(()));
    assert!(refused(theirs, &arn));
    let allow = |actions: Value| {
        let statement =
            json!({"Effect": "Allow", "Principal": {"AWS": theirs}, "Action": actions, "Resource": text});
        let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
        world.ok("PutResourcePolicy", json!({"ResourceArn": text, "Policy": policy}));
    };
    let all = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
    for missing in all {
        allow(json!(all.iter().filter(|action| **action != missing).collect::<Vec<_>>()));
        assert!(refused(theirs, &arn), "without {missing}");
    }
    allow(json!(all));
    assert_eq!(admits(theirs, &arn), Ok(()));
    assert!(refused("222222222222", &arn));
    assert_eq!(admits(ours, &arn), Ok(()), "the owner is never refused");
    world.ok("DeleteResourcePolicy", json!({"ResourceArn": text}));
    assert!(refused(theirs, &arn));
    // Only the owner learns that there is no stream.
    let missing = Arn::parse("arn:aws:dynamodb:us-east-1:000000000000:table/x/stream/y").unwrap();
    assert!(matches!(admits(ours, &missing), Err(SeamError::NotFound(_))));
    assert!(refused(theirs, &missing));
}
