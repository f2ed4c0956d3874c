//! What waits, by lane, as far as it was counted; and whose turn it is. Nothing here looks at the store.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use base::clock::Timestamp;

/// The waits after a message could not be delivered: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(60));

/// The lanes that have messages.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// The epoch whose messages are counted.
    epoch: u64,
    /// Whether all of them were.
    is_whole: bool,
    lanes: BTreeMap<String, Lane>,
    /// Bytes of messages of all lanes.
    total: u64,
    /// Whose turn it is. A lane that is not ready any more may still be in it.
    ready: VecDeque<String>,
    /// When those that wait are ready again. The same holds.
    due: BTreeSet<(Timestamp, String)>,
    /// To be counted again.
    unsure: BTreeSet<String>,
    /// How many are being sent, those of lanes that are gone included.
    sending: usize,
}

#[derive(Debug)]
struct Lane {
    /// Of the messages that were counted and are there; that which is being sent is, until it is noted that it was removed.
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
    /// It sends a message.
    Sends(Sending),
    /// It sends nothing until then.
    Waits(Timestamp),
}

/// A message that is being sent. It may be removed at any time meanwhile, by whoever sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sending {
    pub(super) number: u64,
    /// The epoch that it is of, and how many bytes it has there.
    pub(super) epoch: u64,
    pub(super) bytes: u64,
}

impl Lanes {
    /// The epoch whose messages are counted.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Whether all messages of an epoch were counted.
    pub(super) fn is_counted_in(&self, epoch: u64) -> bool {
        self.is_whole && self.epoch == epoch
    }

    /// All messages were counted.
    pub(super) fn counted_all(&mut self) {
        self.is_whole = true;
        self.prune();
    }

    /// Bytes of all messages that wait.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// All is to be counted anew, in this epoch. What is sent is sent on.
    pub(super) fn forget(&mut self, epoch: u64) {
        (self.epoch, self.is_whole, self.total) = (epoch, false, 0);
        self.unsure.clear();
        for lane in self.lanes.values_mut() {
            // It counts until it is noted as removed, whether a count still finds it or not.
            lane.bytes = match lane.stands {
                Stands::Sends(sending) if sending.epoch == epoch => sending.bytes,
                _ => 0,
            };
            lane.counted = None;
            self.total = self.total.saturating_add(lane.bytes);
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
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.counted = Some(number);
            let is_sent = |sending: Sending| sending.number == number && sending.epoch == self.epoch;
            if matches!(lane.stands, Stands::Sends(sending) if is_sent(sending)) {
                return;
            }
            lane.bytes = lane.bytes.saturating_add(bytes);
        } else {
            let lane = Lane { bytes, counted: Some(number), stands: Stands::Ready, wait: BACKOFF.0 };
            self.lanes.insert(name.to_owned(), lane);
            self.ready.push_back(name.to_owned());
        }
        self.total = self.total.saturating_add(bytes);
    }

    /// Forgets the lanes that have nothing.
    fn prune(&mut self) {
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

    /// How many messages are being sent.
    pub(super) fn sending(&self) -> usize {
        self.sending
    }

    /// A lane sends a message, until [`Lanes::sent`].
    pub(super) fn sends(&mut self, name: &str, sending: Sending) {
        self.sending += 1;
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.stands = Stands::Sends(sending);
        }
    }

    /// The message that a lane sends.
    pub(super) fn sent_by(&self, name: &str) -> Option<u64> {
        match self.lanes.get(name)?.stands {
            Stands::Sends(sending) => Some(sending.number),
            Stands::Ready | Stands::Waits(_) => None,
        }
    }

    /// What a lane sent is under way no more; whether it was removed.
    pub(super) fn sent(&mut self, name: &str, was_removed: bool) {
        self.sending = self.sending.saturating_sub(1);
        let stands = self.lanes.get(name).map(|lane| lane.stands);
        if let Some(Stands::Sends(sending)) = stands
            && was_removed
            && sending.epoch == self.epoch
        {
            self.goes(name, sending.bytes);
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
