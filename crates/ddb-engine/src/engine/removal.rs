//! The door of what is removed: what is left of deleted tables, what is old, what is too much. It takes away, and may note how
//! far; and in slices: others have their turn in between.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use store::{Batch, Commit, Key, Order, Seq};
use tokio::task::yield_now;

use crate::engine::Engine;
use crate::error::Result;
use crate::item::record_key::RecordKey;
use crate::memory::budget::size;

/// Keys removed in one batch, or looked at for that.
pub(crate) const CHUNK: usize = 256;

/// An entry as it was when it was looked at.
pub(crate) type Entry = (Key, Bytes);

impl Engine {
    /// Removes every key below a prefix, until the state is exchanged that has this epoch.
    pub(crate) async fn remove_range(&self, epoch: u64, prefix: &Key) -> Result<()> {
        let end = prefix.end();
        loop {
            let mut keys = Vec::new();
            let to = Bound::Excluded(end.as_bytes());
            self.store.scan(prefix.from_here(), to, Order::Ascending, &mut |key, _| {
                keys.push(key.to_vec());
                if keys.len() == CHUNK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            let last = keys.len() < CHUNK;
            if !self.remove(epoch, &keys).await? || last {
                return Ok(());
            }
            yield_now().await;
        }
    }

    /// Removes keys that the store handed out; false if the state is not that of this epoch any more, in which they may
    /// be needed.
    pub(crate) async fn remove(&self, epoch: u64, keys: &[Vec<u8>]) -> Result<bool> {
        for (at, some) in keys.chunks(CHUNK).enumerate() {
            if at > 0 {
                yield_now().await;
            }
            let mut batch = Batch::new();
            some.iter().for_each(|stored| batch.delete(Key::stored(stored)));
            if self.writer.commit_in(epoch, batch)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Removes one slice of entries, each if it still holds what it held when it was looked at; false if the state is not
    /// that of this epoch any more.
    pub(crate) fn remove_unchanged(&self, epoch: u64, entries: Vec<Entry>) -> Result<bool> {
        Ok(self.remove_noting(epoch, entries, &[])?.is_some())
    }

    /// The same, with records that say how far: which entries were removed, if the state is that of this epoch.
    pub(crate) fn remove_noting(
        &self,
        epoch: u64,
        mut entries: Vec<Entry>,
        notes: &[(RecordKey, Bytes)],
    ) -> Result<Option<Vec<Entry>>> {
        while !entries.is_empty() {
            let mut batch = Batch::new();
            batch.in_epoch(epoch);
            for (key, note) in notes {
                batch.put(key.key().clone(), note.clone());
            }
            for (key, held) in &entries {
                batch.relies_on(key.as_bytes().to_vec(), Some(held.clone()));
                batch.delete(key.clone());
            }
            match self.writer.try_commit(batch)? {
                Commit::Done(commit) => {
                    self.count_removed(commit, &entries);
                    return Ok(Some(entries));
                }
                Commit::Conflict(_) if self.store.epoch() != epoch => return Ok(None),
                Commit::Conflict(_) => entries = self.unchanged(entries)?,
            }
        }
        Ok(Some(entries))
    }

    /// What counts in a budget counts there no more.
    fn count_removed(&self, commit: Seq, entries: &[Entry]) {
        let first = entries.first().and_then(|(key, _)| self.budgets.of_key(key.as_bytes()));
        if let Some(budget) = first {
            budget.shrank(commit, entries.iter().map(|(key, value)| size(key.as_bytes(), value)).sum());
        }
    }

    fn unchanged(&self, entries: Vec<Entry>) -> Result<Vec<Entry>> {
        let mut left = Vec::with_capacity(entries.len());
        for (key, held) in entries {
            if self.store.get(key.as_bytes())?.is_some_and(|present| present == held) {
                left.push((key, held));
            }
        }
        Ok(left)
    }
}
