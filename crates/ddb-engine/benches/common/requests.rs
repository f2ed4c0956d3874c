//! Seven kinds of requests, and the engine that answers them: tables of items, with an index and a stream, with a sort key.

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

/// The requests, by name: the operation, and the body of the one with this number, in tables of so many items.
pub(crate) type Kind = (&'static str, &'static str, fn(u32, u32) -> Value);

pub(crate) const KINDS: [Kind; 7] = [
    ("get", "DynamoDB_20120810.GetItem", |n, of| json!({"TableName": "items", "Key": key(scattered(n, of))})),
    (
        "put",
        "DynamoDB_20120810.PutItem",
        |n, of| json!({"TableName": "items", "Item": changed(scattered(n, of), n)}),
    ),
    ("update", "DynamoDB_20120810.UpdateItem", |n, of| update("items", scattered(n, of))),
    ("query", "DynamoDB_20120810.Query", query),
    ("batch-write", "DynamoDB_20120810.BatchWriteItem", batch),
    ("transact-write", "DynamoDB_20120810.TransactWriteItems", transaction),
    (
        "put-indexed",
        "DynamoDB_20120810.PutItem",
        |n, of| json!({"TableName": "indexed", "Item": changed(scattered(n, of), n)}),
    ),
];

/// Numbers in no order, each once.
fn scattered(n: u32, of: u32) -> u32 {
    // A prime has no divisor in common with the number of items.
    ((u64::from(n) * 7_368_787 + 11) % u64::from(of)) as u32
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
fn query(n: u32, of: u32) -> Value {
    json!({
        "TableName": "parts", "KeyConditionExpression": "pk = :p", "FilterExpression": "#n < :lim",
        "ExpressionAttributeNames": {"#n": "n"},
        "ExpressionAttributeValues": {":p": {"S": format!("part#{:05}", scattered(n, of / 20))}, ":lim": {"N": "10"}},
    })
}

fn batch(n: u32, of: u32) -> Value {
    let put = |at: u32| json!({"PutRequest": {"Item": changed(scattered(n * 25 + at, of), n)}});
    json!({"RequestItems": {"items": (0..25).map(put).collect::<Value>()}})
}

fn transaction(n: u32, of: u32) -> Value {
    let put = |at: u32| json!({"Put": {"TableName": "items", "Item": changed(scattered(n * 4 + at, of), n)}});
    let check = json!({
        "TableName": "items", "Key": key(scattered(n * 4 + 3, of)), "ConditionExpression": "attribute_exists(pk)",
    });
    json!({"TransactItems": [
        put(0), put(1), {"Update": update("items", scattered(n * 4 + 2, of))}, {"ConditionCheck": check},
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
pub(crate) struct World {
    pub(crate) service: Arc<dyn Service>,
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
        let schedule = Schedule::new(clock.clone(), Tasks::new());
        let engine = Engine::new(store, schedule, Entropy::seeded(2), settings, seams);
        let service = ddb_engine::services(engine).swap_remove(0);
        let request_id = "A".repeat(52).into();
        World { service, clock, request_id, access_key: "test".into(), address: "127.0.0.1:4566".into() }
    }

    /// With tables of so many items.
    pub(crate) fn filled(items: u32) -> World {
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
        for n in 0..items {
            put("items", item(n));
            // Half of the puts that are counted find an item there.
            if n % 2 == 0 {
                put("indexed", item(n));
            }
            put("parts", part(n / 20, n % 20));
        }
        world
    }

    pub(crate) fn call(&self) -> Call {
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

    pub(crate) fn ok(&self, target: &'static str, input: &Value) {
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

pub(crate) fn request(target: &'static str, input: &Value) -> Request {
    let mut request: Request = http::Request::new(Body::from(input.to_string().into_bytes()));
    *request.method_mut() = http::Method::POST;
    request.headers_mut().insert("x-amz-target", HeaderValue::from_static(target));
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.0"));
    request
}

/// The reply; in memory nothing that a request does waits.
pub(crate) fn answer(service: &dyn Service, call: Call, request: Request) -> Response {
    match pin!(service.answer(call, request)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(reply) => reply,
        Poll::Pending => panic!("a request waits, in memory, for nothing"),
    }
}
