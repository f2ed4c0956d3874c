//! Attempts to receive from a FIFO queue: who gives an id and does not get the reply receives the same messages once more with
//! that id, for five minutes, while they are in flight and nobody has changed them.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>, and what AWS answers where
//! somebody has: <https://github.com/awslabs/amazon-sqs-java-messaging-lib/issues/213>. That messages which are visible again
//! are received anew, and that a second receive counts as the first, are our guesses.

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use super::{Held, aged};
use crate::error;
use crate::message::{Place, Received, Standing};
use crate::queue::Queue;
use crate::records::{Backlog, Change, keys};

/// How long an id counts.
const COUNTS_FOR_MS: u64 = 5 * 60 * 1000;

/// What was received under an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) until_ms: u64,
    /// The messages, as the attempt left them.
    pub(crate) received: Vec<(Place, Standing)>,
}

/// Notes what was received under an id.
pub(crate) fn note(
    change: &mut Change<'_>,
    backlog: u64,
    id: &str,
    received: &[Received],
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(first) = received.first() else { return Ok(()) };
    let until =
        |change: &Change<'_>, key: &_| Ok(change.record::<Attempt>(key)?.map(|attempt| attempt.until_ms));
    aged::take_away(change, &keys::attempt_ages(backlog), now, until)?;
    let until_ms = now.millis().saturating_add(COUNTS_FOR_MS);
    let key = keys::attempt(backlog, id);
    change.put(keys::attempt_age(backlog, until_ms, first.place.number), key.as_bytes().to_vec());
    let received = received.iter().map(|received| (received.place, received.standing)).collect();
    change.put_record(key, &Attempt { until_ms, received })
}

/// What was received under an id, once more, and in flight for so many seconds from now on; nothing if the id does not count, or
/// the messages are visible again.
///
/// # Errors
///
/// Somebody has deleted or received one of them, or changed how long it is in flight.
pub(crate) fn again(
    change: &mut Change<'_>,
    (queue, backlog): (&Queue, &mut Backlog),
    id: &str,
    (visibility_s, now): (u64, Timestamp),
) -> Result<Option<Vec<Received>>, Fault> {
    let key = keys::attempt(backlog.id, id);
    let attempt: Option<Attempt> = change.record(&key)?;
    let Some(mut attempt) = attempt.filter(|attempt| attempt.until_ms > now.millis()) else {
        return Ok(None);
    };
    let mut received = Vec::with_capacity(attempt.received.len());
    for (place, standing) in &attempt.received {
        let found = super::find(change, backlog.id, *place)?;
        let unchanged = found.filter(|found| found.standing == *standing);
        received.push(unchanged.ok_or_else(|| error::not_retryable(id))?);
    }
    if received.iter().any(|received| !received.standing.is_in_flight(now.millis())) {
        return Ok(None);
    }
    let due_ms = now.millis().saturating_add(visibility_s * 1000);
    for (received, (_, noted)) in received.iter_mut().zip(&mut attempt.received) {
        let standing = Standing { due_ms, ..received.standing };
        super::set(change, backlog, &Held::of(queue, received), standing, now)?;
        (received.standing, *noted) = (standing, standing);
    }
    change.put_record(key, &attempt)?;
    Ok(Some(received))
}
