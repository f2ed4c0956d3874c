//! In which order messages come out of a queue, and what stands in the store for it.
//!
//! A message that can be received, or will be, stands in the range `due` of its backlog below the time from which on it can:
//! those that were delayed, or that somebody received, below a time to come. So what can be received now is the beginning of
//! the range, and nothing has to be done when a time comes. Of a FIFO queue it is the group that stands there: `fifo`.

use base::clock::Timestamp;
use wire::fault::Fault;

use crate::error;
use crate::message::{Message, Place, Received, Standing};
use crate::queue::Queue;
use crate::records::{Backlog, Change, Records, keys};

mod aged;
pub(crate) mod attempt;
mod counts;
pub(crate) mod fifo;
pub(crate) mod sent;
pub(crate) mod standard;

pub(crate) use counts::{Counts, has_in_flight};

/// Puts a message into a queue, from when on it can be received.
pub(crate) fn add(
    change: &mut Change<'_>,
    (queue, backlog): (&Queue, &mut Backlog),
    (place, message): (Place, &Message),
    (due_ms, now): (u64, Timestamp),
) -> Result<(), Fault> {
    let standing = Standing { due_ms, ..Standing::default() };
    let record = message.write().map_err(|cause| error::damaged("a message", cause))?;
    change.put(keys::message(backlog.id, place), record);
    change.put_record(keys::standing(backlog.id, place), &standing)?;
    backlog.tally.messages += 1;
    backlog.tally.last_number = place.number;
    if due_ms > now.millis() {
        backlog.tally.delayed_until_ms = backlog.tally.delayed_until_ms.max(due_ms);
    }
    match fifo_group(queue, message) {
        Some(group) => fifo::add(change, backlog.id, group, (place, due_ms)),
        None => {
            standard::add(change, backlog.id, place, &standing);
            Ok(())
        }
    }
}

/// A message of a backlog, if it is there.
pub(crate) fn find(change: &Change<'_>, backlog: u64, place: Place) -> Result<Option<Received>, Fault> {
    let Some(standing) = change.record(&keys::standing(backlog, place))? else { return Ok(None) };
    let Some(record) = change.get(&keys::message(backlog, place))? else { return Ok(None) };
    let message = Message::read(&record).ok_or_else(|| error::damaged("a message", ""))?;
    Ok(Some(Received { message, place, standing }))
}

/// Where a message stands, and how: all that has to be known of it to take it away, or to let it come back at another time.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) place: Place,
    pub(crate) standing: Standing,
    /// Its group, of FIFO queues.
    group: Option<String>,
}

impl Held {
    /// That of a message in a queue, if it is there.
    pub(crate) fn find(change: &Change<'_>, queue: &Queue, place: Place) -> Result<Option<Held>, Fault> {
        if queue.is_fifo() {
            return Ok(find(change, queue.backlog, place)?.map(|received| Held::of(queue, &received)));
        }
        let standing: Option<Standing> = change.record(&keys::standing(queue.backlog, place))?;
        Ok(standing.map(|standing| Held { place, standing, group: None }))
    }

    /// That of a message that was read.
    pub(crate) fn of(queue: &Queue, received: &Received) -> Held {
        let group = fifo_group(queue, &received.message).map(str::to_owned);
        Held { place: received.place, standing: received.standing, group }
    }
}

/// Takes a message out of its queue.
pub(crate) fn remove(
    change: &mut Change<'_>,
    backlog: &mut Backlog,
    held: &Held,
    now: Timestamp,
) -> Result<(), Fault> {
    let Held { place, standing, group } = held;
    change.delete(keys::message(backlog.id, *place));
    change.delete(keys::standing(backlog.id, *place));
    backlog.tally.messages = backlog.tally.messages.saturating_sub(1);
    if standing.receives > 0 {
        backlog.tally.received = backlog.tally.received.saturating_sub(1);
    }
    match group {
        Some(group) => fifo::remove(change, backlog.id, group, *place, now),
        None => {
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
    match &held.group {
        Some(group) => fifo::set(change, backlog.id, group, (held.place, &standing), now),
        None => {
            standard::remove(change, backlog.id, held.place, &held.standing);
            standard::add(change, backlog.id, held.place, &standing);
            Ok(())
        }
    }
}

/// The group whose order a message keeps: of a FIFO queue. Standard queues only show it.
fn fifo_group<'m>(queue: &Queue, message: &'m Message) -> Option<&'m str> {
    message.group.as_deref().filter(|_| queue.is_fifo())
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
