//! Messages of standard queues: sent, received, deleted, made visible again.

use serde_json::{Value, json};

use crate::harness::{Queue, world};

/// MD5s by hand, of the algorithm on AWS's page on message attributes.
#[test]
fn a_message_comes_out_as_it_went_in() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let attributes = json!({
        "b": {"DataType": "Binary.png", "BinaryValue": "AAEC"},
        "n": {"DataType": "Number", "StringValue": "1.5"},
        "s": {"DataType": "String", "StringValue": "ä\r\n"},
    });
    let system = json!({"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}});
    let input =
        json!({"MessageBody": "hello", "MessageAttributes": attributes, "MessageSystemAttributes": system});
    let sent = queue.ask("SendMessage", input).ok().json();
    assert_eq!(sent["MD5OfMessageBody"], "5d41402abc4b2a76b9719d911017c592");
    assert_eq!(sent["MD5OfMessageAttributes"].as_str().unwrap().len(), 32);
    assert_eq!(sent["MD5OfMessageSystemAttributes"].as_str().unwrap().len(), 32);
    assert!(sent["SequenceNumber"].is_null());
    let sent_at = world.clock.now().millis().to_string();
    world.advance(2);
    let [message] = &queue.receive(json!({"AttributeNames": ["All"], "MessageAttributeNames": ["All"]}))[..]
    else {
        panic!()
    };
    assert_eq!(message["MessageId"], sent["MessageId"]);
    assert_eq!(message["Body"], "hello");
    assert_eq!(message["MD5OfBody"], sent["MD5OfMessageBody"]);
    assert_eq!(message["MessageAttributes"], attributes);
    assert_eq!(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"]);
    let received_at = world.clock.now().millis().to_string();
    let expected = json!({
        "SenderId": "000000000000", "SentTimestamp": sent_at, "ApproximateReceiveCount": "1",
        "ApproximateFirstReceiveTimestamp": received_at, "AWSTraceHeader": system["AWSTraceHeader"]["StringValue"],
    });
    assert_eq!(message["Attributes"], expected);
}

/// Absent, not the MD5 of nothing: https://github.com/localstack/localstack/issues/136
#[test]
fn what_was_not_sent_or_asked_for_is_not_shown() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let sent = queue.send("a");
    assert_eq!(sent.as_object().unwrap().keys().collect::<Vec<_>>(), ["MD5OfMessageBody", "MessageId"]);
    let [message] = &queue.receive(json!({}))[..] else { panic!() };
    let keys: Vec<&String> = message.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["Body", "MD5OfBody", "MessageId", "ReceiptHandle"]);
    assert_eq!(queue.ask("ReceiveMessage", json!({})).ok().json(), json!({}));
}

/// The digest is over the attributes that come back: AWS's page on message attributes.
#[test]
fn receivers_ask_for_attributes_by_name_and_by_beginning() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "0"}));
    let text = |text: &str| json!({"DataType": "String", "StringValue": text});
    let attributes = json!({"a.one": text("1"), "a.two": text("2"), "b": text("3")});
    let all =
        queue.ask("SendMessage", json!({"MessageBody": "x", "MessageAttributes": attributes})).ok().json();
    let names = |asked: Value| {
        let [message] = &queue.receive(json!({"MessageAttributeNames": asked}))[..] else { panic!() };
        let names: Vec<String> = message["MessageAttributes"]
            .as_object()
            .map(|map| map.keys().cloned().collect())
            .unwrap_or_default();
        (names, message["MD5OfMessageAttributes"].clone())
    };
    assert_eq!(
        names(json!(["All"])),
        (vec!["a.one".to_owned(), "a.two".to_owned(), "b".to_owned()], all["MD5OfMessageAttributes"].clone())
    );
    assert_eq!(names(json!([".*"])).0.len(), 3);
    assert_eq!(names(json!(["a.*"])).0, ["a.one", "a.two"]);
    let (some, digest) = names(json!(["b", "z"]));
    assert!(some == ["b"] && digest != all["MD5OfMessageAttributes"] && digest.is_string());
    assert_eq!(names(json!(["z"])), (vec![], Value::Null));
    queue.ask("ReceiveMessage", json!({"AttributeNames": ["Nothing"]})).is_error(
        400,
        "InvalidAttributeName",
        "Unknown Attribute Nothing.",
    );
}

