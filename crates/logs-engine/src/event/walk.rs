//! Events of one stream or of several, in order, forwards or backwards: as many as are asked for, at a cost that follows from
//! what is found, not from what there is.
//!
//! Of the blocks that may have events of the range, those of all streams are looked at in the order of their first events.
//! The best events so far are held; once they are as many as are wanted and no block that is left can have a better one, the
//! walk is over. A walk that looks at more than it may ends there, and says where it goes on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use store::{Order, View};
use wire::fault::Fault;

use super::Found;
use super::block::{self, BlockPlace, SPAN_MS};
use super::position::Position;
use crate::error;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    /// The first position.
    pub(crate) from: Position,
    /// The first position that is not meant any more.
    pub(crate) until: Position,
    pub(crate) is_forwards: bool,
    /// The most events.
    pub(crate) most: usize,
    /// After so many events that were looked at, the walk ends where it is. A long one counts for several: what is looked for in
    /// it takes as long as it is.
    pub(crate) budget: usize,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Walked {
    /// In the order of the walk.
    pub(crate) events: Vec<Found>,
    /// Up to where all was looked at, where that is not all: forwards the first position that was not.
    pub(crate) goes_on: Option<Position>,
}

/// How many bytes of events count as one more event that was looked at.
const BYTES_OF_ONE: usize = 512;

/// Walks over the events of streams that `is_meant` takes.
pub(crate) fn walk(
    view: &View,
    (group, streams): (u64, &[u64]),
    range: Range,
    is_meant: &dyn Fn(&str) -> bool,
) -> Result<Walked, Fault> {
    let mut walk = Walk { range, held: BTreeMap::new(), looked_at: 0 };
    let mut cursors = Vec::with_capacity(streams.len());
    let mut heads = BinaryHeap::new();
    for stream in streams {
        let mut cursor = Cursor::new(group, *stream, range);
        if let Some(place) = cursor.head(view)? {
            heads.push(Head { place, cursor: cursors.len(), is_forwards: range.is_forwards });
            cursors.push(cursor);
        }
    }
    while let Some(Head { place, cursor, .. }) = heads.pop() {
        if walk.is_over(place) {
            break;
        }
        if walk.looked_at >= range.budget
            && let Some(at) = walk.reached(place)
        {
            walk.give_back(at);
            return Ok(Walked { events: walk.events(), goes_on: Some(at) });
        }
        let Some(cursor_of) = cursors.get_mut(cursor) else { break };
        if let Some((place, record)) = cursor_of.next() {
            walk.look(place, &record, is_meant)?;
        }
        if let Some(place) = cursor_of.head(view)? {
            heads.push(Head { place, cursor, is_forwards: range.is_forwards });
        }
    }
    Ok(Walked { events: walk.events(), goes_on: None })
}

/// A walk under way.
struct Walk {
    range: Range,
    /// The best events so far.
    held: BTreeMap<Position, Found>,
    looked_at: usize,
}

impl Walk {
    /// Whether no block that is left, of which this is the next, can have a better event.
    fn is_over(&self, next: BlockPlace) -> bool {
        if self.held.len() < self.range.most {
            return false;
        }
        if self.range.is_forwards {
            self.held.last_key_value().is_none_or(|(worst, _)| next.position(next.first_ms, 0) > *worst)
        } else {
            let latest_ms = next.first_ms.saturating_add(SPAN_MS);
            self.held.first_key_value().is_none_or(|(worst, _)| latest_ms < worst.at_ms)
        }
    }

    /// Up to where all has been looked at, if that is further than where the walk began.
    fn reached(&self, next: BlockPlace) -> Option<Position> {
        if self.range.is_forwards {
            let reached = Position::at(next.first_ms);
            (reached > self.range.from).then_some(reached)
        } else {
            let reached = Position::at(next.first_ms.saturating_add(SPAN_MS + 1));
            (reached < self.range.until).then_some(reached)
        }
    }

    /// Lets go of what lies behind a position: the next walk finds it.
    fn give_back(&mut self, at: Position) {
        let behind = self.held.split_off(&at);
        if !self.range.is_forwards {
            self.held = behind;
        }
    }

