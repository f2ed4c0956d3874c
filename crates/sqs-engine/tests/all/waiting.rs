//! Long polls.

use std::time::Duration;

use base::clock::{Clock, Timestamp};
use serde_json::{Value, json};
use sqs_engine::Settings;
use testkit::{Parts, look};
use wire::endpoint::Engine as _;

use crate::harness::{World, ask, with_host_clock, world};

async fn queue(world: &World, attributes: Value) -> Value {
    let input = json!({"QueueName": "q", "Attributes": attributes});
    world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone()
}

async fn receive(world: &World, url: &Value, wait: u64) -> Vec<Value> {
    let reply = world.send(ask("ReceiveMessage", json!({"QueueUrl": url, "WaitTimeSeconds": wait}))).await;
    reply.ok().json()["Messages"].as_array().cloned().unwrap_or_default()
}

async fn send(world: &World, url: &Value, body: &str) {
    world.send(ask("SendMessage", json!({"QueueUrl": url, "MessageBody": body}))).await.ok();
}

#[tokio::test]
async fn a_message_ends_one_wait_at_once() {
    let world = world();
    let url = queue(&world, json!({})).await;
    let (mut first, mut second) = (Box::pin(receive(&world, &url, 20)), Box::pin(receive(&world, &url, 20)));
    assert!(look(&mut first).is_pending() && look(&mut second).is_pending());
    send(&world, &url, "a").await;
    let got = first.await;
    assert_eq!(got[0]["Body"], "a");
    assert!(look(&mut second).is_pending());
    send(&world, &url, "b").await;
    assert_eq!(second.await[0]["Body"], "b");
}

#[tokio::test]
async fn a_wait_ends_with_its_time() {
    let world = world();
    let url = queue(&world, json!({"ReceiveMessageWaitTimeSeconds": "5"})).await;
    let own = async { world.send(ask("ReceiveMessage", json!({"QueueUrl": url}))).await.ok().json() };
    let (mut own, mut asked) = (Box::pin(own), Box::pin(receive(&world, &url, 2)));
    assert!(look(&mut own).is_pending() && look(&mut asked).is_pending());
    world.advance(2);
    assert_eq!(asked.await, [Value::Null; 0]);
    assert!(look(&mut own).is_pending());
    world.advance(3);
    assert_eq!(own.await, json!({}));
    // The request's zero counts more than the queue's wait.
    assert!(receive(&world, &url, 0).await.is_empty());
}

/// What is delayed, or comes back, ends a wait when it is due.
#[tokio::test]
async fn a_message_that_becomes_due_ends_a_wait() {
    let world = world();
    let url = queue(&world, json!({"VisibilityTimeout": "4"})).await;
    let mut waiting = Box::pin(receive(&world, &url, 20));
    assert!(look(&mut waiting).is_pending());
    world
        .send(ask("SendMessage", json!({"QueueUrl": url, "MessageBody": "late", "DelaySeconds": 3})))
        .await
        .ok();
    assert!(look(&mut waiting).is_pending());
    world.advance(3);
    assert_eq!(waiting.await[0]["Body"], "late");
    let mut again = Box::pin(receive(&world, &url, 20));
    assert!(look(&mut again).is_pending());
    world.advance(4);
    assert_eq!(again.await[0]["Body"], "late");
}

/// One who waits and goes away takes what he knew of the next message with him; another who waits must know it too.
#[tokio::test]
async fn who_goes_away_leaves_others_waiting_rightly() {
    let world = world();
    let url = queue(&world, json!({})).await;
    let (mut first, mut second) = (Box::pin(receive(&world, &url, 1)), Box::pin(receive(&world, &url, 20)));
    assert!(look(&mut first).is_pending() && look(&mut second).is_pending());
    world
        .send(ask("SendMessage", json!({"QueueUrl": url, "MessageBody": "late", "DelaySeconds": 3})))
        .await
        .ok();
    assert!(look(&mut first).is_pending() && look(&mut second).is_pending());
    world.advance(1);
    assert!(first.await.is_empty());
    assert!(look(&mut second).is_pending());
    world.advance(2);
    assert_eq!(second.await[0]["Body"], "late");
    // Who was woken and is dropped before he looks wakes another.
    let (mut first, mut second) = (Box::pin(receive(&world, &url, 20)), Box::pin(receive(&world, &url, 20)));
    assert!(look(&mut first).is_pending() && look(&mut second).is_pending());
    send(&world, &url, "a").await;
    drop(first);
    assert_eq!(second.await[0]["Body"], "a");
}

#[tokio::test]
async fn a_wait_ends_with_the_queue_and_with_the_process() {
    let world = world();
    let url = queue(&world, json!({})).await;
    let mut waiting =
        Box::pin(world.send(ask("ReceiveMessage", json!({"QueueUrl": url, "WaitTimeSeconds": 20}))));
    assert!(look(&mut waiting).is_pending());
    world.send(ask("DeleteQueue", json!({"QueueUrl": url}))).await.ok();
    waiting.await.is_error(400, "QueueDoesNotExist", "");
    let url = queue(&world, json!({})).await;
    let mut waiting = Box::pin(receive(&world, &url, 20));
    assert!(look(&mut waiting).is_pending());
    world.engine.engine.notice_stop();
    assert!(waiting.await.is_empty());
    assert!(receive(&world, &url, 20).await.is_empty());
}

/// A clock that stands still keeps nobody: the host's own time ends the wait too.
#[tokio::test]
async fn a_clock_that_stands_keeps_nobody() {
    let host = Clock::frozen(Timestamp::from_secs(0));
    let world = with_host_clock(Parts::new(), Settings::default(), host.clone());
    let url = queue(&world, json!({})).await;
    let mut waiting = Box::pin(receive(&world, &url, 20));
    assert!(look(&mut waiting).is_pending());
    host.advance(Duration::from_secs(20));
    assert_eq!(waiting.await, [Value::Null; 0]);
}
