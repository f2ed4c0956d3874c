//! The store's reading side, which is all that most of the engine has. Who changes something goes through a door of `engine`.
//!
//! Bytes may be staged from here, too: before a door's batch names them they are nothing, and go when they are dropped.

mod read_before;

use std::fmt;
use std::ops::{Bound, Range};
use std::sync::Arc;

use base::entropy::Entropy;
use bytes::Bytes;
use store::{Batch, Blob, ChainReader, Key, Order, Result, Slices, Staging, Store, Visit};

use self::read_before::ReadBefore;

/// The store, to be read.
pub(crate) struct Reader(Store, Arc<ReadBefore>);

impl Reader {
    /// Of this store.
    pub(crate) fn of(store: Store) -> Reader {
        Reader(store, Arc::new(ReadBefore::new()))
    }

    /// [`Store::noting`]
    pub(crate) fn noting(&self) -> Reader {
        Reader(self.0.noting(), self.1.clone())
    }

    /// [`Batch::relies_on_reads`]
    pub(crate) fn rely_on_reads(&self, batch: &mut Batch) {
        batch.relies_on_reads(&self.0);
    }

    /// [`Store::get`]
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.0.get(key)
    }

    /// What a record is: as it was read before, or as it is read now.
    pub(crate) fn read_as<T: Send + Sync + 'static, E>(
        &self,
        record: &Bytes,
        read: impl FnOnce(&Bytes) -> std::result::Result<T, E>,
    ) -> std::result::Result<Arc<T>, E> {
        self.1.get(record, read)
    }

    /// [`Store::scan`]
    pub(crate) fn scan(
        &self,
        from: Bound<&[u8]>,
        to: Bound<&[u8]>,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        self.0.scan(from, to, order, visit)
    }

    /// [`Store::scan_prefix`]
    pub(crate) fn scan_prefix(&self, prefix: &Key, visit: &mut Visit<'_>) -> Result<()> {
        self.0.scan_prefix(prefix, visit)
    }

    /// [`Store::slices`]
    pub(crate) fn slices(&self, from: Bound<&[u8]>, end: Key) -> Slices {
        self.0.slices(from, end)
    }

    /// [`Store::read_chain`]
    pub(crate) fn read_chain(
        &self,
        pieces: impl IntoIterator<Item = (Blob, Range<u64>)>,
    ) -> Result<ChainReader> {
        self.0.read_chain(pieces)
    }

    /// [`Store::stage`]
    pub(crate) fn stage(&self) -> Staging {
        self.0.stage()
    }

    /// [`Store::fresh`]
    pub(crate) fn fresh<T, const N: usize>(
        &self,
        draw: impl Fn(&Entropy) -> T,
        prefixes: impl Fn(&T) -> [Key; N],
    ) -> Result<T> {
        self.0.fresh(draw, prefixes)
    }

    /// [`Store::settled`]
    pub(crate) async fn settled(&self) -> Result<()> {
        self.0.settled().await
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")
    }
}
