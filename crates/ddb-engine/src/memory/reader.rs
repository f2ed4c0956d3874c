//! The store's reading side, which is all that most of the engine has. Who changes something goes through a door of `engine`.

use std::fmt;
use std::ops::Bound;

use base::entropy::Entropy;
use bytes::Bytes;
use store::{Batch, Key, Order, Result, Store, View, Visit};

/// The store, to be read.
pub(crate) struct Reader(Store);

impl Reader {
    /// Of this store.
    pub(crate) fn of(store: Store) -> Reader {
        Reader(store)
    }

    /// [`Store::get`]
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.0.get(key)
    }

    /// [`Store::noting`]: for decisions that rely on what they look at, by `Records::relies_on_reads`.
    pub(crate) fn noting(&self) -> Reader {
        Reader(self.0.noting())
    }

    /// [`Batch::relies_on_reads`]
    pub(crate) fn rely(&self, batch: &mut Batch) {
        batch.relies_on_reads(&self.0);
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

    /// [`Store::view`]
    pub(crate) fn view(&self) -> Result<View> {
        self.0.view()
    }

    /// [`Store::fresh`]
    pub(crate) fn fresh<T, const N: usize>(
        &self,
        draw: impl Fn(&Entropy) -> T,
        prefixes: impl Fn(&T) -> [Key; N],
    ) -> Result<T> {
        self.0.fresh(draw, prefixes)
    }

    /// [`Store::epoch`]
    pub(crate) fn epoch(&self) -> u64 {
        self.0.epoch()
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
