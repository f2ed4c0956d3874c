//! Who waits for messages, by queue: a message that comes wakes one of them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

/// Those who wait, by the ids of queues.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    by_queue: Mutex<HashMap<u64, Weak<Notify>>>,
    is_closed: AtomicBool,
}

/// A place among those who wait for one queue, until this is dropped.
#[derive(Debug)]
pub(crate) struct Waiter<'w> {
    waiting: &'w Waiting,
    queue: u64,
    notify: Arc<Notify>,
}

impl Waiting {
    /// Joins those who wait.
    pub(crate) fn join(&self, queue: u64) -> Waiter<'_> {
        let mut all = self.by_queue.lock();
        let notify = all.get(&queue).and_then(Weak::upgrade).unwrap_or_else(|| {
            let new = Arc::new(Notify::new());
            all.insert(queue, Arc::downgrade(&new));
            new
        });
        Waiter { waiting: self, queue, notify }
    }

    /// Wakes so many of those who wait for a queue. Who is woken and goes away meanwhile wakes another in its place.
    pub(crate) fn wake(&self, queue: u64, count: usize) {
        if let Some(notify) = self.of(queue) {
            (0..count).for_each(|_| notify.notify_one());
        }
    }

    /// Wakes all who wait for a queue: it is gone, or otherwise than it was.
    pub(crate) fn wake_all(&self, queue: u64) {
        if let Some(notify) = self.of(queue) {
            notify.notify_waiters();
        }
    }

    /// Nobody waits any more: the process stops.
    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
        self.wake_everybody();
    }

    /// Whether nobody is to wait. Asked by those who will be woken if it changes.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }

    /// Wakes everybody: the whole state is another.
    pub(crate) fn wake_everybody(&self) {
        let all: Vec<_> = self.by_queue.lock().values().filter_map(Weak::upgrade).collect();
        all.iter().for_each(|notify| notify.notify_waiters());
    }

    fn of(&self, queue: u64) -> Option<Arc<Notify>> {
        self.by_queue.lock().get(&queue).and_then(Weak::upgrade)
    }
}

impl Waiter<'_> {
    /// Resolves once somebody wakes it: from when on it is enabled.
    pub(crate) fn woken(&self) -> Notified<'_> {
        self.notify.notified()
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        let mut all = self.waiting.by_queue.lock();
        // Nobody joins meanwhile: this is the last, if it is one.
        if Arc::strong_count(&self.notify) == 1 {
            all.remove(&self.queue);
        } else {
            // It may have been the only one who knew when something is due.
            self.notify.notify_one();
        }
    }
}
