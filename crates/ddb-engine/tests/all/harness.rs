//! An engine and a way to talk to it in one line.

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Body, Request};
use base::task::Tasks;
use ddb_engine::{Engine, Seams, Settings};
pub(crate) use serde_json::{Value, json};
use store::Store;

use crate::objects::Objects;

pub(crate) struct World {
    pub(crate) engine: Arc<Engine>,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) objects: Arc<Objects>,
    pub(crate) account: AccountId,
    pub(crate) region: Region,
}

/// `X-Amz-Target` of an operation.
fn target(operation: &str) -> String {
    let streams = ["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"];
    let api = if streams.contains(&operation) { "DynamoDBStreams_20120810" } else { "DynamoDB_20120810" };
    format!("{api}.{operation}")
}

/// A reply: its status, headers and body.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("not JSON: {}", String::from_utf8_lossy(&self.body)))
    }
}

impl World {
    pub(crate) fn new() -> World {
        let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
        let store = Store::in_memory(Entropy::seeded(1));
        World::on(store, clock)
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
        let (c, e, t) = (clock.clone(), entropy, Tasks::new());
        let engine = Engine::new(store.clone(), c, e, t, settings, seams);
        World { engine, clock, store, objects, account: AccountId::DEFAULT, region: Region::us_east_1() }
    }

    /// The same engine, asked in another region.
    pub(crate) fn in_region(&self, region: &str) -> World {
        World { region: Region::parse(region).unwrap(), ..self.again() }
    }

    /// The same engine, asked by another account.
    pub(crate) fn as_account(&self, account: &str) -> World {
        World { account: AccountId::parse(account).unwrap(), ..self.again() }
    }

    fn again(&self) -> World {
        World {
            engine: self.engine.clone(),
            clock: self.clock.clone(),
            store: self.store.clone(),
            objects: self.objects.clone(),
            account: self.account,
            region: self.region.clone(),
        }
    }

    pub(crate) fn call(&self) -> Call {
        Call {
            account: self.account,
            region: self.region.clone(),
            request_id: "A".repeat(52).into(),
            now: self.clock.now(),
            caller: Caller::Key { access_key: "test".into() },
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn raw(&self, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut request = http::Request::post("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request: Request = request.body(Body::from(body.to_vec())).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (head, body) = self.engine.answer(self.call(), request).await.into_parts();
            let body = body.collect(64 << 20).await.unwrap().to_vec();
            Reply { status: head.status.as_u16(), headers: head.headers, body }
        })
    }

    /// Runs the engine's background work until `done`, or fails.
    #[track_caller]
    pub(crate) fn background(&self, done: impl Fn() -> bool) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            self.engine.start();
            for _ in 0..1000 {
                if done() {
                    return;
                }
                tokio::task::yield_now().await;
            }
            panic!("the background work did not do it");
        });
    }

    /// Runs the engine's background work until no job is left.
    #[track_caller]
    pub(crate) fn work(&self) {
        self.background(|| self.jobs() == 0);
    }

    /// How many jobs there are in the background.
    pub(crate) fn jobs(&self) -> usize {
        self.below(&store::Key::of(store::Space::DdbOther).u8(32))
    }

    /// How many keys of a space there are.
    pub(crate) fn stored(&self, space: store::Space) -> usize {
        self.below(&store::Key::of(space))
    }

    fn below(&self, prefix: &store::Key) -> usize {
        let mut count = 0;
        let count_one = &mut |_: &[u8], _: &bytes::Bytes| {
            count += 1;
            std::ops::ControlFlow::Continue(())
        };
        self.store.scan_prefix(prefix, count_one).unwrap();
        count
    }

    /// The status and document of one request, for tests that have several under way.
    pub(crate) async fn answer(&self, operation: &str, input: String) -> (u16, Value) {
        let request = http::Request::post("/")
            .header("x-amz-target", target(operation))
            .header("content-type", "application/x-amz-json-1.0");
        let request: Request = request.body(Body::from(input.into_bytes())).unwrap();
        let (head, body) = self.engine.answer(self.call(), request).await.into_parts();
        let body = body.collect(64 << 20).await.unwrap();
        (head.status.as_u16(), serde_json::from_slice(&body).unwrap())
    }

    fn reply(&self, operation: &str, input: &str) -> Reply {
        let target = target(operation);
        let headers = [("x-amz-target", target.as_str()), ("content-type", "application/x-amz-json-1.0")];
        self.raw(&headers, input.as_bytes())
    }

    /// A request that must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, operation: &str, input: Value) -> Value {
        let reply = self.reply(operation, &input.to_string());
        let json = reply.json();
        assert_eq!(reply.status, 200, "{operation} {input}: {json}");
        json
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
        let json = reply.json();
        assert_ne!(reply.status, 200, "{operation} {input}: {json}");
        let name = json["__type"].as_str().unwrap().split('#').nth(1).unwrap();
        let message = json.get("message").or(json.get("Message")).and_then(Value::as_str).unwrap_or_default();
        format!("{name}: {message}")
    }

    /// The whole document of a request that must fail.
    #[track_caller]
    pub(crate) fn failure(&self, operation: &str, input: Value) -> Value {
        let reply = self.reply(operation, &input.to_string());
        assert_ne!(reply.status, 200, "{operation} {input}: {}", reply.json());
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
