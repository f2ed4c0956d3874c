//! The world of these tests: SQS on a clock that they move.

use std::sync::Arc;

use base::clock::Clock;
use base::http::{Body, Request};
use base::schedule::Schedule;
use base::seams::EventTarget;
use base::service::Service;
use serde_json::{Value, json};
use sqs_engine::{Engine, Settings};
use testkit::{Ask, Parts, Reply};
use wire::endpoint::Engine as _;

/// The service and its engine.
#[derive(Debug)]
pub(crate) struct Sqs {
    pub(crate) engine: Arc<Engine>,
    service: Arc<dyn Service>,
}

pub(crate) type World = testkit::World<Sqs>;

/// With nothing in it.
pub(crate) fn world() -> World {
    on(Parts::new())
}

pub(crate) fn on(parts: Parts) -> World {
    with(parts, Settings::default())
}

pub(crate) fn with(parts: Parts, settings: Settings) -> World {
    with_host_clock(parts, settings, Clock::system())
}

/// The host's clock is one that the test moves.
pub(crate) fn with_host_clock(parts: Parts, settings: Settings, host: Clock) -> World {
    let build = move |Parts { store, clock, tasks, .. }| {
        let engine = Engine::new(store, Schedule::with_host_clock(clock, host, tasks), settings);
        let [service] = sqs_engine::services(engine.clone()).try_into().unwrap();
        Arc::new(Sqs { engine, service })
    };
    World::new(parts, build, |sqs, call, request| Box::pin(sqs.service.answer(call, request)))
}

impl Sqs {
    /// The body of the reply at one of the emulator's own paths of SQS.
    pub(crate) async fn control(&self, path: &str) -> String {
        let request = Request::new(Body::from(Vec::new()));
        let reply = self.service.answer_control(path, request).await.unwrap();
        let body = reply.into_parts().1.collect(1 << 20).await.unwrap();
        String::from_utf8_lossy(&body).into_owned()
    }

    pub(crate) fn target(&self) -> Arc<dyn EventTarget> {
        self.engine.clone().event_target().unwrap().1
    }
}

pub(crate) fn ask(operation: &str, input: Value) -> Ask {
    Ask::json_1_0("AmazonSQS", operation, &input)
}

/// One queue, and what is done with it.
pub(crate) struct Queue<'w> {
    pub(crate) world: &'w World,
    pub(crate) url: String,
}

impl<'w> Queue<'w> {
    pub(crate) fn new(world: &'w World, name: &str) -> Queue<'w> {
        Queue::with(world, name, json!({}))
    }

    pub(crate) fn with(world: &'w World, name: &str, mut attributes: Value) -> Queue<'w> {
        if name.ends_with(".fifo") {
            attributes["FifoQueue"] = json!("true");
        }
        let input = json!({"QueueName": name, "Attributes": attributes});
        let url = world.ask(ask("CreateQueue", input)).ok().json()["QueueUrl"].as_str().unwrap().to_owned();
        Queue { world, url }
    }

    pub(crate) fn ask(&self, operation: &str, mut input: Value) -> Reply {
        input["QueueUrl"] = json!(self.url);
        self.world.ask(ask(operation, input))
    }

    pub(crate) fn send(&self, body: &str) -> Value {
        self.ask("SendMessage", json!({"MessageBody": body})).ok().json()
    }

    /// Sends into a group of a FIFO queue.
    pub(crate) fn send_to(&self, group: &str, id: &str, body: &str) -> Value {
        let input = json!({"MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": id});
        self.ask("SendMessage", input).ok().json()
    }

    pub(crate) fn receive(&self, input: Value) -> Vec<Value> {
        let reply = self.ask("ReceiveMessage", input).ok().json();
        reply["Messages"].as_array().cloned().unwrap_or_default()
    }

    /// The bodies of up to ten messages.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let messages = self.receive(json!({"MaxNumberOfMessages": 10}));
        messages.iter().map(|message| message["Body"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn delete(&self, message: &Value) -> Reply {
        self.ask("DeleteMessage", json!({"ReceiptHandle": message["ReceiptHandle"]}))
    }

    pub(crate) fn attribute(&self, name: &str) -> Value {
        self.ask("GetQueueAttributes", json!({"AttributeNames": [name]})).ok().json()["Attributes"][name]
            .clone()
    }

    /// Visible, in flight, delayed.
    pub(crate) fn counts(&self) -> [u64; 3] {
        ["", "NotVisible", "Delayed"].map(|of| {
            let name = format!("ApproximateNumberOfMessages{of}");
            self.attribute(&name).as_str().unwrap().parse().unwrap()
        })
    }

    pub(crate) fn arn(&self) -> String {
        self.attribute("QueueArn").as_str().unwrap().to_owned()
    }
}
