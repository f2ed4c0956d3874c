//! Tasks that move messages back.

use serde_json::{Value, json};

use crate::harness::{World, ask, world};

/// A queue, its dead-letter queue with so many dead messages, and their ARNs.
async fn dead(world: &World, count: usize) -> (Value, String, Value, String) {
    let create = async |name: &str, attributes: Value| {
        let url = world
            .send(ask("CreateQueue", json!({"QueueName": name, "Attributes": attributes})))
            .await
            .ok()
            .json()["QueueUrl"]
            .clone();
        (url, format!("arn:aws:sqs:us-east-1:000000000000:{name}"))
    };
    let (dead, dead_arn) = create("dead", json!({})).await;
    let policy = json!({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 1}).to_string();
    let (queue, queue_arn) = create("q", json!({"RedrivePolicy": policy, "VisibilityTimeout": "0"})).await;
    for n in 0..count {
        world.send(ask("SendMessage", json!({"QueueUrl": queue, "MessageBody": n.to_string()}))).await.ok();
    }
    for _ in 0..count {
        world.send(ask("ReceiveMessage", json!({"QueueUrl": queue, "MaxNumberOfMessages": 10}))).await.ok();
    }
    (queue, queue_arn, dead, dead_arn)
}

async fn visible(world: &World, url: &Value) -> String {
    let input = json!({"QueueUrl": url, "AttributeNames": ["ApproximateNumberOfMessages"]});
    let reply = world.send(ask("GetQueueAttributes", input)).await.ok().json();
    reply["Attributes"]["ApproximateNumberOfMessages"].as_str().unwrap().to_owned()
}

async fn tasks(world: &World, source: &str) -> Value {
    world.send(ask("ListMessageMoveTasks", json!({"SourceArn": source, "MaxResults": 10}))).await.ok().json()
        ["Results"]
        .clone()
}

#[tokio::test]
async fn messages_go_back_to_where_they_came_from() {
    let world = world();
    world.engine.engine.begin();
    let (queue, _, dead, dead_arn) = dead(&world, 120).await;
    assert_eq!(
        (visible(&world, &queue).await, visible(&world, &dead).await),
        ("0".to_owned(), "120".to_owned())
    );
    let started = world.send(ask("StartMessageMoveTask", json!({"SourceArn": dead_arn}))).await.ok().json();
    assert!(started["TaskHandle"].is_string());
    let start = world.clock.now().millis();
    loop {
        world.advance(1);
        tokio::task::yield_now().await;
        if tasks(&world, &dead_arn).await[0]["Status"] == "COMPLETED" {
            break;
        }
    }
    assert_eq!(
        (visible(&world, &queue).await, visible(&world, &dead).await),
        ("120".to_owned(), "0".to_owned())
    );
    let expected = json!([{"Status": "COMPLETED", "SourceArn": dead_arn, "ApproximateNumberOfMessagesMoved": 120,
        "ApproximateNumberOfMessagesToMove": 120, "StartedTimestamp": start}]);
    assert_eq!(tasks(&world, &dead_arn).await, expected);
}

