//! How much waits in the outbox, and what goes when it is too much: the oldest letters of the target that has most.
//!
//! AWS tries for hours and then gives up (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html>
//! promises to deliver at least once, not when); a target that is not there must not fill the emulator's memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use store::space::Fields;
use store::{Batch, Key, Space, Store};
use tokio::sync::Notify;

use crate::delivery;
use crate::error::Result;

/// So many bytes of letters wait at most, of all targets together.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// When there are more, so much goes that this part of the limit is free: one look and one line of the log for many
/// letters.
const FREED: u64 = 8;

/// What waits to be sent.
#[derive(Debug)]
pub(crate) struct Outbox {
    pub(crate) filled: Notify,
    most_bytes: AtomicU64,
    /// Bytes of letters by target; nothing before they were first counted.
    waiting: Mutex<HashMap<String, u64>>,
    dropped: AtomicU64,
}

impl Default for Outbox {
    fn default() -> Outbox {
        Outbox {
            filled: Notify::new(),
            most_bytes: MOST_BYTES.into(),
            waiting: Mutex::default(),
            dropped: AtomicU64::new(0),
        }
    }
}

impl Outbox {
    /// Something may have been added.
    pub(crate) fn wake(&self) {
        self.filled.notify_one();
    }

    /// How many letters were dropped because too many waited, since the process began.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    #[cfg(test)]
    pub(crate) fn set_most_bytes(&self, bytes: u64) {
        self.most_bytes.store(bytes, Ordering::Relaxed);
    }

    /// A letter is about to be written. Should its batch fail, it is counted all the same until the target's letters are
    /// gone or counted again.
    pub(crate) fn comes(&self, target: &str, bytes: usize) {
        let mut waiting = self.waiting.lock();
        match waiting.get_mut(target) {
            Some(waiting) => *waiting = waiting.saturating_add(bytes as u64),
            None => drop(waiting.insert(target.to_owned(), bytes as u64)),
        }
    }

    /// A letter was removed.
    pub(crate) fn goes(&self, target: &str, bytes: usize) {
        if let Some(waiting) = self.waiting.lock().get_mut(target) {
            *waiting = waiting.saturating_sub(bytes as u64);
        }
    }

    /// No letter of the target was found. `before` is what was counted before the look.
    pub(crate) fn is_empty(&self, target: &str, before: u64) {
        let mut waiting = self.waiting.lock();
        if waiting.get(target) == Some(&before) {
            waiting.remove(target);
        }
    }

    pub(crate) fn bytes_of(&self, target: &str) -> u64 {
        self.waiting.lock().get(target).copied().unwrap_or(0)
    }

    /// Counts what is in the store: after a start, and when the whole state was exchanged.
    pub(crate) async fn count(&self, store: &Store) -> Result<()> {
        let outbox = Key::of(Space::S3Outbox);
        let mut letters = store.slices(outbox.from_here(), outbox.end());
        let mut counted: HashMap<String, u64> = HashMap::new();
        while let Some((key, letter)) = letters.next().await? {
            if let Some(target) = Fields::of(&key).text() {
                *counted.entry(target).or_default() += letter.len() as u64;
            }
        }
        *self.waiting.lock() = counted;
        Ok(())
    }

    /// Drops the oldest letters until what waits is within the limit. The very oldest of a target stays: it may be on
    /// its way.
    pub(crate) async fn trim(&self, store: &Store) -> Result<()> {
        let most = self.most_bytes.load(Ordering::Relaxed);
        while let Some((target, excess)) = self.excess(most) {
            let dropped = self.drop_oldest(store, &target, excess.saturating_add(most / FREED)).await?;
            if dropped == 0 {
                // What was counted is not there.
                return self.count(store).await;
            }
            self.dropped.fetch_add(dropped, Ordering::Relaxed);
            tracing::warn!(
                target_arn = target,
                dropped,
                dropped_in_all = self.dropped(),
                "the oldest notifications are dropped, since too many wait"
            );
        }
        Ok(())
    }

    /// The target that has most, and by how much all together are too many.
    fn excess(&self, most: u64) -> Option<(String, u64)> {
        let waiting = self.waiting.lock();
        let excess = waiting.values().sum::<u64>().checked_sub(most).filter(|excess| *excess > 0)?;
        let (target, _) = waiting.iter().max_by_key(|(_, bytes)| **bytes)?;
        Some((target.clone(), excess))
    }

    async fn drop_oldest(&self, store: &Store, target: &str, bytes: u64) -> Result<u64> {
        let (all, epoch) = (delivery::of_target(target), store.epoch());
        let mut letters = store.slices(all.from_here(), all.end());
        let (mut batch, mut freed, mut dropped) = (Batch::new(), 0, 0);
        letters.next().await?;
        while freed < bytes {
            let Some((key, letter)) = letters.next().await? else { break };
            batch.delete(Key::stored(&key));
            freed += letter.len() as u64;
            dropped += 1;
        }
        if store.commit_in(epoch, batch)?.is_none() {
            return Ok(0);
        }
        if let Some(waiting) = self.waiting.lock().get_mut(target) {
            *waiting = waiting.saturating_sub(freed);
        }
        Ok(dropped)
    }
}
