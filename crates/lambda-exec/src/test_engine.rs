//! A whole engine for tests: a store in memory, a clock moved by hand, an executor that does as the test says, and
//! a stream written by the test.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::arn::{AccountId, Arn, Region};
use base::call::{Call, Caller};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Body, Request};
use base::seams::{
    ObjectAddress, ObjectSink, ObjectSource, Page, Position, Record, SeamError, Shard, StreamSource,
};
use base::task::Tasks;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderMap;
use parking_lot::Mutex;
use serde_json::{Value, json};
use store::Store;
use tokio::sync::watch;

use crate::engine::{Engine, Parts, Seams, Settings};
use crate::executor::{Environment, Executor, Failure, Invocation, Outcome, Unrunnable, Version};

/// Behaves as the test says, and remembers what it was given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scripted(Arc<Script>);

#[derive(Debug, Default)]
struct Script {
    answers: Mutex<VecDeque<Result<Bytes, Failure>>>,
    events: Mutex<Vec<(String, Value)>>,
    unrunnable: Mutex<Option<Unrunnable>>,
    held: Mutex<Option<watch::Receiver<bool>>>,
    held_invocations: Mutex<Option<watch::Receiver<bool>>>,
}

impl Scripted {
    /// The next answers; after them every event is answered with itself.
    pub(crate) fn answer(&self, answers: impl IntoIterator<Item = Result<&'static str, Failure>>) {
        let answers =
            answers.into_iter().map(|answer| answer.map(|text| Bytes::from_static(text.as_bytes())));
        self.0.answers.lock().extend(answers);
    }

    pub(crate) fn refuse(&self, why: Unrunnable) {
        *self.0.unrunnable.lock() = Some(why);
    }

    /// Preparations wait until the sender says true.
    pub(crate) fn hold(&self) -> watch::Sender<bool> {
        let (sender, receiver) = watch::channel(false);
        *self.0.held.lock() = Some(receiver);
        sender
    }

    /// Invocations, their events noted, wait until the sender says true.
    pub(crate) fn hold_invocations(&self) -> watch::Sender<bool> {
        let (sender, receiver) = watch::channel(false);
        *self.0.held_invocations.lock() = Some(receiver);
        sender
    }

    pub(crate) fn events(&self) -> Vec<Value> {
        self.0.events.lock().iter().map(|(_, event)| event.clone()).collect()
    }

    pub(crate) fn request_ids(&self) -> Vec<String> {
        self.0.events.lock().iter().map(|(id, _)| id.clone()).collect()
    }

    /// Waits until so many events arrived, or fails the test.
    pub(crate) async fn arrived(&self, count: usize) {
        eventually(|| self.0.events.lock().len() >= count).await;
        assert_eq!(self.0.events.lock().len(), count, "not more than that");
    }
}

/// Waits until something holds that other tasks bring about; fails the test after real seconds.
pub(crate) async fn eventually(holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("it should have come about");
}

#[async_trait]
impl Executor for Scripted {
    fn name(&self) -> &'static str {
        "scripted"
    }

    fn takes(&self, _: &Version) -> bool {
        true
    }

    async fn prepare(&self, _: &Version) -> Result<(), Unrunnable> {
        let held = self.0.held.lock().clone();
        if let Some(mut held) = held {
            let _ = held.wait_for(|go| *go).await;
        }
        self.0.unrunnable.lock().clone().map_or(Ok(()), Err)
    }

    async fn start(&self, _: Arc<Version>) -> Result<Box<dyn Environment>, Failure> {
        Ok(Box::new(self.clone()))
    }
}

