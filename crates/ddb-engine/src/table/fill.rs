//! Indexes filled, and emptied, in slices. From the moment that an index is in its table's definition writers maintain it; a
//! job gives an entry to each item that was there before, under the stripes of a few items at a time. Nobody reads the
//! index until it is done.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html#GSI.OnlineOps.Creating>

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use store::Order;
use tokio::task::yield_now;

use crate::definition::owner::Owner;
use crate::definition::schema::{Definition, Index};
use crate::definition::vector_index::VectorIndex;
use crate::engine::Engine;
use crate::engine::filling::Filling;
use crate::engine::history;
use crate::engine::records::Records;
use crate::error::Result;
use crate::item::change::Change;
use crate::item::expiry;
use crate::item::index::EntryChange;
use crate::item::key;
use crate::item::vector;
use crate::job::fill::Fill;
use crate::job::queue::{self, Job, Owned, Step};
use crate::memory::catalog::Table;

/// Items of one slice, and their bytes.
const SLICE_ITEMS: usize = 128;
const SLICE_BYTES: usize = 1024 * 1024;

/// An index that is being filled.
enum Target<'d> {
    Index(&'d Index),
    Vector(&'d VectorIndex),
    Expiry,
}

impl<'d> Target<'d> {
    /// Of this id, if the definition has it and it is still being filled.
    fn of(definition: &'d Definition, id: u32) -> Option<Target<'d>> {
        let index = definition.indexes.iter().find(|index| index.id == id && index.filling);
        let vector = definition.vectors.iter().find(|index| index.id == id && index.filling);
        let expiry = definition.expiry.filter(|index| index.id == id && index.filling);
        let expiry = expiry.map(|_| Target::Expiry);
        index.map(Target::Index).or(vector.map(Target::Vector)).or(expiry)
    }

    fn entry(&self, definition: &Definition, change: &Change) -> EntryChange {
        match self {
            Target::Index(index) => EntryChange::of(definition, index, change),
            Target::Vector(index) => vector::change(definition, index, change),
            Target::Expiry => expiry::change(definition, change),
        }
    }
}

/// The keys of the next few items.
struct Slice {
    keys: Vec<Vec<u8>>,
    is_last: bool,
}

impl Engine {
    /// Puts the job among records that fills an index, which their commit puts into the table's definition. Its id.
    pub(crate) fn begin_fill(
        &self,
        (owner, definition): (&Owner, &Definition),
        index: u32,
        records: &mut Records,
    ) -> Result<u64> {
        let id = self.new_job_id()?;
        let fill = Fill::new(Owned::by(owner, &definition.name), definition.id, index);
        queue::save(records, id, &Job::Fill(fill))?;
        Ok(id)
    }

    /// Works on a job that fills an index until it is done or the process stops. The caller has claimed it.
    pub(crate) async fn fill(&self, id: u64) -> Result<()> {
        while let Some(Job::Fill(fill)) = queue::find(&self.store, id)? {
            if self.tasks.is_stopping() || self.fill_step(id, fill)? == Step::Done {
                return Ok(());
            }
            yield_now().await;
        }
        Ok(())
    }

    /// Fills an index that a request began, so that no waiter has to wait where there is not much to do.
    pub(crate) async fn fill_at_once(&self, job: queue::Begun<'_>) {
        let id = job.id();
        let filled = async {
            if let Err(error) = self.fill(id).await {
                tracing::error!(%error, job = id, "an index of DynamoDB could not be filled and will be later");
            }
        };
        self.patiently(filled).await;
    }

    /// Gives entries to the next few items, in one batch with how far it got.
    pub(crate) fn fill_step(&self, id: u64, mut fill: Fill) -> Result<Step> {
        let epoch = self.store.epoch();
        let Slice { keys, is_last } = self.next_slice(&fill)?;
        let job = queue::key(id);
        {
            let _stripes =
                self.stripes.lock_all(keys.iter().map(Vec::as_slice).chain([job.key().as_bytes()]));
            let table = self.being_filled(&fill)?;
            let Some((table, target)) =
                table.as_ref().and_then(|table| Some((table, Target::of(&table.definition, fill.index)?)))
            else {
                // The index was deleted, or the table.
                let mut records = Records::new();
                queue::remove(&mut records, id);
                return self.commit_records_in(epoch, records).map(|_| Step::Done);
            };
            let (mut filling, mut entries, mut bytes) = (Filling::new(), 0_i64, 0_i64);
            filling.records().relies_on_table(table);
            for stored in &keys {
                let Some(item) = self.store.get(stored)? else { continue };
                filling.relies_on(stored, &item);
                let change = Change { before: None, after: Some(item), by_ttl: false };
                let entry = target.entry(&table.definition, &change);
                if !self.is_stored(&entry)? {
                    let growth = entry.growth();
                    (entries, bytes) = (entries + growth.0, bytes.saturating_add(growth.1));
                }
                filling.entries(entry);
            }
            if let Some(last) = keys.last() {
                fill.after = history::rest_of(last).to_vec();
            }
            queue::save(filling.records(), id, &Job::Fill(fill.clone()))?;
            let Some(commit) = self.commit_filling(epoch, filling)? else {
                // An item has changed, or the table; or the state was exchanged, and the job with it.
                self.look_again([&**table])?;
                return Ok(if self.store.epoch() == epoch { Step::More } else { Step::Done });
            };
            if table.counts.misses(commit) {
                table.counts.index(fill.index).add(entries, bytes);
            }
        }
        if is_last { self.end_fill(id, &fill, epoch) } else { Ok(Step::More) }
    }

    fn next_slice(&self, fill: &Fill) -> Result<Slice> {
        let (from, end) = (history::item_key(fill.id, &fill.after), key::table_prefix(fill.id).end());
        let (mut keys, mut bytes, mut is_last) = (Vec::new(), 0, true);
        self.store.scan(
            from.after(),
            Bound::Excluded(end.as_bytes()),
            Order::Ascending,
            &mut |key, item| {
                keys.push(key.to_vec());
                bytes += item.len();
                is_last = keys.len() < SLICE_ITEMS && bytes < SLICE_BYTES;
                if is_last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        )?;
        Ok(Slice { keys, is_last })
    }

    /// Whether the store has an entry already: a writer's.
    fn is_stored(&self, entry: &EntryChange) -> Result<bool> {
        let Some(key) = entry.key_after() else { return Ok(true) };
        Ok(self.store.get(key.as_bytes())?.is_some())
    }

    /// The table whose index is being filled; if it is gone, a replica that shares its items does as well.
    fn being_filled(&self, fill: &Fill) -> Result<Option<Arc<Table>>> {
        let named = self.catalog.table(&self.store, &fill.table.owner()?, &fill.table.name)?;
        if let Some(named) = named.filter(|table| table.definition.id == fill.id) {
            return Ok(Some(named));
        }
        let all = self.catalog.all_tables(&self.store)?;
        Ok(all.into_iter().find(|table| table.definition.id == fill.id))
    }

    /// Shows that an index is filled, unless the state of this epoch was exchanged.
    fn end_fill(&self, id: u64, fill: &Fill, epoch: u64) -> Result<Step> {
        self.deciding(&fill.table.owner()?, &fill.table.name, || {
            if self.store.epoch() != epoch {
                return Ok(Step::Done);
            }
            let mut records = Records::new();
            records.in_epoch(epoch);
            queue::remove(&mut records, id);
            let Some(present) = self.being_filled(fill)? else {
                return self.commit_records(records).map(|()| Step::Done);
            };
            let mut definition = present.definition.clone();
            definition.index_is_filled(fill.index);
            self.replace_table(&present, definition, present.stream.clone(), records.into())?;
            Ok(Step::Done)
        })
    }

    /// Removes the entries of a deleted index, and then the note that they are to go.
    pub(crate) async fn empty_index(&self, epoch: u64, table: u64, index: u32) -> Result<()> {
        for prefix in [key::index_prefix(table, index), expiry::prefix(table, index)] {
            self.remove_range(epoch, &prefix).await?;
        }
        let mut records = Records::new();
        records.garbage_index_gone(table, index);
        self.commit_records_in(epoch, records).map(drop)
    }

    /// Removes the entries of indexes that a request deleted, as far as that goes quickly; the sweeper does the rest.
    pub(crate) async fn empty_at_once(&self, epoch: u64, table: u64, indexes: &[u32]) {
        let emptied = async {
            for index in indexes {
                if let Err(error) = self.empty_index(epoch, table, *index).await {
                    tracing::error!(%error, "an index of DynamoDB could not be emptied and will be later");
                }
            }
        };
        self.patiently(emptied).await;
        self.sweeper.wake();
    }
}
