//! Seven kinds of requests, each on one thread, for a count of instructions: `.ci/instructions` runs it and compares with
//! `instructions.tsv`. Without an argument it names the kinds; with one it answers a few requests of that kind, and then
//! [`COUNTED`] more, which are told from all else by the function that they go through: `answer_counted`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failure should stop it, and it is told what there is"
)]

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use async_trait::async_trait;
use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Body, Request, Response};
use base::schedule::Schedule;
use base::seams::{Encryption, ListedObject, ObjectAddress, ObjectStore, SeamError};
use base::service::Service;
use base::task::Tasks;
use bytes::Bytes;
use ddb_engine::{Engine, Seams, Settings};
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Value, json};
use store::Store;

/// Items of the table `items` and of `indexed`.
const ITEMS: u32 = 2000;
/// Partitions of the table `parts`, of twenty items each.
const PARTS: u32 = 100;
/// Requests before the counted ones, so that nothing is done for the first time.
const BEFORE: u32 = 40;
/// Requests that are counted.
const COUNTED: u32 = 400;

/// The requests, by name: the operation, and the body of the one with this number.
type Kind = (&'static str, &'static str, fn(u32) -> Value);

const KINDS: [Kind; 7] = [
    ("get", "DynamoDB_20120810.GetItem", |n| json!({"TableName": "items", "Key": key(scattered(n))})),
    ("put", "DynamoDB_20120810.PutItem", |n| json!({"TableName": "items", "Item": changed(scattered(n), n)})),
    ("update", "DynamoDB_20120810.UpdateItem", |n| update("items", scattered(n))),
    ("query", "DynamoDB_20120810.Query", query),
    ("batch-write", "DynamoDB_20120810.BatchWriteItem", batch),
    ("transact-write", "DynamoDB_20120810.TransactWriteItems", transaction),
    (
        "put-indexed",
        "DynamoDB_20120810.PutItem",
        |n| json!({"TableName": "indexed", "Item": changed(scattered(n), n)}),
    ),
];

/// Numbers in no order, each once.
fn scattered(n: u32) -> u32 {
    // The factor has no divisor in common with the number of items.
    (n * 1237 + 11) % ITEMS
}

fn key(n: u32) -> Value {
    json!({"pk": {"S": format!("user#{n:08}")}})
}

/// About 400 bytes as DynamoDB counts them.
fn item(n: u32) -> Value {
    json!({
        "pk": {"S": format!("user#{n:08}")}, "g": {"S": format!("g#{:04}", n % 1000)}, "c": {"N": "0"},
        "n": {"N": n.to_string()}, "ok": {"BOOL": true},
        "m": {"M": {"a": {"S": "alpha"}, "b": {"N": "12.5"}}}, "l": {"L": [{"S": "one"}, {"N": "2"}]},
        "s": {"S": "x".repeat(252)},
    })
}

/// The same with another counter: of what is there already a put writes nothing.
fn changed(n: u32, request: u32) -> Value {
    let mut item = item(n);
    item["c"] = json!({"N": (request + 1).to_string()});
    item
}

/// An item of a partition.
fn part(partition: u32, n: u32) -> Value {
    let mut item = item(partition * 20 + n);
    item["pk"] = json!({"S": format!("part#{partition:05}")});
    item["sk"] = json!({"S": format!("item#{n:05}")});
    item["n"] = json!({"N": n.to_string()});
    item
}

/// One more on a counter that is there.
fn update(table: &str, n: u32) -> Value {
    json!({
        "TableName": table, "Key": key(n), "UpdateExpression": "SET #c = #c + :one",
        "ConditionExpression": "attribute_exists(pk) AND #c >= :zero", "ExpressionAttributeNames": {"#c": "c"},
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":zero": {"N": "0"}},
    })
}

/// Twenty items of a partition, of which a filter lets ten through.
fn query(n: u32) -> Value {
    json!({
        "TableName": "parts", "KeyConditionExpression": "pk = :p", "FilterExpression": "#n < :lim",
        "ExpressionAttributeNames": {"#n": "n"},
        "ExpressionAttributeValues": {":p": {"S": format!("part#{:05}", n * 37 % PARTS)}, ":lim": {"N": "10"}},
    })
}

fn batch(n: u32) -> Value {
    let put = |at: u32| json!({"PutRequest": {"Item": changed(scattered(n * 25 + at), n)}});
    json!({"RequestItems": {"items": (0..25).map(put).collect::<Value>()}})
}

fn transaction(n: u32) -> Value {
    let put = |at: u32| json!({"Put": {"TableName": "items", "Item": changed(scattered(n * 4 + at), n)}});
    let check = json!({
        "TableName": "items", "Key": key(scattered(n * 4 + 3)), "ConditionExpression": "attribute_exists(pk)",
    });
    json!({"TransactItems": [
        put(0), put(1), {"Update": update("items", scattered(n * 4 + 2))}, {"ConditionCheck": check},
    ]})
}

