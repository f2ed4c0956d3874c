//! Standard queues: what is due comes out, the longest due first.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use bytes::Bytes;
use wire::fault::Fault;

use crate::message::{Place, Standing};
use crate::records::{Change, keys};

/// A message that is due, and since when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    pub(crate) due_ms: u64,
    pub(crate) place: Place,
}

/// What stands where a message is due: whether it was received before.
const NEVER: &[u8] = &[0];
const RECEIVED: &[u8] = &[1];

pub(super) fn add(change: &mut Change<'_>, backlog: u64, place: Place, standing: &Standing) {
    let mark = if standing.receives == 0 { NEVER } else { RECEIVED };
    change.put(keys::message_due(backlog, standing.due_ms, place), Bytes::from_static(mark));
}

pub(super) fn remove(change: &mut Change<'_>, backlog: u64, place: Place, standing: &Standing) {
    change.delete(keys::message_due(backlog, standing.due_ms, place));
}

/// Whether a message that is due was received before, by what stands there.
pub(crate) fn was_received(mark: &[u8]) -> bool {
    mark == RECEIVED
}

/// Messages that are due, the longest first, at most so many: behind this one, or from the first on.
pub(crate) fn due(
    change: &Change<'_>,
    backlog: u64,
    (now, behind): (Timestamp, Option<Due>),
    most: usize,
) -> Result<Vec<Due>, Fault> {
    let mut found = Vec::with_capacity(most);
    let first = match behind {
        None => keys::all_due(backlog),
        Some(Due { due_ms, place }) => keys::message_due(backlog, due_ms, place),
    };
    let from = if behind.is_some() { first.after() } else { first.from_here() };
    let end = keys::due_from(backlog, now.millis().saturating_add(1));
    change.scan(from, &end, &mut |key, _| {
        let due = keys::due_of(key).zip(keys::due_place_of(key));
        found.extend(due.map(|(due_ms, place)| Due { due_ms, place }));
        if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(found)
}