/// Recorded sentences, but for those that `message/attribute.rs` calls guesses.
#[test]
fn what_cannot_be_a_message_is_refused() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"MaximumMessageSize": "1024"}));
    let refuse =
        |input: Value, code: &str, part: &str| queue.ask("SendMessage", input).is_error(400, code, part);
    let invalid = "InvalidParameterValueException";
    refuse(
        json!({"MessageBody": ""}),
        "MissingRequiredParameterException",
        "The request must contain the parameter MessageBody.",
    );
    refuse(
        json!({"MessageBody": "a\u{1}"}),
        "InvalidMessageContents",
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD",
    );
    refuse(
        json!({"MessageBody": "a".repeat(1025)}),
        invalid,
        "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
    );
    queue.ask("SendMessage", json!({"MessageBody": "a".repeat(1024)})).ok();
    refuse(
        json!({"MessageBody": "a", "DelaySeconds": 901}),
        invalid,
        "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
    );
    refuse(
        json!({"MessageBody": "a", "MessageDeduplicationId": "x"}),
        invalid,
        "Value x for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.",
    );
    let one = |name: &str, value: Value| json!({"MessageBody": "a", "MessageAttributes": {name: value}});
    refuse(
        one("ErrorDetails", json!({"DataType": "String", "StringValue": ""})),
        invalid,
        "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
    );
    refuse(one("n", json!({"DataType": "Number", "StringValue": "x"})), invalid, "number");
    refuse(
        one("n", json!({"DataType": "Strange", "StringValue": "x"})),
        invalid,
        "the set of supported type prefixes is Binary, Number, and String.",
    );
    refuse(one("aws.x", json!({"DataType": "String", "StringValue": "x"})), invalid, "'AWS.'");
    refuse(
        one("a b", json!({"DataType": "String", "StringValue": "x"})),
        invalid,
        "Attribute name can contain",
    );
    let many: serde_json::Map<_, _> =
        (0..11).map(|n| (format!("k{n}"), json!({"DataType": "String", "StringValue": "v"}))).collect();
    refuse(
        json!({"MessageBody": "a", "MessageAttributes": many}),
        invalid,
        "[11] exceeds the allowed maximum [10]",
    );
    // Attributes count: name, type and value.
    refuse(
        json!({"MessageBody": "a".repeat(1014), "MessageAttributes": {"name": {"DataType": "String", "StringValue": "v"}}}),
        invalid,
        "shorter than 1024",
    );
    // Groups of standard queues are taken, for fair queues, and shown.
    queue.ask("PurgeQueue", json!({})).ok();
    queue.ask("SendMessage", json!({"MessageBody": "a", "MessageGroupId": "tenant"})).ok();
    let [message] = &queue.receive(json!({"AttributeNames": ["MessageGroupId"]}))[..] else { panic!() };
    assert_eq!(message["Attributes"], json!({"MessageGroupId": "tenant"}));
}

#[test]
fn a_message_is_invisible_until_its_time_is_over() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "10"}));
    queue.send("a");
    let [first] = &queue.receive(json!({"AttributeNames": ["All"]}))[..] else { panic!() };
    assert_eq!(queue.counts(), [0, 1, 0]);
    world.advance(9);
    assert!(queue.receive(json!({})).is_empty());
    world.advance(1);
    let [second] = &queue.receive(json!({"AttributeNames": ["All"], "VisibilityTimeout": 100}))[..] else {
        panic!()
    };
    assert_eq!(second["Attributes"]["ApproximateReceiveCount"], "2");
    assert_eq!(
        second["Attributes"]["ApproximateFirstReceiveTimestamp"],
        first["Attributes"]["ApproximateFirstReceiveTimestamp"]
    );
    assert_ne!(second["ReceiptHandle"], first["ReceiptHandle"]);
    // On standard queues an older handle is as good: https://github.com/getmoto/moto/pull/4655
    queue.delete(first).ok();
    assert_eq!(queue.counts(), [0, 0, 0]);
    // Who deletes again succeeds.
    queue.delete(second).ok();
}

