//! The door of items: an item's change and all that follows from it, index entries, undo and stream records, sizes, are one
//! atomic batch. The callers have locked the items, read them and decided.

use std::sync::Arc;

use base::clock::Timestamp;
use bytes::Bytes;
use store::{Batch, Key, Seq};

use crate::definition::schema::Scope;
use crate::engine::Engine;
use crate::engine::collection;
use crate::engine::history;
use crate::engine::records::Records;
use crate::error::{Detail, Error, Result};
use crate::item::change::Before;
use crate::item::change::Change;
use crate::item::expiry;
use crate::item::index::{self, EntryChange};
use crate::item::vector;
use crate::memory::budget::Budget;
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
    /// item collection that would be too large ends it: `Detail::Changes`. If an item, or the definition of a table, is not any
    /// more what it was decided by, nothing is written: `Detail::Conflict`.
    pub(crate) fn commit(&self, records: Records, now: Timestamp, changes: &[Placed<'_>]) -> Result<()> {
        let Records(mut batch) = records;
        let (mut growths, mut collections) = (Vec::new(), Vec::new());
        let memory_ms = self.realism.get().and_then(|realism| realism.memory_ms());
        let mut past = memory_ms.map(|_| Vec::new());
        let mut undo_bytes = 0;
        for (at, placed) in changes.iter().enumerate() {
            if placed.change.is_nothing() {
                // A condition was decided by it.
                batch.relies_on(placed.key.clone().into_bytes(), placed.change.before.clone());
                continue;
            }
            let bytes = stage(&self.store, &mut batch, placed, &mut growths, past.as_mut())?;
            collections.extend(collection::CollectionGrowth::of(at, placed, bytes));
            undo_bytes += history::note(&self.store, &mut batch, placed, now)?;
        }
        if batch.is_empty() {
            return Ok(());
        }
        tables_of(changes).for_each(|table| table.guard(&mut batch));
        let _collections = self.grow_collections(&mut batch, &collections)?;
        if let (Some(past), Some(memory_ms)) = (past, memory_ms) {
            let now_ms = self.clock.now().millis();
            self.past.remember(past, self.store.epoch(), (now_ms, memory_ms));
        }
        let commit = self.commit_with_records(batch, now, changes);
        if commit.as_ref().is_err_and(Error::is_conflict) {
            self.look_again(tables_of(changes))?;
        }
        let commit = commit?;
        tables_of(changes).for_each(|table| table.was_there(commit));
        self.count_kept_by(&self.budgets.undo, commit, undo_bytes);
        for CountGrowth { table, index, entries, bytes } in growths {
            if !table.counts.misses(commit) {
                continue;
            }
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
    fn commit_with_records(&self, mut batch: Batch, now: Timestamp, changes: &[Placed<'_>]) -> Result<Seq> {
        let mut streams: Vec<&Arc<Stream>> =
            changes.iter().flat_map(|placed| placed.table.streams()).collect();
        if streams.is_empty() {
            return Ok(self.writer.commit(batch)?);
        }
        streams.sort_unstable_by_key(|stream| stream.definition.id);
        streams.dedup_by_key(|stream| stream.definition.id);
        let mut tails: Vec<_> = streams.iter().map(|stream| stream.tail.last.lock()).collect();
        let mut bytes = 0;
        for (stream, tail) in streams.iter().zip(&mut tails) {
            let id = stream.definition.id;
            let of_stream = |placed: &&Placed<'_>| {
                !placed.change.is_nothing() && placed.table.streams().any(|its| its.definition.id == id)
            };
            for placed in changes.iter().filter(of_stream) {
                **tail = record::next_number(**tail, now);
                bytes += record::append(&mut batch, stream, placed.change, now, **tail);
            }
        }
        let commit = self.writer.commit(batch)?;
        drop(tails);
        for stream in streams {
            stream.tail.tell();
        }
        self.count_kept_by(&self.budgets.streams, commit, bytes);
        Ok(commit)
    }

    /// Counts what a commit has added to what is kept for a time, and sees to it that the oldest goes if that is too much.
    fn count_kept_by(&self, budget: &Budget, commit: Seq, bytes: u64) {
        if bytes > 0 && budget.grew(commit, bytes) {
            self.trimming.wake();
        }
    }
}

/// The tables of changes, each once where its changes follow one another.
fn tables_of<'a>(changes: &'a [Placed<'a>]) -> impl Iterator<Item = &'a Table> {
    let mut last: Option<&'a Table> = None;
    changes.iter().filter_map(move |placed| {
        let is_same = last.replace(placed.table).is_some_and(|last| std::ptr::eq(last, placed.table));
        (!is_same).then_some(placed.table)
    })
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
    let Placed { table, key, change } = placed;
    if let Some(past) = past.as_mut() {
        past.push((key.clone(), change.before.clone()));
    }
    batch.replace(key.clone(), change.before.clone(), change.after.clone());
    let size = |item: &Option<Bytes>| item.as_ref().map_or(0, index::size_of);
    let entries = i64::from(change.after.is_some()) - i64::from(change.before.is_some());
    let mut collection = size(&change.after) - size(&change.before);
    growths.push(CountGrowth { table, index: None, entries, bytes: collection });
    for index in &table.definition.indexes {
        let mut entry = EntryChange::of(&table.definition, index, change);
        if entry.is_nothing() {
            continue;
        }
        if index.filling {
            entry = of_present(store, batch, entry)?;
        }
        let (entries, bytes) = entry.growth();
        growths.push(CountGrowth { table, index: Some(index.id), entries, bytes });
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
                entry = of_present(store, batch, entry)?;
            }
            let (entries, bytes) = entry.growth();
            growths.push(CountGrowth { table, index: Some(index.id), entries, bytes });
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

/// A change of an index that is being filled, with the entry of before if that is there. The batch relies on what was seen.
fn of_present(store: &Reader, batch: &mut Batch, entry: EntryChange) -> Result<EntryChange> {
    entry.of_present(|key| {
        let present = store.get(key.as_bytes())?;
        batch.relies_on(key.clone().into_bytes(), present.clone());
        Ok(present.is_some())
    })
}
