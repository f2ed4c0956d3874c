//! A range of keys and the way through it.

use std::ops::Bound;

use store::Order;

/// A range of keys and the way through it.
#[derive(Debug)]
pub(crate) struct KeyRange {
    pub(crate) from: Bound<Vec<u8>>,
    pub(crate) to: Bound<Vec<u8>>,
    pub(crate) order: Order,
}

impl KeyRange {
    /// All keys that begin with a prefix.
    pub(crate) fn of(prefix: &store::Key, order: Order) -> KeyRange {
        KeyRange {
            from: Bound::Included(prefix.as_bytes().to_vec()),
            to: Bound::Excluded(prefix.end().as_bytes().to_vec()),
            order,
        }
    }

    /// Where it begins.
    pub(crate) fn from(&self) -> Bound<&[u8]> {
        bound(&self.from)
    }

    /// Where it ends.
    pub(crate) fn to(&self) -> Bound<&[u8]> {
        bound(&self.to)
    }

    /// Whether a key lies in it.
    pub(crate) fn holds(&self, key: &store::Key) -> bool {
        std::ops::RangeBounds::<[u8]>::contains(&(self.from(), self.to()), key.as_bytes())
    }

    /// Goes on behind a key.
    pub(crate) fn behind(&mut self, key: &store::Key) {
        let end = Bound::Excluded(key.as_bytes().to_vec());
        match self.order {
            Order::Ascending => self.from = end,
            Order::Descending => self.to = end,
        }
    }
}

fn bound(bound: &Bound<Vec<u8>>) -> Bound<&[u8]> {
    match bound {
        Bound::Included(key) => Bound::Included(key),
        Bound::Excluded(key) => Bound::Excluded(key),
        Bound::Unbounded => Bound::Unbounded,
    }
}
