//! The two ways of writing a time that signatures know.

use time::format_description::well_known::Rfc2822;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// `yyyymmddThhmmssZ` to seconds since the epoch; nothing before 1970.
pub(crate) fn parse_basic(text: &str) -> Option<u64> {
    let (day, clock) = text.split_once('T')?;
    let clock = clock.strip_suffix('Z')?;
    if clock.len() != 6 || !clock.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize| clock.get(from..from + 2)?.parse::<u8>().ok();
    let time = Time::from_hms(number(0)?, number(2)?, number(4)?).ok()?;
    seconds(PrimitiveDateTime::new(parse_day(day)?, time).assume_utc())
}

/// `yyyymmdd`, a day that exists.
pub(crate) fn parse_day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let month: u8 = text.get(4..6)?.parse().ok()?;
    let day = text.get(6..8)?.parse().ok()?;
    Date::from_calendar_date(text.get(0..4)?.parse().ok()?, Month::try_from(month).ok()?, day).ok()
}

/// A `Date` header: `Tue, 27 Mar 2007 19:36:42 +0000` (or `GMT`), or the basic form, which some clients put there.
pub(crate) fn parse_header(text: &str) -> Option<u64> {
    parse_basic(text).or_else(|| seconds(OffsetDateTime::parse(text, &Rfc2822).ok()?))
}

fn seconds(at: OffsetDateTime) -> Option<u64> {
    u64::try_from(at.unix_timestamp()).ok()
}

/// Seconds since the epoch as `yyyymmddThhmmssZ`; only called with what one of the parsers above gave.
pub(crate) fn basic(secs: u64) -> String {
    let at = i64::try_from(secs).ok().and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok());
    let at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    let (hour, minute, second) = at.to_hms();
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_back_as_written() {
        for (text, secs) in [
            ("19700101T000000Z", Some(0)),
            ("20130524T000000Z", Some(1_369_353_600)),
            ("99991231T235959Z", Some(253_402_300_799)),
            ("19691231T235959Z", None),
            ("20130230T000000Z", None),
            ("20130524T240000Z", None),
            ("20130524T00000Z", None),
            ("20130524T000000", None),
            ("+0130524T000000Z", None),
            ("2013-05-24T00:00:00Z", None),
        ] {
            assert_eq!(parse_basic(text), secs, "{text}");
            if let Some(secs) = secs {
                assert_eq!(basic(secs), text);
            }
        }
    }

    #[test]
    fn a_date_header_is_read_in_every_form_that_clients_send() {
        for text in ["Tue, 27 Mar 2007 19:36:42 +0000", "Tue, 27 Mar 2007 19:36:42 GMT", "20070327T193642Z"] {
            assert_eq!(parse_header(text), Some(1_175_024_202), "{text}");
        }
        assert_eq!(parse_header("yesterday"), None);
    }
}
