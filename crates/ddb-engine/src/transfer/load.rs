//! Puts many items at once: a few in one batch, through the door of all writes, with how far the job got.

use std::collections::HashSet;
use std::sync::Arc;

use base::clock::Timestamp;
use bytes::Bytes;
use store::Key;

use crate::engine::Engine;
use crate::engine::commit::{MOST_TRIES, Placed};
use crate::engine::records::Records;
use crate::error::{Code, Detail, Error, Result};
use crate::item::change::Change;
use crate::item::index::EntryChange;
use crate::item::key;
use crate::item::plan::{Action, Plan};
use crate::memory::catalog::Table;
use crate::message::value::view;
use crate::transfer::input::Row;

/// Items of one batch, and their bytes.
const MAX_ROWS: usize = 128;
const MAX_BYTES: usize = 512 * 1024;

/// Items that are gathered for one batch. Each key is there once, so that every put has an event of its own.
#[derive(Debug, Default)]
pub(super) struct Load {
    plans: Vec<Plan>,
    keys: HashSet<Vec<u8>>,
    bytes: usize,
}

/// What became of an item.
#[derive(Debug)]
pub(super) enum Loaded {
    /// It was put; bytes written to the table, and to each index by its id.
    Put(u64, Vec<(u32, u64)>),
    /// Its condition did not hold; the item that was there.
    Refused(Option<Bytes>),
    /// Its item collection has no room for it.
    NoRoom,
}

impl Load {
    /// Whether a row belongs into the next batch.
    pub(super) fn is_full_for(&self, table: &Table, row: &Row) -> Result<bool> {
        let key = key::item_key(&table.definition, row.item.view())?;
        let full = self.plans.len() >= MAX_ROWS || self.bytes >= MAX_BYTES;
        Ok(full || self.keys.contains(key.as_bytes()))
    }

    /// Adds a row, which the table takes.
    pub(super) fn add(&mut self, table: &Table, row: Row) -> Result<()> {
        let key = key::item_key(&table.definition, row.item.view())?;
        self.keys.insert(key.as_bytes().to_vec());
        self.bytes += row.item.as_bytes().len();
        let name = table.definition.name.clone();
        let (action, condition) = (Action::Put(row.item), row.condition);
        self.plans.push(Plan { table: name, action, condition, show_old: true });
        Ok(())
    }

    /// The items, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = Bytes> {
        self.plans.iter().filter_map(|plan| match &plan.action {
            Action::Put(item) => Some(item.as_bytes().clone()),
            _ => None,
        })
    }
}

impl Engine {
    /// Puts gathered items. `note` adds to the batch how far the job got; it is called with what becomes of each, anew if that is
    /// decided again. False, and nothing is done, if the state of this epoch was exchanged.
    pub(super) fn put_load(
        &self,
        table: &Table,
        load: &Load,
        (job, now, epoch): (&Key, Timestamp, u64),
        mut note: impl FnMut(&mut Records, &[Loaded]) -> Result<()>,
    ) -> Result<bool> {
        let (mut table, mut tries) = (Pinned::Given(table), 0);
        loop {
            let definition = &table.as_ref().definition;
            let keys: Vec<Key> = load
                .plans
                .iter()
                .map(|plan| key::item_key(definition, plan.item()))
                .collect::<Result<_>>()?;
            let _stripes = self.stripes.lock_all(keys.iter().chain([job]).map(Key::as_bytes));
            if self.store.epoch() != epoch {
                return Ok(false);
            }
            if self.is_outdated(table.as_ref()) {
                let present = self.renewed_for(table.as_ref())?;
                table = Pinned::Renewed(present);
                continue;
            }
            let (mut decided, mut loaded) = self.decide_load(table.as_ref(), load, keys)?;
            if definition.has_collections() {
                self.leave_out(table.as_ref(), &mut decided, &mut loaded)?;
            }
            let mut records = Records::new();
            records.in_epoch(epoch);
            note(&mut records, &loaded)?;
            match self.commit(records, now, &placed(table.as_ref(), &decided)) {
                Err(error) if error.is_conflict() && tries < MOST_TRIES => tries += 1,
                committed => return committed.map(|()| true),
            }
        }
    }

    /// What becomes of gathered items, as their present state and their conditions say.
    fn decide_load(
        &self,
        table: &Table,
        load: &Load,
        keys: Vec<Key>,
    ) -> Result<(Vec<DecidedRow>, Vec<Loaded>)> {
        let (mut decided, mut loaded) = (Vec::new(), Vec::with_capacity(load.plans.len()));
        for (key, plan) in keys.into_iter().zip(&load.plans) {
            let before = self.store.get(key.as_bytes())?;
            match plan.decide(&table.definition, before) {
                Ok(done) => {
                    decided.push(DecidedRow { row: loaded.len(), key, change: done });
                    loaded.extend(decided.last().map(|decided| written(table, &decided.change)));
                }
                Err(error) if error.code() == Code::ConditionalCheckFailed => {
                    loaded.push(Loaded::Refused(match error.detail() {
                        Detail::Item(item) => Some(item.clone()),
                        _ => None,
                    }));
                }
                Err(error) => return Err(error),
            }
        }
        Ok((decided, loaded))
    }

    /// Takes out what item collections have no room for.
    fn leave_out(&self, table: &Table, decided: &mut Vec<DecidedRow>, loaded: &mut [Loaded]) -> Result<()> {
        let refused = self.without_room(&placed(table, decided))?;
        for at in refused.into_iter().rev() {
            let row = decided.remove(at).row;
            if let Some(loaded) = loaded.get_mut(row) {
                *loaded = Loaded::NoRoom;
            }
        }
        Ok(())
    }

    /// The present version of a table that a job works on.
    fn renewed_for(&self, table: &Table) -> Result<Arc<Table>> {
        let present = self.present(&table.owner, &table.definition.name)?;
        present.filter(|present| present.definition.id == table.definition.id).ok_or_else(Error::no_table)
    }
}

/// A put that was decided on.
#[derive(Debug)]
struct DecidedRow {
    /// Its place among the gathered items.
    row: usize,
    key: Key,
    change: Change,
}

fn placed<'a>(table: &'a Table, decided: &'a [DecidedRow]) -> Vec<Placed<'a>> {
    decided
        .iter()
        .map(|decided| Placed { table, key: decided.key.clone(), change: &decided.change })
        .collect()
}

/// A table as a caller gave it, or its present version.
enum Pinned<'a> {
    Given(&'a Table),
    Renewed(Arc<Table>),
}

impl Pinned<'_> {
    fn as_ref(&self) -> &Table {
        match self {
            Pinned::Given(table) => table,
            Pinned::Renewed(table) => table,
        }
    }
}

/// What a put writes.
fn written(table: &Table, change: &Change) -> Loaded {
    let bytes = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
    let size = change.after.as_ref().map_or(0, |item| view(item).size_bytes());
    let of_index = |index: &crate::definition::schema::Index| {
        let sizes = EntryChange::of(&table.definition, index, change).written_bytes(usize::max);
        (index.id, bytes(sizes.iter().sum()))
    };
    Loaded::Put(bytes(size), table.definition.indexes.iter().map(of_index).collect())
}