    fn look(
        &mut self,
        place: BlockPlace,
        record: &Bytes,
        is_meant: &dyn Fn(&str) -> bool,
    ) -> Result<(), Fault> {
        let Range { from, until, is_forwards, most, .. } = self.range;
        let last_ms = block::last_ms(record)?;
        let is_full = self.held.len() >= most;
        let worst = if is_forwards { self.held.last_key_value() } else { self.held.first_key_value() };
        let is_worse = |worst: Position| {
            if is_forwards {
                place.position(place.first_ms, 0) > worst
            } else {
                place.position(last_ms, u32::MAX) < worst
            }
        };
        let is_outside = last_ms < from.at_ms || place.first_ms > until.at_ms;
        if is_outside || (is_full && worst.is_some_and(|(worst, _)| is_worse(*worst))) {
            // Nothing but its head was read.
            self.looked_at += 1;
            return Ok(());
        }
        let (held, mut bytes) = (&mut self.held, 0);
        self.looked_at += block::visit(place, record, |position, message, found| {
            bytes += message.len();
            if position < from || position >= until || !is_meant(message) {
                return;
            }
            held.insert(position, found());
            if held.len() > most {
                if is_forwards {
                    held.pop_last()
                } else {
                    held.pop_first()
                };
            }
        })?;
        self.looked_at += bytes / BYTES_OF_ONE;
        Ok(())
    }

    fn events(self) -> Vec<Found> {
        let events = self.held.into_values();
        if self.range.is_forwards { events.collect() } else { events.rev().collect() }
    }
}

/// The next block of a stream: the greatest is the next of all.
#[derive(PartialEq, Eq)]
struct Head {
    place: BlockPlace,
    cursor: usize,
    is_forwards: bool,
}

impl Ord for Head {
    fn cmp(&self, other: &Head) -> std::cmp::Ordering {
        if self.is_forwards {
            Reverse(self.place).cmp(&Reverse(other.place))
        } else {
            self.place.cmp(&other.place)
        }
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Head) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The blocks of one stream that may have events of a range, read a few at a time.
struct Cursor {
    /// Where the range of keys begins and ends.
    from: Bound<Vec<u8>>,
    to: Bound<Vec<u8>>,
    is_forwards: bool,
    ahead: VecDeque<(BlockPlace, Bytes)>,
    /// How many are read next; none at the end.
    read: usize,
}

/// How many blocks are read first, and at most.
const FIRST_READ: usize = 4;
const MOST_READ: usize = 64;

impl Cursor {
    fn new(group: u64, stream: u64, range: Range) -> Cursor {
        let from = block::from_ms(group, stream, range.from.at_ms.saturating_sub(SPAN_MS));
        let end = match range.until.at_ms.checked_add(1) {
            Some(behind_ms) => block::from_ms(group, stream, behind_ms),
            None => block::of_stream(group, stream).end(),
        };
        Cursor {
            from: Bound::Included(from.as_bytes().to_vec()),
            to: Bound::Excluded(end.as_bytes().to_vec()),
            is_forwards: range.is_forwards,
            ahead: VecDeque::new(),
            read: FIRST_READ,
        }
    }

    /// The place of the next block.
    fn head(&mut self, view: &View) -> Result<Option<BlockPlace>, Fault> {
        if self.ahead.is_empty() && self.read > 0 {
            self.read_ahead(view)?;
        }
        Ok(self.ahead.front().map(|(place, _)| *place))
    }

    fn next(&mut self) -> Option<(BlockPlace, Bytes)> {
        self.ahead.pop_front()
    }

    fn read_ahead(&mut self, view: &View) -> Result<(), Fault> {
        let Cursor { ahead, read, is_forwards, .. } = self;
        let order = if *is_forwards { Order::Ascending } else { Order::Descending };
        let (from, to) = (self.from.as_ref().map(Vec::as_slice), self.to.as_ref().map(Vec::as_slice));
        let mut last = None;
        view.scan(from, to, order, &mut |key, record| {
            last = Some(key.to_vec());
            ahead.extend(block::place_of(key).map(|place| (place, record.clone())));
            if ahead.len() < *read { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
        .map_err(error::store)?;
        *read = if ahead.len() < *read { 0 } else { (*read * 2).min(MOST_READ) };
        if let Some(last) = last {
            if *is_forwards {
                self.from = Bound::Excluded(last);
            } else {
                self.to = Bound::Excluded(last);
            }
        }
        Ok(())
    }
}
