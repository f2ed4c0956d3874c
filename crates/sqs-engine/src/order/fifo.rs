//! FIFO queues: the messages of a group come out in the order in which they were sent, and while one of them is in flight none
//! of the group does. <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html>
//!
//! A group stands once in the range `due`: below the time at which its first message can be received, or, while messages of it
//! are in flight, below the time at which the last of them comes back. Groups with older messages come first.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::Key;
use wire::fault::Fault;

use crate::message::{Place, Standing};
use crate::records::{Change, keys};

/// A group that has messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// Where it stands in the range `due`.
    due_ms: u64,
    head: u64,
    /// Its messages that were received together and are neither deleted nor back, and until when they are in flight.
    pub(crate) flights: Vec<(Place, u64)>,
}

impl Group {
    /// How many of its messages are in flight.
    pub(super) fn in_flight(&self, now: Timestamp) -> usize {
        self.flights.iter().filter(|(_, until_ms)| *until_ms > now.millis()).count()
    }
}

/// How many messages at the beginning of a group are looked at for the first that can be received: before it are those that are
/// delayed longer than later ones, since the queue's delay was shortened.
pub(crate) const LOOKED_AT: usize = 100;

pub(super) fn add(
    change: &mut Change<'_>,
    backlog: u64,
    name: &str,
    (place, due_ms): (Place, u64),
) -> Result<(), Fault> {
    change.put(keys::member(backlog, name, place.number), place.sent_ms.to_be_bytes().to_vec());
    let key = keys::group(backlog, name);
    let before: Option<Group> = change.record(&key)?;
    let after = match before {
        None => Group { due_ms, head: place.number, flights: Vec::new() },
        // What waits behind others changes nothing, unless those wait longer.
        Some(before) if before.due_ms <= due_ms || !before.flights.is_empty() => return Ok(()),
        Some(before) => {
            change.delete(keys::group_due(backlog, before.due_ms, before.head, name));
            Group { due_ms, ..before }
        }
    };
    put(change, backlog, name, &after)
}

fn put(change: &mut Change<'_>, backlog: u64, name: &str, group: &Group) -> Result<(), Fault> {
    change.put(keys::group_due(backlog, group.due_ms, group.head, name), Bytes::new());
    change.put_record(keys::group(backlog, name), group)
}

pub(super) fn remove(
    change: &mut Change<'_>,
    backlog: u64,
    name: &str,
    place: Place,
    now: Timestamp,
) -> Result<(), Fault> {
    change.delete(keys::member(backlog, name, place.number));
    settle(change, backlog, name, now, |flights| flights.retain(|(flying, _)| *flying != place))
}

pub(super) fn set(
    change: &mut Change<'_>,
    backlog: u64,
    name: &str,
    (place, standing): (Place, &Standing),
    now: Timestamp,
) -> Result<(), Fault> {
    settle(change, backlog, name, now, |flights| {
        flights.retain(|(flying, _)| *flying != place);
        if standing.is_in_flight(now.millis()) {
            flights.push((place, standing.due_ms));
        }
    })
}

/// Puts a group where it belongs once its messages have changed.
fn settle(
    change: &mut Change<'_>,
    backlog: u64,
    name: &str,
    now: Timestamp,
    fly: impl FnOnce(&mut Vec<(Place, u64)>),
) -> Result<(), Fault> {
    let key = keys::group(backlog, name);
    let Some(mut group) = change.record::<Group>(&key)? else { return Ok(()) };
    change.delete(keys::group_due(backlog, group.due_ms, group.head, name));
    fly(&mut group.flights);
    group.flights.retain(|(_, until_ms)| *until_ms > now.millis());
    let Some(head) = members(change, backlog, name, 1)?.pop() else {
        change.delete(key);
        return Ok(());
    };
    group.head = head.number;
    let back = group.flights.iter().map(|(_, until_ms)| *until_ms).max();
    group.due_ms = match back {
        Some(back) => back,
        None => first_due_ms(change, backlog, (name, head), now)?,
    };
    put(change, backlog, name, &group)
}

/// When a group without messages in flight can be received from: mostly when its head can.
fn first_due_ms(
    change: &Change<'_>,
    backlog: u64,
    (name, head): (&str, Place),
    now: Timestamp,
) -> Result<u64, Fault> {
    let due_ms = |place: Place| {
        let standing = super::standing(|key| change.get(key), backlog, place)?;
        Ok::<u64, Fault>(standing.map_or(u64::MAX, |standing| standing.due_ms))
    };
    let mut least = due_ms(head)?;
    if least > now.millis() {
        for place in members(change, backlog, name, LOOKED_AT)? {
            least = least.min(due_ms(place)?);
        }
    }
    Ok(least)
}

/// A group that is due, and where it stood when it was found.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) group: String,
    key: Key,
}

/// The groups that have a message to receive, the longest due first, at most so many: behind this one, or from the first on.
pub(crate) fn due(
    change: &Change<'_>,
    backlog: u64,
    (now, behind): (Timestamp, Option<&Due>),
    most: usize,
) -> Result<Vec<Due>, Fault> {
    let mut groups = Vec::new();
    let all = keys::all_due(backlog);
    let from = behind.map_or_else(|| all.from_here(), |behind| behind.key.after());
    let end = keys::due_from(backlog, now.millis().saturating_add(1));
    change.scan(from, &end, &mut |key, _| {
        groups.extend(keys::due_group_of(key).map(|group| Due { group, key: Key::stored(key) }));
        if groups.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(groups)
}

/// The first messages of a group, in order.
pub(crate) fn members(
    change: &Change<'_>,
    backlog: u64,
    name: &str,
    most: usize,
) -> Result<Vec<Place>, Fault> {
    let mut places = Vec::new();
    let all = keys::members(backlog, name);
    change.scan(all.from_here(), &all.end(), &mut |key, value| {
        let sent: Option<[u8; 8]> = value.as_ref().try_into().ok();
        let place = keys::member_number_of(key)
            .zip(sent)
            .map(|(number, sent)| Place { sent_ms: u64::from_be_bytes(sent), number });
        places.extend(place);
        if places.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(places)
}
