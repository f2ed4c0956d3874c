//! How many items a table and its indexes have, and how many bytes they count: kept in memory, so that no write
//! contends for a key of the store. After a start they are unknown, and counted the first time they are asked for: what
//! there was at one moment is counted apart, and what is written from then on is added.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use parking_lot::Mutex;

/// The counters of a table and its indexes.
#[derive(Debug)]
pub(crate) struct Counts {
    /// Whether they are whole.
    pub(crate) known: AtomicBool,
    /// Whether changes are added. Set while all stripes are held.
    begun: AtomicBool,
    /// Held by who counts, to the end, though the request may go away; who waits for it holds up no thread.
    pub(crate) counting: Arc<tokio::sync::Mutex<()>>,
    table: Count,
    indexes: Mutex<BTreeMap<u32, Arc<Count>>>,
}

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

    fn reset(&self) {
        self.items.store(0, Ordering::Relaxed);
        self.bytes.store(0, Ordering::Relaxed);
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
            begun: AtomicBool::new(known),
            counting: Arc::default(),
            table: Count::default(),
            indexes: Mutex::default(),
        }
    }

    /// Whether a change is to be added: not if a count that is to begin will see it. Asked under a stripe, which is held
    /// until the change is committed and added.
    pub(crate) fn hold(&self) -> bool {
        self.begun.load(Ordering::Acquire)
    }

    /// The table's own.
    pub(crate) fn table(&self) -> &Count {
        &self.table
    }

    /// Those of one index.
    pub(crate) fn index(&self, id: u32) -> Arc<Count> {
        self.indexes.lock().entry(id).or_default().clone()
    }

    /// Begins anew: from now on changes are added, and what there is now will be. The caller holds all stripes.
    pub(crate) fn restart(&self) {
        self.table.reset();
        self.indexes.lock().values().for_each(|count| count.reset());
        self.begun.store(true, Ordering::Release);
    }
}
