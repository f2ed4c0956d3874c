//! Lines that other services write to CloudWatch Logs on a user's behalf: what a function prints.

use std::fmt;

use crate::arn::{AccountId, Region};

/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogPlace {
    /// On whose behalf.
    pub account: AccountId,
    /// In which region.
    pub region: Region,
    /// The group, such as `/aws/lambda/NAME`.
    pub group: String,
    /// The stream.
    pub stream: String,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When it was written, in milliseconds since 1970, by the emulator's clock.
    pub at_ms: u64,
    /// What it says. An empty one is passed over, as CloudWatch Logs has no such events.
    pub message: String,
}

/// What takes lines. A group and a stream that are not there are made, as Lambda makes them.
pub trait LogSink: Send + Sync + fmt::Debug {
    /// Hands over lines, in the order in which they were written. Never waits: they are in the store soon. What there is no room
    /// for is counted, and said in the log.
    fn hand_over(&self, place: LogPlace, lines: Vec<LogLine>);
}

/// Nobody reads what is written: for tests, and where CloudWatch Logs is not on.
#[derive(Clone, Copy, Debug)]
pub struct NoLogs;

impl LogSink for NoLogs {
    fn hand_over(&self, _place: LogPlace, _lines: Vec<LogLine>) {}
}
