//! Entries of many ranges of keys in the order of the numbers in them, the smallest first, without a look at those behind.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::ops::{Bound, ControlFlow};

use store::{Key, Order};
use tokio::task::yield_now;

use crate::engine::removal::{CHUNK, Entry};
use crate::error::Result;
use crate::memory::reader::Reader;

/// Entries of all ranges that are read ahead, about.
const AHEAD: usize = 4096;

/// Where it is in each of the ranges.
pub(crate) struct Oldest<'a> {
    store: &'a Reader,
    number: fn(&[u8]) -> Option<u64>,
    lanes: Vec<Lane>,
    /// The numbers of the first entries, with the places of their ranges.
    heads: BinaryHeap<Reverse<(u64, usize)>>,
}

/// One range, in which the order of keys is that of numbers.
struct Lane {
    /// What is not read yet.
    from: Key,
    end: Key,
    read: VecDeque<(u64, Entry)>,
}

/// An entry.
pub(crate) struct Old {
    /// The place of its range.
    pub(crate) lane: usize,
    pub(crate) number: u64,
    pub(crate) entry: Entry,
}

impl<'a> Oldest<'a> {
    /// Of the ranges from a key, and up to one that is not in them; `number` is what is in a key.
    pub(crate) async fn of(
        store: &'a Reader,
        number: fn(&[u8]) -> Option<u64>,
        ranges: Vec<(Key, Key)>,
    ) -> Result<Oldest<'a>> {
        let lanes = ranges.into_iter().map(|(from, end)| Lane { from, end, read: VecDeque::new() });
        let mut oldest = Oldest { store, number, lanes: lanes.collect(), heads: BinaryHeap::new() };
        for lane in 0..oldest.lanes.len() {
            oldest.head(lane, 1)?;
            if lane % CHUNK == CHUNK - 1 {
                yield_now().await;
            }
        }
        Ok(oldest)
    }

    /// The next one, if there is any.
    pub(crate) fn next(&mut self) -> Result<Option<Old>> {
        let Some(Reverse((number, lane))) = self.heads.pop() else { return Ok(None) };
        let entry = self.lanes.get_mut(lane).and_then(|lane| lane.read.pop_front());
        let Some((_, entry)) = entry else { return Ok(None) };
        let ahead = (AHEAD / self.lanes.len().max(1)).clamp(1, CHUNK);
        self.head(lane, ahead)?;
        Ok(Some(Old { lane, number, entry }))
    }

    /// Sees to it that the first entry of a range is known, if there is one.
    fn head(&mut self, place: usize, ahead: usize) -> Result<()> {
        let Some(lane) = self.lanes.get_mut(place) else { return Ok(()) };
        if lane.read.is_empty() {
            let bounds = (lane.from.from_here(), Bound::Excluded(lane.end.as_bytes()));
            self.store.scan(bounds.0, bounds.1, Order::Ascending, &mut |key, value| {
                if let Some(number) = (self.number)(key) {
                    lane.read.push_back((number, (Key::stored(key), value.clone())));
                }
                if lane.read.len() < ahead { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            if let Some((_, (last, _))) = lane.read.back() {
                lane.from = last.clone().u8(0);
            }
        }
        self.heads.extend(lane.read.front().map(|(number, _)| Reverse((*number, place))));
        Ok(())
    }
}
