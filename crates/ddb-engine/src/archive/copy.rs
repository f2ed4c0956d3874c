//! Copies a table's items as they were at one moment: into a backup, or out of one or of a table's past into a new
//! table, index entries included. Writers of the source do not wait for it.
//!
//! A backup's items lie like a table's, under an id that no table has.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::task::apart;
use bytes::Bytes;
use store::Seq;

use crate::archive::backup;
use crate::definition::recovery::Moment;
use crate::definition::schema::{Definition, Scope};
use crate::engine::Engine;
use crate::engine::collection::CopiedCollections;
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
    pub(super) async fn begin_job<T>(
        self: &Arc<Engine>,
        id: u64,
        commit: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let claim = self.jobs.claim(id, usize::MAX);
        let done = commit();
        if done.is_ok() {
            let engine = self.clone();
            apart(move || {
                if let Err(error) = engine.first_step(id) {
                    tracing::error!(%error, job = id, "a job of DynamoDB failed at first and will try again");
                }
                // Whoever waits for this may have gone away: nobody else takes the job before it is let go of here.
                drop(claim);
                engine.wake_jobs();
            })
            .await;
        }
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
        let ended = next.is_none();
        let (mut filling, mut growth) = (Filling::new(), CopyGrowth::default());
        if let Some(after) = next.or_else(|| items.last().map(|(rest, _)| rest.clone())) {
            copy.after = after;
        }
        for (rest, item) in items {
            let size = size_of(&item);
            copy.items += 1;
            copy.bytes += u64::try_from(size).unwrap_or(0);
            if let Some(table) = &table {
                growth.add(&mut filling, &table.definition, &item);
            }
            filling.item(target, &rest, item);
        }
        if let Some(table) = &table {
            filling.records().relies_on_table(table);
            self.grow_copied(&mut filling, &table.definition, std::mem::take(&mut growth.collections))?;
        }
        queue::save(filling.records(), id, &Job::Copy(copy.clone()))?;
        let Some(commit) = self.commit_filling(epoch, filling)? else {
            // The table has changed, or the state was exchanged, and the job with it.
            self.look_again(table.as_deref())?;
            return Ok(if self.store.epoch() == epoch { Step::More } else { Step::Done });
        };
        if let Some(table) = &table {
            growth.count(&table.counts, commit);
        }
        if ended { self.end_copy(id, &copy, epoch).map(|()| Step::Done) } else { Ok(Step::More) }
    }

    /// Commits a copy's end, and what follows from that: the table or backup is there, and the source need not remember the
    /// moment any more. Does nothing if the state of this epoch was exchanged.
    fn end_copy(&self, id: u64, copy: &Copy, epoch: u64) -> Result<()> {
        let (CopyTarget::Backup(target, _) | CopyTarget::Table(target, _)) = &copy.target;
        let source = copy.at.as_ref().map_or(target, |(_, source)| source);
        self.deciding(&source.owner()?, &source.name, || {
            if self.store.epoch() != epoch {
                return Ok(());
            }
            let (mut end, seen) = (Definitions::new(), self.store.noting());
            queue::remove(end.records(), id);
            let filled = match &copy.target {
                CopyTarget::Backup(place, _) => {
                    backup::complete(&seen, end.records(), place, (copy.items, copy.bytes))?;
                    None
                }
                CopyTarget::Table(place, target) => self.filling(place, *target)?,
            };
            end.records().relies_on_reads(&seen);
            end.records().in_epoch(epoch);
            if let Some(before) = filled {
                let definition = Definition { filling: false, ..before.definition.clone() };
                let stream = before.stream.clone();
                let after = Table::new(before.owner.clone(), definition, stream, Some(&before));
                end.table(Some(&before), after)?;
            }
            match &copy.at {
                Some((moment, source)) => {
                    self.release((&source.owner()?, &source.name), copy.source, Moment(*moment), end)
                }
                None => self.commit_definitions(end),
            }
        })
    }
}

/// How much a table and its indexes grow by a batch.
#[derive(Debug, Default)]
struct CopyGrowth {
    items: i64,
    bytes: i64,
    /// Entries and their bytes, by the index.
    entries: BTreeMap<u32, (i64, i64)>,
    collections: CopiedCollections,
}

impl CopyGrowth {
    /// Puts a new item's index entries, and notes it.
    fn add(&mut self, filling: &mut Filling, definition: &Definition, item: &Bytes) {
        let change = Change { before: None, after: Some(item.clone()), by_ttl: false };
        let indexes = definition.indexes.iter();
        let indexes = indexes.map(|index| (index.id, EntryChange::of(definition, index, &change)));
        let vectors = definition.vectors.iter();
        let vectors = vectors.map(|index| (index.id, vector::change(definition, index, &change)));
        let mut collection = size_of(item);
        for (id, entry) in indexes.chain(vectors) {
            let (number, bytes) = entry.growth();
            if definition.indexes_of(Scope::Local).any(|index| index.id == id) {
                collection = collection.saturating_add(bytes);
            }
            let known = self.entries.entry(id).or_default();
            *known = (known.0 + number, known.1.saturating_add(bytes));
            filling.entries(entry);
        }
        self.collections.add(definition, item, collection);
        self.items += 1;
        self.bytes = self.bytes.saturating_add(size_of(item));
    }

    /// Counts it, once it is committed, unless a count sees it.
    fn count(&self, counts: &Counts, commit: Seq) {
        if !counts.misses(commit) {
            return;
        }
        counts.table().add(self.items, self.bytes);
        for (index, (entries, bytes)) in &self.entries {
            counts.index(*index).add(*entries, *bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use base::entropy::Entropy;
    use store::{Batch, Store};

    use super::*;

    /// Our design, as for every write: what is there when a count begins is counted then.
    #[test]
    fn what_is_copied_before_a_count_is_not_counted_twice() {
        let growth = CopyGrowth {
            items: 1,
            bytes: 3,
            entries: BTreeMap::from([(0, (1, 7))]),
            ..CopyGrowth::default()
        };
        let store = Store::in_memory(Entropy::seeded(1));
        let check = |counts: &Counts, expected: u64| {
            growth.count(counts, store.commit(Batch::new()).unwrap());
            assert_eq!((counts.table().get().0, counts.index(0).get().0), (expected, expected));
        };
        check(&Counts::of_nothing(), 1);
        let counts = Counts::unknown();
        check(&counts, 0);
        let copied = store.commit(Batch::new()).unwrap();
        counts.begin(|| Ok(store.view().unwrap())).unwrap();
        growth.count(&counts, copied);
        check(&counts, 1);
    }
}
