//! Kinds of SQS's requests, each on one thread, for a count of instructions: `.ci/instructions` runs it and compares with
//! `instructions.tsv`. Without an argument it names the kinds; with one it answers a few requests of that kind, and then
//! [`COUNTED`] more, which are told from all else by the function that they go through: `answer_counted`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failure should stop it, and it is told what there is"
)]

use base::call::Call;
use base::clock::Clock;
use base::entropy::Entropy;
use base::http::{Body, Request, Response};
use base::schedule::Schedule;
use base::service::Service;
use serde_json::{Value, json};
use sqs_engine::{Engine, Settings};
use store::Store;
use testkit::Parts;
use tokio::runtime::Runtime;

/// Messages that the queue has.
const MESSAGES: usize = 2000;
/// Requests before the counted ones, so that nothing is done for the first time.
const BEFORE: usize = 20;
/// Requests that are counted.
const COUNTED: usize = 100;

const KINDS: [&str; 6] = ["send-1k", "receive-1k", "receive-none", "delete", "send-fifo-1k", "send-batch-10"];

struct Sqs {
    runtime: Runtime,
    world: testkit::World<Engine>,
    service: std::sync::Arc<dyn Service>,
}

/// What is counted: as the gateway asks, up to the reply with its body in memory.
#[inline(never)]
fn answer_counted(sqs: &Sqs, call: Call, request: Request) -> Response {
    sqs.runtime.block_on(whole(&*sqs.service, call, request))
}

async fn whole(service: &dyn Service, call: Call, request: Request) -> Response {
    let (parts, body) = service.answer(call, request).await.into_parts();
    let bytes = body.collect(usize::MAX).await.unwrap();
    http::Response::from_parts(parts, Body::from(bytes))
}

fn request(operation: &str, input: &Value) -> Request {
    let body = input.to_string();
    let request = http::Request::builder()
        .method("POST")
        .uri("/")
        .header("host", "localhost:4566")
        .header("x-amz-target", format!("AmazonSQS.{operation}"))
        .header("content-type", "application/x-amz-json-1.0")
        .header("content-length", body.len());
    request.body(Body::from(body)).unwrap()
}

impl Sqs {
    fn new() -> Sqs {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entropy = Entropy::seeded(1);
        let parts = Parts::drawing(Store::in_memory(entropy.clone()), entropy);
        let build = |Parts { store, clock, tasks, .. }: Parts| {
            Engine::new(store, Schedule::with_host_clock(clock, Clock::system(), tasks), Settings::default())
        };
        let world = testkit::World::new(parts, build, |engine, call, request| {
            let [service] = sqs_engine::services(engine.clone()).try_into().unwrap();
            Box::pin(async move { service.answer(call, request).await })
        });
        let [service] = sqs_engine::services(world.engine.clone()).try_into().unwrap();
        Sqs { runtime, world, service }
    }

    fn ask(&self, operation: &str, input: &Value) -> Value {
        let reply = whole(&*self.service, self.world.call(), request(operation, input));
        let reply = self.runtime.block_on(reply);
        assert!(reply.status().is_success(), "{operation}: {reply:?}");
        let body = self.runtime.block_on(reply.into_body().collect(usize::MAX)).unwrap();
        serde_json::from_slice(&body).unwrap_or(Value::Null)
    }

    fn queue(&self, name: &str, attributes: &Value) -> Value {
        self.ask("CreateQueue", &json!({"QueueName": name, "Attributes": attributes}))["QueueUrl"].clone()
    }
}

/// The requests of a kind, each made once.
fn requests(sqs: &Sqs, kind: &str) -> Vec<(&'static str, Value)> {
    let url = sqs.queue("q", &json!({}));
    let body = "x".repeat(1024);
    let send = |n: usize| json!({"QueueUrl": url, "MessageBody": format!("{n:04}{}", &body[4..])});
    (0..MESSAGES).for_each(|n| drop(sqs.ask("SendMessage", &send(n))));
    let each = |of: &dyn Fn(usize) -> (&'static str, Value)| (0..BEFORE + COUNTED).map(of).collect();
    match kind {
        "send-1k" => each(&|n| ("SendMessage", send(n))),
        "receive-1k" => each(&|_| ("ReceiveMessage", json!({"QueueUrl": url}))),
        "receive-none" => {
            let empty = sqs.queue("empty", &json!({}));
            each(&|_| ("ReceiveMessage", json!({"QueueUrl": empty})))
        }
        "delete" => {
            let handles: Vec<Value> = (0..BEFORE + COUNTED)
                .map(|_| {
                    sqs.ask("ReceiveMessage", &json!({"QueueUrl": url}))["Messages"][0]["ReceiptHandle"]
                        .clone()
                })
                .collect();
            handles
                .into_iter()
                .map(|handle| ("DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": handle})))
                .collect()
        }
        "send-fifo-1k" => {
            let fifo = sqs.queue("q.fifo", &json!({"FifoQueue": "true"}));
            each(&|n| {
                let mut input = send(n);
                input["QueueUrl"] = fifo.clone();
                input["MessageGroupId"] = json!(format!("g{}", n % 10));
                input["MessageDeduplicationId"] = json!(n.to_string());
                ("SendMessage", input)
            })
        }
        _ => each(&|n| {
            let entry = |id: usize| json!({"Id": id.to_string(), "MessageBody": format!("{n:04}{id}")});
            let entries: Vec<Value> = (0..10).map(entry).collect();
            ("SendMessageBatch", json!({"QueueUrl": url, "Entries": entries}))
        }),
    }
}

fn main() {
    // `cargo` adds arguments of its own, which begin with two dashes.
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(wanted) = wanted else {
        KINDS.iter().for_each(|name| println!("{name}"));
        return;
    };
    let sqs = Sqs::new();
    for (n, (operation, input)) in requests(&sqs, &wanted).into_iter().enumerate() {
        if n < BEFORE {
            sqs.ask(operation, &input);
            continue;
        }
        let (call, request) = (sqs.world.call(), request(operation, &input));
        let reply = answer_counted(&sqs, call, request);
        assert!(reply.status().is_success(), "{wanted}: {reply:?}");
    }
    println!("{COUNTED}");
}
