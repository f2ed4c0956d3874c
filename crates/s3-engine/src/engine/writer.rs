//! The store's writing side. Only `engine` and what lies beside this file see it: the doors. Each commits one kind of change,
//! whole: objects with all that follows from them (`commit`), uploads (`uploads`), buckets (`buckets`), and notifications that are
//! delivered or dropped (`notifications`).

use std::fmt;

use store::{Batch, Commit, Result, Seq, Store};

/// The store, to be written.
pub(super) struct Writer(Store);

impl Writer {
    /// Of this store.
    pub(super) fn of(store: Store) -> Writer {
        Writer(store)
    }

    /// [`Store::try_commit`]
    pub(super) fn try_commit(&self, batch: Batch) -> Result<Commit> {
        self.0.try_commit(batch)
    }

    /// [`Store::commit_in`]
    pub(super) fn commit_in(&self, epoch: u64, batch: Batch) -> Result<Option<Seq>> {
        self.0.commit_in(epoch, batch)
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}
