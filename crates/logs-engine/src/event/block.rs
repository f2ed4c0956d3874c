//! Blocks: events of one stream that came in together and lie close in time are one record. So a request with a hundred
//! events costs little more than one with a single event.
//!
//! A block's key has the time of its earliest event, and no event of it is later by more than [`SPAN_MS`]: so whoever looks
//! for events of a time finds all blocks that may have some in one range of keys.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Key, Space};
use wire::fault::Fault;

use super::position::Position;
use super::{Found, OVERHEAD};
use crate::error;

/// How much later than its first event the events of a block may be.
pub(crate) const SPAN_MS: u64 = 60_000;

/// How many bytes of messages a block has, if it has more than one event.
const MOST_BYTES: usize = 1 << 18;

/// An event that comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incoming {
    pub(crate) at_ms: u64,
    pub(crate) message: String,
}

/// What is kept. The first member is read alone where only it matters.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<'a> {
    last_ms: u64,
    ingested_ms: u64,
    /// How much later than the block's first each event is, and its message.
    #[serde(borrow)]
    events: Vec<(u32, &'a str)>,
}

/// Which block: of which stream, and where it stands among its blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct BlockPlace {
    pub(crate) first_ms: u64,
    pub(crate) stream: u64,
    pub(crate) number: u64,
}

impl BlockPlace {
    /// Where an event of it would stand.
    pub(crate) fn position(self, at_ms: u64, index: u32) -> Position {
        Position { at_ms, stream: self.stream, block: self.number, index }
    }
}

/// All blocks of a group.
pub(crate) fn of_group(group: u64) -> Key {
    Key::of(Space::LogsEvent).u64(group)
}

/// All blocks of a stream.
pub(crate) fn of_stream(group: u64, stream: u64) -> Key {
    of_group(group).u64(stream)
}

/// The blocks of a stream whose first event is of this time or later.
pub(crate) fn from_ms(group: u64, stream: u64, first_ms: u64) -> Key {
    of_stream(group, stream).u64(first_ms)
}

/// A block.
pub(crate) fn key(group: u64, place: BlockPlace) -> Key {
    from_ms(group, place.stream, place.first_ms).u64(place.number)
}

/// The place of a block, from its key.
pub(crate) fn place_of(key: &[u8]) -> Option<BlockPlace> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    Some(BlockPlace { stream: fields.u64()?, first_ms: fields.u64()?, number: fields.u64()? })
}

/// Events in the order of time, parted into blocks: of each the time of its first event and its record.
pub(crate) fn part(events: &[Incoming], ingested_ms: u64) -> Result<Vec<(u64, Vec<u8>)>, Fault> {
    let mut blocks = Vec::new();
    let mut rest = events;
    while let Some(first) = rest.first() {
        let mut bytes = 0;
        let count = rest
            .iter()
            .take_while(|event| {
                bytes += event.message.len();
                event.at_ms - first.at_ms <= SPAN_MS && bytes <= MOST_BYTES
            })
            .count();
        let (block, behind) = rest.split_at(count.max(1).min(rest.len()));
        blocks.push((first.at_ms, write(first.at_ms, block, ingested_ms)?));
        rest = behind;
    }
    Ok(blocks)
}

fn write(first_ms: u64, block: &[Incoming], ingested_ms: u64) -> Result<Vec<u8>, Fault> {
    // They differ by a minute at most.
    let later = |event: &Incoming| u32::try_from(event.at_ms - first_ms).unwrap_or(u32::MAX);
    let kept = Kept {
        last_ms: block.last().map_or(first_ms, |event| event.at_ms),
        ingested_ms,
        events: block.iter().map(|event| (later(event), event.message.as_str())).collect(),
    };
    postcard::to_allocvec(&kept).map_err(|cause| error::damaged("a block of events", cause))
}

/// The latest time of an event of a block.
pub(crate) fn last_ms(record: &[u8]) -> Result<u64, Fault> {
    let read = postcard::take_from_bytes(record).map(|(last_ms, _)| last_ms);
    read.map_err(|cause| error::damaged("a block of events", cause))
}

/// How many bytes its events have, as AWS counts them.
pub(crate) fn size(record: &[u8]) -> Result<u64, Fault> {
    let kept = read(record)?;
    Ok(kept.events.iter().map(|(_, message)| (message.len() + OVERHEAD) as u64).sum())
}

fn read(record: &[u8]) -> Result<Kept<'_>, Fault> {
    postcard::from_bytes(record).map_err(|cause| error::damaged("a block of events", cause))
}

/// Visits the events of a block, in the order in which they came: their position and message, and what makes of it what is
/// found.
pub(crate) fn visit(
    place: BlockPlace,
    record: &Bytes,
    mut visit: impl FnMut(Position, &str, &dyn Fn() -> Found),
) -> Result<usize, Fault> {
    let kept = read(record)?;
    for ((later, message), index) in kept.events.iter().zip(0_u32..) {
        let position = Position {
            at_ms: place.first_ms + u64::from(*later),
            stream: place.stream,
            block: place.number,
            index,
        };
        visit(position, message, &|| Found {
            position,
            ingested_ms: kept.ingested_ms,
            message: record.slice_ref(message.as_bytes()),
        });
    }
    Ok(kept.events.len())
}
