//! Copies a table's items as they were at one moment: into a backup, or out of one or of a table's past into a new
//! table, index entries included. Writers of the source wait for no more than the beginning.
//!
//! A backup's items lie like a table's, under an id that no table has.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::archive::backup;
use crate::archive::job::{self, Job, Owned, Step};
use crate::definition::owner::Owner;
use crate::definition::recovery::Moment;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::engine::filling::Filling;
use crate::engine::history::{self, HistoryPage};
use crate::error::{Error, Result};
use crate::item::change::Change;
use crate::item::index::{EntryChange, size_of};
use crate::item::vector;
use crate::memory::catalog::Table;
use crate::memory::counts::Counts;

/// A copy in progress.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Copy {
    /// The id that the items lie under.
    pub(super) source: u64,
    /// The moment, if the source changes: it is noted in the definition of this table.
    pub(super) at: Option<(u64, Owned)>,
    /// Where the items go.
    pub(super) target: CopyTarget,
    /// Behind which item to go on.
    pub(super) after: Vec<u8>,
    /// Items and bytes copied so far.
    pub(super) items: u64,
    pub(super) bytes: u64,
}

/// Where a copy goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum CopyTarget {
    /// Into a backup, whose items lie under this id.
    Backup(Owned, u64),
    /// Into a table, which has this id.
    Table(Owned, u64),
}

impl Copy {
    /// A copy that has not begun.
    pub(super) fn new(source: u64, at: Option<(Moment, Owned)>, target: CopyTarget) -> Copy {
        let at = at.map(|(moment, table)| (moment.0, table));
        Copy { source, at, target, after: Vec::new(), items: 0, bytes: 0 }
    }
}

impl Engine {
    /// Copies the next few items, in one batch with how far it got.
    pub(super) fn copy_step(&self, id: u64, mut copy: Copy) -> Result<Step> {
        let epoch = self.store.epoch();
        let moment = copy.at.as_ref().map(|(moment, _)| Moment(*moment));
        let HistoryPage { items, next } = history::page(&self.store, copy.source, moment, &copy.after)?;
        let (target, table) = match &copy.target {
            CopyTarget::Backup(_, target) => (*target, None),
            CopyTarget::Table(place, target) => match self.filling(place, *target)? {
                Some(table) => (*target, Some(table)),
                // The state was exchanged, and the job with it.
                None => return Ok(Step::Done),
            },
        };
        let (mut filling, mut growth) = (Filling::new(), CopyGrowth::default());
        for (rest, item) in items {
            let size = size_of(&item);
            copy.items += 1;
            copy.bytes += u64::try_from(size).unwrap_or(0);
            growth.items.0 += 1;
            growth.items.1 += size;
            if let Some(table) = &table {
                growth.add_entries(&mut filling, &table.definition, &item);
            }
            filling.item(target, &rest, item);
        }
        let (step, done) = match next {
            Some(next) => {
                copy.after = next;
                job::save(filling.records(), id, &Job::Copy(copy))?;
                (Step::More, self.commit_filling(epoch, filling)?)
            }
            None => (Step::Done, self.end_copy(id, &copy, filling, epoch)?),
        };
        if !done {
            return Ok(Step::Done);
        }
        if let Some(table) = table {
            growth.count(&table.counts);
        }
        Ok(step)
    }

    /// Commits a copy's last items, its end, and what follows from that: the table or backup is there, and the source
    /// need not remember the moment any more. False if the state of this epoch was exchanged.
    fn end_copy(&self, id: u64, copy: &Copy, last: Filling, epoch: u64) -> Result<bool> {
        let _all = self.stripes.lock_everything();
        if self.store.epoch() != epoch {
            return Ok(false);
        }
        let mut end = Definitions::from(last);
        job::remove(end.records(), id);
        let filled = match &copy.target {
            CopyTarget::Backup(place, _) => {
                backup::complete(&self.store, end.records(), place, (copy.items, copy.bytes))?;
                None
            }
            CopyTarget::Table(place, target) => self.filling(place, *target)?,
        };
        if let Some(before) = filled {
            let definition = Definition { filling: false, ..before.definition.clone() };
            let stream = before.stream.clone();
            let after = Table::new(before.owner.clone(), definition, stream, Some(&before));
            end.table(Some(before), Arc::new(after))?;
        }
        match &copy.at {
            Some((moment, source)) => {
                self.release((&source.owner()?, &source.name), copy.source, Moment(*moment), end)?;
            }
            None => drop(self.commit_definitions(end)?),
        }
        Ok(true)
    }

    /// Commits definitions, and that a table need not remember a moment any more. If the table is gone, a replica that
    /// shares its items does not. The caller holds all stripes.
    pub(super) fn release(
        &self,
        (owner, name): (&Owner, &str),
        id: u64,
        moment: Moment,
        beside: Definitions,
    ) -> Result<()> {
        let named = self.catalog.table(&self.store, owner, name)?;
        let mut present = named.filter(|table| table.definition.id == id);
        if present.is_none() {
            let all = self.catalog.all_tables(&self.store)?;
            present = all.into_iter().find(|table| table.definition.id == id);
        }
        match present {
            Some(present) => {
                let mut definition = present.definition.clone();
                definition.recovery.release(moment);
                self.replace_table(&present, definition, present.stream.clone(), beside)?;
            }
            None => drop(self.commit_definitions(beside)?),
        }
        Ok(())
    }

    /// The table that a job fills, unless the state was exchanged.
    pub(super) fn filling(&self, place: &Owned, id: u64) -> Result<Option<Arc<Table>>> {
        let table = self.catalog.table(&self.store, &place.owner()?, &place.name)?;
        Ok(table.filter(|table| table.definition.id == id && table.definition.filling))
    }

    /// A new table that a job fills, among definitions. The caller made room for it, holds all stripes, and commits them.
    pub(super) fn found_table(
        &self,
        owner: Owner,
        definition: Definition,
        among: &mut Definitions,
    ) -> Result<Arc<Table>> {
        if self.is_taken(&owner, &definition.name)? {
            return Err(Error::table_exists(&definition.name));
        }
        let table = Arc::new(Table::new(owner, definition, None, None));
        among.table(None, table.clone())?;
        Ok(table)
    }
}

/// How much a table and its indexes grow by a batch: entries and bytes.
#[derive(Debug, Default)]
struct CopyGrowth {
    items: (i64, i64),
    indexes: BTreeMap<u32, (i64, i64)>,
}

impl CopyGrowth {
    /// Puts a new item's index entries.
    fn add_entries(&mut self, filling: &mut Filling, definition: &Definition, item: &Bytes) {
        let change = Change { before: None, after: Some(item.clone()), by_ttl: false };
        let indexes = definition.indexes.iter();
        let indexes = indexes.map(|index| (index.id, EntryChange::of(definition, index, &change)));
        let vectors = definition.vectors.iter();
        let vectors = vectors.map(|index| (index.id, vector::change(definition, index, &change)));
        for (id, entry) in indexes.chain(vectors) {
            let (entries, bytes) = entry.growth();
            let grown = self.indexes.entry(id).or_default();
            grown.0 += entries;
            grown.1 += bytes;
            filling.entries(entry);
        }
    }

    /// Counts it, once it is committed.
    fn count(self, counts: &Counts) {
        counts.table().add(self.items.0, self.items.1);
        for (id, (entries, bytes)) in self.indexes {
            counts.index(id).add(entries, bytes);
        }
    }
}
