//! Copies a table's items as they were at one moment: into a backup, or out of one or of a table's past into a new
//! table, index entries included. Writers of the source wait for no more than the beginning.
//!
//! A backup's items lie like a table's, under an id that no table has.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use crate::archive::backup;
use crate::definition::recovery::Moment;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::engine::filling::Filling;
use crate::engine::history::{self, HistoryPage};
use crate::error::Result;
use crate::item::change::Change;
use crate::item::index::{EntryChange, size_of};
use crate::item::vector;
use crate::job::copy::{Copy, CopyTarget};
use crate::job::queue::{self, Job, Step};
use crate::memory::catalog::Table;
use crate::memory::counts::Counts;

impl Engine {
    /// Commits a batch with a job's record in it, by `commit`, and does the job's first step at once: a small
    /// table is copied before the reply goes out, so that no waiter has to wait.
    pub(super) fn begin_job<T>(&self, id: u64, commit: impl FnOnce() -> Result<T>) -> Result<T> {
        let claim = self.jobs.claim(id, usize::MAX);
        let done = commit();
        if done.is_ok()
            && let Err(error) = self.first_step(id)
        {
            tracing::error!(%error, job = id, "a job of DynamoDB failed at first and will try again");
        }
        drop(claim);
        self.wake_jobs();
        done
    }

    fn first_step(&self, id: u64) -> Result<()> {
        match queue::find(&self.store, id)? {
            Some(Job::Copy(copy)) => self.copy_step(id, copy).map(drop),
            _ => Ok(()),
        }
    }

    /// Copies the next few items, in one batch with how far it got.
    pub(crate) fn copy_step(&self, id: u64, mut copy: Copy) -> Result<Step> {
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
                queue::save(filling.records(), id, &Job::Copy(copy))?;
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
        queue::remove(end.records(), id);
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