#[async_trait]
impl Environment for Scripted {
    async fn invoke(&mut self, invocation: Invocation) -> Outcome {
        let event = serde_json::from_slice(&invocation.payload).unwrap();
        let answer = self.0.answers.lock().pop_front();
        self.0.events.lock().push((invocation.request_id.to_string(), event));
        let held = self.0.held_invocations.lock().clone();
        if let Some(mut held) = held {
            let _ = held.wait_for(|go| *go).await;
        }
        let result = answer.unwrap_or(Ok(invocation.payload));
        let log = format!("{}REPORT RequestId: {}\n", "x".repeat(5000), invocation.request_id);
        Outcome { result, log: log.into(), reusable: true }
    }

    fn is_alive(&mut self) -> bool {
        true
    }

    async fn stop(self: Box<Self>) {}
}

/// One stream with shards that the test fills, and buckets.
#[derive(Clone, Debug)]
pub(crate) struct World(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    shards: Mutex<Vec<(Shard, Vec<Record>)>>,
    changed: watch::Sender<u64>,
    objects: Mutex<HashMap<String, Bytes>>,
    /// How many puts fail before one succeeds.
    unavailable: Mutex<usize>,
}

impl World {
    pub(crate) fn put_object(&self, bucket: &str, key: &str, bytes: Bytes) {
        self.0.objects.lock().insert(format!("{bucket}/{key}"), bytes);
    }

    /// The keys and contents of a bucket.
    pub(crate) fn objects(&self, bucket: &str) -> Vec<(String, Bytes)> {
        let (objects, prefix) = (self.0.objects.lock(), format!("{bucket}/"));
        let mut found: Vec<_> = objects
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
            .collect();
        found.sort();
        found
    }

    pub(crate) fn fail_puts(&self, count: usize) {
        *self.0.unavailable.lock() = count;
    }

    pub(crate) fn add_shard(&self, id: &str, parent: Option<&str>) {
        let shard = Shard { id: id.to_owned(), parent: parent.map(str::to_owned), closed: false };
        self.0.shards.lock().push((shard, Vec::new()));
        self.0.changed.send_modify(|n| *n += 1);
    }

    pub(crate) fn close_shard(&self, id: &str) {
        self.0
            .shards
            .lock()
            .iter_mut()
            .filter(|(shard, _)| shard.id == id)
            .for_each(|(s, _)| s.closed = true);
        self.0.changed.send_modify(|n| *n += 1);
    }

    /// Adds records, numbered as given, all of one key.
    pub(crate) fn write(&self, shard: &str, at: Timestamp, numbers: impl IntoIterator<Item = u32>) {
        self.write_keyed(shard, at, numbers.into_iter().map(|n| (n, "k")));
    }

    /// Adds records, numbered and keyed as given.
    pub(crate) fn write_keyed(
        &self,
        shard: &str,
        at: Timestamp,
        numbers: impl IntoIterator<Item = (u32, &'static str)>,
    ) {
        let mut shards = self.0.shards.lock();
        let (_, records) = shards.iter_mut().find(|(known, _)| known.id == shard).unwrap();
        records.extend(numbers.into_iter().map(|(n, key)| Record {
            sequence_number: format!("{n:05}"),
            at,
            key: Bytes::from_static(key.as_bytes()),
            json:
                json!({"n": n, "eventName": if n % 2 == 0 { "INSERT" } else { "MODIFY" }}).to_string().into(),
        }));
        drop(shards);
        self.0.changed.send_modify(|n| *n += 1);
    }
}

#[async_trait]
impl StreamSource for World {
    async fn shards(&self, stream: &Arn) -> Result<Vec<Shard>, SeamError> {
        if stream.to_string() != STREAM {
            return Err(SeamError::NotFound(stream.to_string()));
        }
        Ok(self.0.shards.lock().iter().map(|(shard, _)| shard.clone()).collect())
    }

