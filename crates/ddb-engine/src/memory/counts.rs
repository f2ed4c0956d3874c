//! How many items a table and its indexes have, and how many bytes they count: kept in memory, so that no write
//! contends for a key of the store. After a start they are unknown, and counted the first time they are asked for,
//! while writes go on.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use bytes::Bytes;
use parking_lot::Mutex;
use store::Order;

use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::error::Result;
use crate::item::index::size_of;
use crate::item::key;
use crate::item::vector;
use crate::memory::catalog::Table;
use crate::message::value::view;

/// Items counted while writers wait.
const CHUNK: usize = 1000;

/// The counters of a table and its indexes.
#[derive(Debug)]
pub(crate) struct Counts {
    known: AtomicBool,
    /// Up to which item's key a count has come that is under way. Changes only while all stripes are held.
    counted: Mutex<Option<Vec<u8>>>,
    /// Held by whoever counts.
    counting: Mutex<()>,
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

    fn restart(&self, from: Vec<u8>) {
        self.table.reset();
        self.indexes.lock().values().for_each(|count| count.reset());
        *self.counted.lock() = Some(from);
    }

    /// Adds an item, and its entries.
    fn count(&self, definition: &Definition, item: &Bytes) {
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

impl Engine {
    /// Counts a table's items and index entries, unless the counts are known: some at a time, with all stripes held
    /// over each few. A write meanwhile is added if its item was counted before.
    pub(crate) fn count_items(&self, table: &Arc<Table>) -> Result<()> {
        let counts = &table.counts;
        if counts.known.load(Ordering::Acquire) {
            return Ok(());
        }
        let _counting = counts.counting.lock();
        let (mut table, mut begun) = (table.clone(), false);
        loop {
            let _all = self.stripes.lock_everything();
            if counts.known.load(Ordering::Acquire) {
                return Ok(());
            }
            if self.is_outdated(&table) {
                // Another definition, with other indexes perhaps: from the beginning. A deleted table has no counts.
                let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
                let same = |present: &Arc<Table>| present.definition.id == table.definition.id;
                let Some(present) = present.filter(same) else { return Ok(()) };
                (table, begun) = (present, false);
            }
            if !begun {
                counts.restart(key::table_prefix(table.definition.id).as_bytes().to_vec());
                begun = true;
            }
            if self.count_some(&table)? {
                *counts.counted.lock() = None;
                counts.known.store(true, Ordering::Release);
                return Ok(());
            }
        }
    }

    /// Counts the next few items; whether they were the last. The caller holds all stripes.
    fn count_some(&self, table: &Table) -> Result<bool> {
        let (definition, counts) = (&table.definition, &table.counts);
        let end = key::table_prefix(definition.id).end();
        let from = counts.counted.lock().clone().unwrap_or_default();
        let (mut last, mut seen) = (None, 0);
        let (from, to) = (Bound::Excluded(from.as_slice()), Bound::Excluded(end.as_bytes()));
        self.store.scan(from, to, Order::Ascending, &mut |key, item| {
            counts.count(definition, item);
            seen += 1;
            if seen < CHUNK {
                return ControlFlow::Continue(());
            }
            last = Some(key.to_vec());
            ControlFlow::Break(())
        })?;
        let done = last.is_none();
        if let Some(last) = last {
            *counts.counted.lock() = Some(last);
        }
        Ok(done)
    }
}
