//! What is to be done when: plain data, which its owner keeps under a lock.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::fmt;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;

use super::Next;
use crate::clock::Timestamp;

/// Begins a run; nothing if the owner of the work is gone.
pub(super) type Begin = Arc<dyn Fn() -> Option<BoxFuture<'static, Next>> + Send + Sync>;

/// The wait after a panic, doubled with each that follows it, and the longest.
const AFTER_PANIC: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(300));

/// All pieces of work. In the order of their times they lie in trees, not in heaps: who is woken leaves its place at once.
#[derive(Debug, Default)]
pub(super) struct Works {
    works: HashMap<u64, Work>,
    last_id: u64,
    by_clock: BTreeSet<(Timestamp, u64)>,
    by_host_clock: BTreeSet<(Timestamp, u64)>,
    /// Due, in the order in which they became so.
    due: VecDeque<u64>,
    running: usize,
    /// Whether a task looks after all of this.
    pub(super) served: bool,
}

/// One piece of work.
pub(super) struct Work {
    pub(super) name: &'static str,
    pub(super) begin: Begin,
    stands: Stands,
    /// Panics since its last run to an end.
    panics: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Waits to be woken.
    Idle,
    /// Waits for a time of the emulator's clock, or to be woken.
    Until(Timestamp),
    /// Waits for a time of the host's clock, or to be woken.
    UntilHost(Timestamp),
    /// Waits for a time of the host's clock, and nothing else: its last run panicked.
    Panicked(Timestamp),
    /// Waits for a place.
    Due,
    /// Runs; and whether it runs once more then.
    Running { again: bool },
}

/// The moment on both clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    pub(super) clock: Timestamp,
    pub(super) host: Timestamp,
}

/// A run that is to begin.
pub(super) struct Turn {
    pub(super) id: u64,
    pub(super) name: &'static str,
    pub(super) begin: Begin,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("name", &self.name).field("stands", &self.stands).finish_non_exhaustive()
    }
}

impl Works {
    /// One more; its id.
    pub(super) fn add(&mut self, name: &'static str, begin: Begin, first: Next, now: Now) -> u64 {
        self.last_id += 1;
        let id = self.last_id;
        self.works.insert(id, Work { name, begin, stands: Stands::Idle, panics: 0 });
        self.place(id, first.from(now));
        id
    }

    /// One less. What runs of it runs to its end. To be dropped when no lock is held: it may own what takes this one.
    pub(super) fn remove(&mut self, id: u64) -> Option<Work> {
        self.leave(id);
        self.works.remove(&id)
    }

    /// Due now; if it runs, once more after that. After a panic it waits all the same.
    pub(super) fn wake(&mut self, id: u64) {
        match self.works.get(&id).map(|work| work.stands) {
            Some(Stands::Running { .. }) => self.place(id, Stands::Running { again: true }),
            Some(Stands::Idle | Stands::Until(_) | Stands::UntilHost(_)) => self.place(id, Stands::Due),
            Some(Stands::Due | Stands::Panicked(_)) | None => {}
        }
    }

    /// Takes what is due, as much as may run at the same time.
    pub(super) fn take(&mut self, now: Now, at_once: usize) -> Vec<Turn> {
        while let Some((_, id)) = self.by_clock.first().copied().filter(|(at, _)| *at <= now.clock) {
            self.place(id, Stands::Due);
        }
        while let Some((_, id)) = self.by_host_clock.first().copied().filter(|(at, _)| *at <= now.host) {
            self.place(id, Stands::Due);
        }
        let mut turns = Vec::new();
        while self.running < at_once
            && let Some(id) = self.due.pop_front()
        {
            let Some(work) = self.works.get_mut(&id) else { continue };
            work.stands = Stands::Running { again: false };
            self.running += 1;
            turns.push(Turn { id, name: work.name, begin: work.begin.clone() });
        }
        turns
    }

    /// A run has ended: by itself, or without saying when it is due next, which is a panic.
    pub(super) fn ended(&mut self, id: u64, next: Option<Next>, now: Now) {
        self.running = self.running.saturating_sub(1);
        let Some(work) = self.works.get_mut(&id) else { return };
        let again = work.stands == Stands::Running { again: true };
        let stands = match next {
            None => {
                let wait = AFTER_PANIC.0.saturating_mul(1 << work.panics.min(16)).min(AFTER_PANIC.1);
                work.panics = work.panics.saturating_add(1);
                Stands::Panicked(now.host.plus(wait))
            }
            Some(next) => {
                work.panics = 0;
                if again { Stands::Due } else { next.from(now) }
            }
        };
        self.place(id, stands);
    }

    /// When the next piece of work is due, by the emulator's clock and by the host's.
    pub(super) fn next(&self) -> [Option<Timestamp>; 2] {
        [&self.by_clock, &self.by_host_clock].map(|times| times.first().map(|(at, _)| *at))
    }

    /// Whether there is nothing, and nothing runs.
    pub(super) fn is_empty(&self) -> bool {
        self.works.is_empty() && self.running == 0
    }

    /// How many pieces of work there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.works.len()
    }

    fn place(&mut self, id: u64, stands: Stands) {
        self.leave(id);
        let Some(work) = self.works.get_mut(&id) else { return };
        work.stands = stands;
        match stands {
            Stands::Until(at) => drop(self.by_clock.insert((at, id))),
            Stands::UntilHost(at) | Stands::Panicked(at) => drop(self.by_host_clock.insert((at, id))),
            Stands::Due => self.due.push_back(id),
            Stands::Idle | Stands::Running { .. } => {}
        }
    }

    /// Out of the order that it stands in.
    fn leave(&mut self, id: u64) {
        let Some(work) = self.works.get_mut(&id) else { return };
        match mem::replace(&mut work.stands, Stands::Idle) {
            Stands::Until(at) => drop(self.by_clock.remove(&(at, id))),
            Stands::UntilHost(at) | Stands::Panicked(at) => drop(self.by_host_clock.remove(&(at, id))),
            Stands::Due => self.due.retain(|due| *due != id),
            Stands::Idle | Stands::Running { .. } => {}
        }
    }
}

impl Next {
    fn from(self, now: Now) -> Stands {
        match self {
            Next::At(at) => Stands::Until(at),
            Next::HostAfter(wait) => Stands::UntilHost(now.host.plus(wait)),
            Next::WhenWoken => Stands::Idle,
        }
    }
}
