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

#[tokio::test]
async fn a_mapping_of_a_queue_that_is_wrong_gets_awss_error() {
    let bench = bench().await;
    let mut slow = creation("slow");
    slow["Timeout"] = json!(31);
    bench.post("/2015-03-31/functions", slow).await;
    bench.settled("slow").await;
    let invalid = "InvalidParameterValueException";
    let of = |queue: &str, more: Value| {
        let mut body = json!({"FunctionName": "f", "EventSourceArn": queue});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let none = QUEUE.replace(":q", ":none");
    let missing = "SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not \
                   exist or you do not have access to it.";
    for (body, code, text) in [
        (of(&none, json!({})), invalid, missing),
        (
            of(&QUEUE.replace("000000000000", "111122223333"), json!({})),
            invalid,
            "The provided execution role does not have permissions to call ReceiveMessage on SQS",
        ),
        // Our guess.
        (
            of(&QUEUE.replace("us-east-1", "eu-west-1"), json!({})),
            invalid,
            "is not in the region of the function",
        ),
        (of(QUEUE, json!({"FunctionName": "g"})), invalid, "Function does not exist"),
        (
            of(QUEUE, json!({"FunctionName": "slow"})),
            invalid,
            "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds",
        ),
        (
            of(QUEUE, json!({"StartingPosition": "LATEST"})),
            invalid,
            "StartingPosition is not valid for SQS event sources.",
        ),
        (
            of(QUEUE, json!({"BatchSize": 11})),
            invalid,
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ),
        (of(QUEUE, json!({"BatchSize": 10_001})), "ValidationException", "Value '10001' at 'batchSize'"),
        (
            of(FIFO, json!({"BatchSize": 100, "MaximumBatchingWindowInSeconds": 5})),
            invalid,
            "Batching window is not supported for FIFO queues",
        ),
        (
            of(FIFO, json!({"BatchSize": 11})),
            invalid,
            "Maximum batch size must be between 1 and 10 inclusive",
        ),
        (
            of(QUEUE, json!({"ScalingConfig": {"MaximumConcurrency": 1}})),
            "ValidationException",
            "Member must have value greater than or equal to 2",
        ),
        (
            of(QUEUE, json!({"ScalingConfig": {"MaximumConcurrency": 1001}})),
            "ValidationException",
            "Member must have value less than or equal to 1000",
        ),
        (
            of(QUEUE, json!({"FilterCriteria": {"Filters": [{"Pattern": "x"}]}})),
            invalid,
            "Invalid filter pattern definition.",
        ),
        // The words are those of other members of which they were recorded.
        (
            of(QUEUE, json!({"MaximumRetryAttempts": 1})),
            invalid,
            "Unsupported MaximumRetryAttempts parameter for given event source mapping type.",
        ),
        (
            of(QUEUE, json!({"ParallelizationFactor": 2})),
            invalid,
            "Unsupported ParallelizationFactor parameter for given event source mapping type.",
        ),
        (
            of(QUEUE, json!({"BisectBatchOnFunctionError": true})),
            invalid,
            "Unsupported BisectBatchOnFunctionError parameter for given event source mapping type.",
        ),
        (
            of(QUEUE, json!({"DestinationConfig": {"OnFailure": {"Destination": "arn:aws:s3:::bucket"}}})),
            invalid,
            "Unsupported DestinationConfig parameter for given event source mapping type.",
        ),
    ] {
        bench.post(MAPPINGS, body).await.is_error(400, code, text);
    }
    let made = bench.post(MAPPINGS, json!({"FunctionName": "f", "EventSourceArn": QUEUE})).await.json();
    let one = format!("{MAPPINGS}/{}", made["UUID"].as_str().unwrap());
    for (body, text) in [
        (json!({"BatchSize": 11}), "Maximum batch window in seconds must be greater than 0"),
        (json!({"MaximumRetryAttempts": 1}), "Unsupported MaximumRetryAttempts parameter"),
        (
            json!({"FunctionName": "slow"}),
            "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds",
        ),
    ] {
        bench.put(&one, body).await.is_error(400, invalid, text);
    }
    assert_eq!(
        bench.put(&one, json!({"BatchSize": 11, "MaximumBatchingWindowInSeconds": 1})).await.status,
        202
    );
}
