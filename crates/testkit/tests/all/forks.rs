//! Engines over forks of one state: each is a world of its own, and goes whole. Our design:
//! `docs/decisions/0043-one-schedule.md`; what DynamoDB and S3 answer is theirs.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::arn::Arn;
use base::call::Call;
use base::entropy::Entropy;
use base::http::{Request, Response};
use base::schedule::Schedule;
use base::seams::{Event, EventTarget, SeamError, Sender};
use serde_json::{Value, json};
use testkit::{Ask, Parts, Reply, World, eventually};

/// Three engines over one store.
struct Engines {
    dynamodb: World<ddb_engine::Engine>,
    s3: World<s3_engine::Engine>,
    iam: World<iam_engine::Engine>,
}

/// What makes the engines over a store.
struct Made {
    dynamodb: Arc<ddb_engine::Engine>,
    s3: Arc<s3_engine::Engine>,
    iam: Arc<iam_engine::Engine>,
}

async fn ask_iam(engine: &Arc<iam_engine::Engine>, call: Call, request: Request) -> Response {
    let services = iam_engine::services(engine.clone(), false);
    services.first().unwrap().answer(call, request).await
}

impl Engines {
    fn of(parts: &Parts, made: Made) -> Engines {
        let Made { dynamodb, s3, iam } = made;
        Engines {
            dynamodb: World::new(
                parts.clone(),
                |_| dynamodb,
                |engine, call, request| Box::pin(engine.answer(call, request)),
            ),
            s3: World::new(
                parts.clone(),
                |_| s3,
                |engine, call, request| Box::pin(engine.answer(call, request)),
            ),
            iam: World::new(
                parts.clone(),
                |_| iam,
                |engine, call, request| Box::pin(ask_iam(engine, call, request)),
            ),
        }
    }

    /// An origin: a table with an item, a bucket with an object, a user.
    async fn origin() -> Engines {
        let parts = Parts::new();
        let Parts { store, clock, entropy, tasks } = parts.clone();
        let schedule = Schedule::new(clock.clone(), tasks);
        let s3 = s3_engine::Engine::new(
            store.clone(),
            schedule.clone(),
            entropy.clone(),
            s3_engine::Settings::default(),
        );
        let seams = ddb_engine::Seams { objects: s3.clone() };
        let settings = ddb_engine::Settings::default();
        let dynamodb = ddb_engine::Engine::new(store.clone(), schedule, entropy.clone(), settings, seams);
        let iam = iam_engine::Engine::new(store, clock, entropy);
        let engines = Engines::of(&parts, Made { dynamodb, s3, iam });
        let table = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]});
        engines.ask("CreateTable", table).await;
        engines.put_item("origin").await;
        engines.send(Ask::put("/bkt")).await.expect(200);
        engines.put_object("origin").await;
        engines.create_user("origin").await;
        engines
    }

    fn fork(&self, seed: u64) -> Engines {
        let store = self.s3.store.fork(Entropy::seeded(seed)).unwrap();
        let clock = self.s3.clock.clone();
        let parts = Parts { clock, tasks: self.s3.tasks.clone(), ..Parts::on(store) };
        let Parts { store, entropy, .. } = parts.clone();
        let s3 = self.s3.engine.fork(store.clone(), entropy.clone());
        let seams = ddb_engine::Seams { objects: s3.clone() };
        let dynamodb = self.dynamodb.engine.fork(store.clone(), entropy.clone(), seams);
        let iam = self.iam.engine.fork(store, entropy);
        Engines::of(&parts, Made { dynamodb, s3, iam })
    }

    fn start(&self) {
        self.dynamodb.engine.start();
        self.s3.engine.start(Arc::new(Nobody));
    }

    async fn create_user(&self, name: &str) {
        self.iam.send(iam("CreateUser", &[("UserName", name)])).await.expect(200);
    }

    /// Which of these users there are.
    async fn users(&self) -> Vec<&'static str> {
        let listed = self.iam.send(iam("ListUsers", &[])).await.expect(200).text();
        let has = |name: &&str| listed.contains(&format!("<UserName>{name}</UserName>"));
        ["origin", "changed", "one", "other"].into_iter().filter(has).collect()
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

