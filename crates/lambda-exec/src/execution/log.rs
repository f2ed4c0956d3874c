//! What an invocation writes to its log: the function's own lines and Lambda's START, END and REPORT.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html> shows the lines.

use std::time::Duration;

use base::clock::Timestamp;
use bytes::{Buf as _, Bytes, BytesMut};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::execution::executor::{Failure, LOG_LIMIT, LogFormat};
use crate::execution::log_stream::{LogStream, Written};

/// A log that keeps its last [`LOG_LIMIT`] bytes.
#[derive(Debug, Default)]
pub(crate) struct Log {
    bytes: BytesMut,
    written: Written,
    format: LogFormat,
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
    /// As the report's metrics have it.
    pub(crate) fn metrics(self) -> Value {
        let mut metrics = json!({
            "durationMs": millis(self.duration),
            "billedDurationMs": u64::try_from(self.duration.as_micros().div_ceil(1000)).unwrap_or(u64::MAX),
            "memorySizeMB": self.memory_mib,
            "maxMemoryUsedMB": self.used_mib(),
        });
        if let (Some(init), Some(metrics)) = (self.init, metrics.as_object_mut()) {
            metrics.insert("initDurationMs".to_owned(), millis(init).into());
        }
        metrics
    }

    /// The memory used, as Lambda reports it: in whole megabytes, and never more than there are.
    pub(crate) fn used_mib(self) -> u64 {
        let most = u64::from(self.memory_mib);
        self.used_bytes.map_or(most, |bytes| bytes.div_ceil(1 << 20)).min(most)
    }
}

impl Log {
    /// A log that goes into a stream too.
    pub(crate) fn to(stream: LogStream, format: LogFormat) -> Log {
        Log { bytes: BytesMut::new(), written: Written::to(stream, &format), format }
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
    pub(crate) fn start(&mut self, request_id: &str, version: &str, now: Timestamp) {
        self.written.begin();
        match &self.format {
            LogFormat::Text => self.line(&format!("START RequestId: {request_id} Version: {version}")),
            LogFormat::Json { system_level, .. } if system_level != "WARN" => {
                let record = json!({ "requestId": request_id, "version": version });
                self.line(&platform("start", record, now));
            }
            LogFormat::Json { .. } => {}
        }
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
        match &self.format {
            LogFormat::Text => {
                if let Some(reason) = failure.and_then(|failure| reason(failure, request_id, now)) {
                    self.line(&reason);
                }
                self.line(&format!("END RequestId: {request_id}"));
                self.line(&report(request_id, failure, usage));
            }
            LogFormat::Json { system_level, .. } => {
                let status = status(failure);
                let is_less = status == "success" && system_level == "WARN";
                if system_level == "DEBUG" {
                    let metrics = json!({ "durationMs": millis(usage.duration) });
                    let record = json!({ "requestId": request_id, "status": status, "metrics": metrics });
                    self.line(&platform("runtimeDone", record, now));
                }
                if !is_less {
                    let record =
                        json!({ "requestId": request_id, "metrics": usage.metrics(), "status": status });
                    self.line(&platform("report", record, now));
                }
            }
        }
        self.written.hand_over();
        self.cut();
        let mut bytes = std::mem::take(&mut self.bytes);
        unmark(&mut bytes);
        bytes.freeze()
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

/// How an invocation ended, in a word of the report's.
pub(crate) fn status(failure: Option<&Failure>) -> &'static str {
    match failure {
        None => "success",
        Some(Failure::TimedOut { .. }) => "timeout",
        Some(Failure::Reported(_)) => "error",
        Some(_) => "failure",
    }
}

/// Milliseconds with three digits behind the point.
pub(crate) fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// One of Lambda's own events, as an object.
fn platform(kind: &str, record: Value, now: Timestamp) -> String {
    json!({ "time": utc(now), "type": format!("platform.{kind}"), "record": record }).to_string()
}

/// The inner line ends of events are marked by runtimes, ours and AWS's own, with what is no line end: here they are line ends
/// again. A line end of two characters stays one.
pub(crate) fn unmark(line: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = line.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'\r')) {
        at += found;
        if line.get(at + 1) != Some(&b'\n')
            && let Some(byte) = line.get_mut(at)
        {
            *byte = b'\n';
        }
        at += 1;
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
        log.start("id", "7", AT);
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

    /// The members as the guide's page on the JSON format shows them.
    #[test]
    fn lambda_s_lines_are_objects_where_the_log_is_json() {
        let lines = |level: &str, failure: Option<&Failure>| -> Vec<Value> {
            let format = LogFormat::Json { application_level: "INFO".into(), system_level: level.into() };
            let mut log = Log { format, ..Log::default() };
            log.start("id", "7", AT);
            let duration = Duration::from_micros(2_049);
            let usage = Usage { duration, init: None, memory_mib: 128, used_bytes: Some(30 << 20) };
            let written = log.finish("id", failure, usage, AT);
            written
                .split(|&byte| byte == b'\n')
                .filter_map(|line| serde_json::from_slice(line).ok())
                .collect()
        };
        let metrics = json!({
            "durationMs": 2.049, "billedDurationMs": 3, "memorySizeMB": 128, "maxMemoryUsedMB": 30,
        });
        let at = "2026-01-02T03:04:05.678Z";
        let start =
            json!({"time": at, "type": "platform.start", "record": {"requestId": "id", "version": "7"}});
        let record = json!({"requestId": "id", "status": "success", "metrics": metrics});
        let report = json!({"time": at, "type": "platform.report", "record": record});
        assert_eq!(lines("INFO", None), [start.clone(), report]);
        assert_eq!(lines("DEBUG", None).len(), 3);
        assert_eq!(lines("WARN", None), [] as [Value; 0]);
        let late = Failure::TimedOut { after: Duration::from_secs(3) };
        assert_eq!(lines("WARN", Some(&late))[0]["record"]["status"], "timeout");
    }

    /// AWS's runtimes write one event a call, however many lines it has.
    #[test]
    fn an_event_of_several_lines_has_line_ends_again() {
        let unmarked = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            unmark(&mut bytes);
            String::from_utf8(bytes).unwrap()
        };
        for (written, shown) in [("a\rb\n", "a\nb\n"), ("a\r\nb\r", "a\r\nb\n"), ("", ""), ("\r\r", "\n\n")] {
            assert_eq!(unmarked(written), shown);
        }
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
