//! One state for several reads.

use std::ops::Bound;

use bytes::Bytes;

use crate::Result;
use crate::log::{Order, Seq, Visit};
use crate::present::Seen;
use crate::space::Key;
use crate::store::Store;

/// One state, as it was when the view was taken. It costs nothing to take one; what is overwritten meanwhile stays in
/// memory until it goes.
#[derive(Clone, Debug)]
pub struct View(Seen);

impl View {
    pub(crate) fn of(store: &Store) -> Result<View> {
        Ok(View(store.state()?))
    }

    /// The epoch that it is of.
    pub fn epoch(&self) -> u64 {
        self.0.epoch
    }

    /// The last commit that is in it: it shows all up to this one, and none behind it.
    pub fn seq(&self) -> Seq {
        self.0.seq
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.0.state.get(key)
    }

    /// Visits the entries between two bounds in order until `visit` breaks.
    pub fn scan(
        &self,
        from: Bound<&[u8]>,
        to: Bound<&[u8]>,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        self.0.state.scan(from, to, order, visit)
    }

    /// Visits every entry whose key begins with `prefix`, in order, until `visit` breaks.
    pub fn scan_prefix(&self, prefix: &Key, visit: &mut Visit<'_>) -> Result<()> {
        self.scan(prefix.from_here(), Bound::Excluded(prefix.end().as_bytes()), Order::Ascending, visit)
    }
}
