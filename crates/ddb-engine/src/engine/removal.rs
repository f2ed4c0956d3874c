//! The door of what is removed: what is left of deleted tables, what is old. It only ever takes away, and in slices: others
//! have their turn in between.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use store::{Batch, Commit, Key, Order};
use tokio::task::yield_now;

use crate::engine::Engine;
use crate::error::Result;

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
    pub(crate) fn remove_unchanged(&self, epoch: u64, mut entries: Vec<Entry>) -> Result<bool> {
        while !entries.is_empty() {
            let mut batch = Batch::new();
            batch.in_epoch(epoch);
            for (key, held) in &entries {
                batch.relies_on(key.as_bytes().to_vec(), Some(held.clone()));
                batch.delete(key.clone());
            }
            match self.writer.try_commit(batch)? {
                Commit::Done(_) => return Ok(true),
                Commit::Conflict(_) if self.store.epoch() != epoch => return Ok(false),
                Commit::Conflict(_) => entries = self.unchanged(entries)?,
            }
        }
        Ok(true)
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
