//! Fair queues: in a standard queue a group of which too many messages are being worked on is noisy, and waits behind the others.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html>
//!
//! The messages of a group stand in its lane, ordered as they would be in the range `due`, where only the first of them stands, as
//! the lane's head. So whoever looks for messages passes over a noisy group by one entry, however many of its messages wait.
//!
//! Of AWS's two measures the share of messages in flight counts; that of processing time does not. AWS calls its numbers
//! approximate: here those count as in flight that were received and are not deleted.

use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use super::standard::{self, Due};
use crate::message::{Place, Standing};
use crate::records::{Backlog, Change, keys};

/// A noisy group has more than this share of all messages in flight, and so many at least.
const NOISY_SHARE: u64 = 10;
const NOISY_COUNT: u64 = 30;
/// Who has sent nothing for so long is quiet again.
const QUIET_AFTER_MS: u64 = 5 * 60 * 1000;

/// What is known of a group as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lane {
    /// Its first message, and when that is due: so it stands in the range `due`.
    pub(crate) head: (u64, Place),
    /// How many of its messages somebody has received.
    pub(crate) received: u64,
    /// When a message was sent to it last.
    pub(crate) last_sent_ms: u64,
}

impl Lane {
    /// How noisy it is: a quiet one not at all, another by its messages in flight.
    fn noise(&self, all_received: u64, now: Timestamp) -> u64 {
        let is_noisy = self.received >= NOISY_COUNT
            && self.received.saturating_mul(NOISY_SHARE) > all_received
            && self.last_sent_ms.saturating_add(QUIET_AFTER_MS) > now.millis();
        if is_noisy { self.received } else { 0 }
    }
}

pub(super) fn add(
    change: &mut Change<'_>,
    backlog: u64,
    group: &str,
    (place, due_ms): (Place, u64),
    now: Timestamp,
) -> Result<(), Fault> {
    change.put(keys::in_lane(backlog, group, due_ms, place), standard::mark(false));
    let before: Option<Lane> = change.record(&keys::group(backlog, group))?;
    let (head, received) = before.as_ref().map_or(((due_ms, place), 0), |lane| (lane.head, lane.received));
    let lane = Lane { head: head.min((due_ms, place)), received, last_sent_ms: now.millis() };
    put(change, backlog, group, before.as_ref().map(|lane| lane.head), &lane)
}

pub(super) fn remove(
    change: &mut Change<'_>,
    backlog: u64,
    group: &str,
    (place, standing): (Place, &Standing),
) -> Result<(), Fault> {
    change.delete(keys::in_lane(backlog, group, standing.due_ms, place));
    let was_received = u64::from(standing.receives > 0);
    settle(change, backlog, group, |received| received.saturating_sub(was_received))
}

pub(super) fn set(
    change: &mut Change<'_>,
    backlog: u64,
    group: &str,
    (place, before, after): (Place, &Standing, &Standing),
) -> Result<(), Fault> {
    change.delete(keys::in_lane(backlog, group, before.due_ms, place));
    change.put(keys::in_lane(backlog, group, after.due_ms, place), standard::mark(after.receives > 0));
    let is_first = u64::from(before.receives == 0 && after.receives > 0);
    settle(change, backlog, group, |received| received + is_first)
}

/// Puts a lane's head where it belongs once its messages have changed.
fn settle(
    change: &mut Change<'_>,
    backlog: u64,
    group: &str,
    received: impl FnOnce(u64) -> u64,
) -> Result<(), Fault> {
    let key = keys::group(backlog, group);
    let Some(lane) = change.record::<Lane>(&key)? else { return Ok(()) };
    let first = change.first(&keys::members(backlog, group))?;
    match first.and_then(|first| keys::lane_due_of(first.as_bytes())) {
        Some(head) => {
            let after = Lane { head, received: received(lane.received), ..lane };
            put(change, backlog, group, Some(lane.head), &after)
        }
        None => {
            change.delete(keys::message_due(backlog, lane.head.0, lane.head.1));
            change.delete(key);
            Ok(())
        }
    }
}

/// Writes a lane, whose head was another before.
fn put(
    change: &mut Change<'_>,
    backlog: u64,
    group: &str,
    before: Option<(u64, Place)>,
    lane: &Lane,
) -> Result<(), Fault> {
    let (due_ms, place) = lane.head;
    if before != Some(lane.head) {
        if let Some((due_ms, place)) = before {
            change.delete(keys::message_due(backlog, due_ms, place));
        }
        change.put(keys::message_due(backlog, due_ms, place), standard::mark_of_head(group));
    }
    change.put_record(keys::group(backlog, group), lane)
}

