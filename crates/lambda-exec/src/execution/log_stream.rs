//! An environment's stream in CloudWatch Logs: what is written to its log, line by line, as it is written.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::arn::{AccountId, Region};
use base::clock::Clock;
use base::seams::{LogLine, LogPlace, LogSink};

use crate::execution::executor::{LogFormat, Version};
use crate::execution::log::{stream_name, unmark};

/// The longest line that is one event; what is longer is several. CloudWatch Logs takes 256 KiB with 26 bytes of its own.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
const LINE_LIMIT: usize = 256 * 1024 - 26;

/// The stream: a handle.
#[derive(Clone, Debug)]
pub struct LogStream {
    sink: Arc<dyn LogSink>,
    place: LogPlace,
    clock: Clock,
    /// Counts the exchanges of the whole state.
    era: Arc<AtomicU64>,
}

impl LogStream {
    /// The stream of a new environment of a version, whose name has 32 hexadecimal digits of its own.
    pub(crate) fn new(
        (sink, era): (Arc<dyn LogSink>, Arc<AtomicU64>),
        clock: &Clock,
        version: &Version,
        digits: &str,
    ) -> LogStream {
        let place = LogPlace {
            // A version's owner was read from a request or a record, which both know no other.
            account: AccountId::parse(&version.account).unwrap_or(AccountId::DEFAULT),
            region: Region::parse(&version.region).unwrap_or_else(Region::us_east_1),
            group: version.log_group.clone(),
            stream: stream_name(clock.now(), &version.version, digits),
        };
        LogStream { sink, place, clock: clock.clone(), era }
    }

    /// One that nobody reads.
    #[cfg(test)]
    pub(crate) fn to_nowhere() -> LogStream {
        let place = LogPlace {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            group: String::new(),
            stream: "2026/01/02/[$LATEST]e1".to_owned(),
        };
        let clock = Clock::frozen(base::clock::Timestamp::from_secs(1));
        LogStream { sink: Arc::new(base::seams::NoLogs), place, clock, era: Arc::default() }
    }

    /// Its name: a day, a version, and 32 digits.
    pub(crate) fn name(&self) -> &str {
        &self.place.stream
    }
}

/// What goes into a stream: the lines that have ended, and the one that has not.
#[derive(Debug, Default)]
pub(crate) struct Written {
    to: Option<LogStream>,
    /// The least level of objects that have one; nothing where all is written.
    least: Option<usize>,
    open: Vec<u8>,
    ended: Vec<LogLine>,
    /// The state that it is written in.
    era: u64,
}

impl Written {
    /// Into this stream.
    pub(crate) fn to(stream: LogStream, format: &LogFormat) -> Written {
        let least = match format {
            LogFormat::Text => None,
            LogFormat::Json { application_level, .. } => place_of(application_level),
        };
        let era = stream.era.load(Ordering::Acquire);
        Written { to: Some(stream), least, era, ..Written::default() }
    }

    /// What follows is written in the state that there is now.
    pub(crate) fn begin(&mut self) {
        if let Some(to) = &self.to {
            self.era = to.era.load(Ordering::Acquire);
        }
    }

    /// Takes output.
    pub(crate) fn take(&mut self, output: &[u8]) {
        if self.to.is_none() {
            return;
        }
        for piece in output.split_inclusive(|&byte| byte == b'\n') {
            self.open.extend_from_slice(piece);
            while self.open.len() > LINE_LIMIT {
                let rest = self.open.split_off(LINE_LIMIT);
                self.end();
                self.open = rest;
            }
            if piece.ends_with(b"\n") {
                self.end();
            }
        }
    }

