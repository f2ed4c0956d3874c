//! `ReceiveRequestAttemptId`: who does not get the reply asks once more.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>

use serde_json::{Value, json};

use crate::harness::{Queue, World, world};

/// Two groups with two messages each.
fn queue(world: &World) -> Queue<'_> {
    let queue = Queue::with(world, "q.fifo", json!({"VisibilityTimeout": "60"}));
    for (group, body) in [("a", "a1"), ("a", "a2"), ("b", "b1"), ("b", "b2")] {
        queue.send_to(group, body, body);
    }
    queue
}

fn attempt(queue: &Queue<'_>, id: &str) -> Vec<Value> {
    queue.receive(json!({"ReceiveRequestAttemptId": id, "MaxNumberOfMessages": 3, "AttributeNames": ["All"]}))
}

fn bodies(messages: &[Value]) -> Vec<&str> {
    messages.iter().map(|message| message["Body"].as_str().unwrap()).collect()
}

/// AWS's page: the same messages and receipt handles. That the count of receives stays is our guess.
#[test]
fn the_same_id_receives_the_same_messages() {
    let world = world();
    let queue = queue(&world);
    let first = attempt(&queue, "one");
    assert_eq!(bodies(&first), ["a1", "a2", "b1"]);
    assert_eq!(attempt(&queue, "one"), first);
    // Whatever else the retry asks for.
    assert_eq!(queue.receive(json!({"ReceiveRequestAttemptId": "one", "AttributeNames": ["All"]})), first);
    assert!(attempt(&queue, "two").is_empty(), "b2 waits behind b1");
    assert_eq!(queue.counts(), [1, 3, 0]);
    for message in &first {
        queue.delete(message).ok();
    }
    assert_eq!(bodies(&attempt(&queue, "two")), ["b2"]);
}

/// AWS's page: a retry resets the visibility timeout.
#[test]
fn a_retry_begins_the_visibility_again() {
    let world = world();
    let queue = queue(&world);
    let first = attempt(&queue, "one");
    world.advance(50);
    assert_eq!(attempt(&queue, "one"), first);
    world.advance(50);
    assert!(attempt(&queue, "other").is_empty());
    queue.delete(&first[0]).ok();
}

/// AWS's page: for five minutes. What is visible again comes out anew, which is our guess.
#[test]
fn an_id_counts_no_longer_than_its_messages_are_away() {
    let world = world();
    let queue = queue(&world);
    let first = attempt(&queue, "one");
    world.advance(60);
    let again = attempt(&queue, "one");
    assert_eq!(bodies(&again), ["a1", "a2", "b1"]);
    assert_ne!(again[0]["ReceiptHandle"], first[0]["ReceiptHandle"]);
    assert_eq!(again[0]["Attributes"]["ApproximateReceiveCount"], "2");
    for _ in 0..6 {
        world.advance(50);
        let retry = attempt(&queue, "one");
        assert!(retry.is_empty() || retry == again);
    }
    // Five minutes are over, and the messages are in flight still.
    assert!(attempt(&queue, "one").is_empty());
}

/// <https://github.com/awslabs/amazon-sqs-java-messaging-lib/issues/213> has AWS's sentence.
#[test]
fn an_attempt_whose_messages_were_changed_cannot_be_repeated() {
    let sentence = "Value one for parameter ReceiveRequestAttemptId is invalid. Reason: The receiveRequestAttemptId is \
                    not valid anymore since the receive call is not retryable.";
    let change: [fn(&Queue<'_>, &Value); 2] = [
        |queue, message| _ = queue.delete(message).ok(),
        |queue, message| {
            let input = json!({"ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 90});
            queue.ask("ChangeMessageVisibility", input).ok();
        },
    ];
    for change in change {
        let world = world();
        let queue = queue(&world);
        let first = attempt(&queue, "one");
        change(&queue, &first[1]);
        let retry = queue.ask("ReceiveMessage", json!({"ReceiveRequestAttemptId": "one"}));
        retry.is_error(400, "InvalidParameterValueException", sentence);
    }
}

/// A purge takes attempts with the messages; a standard queue knows none.
#[test]
fn an_id_is_of_its_queue() {
    let world = world();
    let queue = queue(&world);
    attempt(&queue, "one");
    queue.ask("PurgeQueue", json!({})).ok();
    queue.send_to("a", "a3", "a3");
    assert_eq!(bodies(&attempt(&queue, "one")), ["a3"]);
    let standard = Queue::new(&world, "q");
    standard.send("m");
    assert_eq!(bodies(&attempt(&standard, "one")), ["m"]);
    assert!(attempt(&standard, "one").is_empty());
}

/// The sentence is recorded of MessageGroupId.
#[test]
fn an_id_has_characters_that_can_be_seen() {
    let world = world();
    let queue = queue(&world);
    for id in ["", "a b", "ä", &"a".repeat(129)] {
        let refused = queue.ask("ReceiveMessage", json!({"ReceiveRequestAttemptId": id}));
        let reason = "Reason: ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 \
                      in length.";
        refused.is_error(400, "InvalidParameterValueException", reason);
    }
    assert_eq!(attempt(&queue, &"a".repeat(128)).len(), 3);
}
