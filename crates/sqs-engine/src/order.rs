//! In which order messages come out of a queue, and what stands in the store for it.
//!
//! A message that can be received, or will be, stands in the range `due` of its backlog below the time from which on it can:
//! those that were delayed, or that somebody received, below a time to come. So what can be received now is the beginning of
//! the range, and nothing has to be done when a time comes. Of a FIFO queue it is the group that stands there: `fifo`. In
//! a standard queue a message with a group stands in the lane of that, and the first of each lane stands in the range: `fair`.

use base::clock::Timestamp;
use bytes::Bytes;
use store::Key;
use wire::fault::Fault;

use crate::error;
use crate::message::{Message, Place, Received, Standing};
use crate::queue::Queue;
use crate::records::{Backlog, Change, Records, keys, read};

mod aged;
pub(crate) mod attempt;
mod counts;
pub(crate) mod fair;
pub(crate) mod fifo;
pub(crate) mod sent;
pub(crate) mod standard;

pub(crate) use counts::{Counts, has_in_flight};

/// Puts a message into a queue, from when on it can be received.
pub(crate) fn add(
    change: &mut Change<'_>,
    (queue, backlog): (&Queue, &mut Backlog),
    (place, message): (Place, &Message),
    now: Timestamp,
) -> Result<(), Fault> {
    let due_ms = message.due_ms;
    let record = message.write().map_err(|cause| error::damaged("a message", cause))?;
    change.put(keys::message(backlog.id, place), record);
    backlog.tally.messages += 1;
    backlog.tally.last_number = place.number;
    if due_ms > now.millis() {
        backlog.tally.delayed_until_ms = backlog.tally.delayed_until_ms.max(due_ms);
    }
    match Stands::of(queue, message.group.as_deref()) {
        Stands::InGroup(group) => fifo::add(change, backlog.id, &group, (place, due_ms)),
        Stands::InLane(group) => fair::add(change, backlog.id, &group, (place, due_ms), now),
        Stands::Alone => {
            standard::add(change, backlog.id, place, &message.first_standing());
            Ok(())
        }
    }
}

/// A message of a backlog, if it is there.
pub(crate) fn find(change: &Change<'_>, backlog: u64, place: Place) -> Result<Option<Received>, Fault> {
    let Some(record) = change.get(&keys::message(backlog, place))? else { return Ok(None) };
    let message = Message::read(&record).ok_or_else(|| error::damaged("a message", ""))?;
    let standing = change.record(&keys::standing(backlog, place))?;
    let standing = standing.unwrap_or_else(|| message.first_standing());
    Ok(Some(Received { message, place, standing }))
}

/// How a message stands, if it is there. `get` reads a key.
pub(crate) fn standing(
    get: impl Fn(&Key) -> Result<Option<Bytes>, Fault>,
    backlog: u64,
    place: Place,
) -> Result<Option<Standing>, Fault> {
    if let Some(record) = get(&keys::standing(backlog, place))? {
        return read(&record).map(Some);
    }
    let Some(record) = get(&keys::message(backlog, place))? else { return Ok(None) };
    let (message, _) = Message::read_head(&record).ok_or_else(|| error::damaged("a message", ""))?;
    Ok(Some(message.first_standing()))
}

/// Where a message stands, and how: all that has to be known of it to take it away, or to let it come back at another time.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) place: Place,
    pub(crate) standing: Standing,
    stands: Stands,
}

/// Beside what a message stands.
#[derive(Clone, Debug)]
enum Stands {
    /// Alone, in a standard queue: it has no group.
    Alone,
    /// In the lane of its group, in a standard queue: `fair`.
    InLane(String),
    /// In its group, in a FIFO queue: `fifo`.
    InGroup(String),
}

impl Stands {
    fn of(queue: &Queue, group: Option<&str>) -> Stands {
        match group {
            Some(group) if queue.is_fifo() => Stands::InGroup(group.to_owned()),
            Some(group) => Stands::InLane(group.to_owned()),
            None => Stands::Alone,
        }
    }
}

impl Held {
    /// That of a message in a queue, if it is there.
    pub(crate) fn find(change: &Change<'_>, queue: &Queue, place: Place) -> Result<Option<Held>, Fault> {
        match standing(|key| change.get(key), queue.backlog, place)? {
            // The message need not be read.
            Some(standing) if !queue.is_fifo() && !standing.in_lane => {
                Ok(Some(Held { place, standing, stands: Stands::Alone }))
            }
            Some(_) => Ok(find(change, queue.backlog, place)?.map(|received| Held::of(queue, &received))),
            None => Ok(None),
        }
    }

    /// That of a message that was read.
    pub(crate) fn of(queue: &Queue, received: &Received) -> Held {
        let stands = Stands::of(queue, received.message.group.as_deref());
        Held { place: received.place, standing: received.standing, stands }
    }
}

/// Takes a message out of its queue.
pub(crate) fn remove(
    change: &mut Change<'_>,
    backlog: &mut Backlog,
    held: &Held,
    now: Timestamp,
) -> Result<(), Fault> {
    let Held { place, standing, stands } = held;
    change.delete(keys::message(backlog.id, *place));
    change.delete(keys::standing(backlog.id, *place));
    backlog.tally.messages = backlog.tally.messages.saturating_sub(1);
    if standing.receives > 0 {
        backlog.tally.received = backlog.tally.received.saturating_sub(1);
    }
    match stands {
        Stands::InGroup(group) => fifo::remove(change, backlog.id, group, *place, now),
        Stands::InLane(group) => fair::remove(change, backlog.id, group, (*place, standing)),
        Stands::Alone => {
            standard::remove(change, backlog.id, *place, standing);
            Ok(())
        }
    }
}

/// Gives a message another standing.
pub(crate) fn set(
    change: &mut Change<'_>,
    backlog: &mut Backlog,
    held: &Held,
    standing: Standing,
    now: Timestamp,
) -> Result<(), Fault> {
    change.put_record(keys::standing(backlog.id, held.place), &standing)?;
    if standing.receives > 0 && held.standing.receives == 0 {
        backlog.tally.received += 1;
    }
    match &held.stands {
        Stands::InGroup(group) => fifo::set(change, backlog.id, group, (held.place, &standing), now),
        Stands::InLane(group) => {
            fair::set(change, backlog.id, group, (held.place, &held.standing, &standing))
        }
        Stands::Alone => {
            standard::remove(change, backlog.id, held.place, &held.standing);
            standard::add(change, backlog.id, held.place, &standing);
            Ok(())
        }
    }
}

/// When the next message of a backlog can be received, or could have been.
pub(crate) fn next_due_ms(records: &Records, backlog: u64) -> Result<Option<u64>, Fault> {
    let all = keys::all_due(backlog);
    let mut first = None;
    records.scan(all.from_here(), &all.end(), &mut |key, _| {
        first = keys::due_of(key);
        std::ops::ControlFlow::Break(())
    })?;
    Ok(first)
}
