//! Mappings of queues as the API makes, shows and refuses them. Authority: `error.rs` and `mapping/given.rs` name where sentences
//! were recorded; members are those of AWS's model.

use serde_json::{Value, json};

use super::MAPPINGS;
use crate::test_engine::{Bench, creation};

const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";
const FIFO: &str = "arn:aws:sqs:us-east-1:000000000000:q.fifo";

async fn bench() -> Bench {
    let bench = Bench::new();
    bench.create("f").await;
    bench
}

/// The members of the AWS CLI's example, and the defaults of AWS's reference.
#[tokio::test]
async fn a_mapping_of_a_queue_shows_what_queues_have() {
    let bench = bench().await;
    let made = bench.post(MAPPINGS, json!({"FunctionName": "f", "EventSourceArn": QUEUE})).await;
    assert_eq!(made.status, 202, "{made:?}");
    let made = made.json();
    let uuid = made["UUID"].as_str().unwrap();
    let expected = |state: &str| {
        json!({
            "UUID": uuid,
            "BatchSize": 10,
            "MaximumBatchingWindowInSeconds": 0,
            "EventSourceArn": QUEUE,
            "EventSourceMappingArn": format!("arn:aws:lambda:us-east-1:000000000000:event-source-mapping:{uuid}"),
            "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f",
            "FunctionResponseTypes": [],
            "LastModified": made["LastModified"],
            "State": state,
            "StateTransitionReason": "USER_INITIATED",
        })
    };
    assert_eq!(made, expected("Creating"));
    let one = format!("{MAPPINGS}/{uuid}");
    assert_eq!(bench.get(&one).await.json(), expected("Enabled"));
    let listed = bench.get(&format!("{MAPPINGS}?EventSourceArn={QUEUE}")).await.json();
    assert_eq!(listed["EventSourceMappings"], json!([expected("Enabled")]));
    let more = json!({
        "BatchSize": 100, "MaximumBatchingWindowInSeconds": 5, "ScalingConfig": {"MaximumConcurrency": 2},
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": [\"a\"]}"}]},
    });
    let updated = bench.put(&one, more.clone()).await;
    assert_eq!((updated.status, &updated.json()["State"]), (202, &json!("Updating")));
    let bench = bench.restart().await;
    let shown = bench.get(&one).await.json();
    for (member, value) in more.as_object().unwrap() {
        assert_eq!(&shown[member], value, "{member}");
    }
    let less = json!({"ScalingConfig": {}, "FilterCriteria": {}, "FunctionResponseTypes": []});
    let shown = bench.put(&one, less).await.json();
    assert_eq!((&shown["ScalingConfig"], &shown["FilterCriteria"]), (&Value::Null, &Value::Null));
    bench.post(MAPPINGS, json!({"FunctionName": "f", "EventSourceArn": QUEUE})).await.is_error(
        409,
        "ResourceConflictException",
        &format!(
            "An event source mapping with SQS arn (\" {QUEUE} \") and function (\" f \") already exists. Please update \
             or delete the existing mapping with UUID {uuid}"
        ),
    );
    assert_eq!(bench.delete(&one).await.json()["State"], "Deleting");
    assert_eq!(bench.get(&one).await.status, 404);
}

/// CreateEventSourceMapping of a queue, with more members.
fn of(queue: &str, more: Value) -> Value {
    let mut body = json!({"FunctionName": "f", "EventSourceArn": queue});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

const INVALID: &str = "InvalidParameterValueException";

/// A function that may work for longer than a message of the queue is invisible.
async fn create_slow(bench: &Bench) {
    let mut slow = creation("slow");
    slow["Timeout"] = json!(31);
    bench.post("/2015-03-31/functions", slow).await;
    bench.settled("slow").await;
}

const SLOW: &str = "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds";

#[tokio::test]
async fn a_queue_or_function_that_does_not_do_is_refused() {
    let bench = bench().await;
    create_slow(&bench).await;
    let elsewhere = |from: &str, to: &str| of(&QUEUE.replace(from, to), json!({}));
    for (body, text) in [
        (
            elsewhere(":q", ":none"),
            "SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist \
             or you do not have access to it.",
        ),
        (
            elsewhere("000000000000", "111122223333"),
            "The provided execution role does not have permissions to call ReceiveMessage on SQS",
        ),
        // Our guess.
        (elsewhere("us-east-1", "eu-west-1"), "is not in the region of the function"),
        (of(QUEUE, json!({"FunctionName": "g"})), "Function does not exist"),
        (of(QUEUE, json!({"FunctionName": "slow"})), SLOW),
        (
            of(QUEUE, json!({"StartingPosition": "LATEST"})),
            "StartingPosition is not valid for SQS event sources.",
        ),
    ] {
        bench.post(MAPPINGS, body).await.is_error(400, INVALID, text);
    }
}

#[tokio::test]
async fn batches_and_windows_of_queues_have_awss_limits() {
    const LARGE: &str =
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10";
    let bench = bench().await;
    for (queue, more, code, text) in [
        (QUEUE, json!({"BatchSize": 11}), INVALID, LARGE),
        (QUEUE, json!({"BatchSize": 10_001}), "ValidationException", "Value '10001' at 'batchSize'"),
        (
            FIFO,
            json!({"BatchSize": 100, "MaximumBatchingWindowInSeconds": 5}),
            INVALID,
            "Batching window is not supported for FIFO queues",
        ),
        (FIFO, json!({"BatchSize": 11}), INVALID, "Maximum batch size must be between 1 and 10 inclusive"),
        (
            QUEUE,
            json!({"ScalingConfig": {"MaximumConcurrency": 1}}),
            "ValidationException",
            "Member must have value greater than or equal to 2",
        ),
        (
            QUEUE,
            json!({"ScalingConfig": {"MaximumConcurrency": 1001}}),
            "ValidationException",
            "Member must have value less than or equal to 1000",
        ),
    ] {
        bench.post(MAPPINGS, of(queue, more)).await.is_error(400, code, text);
    }
}

/// Recorded of some members; that the others have the same words is our guess.
#[tokio::test]
async fn members_of_streams_are_refused_for_queues() {
    let bench = bench().await;
    create_slow(&bench).await;
    let made = bench.post(MAPPINGS, of(QUEUE, json!({}))).await.json();
    let one = format!("{MAPPINGS}/{}", made["UUID"].as_str().unwrap());
    let bucket = json!({"OnFailure": {"Destination": "arn:aws:s3:::bucket"}});
    for (member, value) in [
        ("MaximumRetryAttempts", json!(1)),
        ("ParallelizationFactor", json!(2)),
        ("BisectBatchOnFunctionError", json!(true)),
        ("DestinationConfig", bucket),
    ] {
        let text = format!("Unsupported {member} parameter for given event source mapping type.");
        let body = of(QUEUE, json!({member: value.clone()}));
        bench.post(MAPPINGS, body).await.is_error(400, INVALID, &text);
        bench.put(&one, json!({member: value})).await.is_error(400, INVALID, &text);
    }
    let pattern = json!({"FilterCriteria": {"Filters": [{"Pattern": "x"}]}});
    bench.put(&one, pattern).await.is_error(400, INVALID, "Invalid filter pattern definition.");
    bench.put(&one, json!({"FunctionName": "slow"})).await.is_error(400, INVALID, SLOW);
    bench.put(&one, json!({"BatchSize": 11})).await.is_error(400, INVALID, "Maximum batch window in seconds");
    let both = json!({"BatchSize": 11, "MaximumBatchingWindowInSeconds": 1});
    assert_eq!(bench.put(&one, both).await.status, 202);
}
