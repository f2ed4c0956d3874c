//! What waits, by lane, as far as it was counted; and whose turn it is. Nothing here looks at the store.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use base::clock::Timestamp;

/// The waits after a message could not be delivered: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(60));

/// The lanes that have messages.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// The epoch whose messages are counted; nothing before all were.
    pub(super) epoch: Option<u64>,
    lanes: BTreeMap<String, Lane>,
    /// Bytes of messages of all lanes.
    total: u64,
    /// Whose turn it is. A lane that is not ready any more may still be in it.
    ready: VecDeque<String>,
    /// When those that wait are ready again. The same holds.
    due: BTreeSet<(Timestamp, String)>,
    /// To be counted again.
    unsure: BTreeSet<String>,
}

#[derive(Debug)]
struct Lane {
    /// Of the messages that were counted and are there.
    bytes: u64,
    /// The last message that was counted.
    counted: Option<u64>,
    stands: Stands,
    /// How long it waits if its next message cannot be delivered.
    wait: Duration,
}

/// Where a lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// It may send.
    Ready,
    /// It sends this message.
    Sends(u64),
    /// It sends nothing until then.
    Waits(Timestamp),
}

impl Lanes {
    /// Bytes of all messages that wait.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// All is to be counted anew. What is sent is sent on.
    pub(super) fn forget(&mut self) {
        self.epoch = None;
        self.total = 0;
        self.unsure.clear();
        for lane in self.lanes.values_mut() {
            (lane.bytes, lane.counted) = (0, None);
        }
    }

    /// A lane that sends nothing is to be counted anew: what was counted is not there.
    pub(super) fn doubt(&mut self, name: &str) {
        if let Some(lane) = self.lanes.remove(name) {
            self.total = self.total.saturating_sub(lane.bytes);
        }
        self.unsure.insert(name.to_owned());
    }

    /// Those that are to be counted anew.
    pub(super) fn doubted(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.unsure)
    }

    pub(super) fn is_in_doubt(&self) -> bool {
        !self.unsure.is_empty()
    }

    /// The last message of a lane that was counted.
    pub(super) fn counted(&self, name: &str) -> Option<u64> {
        self.lanes.get(name)?.counted
    }

    /// A message is there.
    pub(super) fn count(&mut self, name: &str, number: u64, bytes: u64) {
        self.total = self.total.saturating_add(bytes);
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.bytes = lane.bytes.saturating_add(bytes);
            lane.counted = Some(number);
            return;
        }
        let lane = Lane { bytes, counted: Some(number), stands: Stands::Ready, wait: BACKOFF.0 };
        self.lanes.insert(name.to_owned(), lane);
        self.ready.push_back(name.to_owned());
    }

    /// Forgets the lanes that have nothing.
    pub(super) fn prune(&mut self) {
        self.lanes.retain(|_, lane| lane.bytes > 0 || matches!(lane.stands, Stands::Sends(_)));
    }

    /// Whose turn it is: the next lane that may send, which has none until [`Lanes::sends`].
    pub(super) fn next(&mut self, now: Timestamp) -> Option<String> {
        while let Some(first) = self.due.first()
            && first.0 <= now
        {
            let Some((at, name)) = self.due.pop_first() else { break };
            if let Some(lane) = self.lanes.get_mut(&name)
                && lane.stands == Stands::Waits(at)
            {
                lane.stands = Stands::Ready;
                self.ready.push_back(name);
            }
        }
        while let Some(name) = self.ready.pop_front() {
            if self.lanes.get(&name).is_some_and(|lane| lane.stands == Stands::Ready) {
                return Some(name);
            }
        }
        None
    }

    /// When the next lane that waits is ready.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        Some(self.due.first()?.0)
    }

    /// A lane sends a message.
    pub(super) fn sends(&mut self, name: &str, number: u64) {
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.stands = Stands::Sends(number);
        }
    }

    /// The message that a lane sends.
    pub(super) fn sent_by(&self, name: &str) -> Option<u64> {
        match self.lanes.get(name)?.stands {
            Stands::Sends(number) => Some(number),
            Stands::Ready | Stands::Waits(_) => None,
        }
    }

    /// A message of this many bytes was removed.
    pub(super) fn goes(&mut self, name: &str, bytes: u64) {
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.bytes = lane.bytes.saturating_sub(bytes);
            self.total = self.total.saturating_sub(bytes);
        }
    }

    /// A lane may send again, as its message arrived.
    pub(super) fn arrived(&mut self, name: &str) {
        let Some(lane) = self.lanes.get_mut(name) else { return };
        if lane.bytes == 0 {
            self.lanes.remove(name);
            return;
        }
        (lane.stands, lane.wait) = (Stands::Ready, BACKOFF.0);
        self.ready.push_back(name.to_owned());
    }

    /// A lane waits, as its message did not arrive. How long.
    pub(super) fn waits(&mut self, name: &str, now: Timestamp) -> Duration {
        let Some(lane) = self.lanes.get_mut(name) else { return BACKOFF.0 };
        let (wait, until) = (lane.wait, now.plus(lane.wait));
        lane.stands = Stands::Waits(until);
        lane.wait = wait.saturating_mul(2).min(BACKOFF.1);
        self.due.insert((until, name.to_owned()));
        wait
    }

    /// The lanes by how much they have, the fullest first.
    pub(super) fn fullest(&self) -> Vec<String> {
        let mut lanes: Vec<_> = self.lanes.iter().map(|(name, lane)| (lane.bytes, name)).collect();
        lanes.sort_by(|a, b| b.cmp(a));
        lanes.into_iter().map(|(_, name)| name.clone()).collect()
    }
}
