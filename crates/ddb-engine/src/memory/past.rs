//! What keys of the store held a short while ago, for reads that are to see that: kept in memory, only while a lag is
//! set, and only for so long.
//!
//! A write notes what is there before it commits; a read holds the notes while it reads. So a read sees each change
//! either undone by its note, or not committed yet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};
use std::ops::{Bound, ControlFlow, RangeBounds};

use bytes::Bytes;
use parking_lot::RwLock;
use store::{Key, Order};

use crate::error::Result;
use crate::item::change::Before;
use crate::item::key_range::KeyRange;
use crate::memory::reader::Reader;

/// Changes that are remembered at most; beyond, the oldest are forgotten before their time.
const MAX_CHANGES: usize = 200_000;

/// The notes of one engine.
#[derive(Debug, Default)]
pub(crate) struct Past(RwLock<Notes>);

#[derive(Debug, Default)]
struct Notes {
    /// The epoch of the store that the keys are of.
    epoch: u64,
    /// What a key held before each of its changes, the oldest first.
    of_key: BTreeMap<Bytes, VecDeque<Note>>,
    /// The keys in the order of their changes.
    order: VecDeque<Bytes>,
}

#[derive(Debug)]
struct Note {
    /// When the change happened.
    at_ms: u64,
    before: Option<Bytes>,
}

impl Past {
    /// Forgets everything.
    pub(crate) fn forget(&self) {
        *self.0.write() = Notes::default();
    }
}

impl Notes {
    fn add(&mut self, (key, before): Before, now_ms: u64) {
        let key = key.into_bytes();
        self.order.push_back(key.clone());
        self.of_key.entry(key).or_default().push_back(Note { at_ms: now_ms, before });
    }

    /// Forgets what no read can ask for any more.
    fn prune(&mut self, now_ms: u64, memory_ms: u64) {
        while let Some(key) = self.order.front() {
            let oldest = self.of_key.get(key).and_then(VecDeque::front);
            let is_needed = oldest.is_some_and(|note| note.at_ms.saturating_add(memory_ms) > now_ms);
            if is_needed && self.order.len() <= MAX_CHANGES {
                return;
            }
            let Some(key) = self.order.pop_front() else { return };
            if let Some(notes) = self.of_key.get_mut(&key) {
                notes.pop_front();
                if notes.is_empty() {
                    self.of_key.remove(&key);
                }
            }
        }
    }
}

/// What a key held at a moment, if it changed since: what it held before its first change after that.
fn at(notes: &VecDeque<Note>, moment_ms: u64) -> Option<Option<&Bytes>> {
    notes.iter().find(|note| note.at_ms > moment_ms).map(|note| note.before.as_ref())
}

impl Past {
    /// Notes what is about to change, if reads may ask for it. Call under the stripes, before the commit.
    pub(crate) fn remember(&self, changes: Vec<Before>, epoch: u64, (now_ms, memory_ms): (u64, u64)) {
        let mut notes = self.0.write();
        if notes.epoch != epoch {
            *notes = Notes { epoch, ..Notes::default() };
        }
        for change in changes {
            notes.add(change, now_ms);
        }
        notes.prune(now_ms, memory_ms);
    }

    /// What a key held at a moment, or holds at present if no moment is given.
    pub(crate) fn get_at(&self, store: &Reader, key: &Key, moment_ms: Option<u64>) -> Result<Option<Bytes>> {
        let Some(moment_ms) = moment_ms else { return Ok(store.get(key.as_bytes())?) };
        let notes = self.0.read();
        let past = notes.of_key.get(key.as_bytes()).and_then(|notes| at(notes, moment_ms));
        match past {
            Some(before) if notes.epoch == store.epoch() => Ok(before.cloned()),
            _ => Ok(store.get(key.as_bytes())?),
        }
    }

    /// Walks a range as it was at a moment, or as it is at present if no moment is given.
    pub(crate) fn scan_at(
        &self,
        store: &Reader,
        range: &KeyRange,
        moment_ms: Option<u64>,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<()> {
        let present = |visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>| {
            Ok(store.scan(range.from(), range.to(), range.order, visit)?)
        };
        let Some(moment_ms) = moment_ms else { return present(visit) };
        let notes = self.0.read();
        // A range that ends before it begins is empty, and the map would not have it.
        let bounds = (range.from(), range.to());
        let within = |key: &[u8]| RangeBounds::<[u8]>::contains(&bounds, key);
        let mut past: Vec<(&[u8], Option<&Bytes>)> = notes
            .of_key
            .range::<[u8], _>((range.from(), Bound::Unbounded))
            .take_while(|(key, _)| within(key))
            .filter_map(|(key, notes)| Some((&key[..], at(notes, moment_ms)?)))
            .collect();
        if past.is_empty() || notes.epoch != store.epoch() {
            return present(visit);
        }
        if range.order == Order::Descending {
            past.reverse();
        }
        let mut merge = Merge { past: past.into_iter().peekable(), order: range.order, visit };
        let mut ended = false;
        present(&mut |key, value| {
            let flow = merge.up_to(key, value);
            ended = flow.is_break();
            flow
        })?;
        if !ended {
            // What stood behind the last key that is there now.
            let _ = merge.rest();
        }
        Ok(())
    }
}

/// The present of a range, with what changed put back.
struct Merge<'a, 'v, P: Iterator<Item = (&'a [u8], Option<&'a Bytes>)>> {
    past: std::iter::Peekable<P>,
    order: Order,
    visit: &'v mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
}

impl<'a, P: Iterator<Item = (&'a [u8], Option<&'a Bytes>)>> Merge<'a, '_, P> {
    fn up_to(&mut self, key: &[u8], value: &Bytes) -> ControlFlow<()> {
        while let Some((past, before)) = self.past.peek().copied() {
            let order = match self.order {
                Order::Ascending => past.cmp(key),
                Order::Descending => key.cmp(past),
            };
            if order == Ordering::Greater {
                break;
            }
            self.past.next();
            if let Some(before) = before {
                (self.visit)(past, before)?;
            }
            if order == Ordering::Equal {
                return ControlFlow::Continue(());
            }
        }
        (self.visit)(key, value)
    }

    fn rest(&mut self) -> ControlFlow<()> {
        for (past, before) in self.past.by_ref() {
            if let Some(before) = before {
                (self.visit)(past, before)?;
            }
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use store::Space;

    use super::*;

    /// Our design: memory is bounded by the lag.
    #[test]
    fn what_no_read_can_ask_for_is_forgotten() {
        let mut notes = Notes::default();
        for (key, at_ms) in [(1, 1000), (2, 2000), (1, 3000)] {
            notes.add((Key::of(Space::DdbItem).u64(key), None), at_ms);
        }
        let left = |notes: &Notes| -> Vec<u64> {
            assert_eq!(notes.order.len(), notes.of_key.values().flatten().count());
            notes.of_key.values().flatten().map(|note| note.at_ms).collect()
        };
        notes.prune(2500, 1000);
        assert_eq!(left(&notes), [3000, 2000]);
        notes.prune(3500, 1000);
        assert_eq!(left(&notes), [3000]);
        notes.prune(4000, 1000);
        assert!(left(&notes).is_empty());
    }
}
