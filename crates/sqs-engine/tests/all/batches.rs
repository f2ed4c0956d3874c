//! Batches.

use serde_json::{Value, json};

use crate::harness::{Queue, world};

fn entries(count: usize) -> Value {
    (0..count).map(|n| json!({"Id": n.to_string(), "MessageBody": format!("m{n}")})).collect()
}

#[test]
fn each_entry_succeeds_or_fails_by_itself() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let mut asked = entries(3);
    asked[1]["DelaySeconds"] = json!(901);
    let reply = queue.ask("SendMessageBatch", json!({"Entries": asked})).ok().json();
    assert_eq!(reply["Successful"].as_array().unwrap().len(), 2);
    let failed = json!([{"Id": "1", "SenderFault": true, "Code": "InvalidParameterValue",
        "Message": "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."}]);
    assert_eq!(reply["Failed"], failed);
    let messages = queue.receive(json!({"MaxNumberOfMessages": 10}));
    assert_eq!(messages.len(), 2);
    let handle = |message: &Value, id: &str| json!({"Id": id, "ReceiptHandle": message["ReceiptHandle"]});
    let mut change = vec![handle(&messages[0], "a"), json!({"Id": "b", "ReceiptHandle": "x"})];
    change.iter_mut().for_each(|entry| entry["VisibilityTimeout"] = json!(0));
    let reply = queue.ask("ChangeMessageVisibilityBatch", json!({"Entries": change})).ok().json();
    assert_eq!(reply["Successful"], json!([{"Id": "a"}]));
    assert_eq!(reply["Failed"][0]["Code"], "ReceiptHandleIsInvalid");
    assert_eq!(queue.counts(), [1, 1, 0]);
    let all =
        json!([handle(&messages[0], "a"), handle(&messages[1], "b"), {"Id": "c", "ReceiptHandle": "x"}]);
    let reply = queue.ask("DeleteMessageBatch", json!({"Entries": all})).ok().json();
    assert_eq!(reply["Successful"], json!([{"Id": "a"}, {"Id": "b"}]));
    let failed = json!([{"Id": "c", "SenderFault": true, "Code": "ReceiptHandleIsInvalid", "Message": "The receipt handle \"x\" is not valid for this queue."}]);
    assert_eq!(reply["Failed"], failed);
    assert_eq!(queue.counts(), [0, 0, 0]);
    // Nothing failed: nothing is said of it.
    let reply = queue.ask("SendMessageBatch", json!({"Entries": entries(1)})).ok().json();
    assert!(reply["Failed"].is_null() && reply["Successful"][0]["MessageId"].is_string());
}

/// Recorded sentences, but for the one of ids that stand twice.
#[test]
fn a_batch_that_cannot_be_is_refused_whole() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let check = |asked: Value, code: &str, part: &str| {
        let reply = queue.ask("SendMessageBatch", json!({"Entries": asked}));
        assert_eq!(reply.header("x-amzn-query-error"), format!("AWS.SimpleQueueService.{code};Sender"));
        reply.is_error(400, code, part);
    };
    check(
        json!([]),
        "EmptyBatchRequest",
        "There should be at least one SendMessageBatchRequestEntry in the request.",
    );
    check(
        entries(20),
        "TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are 10. You have sent 20.",
    );
    let one = |id: &str| json!({"Id": id, "MessageBody": "a"});
    check(json!([one("a"), one("b"), one("a")]), "BatchEntryIdsNotDistinct", "Id a repeated.");
    for id in ["", "a b", "ä", &"a".repeat(81)] {
        check(
            json!([one(id)]),
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
        );
    }
    let half = "a".repeat(1 << 19);
    let whole = json!([{"Id": "1", "MessageBody": half}, {"Id": "2", "MessageBody": half}]);
    queue.ask("SendMessageBatch", json!({"Entries": whole})).ok();
    let more = json!([{"Id": "1", "MessageBody": half}, {"Id": "2", "MessageBody": format!("{half}a")}]);
    check(
        more,
        "BatchRequestTooLong",
        "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    );
    assert_eq!(queue.counts(), [2, 0, 0]);
}

#[test]
fn a_batch_into_a_group_keeps_its_order() {
    let world = world();
    let queue = Queue::with(&world, "q.fifo", json!({"ContentBasedDeduplication": "true"}));
    let mut asked = entries(10);
    asked.as_array_mut().unwrap().iter_mut().for_each(|entry| entry["MessageGroupId"] = json!("g"));
    queue.ask("SendMessageBatch", json!({"Entries": asked})).ok();
    let expected: Vec<String> = (0..10).map(|n| format!("m{n}")).collect();
    assert_eq!(queue.bodies(), expected);
}
