//! What a log stream is.

use serde::{Deserialize, Serialize};

/// A log stream. Its events stand below its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stream {
    pub(crate) id: u64,
    pub(crate) created_ms: u64,
    /// What it holds; nothing until there was an event.
    pub(crate) span: Option<Span>,
    /// The number of the next block of events.
    pub(crate) next_block: u64,
}

/// What is known of all events that a stream had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    /// The earliest time of an event.
    pub(crate) first_ms: u64,
    /// The latest.
    pub(crate) last_ms: u64,
    /// When events came in last.
    pub(crate) ingested_ms: u64,
}

impl Stream {
    /// A new one.
    pub(crate) fn new(id: u64, now_ms: u64) -> Stream {
        Stream { id, created_ms: now_ms, span: None, next_block: 0 }
    }

    /// Where it stands when streams are ordered by their last event; one without events by when it was made, which is our guess.
    pub(crate) fn last_ms(&self) -> u64 {
        self.span.map_or(self.created_ms, |span| span.last_ms)
    }

    /// What AWS once asked for with the next events, and answers still.
    pub(crate) fn sequence_token(&self) -> String {
        format!("49{:054}", self.next_block)
    }
}