fn iam(action: &str, members: &[(&str, &str)]) -> Ask {
    Ask::form("2010-05-08", action, members)
}

/// Takes no notification for good, and is always asked again.
#[derive(Debug)]
struct Nobody;

#[async_trait]
impl EventTarget for Nobody {
    async fn accepts(&self, _: &Sender, _: &Arn) -> Result<(), SeamError> {
        Ok(())
    }

    async fn send(&self, _: &Arn, _: Event) -> Result<(), SeamError> {
        std::future::pending().await
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
    one.create_user("one").await;
    origin.put_item("changed").await;
    origin.put_object("changed").await;
    origin.create_user("changed").await;
    assert_eq!(one.held().await, both("one"));
    assert_eq!(other.held().await, both("origin"));
    assert_eq!(origin.held().await, both("changed"));
    let of_one = one.fork(4);
    other.ask("DeleteTable", json!({"TableName": "tab"})).await;
    other.send(Ask::delete("/bkt/key")).await.expect(204);
    other.send(Ask::delete("/bkt")).await.expect(204);
    other.iam.send(iam("DeleteUser", &[("UserName", "origin")])).await.expect(200);
    other.create_user("other").await;
    assert_eq!(other.ask("ListTables", json!({})).await["TableNames"], json!([]));
    assert_eq!(origin.users().await, ["origin", "changed"]);
    assert_eq!(one.users().await, ["origin", "one"]);
    assert_eq!(other.users().await, ["other"]);
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
    fork.start();
    origin.start();
    let items = |engines: &Engines| engines.dynamodb.stored(store::Space::DdbItem);
    fork.ask("DeleteTable", json!({"TableName": "tab"})).await;
    eventually(|| items(&fork) == 0).await;
    assert_eq!(items(&origin), 1);
    assert_eq!(origin.held().await, both("origin"));
}

/// A bucket that tells somebody of each object, who never answers: what is being sent then keeps nothing.
#[tokio::test]
async fn a_fork_that_is_dropped_takes_its_work_along() {
    const RULE: &str = "<NotificationConfiguration><CloudFunctionConfiguration><Id>r</Id>\
        <CloudFunction>arn:aws:lambda:us-east-1:000000000000:function:f</CloudFunction>\
        <Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration></NotificationConfiguration>";
    let origin = Engines::origin().await;
    origin.start();
    let length = RULE.len().to_string();
    let rule = Ask::put("/bkt?notification").header("content-length", &length).body(RULE);
    origin.send(rule).await.expect(200);
    let forks: Vec<Engines> = (2..12).map(|seed| origin.fork(seed)).collect();
    for fork in &forks {
        fork.start();
        fork.put_item("changed").await;
        fork.put_object(&"x".repeat(100_000)).await;
        fork.create_user("changed").await;
        assert_eq!(fork.s3.stored(store::Space::S3Outbox), 1);
    }
    let of_dynamodb: Vec<_> = forks.iter().map(|fork| Arc::downgrade(&fork.dynamodb.engine)).collect();
    let of_s3: Vec<_> = forks.iter().map(|fork| Arc::downgrade(&fork.s3.engine)).collect();
    let of_iam: Vec<_> = forks.iter().map(|fork| Arc::downgrade(&fork.iam.engine)).collect();
    drop(forks);
    // A run that is under way ends first.
    eventually(|| of_dynamodb.iter().all(|engine| engine.strong_count() == 0)).await;
    assert!(of_s3.iter().all(|engine| engine.strong_count() == 0));
    assert!(of_iam.iter().all(|engine| engine.strong_count() == 0));
    origin.s3.clock.advance(Duration::from_secs(3_600));
    assert_eq!(origin.held().await, both("origin"));
    origin.s3.stop().await;
}
