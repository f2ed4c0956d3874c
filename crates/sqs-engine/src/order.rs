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

mod counts;
pub(crate) mod fifo;
pub(crate) mod sent;
pub(crate) mod standard;

pub(crate) use counts::{Counts, in_flight};

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

/// Takes a message out of its queue.
pub(crate) fn remove(
    change: &mut Change<'_>,
    (queue, backlog): (&Queue, &mut Backlog),
    held: &Received,
    now: Timestamp,
) -> Result<(), Fault> {
    let Received { message, place, standing } = held;
    change.delete(keys::message(backlog.id, *place));
    change.delete(keys::standing(backlog.id, *place));
    backlog.tally.messages = backlog.tally.messages.saturating_sub(1);
    if standing.receives > 0 {
        backlog.tally.received = backlog.tally.received.saturating_sub(1);
    }
    match fifo_group(queue, message) {
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
    (queue, backlog): (&Queue, &mut Backlog),
    held: &Received,
    standing: Standing,
    now: Timestamp,
) -> Result<(), Fault> {
    change.put_record(keys::standing(backlog.id, held.place), &standing)?;
    if standing.receives > 0 && held.standing.receives == 0 {
        backlog.tally.received += 1;
    }
    match fifo_group(queue, &held.message) {
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
