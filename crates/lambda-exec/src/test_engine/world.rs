//! What is around the engine: one stream with shards that the test fills, a queue (`queue`), and buckets.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use base::arn::{AccountId, Arn, Region};
use base::clock::Timestamp;
use base::seams::{
    Event, EventTarget, ObjectAddress, ObjectSink, ObjectSource, Page, Position, Record, SeamError, Sender,
    Shard, StreamSource,
};
use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::watch;

use super::STREAM;

mod queue;

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
    /// The stream is not there.
    gone: AtomicBool,
    /// The accounts that may read the stream, beside its owner.
    readers: Mutex<HashSet<AccountId>>,
    /// What the queue was sent.
    sent: Mutex<Vec<Event>>,
    /// `changed` resolves at once, as it may.
    hasty: AtomicBool,
    /// How often shards were listed or read.
    looks: AtomicUsize,
    /// How many records were read, each time counted.
    records_read: AtomicUsize,
    /// A queue with messages.
    queue: queue::Queue,
}

/// More looks than any test needs: who makes them spins, and is stopped so that the test can say so.
const LOOKS_LIMIT: usize = 20_000;

impl World {
    /// The queue that mappings consume.
    pub(crate) fn queue(&self) -> &queue::Queue {
        &self.0.queue
    }

    /// Nothing in it; the stream is there.
    pub(super) fn new() -> World {
        let shared = Shared {
            shards: Mutex::default(),
            changed: watch::Sender::new(0),
            objects: Mutex::default(),
            unavailable: Mutex::default(),
            gone: AtomicBool::new(false),
            readers: Mutex::default(),
            sent: Mutex::default(),
            hasty: AtomicBool::new(false),
            looks: AtomicUsize::new(0),
            records_read: AtomicUsize::new(0),
            queue: queue::Queue::default(),
        };
        World(Arc::new(shared))
    }

    pub(crate) fn put_object(&self, bucket: &str, key: &str, bytes: Bytes) {
        self.0.objects.lock().insert(format!("{bucket}/{key}"), bytes);
    }

    /// What the queue was sent.
    pub(crate) fn sent(&self) -> Vec<Event> {
        self.0.sent.lock().clone()
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

    /// Whether the stream is there.
    pub(crate) fn set_there(&self, there: bool) {
        self.0.gone.store(!there, Ordering::SeqCst);
        self.0.changed.send_modify(|n| *n += 1);
    }

    /// Whether another account may read the stream. That this changes notifies nobody.
    pub(crate) fn admit(&self, reader: AccountId, admitted: bool) {
        let mut readers = self.0.readers.lock();
        if admitted {
            readers.insert(reader);
        } else {
            readers.remove(&reader);
        }
    }

    /// Lets `changed` resolve at once from now on.
    pub(crate) fn hasten(&self) {
        self.0.hasty.store(true, Ordering::SeqCst);
        self.0.changed.send_modify(|n| *n += 1);
    }

    pub(crate) fn looks(&self) -> usize {
        self.0.looks.load(Ordering::SeqCst)
    }

    pub(crate) fn records_read(&self) -> usize {
        self.0.records_read.load(Ordering::SeqCst)
    }

    async fn look(&self, stream: &Arn) -> Result<(), SeamError> {
        if self.0.looks.fetch_add(1, Ordering::SeqCst) > LOOKS_LIMIT {
            std::future::pending().await
        }
        match stream.to_string() == STREAM && !self.0.gone.load(Ordering::SeqCst) {
            true => Ok(()),
            false => Err(SeamError::NotFound(stream.to_string())),
        }
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

/// Queues: one is there, `q`, and keeps what it is sent.
#[async_trait]
impl EventTarget for World {
    async fn accepts(&self, _: &Sender, target: &Arn) -> Result<(), SeamError> {
        let there = target.service == "sqs" && target.resource == "q";
        if there { Ok(()) } else { Err(SeamError::NotFound(format!("there is no queue {target}"))) }
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        EventTarget::accepts(self, &event.sender, target).await?;
        self.0.sent.lock().push(event);
        Ok(())
    }
}

#[async_trait]
impl StreamSource for World {
    async fn admits(&self, reader: AccountId, stream: &Arn) -> Result<(), SeamError> {
        let own = stream.account == reader.as_str();
        match own || self.0.readers.lock().contains(&reader) {
            true => Ok(()),
            false => Err(SeamError::Refused("no resource-based policy allows it".to_owned())),
        }
    }

    async fn shards(&self, stream: &Arn) -> Result<Vec<Shard>, SeamError> {
        self.look(stream).await?;
        Ok(self.0.shards.lock().iter().map(|(shard, _)| shard.clone()).collect())
    }

    async fn read(
        &self,
        stream: &Arn,
        shard: &str,
        from: &Position,
        limit: usize,
    ) -> Result<Page, SeamError> {
        self.look(stream).await?;
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
        self.0.records_read.fetch_add(page.len(), Ordering::SeqCst);
        let next = match page.last().or(records.get(first.wrapping_sub(1))) {
            _ if shard.closed && first + page.len() == records.len() => None,
            Some(last) => Some(Position::After(last.sequence_number.clone())),
            None => Some(Position::TrimHorizon),
        };
        Ok(Page { records: page, next })
    }

    async fn changed(&self, _: &Arn) {
        if self.0.hasty.load(Ordering::SeqCst) {
            return;
        }
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
