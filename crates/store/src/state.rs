//! A state: all entries and all large blobs at one moment. A copy costs nothing, and shares all that is not changed in it
//! afterwards: so reads of several keys, checkpoints and forks are each one copy.

use std::fmt;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use bytes::Bytes;
use imbl::{OrdMap, OrdSet};

use crate::Result;
use crate::blob::{Blob, Large};
use crate::log::{Order, Visit, Write};
use crate::space::{Key, Space};
use crate::state::held_key::HeldKey;

mod held_key;
mod whole;

pub(crate) use self::whole::Whole;

/// One state. Whoever holds it sees what was there when it was taken, whatever is committed meanwhile.
#[derive(Clone, Debug, Default)]
pub struct State {
    entries: OrdMap<HeldKey, Bytes>,
    /// The bytes of the large blobs that the entries name, by id.
    large: OrdMap<u64, Large>,
    /// What is not read yet, after a start.
    rest: Option<Rest>,
}

/// Entries as a log has them. They do not change while they are looked at.
pub trait Entries: Send + Sync + fmt::Debug + 'static {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>>;

    /// Visits the entries between two bounds in order, until `visit` breaks.
    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()>;
}

/// The entries from a key on that are in the log alone, but for those that have been written since.
#[derive(Clone, Debug)]
struct Rest {
    from: Bytes,
    unread: Arc<dyn Entries>,
    /// Keys that have been removed since.
    removed: OrdSet<Bytes>,
}

/// How much of a log is read at once, behind the requests.
const SLICE_ENTRIES: usize = 256;
const SLICE_BYTES: usize = 1 << 18;

/// What was read of the rest of a state.
#[derive(Debug)]
pub(crate) struct Slice {
    entries: Vec<(Bytes, Bytes)>,
    is_last: bool,
}

impl State {
    /// A state whose entries are in a log, and are read when they are asked for.
    pub fn in_log(unread: Arc<dyn Entries>) -> State {
        State { rest: Some(Rest { from: Bytes::new(), unread, removed: OrdSet::new() }), ..State::default() }
    }

    /// Whether all of it is in memory.
    pub(crate) fn is_read(&self) -> bool {
        self.rest.is_none()
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        match (self.entries.get(key), &self.rest) {
            (Some(value), _) => Ok(Some(value.clone())),
            (None, Some(rest)) if key >= rest.from.as_ref() && !rest.removed.contains(key) => {
                rest.unread.get(key)
            }
            (None, _) => Ok(None),
        }
    }

    /// Visits the entries between two bounds in order, until `visit` breaks.
    pub fn scan(
        &self,
        from: Bound<&[u8]>,
        to: Bound<&[u8]>,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        if is_empty(from, to) {
            return Ok(());
        }
        let mut range = self.entries.range::<_, [u8]>((from, to));
        let Some(rest) = &self.rest else {
            let visit = |(key, value): (&HeldKey, _)| visit(key.as_bytes(), value);
            // It has been visited as far as `visit` would.
            let _ = match order {
                Order::Ascending => range.try_for_each(visit),
                Order::Descending => range.rev().try_for_each(visit),
            };
            return Ok(());
        };
        let mut next = || {
            match order {
                Order::Ascending => range.next(),
                Order::Descending => range.next_back(),
            }
            .map(|(key, value)| (key.as_bytes(), value))
        };
        let mut own = next();
        let mut is_over = false;
        rest.scan(from, to, order, &mut |key, value| {
            while let Some((before, held)) = own
                && comes_first(before, key, order)
            {
                own = next();
                if visit(before, held).is_break() {
                    is_over = true;
                    return ControlFlow::Break(());
                }
            }
            if own.is_some_and(|(same, _)| same == key) || rest.removed.contains(key) {
                return ControlFlow::Continue(());
            }
            let flow = visit(key, value);
            is_over = flow.is_break();
            flow
        })?;
        while let Some((key, value)) = own
            && !is_over
        {
            own = next();
            is_over = visit(key, value).is_break();
        }
        Ok(())
    }