fn create(table: &str, keys: &[(&str, &str, &str)], extra: Value) -> Value {
    let mut input = json!({"TableName": table, "BillingMode": "PAY_PER_REQUEST"});
    let keys = keys.iter();
    input["KeySchema"] = keys
        .clone()
        .filter(|(_, role, _)| !role.is_empty())
        .map(|(name, role, _)| json!({"AttributeName": name, "KeyType": role}))
        .collect();
    input["AttributeDefinitions"] =
        keys.map(|(name, _, kind)| json!({"AttributeName": name, "AttributeType": kind})).collect();
    extra.as_object().unwrap().iter().for_each(|(member, value)| input[member] = value.clone());
    input
}

/// An engine with a table of items, one with an index and a stream, and one with a sort key.
struct World {
    service: Arc<dyn Service>,
    clock: Clock,
    request_id: Arc<str>,
    access_key: Arc<str>,
    address: Arc<str>,
}

impl World {
    fn new() -> World {
        let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
        let store = Store::in_memory(Entropy::seeded(1));
        let seams = Seams { objects: Arc::new(NoObjects) };
        let settings = Settings::default();
        let engine = Engine::new(
            store,
            Schedule::new(clock.clone(), Tasks::new()),
            Entropy::seeded(2),
            settings,
            seams,
        );
        let service = ddb_engine::services(engine).swap_remove(0);
        let request_id = "A".repeat(52).into();
        World { service, clock, request_id, access_key: "test".into(), address: "127.0.0.1:4566".into() }
    }

    fn filled() -> World {
        let world = World::new();
        let create = |table, keys: &[_], extra| {
            world.ok("DynamoDB_20120810.CreateTable", &create(table, keys, extra));
        };
        create("items", &[("pk", "HASH", "S")], json!({}));
        create("parts", &[("pk", "HASH", "S"), ("sk", "RANGE", "S")], json!({}));
        let index = json!({
            "IndexName": "by-g", "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}],
        });
        let stream = json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"});
        create(
            "indexed",
            &[("pk", "HASH", "S"), ("g", "", "S"), ("n", "", "N")],
            json!({"GlobalSecondaryIndexes": [index], "StreamSpecification": stream}),
        );
        let put = |table: &str, item: Value| {
            world.ok("DynamoDB_20120810.PutItem", &json!({"TableName": table, "Item": item}));
        };
        for n in 0..ITEMS {
            put("items", item(n));
            // Half of the puts that are counted find an item there.
            if n % 2 == 0 {
                put("indexed", item(n));
            }
            put("parts", part(n / 20, n % 20));
        }
        world
    }

    fn call(&self) -> Call {
        Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: self.request_id.clone(),
            now: self.clock.now(),
            caller: Caller::Key { access_key: self.access_key.clone() },
            address: self.address.clone(),
            origin: Origin::default(),
        }
    }

    fn ok(&self, target: &'static str, input: &Value) {
        let reply = answer(&*self.service, self.call(), request(target, input));
        assert!(reply.status().is_success(), "{target} {input}: {reply:?}");
    }
}

/// S3 without a bucket.
#[derive(Debug)]
struct NoObjects;

fn no_bucket() -> SeamError {
    SeamError::NotFound("NoSuchBucket".to_owned())
}

#[async_trait]
impl ObjectStore for NoObjects {
    async fn list(&self, _: &ObjectAddress, _: Option<&str>) -> Result<Vec<ListedObject>, SeamError> {
        Err(no_bucket())
    }

    async fn read(&self, _: &ObjectAddress, _: &str, _: u64, _: usize) -> Result<Bytes, SeamError> {
        Err(no_bucket())
    }

    async fn put(&self, _: &ObjectAddress, _: Bytes, _: Option<&Encryption>) -> Result<String, SeamError> {
        Err(no_bucket())
    }
}

fn request(target: &'static str, input: &Value) -> Request {
    let mut request: Request = http::Request::new(Body::from(input.to_string().into_bytes()));
    *request.method_mut() = http::Method::POST;
    request.headers_mut().insert("x-amz-target", HeaderValue::from_static(target));
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.0"));
    request
}

/// The reply; in memory nothing that a request does waits.
fn answer(service: &dyn Service, call: Call, request: Request) -> Response {
    match pin!(service.answer(call, request)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(reply) => reply,
        Poll::Pending => panic!("a request waits, in memory, for nothing"),
    }
}

/// What is counted: as the gateway asks, up to the reply with its body in memory.
#[inline(never)]
fn answer_counted(service: &dyn Service, call: Call, request: Request) -> Response {
    answer(service, call, request)
}

fn main() {
    // `cargo` adds arguments of its own, which begin with two dashes.
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(wanted) = wanted else {
        KINDS.iter().for_each(|(name, _, _)| println!("{name}"));
        return;
    };
    let (_, target, body) = KINDS.iter().find(|(name, _, _)| *name == wanted).unwrap();
    let world = World::filled();
    for n in 0..BEFORE {
        world.ok(target, &body(n));
    }
    for n in BEFORE..BEFORE + COUNTED {
        let (call, request) = (world.call(), request(target, &body(n)));
        let reply = answer_counted(&*world.service, call, request);
        assert!(reply.status().is_success(), "{wanted}: {reply:?}");
    }
    println!("{COUNTED}");
}
