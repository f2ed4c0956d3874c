//! Events: where each stands, how they are kept, and how they are read.
//!
//! - `position` an event's place among all others, and its id
//! - `block` events that came in together and lie close in time: one record
//! - `walk` events of streams, in order, forwards and backwards

use bytes::Bytes;

pub(crate) mod block;
pub(crate) mod position;
pub(crate) mod walk;

use position::Position;

/// What AWS counts for each event beside its message, in bytes.
pub(crate) const OVERHEAD: usize = 26;

/// A moment as texts have it: with milliseconds, what stands between date and time, and behind it.
pub(crate) fn moment(at_ms: u64, between: char, behind: &str) -> String {
    let seconds = i64::try_from(at_ms / 1000 * 1000).unwrap_or(i64::MAX);
    let written = wire::moment::write(seconds, wire::shape::TimeForm::Iso8601);
    let (date, time) = written.trim_end_matches('Z').split_once('T').unwrap_or_default();
    format!("{date}{between}{time}.{:03}{behind}", at_ms % 1000)
}

/// An event that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) position: Position,
    pub(crate) ingested_ms: u64,
    message: Bytes,
}

impl Found {
    /// Its message.
    pub(crate) fn message(&self) -> &str {
        // It was a text when it was kept.
        std::str::from_utf8(&self.message).unwrap_or_default()
    }

    /// Its size as AWS counts it.
    pub(crate) fn size(&self) -> usize {
        self.message.len() + OVERHEAD
    }
}