#[test]
fn visibility_can_be_changed_while_a_message_is_in_flight() {
    let world = world();
    let queue = Queue::new(&world, "q");
    queue.send("a");
    let [message] = &queue.receive(json!({}))[..] else { panic!() };
    let change = |seconds: i64| {
        queue.ask(
            "ChangeMessageVisibility",
            json!({"ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds}),
        )
    };
    change(100).ok();
    world.advance(60);
    assert!(queue.bodies().is_empty());
    change(0).ok();
    assert_eq!(queue.bodies(), ["a"]);
    change(43_200).ok();
    world.advance(10);
    change(43_200).is_error(
        400,
        "InvalidParameterValueException",
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    );
    change(43_201).is_error(
        400,
        "InvalidParameterValueException",
        "Value 43201 for parameter VisibilityTimeout is invalid.",
    );
    world.advance(50_000);
    change(10).is_error(
        400,
        "InvalidParameterValueException",
        "Reason: Message does not exist or is not available for visibility timeout change.",
    );
}

#[test]
fn delays_are_kept() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"DelaySeconds": "5"}));
    queue.send("queue's");
    queue.ask("SendMessage", json!({"MessageBody": "own", "DelaySeconds": 2})).ok();
    queue.ask("SendMessage", json!({"MessageBody": "none", "DelaySeconds": 0})).ok();
    assert_eq!(queue.counts(), [1, 0, 2]);
    assert_eq!(queue.bodies(), ["none"]);
    world.advance(2);
    assert_eq!(queue.bodies(), ["own"]);
    world.advance(3);
    assert_eq!(queue.bodies(), ["queue's"]);
    assert_eq!(queue.counts(), [0, 3, 0]);
}

/// Recorded sentences.
#[test]
fn receivers_ask_for_what_can_be() {
    let world = world();
    let queue = Queue::new(&world, "q");
    for (input, part) in [
        (
            json!({"MaxNumberOfMessages": 11}),
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
        ),
        (json!({"MaxNumberOfMessages": 0}), "Value 0 for parameter MaxNumberOfMessages"),
        (
            json!({"WaitTimeSeconds": 21}),
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
        ),
        (
            json!({"WaitTimeSeconds": -1}),
            "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
        ),
        (json!({"VisibilityTimeout": 43201}), "Value 43201 for parameter VisibilityTimeout"),
    ] {
        queue.ask("ReceiveMessage", input).is_error(400, "InvalidParameterValueException", part);
    }
}

/// <https://github.com/awslabs/amazon-sqs-java-extended-client-lib/issues/16>, <https://github.com/aws/aws-sdk-java-v2/issues/3101>
#[test]
fn handles_that_are_none_are_refused() {
    let world = world();
    let (queue, other) = (Queue::new(&world, "q"), Queue::new(&world, "other"));
    other.send("a");
    let [foreign] = &other.receive(json!({}))[..] else { panic!() };
    queue.ask("DeleteMessage", json!({"ReceiptHandle": "garbage"})).is_error(
        400,
        "ReceiptHandleIsInvalid",
        "The input receipt handle is invalid.",
    );
    queue.delete(foreign).is_error(400, "ReceiptHandleIsInvalid", "is not valid for this queue.");
    queue.ask("ChangeMessageVisibility", json!({"ReceiptHandle": "x", "VisibilityTimeout": 1})).is_error(
        400,
        "ReceiptHandleIsInvalid",
        "",
    );
    other.delete(foreign).ok();
}

#[test]
fn messages_that_are_too_old_are_gone() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"MessageRetentionPeriod": "60"}));
    queue.send("old");
    world.advance(59);
    queue.send("new");
    assert_eq!(queue.counts(), [2, 0, 0]);
    world.advance(1);
    assert_eq!(queue.counts(), [1, 0, 0]);
    assert_eq!(queue.bodies(), ["new"]);
    world.advance(60);
    assert!(queue.bodies().is_empty());
    assert_eq!(queue.counts(), [0, 0, 0]);
}
