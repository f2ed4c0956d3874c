//! The store's writing side. Only what lies beside this file sees it: the doors. Each commits one kind of change, whole:
//! items with all that follows from them (`commit`), definitions (`definitions`), what is filled (`filling`), records
//! (`records`), and what is removed (`removal`).

use std::fmt;

use store::{Batch, Commit, Result, Seq, Store};

/// The store, to be written.
pub(super) struct Writer(Store);

impl Writer {
    /// Of this store.
    pub(super) fn of(store: Store) -> Writer {
        Writer(store)
    }

    /// [`Store::commit`]
    pub(super) fn commit(&self, batch: Batch) -> Result<Seq> {
        self.0.commit(batch)
    }

    /// [`Store::commit_in`]
    pub(super) fn commit_in(&self, epoch: u64, batch: Batch) -> Result<Option<Seq>> {
        self.0.commit_in(epoch, batch)
    }

    /// [`Store::try_commit`]
    pub(super) fn try_commit(&self, batch: Batch) -> Result<Commit> {
        self.0.try_commit(batch)
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}
