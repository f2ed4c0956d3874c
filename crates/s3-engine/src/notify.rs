//! Event notifications: the outbox that a bucket's rules fill and that is drained to their targets.
//!
//! What waits has a bound (`outbox.rs`). The records of an event are written in the batch of the change that it tells of, one for each rule that it matches,
//! and are removed when the target has taken them. A crash in between loses nothing.

use serde::{Deserialize, Serialize};
use store::Batch;

use crate::bucket::Bucket;
use crate::bucket::notification::{Kind, Rule};
use crate::context::Context;
use crate::delivery;
use crate::engine::Engine;
use crate::error::{Error, Result};

mod event;
mod outbox;

pub(crate) use event::{Happened, MARKER_CREATED};
pub(crate) use outbox::Outbox;

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
        post(batch, (engine, cx), bucket, &rule.target, (number, payload))?;
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
    post(batch, (engine, cx), bucket, &rule.target, (number, event::test_payload(cx, bucket)))
}

fn post(
    batch: &mut Batch,
    (engine, cx): (&Engine, &Context),
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
    let letter = serde_json::to_vec(&letter).map_err(Error::internal)?;
    engine.outbox.comes(target, letter.len());
    batch.put(delivery::key(target, number), letter);
    Ok(())
}

/// A record of the outbox.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) id: String,
    pub(crate) target: String,
    pub(crate) bucket: String,
    pub(crate) partition: String,
    pub(crate) payload: String,
}
