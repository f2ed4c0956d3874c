//! What is known of durable executions beside the store: which of their pieces of work are under way, and who waits for an
//! execution's end. Nothing here waits: every method takes a lock for a moment.

use std::collections::{HashMap, HashSet};

use base::schedule::Slot;
use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::watch;

/// How many handlers of durable executions, and functions that they call, run at once; the others wait in the store. Less
/// than what one account may run at all, so that executions leave room for what else is invoked.
const AT_ONCE: usize = 256;

#[derive(Debug, Default)]
pub(crate) struct Durable {
    /// Does what is due; woken when something has become due, or a place has become free.
    pub(crate) work: Slot,
    working: Mutex<Working>,
    /// Those who wait for an execution's end, by its id: they are woken when their sender is dropped.
    waiting: Mutex<HashMap<String, watch::Sender<()>>>,
}

#[derive(Debug, Default)]
struct Working {
    /// The keys of what is under way.
    keys: HashSet<Bytes>,
    /// Counts the states of the store that there were: what began in another one is none of ours.
    state: u64,
}

/// Whether a piece of work may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It may, and is under way from now on; with the state in which it is.
    Taken(u64),
    /// It is under way.
    UnderWay,
    /// There is no place.
    None,
}

impl Durable {
    /// Begins a piece of work, if there is a place.
    pub(crate) fn begin(&self, key: &Bytes) -> Place {
        let mut working = self.working.lock();
        if working.keys.contains(key) {
            return Place::UnderWay;
        }
        if working.keys.len() >= AT_ONCE {
            return Place::None;
        }
        working.keys.insert(key.clone());
        Place::Taken(working.state)
    }

    /// A piece of work that began in this state is not under way any more.
    pub(crate) fn done(&self, key: &Bytes, state: u64) {
        let mut working = self.working.lock();
        if working.state == state {
            working.keys.remove(key);
        }
        drop(working);
        self.work.wake();
    }

    /// Who asks is told once the execution has ended, or cannot be known any more.
    pub(crate) fn wait(&self, id: &str) -> watch::Receiver<()> {
        self.waiting.lock().entry(id.to_owned()).or_default().subscribe()
    }

    /// An execution has ended.
    pub(crate) fn ended(&self, id: &str) {
        let before = self.waiting.lock().remove(id);
        // When the lock is free again.
        drop(before);
    }

    /// The state was exchanged: nothing of it is under way, and who waits looks again.
    pub(crate) fn begin_again(&self) {
        let mut working = self.working.lock();
        working.keys.clear();
        working.state = working.state.wrapping_add(1);
        drop(working);
        let before = std::mem::take(&mut *self.waiting.lock());
        drop(before);
        self.work.wake();
    }
}
