//! Event notifications: the outbox that a bucket's rules fill and that is drained to their targets.
//!
//! The records of an event are written in the batch of the change that it tells of, one for each rule that it matches,
//! and are removed when the target has taken them. A crash in between loses nothing.

use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::clock::Timestamp;
use base::seams::{Event, EventTarget, SeamError};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Batch, Key, Order, Space};
use tokio::sync::Notify;

use crate::bucket::Bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};

mod event;
mod rules;

pub(crate) use event::Happened;
pub(crate) use rules::{Kind, Rule, Rules};

/// Adds the outbox records of an event to the batch of its change.
pub(crate) fn note(
    batch: &mut Batch,
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    happened: &Happened<'_>,
) -> Result<()> {
    for rule in &bucket.notifications.0 {
        if !rule.matches(happened.name, happened.key) {
            continue;
        }
        let number = engine.sequence(cx.call.now);
        let payload = event::payload(cx, bucket, rule, happened, number);
        post(batch, cx, bucket, &rule.target, (number, payload))?;
    }
    Ok(())
}

/// Adds the event that tests the way to a queue or topic; functions get none.
pub(crate) fn note_test(
    batch: &mut Batch,
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    rule: &Rule,
) -> Result<()> {
    if rule.kind == Kind::Function {
        return Ok(());
    }
    let number = engine.sequence(cx.call.now);
    post(batch, cx, bucket, &rule.target, (number, event::test_payload(cx, bucket)))
}

fn post(
    batch: &mut Batch,
    cx: &Context,
    bucket: &Bucket,
    target: &str,
    (number, payload): (u64, String),
) -> Result<()> {
    let letter = Letter {
        id: format!("{}-{number:016x}", cx.call.request_id),
        target: target.to_owned(),
        bucket: bucket.name.clone(),
        partition: cx.call.region.partition().to_owned(),
        payload,
    };
    batch.put(Key::of(Space::S3Outbox).u64(number), serde_json::to_vec(&letter).map_err(Error::internal)?);
    Ok(())
}

/// A record of the outbox.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    id: String,
    target: String,
    bucket: String,
    partition: String,
    payload: String,
}

/// Wakes the drain.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    filled: Notify,
}

/// Records looked at in one pass.
const PASS: usize = 256;
/// The first wait after a target could not be reached; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl Outbox {
    /// Something may have been added.
    pub(crate) fn wake(&self) {
        self.filled.notify_one();
    }
}

/// Waits of the targets that could not be reached. Only a cache: after a restart everything is tried at once.
type Waits = HashMap<String, (u32, Timestamp)>;

/// Sends what is in the outbox until the process stops.
pub(crate) async fn drain(engine: Arc<Engine>, targets: Arc<dyn EventTarget>) {
    let stop = engine.tasks.stop_token();
    let mut waits = Waits::new();
    loop {
        let next = match pass(&engine, targets.as_ref(), &mut waits).await {
            Ok(next) => next,
            Err(cause) => {
                tracing::error!(error = ?cause, "the notification outbox cannot be read");
                Some(engine.clock.now().plus(LONGEST_WAIT))
            }
        };
        let until = async {
            match next {
                Some(at) => engine.clock.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = engine.outbox.filled.notified() => {}
            () = until => {}
        }
    }
}

/// Goes through the outbox once. Says when to come back, if something is left.
async fn pass(engine: &Engine, targets: &dyn EventTarget, waits: &mut Waits) -> Result<Option<Timestamp>> {
    let now = engine.clock.now();
    let mut after = Key::of(Space::S3Outbox);
    let mut next: Option<Timestamp> = None;
    loop {
        let letters = read_after(engine, &after)?;
        let Some((last, _)) = letters.last() else { return Ok(next) };
        after = last.clone();
        for (key, letter) in letters {
            if engine.tasks.is_stopping() {
                return Ok(None);
            }
            let due = waits.get(&letter.target).map_or(now, |(_, at)| *at);
            if due > now {
                next = Some(next.map_or(due, |next| next.min(due)));
                continue;
            }
            match send(targets, &letter).await {
                Err(SeamError::Unavailable(why)) => {
                    let tries = waits.get(&letter.target).map_or(0, |(tries, _)| *tries);
                    let wait = FIRST_WAIT.saturating_mul(1 << tries.min(16)).min(LONGEST_WAIT);
                    let due = now.plus(wait);
                    tracing::warn!(target_arn = letter.target, %why, ?wait, "a notification waits");
                    waits.insert(letter.target.clone(), (tries + 1, due));
                    next = Some(next.map_or(due, |next| next.min(due)));
                    continue;
                }
                Err(cause) => {
                    tracing::warn!(target_arn = letter.target, bucket = letter.bucket, %cause, "a notification is dropped");
                }
                Ok(()) => {}
            }
            waits.remove(&letter.target);
            let mut batch = Batch::new();
            batch.delete(key);
            engine.store.commit(batch)?;
        }
    }
}

fn read_after(engine: &Engine, after: &Key) -> Result<Vec<(Key, Letter)>> {
    let end = Key::of(Space::S3Outbox).end();
    let mut raw: Vec<(Vec<u8>, Bytes)> = Vec::new();
    engine.store.scan(
        after.after(),
        Bound::Excluded(end.as_bytes()),
        Order::Ascending,
        &mut |key, value| {
            raw.push((key.to_vec(), value.clone()));
            if raw.len() < PASS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    )?;
    raw.into_iter()
        .map(|(key, value)| {
            let letter = serde_json::from_slice(&value).map_err(Error::internal)?;
            let number = key.get(1..).unwrap_or_default();
            Ok((Key::of(Space::S3Outbox).raw(number), letter))
        })
        .collect()
}

async fn send(targets: &dyn EventTarget, letter: &Letter) -> std::result::Result<(), SeamError> {
    let target = Arn::parse(&letter.target).ok_or_else(|| SeamError::NotFound(letter.target.clone()))?;
    let source_arn = Arn {
        partition: letter.partition.clone(),
        service: "s3".to_owned(),
        region: String::new(),
        account: String::new(),
        resource: letter.bucket.clone(),
    };
    let event = Event {
        id: letter.id.clone(),
        source: "s3.amazonaws.com",
        source_arn: Arn { resource: letter.bucket.clone(), ..source_arn },
        payload: letter.payload.clone().into(),
    };
    targets.send(&target, event).await
}

/// The number behind the newest record of the outbox, so that a number is never given twice.
pub(crate) fn last_number(store: &store::Store) -> u64 {
    let outbox = Key::of(Space::S3Outbox);
    let end = outbox.end();
    let mut last = 0;
    let scanned =
        store.scan(outbox.from_here(), Bound::Excluded(end.as_bytes()), Order::Descending, &mut |key, _| {
            last = store::space::Fields::of(key).u64().unwrap_or(0);
            ControlFlow::Break(())
        });
    if let Err(cause) = scanned {
        tracing::error!(%cause, "the notification outbox cannot be read");
    }
    last
}
