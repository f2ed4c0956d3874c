//! The door of the outbox: an event's notifications are posted in the batch of the change that the event tells of, one for each
//! rule that it matches. A crash cannot part them.

use store::{Batch, Channel};

use crate::bucket::Bucket;
use crate::bucket::notification::{NotificationRule, TargetKind};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::notify::event::{self, Happened, Payload};
use crate::notify::pending::PendingNotification;

/// Adds the notifications of an event to the batch of its change.
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
        let payload = event::payload(cx, bucket, rule, happened);
        post(batch, engine, (cx, bucket), &rule.target, payload)?;
    }
    Ok(())
}

/// Adds the event that tests the way to a queue or topic; functions and buses get none.
pub(super) fn note_test(
    batch: &mut Batch,
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    rule: &NotificationRule,
) -> Result<()> {
    if matches!(rule.kind, TargetKind::Function | TargetKind::EventBus) {
        return Ok(());
    }
    post(batch, engine, (cx, bucket), &rule.target, event::test_payload(cx, bucket))
}

fn post(
    batch: &mut Batch,
    engine: &Engine,
    (cx, bucket): (&Context, &Bucket),
    target: &str,
    Payload { text, sequencer_at }: Payload,
) -> Result<()> {
    let notification = PendingNotification {
        id: format!("{}-{:016x}", cx.call.request_id, engine.sequence(cx.call.now)),
        target: target.to_owned(),
        bucket: bucket.name.clone(),
        owner: Some(bucket.owner().to_owned()),
        partition: cx.call.region.partition().to_owned(),
        payload: text,
        sequencer_at,
    };
    let notification = serde_json::to_vec(&notification).map_err(Error::internal)?;
    batch.post(Channel::S3Notifications, target, notification);
    Ok(())
}
