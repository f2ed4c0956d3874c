//! Dead-letter queues.

use serde_json::{Value, json};

use testkit::eventually;

use crate::harness::{Queue, ask, world};

fn redrive(target: &Queue<'_>, count: Value) -> String {
    json!({"deadLetterTargetArn": target.arn(), "maxReceiveCount": count}).to_string()
}

/// AWS's page on dead-letter queues: with the receive that would be one too many, and a standard queue's message keeps its time.
#[test]
fn a_message_moves_with_the_receive_that_is_one_too_many() {
    let world = world();
    let dead = Queue::new(&world, "dead");
    let queue = Queue::with(
        &world,
        "q",
        json!({"RedrivePolicy": redrive(&dead, json!("2")), "VisibilityTimeout": "1"}),
    );
    let attributes = json!({"a": {"DataType": "String", "StringValue": "1"}});
    let sent =
        queue.ask("SendMessage", json!({"MessageBody": "x", "MessageAttributes": attributes})).ok().json();
    let sent_at = world.clock.now().millis().to_string();
    for _ in 0..2 {
        assert_eq!(queue.bodies(), ["x"]);
        world.advance(1);
    }
    assert_eq!(dead.counts(), [0, 0, 0]);
    assert!(queue.bodies().is_empty());
    assert_eq!((queue.counts(), dead.counts()), ([0, 0, 0], [1, 0, 0]));
    let [message] = &dead.receive(json!({"AttributeNames": ["All"], "MessageAttributeNames": ["All"]}))[..]
    else {
        panic!()
    };
    assert_eq!(message["MessageId"], sent["MessageId"]);
    assert_eq!(message["MessageAttributes"], attributes);
    assert_eq!(message["Attributes"]["SentTimestamp"], sent_at);
    assert_eq!(message["Attributes"]["DeadLetterQueueSourceArn"], queue.arn());
    let sources = dead.ask("ListDeadLetterSourceQueues", json!({})).ok().json();
    assert_eq!(sources, json!({"queueUrls": [queue.url]}));
    assert_eq!(queue.ask("ListDeadLetterSourceQueues", json!({})).ok().json(), json!({"queueUrls": []}));
}

#[test]
fn a_fifo_queue_has_a_fifo_queue_for_its_dead() {
    let world = world();
    let dead = Queue::new(&world, "dead.fifo");
    let queue = Queue::with(
        &world,
        "q.fifo",
        json!({"RedrivePolicy": redrive(&dead, json!(1)), "VisibilityTimeout": "1"}),
    );
    queue.send_to("g", "1", "one");
    queue.send_to("g", "2", "two");
    let one = queue.receive(json!({}));
    assert_eq!(one[0]["Body"], "one");
    world.advance(1);
    // The first is dead, the second comes out.
    assert_eq!(queue.bodies(), ["two"]);
    assert_eq!(dead.bodies(), ["one"]);
    let standard = Queue::new(&world, "standard");
    let wrong = json!({"Attributes": {"RedrivePolicy": redrive(&standard, json!(1))}});
    queue.ask("SetQueueAttributes", wrong).is_error(
        400,
        "InvalidParameterValueException",
        "must be same type of queue as the source.",
    );
}

/// <https://github.com/serverless/serverless/issues/5215>, <https://github.com/rubyonjets/jets/pull/101>
#[test]
fn a_policy_that_cannot_be_is_refused() {
    let world = world();
    let (queue, dead) = (Queue::new(&world, "q"), Queue::new(&world, "dead"));
    let set =
        |policy: &str| queue.ask("SetQueueAttributes", json!({"Attributes": {"RedrivePolicy": policy}}));
    let refuse = |policy: &str, part: &str| set(policy).is_error(400, "InvalidParameterValueException", part);
    let none = r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:none","maxReceiveCount":"3"}"#;
    refuse(
        none,
        &format!(
            "Value {none} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist."
        ),
    );
    refuse("{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
    refuse(
        r#"{"maxReceiveCount":3}"#,
        "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
    );
    for count in [json!(0), json!(1001), json!("x")] {
        refuse(&redrive(&dead, count), "valid values are from 1 to 1000 both inclusive.");
    }
    refuse("[", "");
    set(&redrive(&dead, json!(1000))).ok();
    dead.ask(
        "SetQueueAttributes",
        json!({"Attributes": {"RedriveAllowPolicy": r#"{"redrivePermission":"denyAll"}"#}}),
    )
    .ok();
    refuse(&redrive(&dead, json!(1)), "does not allow this source queue.");
    let by_queue = json!({"redrivePermission": "byQueue", "sourceQueueArns": [queue.arn()]}).to_string();
    dead.ask("SetQueueAttributes", json!({"Attributes": {"RedriveAllowPolicy": by_queue}})).ok();
    set(&redrive(&dead, json!(1))).ok();
}

/// The message stays where it is: <https://github.com/faiscadev/fakecloud/issues/1675>.
#[test]
fn nothing_is_lost_if_the_dead_letter_queue_is_gone() {
    let world = world();
    let dead = Queue::new(&world, "dead");
    let queue = Queue::with(
        &world,
        "q",
        json!({"RedrivePolicy": redrive(&dead, json!(1)), "VisibilityTimeout": "0"}),
    );
    queue.send("x");
    dead.ask("DeleteQueue", json!({})).ok();
    for _ in 0..3 {
        assert_eq!(queue.bodies(), ["x"]);
    }
    world.ask(ask("CreateQueue", json!({"QueueName": "dead"}))).ok();
    assert!(queue.bodies().is_empty());
}

/// AWS's page: in standard queues a dead letter keeps the time at which it was sent, and grows too old by it. Nobody has to ask.
#[tokio::test]
async fn what_was_buried_is_taken_away_when_it_is_too_old() {
    let world = world();
    world.engine.engine.begin();
    let create = async |name: &str, attributes: Value| {
        let input = json!({"QueueName": name, "Attributes": attributes});
        world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone()
    };
    create("dead", json!({"MessageRetentionPeriod": "100"})).await;
    let target = "arn:aws:sqs:us-east-1:000000000000:dead";
    let redrive = json!({"deadLetterTargetArn": target, "maxReceiveCount": 1}).to_string();
    let queue = create("q", json!({"RedrivePolicy": redrive, "VisibilityTimeout": "0"})).await;
    let receive = || world.send(ask("ReceiveMessage", json!({"QueueUrl": queue})));
    world.send(ask("SendMessage", json!({"QueueUrl": queue, "MessageBody": "x"}))).await.ok();
    receive().await.ok();
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    receive().await.ok();
    assert_eq!(world.stored(store::Space::SqsMessage), 1);
    world.advance(101);
    eventually(|| world.stored(store::Space::SqsMessage) == 0).await;
}
