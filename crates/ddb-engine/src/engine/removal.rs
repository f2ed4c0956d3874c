//! Keys removed as a whole: what is left of deleted tables, what is old.

use std::ops::{Bound, ControlFlow};

use store::{Batch, Key, Order, Store};

use crate::error::Result;

/// Keys removed in one batch.
pub(crate) const CHUNK: usize = 1000;

/// Removes every key below a prefix, some at a time, until the state is exchanged that has this epoch.
pub(crate) fn remove_range(store: &Store, epoch: u64, prefix: &Key) -> Result<()> {
    let end = prefix.end();
    loop {
        let mut keys = Vec::new();
        let to = Bound::Excluded(end.as_bytes());
        store.scan(prefix.from_here(), to, Order::Ascending, &mut |key, _| {
            keys.push(key.to_vec());
            if keys.len() == CHUNK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let last = keys.len() < CHUNK;
        if !remove(store, epoch, &keys)? || last {
            return Ok(());
        }
    }
}

/// Removes keys, some at a time; false if the state is not that of this epoch any more, in which they may be needed.
pub(crate) fn remove(store: &Store, epoch: u64, keys: &[Vec<u8>]) -> Result<bool> {
    for some in keys.chunks(CHUNK) {
        let mut batch = Batch::new();
        some.iter().for_each(|stored| batch.delete(rebuilt(stored)));
        if store.commit_in(epoch, batch)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A key that the store handed out, to be handed back.
pub(crate) fn rebuilt(stored: &[u8]) -> Key {
    Key::stored(stored)
}
