//! FIFO queues: order, groups, deduplication.

use serde_json::{Value, json};

use crate::harness::{Queue, world};

fn numbered(queue: &Queue<'_>, group: &str, bodies: &[&str]) {
    for body in bodies {
        queue.send_to(group, body, body);
    }
}

/// AWS's page on FIFO's delivery: as many as there are of one group, and none of a group of which one is in flight.
#[test]
fn messages_of_a_group_come_out_in_order_and_wait_for_those_in_flight() {
    let world = world();
    let queue = Queue::with(&world, "q.fifo", json!({"VisibilityTimeout": "10"}));
    numbered(&queue, "a", &["a1", "a2", "a3"]);
    numbered(&queue, "b", &["b1"]);
    let first = queue.receive(json!({"MaxNumberOfMessages": 2, "AttributeNames": ["All"]}));
    let bodies: Vec<&str> = first.iter().map(|message| message["Body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["a1", "a2"]);
    assert_eq!(first[0]["Attributes"]["MessageGroupId"], "a");
    assert_eq!(first[0]["Attributes"]["MessageDeduplicationId"], "a1");
    assert_eq!(queue.counts(), [2, 2, 0]);
    // The group is blocked, the other is not.
    assert_eq!(queue.bodies(), ["b1"]);
    assert!(queue.bodies().is_empty());
    queue.delete(&first[0]).ok();
    assert!(queue.bodies().is_empty(), "a2 is still in flight");
    queue.delete(&first[1]).ok();
    assert_eq!(queue.bodies(), ["a3"]);
    world.advance(10);
    assert_eq!(queue.bodies(), ["a3", "b1"]);
}

#[test]
fn what_comes_back_comes_before_what_follows_it() {
    let world = world();
    let queue = Queue::with(&world, "q.fifo", json!({"VisibilityTimeout": "10"}));
    numbered(&queue, "a", &["1", "2", "3"]);
    let two = queue.receive(json!({"MaxNumberOfMessages": 2}));
    let zero = json!({"ReceiptHandle": two[0]["ReceiptHandle"], "VisibilityTimeout": 0});
    queue.ask("ChangeMessageVisibility", zero).ok();
    assert!(queue.bodies().is_empty(), "the second is still in flight");
    queue.delete(&two[1]).ok();
    assert_eq!(queue.bodies(), ["1", "3"]);
}

/// Recorded: an expired handle is refused on FIFO queues.
#[test]
fn a_handle_expires_with_its_visibility() {
    let world = world();
    let queue = Queue::with(&world, "q.fifo", json!({"VisibilityTimeout": "10"}));
    numbered(&queue, "a", &["1"]);
    let old = queue.receive(json!({}));
    world.advance(10);
    queue.delete(&old[0]).is_error(
        400,
        "InvalidParameterValueException",
        "for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
    );
    let new = queue.receive(json!({}));
    queue.delete(&old[0]).is_error(400, "InvalidParameterValueException", "The receipt handle has expired.");
    queue.delete(&new[0]).ok();
    queue.delete(&new[0]).ok();
}

/// AWS's page on deduplication: for five minutes, also once the message is deleted; a purge ends it.
#[test]
fn the_same_id_within_five_minutes_is_the_same_message() {
    let world = world();
    let queue = Queue::new(&world, "q.fifo");
    let first = queue.send_to("a", "id", "one");
    let again = queue.send_to("a", "id", "two");
    assert_eq!(
        (&again["MessageId"], &again["SequenceNumber"]),
        (&first["MessageId"], &first["SequenceNumber"])
    );
    assert_eq!(first["SequenceNumber"].as_str().unwrap().len(), 20);
    let held = queue.receive(json!({}));
    queue.delete(&held[0]).ok();
    queue.send_to("b", "id", "other group");
    assert_eq!(queue.counts(), [0, 0, 0]);
    world.advance(300);
    let later = queue.send_to("a", "id", "three");
    assert!(later["SequenceNumber"].as_str() > first["SequenceNumber"].as_str());
    assert_eq!(queue.bodies(), ["three"]);
    queue.ask("PurgeQueue", json!({})).ok();
    queue.send_to("a", "id", "four");
    assert_eq!(queue.bodies(), ["four"]);
}

#[test]
fn ids_are_compared_in_their_scope_and_made_of_the_body() {
    let world = world();
    let scoped = json!({"DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId", "ContentBasedDeduplication": "true"});
    let queue = Queue::with(&world, "q.fifo", scoped);
    let send = |group: &str, body: &str| {
        queue.ask("SendMessage", json!({"MessageBody": body, "MessageGroupId": group})).ok().json()["MessageId"].clone()
    };
    let first = send("a", "x");
    assert_eq!(send("a", "x"), first);
    assert_ne!(send("b", "x"), first);
    assert_ne!(send("a", "y"), first);
    assert_eq!(queue.counts(), [3, 0, 0]);
    let [message] = &queue.receive(json!({"AttributeNames": ["MessageDeduplicationId"]}))[..] else {
        panic!()
    };
    // The SHA-256 of the body.
    assert_eq!(
        message["Attributes"]["MessageDeduplicationId"],
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    );
}

/// Recorded sentences.
#[test]
fn what_cannot_be_in_a_fifo_queue_is_refused() {
    let world = world();
    let queue = Queue::new(&world, "q.fifo");
    let refuse =
        |input: Value, code: &str, part: &str| queue.ask("SendMessage", input).is_error(400, code, part);
    let invalid = "InvalidParameterValueException";
    refuse(
        json!({"MessageBody": "a"}),
        "MissingRequiredParameterException",
        "The request must contain the parameter MessageGroupId.",
    );
    refuse(
        json!({"MessageBody": "a", "MessageGroupId": "g"}),
        invalid,
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
    refuse(
        json!({"MessageBody": "a", "MessageGroupId": "g", "MessageDeduplicationId": "d", "DelaySeconds": 2}),
        invalid,
        "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
    );
    for id in ["group 123", &"a".repeat(129), ""] {
        let part = |name: &str| {
            format!(
                "for parameter {name} is invalid. Reason: {name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            )
        };
        refuse(
            json!({"MessageBody": "a", "MessageGroupId": id, "MessageDeduplicationId": "d"}),
            invalid,
            &part("MessageGroupId"),
        );
        refuse(
            json!({"MessageBody": "a", "MessageGroupId": "g", "MessageDeduplicationId": id}),
            invalid,
            &part("MessageDeduplicationId"),
        );
    }
}

/// A delayed message does not keep its group, nor others.
#[test]
fn the_queues_delay_works() {
    let world = world();
    let queue = Queue::with(&world, "q.fifo", json!({"DelaySeconds": "5"}));
    numbered(&queue, "a", &["1", "2"]);
    assert_eq!(queue.counts(), [0, 0, 2]);
    world.advance(3);
    numbered(&queue, "a", &["3"]);
    assert!(queue.bodies().is_empty());
    queue.ask("SetQueueAttributes", json!({"Attributes": {"DelaySeconds": "0"}})).ok();
    numbered(&queue, "a", &["now"]);
    let now = queue.receive(json!({"MaxNumberOfMessages": 10}));
    assert_eq!((now.len(), &now[0]["Body"]), (1, &json!("now")));
    queue.delete(&now[0]).ok();
    world.advance(2);
    assert_eq!(queue.bodies(), ["1", "2"]);
    assert_eq!(queue.counts(), [0, 2, 1]);
}

#[test]
fn many_groups_come_out_the_oldest_first() {
    let world = world();
    let queue = Queue::new(&world, "q.fifo");
    for n in 0..30 {
        queue.send_to(&format!("g{}", n % 10), &format!("d{n}"), &n.to_string());
    }
    // Three of each group, in order, group by group.
    assert_eq!(queue.bodies(), ["0", "10", "20", "1", "11", "21", "2", "12", "22", "3"]);
    assert_eq!(queue.bodies(), ["4", "14", "24", "5", "15", "25", "6", "16", "26", "7"]);
}

/// A group of dead messages only does not keep others back: found by the model.
#[test]
fn what_does_not_come_out_keeps_no_other_group_back() {
    let world = world();
    let dead = Queue::new(&world, "dead.fifo");
    let redrive = json!({"deadLetterTargetArn": dead.arn(), "maxReceiveCount": 1}).to_string();
    let queue = Queue::with(&world, "q.fifo", json!({"RedrivePolicy": redrive, "VisibilityTimeout": "1"}));
    numbered(&queue, "a", &["a1"]);
    assert_eq!(queue.bodies(), ["a1"]);
    world.advance(2);
    numbered(&queue, "b", &["b1"]);
    let received = queue.receive(json!({"MaxNumberOfMessages": 1}));
    assert_eq!(received.iter().map(|message| message["Body"].clone()).collect::<Vec<_>>(), ["b1"]);
    assert_eq!(dead.bodies(), ["a1"]);
}
