//! What worlds cost: engines over a thousand forks of a state of 100,000 items and 10,000 objects, by turns untouched and with
//! ten items changed. `cargo bench -p testkit --bench forks` prints a table; figures of a machine, not a test.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement, for people"
)]

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::arn::Arn;
use base::call::Call;
use base::clock::Stopwatch;
use base::entropy::Entropy;
use base::http::{Request, Response};
use base::schedule::Schedule;
use base::seams::{Event, EventTarget, SeamError, Sender};
use serde_json::{Value, json};
use testkit::{Ask, Parts, World};

const ITEMS: usize = 100_000;
const OBJECTS: usize = 10_000;
/// Tables beside the large one.
const TABLES: usize = 20;
const FORKS: u64 = 1_000;
const CHANGED: usize = 10;
const ITEM_BYTES: usize = 400;
const OBJECT_BYTES: usize = 1_000;

/// Three engines over one store.
struct Engines {
    dynamodb: World<ddb_engine::Engine>,
    s3: World<s3_engine::Engine>,
    iam: World<iam_engine::Engine>,
}

/// Takes every notification.
#[derive(Debug)]
struct Anybody;

#[async_trait]
impl EventTarget for Anybody {
    async fn accepts(&self, _: &Sender, _: &Arn) -> Result<(), SeamError> {
        Ok(())
    }

    async fn send(&self, _: &Arn, _: Event) -> Result<(), SeamError> {
        Ok(())
    }
}

async fn ask_iam(engine: &Arc<iam_engine::Engine>, call: Call, request: Request) -> Response {
    let services = iam_engine::services(engine.clone(), false);
    services.first().unwrap().answer(call, request).await
}

impl Engines {
    fn of(
        parts: &Parts,
        s3: Arc<s3_engine::Engine>,
        dynamodb: Arc<ddb_engine::Engine>,
        iam: Arc<iam_engine::Engine>,
    ) -> Engines {
        Engines {
            s3: World::new(
                parts.clone(),
                |_| s3,
                |engine, call, request| Box::pin(engine.answer(call, request)),
            ),
            dynamodb: World::new(
                parts.clone(),
                |_| dynamodb,
                |engine, call, request| Box::pin(engine.answer(call, request)),
            ),
            iam: World::new(
                parts.clone(),
                |_| iam,
                |engine, call, request| Box::pin(ask_iam(engine, call, request)),
            ),
        }
    }

    fn new() -> Engines {
        let parts = Parts::new();
        let Parts { store, clock, entropy, tasks } = parts.clone();
        let schedule = Schedule::new(clock.clone(), tasks);
        let settings = s3_engine::Settings::default();
        let s3 = s3_engine::Engine::new(store.clone(), schedule.clone(), entropy.clone(), settings);
        let (settings, seams) = (ddb_engine::Settings::default(), ddb_engine::Seams { objects: s3.clone() });
        let dynamodb = ddb_engine::Engine::new(store.clone(), schedule, entropy.clone(), settings, seams);
        Engines::of(&parts, s3, dynamodb, iam_engine::Engine::new(store, clock, entropy))
    }

    /// A world over a fork, its background begun.
    fn fork(&self, seed: u64) -> Engines {
        let store = self.s3.store.fork(Entropy::seeded(seed)).unwrap();
        let parts = Parts { clock: self.s3.clock.clone(), tasks: self.s3.tasks.clone(), ..Parts::on(store) };
        let Parts { store, entropy, .. } = parts.clone();
        let s3 = self.s3.engine.fork(store.clone(), entropy.clone());
        let seams = ddb_engine::Seams { objects: s3.clone() };
        let dynamodb = self.dynamodb.engine.fork(store.clone(), entropy.clone(), seams);
        let iam = self.iam.engine.fork(store, entropy);
        dynamodb.start();
        s3.start(Arc::new(Anybody));
        Engines::of(&parts, s3, dynamodb, iam)
    }

    async fn ask(&self, operation: &str, input: Value) {
        self.dynamodb.send(Ask::json_1_0("DynamoDB_20120810", operation, &input)).await.expect(200);
    }

