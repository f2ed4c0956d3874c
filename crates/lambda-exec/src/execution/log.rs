//! What an invocation writes to its log: the function's own lines and Lambda's START, END and REPORT.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html> shows the lines.

use std::time::Duration;

use base::clock::Timestamp;
use bytes::{Buf as _, Bytes, BytesMut};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::execution::executor::{Failure, LOG_LIMIT};
use crate::execution::log_stream::{LogStream, Written};

/// A log that keeps its last [`LOG_LIMIT`] bytes.
#[derive(Debug, Default)]
pub(crate) struct Log {
    bytes: BytesMut,
    written: Written,
}

/// What an invocation cost, for its REPORT line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// The handler's own time.
    pub(crate) duration: Duration,
    /// The environment's start, for the first invocation in it.
    pub(crate) init: Option<Duration>,
    /// Memory configured.
    pub(crate) memory_mib: u32,
    /// Memory used at most, if it is known.
    pub(crate) used_bytes: Option<u64>,
}

impl Usage {
    /// The memory used, as Lambda reports it: in whole megabytes, and never more than there are.
    pub(crate) fn used_mib(self) -> u64 {
        let most = u64::from(self.memory_mib);
        self.used_bytes.map_or(most, |bytes| bytes.div_ceil(1 << 20)).min(most)
    }
}

impl Log {
    /// A log that goes into a stream too.
    pub(crate) fn to(stream: LogStream) -> Log {
        Log { bytes: BytesMut::new(), written: Written::to(stream) }
    }

    /// Adds what the function wrote. It is handed over at once: who follows the log sees it while the function works.
    pub(crate) fn write(&mut self, data: &[u8]) {
        self.keep(data);
        self.written.take(data);
        self.written.hand_over();
    }

    fn keep(&mut self, data: &[u8]) {
        let data = data.get(data.len().saturating_sub(LOG_LIMIT)..).unwrap_or(data);
        // Twice the limit is let in before the front is cut off, so that a long log is not moved for every line.
        if self.bytes.len() + data.len() > 2 * LOG_LIMIT {
            self.cut();
        }
        self.bytes.extend_from_slice(data);
    }

    /// The line before everything that an invocation writes.
    pub(crate) fn start(&mut self, request_id: &str, version: &str) {
        self.line(&format!("START RequestId: {request_id} Version: {version}"));
    }

    /// The lines after it. Takes the log; an empty one is left.
    pub(crate) fn finish(
        &mut self,
        request_id: &str,
        failure: Option<&Failure>,
        usage: Usage,
        now: Timestamp,
    ) -> Bytes {
        if self.bytes.last().is_some_and(|&last| last != b'\n') {
            self.keep(b"\n");
        }
        self.written.end();
        if let Some(reason) = failure.and_then(|failure| reason(failure, request_id, now)) {
            self.line(&reason);
        }
        self.line(&format!("END RequestId: {request_id}"));
        self.line(&report(request_id, failure, usage));
        self.written.hand_over();
        self.cut();
        std::mem::take(&mut self.bytes).freeze()
    }

    fn line(&mut self, text: &str) {
        let line = [text.as_bytes(), b"\n"].concat();
        self.keep(&line);
        self.written.take(&line);
    }

    fn cut(&mut self) {
        let extra = self.bytes.len().saturating_sub(LOG_LIMIT);
        self.bytes.advance(extra);
    }
}

/// What Lambda itself says about a failure that the function could not report.
fn reason(failure: &Failure, request_id: &str, now: Timestamp) -> Option<String> {
    match failure {
        Failure::Reported(_) => None,
        Failure::TimedOut { after } => {
            let seconds = after.as_secs_f64();
            Some(format!("{} {request_id} Task timed out after {seconds:.2} seconds\n", utc(now)))
        }
        Failure::Exited { how } => Some(format!(
            "RequestId: {request_id} Error: Runtime exited with error: {how}\nRuntime.ExitError"
        )),
        Failure::OutOfMemory => {
            Some(format!("RequestId: {request_id} Error: Runtime exited with error: signal: killed"))
        }
        Failure::Init { error_type, message } => Some(format!("{message}\n{error_type}")),
        Failure::ResponseTooLarge { len } => {
            Some(format!("RequestId: {request_id} Error: the response has {len} bytes, more than is allowed"))
        }
    }
}