/// Messages of a standard queue in the order in which they come out: the longest due first, but those of noisy groups behind all
/// others, of the least noisy group first.
#[derive(Debug)]
pub(crate) struct Turns {
    now: Timestamp,
    /// How many messages of the queue were in flight when it began.
    all_received: u64,
    /// What comes next of the range `due`, and whether there may be more behind.
    next: VecDeque<Due>,
    last: Option<Due>,
    has_more: bool,
    /// The next message of each lane whose head came by: how noisy the group is, when the message is due, its place, the group.
    lanes: BTreeSet<(u64, u64, Place, String)>,
}

/// How much of the range `due` is looked at in one go.
const AT_ONCE: usize = 10;

impl Turns {
    /// What comes out now, beginning with what was due a moment ago: `first` are all that were if they are less than `asked`.
    pub(crate) fn of(first: Vec<Due>, asked: usize, backlog: &Backlog, now: Timestamp) -> Turns {
        let (last, has_more) = (first.last().cloned(), first.len() >= asked);
        let all_received = backlog.tally.received;
        Turns { now, all_received, next: first.into(), last, has_more, lanes: BTreeSet::new() }
    }

    /// The next message. It may be gone or away by now, as what the change has done meanwhile is not looked at.
    pub(crate) fn next(&mut self, change: &Change<'_>, backlog: &Backlog) -> Result<Option<Place>, Fault> {
        self.pass_heads(change, backlog)?;
        let lane = self.lanes.first().map(|(noise, due_ms, place, _)| (*noise, *due_ms, *place));
        let next = self.next.front().map(|due| (0, due.due_ms, due.place));
        match (lane, next) {
            (Some(lane), Some(next)) if lane < next => self.next_of_lane(change, backlog),
            (_, Some((.., place))) => {
                self.next.pop_front();
                Ok(Some(place))
            }
            (Some(_), None) => self.next_of_lane(change, backlog),
            (None, None) => Ok(None),
        }
    }

    /// Goes on in the range `due` until a message without a group comes, or what is behind one of a quiet group that was passed, or
    /// the end: the heads before it go to their lanes. That are few, as few groups are noisy at a time.
    fn pass_heads(&mut self, change: &Change<'_>, backlog: &Backlog) -> Result<(), Fault> {
        loop {
            match self.next.front() {
                Some(Due { group: None, .. }) => return Ok(()),
                Some(front) if self.is_behind_a_quiet_one(front) => return Ok(()),
                Some(Due { group: Some(group), due_ms, place }) => {
                    let lane: Option<Lane> = change.record(&keys::group(backlog.id, group))?;
                    let noise = lane.map_or(0, |lane| lane.noise(self.all_received, self.now));
                    self.lanes.insert((noise, *due_ms, *place, group.clone()));
                    self.next.pop_front();
                }
                None if !self.has_more => return Ok(()),
                None => {
                    let behind = (self.now, self.last.as_ref());
                    let more = standard::due(change, backlog.id, behind, AT_ONCE)?;
                    self.has_more = more.len() >= AT_ONCE;
                    self.last = more.last().cloned().or(self.last.take());
                    self.next.extend(more);
                }
            }
        }
    }

    fn is_behind_a_quiet_one(&self, due: &Due) -> bool {
        let first = self.lanes.first();
        first.is_some_and(|(noise, due_ms, place, _)| (*noise, *due_ms, *place) < (0, due.due_ms, due.place))
    }

    fn next_of_lane(&mut self, change: &Change<'_>, backlog: &Backlog) -> Result<Option<Place>, Fault> {
        let Some((noise, due_ms, place, group)) = self.lanes.pop_first() else { return Ok(None) };
        let here = keys::in_lane(backlog.id, &group, due_ms, place);
        let end = keys::lane_from(backlog.id, &group, self.now.millis().saturating_add(1));
        let mut behind = None;
        change.scan(here.after(), &end, &mut |key, _| {
            behind = keys::lane_due_of(key);
            ControlFlow::Break(())
        })?;
        if let Some((due_ms, place)) = behind {
            self.lanes.insert((noise, due_ms, place, group));
        }
        Ok(Some(place))
    }
}
