//! The one door for writes of items: lock, read, decide, and commit item, index entries, undo and stream records as one
//! atomic batch.

use std::sync::Arc;

use base::call::Call;
use base::clock::Timestamp;
use bytes::Bytes;
use store::{Batch, Key, Seq};

use crate::access::Act;
use crate::definition::schema::Scope;
use crate::engine::Engine;
use crate::engine::collection;
use crate::error::{Detail, Error, Result};
use crate::history;
use crate::item::capacity::{Consistency, Consumed};
use crate::item::change::Change;
use crate::item::index::{self, EntryChange};
use crate::item::plan::{Decided, Plan};
use crate::item::{key, vector};
use crate::memory::catalog::{Stream, Table};
use crate::message::value::view;
use crate::realism::stale::Before;
use crate::realism::throttle::Direction;
use crate::stream::record;

/// A write that was carried out.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) table: Arc<Table>,
    pub(crate) decided: Decided,
    /// Nothing if the write changed nothing.
    pub(crate) seq: Option<Seq>,
}

/// A decided change with the place where it goes.
#[derive(Debug)]
pub(crate) struct Placed<'a> {
    pub(crate) table: &'a Table,
    pub(crate) key: Key,
    pub(crate) change: &'a Change,
}

impl Engine {
    /// Carries out one write under the name of what it does, such as PutItem.
    pub(crate) fn write(&self, call: &Call, plan: &Plan) -> Result<Written> {
        self.write_for(call, Act::on_table(plan.action.name()), plan)
    }

    /// Carries out one write. Refused while a transaction holds the item; looked at before the lock, so that a
    /// transaction is met and not waited for.
    pub(crate) fn write_for(&self, call: &Call, act: Act<'_>, plan: &Plan) -> Result<Written> {
        loop {
            let table = self.table(call, act, &plan.table)?;
            plan.check(&table.definition)?;
            let key = key::item_key(&table.definition, plan.item())?;
            if self.in_flight.holds(&key) {
                return Err(Error::transaction_conflict());
            }
            let _stripe = self.stripes.lock(key.as_bytes());
            if self.is_outdated(&table) {
                // The definition, or the whole state, changed while this waited for the lock: look at the new one.
                continue;
            }
            let before = self.store.get(key.as_bytes())?;
            let decided = self.decide(&table, plan, before)?;
            let placed = Placed { table: &table, key, change: &decided.change };
            let seq = self.commit(Batch::new(), call.now, &[placed])?;
            return Ok(Written { table, decided, seq });
        }
    }

    /// Decides on a write, and takes what it costs from the table's throughput; a condition that does not hold costs too.
    fn decide(&self, table: &Table, plan: &Plan, before: Option<Bytes>) -> Result<Decided> {
        let throttles = self.realism.get().is_some_and(|realism| realism.throttling);
        let unchanged = throttles.then(|| before.clone());
        let decided = plan.decide(&table.definition, before);
        let Some(unchanged) = unchanged else { return decided };
        match &decided {
            Ok(Decided { change, .. }) => {
                self.charge(table, Direction::Write, || Consumed::write(&table.definition, change, false))?;
            }
            Err(error) if error.is_failed_condition() => {
                self.charge(table, Direction::Write, || plan.cost_of_failure(unchanged.as_ref()))?;
            }
            Err(_) => {}
        }
        decided
    }

