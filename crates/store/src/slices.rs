//! A long walk over the keyspace, in slices: what is done with an entry is done outside the store's lock, and between
//! slices others have their turn.

use std::ops::Bound;

use bytes::Bytes;

use crate::Result;
use crate::log::Order;
use crate::space::Key;
use crate::store::Store;

/// The most entries of one slice, and of one turn.
const SLICE_ENTRIES: usize = 256;

/// A slice ends with the entry that makes it as long as this, in bytes of values.
const SLICE_BYTES: usize = 1024 * 1024;

/// The entries of the first slice after a start or a seek: a caller that seeks often wants few. The next ones are twice as long
/// each.
const FIRST_ENTRIES: usize = 8;

/// The entries of a range in order, one by one. The whole walk does not see one state: what is written meanwhile behind
/// the walk is not seen, what is written before it is.
#[derive(Debug)]
pub struct Slices {
    store: Store,
    from: Bound<Bytes>,
    end: Key,
    /// The slice at hand.
    slice: std::vec::IntoIter<(Bytes, Bytes)>,
    /// How many entries the next slice has; nothing if there is none.
    entries: Option<usize>,
    /// How many entries were read in this turn.
    turn: usize,
}

impl Slices {
    pub(crate) fn new(store: Store, from: Bound<Bytes>, end: Key) -> Slices {
        let slice = Vec::new().into_iter();
        Slices { store, from, end, slice, entries: Some(FIRST_ENTRIES), turn: 0 }
    }

    /// Goes on from here instead of from where the walk is.
    pub fn seek(&mut self, from: Key) {
        self.from = Bound::Included(from.into_bytes());
        self.slice = Vec::new().into_iter();
        self.entries = Some(FIRST_ENTRIES);
    }

    /// The next entry, or nothing at the end.
    pub async fn next(&mut self) -> Result<Option<(Bytes, Bytes)>> {
        loop {
            if let Some(entry) = self.slice.next() {
                return Ok(Some(entry));
            }
            let Some(entries) = self.entries else { return Ok(None) };
            if self.turn >= SLICE_ENTRIES {
                self.turn = 0;
                tokio::task::yield_now().await;
            }
            self.read(entries)?;
        }
    }

    fn read(&mut self, entries: usize) -> Result<()> {
        let (mut slice, mut bytes, mut more) = (Vec::with_capacity(entries), 0, false);
        let from = self.from.as_ref().map(|key| key.as_ref());
        let end = Bound::Excluded(self.end.as_bytes());
        self.store.scan(from, end, Order::Ascending, &mut |key, value| {
            if slice.len() >= entries || bytes >= SLICE_BYTES {
                more = true;
                return std::ops::ControlFlow::Break(());
            }
            bytes += value.len();
            slice.push((Bytes::copy_from_slice(key), value.clone()));
            std::ops::ControlFlow::Continue(())
        })?;
        self.turn += slice.len();
        self.entries = more.then(|| entries.saturating_mul(2).min(SLICE_ENTRIES));
        if let Some((last, _)) = slice.last() {
            self.from = Bound::Excluded(last.clone());
        }
        self.slice = slice.into_iter();
        Ok(())
    }
}
