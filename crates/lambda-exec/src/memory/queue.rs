//! What waits and what runs, in memory: only keys and sizes, the events themselves stay in the store. Nothing here
//! waits: every method takes the lock for a moment.

use std::collections::{BTreeMap, BTreeSet};

use base::clock::Timestamp;
use base::schedule::Slot;
use parking_lot::Mutex;

use crate::function_name::FunctionId;

/// How much may be queued: what comes beyond it is throttled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Events of all functions.
    pub events: usize,
    /// Bytes of their records.
    pub bytes: u64,
}

impl Default for Limit {
    /// A limit of this host: AWS names none.
    fn default() -> Limit {
        Limit { events: 100_000, bytes: 1 << 30 }
    }
}

/// The queue.
#[derive(Debug)]
pub(crate) struct Queue {
    lanes: Mutex<Lanes>,
    /// Begins what is due; woken when something was added, or a place has become free.
    pub(crate) work: Slot,
    /// Takes over what the store holds; woken when that is of another state.
    pub(crate) loader: Slot,
    concurrency: usize,
    limit: Limit,
}

#[derive(Debug, Default)]
struct Lanes {
    /// One for each function, so that none starves the others.
    lanes: BTreeMap<FunctionId, Lane>,
    running: usize,
    /// The place in the order of arrival for the next event.
    next: u64,
    /// Every event in the store, waiting or running.
    events: BTreeMap<u64, Held>,
    bytes: u64,
}

/// What is known of an event beside its key.
#[derive(Debug, Default)]
struct Held {
    len: u64,
    /// How often its handling has failed here, through no fault of the function.
    faults: u32,
}

#[derive(Debug, Default)]
struct Lane {
    waiting: BTreeSet<(Timestamp, u64)>,
    running: usize,
}

/// An event as the store holds it.
pub(crate) struct Stored {
    pub(crate) id: FunctionId,
    pub(crate) due: Timestamp,
    pub(crate) order: u64,
    pub(crate) len: usize,
}

impl Queue {
    /// Nothing waits; at most `concurrency` events run at once, half of it for one function.
    pub(crate) fn new(concurrency: usize, limit: Limit) -> Queue {
        Queue {
            lanes: Mutex::default(),
            work: Slot::default(),
            loader: Slot::default(),
            concurrency: concurrency.max(1),
            limit,
        }
    }

    /// Forgets what waits. What comes from now on comes behind what the store holds, which is before `end`.
    pub(crate) fn begin_again(&self, end: u64) {
        let mut lanes = self.lanes.lock();
        lanes.lanes.values_mut().for_each(|lane| lane.waiting.clear());
        (lanes.events, lanes.bytes) = (BTreeMap::new(), 0);
        lanes.next = lanes.next.max(end);
    }

    /// Takes over an event that the store holds, unless it came meanwhile.
    pub(crate) fn take_over(&self, Stored { id, due, order, len }: Stored) {
        let mut lanes = self.lanes.lock();
        if !lanes.events.contains_key(&order) {
            lanes.hold(order, len);
            lanes.lanes.entry(id).or_default().waiting.insert((due, order));
        }
    }

    /// The place in the order of arrival for an event of this length, or nothing if the queue is full.
    pub(crate) fn reserve(&self, len: usize) -> Option<u64> {
        let mut lanes = self.lanes.lock();
        let fits = lanes.events.len() < self.limit.events
            && lanes.bytes.saturating_add(len as u64) <= self.limit.bytes;
        fits.then(|| {
            lanes.next += 1;
            let order = lanes.next - 1;
            lanes.hold(order, len);
            order
        })
    }

    /// An event is not in the store any more, or never came there.
    pub(crate) fn forget(&self, order: u64) {
        let mut lanes = self.lanes.lock();
        if let Some(held) = lanes.events.remove(&order) {
            lanes.bytes = lanes.bytes.saturating_sub(held.len);
        }
    }

    /// Counts a fault in the handling of an event, and says how many there were before.
    pub(crate) fn fault(&self, order: u64) -> u32 {
        let mut lanes = self.lanes.lock();
        let held = lanes.events.entry(order).or_default();
        held.faults = held.faults.saturating_add(1);
        held.faults - 1
    }

    pub(crate) fn add(&self, id: FunctionId, due: Timestamp, order: u64) {
        self.lanes.lock().lanes.entry(id).or_default().waiting.insert((due, order));
        self.work.wake();
    }

    /// The event that is due for longest of a function that may run one more.
    pub(crate) fn take(&self, now: Timestamp) -> Option<(FunctionId, u64)> {
        let mut lanes = self.lanes.lock();
        if lanes.running >= self.concurrency {
            return None;
        }
        let of_one = self.concurrency.div_ceil(2);
        let ready = lanes.lanes.iter().filter(|(_, lane)| lane.running < of_one);
        let first = ready.filter_map(|(id, lane)| Some((*lane.waiting.first()?, id))).min()?;
        let (entry, id) = (first.0, first.1.clone());
        if entry.0 > now {
            return None;
        }
        let lane = lanes.lanes.get_mut(&id)?;
        lane.waiting.remove(&entry);
        lane.running += 1;
        lanes.running += 1;
        Some((id, entry.1))
    }

    /// When the next event is due that nothing but its time keeps from running.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let lanes = self.lanes.lock();
        let free = lanes.running < self.concurrency;
        let of_one = self.concurrency.div_ceil(2);
        let ready = lanes.lanes.values().filter(|lane| free && lane.running < of_one);
        ready.filter_map(|lane| lane.waiting.first()).map(|(due, _)| *due).min()
    }

    /// What was taken does not run any more.
    pub(crate) fn done(&self, id: &FunctionId) {
        let mut lanes = self.lanes.lock();
        lanes.running = lanes.running.saturating_sub(1);
        if let Some(lane) = lanes.lanes.get_mut(id) {
            lane.running = lane.running.saturating_sub(1);
            if lane.running == 0 && lane.waiting.is_empty() {
                lanes.lanes.remove(id);
            }
        }
        drop(lanes);
        self.work.wake();
    }

    /// How many events are queued or run.
    #[cfg(test)]
    pub(crate) fn held(&self) -> (usize, u64) {
        let lanes = self.lanes.lock();
        (lanes.events.len(), lanes.bytes)
    }
}

impl Lanes {
    fn hold(&mut self, order: u64, len: usize) {
        self.events.insert(order, Held { len: len as u64, faults: 0 });
        self.bytes = self.bytes.saturating_add(len as u64);
    }
}
