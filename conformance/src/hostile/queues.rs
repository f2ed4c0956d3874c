//! Queues: honest senders and receivers of messages beside requests that no queue takes, thousands of long polls at once, and
//! queues that go under those who wait at them.
//!
//! - `messages` a ledger of what was sent, received and deleted, and the clients that keep it
//! - `misuse` requests that are refused, each with AWS's code
//! - `polls` many who wait

use serde_json::{Value, json};

use super::scene::Scene;
use super::target::Client;
use super::wire::{Reply, Request};

pub(crate) mod messages;
pub(crate) mod misuse;
pub(crate) mod polls;

/// An operation of SQS, in JSON.
pub(crate) fn sqs(operation: &str, input: &Value) -> Request {
    Request::new("POST", "/")
        .header("x-amz-target", format!("AmazonSQS.{operation}"))
        .header("content-type", "application/x-amz-json-1.0")
        .body(input.to_string())
}

/// The address of a queue: its path says all.
pub(crate) fn url(queue: &str) -> String {
    format!("http://localhost/000000000000/{queue}")
}

/// The queues that all of them use.
pub(crate) fn made() -> Vec<Request> {
    let queue = |name: &str, attributes: Value| {
        sqs("CreateQueue", &json!({"QueueName": name, "Attributes": attributes}))
    };
    let visibility = messages::VISIBILITY_S.to_string();
    let fifo =
        json!({"FifoQueue": "true", "VisibilityTimeout": visibility, "ContentBasedDeduplication": "true"});
    vec![
        queue(messages::QUEUES[0], json!({"VisibilityTimeout": visibility})),
        queue(messages::QUEUES[1], fifo),
        queue(polls::POLLED, json!({"VisibilityTimeout": "600"})),
        queue(misuse::MISUSED, json!({"MessageRetentionPeriod": "60"})),
        queue(misuse::MISUSED_FIFO, json!({"FifoQueue": "true"})),
        queue(misuse::OTHER, json!({})),
    ]
}

/// Runs all of them until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(messages::run(scene.clone()), misuse::run(scene.clone()), polls::run(scene));
}

/// The messages of a reply, each with its receipt handle.
fn received(reply: &Reply) -> Result<Vec<(String, String)>, String> {
    if reply.status != 200 {
        return Err(format!("a receive was answered with {}", reply.summary()));
    }
    let document = reply.json();
    let messages = document.get("Messages").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |message: &Value, name: &str| message.get(name).and_then(Value::as_str).map(str::to_owned);
    let read = |message: &Value| Some((text(message, "Body")?, text(message, "ReceiptHandle")?));
    Ok(messages.iter().filter_map(read).collect())
}

/// A client of a scene.
fn client(scene: &Scene) -> Client {
    Client::new(&scene.target)
}
