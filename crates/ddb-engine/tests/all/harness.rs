//! DynamoDB on testkit's world: operations by name, tables in one line.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use base::clock::Clock;
use base::entropy::Entropy;
use base::schedule::Schedule;
use ddb_engine::{Engine, Seams, Settings};
pub(crate) use serde_json::{Value, json};
use store::Store;
use testkit::{Ask, Parts, Reply, START, block_on, eventually};

use crate::objects::Objects;

/// An engine, its caller, and the S3 beside it.
#[derive(Clone)]
pub(crate) struct World {
    world: testkit::World<Engine>,
    pub(crate) objects: Arc<Objects>,
}

impl Deref for World {
    type Target = testkit::World<Engine>;

    fn deref(&self) -> &testkit::World<Engine> {
        &self.world
    }
}

impl DerefMut for World {
    fn deref_mut(&mut self) -> &mut testkit::World<Engine> {
        &mut self.world
    }
}

/// A request of an operation.
fn ask(operation: &str, input: &str) -> Ask {
    let streams = ["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"];
    let target = if streams.contains(&operation) { "DynamoDBStreams_20120810" } else { "DynamoDB_20120810" };
    Ask::json_1_0(target, operation, &Value::Null).body(input.to_owned())
}

impl World {
    pub(crate) fn new() -> World {
        World::on(Store::in_memory(Entropy::seeded(1)), Clock::frozen(START))
    }

    pub(crate) fn on(store: Store, clock: Clock) -> World {
        World::with(store, clock, Settings::default())
    }

    pub(crate) fn with(store: Store, clock: Clock, settings: Settings) -> World {
        World::drawing(store, clock, settings, Entropy::seeded(2))
    }

    /// On a store, with the chance that it was opened with.
    pub(crate) fn drawing(store: Store, clock: Clock, settings: Settings, entropy: Entropy) -> World {
        let objects = Arc::new(Objects::default());
        let seams = Seams { objects: objects.clone() };
        let mut world = testkit::World::new(
            Parts { clock, ..Parts::drawing(store, entropy) },
            |Parts { store, clock, entropy, tasks }| {
                Engine::new(store, Schedule::new(clock, tasks), entropy, settings, seams)
            },
            |engine, call, request| Box::pin(engine.answer(call, request)),
        );
        world.request_id = "A".repeat(52).into();
        World { world, objects }
    }

    /// The same engine, asked in another region.
    pub(crate) fn in_region(&self, region: &str) -> World {
        World { world: self.world.in_region(region), ..self.clone() }
    }

    /// The same engine, asked by another account.
    pub(crate) fn as_account(&self, account: &str) -> World {
        World { world: self.world.as_account(account), ..self.clone() }
    }

    pub(crate) fn raw(&self, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.world.ask(Ask::post("/").headers(headers).body(body.to_vec()))
    }

    /// Runs the engine's background work until `done`, or fails.
    pub(crate) fn background(&self, done: impl Fn() -> bool) {
        block_on(async {
            self.engine.start();
            eventually(done).await;
        });
    }

    /// Runs the engine's background work until no job is left.
    pub(crate) fn work(&self) {
        self.background(|| self.jobs() == 0);
    }

    /// How many jobs there are in the background.
    pub(crate) fn jobs(&self) -> usize {
        self.below(&store::Key::of(store::Space::DdbOther).u8(32))
    }

    /// The status and document of one request, for tests that have several under way; null where there is none.
    pub(crate) async fn answer(&self, operation: &str, input: String) -> (u16, Value) {
        let reply = self.world.send(ask(operation, &input)).await;
        (reply.status, if reply.body.is_empty() { Value::Null } else { reply.json() })
    }

    fn reply(&self, operation: &str, input: &str) -> Reply {
        self.world.ask(ask(operation, input))
    }

    /// A request that must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, operation: &str, input: Value) -> Value {
        self.reply(operation, &input.to_string()).expect(200).json()
    }

    /// A request that must fail: the error's name and message in one line.
    #[track_caller]
    pub(crate) fn err(&self, operation: &str, input: Value) -> String {
        self.err_text(operation, &input.to_string())
    }

    /// A request, as text, that must fail.
    #[track_caller]
    pub(crate) fn err_text(&self, operation: &str, input: &str) -> String {
        let reply = self.reply(operation, input);
        assert!(reply.json()["__type"].as_str().unwrap().contains('#'), "{reply:?}");
        reply.err()
    }

    /// The whole document of a request that must fail.
    #[track_caller]
    pub(crate) fn failure(&self, operation: &str, input: Value) -> Value {
        let reply = self.reply(operation, &input.to_string());
        assert_ne!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    /// A table billed by request: keys as `pk S` or `pk S, sk N`; more members in `extra`.
    #[track_caller]
    pub(crate) fn table(&self, name: &str, keys: &str, extra: Value) -> Value {
        let keys: Vec<(&str, &str)> = keys.split(", ").map(|key| key.split_once(' ').unwrap()).collect();
        let definition = |(name, kind): &(&str, &str)| json!({"AttributeName": name, "AttributeType": kind});
        let mut definitions: Vec<Value> = keys.iter().map(definition).collect();
        let mut input = json!({"TableName": name, "BillingMode": "PAY_PER_REQUEST"});
        input["KeySchema"] = keys
            .iter()
            .zip(["HASH", "RANGE"])
            .map(|((name, _), role)| json!({"AttributeName": name, "KeyType": role}))
            .collect();
        for (key, value) in extra.as_object().into_iter().flatten() {
            if key == "defs" {
                definitions.extend(
                    value
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|pair| json!({"AttributeName": pair[0], "AttributeType": pair[1]})),
                );
            } else {
                input[key] = value.clone();
            }
        }
        input["AttributeDefinitions"] = definitions.into();
        self.ok("CreateTable", input)
    }
}