#[tokio::test]
async fn a_rate_is_kept_and_a_task_can_be_cancelled() {
    let world = world();
    world.engine.engine.begin();
    let (_, _, dead, dead_arn) = dead(&world, 30).await;
    let other =
        world.send(ask("CreateQueue", json!({"QueueName": "other"}))).await.ok().json()["QueueUrl"].clone();
    let input = json!({"SourceArn": dead_arn, "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:other", "MaxNumberOfMessagesPerSecond": 10});
    let handle =
        world.send(ask("StartMessageMoveTask", input.clone())).await.ok().json()["TaskHandle"].clone();
    // Recorded.
    world.send(ask("StartMessageMoveTask", input)).await.is_error(400, "InvalidParameterValueException", "There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
    for _ in 0..10 {
        world.clock.advance(std::time::Duration::from_millis(100));
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
    let moved: usize = visible(&world, &other).await.parse().unwrap();
    assert!((9..=11).contains(&moved), "{moved} in a second");
    let reply = world.send(ask("CancelMessageMoveTask", json!({"TaskHandle": handle}))).await.ok().json();
    assert_eq!(reply["ApproximateNumberOfMessagesMoved"], moved);
    for _ in 0..20 {
        world.advance(1);
        tokio::task::yield_now().await;
    }
    assert_eq!(visible(&world, &dead).await, (30 - moved).to_string());
    let task = tasks(&world, &dead_arn).await[0].clone();
    assert!(
        task["Status"] == "CANCELLED"
            && task["TaskHandle"].is_null()
            && task["MaxNumberOfMessagesPerSecond"] == 10,
        "{task}"
    );
}

/// Recorded sentences.
#[tokio::test]
async fn what_cannot_be_moved_is_refused() {
    let world = world();
    let (_, queue_arn, _, dead_arn) = dead(&world, 0).await;
    let none = "arn:aws:sqs:us-east-1:000000000000:none";
    let start = async |input| world.send(ask("StartMessageMoveTask", input)).await;
    start(json!({"SourceArn": none})).await.is_error(
        404,
        "ResourceNotFoundException",
        "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
    start(json!({"SourceArn": dead_arn, "DestinationArn": none})).await.is_error(
        404,
        "ResourceNotFoundException",
        "The resource that you specified for the DestinationArn parameter doesn't exist.",
    );
    start(json!({"SourceArn": queue_arn})).await.is_error(
        400,
        "InvalidParameterValueException",
        "Source queue must be configured as a Dead Letter Queue.",
    );
    let cancel =
        async |handle: &str| world.send(ask("CancelMessageMoveTask", json!({"TaskHandle": handle}))).await;
    cancel("x").await.is_error(
        400,
        "InvalidParameterValueException",
        "Value for parameter TaskHandle is invalid.",
    );
    // {"taskId":"x","sourceArn":"arn:aws:sqs:us-east-1:000000000000:dead"}
    let unknown =
        "eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6dXMtZWFzdC0xOjAwMDAwMDAwMDAwMDpkZWFkIn0=";
    cancel(unknown).await.is_error(404, "ResourceNotFoundException", "Task does not exist.");
}

async fn finish(world: &World, source: &str) -> Value {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    tasks(world, source).await[0].clone()
}

/// Our guess: AWS's page has one kind of queue in all of its redrives.
#[tokio::test]
async fn messages_stay_in_queues_of_their_kind() {
    let world = world();
    world.engine.engine.begin();
    let (_, _, _, dead_arn) = dead(&world, 1).await;
    let attributes = json!({"FifoQueue": "true"});
    world.send(ask("CreateQueue", json!({"QueueName": "other.fifo", "Attributes": attributes}))).await.ok();
    let input =
        json!({"SourceArn": dead_arn, "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:other.fifo"});
    world.send(ask("StartMessageMoveTask", input)).await.is_error(
        400,
        "InvalidParameterValueException",
        "DestinationArn",
    );
}

/// AWS's page: messages keep to the retention of their queue. One that is too old does not begin anew elsewhere.
#[tokio::test]
async fn what_is_too_old_does_not_move() {
    let world = world();
    let create = async |name: &str, attributes: Value| {
        let input = json!({"QueueName": name, "Attributes": attributes});
        world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone()
    };
    let arn = |name: &str| format!("arn:aws:sqs:us-east-1:000000000000:{name}");
    let dead = create("dead.fifo", json!({"FifoQueue": "true", "MessageRetentionPeriod": "60"})).await;
    let redrive = json!({"deadLetterTargetArn": arn("dead.fifo"), "maxReceiveCount": 1}).to_string();
    let queue = create("q.fifo", json!({"FifoQueue": "true", "RedrivePolicy": redrive})).await;
    let input =
        json!({"QueueUrl": dead, "MessageBody": "x", "MessageGroupId": "g", "MessageDeduplicationId": "d"});
    world.send(ask("SendMessage", input)).await.ok();
    world.advance(61);
    let input = json!({"SourceArn": arn("dead.fifo"), "DestinationArn": arn("q.fifo")});
    world.send(ask("StartMessageMoveTask", input)).await.ok();
    world.engine.engine.begin();
    let task = finish(&world, &arn("dead.fifo")).await;
    assert_eq!(
        (&task["Status"], &task["ApproximateNumberOfMessagesMoved"]),
        (&json!("COMPLETED"), &json!(0))
    );
    assert_eq!(task["ApproximateNumberOfMessagesToMove"], 0);
    assert_eq!(visible(&world, &queue).await, "0");
}

/// Our guess: a message that is delayed keeps neither the task nor those behind it.
#[tokio::test]
async fn a_delayed_message_keeps_no_task() {
    let world = world();
    let create = async |name: &str, attributes: Value| {
        let input = json!({"QueueName": name, "Attributes": attributes});
        world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone()
    };
    let arn = |name: &str| format!("arn:aws:sqs:us-east-1:000000000000:{name}");
    let dead = create("dead.fifo", json!({"FifoQueue": "true", "DelaySeconds": "900"})).await;
    let redrive = json!({"deadLetterTargetArn": arn("dead.fifo"), "maxReceiveCount": 1}).to_string();
    let queue = create("q.fifo", json!({"FifoQueue": "true", "RedrivePolicy": redrive})).await;
    for delay in ["900", "0"] {
        let input = json!({"QueueUrl": dead, "Attributes": {"DelaySeconds": delay}});
        world.send(ask("SetQueueAttributes", input)).await.ok();
        let input = json!({"QueueUrl": dead, "MessageBody": delay, "MessageGroupId": "g", "MessageDeduplicationId": delay});
        world.send(ask("SendMessage", input)).await.ok();
    }
    world.engine.engine.begin();
    let input = json!({"SourceArn": arn("dead.fifo"), "DestinationArn": arn("q.fifo")});
    world.send(ask("StartMessageMoveTask", input)).await.ok();
    let task = finish(&world, &arn("dead.fifo")).await;
    assert_eq!(
        (&task["Status"], &task["ApproximateNumberOfMessagesMoved"]),
        (&json!("COMPLETED"), &json!(1))
    );
    assert_eq!(visible(&world, &queue).await, "1");
}

/// Our guess: a queue of the same name is another one, and does not go on with what the first had begun.
#[tokio::test]
async fn tasks_end_with_their_queue() {
    let world = world();
    let (_, _, dead, dead_arn) = dead(&world, 1).await;
    world.send(ask("StartMessageMoveTask", json!({"SourceArn": dead_arn}))).await.ok();
    world.send(ask("DeleteQueue", json!({"QueueUrl": dead}))).await.ok();
    world.send(ask("CreateQueue", json!({"QueueName": "dead"}))).await.ok();
    assert_eq!(tasks(&world, &dead_arn).await, json!([]));
}
