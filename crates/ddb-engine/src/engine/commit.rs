//! The door of items: an item's change and all that follows from it, index entries, undo and stream records, sizes, are one
//! atomic batch. The callers have locked the items, read them and decided.

use std::sync::Arc;

use base::clock::Timestamp;
use bytes::Bytes;
use store::{Batch, Key};

use crate::definition::schema::Scope;
use crate::engine::Engine;
use crate::engine::collection;
use crate::engine::history;
use crate::engine::records::Records;
use crate::error::{Detail, Result};
use crate::item::change::Before;
use crate::item::change::Change;
use crate::item::expiry;
use crate::item::index::{self, EntryChange};
use crate::item::vector;
use crate::memory::catalog::{Stream, Table};
use crate::memory::reader::Reader;
use crate::stream::record;

/// A decided change with the place where it goes.
#[derive(Debug)]
pub(crate) struct Placed<'a> {
    pub(crate) table: &'a Table,
    pub(crate) key: Key,
    pub(crate) change: &'a Change,
}

/// How often a write is decided again because another one came between its decision and its commit. Whoever comes between
/// has made its own change, so somebody always gets on; stripes keep writers of one process apart anyway.
pub(crate) const MOST_TRIES: usize = 64;

impl Engine {
    /// Commits decided changes, and records beside them. The caller holds the stripes of all their keys. An
    /// item collection that would be too large ends it: `Detail::Changes`. If an item is not any more what it was decided by,
    /// nothing is written: `Detail::Conflict`.
    pub(crate) fn commit(&self, records: Records, now: Timestamp, changes: &[Placed<'_>]) -> Result<()> {
        let Records(mut batch) = records;
        let (mut growths, mut collections) = (Vec::new(), Vec::new());
        let memory_ms = self.realism.get().and_then(|realism| realism.memory_ms());
        let mut past = memory_ms.map(|_| Vec::new());
        for (at, placed) in changes.iter().enumerate().filter(|(_, placed)| !placed.change.is_nothing()) {
            let bytes = stage(&self.store, &mut batch, placed, &mut growths, past.as_mut())?;
            collections.extend(collection::CollectionGrowth::of(at, placed, bytes));
            history::note(&self.store, &mut batch, placed, now)?;
        }
        if batch.is_empty() {
            return Ok(());
        }
        let _collections = self.grow_collections(&mut batch, &collections)?;
        if let (Some(past), Some(memory_ms)) = (past, memory_ms) {
            let now_ms = self.clock.now().millis();
            self.past.remember(past, self.store.epoch(), (now_ms, memory_ms));
        }
        self.commit_with_records(batch, now, changes)?;
        for CountGrowth { table, index, entries, bytes } in growths {
            match index {
                None => table.counts.table().add(entries, bytes),
                Some(id) => table.counts.index(id).add(entries, bytes),
            }
        }
        Ok(())
    }

    /// Which of decided changes their item collections have no room for, as [`Engine::commit`] would judge now.
    pub(crate) fn without_room(&self, changes: &[Placed<'_>]) -> Result<Vec<usize>> {
        let (mut batch, mut growths, mut collections) = (Batch::new(), Vec::new(), Vec::new());
        for (at, placed) in changes.iter().enumerate() {
            let bytes = stage(&self.store, &mut batch, placed, &mut growths, None)?;
            collections.extend(collection::CollectionGrowth::of(at, placed, bytes));
        }
        match self.grow_collections(&mut batch, &collections) {
            Ok(_) => Ok(Vec::new()),
            Err(error) => match error.detail() {
                Detail::Changes(refused) => Ok(refused.clone()),
                _ => Err(error),
            },
        }
    }

    /// Adds the stream records and commits, each stream's tail held meanwhile: a reader that has seen a number will
    /// never meet a smaller one later.
    fn commit_with_records(&self, mut batch: Batch, now: Timestamp, changes: &[Placed<'_>]) -> Result<()> {
        let mut streams: Vec<&Arc<Stream>> =
            changes.iter().flat_map(|placed| placed.table.streams()).collect();
        if streams.is_empty() {
            self.writer.commit(batch)?;
            return Ok(());
        }
        streams.sort_unstable_by_key(|stream| stream.definition.id);
        streams.dedup_by_key(|stream| stream.definition.id);
        let mut tails: Vec<_> = streams.iter().map(|stream| stream.tail.last.lock()).collect();
        for (stream, tail) in streams.iter().zip(&mut tails) {
            let id = stream.definition.id;
            let of_stream = |placed: &&Placed<'_>| {
                !placed.change.is_nothing() && placed.table.streams().any(|its| its.definition.id == id)
            };
            for placed in changes.iter().filter(of_stream) {
                **tail = record::next_number(**tail, now);
                record::append(&mut batch, stream, placed.change, now, **tail);
            }
        }
        self.writer.commit(batch)?;
        drop(tails);
        for stream in streams {
            stream.tail.tell();
        }
        Ok(())
    }
}

/// How much a table or index grows by a change, to be counted once that is committed.
struct CountGrowth<'a> {
    table: &'a Table,
    index: Option<u32>,
    entries: i64,
    bytes: i64,
}

/// Puts one change into a batch: the item, then its entries. How many bytes more the item's collection has. What the
/// keys hold now goes to `past`.
fn stage<'a>(
    store: &Reader,
    batch: &mut Batch,
    placed: &Placed<'a>,
    growths: &mut Vec<CountGrowth<'a>>,
    mut past: Option<&mut Vec<Before>>,
) -> Result<i64> {
    let is_there = |key: &Key| Ok(store.get(key.as_bytes())?.is_some());
    let Placed { table, key, change } = placed;
    if let Some(past) = past.as_mut() {
        past.push((key.clone(), change.before.clone()));
    }
    batch.replace(key.clone(), change.before.clone(), change.after.clone());
    let size = |item: &Option<Bytes>| item.as_ref().map_or(0, index::size_of);
    let entries = i64::from(change.after.is_some()) - i64::from(change.before.is_some());
    let mut collection = size(&change.after) - size(&change.before);
    let counted = table.counts.hold();
    if counted {
        growths.push(CountGrowth { table, index: None, entries, bytes: collection });
    }
    for index in &table.definition.indexes {
        let mut entry = EntryChange::of(&table.definition, index, change);
        if entry.is_nothing() {
            continue;
        }
        if index.filling {
            entry = entry.of_present(is_there)?;
        }
        let (entries, bytes) = entry.growth();
        if counted {
            growths.push(CountGrowth { table, index: Some(index.id), entries, bytes });
        }
        if index.scope == Scope::Local {
            collection += bytes;
        }
        if let Some(past) = past.as_mut() {
            entry.remember(past);
        }
        entry.stage(batch);
    }
    for index in &table.definition.vectors {
        let mut entry = vector::change(&table.definition, index, change);
        if !entry.is_nothing() {
            if index.filling {
                entry = entry.of_present(is_there)?;
            }
            let (entries, bytes) = entry.growth();
            if counted {
                growths.push(CountGrowth { table, index: Some(index.id), entries, bytes });
            }
            if let Some(past) = past.as_mut() {
                entry.remember(past);
            }
            entry.stage(batch);
        }
    }
    if table.definition.expiry.is_some() {
        let entry = expiry::change(&table.definition, change);
        if !entry.is_nothing() {
            entry.stage(batch);
        }
    }
    Ok(collection)
}
