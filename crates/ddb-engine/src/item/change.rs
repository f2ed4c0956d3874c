//! The only form that a write takes once it is decided: what the item was and what it becomes.

use bytes::Bytes;
use ddb_expr::codec;
use store::Key;

/// One item's change, both encoded. Neither is there where what is to go was not there.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The item as it was.
    pub(crate) before: Option<Bytes>,
    /// The item as it becomes.
    pub(crate) after: Option<Bytes>,
    /// Whether the time-to-live sweeper makes it.
    pub(crate) by_ttl: bool,
}

impl Change {
    /// Whether it leaves all as it was.
    pub(crate) fn is_nothing(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => codec::is_same(before, after),
            (before, after) => before.is_none() && after.is_none(),
        }
    }

    /// The item, new or else old: whatever has its key.
    pub(crate) fn item(&self) -> Option<&Bytes> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// A key that is about to change, and what it holds.
pub(crate) type Before = (Key, Option<Bytes>);
