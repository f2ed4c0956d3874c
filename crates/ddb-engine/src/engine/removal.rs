//! The door of what is removed: what is left of deleted tables, what is old. It only ever takes away.

use std::ops::{Bound, ControlFlow};

use store::{Batch, Key, Order};

use crate::engine::Engine;
use crate::error::Result;

/// Keys removed in one batch.
pub(crate) const CHUNK: usize = 1000;

impl Engine {
    /// Removes every key below a prefix, some at a time, until the state is exchanged that has this epoch.
    pub(crate) fn remove_range(&self, epoch: u64, prefix: &Key) -> Result<()> {
        let end = prefix.end();
        loop {
            let mut keys = Vec::new();
            let to = Bound::Excluded(end.as_bytes());
            self.store.scan(prefix.from_here(), to, Order::Ascending, &mut |key, _| {
                keys.push(key.to_vec());
                if keys.len() == CHUNK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            let last = keys.len() < CHUNK;
            if !self.remove(epoch, &keys)? || last {
                return Ok(());
            }
        }
    }

    /// Removes keys that the store handed out, some at a time; false if the state is not that of this epoch any more, in
    /// which they may be needed.
    pub(crate) fn remove(&self, epoch: u64, keys: &[Vec<u8>]) -> Result<bool> {
        for some in keys.chunks(CHUNK) {
            let mut batch = Batch::new();
            some.iter().for_each(|stored| batch.delete(Key::stored(stored)));
            if self.writer.commit_in(epoch, batch)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