    async fn table(&self, name: &str) {
        let table = json!({"TableName": name, "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]});
        self.ask("CreateTable", table).await;
    }

    async fn fill(&self) {
        for table in 0..TABLES {
            self.table(&format!("other{table:03}")).await;
        }
        self.table("large").await;
        for first in (0..ITEMS).step_by(25) {
            let puts: Vec<Value> =
                (first..first + 25).map(|n| json!({"PutRequest": {"Item": item(n, "v")}})).collect();
            self.ask("BatchWriteItem", json!({"RequestItems": {"large": puts}})).await;
        }
        self.iam.send(Ask::form("2010-05-08", "CreateUser", &[("UserName", "user")])).await.expect(200);
        self.s3.send(Ask::put("/bkt")).await.expect(200);
        let body = "o".repeat(OBJECT_BYTES);
        for n in 0..OBJECTS {
            let put =
                Ask::put(&format!("/bkt/key/{n:06}")).header("content-length", &OBJECT_BYTES.to_string());
            self.s3.send(put.body(body.clone())).await.expect(200);
        }
    }

    async fn get(&self, n: usize) {
        self.ask("GetItem", json!({"TableName": "large", "Key": {"pk": {"S": key(n)}}})).await;
    }

    /// Its first request to IAM, and to S3.
    async fn look_elsewhere(&self) {
        self.iam.send(Ask::form("2010-05-08", "GetUser", &[("UserName", "user")])).await.expect(200);
        self.s3.send(Ask::get("/bkt/key/000077")).await.expect(200);
    }

    async fn change(&self) {
        for n in 0..CHANGED {
            self.ask("PutItem", json!({"TableName": "large", "Item": item(n * 7_919, "w")})).await;
        }
    }
}

fn key(n: usize) -> String {
    format!("{n:08}")
}

fn item(n: usize, value: &str) -> Value {
    json!({"pk": {"S": key(n)}, "v": {"S": value.repeat(ITEM_BYTES)}})
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!(
        "{ITEMS} items of {ITEM_BYTES} bytes in a table beside {TABLES} more, {OBJECTS} objects of {OBJECT_BYTES} bytes"
    );
    let before = memory();
    let origin = Engines::new();
    let watch = Stopwatch::start();
    origin.fill().await;
    println!("{:40} {:>10.1?}, {} MB", "filled", watch.elapsed(), (memory() - before) / 1_000);
    let before = memory();
    let (forks, took) = each(0..FORKS, |seed| origin.fork(seed));
    print("a fork with DynamoDB, S3 and IAM", &took);
    println!("{:40} {:>10} KB each", "  memory of one", (memory() - before) / FORKS);
    for what in ["the first GetItem in it", "the second"] {
        let mut took = Vec::new();
        for fork in &forks {
            // By the host's clock: definitions are read by another thread.
            let watch = Stopwatch::start();
            fork.get(77).await;
            took.push(watch.elapsed());
        }
        print(what, &took);
    }
    println!("{:40} {:>10} KB each", "  memory of one that was read", (memory() - before) / FORKS);
    let mut took = Vec::new();
    for fork in &forks {
        let watch = Stopwatch::start();
        fork.look_elsewhere().await;
        took.push(watch.elapsed());
    }
    print("the first GetUser and GetObject", &took);
    println!("{:40} {:>10} KB each", "  memory of one", (memory() - before) / FORKS);
    let watch = Stopwatch::start();
    for fork in &forks {
        fork.change().await;
    }
    println!("{:40} {:>10.1?} each", "ten items changed", watch.elapsed() / u32::try_from(FORKS).unwrap());
    println!("{:40} {:>10} KB each", "  memory of one with ten items changed", (memory() - before) / FORKS);
    let watch = Stopwatch::start();
    drop(forks);
    println!("{:40} {:>10.1?}", "all dropped", watch.elapsed());
    let again: Vec<Engines> = (0..FORKS).map(|seed| origin.fork(seed)).collect();
    println!("{:40} {:>10} KB each", "  memory after a thousand new ones", (memory() - before) / FORKS);
    drop(again);
}

fn each<T>(of: impl Iterator<Item = u64>, make: impl Fn(u64) -> T) -> (Vec<T>, Vec<Duration>) {
    of.map(|n| {
        let begun = worked();
        let made = make(n);
        (made, worked().saturating_sub(begun))
    })
    .unzip()
}

/// How long this thread has worked since it began: a busy machine makes nothing longer.
fn worked() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().unwrap()
}

fn print(what: &str, took: &[Duration]) {
    let mut sorted = took.to_vec();
    sorted.sort();
    let (p50, p99) = (sorted.get(sorted.len() / 2).unwrap(), sorted.get(sorted.len() * 99 / 100).unwrap());
    println!("{what:40} p50 {p50:.1?} p99 {p99:.1?} most {:.1?}", sorted.last().expect("there are some"));
}

/// Resident memory, in KB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}
