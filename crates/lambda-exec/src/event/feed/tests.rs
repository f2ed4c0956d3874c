//! Functions fed from a stream. Authority: AWS's pages on DynamoDB Streams as an event source, named in
//! `feed/batch.rs`; members and errors of the API as recorded.

use std::time::Duration;

use serde_json::{Value, json};

use crate::execution::executor::Failure;
use crate::test_engine::{Bench, STREAM, eventually};

mod another_account;
mod ended;
mod gone;
mod queue;
mod queue_api;

const MAPPINGS: &str = "/2015-03-31/event-source-mappings";

fn failure() -> Result<&'static str, Failure> {
    Err(Failure::Exited { how: "exit status 1".to_owned() })
}

async fn bench() -> Bench {
    let bench = Bench::new();
    bench.create("f").await;
    bench.world.add_shard("s0", None);
    bench
}

async fn map(bench: &Bench, more: Value) -> String {
    let mut body = json!({"FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": "TRIM_HORIZON"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let reply = bench.post(MAPPINGS, body).await;
    assert_eq!(reply.status, 202, "{reply:?}");
    assert_eq!(reply.json()["State"], "Creating");
    reply.json()["UUID"].as_str().unwrap().to_owned()
}

/// The numbers of the records of each event.
fn batches(bench: &Bench) -> Vec<Vec<u64>> {
    let numbers = |event: &Value| {
        event["Records"].as_array().unwrap().iter().map(|r| r["n"].as_u64().unwrap()).collect()
    };
    bench.script.events().iter().map(numbers).collect()
}

fn write(bench: &Bench, numbers: impl IntoIterator<Item = u32>) {
    bench.world.write("s0", bench.clock.now(), numbers);
}

/// Lets the wait before the next attempt pass, once it is under way, until so many events arrived.
async fn attempts(bench: &Bench, count: usize) {
    for _ in 0..200 {
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        if bench.script.events().len() >= count {
            return;
        }
        bench.clock.advance(Duration::from_secs(1));
    }
    panic!("only {} events arrived", bench.script.events().len());
}

#[tokio::test]
async fn the_api_makes_shows_changes_and_removes_a_mapping() {
    let bench = bench().await;
    let uuid = map(&bench, json!({"BatchSize": 5})).await;
    let one = format!("{MAPPINGS}/{uuid}");
    let shown = bench.get(&one).await.json();
    for (member, expected) in [
        ("State", json!("Enabled")),
        ("StateTransitionReason", json!("User action")),
        ("LastProcessingResult", json!("No records processed")),
        ("BatchSize", json!(5)),
        ("MaximumRetryAttempts", json!(-1)),
        ("MaximumRecordAgeInSeconds", json!(-1)),
        ("ParallelizationFactor", json!(1)),
        ("TumblingWindowInSeconds", json!(0)),
        ("BisectBatchOnFunctionError", json!(false)),
        ("FunctionResponseTypes", json!([])),
        ("DestinationConfig", json!({"OnFailure": {}})),
        ("FunctionArn", json!("arn:aws:lambda:us-east-1:000000000000:function:f")),
        (
            "EventSourceMappingArn",
            json!(format!("arn:aws:lambda:us-east-1:000000000000:event-source-mapping:{uuid}")),
        ),
    ] {
        assert_eq!(shown[member], expected, "{member}");
    }
    let listed = bench.get(&format!("{MAPPINGS}/?FunctionName=f")).await.json();
    assert_eq!(listed["EventSourceMappings"], json!([shown]));
    assert_eq!(
        bench.get(&format!("{MAPPINGS}?FunctionName=g")).await.json()["EventSourceMappings"],
        json!([])
    );
    let again = json!({"FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": "LATEST"});
    bench.post(MAPPINGS, again).await.is_error(
        409,
        "ResourceConflictException",
        &format!("Please update or delete the existing mapping with UUID {uuid}"),
    );
    let updated = bench.put(&one, json!({"Enabled": false, "BatchSize": 7})).await;
    assert_eq!((updated.status, &updated.json()["State"]), (202, &json!("Disabling")));
    assert_eq!(bench.get(&one).await.json()["State"], "Disabled");
    write(&bench, 1..=1);
    bench.put(&one, json!({"Enabled": true})).await;
    bench.script.arrived(1).await;
    let deleted = bench.delete(&one).await;
    assert_eq!((deleted.status, &deleted.json()["State"]), (202, &json!("Deleting")));
    bench.get(&one).await.is_error(
        404,
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
    );
}

#[tokio::test]
async fn a_mapping_that_is_wrong_gets_awss_error() {
    let bench = bench().await;
    let body = |member: &str, value: Value| {
        let mut body = json!({"FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": "LATEST"});
        body[member] = value;
        body
    };
    let other = STREAM.replace("table/t", "table/u");
    for (body, code, text) in [
        (body("EventSourceArn", json!(other)), "InvalidParameterValueException", format!("Stream not found: {other}")),
        (body("EventSourceArn", Value::Null), "InvalidParameterValueException", "Unrecognized event source.".to_owned()),
        (body("FunctionName", json!("g")), "InvalidParameterValueException", "Function does not exist".to_owned()),
        (body("StartingPosition", json!("invalid")), "ValidationException", "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]".to_owned()),
        (body("StartingPosition", json!("AT_TIMESTAMP")), "InvalidParameterValueException", format!("Unsupported starting position for arn type: {STREAM}")),
        (body("StartingPosition", Value::Null), "InvalidParameterValueException", "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.".to_owned()),
        (body("FilterCriteria", json!({"Filters": [{"Pattern": "single-string"}]})), "InvalidParameterValueException", "Invalid filter pattern definition.".to_owned()),
        (body("StartingPositionTimestamp", json!(1)), "InvalidParameterValueException", "StartingPositionTimestamp is for".to_owned()),
        (body("BatchSize", json!(10_001)), "ValidationException", "Value '10001' at 'batchSize'".to_owned()),
    ] {
        bench.post(MAPPINGS, body).await.is_error(400, code, &text);
    }
}

#[tokio::test]
async fn records_arrive_in_order_and_in_batches() {
    let bench = bench().await;
    write(&bench, 1..=5);
    let uuid = map(&bench, json!({"BatchSize": 2})).await;
    bench.script.arrived(3).await;
    assert_eq!(batches(&bench), [vec![1, 2], vec![3, 4], vec![5]]);
    write(&bench, 6..=6);
    bench.script.arrived(4).await;
    eventually_shows(&bench, &uuid, "OK").await;
    // A new process goes on where the last one was.
    let bench = bench.restart().await;
    write(&bench, 7..=7);
    bench.script.arrived(1).await;
    assert_eq!(batches(&bench), [vec![7]]);
}

async fn eventually_shows(bench: &Bench, uuid: &str, result: &str) {
    for _ in 0..100_000 {
        let shown = bench.get(&format!("{MAPPINGS}/{uuid}")).await.json();
        if shown["LastProcessingResult"] == result {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("LastProcessingResult never is {result}");
}

#[tokio::test]
async fn latest_begins_with_what_is_written_after_the_reply() {
    let bench = bench().await;
    write(&bench, 1..=3);
    map(&bench, json!({"StartingPosition": "LATEST"})).await;
    write(&bench, 4..=5);
    bench.script.arrived(1).await;
    assert_eq!(batches(&bench), [vec![4, 5]]);
}

#[tokio::test]
async fn a_child_shard_waits_for_its_parent() {
    let bench = bench().await;
    bench.world.add_shard("s1", Some("s0"));
    bench.world.write("s1", bench.clock.now(), 10..=10);
    write(&bench, 1..=1);
    map(&bench, json!({})).await;
    bench.script.arrived(1).await;
    bench.world.close_shard("s0");
    bench.script.arrived(2).await;
    assert_eq!(batches(&bench), [vec![1], vec![10]]);
}

#[tokio::test]
async fn a_failing_batch_is_retried_and_then_given_up() {
    let bench = bench().await;
    bench.script.answer([failure(), failure(), failure()]);
    write(&bench, 1..=2);
    let uuid = map(&bench, json!({"MaximumRetryAttempts": 2, "BatchSize": 2})).await;
    attempts(&bench, 3).await;
    eventually_shows(&bench, &uuid, "PROBLEM: Function call failed").await;
    write(&bench, 3..=3);
    attempts(&bench, 4).await;
    assert_eq!(batches(&bench), [vec![1, 2], vec![1, 2], vec![1, 2], vec![3]]);
}

#[tokio::test]
async fn a_failing_batch_is_halved() {
    let bench = bench().await;
    // All four fail, then the first two, then each of these passes, then the last two.
    bench.script.answer([failure(), failure(), Ok("1"), Ok("1"), Ok("1")]);
    write(&bench, 1..=4);
    map(&bench, json!({"BisectBatchOnFunctionError": true})).await;
    attempts(&bench, 5).await;
    assert_eq!(batches(&bench), [vec![1, 2, 3, 4], vec![1, 2], vec![1], vec![2], vec![3, 4]]);
}

#[tokio::test]
async fn a_report_of_failed_items_goes_on_at_the_lowest() {
    let bench = bench().await;
    bench.script.answer([
        Ok(r#"{"batchItemFailures": [{"itemIdentifier": "00004"}, {"itemIdentifier": "00003"}]}"#),
        Ok(r#"{"batchItemFailures": [{"itemIdentifier": "nobody"}]}"#),
        Ok(r#"{"batchItemFailures": []}"#),
    ]);
    write(&bench, 1..=5);
    map(&bench, json!({"FunctionResponseTypes": ["ReportBatchItemFailures"]})).await;
    attempts(&bench, 3).await;
    assert_eq!(batches(&bench), [vec![1, 2, 3, 4, 5], vec![3, 4, 5], vec![3, 4, 5]]);
}

/// AWS's page on partial batches: what counts as a success and what fails the whole batch; `[]` was recorded on
/// 2025-11-25.
#[tokio::test]
async fn a_report_of_nothing_is_a_success_and_one_that_cannot_be_read_a_failure() {
    let reports =
        ["[]", " [ ] ", "null", "{}", r#"{"batchItemFailures": null}"#, r#"{"batchItemFailures": []}"#];
    for report in reports {
        let bench = bench().await;
        bench.script.answer([Ok(report)]);
        write(&bench, 1..=2);
        let uuid = map(&bench, json!({"FunctionResponseTypes": ["ReportBatchItemFailures"]})).await;
        bench.script.arrived(1).await;
        eventually_shows(&bench, &uuid, "OK").await;
    }
    for report in [
        r#"{"batchItemFailures": [{"itemIdentifier": ""}]}"#,
        r#"{"batchItemFailures": [{"itemIdentifier": null}]}"#,
        r#"{"batchItemFailures": [{"bad": "00001"}]}"#,
        r#"{"batchItemFailures": "00001"}"#,
        r#"[1]"#,
    ] {
        let bench = bench().await;
        bench.script.answer([Ok(report)]);
        write(&bench, 1..=2);
        let uuid = map(&bench, json!({"FunctionResponseTypes": ["ReportBatchItemFailures"]})).await;
        bench.script.arrived(1).await;
        eventually_shows(&bench, &uuid, "PROBLEM: Function call failed").await;
    }
}

#[tokio::test]
async fn a_filter_leaves_records_out() {
    let bench = bench().await;
    write(&bench, 1..=5);
    map(&bench, json!({"FilterCriteria": {"Filters": [{"Pattern": "{\"eventName\": [\"INSERT\"]}"}]}})).await;
    bench.script.arrived(1).await;
    assert_eq!(batches(&bench), [vec![2, 4]]);
}

#[tokio::test]
async fn a_batching_window_gathers_records() {
    let bench = bench().await;
    write(&bench, 1..=1);
    map(&bench, json!({"MaximumBatchingWindowInSeconds": 10, "BatchSize": 10})).await;
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    write(&bench, 2..=2);
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(batches(&bench), Vec::<Vec<u64>>::new());
    bench.pass(10).await;
    bench.script.arrived(1).await;
    assert_eq!(batches(&bench), [vec![1, 2]]);
    eventually(|| bench.script.events().len() == 1).await;
}

const BUCKET: &str = "arn:aws:s3:::bucket";

fn on_failure(destination: &str) -> Value {
    json!({"OnFailure": {"Destination": destination}})
}

/// The model says which members are for other event sources; the words are ours.
#[tokio::test]
async fn members_of_other_sources_are_refused_by_name() {
    let bench = bench().await;
    let uuid = map(&bench, json!({})).await;
    let one = format!("{MAPPINGS}/{uuid}");
    for (member, value) in [
        ("LoggingConfig", json!({"SystemLogLevel": "INFO"})),
        ("ProvisionedPollerConfig", json!({"MinimumPollers": 2})),
        ("ScalingConfig", json!({"MaximumConcurrency": 2})),
        ("DestinationConfig", on_failure("kafka://topic")),
        ("DestinationConfig", on_failure("arn:aws:events:us-east-1:000000000000:event-bus/b")),
        ("DestinationConfig", json!({"OnSuccess": {"Destination": BUCKET}})),
    ] {
        let mut body = json!({"FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": "LATEST"});
        body[member] = value.clone();
        bench.post(MAPPINGS, body).await.is_error(400, "InvalidParameterValueException", member);
        bench.put(&one, json!({member: value})).await.is_error(400, "InvalidParameterValueException", member);
    }
    // Not a member of UpdateEventSourceMapping.
    let body = json!({
        "FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": "LATEST", "Topics": ["topic"],
    });
    bench.post(MAPPINGS, body).await.is_error(400, "InvalidParameterValueException", "Topics");
    let gone = json!({"DestinationConfig": on_failure("arn:aws:s3:::gone")});
    bench.put(&one, gone).await.is_error(400, "InvalidParameterValueException", "arn:aws:s3:::gone");
    // What says nothing is no wish.
    let nothing =
        json!({"KMSKeyArn": "", "MetricsConfig": {"Metrics": []}, "DestinationConfig": {"OnFailure": {}}});
    assert_eq!(bench.put(&one, nothing).await.status, 202);
}

/// Decision 0036: an unchanged template deploys. The shapes are AWS's model's, that all is shown back our reading of its
/// pages.
#[tokio::test]
async fn what_does_not_act_is_kept_and_shown_or_refused_where_that_is_asked_for() {
    let kept = json!({
        "KMSKeyArn": "arn:aws:kms:us-east-1:000000000000:key/k",
        "MetricsConfig": {"Metrics": ["EventCount"]},
        "TumblingWindowInSeconds": 30,
        "DestinationConfig": on_failure("arn:aws:sns:us-east-1:000000000000:q"),
    });
    let bench = bench().await;
    let one = format!("{MAPPINGS}/{}", map(&bench, kept.clone()).await);
    let bench = bench.restart().await;
    let shown = bench.get(&one).await.json();
    for (member, value) in kept.as_object().unwrap() {
        assert_eq!(&shown[member], value, "{member}");
    }
    let topic = on_failure("arn:aws:sns:us-east-1:000000000000:t");
    let less = json!({"KMSKeyArn": "", "TumblingWindowInSeconds": 0, "DestinationConfig": topic});
    let shown = bench.put(&one, less).await.json();
    assert_eq!((&shown["KMSKeyArn"], &shown["TumblingWindowInSeconds"]), (&Value::Null, &json!(0)));
    assert_eq!((&shown["MetricsConfig"], &shown["DestinationConfig"]), (&kept["MetricsConfig"], &topic));

    let strict = Bench::with(|settings| settings.strict = true);
    strict.create("f").await;
    for (member, value) in kept.as_object().unwrap() {
        let mut body = json!({"FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": "LATEST"});
        body[member] = value.clone();
        strict.post(MAPPINGS, body).await.is_error(501, "NotImplementedException", member);
    }
    map(&strict, json!({"TumblingWindowInSeconds": 0, "DestinationConfig": on_failure(BUCKET)})).await;
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html>
#[tokio::test]
async fn what_is_given_up_is_written_to_the_bucket() {
    let bench = bench().await;
    bench.script.answer([failure(), failure()]);
    write(&bench, 1..=2);
    let more = json!({"MaximumRetryAttempts": 1, "DestinationConfig": on_failure(BUCKET)});
    let uuid = map(&bench, more).await;
    let shown = bench.get(&format!("{MAPPINGS}/{uuid}")).await.json();
    assert_eq!(shown["DestinationConfig"], on_failure(BUCKET));
    attempts(&bench, 2).await;
    eventually(|| !bench.world.objects("bucket").is_empty()).await;
    let objects = bench.world.objects("bucket");
    let [(key, bytes)] = &objects[..] else { panic!("{objects:?}") };
    let parts: Vec<&str> = key.split('/').collect();
    assert_eq!(parts[..4], ["aws", "lambda", uuid.as_str(), "s0"]);
    assert_eq!(parts[4..7], ["2027", "01", "15"], "{key}");
    assert!(parts[7].starts_with("2027-01-15T08.00.") && parts[7].len() == 19 + 1 + 36, "{key}");
    let mut record: Value = serde_json::from_slice(bytes).unwrap();
    let payload: Value = serde_json::from_str(record["payload"].as_str().unwrap()).unwrap();
    assert_eq!(payload, bench.script.events()[1]);
    assert_eq!(
        record["requestContext"]["requestId"].as_str(),
        bench.script.request_ids().get(1).map(String::as_str)
    );
    assert!(record["timestamp"].as_str().unwrap().starts_with("2027-01-15T08:00:"));
    for member in ["payload", "timestamp"] {
        record.as_object_mut().unwrap().remove(member);
    }
    record["requestContext"].as_object_mut().unwrap().remove("requestId");
    assert_eq!(
        record,
        json!({
            "requestContext": {
                "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:f",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 2,
            },
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
            "version": "1.0",
            "DDBStreamBatchInfo": {
                "shardId": "s0",
                "startSequenceNumber": "00001",
                "endSequenceNumber": "00002",
                "approximateArrivalOfFirstRecord": "2027-01-15T08:00:00Z",
                "approximateArrivalOfLastRecord": "2027-01-15T08:00:00Z",
                "batchSize": 2,
                "streamArn": STREAM,
            },
        })
    );
}

/// The same page: a queue gets what is known of the records, without the records.
#[tokio::test]
async fn what_is_given_up_is_sent_to_the_queue() {
    const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";
    let bench = bench().await;
    bench.script.answer([failure()]);
    write(&bench, 1..=2);
    let more = json!({"MaximumRetryAttempts": 0, "DestinationConfig": on_failure(QUEUE)});
    map(&bench, more).await;
    eventually(|| !bench.world.sent().is_empty()).await;
    let sent = bench.world.sent();
    let [event] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(
        (event.sender.service, event.sender.account.as_str()),
        ("lambda.amazonaws.com", "000000000000")
    );
    let record: Value = serde_json::from_slice(&event.payload).unwrap();
    assert_eq!(record["requestContext"]["condition"], "RetryAttemptsExhausted");
    assert_eq!(record["DDBStreamBatchInfo"]["batchSize"], 2);
    assert!(record["payload"].is_null(), "{record}");
}

/// The same page: the record is about what failed, and a report of items is no error of the function.
#[tokio::test]
async fn records_too_old_and_items_reported_are_told_as_such() {
    let bench = bench().await;
    bench.script.answer([Ok(r#"{"batchItemFailures": [{"itemIdentifier": "00002"}]}"#)]);
    write(&bench, 1..=3);
    bench.world.fail_puts(2);
    let more = json!({
        "MaximumRetryAttempts": 0, "MaximumRecordAgeInSeconds": 60, "DestinationConfig": on_failure(BUCKET),
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
    });
    let uuid = map(&bench, more).await;
    let records = async |count: usize| {
        for _ in 0..200 {
            for _ in 0..200 {
                tokio::task::yield_now().await;
            }
            let objects = bench.world.objects("bucket");
            if objects.len() >= count {
                return objects
                    .into_iter()
                    .map(|(_, bytes)| serde_json::from_slice::<Value>(&bytes).unwrap())
                    .collect::<Vec<_>>();
            }
            bench.clock.advance(Duration::from_secs(1));
        }
        panic!("no record arrived");
    };
    let reported = records(1).await.remove(0);
    assert_eq!(reported["responseContext"], json!({"statusCode": 200, "executedVersion": "$LATEST"}));
    assert_eq!(reported["DDBStreamBatchInfo"]["startSequenceNumber"], "00002");
    assert_eq!(reported["DDBStreamBatchInfo"]["batchSize"], 2);
    let one = format!("{MAPPINGS}/{uuid}");
    bench.put(&one, json!({"Enabled": false})).await;
    write(&bench, 4..=4);
    bench.pass(61).await;
    bench.put(&one, json!({"Enabled": true})).await;
    let old = records(2)
        .await
        .into_iter()
        .find(|record| record["requestContext"]["condition"] == "RecordAgeExceeded");
    let old = old.unwrap();
    assert_eq!(old["DDBStreamBatchInfo"]["startSequenceNumber"], "00004");
    assert_eq!(
        (old.get("responseContext"), &old["requestContext"]["approximateInvokeCount"]),
        (None, &json!(0))
    );
    assert_eq!(bench.script.events().len(), 1);
}

/// The model: the number of batches to process from each shard concurrently; AWS's page on the stream: records of one
/// partition key in order.
#[tokio::test]
async fn batches_of_a_shard_run_beside_each_other_by_key() {
    let bench = bench().await;
    let keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let numbered = (1..=16_u32).map(|n| (n, keys[(n as usize - 1) % 8]));
    bench.world.write_keyed("s0", bench.clock.now(), numbered);
    let hold = bench.script.hold_invocations();
    map(&bench, json!({"ParallelizationFactor": 4, "BatchSize": 1})).await;
    // None has ended, and another one has begun.
    eventually(|| bench.script.events().len() > 1).await;
    let first = batches(&bench);
    assert!(first.len() <= 4, "{first:?}");
    hold.send(true).unwrap();
    bench.script.arrived(16).await;
    let order: Vec<u64> = batches(&bench).concat();
    for key in 1..=8 {
        let place = |n: u64| order.iter().position(|m| *m == n);
        assert!(place(key) < place(key + 8), "{order:?}");
    }
}
