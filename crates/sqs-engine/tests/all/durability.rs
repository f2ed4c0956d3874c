//! Visible is durable, and nothing comes back or is lost.

use serde_json::json;
use testkit::{Parts, look, visible_is_durable};

use crate::harness::{ask, on};

#[tokio::test]
async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let (parts, faults) = Parts::faulty();
    let world = on(parts);
    let url = world.send(ask("CreateQueue", json!({"QueueName": "q"}))).await.ok().json()["QueueUrl"].clone();
    let with = |operation: &str, mut input: serde_json::Value| {
        input["QueueUrl"] = url.clone();
        ask(operation, input)
    };
    let requests = [
        (with("ReceiveMessage", json!({})), 200),
        (with("GetQueueAttributes", json!({"AttributeNames": ["All"]})), 200),
        (with("SendMessage", json!({"MessageBody": "b"})), 200),
        (with("DeleteMessage", json!({"ReceiptHandle": "none"})), 400),
        (ask("ListQueues", json!({})), 200),
        (ask("GetQueueUrl", json!({"QueueName": "none"})), 400),
    ];
    visible_is_durable(&world, &faults, with("SendMessage", json!({"MessageBody": "a"})), &requests).await;
}

/// Our promise of every reply: one at the emulator's own path, which looks at messages, shows none that a crash may take back.
#[tokio::test]
async fn a_look_at_messages_shows_durable_ones_only() {
    let (parts, faults) = Parts::faulty();
    let world = on(parts);
    let url = world.send(ask("CreateQueue", json!({"QueueName": "q"}))).await.ok().json()["QueueUrl"].clone();
    faults.hold();
    let send = ask("SendMessage", json!({"QueueUrl": url, "MessageBody": "seen"}));
    let mut sending = Box::pin(world.send(send));
    assert!(look(&mut sending).is_pending());
    let mut looking = Box::pin(world.engine.control("messages/us-east-1/000000000000/q"));
    assert!(look(&mut looking).is_pending());
    faults.let_go();
    sending.await.ok();
    assert!(looking.await.contains("<Body>seen</Body>"));
}