    async fn read(&self, _: &Arn, shard: &str, from: &Position, limit: usize) -> Result<Page, SeamError> {
        let shards = self.0.shards.lock();
        let (shard, records) = shards.iter().find(|(known, _)| known.id == shard).unwrap();
        let first = match from {
            Position::TrimHorizon => 0,
            Position::Latest => records.len(),
            Position::AtTime(at) => records.iter().take_while(|record| record.at < *at).count(),
            Position::At(n) => records.iter().take_while(|record| record.sequence_number < *n).count(),
            Position::After(n) => records.iter().take_while(|record| record.sequence_number <= *n).count(),
        };
        let page: Vec<Record> = records.iter().skip(first).take(limit).cloned().collect();
        let next = match page.last().or(records.get(first.wrapping_sub(1))) {
            _ if shard.closed && first + page.len() == records.len() => None,
            Some(last) => Some(Position::After(last.sequence_number.clone())),
            None => Some(Position::TrimHorizon),
        };
        Ok(Page { records: page, next })
    }

    async fn changed(&self, _: &Arn) {
        let _ = self.0.changed.subscribe().changed().await;
    }
}

#[async_trait]
impl ObjectSource for World {
    async fn fetch(&self, object: &ObjectAddress, limit: usize) -> Result<Bytes, SeamError> {
        let bytes = self.0.objects.lock().get(&format!("{}/{}", object.bucket, object.key)).cloned();
        let bytes = bytes.ok_or_else(|| SeamError::NotFound("NoSuchKey".to_owned()))?;
        if bytes.len() > limit { Err(SeamError::Refused("too large".to_owned())) } else { Ok(bytes) }
    }
}

/// There is one bucket, `bucket`.
#[async_trait]
impl ObjectSink for World {
    async fn accepts(&self, _: AccountId, _: &Region, bucket: &str) -> Result<(), SeamError> {
        if bucket == "bucket" { Ok(()) } else { Err(SeamError::NotFound("NoSuchBucket".to_owned())) }
    }

    async fn put(&self, object: &ObjectAddress, json: Bytes) -> Result<(), SeamError> {
        let mut unavailable = self.0.unavailable.lock();
        if *unavailable > 0 {
            *unavailable -= 1;
            return Err(SeamError::Unavailable("not now".to_owned()));
        }
        self.put_object(&object.bucket, &object.key, json);
        Ok(())
    }
}

pub(crate) const STREAM: &str =
    "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000";
pub(crate) const START: Timestamp = Timestamp::from_secs(1_800_000_000);

/// The engine, and what is around it.
pub(crate) struct Bench {
    pub(crate) engine: Arc<Engine>,
    pub(crate) script: Scripted,
    pub(crate) world: World,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) tasks: Tasks,
    code: tempfile::TempDir,
}

/// A reply, read.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Status, type and message of an error.
    #[track_caller]
    pub(crate) fn is_error(&self, status: u16, code: &str, message: &str) {
        let body = self.json();
        let text = body["message"].as_str().or(body["Message"].as_str()).unwrap_or_default();
        let found = (self.status, self.header("x-amzn-errortype"));
        assert_eq!(found, (status, code), "{text}");
        assert!(text.contains(message), "{text}");
    }
}

impl Bench {
    pub(crate) fn new() -> Bench {
        Bench::on(Store::in_memory(Entropy::seeded(1)))
    }

    /// One over a store.
    pub(crate) fn on(store: Store) -> Bench {
        let shared = Shared {
            shards: Mutex::default(),
            changed: watch::Sender::new(0),
            objects: Mutex::default(),
            unavailable: Mutex::default(),
        };
        Bench::over(store, Clock::frozen(START), World(Arc::new(shared)), Duration::from_secs(10), 1)
    }

    /// One that refuses at once what is not ready, as AWS does.
    pub(crate) fn impatient() -> Bench {
        let Bench { store, clock, world, .. } = Bench::new();
        Bench::over(store, clock, world, Duration::ZERO, 2)
    }