    /// Reads some of what is in the log alone; nothing if all is read.
    pub(crate) fn slice(&self) -> Result<Option<Slice>> {
        let Some(rest) = &self.rest else { return Ok(None) };
        let (mut entries, mut bytes, mut is_last) = (Vec::with_capacity(SLICE_ENTRIES), 0, true);
        rest.unread.scan(
            Bound::Included(&rest.from),
            Bound::Unbounded,
            Order::Ascending,
            &mut |key, value| {
                bytes += key.len() + value.len();
                entries.push((Bytes::copy_from_slice(key), value.clone()));
                is_last = entries.len() < SLICE_ENTRIES && bytes < SLICE_BYTES;
                if is_last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        )?;
        Ok(Some(Slice { entries, is_last }))
    }

    /// Takes in what was read of the log, but for what has been written since.
    pub(crate) fn take_in(&mut self, slice: Slice) {
        let Some(rest) = &mut self.rest else { return };
        let Slice { entries, is_last } = slice;
        if let Some((last, _)) = entries.last() {
            // The smallest key behind it.
            rest.from = [last.as_ref(), &[0]].concat().into();
        }
        for (key, value) in entries {
            if !rest.removed.contains(&key) && !self.entries.contains_key::<[u8]>(&key) {
                self.entries.insert(key.into(), value);
            }
        }
        if is_last {
            self.rest = None;
        }
    }

    /// The entries behind a key, or all of them, in order: of a state that is all in memory.
    pub fn entries(&self, after: Option<&[u8]>) -> impl Iterator<Item = (&[u8], &Bytes)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let range = self.entries.range::<_, [u8]>((from, Bound::Unbounded));
        range.map(|(key, value)| (key.as_bytes(), value))
    }

    /// The keys of a space, in order.
    pub(crate) fn keys_of(&self, space: Space) -> Result<Vec<Bytes>> {
        let (from, end) = (Key::of(space), Key::of(space).end());
        let mut keys = Vec::new();
        self.scan(from.from_here(), Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |key, _| {
            keys.push(Bytes::copy_from_slice(key));
            ControlFlow::Continue(())
        })?;
        Ok(keys)
    }

    /// Sets or removes a key.
    pub(crate) fn write(&mut self, (key, value): Write) {
        match value {
            Some(value) => {
                if let Some(rest) = &mut self.rest {
                    rest.removed.remove(&key);
                }
                self.entries.insert(key.into(), value);
            }
            None => {
                self.entries.remove::<[u8]>(&key);
                if let Some(rest) = &mut self.rest
                    && key >= rest.from
                {
                    rest.removed.insert(key);
                }
            }
        }
    }

    /// The bytes of a large blob, if the state has it.
    pub(crate) fn large(&self, blob: Blob) -> Option<&Large> {
        self.large.get(&blob.id)
    }

    pub(crate) fn has_large(&self, id: u64) -> bool {
        self.large.contains_key(&id)
    }

    pub(crate) fn put_large(&mut self, id: u64, large: Large) {
        self.large.insert(id, large);
    }

    pub(crate) fn remove_large(&mut self, id: u64) -> Option<Large> {
        self.large.remove(&id)
    }
}

impl FromIterator<(Bytes, Bytes)> for State {
    /// A state without large blobs.
    fn from_iter<I: IntoIterator<Item = (Bytes, Bytes)>>(entries: I) -> State {
        let entries = entries.into_iter().map(|(key, value)| (HeldKey::from(key), value));
        State { entries: entries.collect(), ..State::default() }
    }
}

impl Rest {
    /// Visits what is in the log alone between two bounds, with what has been written or removed since.
    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        let begins_behind = match from {
            Bound::Included(from) | Bound::Excluded(from) => from >= self.from.as_ref(),
            Bound::Unbounded => false,
        };
        let from = if begins_behind { from } else { Bound::Included(self.from.as_ref()) };
        if is_empty(from, to) { Ok(()) } else { self.unread.scan(from, to, order, visit) }
    }
}

/// Whether a key comes before another in this order.
fn comes_first(key: &[u8], other: &[u8], order: Order) -> bool {
    match order {
        Order::Ascending => key < other,
        Order::Descending => key > other,
    }
}

