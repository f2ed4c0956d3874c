//! What a decision was made by: the keys and ranges that were looked at, and what was seen there. A commit that carries it is
//! done only while all of it is as it was.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use parking_lot::Mutex;

use crate::Result;
use crate::log::{Order, Seq, Visit};
use crate::state::State;

/// One look at the state.
#[derive(Clone, Debug)]
pub(crate) enum Read {
    /// A key, and what it held.
    Key(Bytes, Option<Bytes>),
    /// A key, and what it held at a commit, or later.
    Since(Bytes, Bytes, Seq),
    /// A range. In a box: most looks are at keys, and are to be small.
    Range(Box<RangeRead>),
}

/// A look at a range, and the entries that were seen in it: all, or the first ones in this order.
#[derive(Clone, Debug)]
pub(crate) struct RangeRead {
    from: Bound<Bytes>,
    to: Bound<Bytes>,
    order: Order,
    seen: Vec<(Bytes, Bytes)>,
    is_whole: bool,
}

/// All looks of one decision.
#[derive(Debug, Default)]
pub(crate) struct Reads(Mutex<Vec<Read>>);

impl Reads {
    pub(crate) fn note(&self, read: Read) {
        self.0.lock().push(read);
    }

    pub(crate) fn take(&self) -> Vec<Read> {
        std::mem::take(&mut *self.0.lock())
    }

    /// Visits a range, and notes what is seen there.
    pub(crate) fn scan(
        &self,
        (from, to, order): (Bound<&[u8]>, Bound<&[u8]>, Order),
        visit: &mut Visit<'_>,
        scan: impl FnOnce(&mut Visit<'_>) -> Result<()>,
    ) -> Result<()> {
        let (mut seen, mut is_whole) = (Vec::new(), true);
        scan(&mut |key, value| {
            seen.push((Bytes::copy_from_slice(key), value.clone()));
            let flow = visit(key, value);
            is_whole = flow.is_continue();
            flow
        })?;
        let (from, to) = (from.map(Bytes::copy_from_slice), to.map(Bytes::copy_from_slice));
        self.note(Read::Range(Box::new(RangeRead { from, to, order, seen, is_whole })));
        Ok(())
    }
}

impl Read {
    /// Whether a look at this state would show the same.
    pub(crate) fn holds_in(&self, state: &State) -> Result<bool> {
        match self {
            Read::Key(key, held) => Ok(same(state.get(key)?.as_ref(), held.as_ref())),
            Read::Since(key, held, _) => Ok(same(state.get(key)?.as_ref(), Some(held))),
            Read::Range(range) => range.holds_in(state),
        }
    }
}

impl RangeRead {
    fn holds_in(&self, state: &State) -> Result<bool> {
        let RangeRead { from, to, order, seen, is_whole } = self;
        let (from, to) = (from.as_ref().map(AsRef::as_ref), to.as_ref().map(AsRef::as_ref));
        let (mut expected, mut holds) = (seen.iter(), true);
        state.scan(from, to, *order, &mut |key, value| {
            match expected.next() {
                Some((known, held)) => holds = known == key && same(Some(value), Some(held)),
                // There is more than was there, where all was looked at.
                None => holds = !is_whole,
            }
            if holds && (*is_whole || expected.len() > 0) {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        Ok(holds && expected.next().is_none())
    }
}

/// What was read is mostly the very value that is there: its address tells.
fn same(there: Option<&Bytes>, held: Option<&Bytes>) -> bool {
    match (there, held) {
        (None, None) => true,
        (Some(there), Some(held)) => {
            (there.as_ptr() == held.as_ptr() && there.len() == held.len()) || there == held
        }
        _ => false,
    }
}
