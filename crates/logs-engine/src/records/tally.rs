//! What is counted of a group as a whole.

use serde::{Deserialize, Serialize};

/// How many bytes a group holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Now, as AWS counts them.
    bytes: u64,
    /// Since this hour, counted from 1970, they are other than before.
    hour: u64,
    /// How many they were before that.
    before: u64,
}

const HOUR_MS: u64 = 60 * 60 * 1000;

impl Tally {
    /// What it is after so many came.
    pub(crate) fn add(&mut self, bytes: u64, now_ms: u64) {
        self.turn(now_ms);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// What it is after so many went.
    pub(crate) fn remove(&mut self, bytes: u64, now_ms: u64) {
        self.turn(now_ms);
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    fn turn(&mut self, now_ms: u64) {
        let hour = now_ms / HOUR_MS;
        if hour != self.hour {
            (self.hour, self.before) = (hour, self.bytes);
        }
    }

    /// How many DescribeLogGroups shows: on AWS they are counted some time later. That it is the next hour is our guess.
    pub(crate) fn shown(&self, now_ms: u64) -> u64 {
        if now_ms / HOUR_MS == self.hour { self.before } else { self.bytes }
    }
}
