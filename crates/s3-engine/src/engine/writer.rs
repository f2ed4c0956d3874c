//! The store's writing side. Only `engine` and what lies beside this file see it: the doors. Each commits one kind of change,
//! whole: objects with all that follows from them (`commit`), uploads (`uploads`), and buckets (`buckets`). Notifications that are
//! delivered or dropped are removed by the store's outbox.

use std::fmt;

use store::{Batch, Commit, Result, Store};

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
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}