/// Whether nothing can lie between the bounds. Ordered maps panic on bounds that cross.
fn is_empty(from: Bound<&[u8]>, to: Bound<&[u8]>) -> bool {
    use Bound::{Excluded, Included, Unbounded};
    match (from, to) {
        (Unbounded, _) | (_, Unbounded) => false,
        (Included(a), Included(b)) => a > b,
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) => a >= b,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A log's entries.
    #[derive(Debug)]
    struct Log(BTreeMap<Bytes, Bytes>);

    impl Entries for Log {
        fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
            Ok(self.0.get(key).cloned())
        }

        fn scan(
            &self,
            from: Bound<&[u8]>,
            to: Bound<&[u8]>,
            order: Order,
            visit: &mut Visit<'_>,
        ) -> Result<()> {
            let mut range = self.0.range::<[u8], _>((from, to));
            while let Some((key, value)) = match order {
                Order::Ascending => range.next(),
                Order::Descending => range.next_back(),
            } {
                if visit(key, value).is_break() {
                    break;
                }
            }
            Ok(())
        }
    }

    fn bytes(number: u16) -> Bytes {
        number.to_be_bytes().to_vec().into()
    }

    #[derive(Clone, Debug)]
    enum Step {
        Write(u16, Option<u16>),
        Read,
        Scan(Bound<u16>, Bound<u16>, bool, usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        let key = || 0..900_u16;
        let bound = move || {
            prop_oneof![
                key().prop_map(Bound::Included),
                key().prop_map(Bound::Excluded),
                Just(Bound::Unbounded)
            ]
        };
        prop_oneof![
            6 => (key(), prop::option::of(key())).prop_map(|(key, value)| Step::Write(key, value)),
            1 => Just(Step::Read),
            3 => (bound(), bound(), any::<bool>(), 1..1000_usize)
                .prop_map(|(from, to, forward, most)| Step::Scan(from, to, forward, most)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        /// Our promise: nobody can tell what is read yet and what is not.
        #[test]
        fn a_state_that_is_being_read_shows_all_of_it(steps in prop::collection::vec(step(), 1..60)) {
            let mut model: BTreeMap<Bytes, Bytes> = (0..900).filter(|n| n % 3 > 0).map(|n| (bytes(n), bytes(n))).collect();
            let mut state = State::in_log(Arc::new(Log(model.clone())));
            for step in steps {
                match step {
                    Step::Write(key, value) => {
                        let (key, value) = (bytes(key), value.map(bytes));
                        match value.clone() {
                            Some(value) => model.insert(key.clone(), value),
                            None => model.remove(&key),
                        };
                        state.write((key.clone(), value));
                        prop_assert_eq!(state.get(&key).unwrap(), model.get(&key).cloned());
                    }
                    Step::Read => {
                        if let Some(slice) = state.slice().unwrap() {
                            state.take_in(slice);
                        }
                    }
                    Step::Scan(from, to, forward, most) => {
                        let (from, to) = (from.map(bytes), to.map(bytes));
                        let (from, to) = (from.as_ref().map(AsRef::as_ref), to.as_ref().map(AsRef::as_ref));
                        let order = if forward { Order::Ascending } else { Order::Descending };
                        let (mut found, mut expected) = (Vec::new(), Vec::new());
                        state.scan(from, to, order, &mut |key, value| {
                            found.push((Bytes::copy_from_slice(key), value.clone()));
                            if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                        }).unwrap();
                        if !is_empty(from, to) {
                            let range = model.range::<[u8], _>((from, to)).map(|(key, value)| (key.clone(), value.clone()));
                            expected = if forward { range.collect() } else { range.rev().collect() };
                            expected.truncate(most);
                        }
                        prop_assert_eq!(found, expected);
                    }
                }
            }
            while let Some(slice) = state.slice().unwrap() {
                state.take_in(slice);
            }
            prop_assert!(state.is_read());
            let all: BTreeMap<Bytes, Bytes> = state.entries(None).map(|(key, value)| (Bytes::copy_from_slice(key), value.clone())).collect();
            prop_assert_eq!(all, model);
        }
    }
}
