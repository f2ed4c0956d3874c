//! Events come in: one batch has the blocks, what changes of the stream, and the count of the group.

use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::event::OVERHEAD;
use crate::event::block::{self, BlockPlace, Incoming};
use crate::group::Group;
use crate::group::name::GroupName;
use crate::records::{Change, keys};
use crate::stream::{Span, Stream};
use crate::subscription;

/// How large an event may be, in bytes, as AWS counts it:
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>.
pub(crate) const MOST_OF_EVENT: usize = 1 << 20;

/// How large all events of a request may be together.
const MOST_OF_BATCH: usize = 1 << 20;

const HOUR_MS: u64 = 60 * 60 * 1000;

/// How far apart the first and the last event of a request may be.
const LONGEST_MS: u64 = 24 * HOUR_MS;

/// How old an event may be, whatever the retention of its group.
const OLDEST_MS: u64 = 14 * 24 * HOUR_MS;

/// How far in the future an event may be.
const NEWEST_MS: u64 = 2 * HOUR_MS;

/// Judges the events of a request.
///
/// # Errors
///
/// They are too many bytes, not in order, or too far apart.
pub(crate) fn check(events: &[Incoming]) -> Result<(), Fault> {
    let mut size = 0;
    for event in events {
        let of_event = event.message.len() + OVERHEAD;
        if of_event > MOST_OF_EVENT {
            return Err(error::event_too_large(of_event, MOST_OF_EVENT));
        }
        size += of_event;
    }
    if size > MOST_OF_BATCH {
        return Err(error::upload_too_large(size, MOST_OF_BATCH));
    }
    if !events.is_sorted_by_key(|event| event.at_ms) {
        return Err(error::out_of_order());
    }
    let span = events.first().zip(events.last()).map(|(first, last)| last.at_ms - first.at_ms);
    if span.is_some_and(|span| span > LONGEST_MS) { Err(error::spans_too_long()) } else { Ok(()) }
}

/// Which events of a request are not kept: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_RejectedLogEventsInfo.html>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// Behind the last one that is older than the retention of its group.
    pub(crate) expired_end: Option<usize>,
    /// Behind the last one that is too old for any group.
    pub(crate) too_old_end: Option<usize>,
    /// The first one that is too far in the future.
    pub(crate) too_new_start: Option<usize>,
}

/// What came of a request.
#[derive(Clone, Debug)]
pub(crate) struct Appended {
    pub(crate) rejected: Rejected,
    pub(crate) token: String,
}

/// What was added to a stream.
#[derive(Debug, Default)]
pub(crate) struct Added {
    pub(crate) places: Vec<BlockPlace>,
    /// As AWS counts them.
    pub(crate) bytes: u64,
}

impl Engine {
    /// Puts events into a stream.
    ///
    /// # Errors
    ///
    /// There is no such group or stream.
    pub(crate) fn append(
        &self,
        (name, stream_name): (&GroupName, &str),
        events: &[Incoming],
        now_ms: u64,
    ) -> Result<Appended, Fault> {
        let (appended, group, places) = self.records.change(&[&name.name], |change| {
            let group = change.group(name)?;
            let mut stream = change.stream(&group, stream_name)?;
            let (rejected, kept) = judge(&group, events, now_ms);
            let added = self.add(change, (name, &group), (stream_name, &mut stream), (kept, now_ms))?;
            if added.bytes > 0 {
                count(change, &group, |tally| tally.add(added.bytes, now_ms))?;
            }
            Ok((Appended { rejected, token: stream.sequence_token() }, group.id, added.places))
        })?;
        self.tails.tell(group, stream_name, &places);
        Ok(appended)
    }

    /// Adds events to a stream that is there, or is made in the same change: where they are, and how many bytes, which the caller adds
    /// to the group's tally.
    pub(crate) fn add(
        &self,
        change: &mut Change,
        (name, group): (&GroupName, &Group),
        (stream_name, stream): (&str, &mut Stream),
        (events, now_ms): (&[Incoming], u64),
    ) -> Result<Added, Fault> {
        let Some((first, last)) = events.first().zip(events.last()) else { return Ok(Added::default()) };
        let mut places = Vec::new();
        for (first_ms, record) in block::part(events, now_ms)? {
            let place = BlockPlace { first_ms, stream: stream.id, number: stream.next_block };
            stream.next_block += 1;
            change.put(block::key(group.id, place), record);
            places.push(place);
        }
        if group.subscription_filters > 0 {
            subscription::post(change, (name, group), stream_name, &places)?;
        }
        let before =
            stream.span.unwrap_or(Span { first_ms: first.at_ms, last_ms: last.at_ms, ingested_ms: now_ms });
        stream.span = Some(Span {
            first_ms: before.first_ms.min(first.at_ms),
            last_ms: before.last_ms.max(last.at_ms),
            ingested_ms: now_ms,
        });
        change.put_record(keys::stream(group.id, stream_name), stream)?;
        let bytes = events.iter().map(|event| event.message.len() + OVERHEAD).sum::<usize>();
        Ok(Added { places, bytes: bytes as u64 })
    }
}

/// Changes what is counted of a group.
pub(crate) fn count(
    change: &mut Change,
    group: &Group,
    act: impl FnOnce(&mut crate::records::Tally),
) -> Result<(), Fault> {
    let key = keys::tally(group.id);
    let mut tally = change.record(&key)?.unwrap_or_default();
    act(&mut tally);
    change.put_record(key, &tally)
}

/// The events that are kept: those that are neither too old nor too new.
fn judge<'e>(group: &Group, events: &'e [Incoming], now_ms: u64) -> (Rejected, &'e [Incoming]) {
    let behind = |limit_ms: u64| events.partition_point(|event| event.at_ms < limit_ms);
    let too_old = behind(now_ms.saturating_sub(OLDEST_MS));
    let expired = behind(group.oldest_ms(now_ms));
    let too_new = behind(now_ms.saturating_add(NEWEST_MS + 1));
    let rejected = Rejected {
        expired_end: (expired > too_old).then_some(expired),
        too_old_end: (too_old > 0).then_some(too_old),
        too_new_start: (too_new < events.len()).then_some(too_new),
    };
    (rejected, events.get(too_old.max(expired)..too_new).unwrap_or_default())
}
