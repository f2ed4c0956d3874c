//! Standard queues: what is due comes out, the longest due first.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use bytes::Bytes;
use wire::fault::Fault;

use crate::message::{Place, Standing};
use crate::records::{Change, keys};

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
pub(super) fn was_received(mark: &[u8]) -> bool {
    mark == RECEIVED
}

/// The messages that are due, the longest first, at most so many.
pub(crate) fn due(
    change: &Change<'_>,
    backlog: u64,
    now: Timestamp,
    most: usize,
) -> Result<Vec<Place>, Fault> {
    let mut places = Vec::with_capacity(most);
    let all = keys::all_due(backlog);
    let end = keys::due_from(backlog, now.millis().saturating_add(1));
    change.scan(all.from_here(), &end, &mut |key, _| {
        places.extend(keys::due_place_of(key));
        if places.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(places)
}