    /// Ends the line that is being written.
    pub(crate) fn end(&mut self) {
        let mut line = std::mem::take(&mut self.open);
        let is_less = self.least.is_some_and(|least| level_of(&line).is_some_and(|level| level < least));
        if let Some(to) = self.to.as_ref().filter(|_| !line.is_empty() && !is_less) {
            unmark(&mut line);
            let message = String::from_utf8(line)
                .unwrap_or_else(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
            self.ended.push(LogLine { at_ms: to.clock.now().millis(), message });
        }
    }

    /// Hands over the lines that have ended, if the state that they were written in is still there.
    pub(crate) fn hand_over(&mut self) {
        if let Some(to) = self.to.as_ref().filter(|_| !self.ended.is_empty()) {
            let lines = std::mem::take(&mut self.ended);
            if to.era.load(Ordering::Acquire) == self.era {
                to.sink.hand_over(to.place.clone(), lines);
            }
        }
    }
}

/// The levels of a function's lines, the least first.
const LEVELS: [&str; 6] = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

fn place_of(level: &str) -> Option<usize> {
    LEVELS.iter().position(|known| known.eq_ignore_ascii_case(level))
}

/// The level that an object says it has.
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html>
fn level_of(line: &[u8]) -> Option<usize> {
    #[derive(serde::Deserialize)]
    struct Levelled<'l> {
        #[serde(borrow)]
        level: std::borrow::Cow<'l, str>,
    }
    let levelled: Levelled<'_> = serde_json::from_slice(line).ok()?;
    place_of(&levelled.level)
}

#[cfg(test)]
mod tests {
    use parking_lot::Mutex;

    use super::*;
    use base::clock::Timestamp;

    #[derive(Debug, Default)]
    struct Seen(Mutex<Vec<(String, Vec<String>)>>);

    impl LogSink for Seen {
        fn hand_over(&self, place: LogPlace, lines: Vec<LogLine>) {
            self.0.lock().push((place.stream, lines.into_iter().map(|line| line.message).collect()));
        }
    }

    /// Our rule: an event for each line with its end, as CloudWatch Logs shows what Lambda writes.
    #[test]
    fn each_line_is_an_event_wherever_it_was_cut() {
        let seen = Arc::new(Seen::default());
        let place = LogPlace {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            group: "g".to_owned(),
            stream: "s".to_owned(),
        };
        let clock = Clock::frozen(Timestamp::from_secs(1));
        let mut written = Written::to(
            LogStream { sink: seen.clone(), place, clock, era: Arc::default() },
            &LogFormat::Text,
        );
        for piece in ["a\nb", "", "c", "\n\nd"] {
            written.take(piece.as_bytes());
        }
        written.hand_over();
        written.take(&vec![b'x'; LINE_LIMIT + 1]);
        written.end();
        written.hand_over();
        written.hand_over();
        let seen = seen.0.lock();
        assert_eq!(seen[0], ("s".to_owned(), vec!["a\n".to_owned(), "bc\n".to_owned(), "\n".to_owned()]));
        assert_eq!((seen[1].1.len(), seen[1].1[0].len(), &*seen[1].1[1]), (2, LINE_LIMIT, "xx"));
        assert_eq!(seen.len(), 2);
    }

    /// The guide's page on levels; what says no level is written.
    #[test]
    fn objects_below_the_level_are_not_written() {
        let seen = Arc::new(Seen::default());
        let stream = LogStream { sink: seen.clone(), ..LogStream::to_nowhere() };
        let format = LogFormat::Json { application_level: "WARN".into(), system_level: "INFO".into() };
        let mut written = Written::to(stream, &format);
        for line in [r#"{"level":"info","n":1}"#, r#"{"level":"ERROR"}"#, r#"{"n":2}"#, "text"] {
            written.take(format!("{line}\n").as_bytes());
        }
        written.hand_over();
        let lines = ["{\"level\":\"ERROR\"}\n", "{\"n\":2}\n", "text\n"];
        assert_eq!(seen.0.lock()[0].1, lines);
    }

    /// Our promise: what a function prints behind a reset is not in the new state.
    #[test]
    fn a_log_ends_with_the_state_that_it_began_in() {
        let seen = Arc::new(Seen::default());
        let stream = LogStream { sink: seen.clone(), ..LogStream::to_nowhere() };
        let era = stream.era.clone();
        let mut written = Written::to(stream, &LogFormat::Text);
        written.take(b"before\n");
        written.hand_over();
        era.fetch_add(1, Ordering::AcqRel);
        written.take(b"behind\n");
        written.hand_over();
        written.begin();
        written.take(b"anew\n");
        written.hand_over();
        let lines: Vec<_> = seen.0.lock().iter().flat_map(|(_, lines)| lines.clone()).collect();
        assert_eq!(lines, ["before\n", "anew\n"]);
    }
}
