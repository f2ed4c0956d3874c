//! Fair queues. Numbers and order are those of
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html>.

use serde_json::{Value, json};

use crate::harness::{Queue, world};

fn send(queue: &Queue<'_>, group: Option<&str>, body: &str) {
    let input = json!({"MessageBody": body, "MessageGroupId": group});
    queue.ask("SendMessage", input).ok();
}

fn send_many(queue: &Queue<'_>, group: &str, count: usize) {
    for number in 0..count {
        send(queue, Some(group), &format!("{group}{number}"));
    }
}

/// Receives so many and leaves them in flight.
fn take(queue: &Queue<'_>, count: usize) -> Vec<Value> {
    let mut taken = Vec::new();
    while taken.len() < count {
        let most = (count - taken.len()).min(10);
        let messages = queue.receive(json!({"MaxNumberOfMessages": most}));
        assert!(!messages.is_empty(), "{} of {count}", taken.len());
        taken.extend(messages);
    }
    taken
}

#[test]
fn a_noisy_group_waits_behind_quiet_ones_and_messages_without_a_group() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "600"}));
    send_many(&queue, "a", 100);
    world.advance(1);
    for (group, body) in [(Some("b"), "b"), (None, "alone"), (Some("c"), "c"), (Some("b"), "b again")] {
        send(&queue, group, body);
        world.advance(1);
    }
    let taken = take(&queue, 30);
    assert!(taken.iter().all(|message| message["Body"].as_str().unwrap().starts_with('a')));
    // Thirty of thirty are in flight: now the others come first, in their order, and then what is left.
    let ten = queue.bodies();
    assert_eq!(ten[..5], ["b", "alone", "c", "b again", "a30"], "{ten:?}");
    assert_eq!(queue.counts(), [64, 40, 0]);
}

#[test]
fn few_messages_in_flight_make_no_noise() {
    let world = world();
    let queue = Queue::new(&world, "q");
    send_many(&queue, "a", 50);
    world.advance(1);
    send(&queue, Some("b"), "b");
    take(&queue, 29);
    assert_eq!(queue.bodies()[0], "a29");
}

/// A tenth of all that is in flight is no more than a fair share.
#[test]
fn a_fair_share_makes_no_noise() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "600"}));
    for number in 0..300 {
        send(&queue, None, &format!("alone{number}"));
    }
    take(&queue, 300);
    send_many(&queue, "a", 60);
    world.advance(1);
    send(&queue, Some("b"), "b");
    take(&queue, 33);
    // 33 of 333.
    assert_eq!(queue.bodies()[0], "a33");
    // 43 of 343.
    assert_eq!(queue.bodies()[0], "b");
}

#[test]
fn of_noisy_groups_the_one_with_less_in_flight_comes_first() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "600"}));
    send_many(&queue, "a", 60);
    take(&queue, 50);
    world.advance(1);
    send_many(&queue, "b", 50);
    take(&queue, 40);
    let ten = queue.bodies();
    assert!(ten.iter().all(|body| body.starts_with('b')), "40 of 90, and a has 50: {ten:?}");
    assert!(queue.bodies().iter().all(|body| body.starts_with('a')));
}

#[test]
fn who_is_done_or_sends_no_more_is_quiet_again() {
    let world = world();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "3600"}));
    let begin = |queue: &Queue<'_>| {
        send_many(queue, "a", 60);
        let taken = take(queue, 40);
        world.advance(1);
        send(queue, Some("b"), "b");
        taken
    };
    let taken = begin(&queue);
    // What is deleted is not in flight.
    taken.iter().take(11).for_each(|message| _ = queue.delete(message).ok());
    assert_eq!(queue.bodies()[0], "a40");
    queue.ask("PurgeQueue", json!({})).ok();
    begin(&queue);
    // Five minutes after the last message that was sent.
    world.advance(299);
    assert_eq!(queue.bodies()[0], "a40");
}

/// What holds of messages holds of those in lanes: delays, visibility, dead letters, deletion, retention.
#[test]
fn messages_with_groups_go_the_way_of_others() {
    let world = world();
    let dead = Queue::new(&world, "dead");
    let redrive = json!({"deadLetterTargetArn": dead.arn(), "maxReceiveCount": 2}).to_string();
    let queue = Queue::with(&world, "q", json!({"VisibilityTimeout": "10", "RedrivePolicy": redrive}));
    let input = json!({"MessageBody": "late", "MessageGroupId": "a", "DelaySeconds": 30});
    queue.ask("SendMessage", input).ok();
    send(&queue, Some("a"), "a");
    send(&queue, Some("b"), "b");
    assert_eq!(queue.counts(), [2, 0, 1]);
    assert_eq!(queue.bodies(), ["a", "b"]);
    assert_eq!(queue.counts(), [0, 2, 1]);
    world.advance(10);
    assert_eq!(queue.counts(), [2, 0, 1]);
    let again = queue.receive(json!({"MaxNumberOfMessages": 10}));
    let zero = json!({"ReceiptHandle": again[0]["ReceiptHandle"], "VisibilityTimeout": 0});
    queue.ask("ChangeMessageVisibility", zero).ok();
    queue.delete(&again[1]).ok();
    assert!(queue.bodies().is_empty(), "received twice, it goes to the dead");
    assert_eq!((queue.counts(), dead.bodies()), ([0, 0, 1], vec!["a".to_owned()]));
    world.advance(20);
    assert_eq!(queue.bodies(), ["late"]);
    world.advance(345_600);
    assert_eq!(queue.counts(), [0, 0, 0]);
}
