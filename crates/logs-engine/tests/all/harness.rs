//! The world of these tests: CloudWatch Logs on a clock that they move.

use std::sync::Arc;

use base::call::Call;
use base::clock::Clock;
use base::http::{Request, Response};
use base::schedule::Schedule;
use base::service::Service;
use logs_engine::{Engine, Seams, Settings};
use serde_json::{Value, json};
use testkit::{Ask, Parts, Reply};

use crate::objects::Objects;

/// The service and its engine.
#[derive(Debug)]
pub(crate) struct Logs {
    pub(crate) engine: Arc<Engine>,
    pub(crate) objects: Arc<Objects>,
    service: Arc<dyn Service>,
}

impl Logs {
    /// The reply as it comes, a stream if it is one.
    pub(crate) async fn answer(&self, call: Call, request: Request) -> Response {
        self.service.answer(call, request).await
    }
}

pub(crate) type World = testkit::World<Logs>;

/// With nothing in it.
pub(crate) fn world() -> World {
    on(Parts::new())
}

pub(crate) fn on(parts: Parts) -> World {
    let build = move |Parts { store, clock, tasks, .. }| {
        let schedule = Schedule::with_host_clock(clock, Clock::system(), tasks);
        let objects = Arc::new(Objects::default());
        let seams = Seams { objects: objects.clone() };
        let engine = Engine::new(store, schedule, Settings::default(), seams);
        let [service] = logs_engine::services(engine.clone()).try_into().unwrap();
        Arc::new(Logs { engine, objects, service })
    };
    World::new(parts, build, |logs, call, request| Box::pin(logs.service.answer(call, request)))
}

pub(crate) fn ask(operation: &str, input: &Value) -> Ask {
    Ask::json_1_1("Logs_20140328", operation, input)
}

/// A group `g` with a stream `s`.
pub(crate) fn with_stream() -> World {
    let world = world();
    make(&world, "g", "s");
    world
}

pub(crate) fn make(world: &World, group: &str, stream: &str) {
    let _ = world.ask(ask("CreateLogGroup", &json!({"logGroupName": group})));
    world.ask(ask("CreateLogStream", &json!({"logGroupName": group, "logStreamName": stream}))).ok();
}

/// Puts events into the stream `s` of the group `g`: how much later than now each is, and its message.
pub(crate) fn put(world: &World, events: &[(i64, &str)]) -> Reply {
    put_to(world, "s", events)
}

pub(crate) fn put_to(world: &World, stream: &str, events: &[(i64, &str)]) -> Reply {
    let events: Vec<Value> = events
        .iter()
        .map(|(later, message)| json!({"timestamp": now(world) + later, "message": message}))
        .collect();
    let input = json!({"logGroupName": "g", "logStreamName": stream, "logEvents": events});
    world.ask(ask("PutLogEvents", &input))
}

/// Milliseconds since 1970, by the world's clock.
pub(crate) fn now(world: &World) -> i64 {
    i64::try_from(world.clock.now().millis()).unwrap()
}

/// GetLogEvents of the stream `s` of the group `g`.
pub(crate) fn get(world: &World, mut input: Value) -> Value {
    input["logGroupName"] = json!("g");
    if input["logStreamName"].is_null() {
        input["logStreamName"] = json!("s");
    }
    world.ask(ask("GetLogEvents", &input)).ok().json()
}

/// FilterLogEvents of the group `g`.
pub(crate) fn filter(world: &World, mut input: Value) -> Value {
    input["logGroupName"] = json!("g");
    world.ask(ask("FilterLogEvents", &input)).ok().json()
}

/// The messages of a reply.
pub(crate) fn messages(reply: &Value) -> Vec<&str> {
    reply["events"].as_array().unwrap().iter().map(|event| event["message"].as_str().unwrap()).collect()
}
