//! What goes when too much waits in the outbox: the oldest notifications of the target that has most.

use std::collections::HashMap;

use store::space::Fields;
use store::{Key, Space};

use crate::engine::{Engine, notifications};
use crate::error::Result;
use crate::notify::pending;

/// Counts what is in the store: after a start, and when the whole state was exchanged.
pub(super) async fn count(engine: &Engine) -> Result<()> {
    let outbox = Key::of(Space::S3Outbox);
    let mut notifications = engine.store.slices(outbox.from_here(), outbox.end());
    let mut counted: HashMap<String, u64> = HashMap::new();
    while let Some((key, notification)) = notifications.next().await? {
        if let Some(target) = Fields::of(&key).text() {
            *counted.entry(target).or_default() += notification.len() as u64;
        }
    }
    engine.outbox.set_counted(counted);
    Ok(())
}

/// Drops the oldest notifications until what waits is within the limit. The very oldest of a target stays: it may be on its way.
pub(super) async fn trim(engine: &Engine) -> Result<()> {
    while let Some((target, bytes)) = engine.outbox.excess() {
        let dropped = drop_oldest(engine, &target, bytes).await?;
        if dropped == 0 {
            // What was counted is not there.
            return count(engine).await;
        }
        tracing::warn!(
            target_arn = target,
            dropped,
            dropped_in_all = engine.outbox.dropped(),
            "the oldest notifications are dropped, since too many wait"
        );
    }
    Ok(())
}

async fn drop_oldest(engine: &Engine, target: &str, bytes: u64) -> Result<u64> {
    let (all, epoch) = (pending::of_target(target), engine.store.epoch());
    let mut waiting = engine.store.slices(all.from_here(), all.end());
    let (mut numbers, mut freed) = (Vec::new(), 0);
    waiting.next().await?;
    while freed < bytes {
        let Some((key, notification)) = waiting.next().await? else { break };
        numbers.extend(pending::number(&key));
        freed += notification.len() as u64;
    }
    let dropped = numbers.len() as u64;
    if !notifications::remove(engine, epoch, target, numbers)? {
        return Ok(0);
    }
    engine.outbox.note_dropped(target, (dropped, freed));
    Ok(dropped)
}
