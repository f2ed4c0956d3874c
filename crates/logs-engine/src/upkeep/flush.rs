//! Lines that other services have handed over come into the store: what waits is one batch.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use std::time::Duration;

use base::schedule::Next;
use base::seams::{LogLine, LogPlace};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::event::OVERHEAD;
use crate::event::block::{BlockPlace, Incoming};
use crate::group::Group;
use crate::group::name::GroupName;
use crate::records::{Change, keys};
use crate::stream::Stream;
use crate::work::append::{MOST_OF_EVENT, count};

/// How many lines one batch has, if they came in several pieces: what is written in about a millisecond.
const AT_ONCE: usize = 1000;

/// How long what could not be written waits, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(1);

impl Engine {
    /// One run: all that waits.
    pub(crate) async fn flush_handed(self: Arc<Self>) -> Next {
        loop {
            match self.flush_some() {
                Ok(true) => tokio::task::yield_now().await,
                Ok(false) => return Next::WhenWoken,
                Err(fault) => {
                    tracing::error!(cause = %fault.cause, "lines of other services could not be written to CloudWatch Logs");
                    return Next::HostAfter(AFTER_A_FAILURE);
                }
            }
        }
    }

    /// Writes some of what waits; whether there was something.
    pub(crate) fn flush_some(&self) -> Result<bool, Fault> {
        let (taken, lost) = self.handed.next(AT_ONCE);
        if lost > 0 {
            tracing::warn!(
                lost,
                "lines of other services did not come into CloudWatch Logs: too much waited"
            );
        }
        if taken.is_empty() {
            return Ok(false);
        }
        let now_ms = self.clock().now().millis();
        // What was written in a state that is gone is of that state.
        let epoch = self.records.epoch();
        let batches: Vec<(LogPlace, Vec<Incoming>)> = taken
            .iter()
            .filter(|piece| piece.epoch == epoch)
            .map(|piece| (piece.place.clone(), incoming(piece.lines.clone())))
            .collect();
        let mut names: Vec<&str> = batches.iter().map(|(place, _)| place.group.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let written = self.records.change(&names, |change| {
            if self.records.epoch() == epoch { self.write(change, &batches, now_ms) } else { Ok(Vec::new()) }
        });
        let written = written.inspect_err(|_| self.handed.put_back(taken))?;
        for (group, stream, places) in written {
            self.tails.tell(group, &stream, &places);
        }
        Ok(true)
    }

    /// Writes lines: which blocks have come into which streams of which groups.
    fn write(
        &self,
        change: &mut Change,
        batches: &[(LogPlace, Vec<Incoming>)],
        now_ms: u64,
    ) -> Result<Vec<(u64, String, Vec<BlockPlace>)>, Fault> {
        let mut told = Vec::new();
        // A change does not see what it has written, and several streams may be of one group.
        let mut groups: BTreeMap<GroupName, (Group, u64)> = BTreeMap::new();
        for (place, events) in batches.iter().filter(|(_, events)| !events.is_empty()) {
            let LogPlace { account, region, group, stream: stream_name } = place.clone();
            let name = GroupName { account, region, name: group };
            let (group, bytes) = match groups.entry(name.clone()) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert((self.group_or_new(change, &name, now_ms)?, 0)),
            };
            let stream = change.record(&keys::stream(group.id, &stream_name))?;
            let mut stream = match stream {
                Some(stream) => stream,
                None => Stream::new(self.records.fresh_stream(group.id)?, now_ms),
            };
            let added = self.add(change, (&name, group), (&stream_name, &mut stream), (events, now_ms))?;
            *bytes += added.bytes;
            told.push((group.id, stream_name, added.places));
        }
        for (group, bytes) in groups.values() {
            count(change, group, |tally| tally.add(*bytes, now_ms))?;
        }
        Ok(told)
    }

    fn group_or_new(&self, change: &mut Change, name: &GroupName, now_ms: u64) -> Result<Group, Fault> {
        if let Some(group) = change.record(&name.key())? {
            return Ok(group);
        }
        let group = Group::new(self.records.fresh_group()?, now_ms);
        change.put_group(name, &group)?;
        Ok(group)
    }
}

/// Lines as events, in the order of time. What is too long is cut, and what is empty is none.
fn incoming(lines: Vec<LogLine>) -> Vec<Incoming> {
    let lines = lines.into_iter().filter(|line| !line.message.is_empty());
    let mut events: Vec<Incoming> = lines
        .map(|LogLine { at_ms, mut message }| {
            message.truncate(message.floor_char_boundary(MOST_OF_EVENT - OVERHEAD));
            Incoming { at_ms, message }
        })
        .collect();
    // The host's clock may be set back between two lines.
    events.sort_by_key(|event| event.at_ms);
    events
}
