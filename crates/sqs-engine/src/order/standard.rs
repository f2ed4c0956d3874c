//! Standard queues: what is due comes out, the longest due first. Of messages with a group: `fair`.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use bytes::Bytes;
use wire::fault::Fault;

use crate::message::{Place, Standing};
use crate::records::{Change, keys};

/// A message that is due, and since when.
#[derive(Clone, Debug)]
pub(crate) struct Due {
    pub(crate) due_ms: u64,
    pub(crate) place: Place,
    /// The group, if it is the first message of one: the others are in its lane.
    pub(crate) group: Option<String>,
}

/// What stands where a message is due: whether it was received before, or of which group it is the first.
const NEVER: &[u8] = &[0];
const RECEIVED: &[u8] = &[1];
const HEAD: u8 = 2;

pub(super) fn add(change: &mut Change<'_>, backlog: u64, place: Place, standing: &Standing) {
    change.put(keys::message_due(backlog, standing.due_ms, place), mark(standing.receives > 0));
}

pub(super) fn remove(change: &mut Change<'_>, backlog: u64, place: Place, standing: &Standing) {
    change.delete(keys::message_due(backlog, standing.due_ms, place));
}

/// What stands where a message is due, or in its lane.
pub(super) fn mark(was_received: bool) -> Bytes {
    Bytes::from_static(if was_received { RECEIVED } else { NEVER })
}

/// What stands where the first message of a group is due.
pub(super) fn mark_of_head(group: &str) -> Bytes {
    [&[HEAD], group.as_bytes()].concat().into()
}

/// The group whose first message is due, by what stands there.
pub(crate) fn group_of(mark: &[u8]) -> Option<&str> {
    match mark.split_first() {
        Some((&HEAD, group)) => std::str::from_utf8(group).ok(),
        _ => None,
    }
}

/// Whether a message that is due was received before, by what stands there.
pub(crate) fn was_received(mark: &[u8]) -> bool {
    mark == RECEIVED
}

/// Messages that are due, the longest first, at most so many: behind this one, or from the first on.
pub(crate) fn due(
    change: &Change<'_>,
    backlog: u64,
    (now, behind): (Timestamp, Option<&Due>),
    most: usize,
) -> Result<Vec<Due>, Fault> {
    let mut found = Vec::with_capacity(most);
    let first = match behind {
        None => keys::all_due(backlog),
        Some(Due { due_ms, place, .. }) => keys::message_due(backlog, *due_ms, *place),
    };
    let from = if behind.is_some() { first.after() } else { first.from_here() };
    let end = keys::due_from(backlog, now.millis().saturating_add(1));
    change.scan(from, &end, &mut |key, mark| {
        let due = keys::due_of(key).zip(keys::due_place_of(key));
        let group = || group_of(mark).map(str::to_owned);
        found.extend(due.map(|(due_ms, place)| Due { due_ms, place, group: group() }));
        if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(found)
}
