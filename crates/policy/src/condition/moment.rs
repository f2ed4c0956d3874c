//! Times as policies write them: ISO 8601, or seconds since 1970.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// `2026-01-31T12:34:56Z`, of milliseconds since 1970; empty beyond the year 9999.
pub(crate) fn text(ms: u64) -> String {
    let since = Duration::milliseconds(i64::try_from(ms).unwrap_or(i64::MAX));
    let at = OffsetDateTime::UNIX_EPOCH.checked_add(since);
    at.and_then(|at| at.format(&Rfc3339).ok()).unwrap_or_default()
}

/// Nanoseconds since 1970, if the text is a time in one of the forms of the W3C's note on ISO 8601, from a year alone
/// to fractions of a second, or in seconds since 1970. What is left out is the beginning. Four digits are a year, not
/// seconds (our guess).
pub(crate) fn parse(text: &str) -> Option<i128> {
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if let (false, Ok(seconds)) = (is_year, text.parse::<i64>()) {
        return Some(i128::from(seconds) * 1_000_000_000);
    }
    let whole = match text.split_once('T') {
        Some((date, rest)) => {
            let zone = rest.find(['Z', '+', '-'])?;
            let (clock, zone) = rest.split_at_checked(zone)?;
            let seconds = if clock.matches(':').count() == 1 { ":00" } else { "" };
            format!("{date}T{clock}{seconds}{zone}")
        }
        None => {
            let rest = match text.len() {
                4 => "-01-01",
                7 => "-01",
                _ => "",
            };
            format!("{text}{rest}T00:00:00Z")
        }
    };
    OffsetDateTime::parse(&whole, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp_nanos)
}
