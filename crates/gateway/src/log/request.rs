//! The line of a request, written straight into the log's lines. It is what the default level costs each request, so it
//! goes without tracing's events, fields and filters, and looks the same.

use std::time::Duration;

use time::OffsetDateTime;

/// The time of a line. The text of its second is kept, as the next line mostly has the same.
#[derive(Debug, Default)]
pub(super) struct Stamp {
    second: Option<u64>,
    text: Vec<u8>,
}

impl Stamp {
    /// Writes a time since the epoch as tracing does: `2026-11-29T08:49:37.000001Z`.
    pub(super) fn write(&mut self, now: Duration, bytes: &mut Vec<u8>) {
        if self.second != Some(now.as_secs()) {
            self.begin(now.as_secs());
        }
        bytes.extend_from_slice(&self.text);
        push_padded(bytes, now.subsec_micros(), 6);
        bytes.push(b'Z');
    }

    fn begin(&mut self, second: u64) {
        let time =
            i64::try_from(second).ok().and_then(|second| OffsetDateTime::from_unix_timestamp(second).ok());
        let time = time.unwrap_or(OffsetDateTime::UNIX_EPOCH);
        self.second = Some(second);
        self.text.clear();
        let year = u32::try_from(time.year()).unwrap_or_default();
        let fields = [
            (year, 4, b'-'),
            (u8::from(time.month()).into(), 2, b'-'),
            (time.day().into(), 2, b'T'),
            (time.hour().into(), 2, b':'),
            (time.minute().into(), 2, b':'),
            (time.second().into(), 2, b'.'),
        ];
        for (number, width, end) in fields {
            push_padded(&mut self.text, number, width);
            self.text.push(end);
        }
    }
}

/// What the line of a request says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) service: &'a str,
    pub(super) operation: &'a str,
    pub(super) status: u16,
    pub(super) us: u64,
    pub(super) request_id: &'a str,
}

impl Line<'_> {
    /// Writes what follows the time.
    pub(super) fn push(&self, bytes: &mut Vec<u8>) {
        let Line { service, operation, status, us, request_id } = *self;
        let (mut of_status, mut of_us) = (itoa::Buffer::new(), itoa::Buffer::new());
        let (status, us) = (of_status.format(status), of_us.format(us));
        for text in ["  INFO ", service, ".", operation, " ", status, " ", us, "µs ", request_id, "\n"] {
            bytes.extend_from_slice(text.as_bytes());
        }
    }
}

/// A number with zeros in front.
fn push_padded(bytes: &mut Vec<u8>, number: u32, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        bytes.push(b'0' + digit as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lines, write};
    use super::*;
    use crate::config::LogFormat;
    use tracing_subscriber::layer::SubscriberExt as _;

    /// What tracing writes is the measure: the two kinds of lines stand in one log.
    #[test]
    fn the_line_of_a_request_looks_as_tracing_writes_it() {
        let line =
            Line { service: "dynamodb", operation: "PutItem", status: 200, us: 1_234, request_id: "ID-1" };
        let lines = Lines::default();
        let layer =
            tracing_subscriber::fmt::layer().with_writer(lines.clone()).with_ansi(false).with_target(false);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            write(&line, None, LogFormat::Human);
        });
        write(&line, Some(&lines), LogFormat::Human);
        let text = lines.waiting_text();
        let [theirs, ours] = text.lines().collect::<Vec<_>>().try_into().unwrap();
        let (their_time, their_rest) = theirs.split_once('Z').unwrap();
        let (our_time, our_rest) = ours.split_once('Z').unwrap();
        assert_eq!(our_rest, their_rest);
        assert_eq!(our_rest, "  INFO dynamodb.PutItem 200 1234µs ID-1");
        let shape = |time: &str| time.replace(|c: char| c.is_ascii_digit(), "0");
        assert_eq!(shape(our_time), shape(their_time));
        assert!(their_time <= our_time, "{their_time} {our_time}");
    }

    /// RFC 3339, section 5.6; the moment is that of RFC 9110's example of a date.
    #[test]
    fn a_time_is_written_to_the_microsecond() {
        let mut stamp = Stamp::default();
        for (secs, micros, expected) in [
            (784_111_777, 1, "1994-11-06T08:49:37.000001Z"),
            (784_111_777, 999_999, "1994-11-06T08:49:37.999999Z"),
            (951_827_696, 0, "2000-02-29T12:34:56.000000Z"),
        ] {
            let mut bytes = Vec::new();
            stamp.write(Duration::new(secs, micros * 1_000), &mut bytes);
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
    }
}