    /// Commits decided changes and whatever else is in the batch. The caller holds the stripes of all their keys. An
    /// item collection that would be too large ends it: `Detail::Changes`.
    pub(crate) fn commit(
        &self,
        mut batch: Batch,
        now: Timestamp,
        changes: &[Placed<'_>],
    ) -> Result<Option<Seq>> {
        let (mut growths, mut collections) = (Vec::new(), Vec::new());
        let memory_ms = self.realism.get().and_then(|realism| realism.memory_ms());
        let mut past = memory_ms.map(|_| Vec::new());
        for (at, placed) in changes.iter().enumerate().filter(|(_, placed)| !placed.change.is_nothing()) {
            let bytes = stage(&mut batch, placed, &mut growths, past.as_mut());
            collections.extend(collection::Growth::of(at, placed, bytes));
            history::note(&self.store, &mut batch, placed, now)?;
        }
        if batch.is_empty() {
            return Ok(None);
        }
        let _collections = self.grow_collections(&mut batch, &collections)?;
        if let (Some(past), Some(memory_ms)) = (past, memory_ms) {
            self.remember(past, memory_ms);
        }
        let seq = self.commit_with_records(batch, now, changes)?;
        for Growth { table, index, entries, bytes } in growths {
            match index {
                None => table.counts.table().add(entries, bytes),
                Some(id) => table.counts.index(id).add(entries, bytes),
            }
        }
        Ok(Some(seq))
    }

    /// Which of decided changes their item collections have no room for, as [`Engine::commit`] would judge now.
    pub(crate) fn without_room(&self, changes: &[Placed<'_>]) -> Result<Vec<usize>> {
        let (mut batch, mut growths, mut collections) = (Batch::new(), Vec::new(), Vec::new());
        for (at, placed) in changes.iter().enumerate() {
            let bytes = stage(&mut batch, placed, &mut growths, None);
            collections.extend(collection::Growth::of(at, placed, bytes));
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
            return Ok(self.store.commit(batch)?);
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
        let seq = self.store.commit(batch)?;
        drop(tails);
        for stream in streams {
            stream.tail.tell();
        }
        Ok(seq)
    }

    /// An item by its key, as it is now.
    pub(crate) fn get(&self, table: &Table, item: ddb_expr::codec::Encoded<'_>) -> Result<Option<Bytes>> {
        let key = key::item_key(&table.definition, item)?;
        self.store.get(key.as_bytes()).map_err(Error::from)
    }

    /// An item by its key for a client: as old as the read's consistency allows, and paid for.
    pub(crate) fn read_item(
        &self,
        table: &Table,
        item: ddb_expr::codec::Encoded<'_>,
        consistency: Consistency,
    ) -> Result<Option<Bytes>> {
        let key = key::item_key(&table.definition, item)?;
        let found = self.get_at(&key, self.moment(None, consistency != Consistency::Eventual))?;
        let bytes = || found.as_ref().map_or(0, |item| view(item).size_bytes());
        self.charge(table, Direction::Read, || Consumed::read(bytes(), consistency))?;
        Ok(found)
    }
}

/// How much a table or index grows by a change, to be counted once that is committed.
struct Growth<'a> {
    table: &'a Table,
    index: Option<u32>,
    entries: i64,
    bytes: i64,
}

/// Puts one change into a batch: the item, then its entries. How many bytes more the item's collection has. What the
/// keys hold now goes to `past`.
fn stage<'a>(
    batch: &mut Batch,
    placed: &Placed<'a>,
    growths: &mut Vec<Growth<'a>>,
    mut past: Option<&mut Vec<Before>>,
) -> i64 {
    let Placed { table, key, change } = placed;
    if let Some(past) = past.as_mut() {
        past.push((key.clone(), change.before.clone()));
    }
    match &change.after {
        Some(after) => batch.put(key.clone(), after.clone()),
        None => batch.delete(key.clone()),
    }
    let size = |item: &Option<Bytes>| item.as_ref().map_or(0, index::size_of);
    let entries = i64::from(change.after.is_some()) - i64::from(change.before.is_some());
    let mut collection = size(&change.after) - size(&change.before);
    let counted = table.counts.hold(key.as_bytes());
    if counted {
        growths.push(Growth { table, index: None, entries, bytes: collection });
    }
    for index in &table.definition.indexes {
        let entry = EntryChange::of(&table.definition, index, change);
        if entry.is_nothing() {
            continue;
        }
        let (entries, bytes) = entry.growth();
        if counted {
            growths.push(Growth { table, index: Some(index.id), entries, bytes });
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
        let entry = vector::change(&table.definition, index, change);
        if !entry.is_nothing() {
            let (entries, bytes) = entry.growth();
            growths.push(Growth { table, index: Some(index.id), entries, bytes });
            if let Some(past) = past.as_mut() {
                entry.remember(past);
            }
            entry.stage(batch);
        }
    }
    collection
}
