//! How many items a table and its indexes have, and how many bytes they count: kept in memory, so that no write
//! contends for a key of the store. After a start they are unknown, and counted the first time they are asked for,
//! while writes go on.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use bytes::Bytes;
use parking_lot::Mutex;

use crate::definition::schema::Definition;
use crate::item::index::size_of;
use crate::item::key;
use crate::item::vector;
use crate::message::value::view;

/// The counters of a table and its indexes.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) known: AtomicBool,
    /// Up to which item's key a count has come that is under way. Changes only while all stripes are held.
    pub(crate) counted: Mutex<Option<Vec<u8>>>,
    /// Held by the thread that counts.
    pub(crate) counting: Mutex<()>,
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
            counted: Mutex::default(),
            counting: Mutex::default(),
            table: Count::default(),
            indexes: Mutex::default(),
        }
    }

    /// Whether a change of the item with this key is to be added: not if it is still to be counted. Asked under the
    /// item's stripe, which is held until the change is committed.
    pub(crate) fn hold(&self, key: &[u8]) -> bool {
        self.known.load(Ordering::Acquire)
            || self.counted.lock().as_ref().is_some_and(|counted| key <= counted.as_slice())
    }

    /// The table's own.
    pub(crate) fn table(&self) -> &Count {
        &self.table
    }

    /// Those of one index.
    pub(crate) fn index(&self, id: u32) -> Arc<Count> {
        self.indexes.lock().entry(id).or_default().clone()
    }

    /// Begins anew, behind an item.
    pub(crate) fn restart(&self, from: Vec<u8>) {
        self.table.reset();
        self.indexes.lock().values().for_each(|count| count.reset());
        *self.counted.lock() = Some(from);
    }

    /// Adds an item, and its entries.
    pub(crate) fn count(&self, definition: &Definition, item: &Bytes) {
        self.table.add(1, size_of(item));
        for index in &definition.indexes {
            if key::entry_key(definition, index, view(item)).is_some() {
                self.index(index.id).add(1, size_of(&key::projected(definition, index, item)));
            }
        }
        for index in &definition.vectors {
            if let Some((_, entry)) = vector::entry(definition, index, item) {
                self.index(index.id).add(1, i64::try_from(index.entry_bytes(&entry)).unwrap_or(i64::MAX));
            }
        }
    }
}
