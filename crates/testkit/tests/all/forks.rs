//! Engines over forks of one state: each is a world of its own, and goes whole. Our design:
//! `docs/decisions/0043-one-schedule.md`; what DynamoDB and S3 answer is theirs.

use std::sync::Arc;
use std::time::Duration;

use base::entropy::Entropy;
use base::schedule::Schedule;
use serde_json::{Value, json};
use testkit::{Ask, Parts, Reply, World, eventually};

/// Two engines over one store.
struct Engines {
    dynamodb: World<ddb_engine::Engine>,
    s3: World<s3_engine::Engine>,
}

impl Engines {
    fn new(
        parts: Parts,
        dynamodb: impl FnOnce(&Parts, ddb_engine::Seams) -> Arc<ddb_engine::Engine>,
    ) -> Engines {
        let s3 = World::new(
            parts.clone(),
            |Parts { store, clock, entropy, tasks }| {
                s3_engine::Engine::new(store, clock, entropy, tasks, s3_engine::Settings::default())
            },
            |engine, call, request| Box::pin(engine.answer(call, request)),
        );
        let seams = ddb_engine::Seams { objects: s3.engine.clone() };
        let dynamodb = World::new(
            parts,
            |parts| dynamodb(&parts, seams),
            |engine, call, request| Box::pin(engine.answer(call, request)),
        );
        Engines { dynamodb, s3 }
    }

    /// An origin: a table with an index, a stream and an item, a bucket with an object.
    async fn origin() -> Engines {
        let engines = Engines::new(Parts::new(), |parts, seams| {
            let schedule = Schedule::new(parts.clock.clone(), parts.tasks.clone());
            let settings = ddb_engine::Settings::default();
            ddb_engine::Engine::new(parts.store.clone(), schedule, parts.entropy.clone(), settings, seams)
        });
        let table = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]});
        engines.ask("CreateTable", table).await;
        engines.put_item("origin").await;
        engines.send(Ask::put("/bkt")).await.expect(200);
        engines.put_object("origin").await;
        engines
    }

    fn fork(&self, seed: u64) -> Engines {
        let store = self.s3.store.fork(Entropy::seeded(seed)).unwrap();
        let clock = self.s3.clock.clone();
        let parts = Parts { clock, tasks: self.s3.tasks.clone(), ..Parts::on(store) };
        let engine = &self.dynamodb.engine;
        Engines::new(parts, |parts, seams| engine.fork(parts.store.clone(), parts.entropy.clone(), seams))
    }

    async fn ask(&self, operation: &str, input: Value) -> Value {
        let reply = self.dynamodb.send(Ask::json_1_0("DynamoDB_20120810", operation, &input)).await;
        reply.expect(200).json()
    }

    async fn send(&self, ask: Ask) -> Reply {
        self.s3.send(ask).await
    }

    async fn put_item(&self, value: &str) {
        let item = json!({"pk": {"S": "a"}, "v": {"S": value}});
        self.ask("PutItem", json!({"TableName": "tab", "Item": item})).await;
    }

    async fn put_object(&self, value: &str) {
        let length = value.len().to_string();
        let put = Ask::put("/bkt/key").header("content-length", &length).body(value.to_owned());
        self.send(put).await.expect(200);
    }

    /// What the item and the object hold.
    async fn held(&self) -> (String, String) {
        let get = json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}});
        let item = self.ask("GetItem", get).await["Item"]["v"]["S"].as_str().unwrap().to_owned();
        (item, self.send(Ask::get("/bkt/key")).await.expect(200).text())
    }
}

fn both(value: &str) -> (String, String) {
    (value.to_owned(), value.to_owned())
}

#[tokio::test]
async fn what_happens_in_a_fork_is_seen_in_no_other_and_not_in_the_origin() {
    let origin = Engines::origin().await;
    let (one, other) = (origin.fork(2), origin.fork(3));
    for engines in [&origin, &one, &other] {
        assert_eq!(engines.held().await, both("origin"));
    }
    one.put_item("one").await;
    one.put_object("one").await;
    origin.put_item("changed").await;
    origin.put_object("changed").await;
    assert_eq!(one.held().await, both("one"));
    assert_eq!(other.held().await, both("origin"));
    assert_eq!(origin.held().await, both("changed"));
    let of_one = one.fork(4);
    other.ask("DeleteTable", json!({"TableName": "tab"})).await;
    other.send(Ask::delete("/bkt/key")).await.expect(204);
    other.send(Ask::delete("/bkt")).await.expect(204);
    assert_eq!(other.ask("ListTables", json!({})).await["TableNames"], json!([]));
    drop(one);
    assert_eq!(of_one.held().await, both("one"), "a fork outlives what it was made of");
    assert_eq!(origin.held().await, both("changed"));
    assert_eq!(origin.ask("DescribeTable", json!({"TableName": "tab"})).await["Table"]["ItemCount"], 1);
}

/// The background work of a fork is its own: a deleted table is swept there and nowhere else.
#[tokio::test]
async fn a_fork_has_background_work_of_its_own() {
    let origin = Engines::origin().await;
    let fork = origin.fork(2);
    fork.dynamodb.engine.start();
    origin.dynamodb.engine.start();
    let items = |engines: &Engines| engines.dynamodb.stored(store::Space::DdbItem);
    fork.ask("DeleteTable", json!({"TableName": "tab"})).await;
    eventually(|| items(&fork) == 0).await;
    assert_eq!(items(&origin), 1);
    assert_eq!(origin.held().await, both("origin"));
}

#[tokio::test]
async fn a_fork_that_is_dropped_takes_its_work_along() {
    let origin = Engines::origin().await;
    let forks: Vec<Engines> = (2..12).map(|seed| origin.fork(seed)).collect();
    for fork in &forks {
        fork.dynamodb.engine.start();
        fork.put_item("changed").await;
        fork.put_object(&"x".repeat(100_000)).await;
    }
    let engines: Vec<_> = forks.iter().map(|fork| Arc::downgrade(&fork.dynamodb.engine)).collect();
    let others: Vec<_> = forks.iter().map(|fork| Arc::downgrade(&fork.s3.engine)).collect();
    drop(forks);
    // A run that is under way ends first.
    eventually(|| engines.iter().all(|engine| engine.strong_count() == 0)).await;
    assert!(others.iter().all(|engine| engine.strong_count() == 0));
    origin.s3.clock.advance(Duration::from_secs(3_600));
    assert_eq!(origin.held().await, both("origin"));
    origin.s3.stop().await;
}
