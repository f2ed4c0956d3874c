//! Clients that meet each other, without the locks that keep requests of one process apart: what a commit relies on is all
//! there is. Our promise: no message is handed out twice or lost, whatever comes between.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::entropy::Entropy;
use parking_lot::Mutex;
use serde_json::{Value, json};
use sqs_engine::oracle::Client;
use store::Store;
use testkit::{Ask, Faults, Parts, Reply};

use crate::harness::{self, World, ask};

/// Runs a task beside the test.
#[expect(clippy::disallowed_methods, reason = "the test joins it itself")]
fn beside<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> tokio::task::JoinHandle<T> {
    tokio::spawn(task)
}

fn without_admission() -> Arc<World> {
    let entropy = Entropy::seeded(3);
    Arc::new(harness::on(Parts::drawing(Store::without_admission(entropy.clone()), entropy)))
}

fn faulty() -> (Arc<World>, Faults) {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    store.admit_all();
    (Arc::new(harness::on(Parts::drawing(store, entropy))), faults)
}

/// Sends a request that is stopped before its commit; meanwhile something else happens.
async fn overtaken<T>(
    world: &Arc<World>,
    faults: &Faults,
    slow: Ask,
    meanwhile: impl Future<Output = T>,
) -> (Reply, T) {
    faults.stop_next_writer();
    let slow = {
        let world = Arc::clone(world);
        beside(async move { world.send(slow).await })
    };
    let waiting = faults.clone();
    tokio::task::spawn_blocking(move || waiting.await_writer()).await.unwrap();
    let between = meanwhile.await;
    faults.release_writer();
    (slow.await.unwrap(), between)
}

async fn create(world: &World, name: &str, attributes: Value) -> Value {
    let input = json!({"QueueName": name, "Attributes": attributes});
    world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone()
}

fn send(url: &Value, body: &str) -> Ask {
    ask("SendMessage", json!({"QueueUrl": url, "MessageBody": body}))
}

fn receive(url: &Value) -> Ask {
    ask("ReceiveMessage", json!({"QueueUrl": url, "MaxNumberOfMessages": 10}))
}