    /// One that really runs what it is given.
    pub(crate) fn real() -> Bench {
        let bench = Bench::new();
        let Engine { store, entropy, tasks, settings, seams, .. } = &*bench.engine;
        // Real processes take real time.
        let (store, clock, tasks) = (store.clone(), Clock::system(), tasks.clone());
        let engine =
            Engine::new(store, clock.clone(), entropy.clone(), tasks, settings.clone(), seams.clone());
        Bench { engine, clock, ..bench }
    }

    fn over(store: Store, clock: Clock, world: World, pending_wait: Duration, seed: u64) -> Bench {
        let (code, tasks, script) = (tempfile::tempdir().unwrap(), Tasks::new(), Scripted::default());
        let endpoint = "http://127.0.0.1:4566".to_owned();
        let settings = Settings { pending_wait, ..Settings::new(code.path().join("code"), endpoint) };
        let world = Arc::new(world);
        let seams = Seams { objects: world.clone(), sink: world.clone(), streams: world.clone() };
        let entropy = Entropy::seeded(seed);
        let (own_store, own_clock) = (store.clone(), clock.clone());
        let parts = Parts { store, clock, entropy, tasks: tasks.clone(), settings, seams };
        let engine = Engine::with_executors(parts, vec![Arc::new(script.clone())]);
        engine.start();
        Bench { engine, script, world: World::clone(&world), clock: own_clock, store: own_store, tasks, code }
    }

    /// Ends this engine, and starts another on the same store.
    pub(crate) async fn restart(self) -> Bench {
        assert!(self.tasks.shutdown(Duration::from_secs(10)).await, "every task ends");
        drop(self.code);
        Bench::over(self.store, self.clock, self.world, Duration::from_secs(10), 3)
    }

    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::new(body.into());
        *request.method_mut() = method.parse().unwrap();
        *request.uri_mut() = path.parse().unwrap();
        for (name, value) in headers {
            request
                .headers_mut()
                .insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        let call = Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: "11111111-1111-4111-8111-111111111111".into(),
            now: self.clock.now(),
            caller: Caller::Anonymous,
        };
        let (head, body) = self.engine.answer(call, request).await.into_parts();
        let bytes = body.collect(100_000_000).await.unwrap();
        Reply { status: head.status.as_u16(), headers: head.headers, bytes }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, &[], "").await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, &[], body.to_string()).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.call("PUT", path, &[], body.to_string()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call("DELETE", path, &[], "").await
    }

    /// CreateFunction, and the wait for it.
    pub(crate) async fn create(&self, name: &str) {
        let reply = self.post("/2015-03-31/functions", creation(name)).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        self.settled(name).await;
    }

    /// Waits until nothing is under way for a function.
    pub(crate) async fn settled(&self, name: &str) -> Value {
        for _ in 0..100_000 {
            let shown = self.get(&format!("/2015-03-31/functions/{name}/configuration")).await.json();
            if shown["State"] != "Pending" && shown["LastUpdateStatus"] != "InProgress" {
                return shown;
            }
            tokio::task::yield_now().await;
        }
        panic!("{name} does not settle");
    }

    pub(crate) async fn invoke(&self, name: &str, kind: &str, payload: &str) -> Reply {
        let headers = [("x-amz-invocation-type", kind), ("x-amz-log-type", "Tail")];
        self.call("POST", &format!("/2015-03-31/functions/{name}/invocations"), &headers, payload.to_owned())
            .await
    }

    /// Moves the clock.
    pub(crate) async fn pass(&self, secs: u64) {
        self.clock.advance(Duration::from_secs(secs));
    }
}

/// A zip with one file.
pub(crate) fn zip_of(text: &str) -> Bytes {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("index.py", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner().into()
}

/// The body of CreateFunction.
pub(crate) fn creation(name: &str) -> Value {
    json!({
        "FunctionName": name,
        "Runtime": "python3.13",
        "Role": "arn:aws:iam::000000000000:role/r",
        "Handler": "index.handler",
        "Code": {"ZipFile": STANDARD.encode(zip_of("def handler(e, c): return e"))},
    })
}
