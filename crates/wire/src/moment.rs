//! Moments in the forms in which the protocols write them. Inside they are milliseconds since 1970.

use time::OffsetDateTime;
use time::format_description::FormatItem;
use time::format_description::well_known::{Rfc2822, Rfc3339};
use time::macros::format_description;

use crate::shape::TimeForm;

const SECONDS: &[FormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const MILLIS: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const HTTP_DATE: &[FormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// The last moment that all forms can write: the end of the year 9999.
const LAST_MS: i64 = 253_402_300_799_999;
/// The first: the beginning of the year 0.
const FIRST_MS: i64 = -62_167_219_200_000;

/// A moment in this form. Milliseconds are written where there are any, but for [`TimeForm::Rfc822`], which has none.
/// What lies beyond the years 0 and 9999 is the nearest moment within.
pub fn write(ms: i64, form: TimeForm) -> String {
    let ms = ms.clamp(FIRST_MS, LAST_MS);
    let has_millis = ms.rem_euclid(1000) != 0;
    let format = match form {
        TimeForm::Epoch => return epoch(ms),
        TimeForm::Iso8601 if has_millis => MILLIS,
        TimeForm::Iso8601 => SECONDS,
        TimeForm::Rfc822 => HTTP_DATE,
    };
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000);
    at.ok().and_then(|at| at.format(format).ok()).unwrap_or_default()
}

/// Seconds with as many digits behind the point as there are.
fn epoch(ms: i64) -> String {
    let (seconds, millis) = (ms.unsigned_abs() / 1000, (ms.unsigned_abs() % 1000) as u16);
    let mut text = String::with_capacity("-253402300799.999".len());
    if ms < 0 {
        text.push('-');
    }
    text.push_str(itoa::Buffer::new().format(seconds));
    if millis > 0 {
        text.push('.');
        // Digits that end in none but zeros.
        for (unit, rest) in [(100, 1000), (10, 100), (1, 10)] {
            if millis % rest > 0 {
                text.push(char::from(b'0' + (millis / unit % 10) as u8));
            }
        }
    }
    text
}

/// Reads a moment in this form; nothing if it is none, or lies beyond the years 0 and 9999.
pub fn read(text: &str, form: TimeForm) -> Option<i64> {
    let text = text.trim();
    let at = match form {
        TimeForm::Epoch => return read_epoch(text),
        TimeForm::Iso8601 => OffsetDateTime::parse(text, &Rfc3339).ok()?,
        TimeForm::Rfc822 => OffsetDateTime::parse(text, &Rfc2822).ok()?,
    };
    let ms = i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
    (FIRST_MS..=LAST_MS).contains(&ms).then_some(ms)
}

fn read_epoch(text: &str) -> Option<i64> {
    // `f64` reads words such as `inf` too.
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')) {
        return None;
    }
    let ms = (text.parse::<f64>().ok()? * 1000.0).round();
    (FIRST_MS as f64..=LAST_MS as f64).contains(&ms).then_some(ms as i64)
}

/// Reads a moment whatever its form: query's clients write what their language prints.
pub fn read_any(text: &str) -> Option<i64> {
    [TimeForm::Iso8601, TimeForm::Epoch, TimeForm::Rfc822].into_iter().find_map(|form| read(text, form))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Smithy's timestampFormat trait; RFC 9110, 5.6.7; RFC 3339.
    #[test]
    fn moments_are_written_and_read_in_each_form() {
        let check = |ms: i64, form: TimeForm, text: &str| {
            assert_eq!(write(ms, form), text);
            let whole = if form == TimeForm::Rfc822 { ms.div_euclid(1000) * 1000 } else { ms };
            assert_eq!(read(text, form), Some(whole), "{text}");
        };
        check(784_111_777_000, TimeForm::Epoch, "784111777");
        check(784_111_777_120, TimeForm::Epoch, "784111777.12");
        check(-500, TimeForm::Epoch, "-0.5");
        check(784_111_777_000, TimeForm::Iso8601, "1994-11-06T08:49:37Z");
        check(784_111_777_042, TimeForm::Iso8601, "1994-11-06T08:49:37.042Z");
        check(784_111_777_042, TimeForm::Rfc822, "Sun, 06 Nov 1994 08:49:37 GMT");
        check(LAST_MS, TimeForm::Iso8601, "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn other_spellings_are_read() {
        assert_eq!(read("1994-11-06T10:49:37+02:00", TimeForm::Iso8601), Some(784_111_777_000));
        assert_eq!(read("1994-11-06T08:49:37.0425Z", TimeForm::Iso8601), Some(784_111_777_042));
        assert_eq!(read("7.84111777E8", TimeForm::Epoch), Some(784_111_777_000));
        assert_eq!(read_any("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000));
        assert_eq!(read_any("784111777"), read_any("1994-11-06T08:49:37Z"));
        for text in ["", "yesterday", "inf", "NaN", "1e300", "-", "1994-13-06T08:49:37Z"] {
            assert_eq!(read_any(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(ms in any::<i64>()) {
            let ms = ms.clamp(FIRST_MS, LAST_MS);
            for form in [TimeForm::Epoch, TimeForm::Iso8601] {
                prop_assert_eq!(read(&write(ms, form), form), Some(ms));
            }
            if let Some(whole) = read(&write(ms, TimeForm::Rfc822), TimeForm::Rfc822) {
                prop_assert_eq!(whole, ms.div_euclid(1000) * 1000);
            }
        }

        #[test]
        fn any_text_is_read(text in ".{0,40}") {
            let _ = read_any(&text);
        }
    }
}
