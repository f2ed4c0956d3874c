//! How much waits in the outbox, in bytes by target, and when it is too much.
//!
//! AWS tries for hours and then gives up (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html>
//! promises to deliver at least once, not when); a target that is not there must not fill the emulator's memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use tokio::sync::Notify;

/// So many bytes of notifications wait at most, of all targets together.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// When there are more, so much goes that this part of the limit is free: one look and one line of the log for many
/// notifications.
const FREED: u64 = 8;

/// What waits to be sent.
#[derive(Debug)]
pub(crate) struct Outbox {
    pub(crate) filled: Notify,
    most_bytes: AtomicU64,
    /// Bytes of notifications by target; nothing before they were first counted.
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

    /// How many notifications were dropped because too many waited, since the process began.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    #[cfg(test)]
    pub(crate) fn set_most_bytes(&self, bytes: u64) {
        self.most_bytes.store(bytes, Ordering::Relaxed);
    }

    /// A notification is about to be written. Should its batch fail, it [goes](Self::goes) again.
    pub(crate) fn comes(&self, target: &str, bytes: usize) {
        let mut waiting = self.waiting.lock();
        match waiting.get_mut(target) {
            Some(waiting) => *waiting = waiting.saturating_add(bytes as u64),
            None => drop(waiting.insert(target.to_owned(), bytes as u64)),
        }
    }

    /// A notification was removed.
    pub(crate) fn goes(&self, target: &str, bytes: usize) {
        if let Some(waiting) = self.waiting.lock().get_mut(target) {
            *waiting = waiting.saturating_sub(bytes as u64);
        }
    }

    /// No notification of the target was found. `before` is what was counted before the look.
    pub(crate) fn is_empty(&self, target: &str, before: u64) {
        let mut waiting = self.waiting.lock();
        if waiting.get(target) == Some(&before) {
            waiting.remove(target);
        }
    }

    /// How much of a target waits.
    pub(crate) fn bytes_of(&self, target: &str) -> u64 {
        self.waiting.lock().get(target).copied().unwrap_or(0)
    }

    /// This is what is in the store.
    pub(crate) fn set_counted(&self, counted: HashMap<String, u64>) {
        *self.waiting.lock() = counted;
    }

    /// If too many wait: the target that has most, and how many bytes of its notifications are to go.
    pub(crate) fn excess(&self) -> Option<(String, u64)> {
        let most = self.most_bytes.load(Ordering::Relaxed);
        let waiting = self.waiting.lock();
        let excess = waiting.values().sum::<u64>().checked_sub(most).filter(|excess| *excess > 0)?;
        let (target, _) = waiting.iter().max_by_key(|(_, bytes)| **bytes)?;
        Some((target.clone(), excess.saturating_add(most / FREED)))
    }

    /// Notifications of a target were dropped, and so many bytes with them.
    pub(crate) fn note_dropped(&self, target: &str, (notifications, bytes): (u64, u64)) {
        if let Some(waiting) = self.waiting.lock().get_mut(target) {
            *waiting = waiting.saturating_sub(bytes);
        }
        self.dropped.fetch_add(notifications, Ordering::Relaxed);
    }
}
