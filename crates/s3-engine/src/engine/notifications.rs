//! The door of the outbox: an event's notifications are written in the batch of the change that the event tells of, one for each
//! rule that it matches. A crash cannot part them.

use store::Batch;

use crate::bucket::Bucket;
use crate::bucket::notification::{NotificationRule, TargetKind};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::notify::event::{self, Happened};
use crate::notify::pending::{self, PendingNotification};

/// Adds the outbox records of an event to the batch of its change.
pub(super) fn note(
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
pub(super) fn note_test(
    batch: &mut Batch,
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    rule: &NotificationRule,
) -> Result<()> {
    if rule.kind == TargetKind::Function {
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
    let notification = PendingNotification {
        id: format!("{}-{number:016x}", cx.call.request_id),
        target: target.to_owned(),
        bucket: bucket.name.clone(),
        owner: Some(bucket.owner().to_owned()),
        partition: cx.call.region.partition().to_owned(),
        payload,
    };
    let notification = serde_json::to_vec(&notification).map_err(Error::internal)?;
    batch.put(pending::key(target, number), notification);
    Ok(())
}

/// Removes notifications of a target, unless the state of this epoch was exchanged: in another state they may be some that are to
/// be sent. Whether it did.
pub(crate) fn remove(
    engine: &Engine,
    epoch: u64,
    target: &str,
    numbers: impl IntoIterator<Item = u64>,
) -> Result<bool> {
    let mut batch = Batch::new();
    numbers.into_iter().for_each(|number| batch.delete(pending::key(target, number)));
    Ok(engine.writer.commit_in(epoch, batch)?.is_some())
}
