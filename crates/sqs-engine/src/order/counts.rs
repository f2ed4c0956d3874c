//! How many messages a queue has, by what they are. AWS's numbers are approximate; these are exact.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use store::Key;
use wire::fault::Fault;

use super::{fifo, standard};
use crate::queue::Queue;
use crate::queue::attribute::MAX_DELAY_S;
use crate::records::{Change, Records, Tally, keys};

/// How many messages a queue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// That can be received, or wait behind others of their group: `ApproximateNumberOfMessages`.
    pub(crate) visible: u64,
    /// `ApproximateNumberOfMessagesNotVisible`
    pub(crate) in_flight: u64,
    /// `ApproximateNumberOfMessagesDelayed`
    pub(crate) delayed: u64,
}

impl Counts {
    /// Those of a queue now. What is due later is counted, in slices; all others are the rest.
    pub(crate) async fn of(records: &Records, queue: &Queue, now: Timestamp) -> Result<Counts, Fault> {
        let backlog = queue.backlog;
        let tally: Tally = records.record(&keys::tally(backlog))?.unwrap_or_default();
        let later = keys::due_from(backlog, now.millis().saturating_add(1));
        let all_due = keys::all_due(backlog).end();
        let (in_flight, delayed) = if queue.is_fifo() {
            let flights = |key: &[u8], _: &[u8]| flights_of(records, backlog, key, now);
            let in_flight = records.count(&later, all_due, flights).await?;
            (in_flight, fifo_delayed(records, &tally, backlog, now).await?)
        } else {
            let received = |_: &[u8], mark: &[u8]| u64::from(standard::was_received(mark));
            let all = records.count(&later, all_due.clone(), |_, _| 1).await?;
            let in_flight =
                if tally.received == 0 { 0 } else { records.count(&later, all_due, received).await? };
            (in_flight, all.saturating_sub(in_flight))
        };
        let visible = tally.messages.saturating_sub(in_flight).saturating_sub(delayed);
        Ok(Counts { visible, in_flight, delayed })
    }
}

/// How many messages of the group that is due there are in flight.
fn flights_of(records: &Records, backlog: u64, key: &[u8], now: Timestamp) -> u64 {
    let group =
        keys::due_group_of(key).map(|name| records.record::<fifo::Group>(&keys::group(backlog, &name)));
    let flights = match group {
        Some(Ok(Some(group))) => group.flights,
        _ => Vec::new(),
    };
    flights.iter().filter(|(_, until_ms)| *until_ms > now.millis()).count() as u64
}

/// How many messages of a FIFO queue are delayed: no message is for longer than a quarter of an hour.
async fn fifo_delayed(records: &Records, tally: &Tally, backlog: u64, now: Timestamp) -> Result<u64, Fault> {
    if tally.delayed_until_ms <= now.millis() {
        return Ok(0);
    }
    let since_ms = now.millis().saturating_sub(MAX_DELAY_S as u64 * 1000);
    let delayed = |key: &[u8], _: &[u8]| {
        let place = keys::place_of(key);
        let get = |key: &Key| records.get(key.as_bytes());
        let standing = place.and_then(|place| super::standing(get, backlog, place).ok().flatten());
        u64::from(standing.is_some_and(|standing| standing.receives == 0 && standing.due_ms > now.millis()))
    };
    records.count(&keys::messages_since(backlog, since_ms), keys::messages(backlog).end(), delayed).await
}

/// How many messages of a standard queue are in flight, up to `most`. Looked at only where so many were ever received.
pub(crate) fn in_flight(
    change: &Change<'_>,
    backlog: u64,
    now: Timestamp,
    most: usize,
) -> Result<usize, Fault> {
    let later = keys::due_from(backlog, now.millis().saturating_add(1));
    let mut count = 0;
    change.scan(later.from_here(), &keys::all_due(backlog).end(), &mut |_, mark| {
        count += usize::from(standard::was_received(mark));
        if count < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(count)
}
