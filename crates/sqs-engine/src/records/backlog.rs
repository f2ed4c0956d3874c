//! A backlog: the messages of a queue since it was made or purged last.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// What is known of a backlog as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// How many messages it has.
    pub(crate) messages: u64,
    /// The number of the last message.
    pub(crate) last_number: u64,
    /// From when on no message is delayed any more, in milliseconds since 1970.
    pub(crate) delayed_until_ms: u64,
    /// How many of its messages somebody has received: those in flight are some of them.
    pub(crate) received: u64,
    /// Counts the changes, so that no two tallies are alike.
    pub(crate) changes: u64,
}

/// A backlog in a change.
#[derive(Debug)]
pub(crate) struct Backlog {
    /// Its id.
    pub(crate) id: u64,
    /// Its tally, as the change leaves it.
    pub(crate) tally: Tally,
    /// The record that the tally was read from.
    pub(super) held: Option<Bytes>,
}