fn report(request_id: &str, failure: Option<&Failure>, usage: Usage) -> String {
    let Usage { duration, init, memory_mib, .. } = usage;
    let billed = duration.as_micros().div_ceil(1000);
    let used_mib = usage.used_mib();
    let mut line = format!(
        "REPORT RequestId: {request_id}\tDuration: {:.2} ms\tBilled Duration: {billed} ms\t\
         Memory Size: {memory_mib} MB\tMax Memory Used: {used_mib} MB\t",
        duration.as_secs_f64() * 1e3,
    );
    if let Some(init) = init {
        line += &format!("Init Duration: {:.2} ms\t", init.as_secs_f64() * 1e3);
    }
    line += match failure {
        Some(Failure::TimedOut { .. }) => "Status: timeout",
        Some(Failure::Exited { .. }) => "Status: error\tError Type: Runtime.ExitError",
        Some(Failure::OutOfMemory) => "Status: error\tError Type: Runtime.OutOfMemory",
        _ => "",
    };
    line
}

/// `2026-01-02T03:04:05.678Z`
pub(crate) fn utc(at: Timestamp) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.millis()) * 1_000_000).ok();
    time.and_then(|time| time.format(&format).ok()).unwrap_or_default()
}

/// The name of an environment's log stream: `2026/01/02/[$LATEST]` and 32 hexadecimal digits.
pub(crate) fn stream_name(at: Timestamp, version: &str, id: &str) -> String {
    let format = format_description!("[year]/[month]/[day]");
    let time = i64::try_from(at.secs()).ok().and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok());
    let date = time.and_then(|time| time.format(&format).ok()).unwrap_or_default();
    format!("{date}/[{version}]{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_767_323_045_678);

    fn finish(written: &[u8], failure: Option<Failure>) -> String {
        let mut log = Log::default();
        log.start("id", "7");
        log.write(written);
        let usage = Usage {
            duration: Duration::from_micros(2_049),
            init: Some(Duration::from_micros(101_234)),
            memory_mib: 128,
            used_bytes: Some(30 << 20),
        };
        String::from_utf8(log.finish("id", failure.as_ref(), usage, AT).to_vec()).unwrap()
    }

    /// The lines as the AWS documentation shows them.
    #[test]
    fn an_invocation_s_log_has_lambda_s_lines_around_the_function_s() {
        assert_eq!(
            finish(b"hello", None),
            "START RequestId: id Version: 7\nhello\nEND RequestId: id\n\
             REPORT RequestId: id\tDuration: 2.05 ms\tBilled Duration: 3 ms\tMemory Size: 128 MB\t\
             Max Memory Used: 30 MB\tInit Duration: 101.23 ms\t\n"
        );
    }

    #[test]
    fn a_timeout_and_an_exit_are_told_in_the_log() {
        let timeout = finish(b"", Some(Failure::TimedOut { after: Duration::from_secs(3) }));
        assert!(
            timeout.contains("2026-01-02T03:04:05.678Z id Task timed out after 3.00 seconds\n"),
            "{timeout}"
        );
        assert!(timeout.ends_with("\tStatus: timeout\n"), "{timeout}");
        let exit = finish(b"", Some(Failure::Exited { how: "exit status 1".into() }));
        assert!(exit.contains("RequestId: id Error: Runtime exited with error: exit status 1\n"), "{exit}");
    }

    #[test]
    fn a_long_log_keeps_its_end() {
        let log = finish(&vec![b'x'; 3 * LOG_LIMIT], None);
        assert_eq!(log.len(), LOG_LIMIT);
        assert!(log.starts_with("xxx") && log.ends_with("\t\n"));
        let mut log = Log::default();
        for _ in 0..100_000 {
            log.write(b"0123456789");
            assert!(log.bytes.len() <= 2 * LOG_LIMIT);
        }
    }

    #[test]
    fn a_log_stream_is_named_for_day_version_and_environment() {
        assert_eq!(stream_name(AT, "$LATEST", "abc"), "2026/01/02/[$LATEST]abc");
    }
}
