//! How many items a table and its indexes have, and how many bytes they count: kept in memory, so that no write
//! contends for a key of the store. After a start they are unknown, and counted the first time they are asked for: what
//! is in one view of the store is counted apart, and each commit that is not in the view is added by its writer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use parking_lot::Mutex;
use store::{Seq, View};

use crate::error::Result;

/// The counters of a table and its indexes.
#[derive(Debug)]
pub(crate) struct Counts {
    /// Whether they are whole.
    pub(crate) known: AtomicBool,
    /// Commits behind this one are added; [`NONE`] are, or it is [`BEING_SET`].
    since: AtomicU64,
    /// What is to be counted, from when it is known what is not in it until it is counted. Held while that becomes known.
    view: Mutex<Option<View>>,
    /// Held by who counts, to the end, though the request may go away; who waits for it holds up no thread.
    pub(crate) counting: Arc<tokio::sync::Mutex<()>>,
    table: Count,
    indexes: Mutex<BTreeMap<u32, Arc<Count>>>,
}

/// No commit is added: a count that is to begin will see it.
const NONE: u64 = u64::MAX;
/// A view is being taken: whoever has committed waits to know whether that is in it.
const BEING_SET: u64 = u64::MAX - 1;

/// One pair of counters.
#[derive(Debug, Default)]
pub(crate) struct Count {
    items: AtomicI64,
    bytes: AtomicI64,
}

impl Count {
    /// Adds to both.
    pub(crate) fn add(&self, items: i64, bytes: i64) {
        if items != 0 {
            self.items.fetch_add(items, Ordering::Relaxed);
        }
        if bytes != 0 {
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    /// Items and bytes.
    pub(crate) fn get(&self) -> (u64, u64) {
        let read = |counter: &AtomicI64| u64::try_from(counter.load(Ordering::Relaxed)).unwrap_or(0);
        (read(&self.items), read(&self.bytes))
    }
}

impl Counts {
    /// Of a new table, which is empty.
    pub(crate) fn of_nothing() -> Counts {
        Counts::new(true)
    }

    /// Of a table that was there before this start.
    pub(crate) fn unknown() -> Counts {
        Counts::new(false)
    }

    fn new(known: bool) -> Counts {
        Counts {
            known: AtomicBool::new(known),
            since: AtomicU64::new(if known { 0 } else { NONE }),
            view: Mutex::default(),
            counting: Arc::default(),
            table: Count::default(),
            indexes: Mutex::default(),
        }
    }

    /// Whether a commit is to be added: not if a count sees it, or one that is to begin will. Asked behind the commit.
    pub(crate) fn misses(&self, commit: Seq) -> bool {
        let mut since = self.since.load(Ordering::Acquire);
        if since == BEING_SET {
            drop(self.view.lock());
            since = self.since.load(Ordering::Acquire);
        }
        // Nothing is behind the greatest number of all.
        commit.0 > since
    }

    /// The table's own.
    pub(crate) fn table(&self) -> &Count {
        &self.table
    }

    /// Those of one index.
    pub(crate) fn index(&self, id: u32) -> Arc<Count> {
        self.indexes.lock().entry(id).or_default().clone()
    }

    /// What is to be counted: commits behind it are added from now on. Of a count that was begun and given up, the same.
    ///
    /// `take` takes the view, and does not wait: writers may wait for it.
    pub(crate) fn begin(&self, take: impl FnOnce() -> Result<View>) -> Result<View> {
        let mut view = self.view.lock();
        if let Some(begun) = &*view {
            return Ok(begun.clone());
        }
        // Before the view is taken: who commits behind it sees this.
        self.since.store(BEING_SET, Ordering::SeqCst);
        let taken = take();
        let since = taken.as_ref().map_or(NONE, |taken| taken.seq().0);
        self.since.store(since, Ordering::SeqCst);
        let taken = taken?;
        *view = Some(taken.clone());
        Ok(taken)
    }

    /// All is counted.
    pub(crate) fn end(&self) {
        *self.view.lock() = None;
        self.known.store(true, Ordering::Release);
    }
}