fn delete(url: &Value, message: &Value) -> Ask {
    ask("DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]}))
}

fn messages(reply: &Reply) -> Vec<Value> {
    reply.json()["Messages"].as_array().cloned().unwrap_or_default()
}

fn bodies(reply: &Reply) -> Vec<String> {
    messages(reply).iter().map(|message| message["Body"].as_str().unwrap().to_owned()).collect()
}

/// Visible and in flight.
async fn counts(world: &World, url: &Value) -> [String; 2] {
    let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
    let input = json!({"QueueUrl": url, "AttributeNames": names});
    let reply = world.send(ask("GetQueueAttributes", input)).await.ok().json();
    names.map(|name| reply["Attributes"][name].as_str().unwrap().to_owned())
}

/// What is kept twice says the same.
async fn check(world: &World) {
    Client::new(Arc::clone(&world.engine.engine), world.clock.clone(), Arc::default()).seen().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_overtaken_decides_again() {
    let (world, faults) = faulty();
    let url = create(&world, "a", json!({})).await;
    // One message is for one of two.
    world.send(send(&url, "1")).await.ok();
    let (slow, fast) = overtaken(&world, &faults, receive(&url), world.send(receive(&url))).await;
    assert_eq!((bodies(&fast.ok()), bodies(&slow.ok())), (vec!["1".to_owned()], vec![]));
    // What is deleted meanwhile does not come out.
    world.advance(30);
    let held = messages(&world.send(receive(&url)).await.ok())[0].clone();
    world.advance(30);
    let (slow, fast) = overtaken(&world, &faults, receive(&url), world.send(delete(&url, &held))).await;
    fast.ok();
    assert_eq!(bodies(&slow.ok()), [""; 0]);
    // A visibility that was changed meanwhile is looked at again.
    world.send(send(&url, "2")).await.ok();
    let held = messages(&world.send(receive(&url)).await.ok())[0].clone();
    let zero = json!({"QueueUrl": url, "ReceiptHandle": held["ReceiptHandle"], "VisibilityTimeout": 0});
    let zero = ask("ChangeMessageVisibility", zero);
    let (slow, fast) = overtaken(&world, &faults, zero, world.send(delete(&url, &held))).await;
    fast.ok();
    slow.is_error(400, "InvalidParameterValueException", "Message does not exist");
    // Both messages are there.
    let (slow, fast) = overtaken(&world, &faults, send(&url, "3"), world.send(send(&url, "4"))).await;
    assert_eq!((slow.status, fast.status), (200, 200));
    assert_eq!(bodies(&world.send(receive(&url)).await.ok()), ["4", "3"]);
    check(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_meets_the_end_of_its_queue_decides_again() {
    let (world, faults) = faulty();
    let url = create(&world, "a", json!({})).await;
    let about = |operation: &str| ask(operation, json!({"QueueUrl": url}));
    // The message comes behind the purge, and stays.
    let (slow, fast) = overtaken(&world, &faults, send(&url, "1"), world.send(about("PurgeQueue"))).await;
    assert_eq!((slow.status, fast.status), (200, 200));
    assert_eq!(counts(&world, &url).await, ["1", "0"]);
    let (slow, fast) = overtaken(&world, &faults, receive(&url), world.send(about("PurgeQueue"))).await;
    fast.ok();
    assert_eq!(bodies(&slow.ok()), [""; 0]);
    // There is no queue any more, or one that knows nothing of it.
    world.send(send(&url, "2")).await.ok();
    let (slow, fast) = overtaken(&world, &faults, receive(&url), world.send(about("DeleteQueue"))).await;
    fast.ok();
    slow.is_error(400, "QueueDoesNotExist", "");
    create(&world, "a", json!({})).await;
    let again = async {
        world.send(about("DeleteQueue")).await.ok();
        create(&world, "a", json!({})).await;
    };
    overtaken(&world, &faults, send(&url, "3"), again).await.0.ok();
    assert_eq!(counts(&world, &url).await, ["1", "0"]);
    // Of two that make it with different attributes one does.
    let make = |secs: &str| {
        let attributes = json!({"VisibilityTimeout": secs});
        ask("CreateQueue", json!({"QueueName": "b", "Attributes": attributes}))
    };
    let (slow, fast) = overtaken(&world, &faults, make("1"), world.send(make("2"))).await;
    fast.ok();
    slow.is_error(400, "QueueNameExists", "VisibilityTimeout");
    check(&world).await;
}

/// AWS's pages on FIFO queues: an id is one message, and a group is with one receiver.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fifo_queue_keeps_its_promises() {
    let (world, faults) = faulty();
    let url = create(&world, "b.fifo", json!({"FifoQueue": "true"})).await;
    let send = |id: &str| {
        let input =
            json!({"QueueUrl": url, "MessageBody": id, "MessageGroupId": "g", "MessageDeduplicationId": id});
        ask("SendMessage", input)
    };
    let (slow, fast) = overtaken(&world, &faults, send("1"), world.send(send("1"))).await;
    assert_eq!(slow.ok().json()["MessageId"], fast.ok().json()["MessageId"]);
    world.send(send("2")).await.ok();
    let one = || ask("ReceiveMessage", json!({"QueueUrl": url}));
    let (slow, fast) = overtaken(&world, &faults, one(), world.send(one())).await;
    assert_eq!((bodies(&fast.ok()), bodies(&slow.ok())), (vec!["1".to_owned()], vec![]));
    check(&world).await;
}

/// A state that is put back between a decision and its commit is the one that counts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_meets_a_restore_decides_again() {
    let (world, faults) = faulty();
    let url = create(&world, "a", json!({})).await;
    world.send(send(&url, "1")).await.ok();
    world.store.checkpoint("c").unwrap();
    let restore = || async { world.store.restore("c").unwrap() };
    // Sent behind the restore, beside what was kept.
    world.send(send(&url, "2")).await.ok();
    overtaken(&world, &faults, send(&url, "3"), restore()).await.0.ok();
    assert_eq!(counts(&world, &url).await, ["2", "0"]);
    // What only the other state had is not handed out.
    world.store.restore("c").unwrap();
    world.send(send(&url, "2")).await.ok();
    let (slow, ()) = overtaken(&world, &faults, receive(&url), restore()).await;
    assert_eq!(bodies(&slow.ok()), ["1"]);
    assert_eq!(counts(&world, &url).await, ["0", "1"]);
    // Nor is a queue made again by what was meant for it.
    world.store.restore("c").unwrap();
    create(&world, "b.fifo", json!({"FifoQueue": "true"})).await;
    let input = json!({"QueueUrl": "/000000000000/b.fifo", "MessageBody": "1", "MessageGroupId": "g", "MessageDeduplicationId": "d"});
    let (slow, ()) = overtaken(&world, &faults, ask("SendMessage", input), restore()).await;
    slow.is_error(400, "QueueDoesNotExist", "");
    check(&world).await;
}

/// What became of the messages, by their bodies.
#[derive(Debug, Default)]
struct Seen {
    sent: BTreeSet<String>,
    received: BTreeMap<String, u32>,
}

const MESSAGES: usize = 150;

/// Two who send, two who receive and delete: each message comes out once.
async fn hand_over(world: &Arc<World>, url: &Value, fifo: bool) {
    let seen: Arc<Mutex<Seen>> = Arc::default();
    let mut tasks = Vec::new();
    for sender in 0..2 {
        let (world, url, seen) = (Arc::clone(world), url.clone(), Arc::clone(&seen));
        tasks.push(beside(async move {
            for n in 0..MESSAGES {
                let body = (sender * MESSAGES + n).to_string();
                let mut input = json!({"QueueUrl": url, "MessageBody": body});
                if fifo {
                    input["MessageGroupId"] = json!((n % 3).to_string());
                    input["MessageDeduplicationId"] = json!(body);
                }
                world.send(ask("SendMessage", input)).await.ok();
                seen.lock().sent.insert(body);
            }
        }));
    }
    for _ in 0..2 {
        let (world, url, seen) = (Arc::clone(world), url.clone(), Arc::clone(&seen));
        tasks.push(beside(async move {
            while seen.lock().received.len() < 2 * MESSAGES {
                let got = messages(&world.send(receive(&url)).await.ok());
                for message in &got {
                    let body = message["Body"].as_str().unwrap().to_owned();
                    *seen.lock().received.entry(body).or_default() += 1;
                    world.send(delete(&url, message)).await.ok();
                }
                tokio::task::yield_now().await;
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let seen = seen.lock();
    assert!(seen.received.values().all(|count| *count == 1), "{:?}", seen.received);
    assert!(seen.received.keys().eq(seen.sent.iter()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_message_is_handed_out_once() {
    let world = without_admission();
    for (name, fifo) in [("a", false), ("b.fifo", true)] {
        let attributes = if fifo { json!({"FifoQueue": "true"}) } else { json!({}) };
        let url = create(&world, name, attributes).await;
        hand_over(&world, &url, fifo).await;
        assert_eq!(counts(&world, &url).await, ["0", "0"]);
    }
    check(&world).await;
}

/// Everything at once about a few messages that are visible at once: whatever order it has, what is left fits together.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_meets_what_is_kept_fits_together() {
    let world = without_admission();
    let dead = create(&world, "dead", json!({})).await;
    let policy =
        json!({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead", "maxReceiveCount": 4});
    let attributes = json!({"VisibilityTimeout": "0", "RedrivePolicy": policy.to_string()});
    let url = create(&world, "a", attributes).await;
    let mut tasks = Vec::new();
    for client in 0..4 {
        let (world, url, dead) = (Arc::clone(&world), url.clone(), dead.clone());
        tasks.push(beside(async move {
            for n in 0..300 {
                world.send(send(&url, &(n % 50).to_string())).await.ok();
                for message in messages(&world.send(receive(&url)).await.ok()) {
                    let seconds = (n % 2) * 30;
                    let input = json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds});
                    let change = ask("ChangeMessageVisibility", input);
                    let ask = if (n + client) % 3 == 0 { change } else { delete(&url, &message) };
                    let reply = world.send(ask).await;
                    assert!(matches!(reply.status, 200 | 400), "{reply:?}");
                }
                if n % 40 == client {
                    let input = json!({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead"});
                    world.send(ask("StartMessageMoveTask", input)).await;
                }
                world.send(receive(&dead)).await.ok();
                world.clock.advance(std::time::Duration::from_millis(1));
            }
        }));
    }
    world.engine.engine.begin();
    for task in tasks {
        task.await.unwrap();
    }
    world.stop().await;
    check(&world).await;
}
