//! Times as policies write them: ISO 8601, or seconds since 1970.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// `2026-01-31T12:34:56Z`, of milliseconds since 1970; empty beyond the year 9999.
pub(crate) fn text(ms: u64) -> String {
    let since = Duration::milliseconds(i64::try_from(ms).unwrap_or(i64::MAX));
    let at = OffsetDateTime::UNIX_EPOCH.checked_add(since);
    at.and_then(|at| at.format(&Rfc3339).ok()).unwrap_or_default()
}

/// Nanoseconds since 1970, if the text is a time. A date alone is its beginning, in UTC.
pub(crate) fn parse(text: &str) -> Option<i128> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(i128::from(seconds) * 1_000_000_000);
    }
    let whole = if text.contains('T') { text.to_owned() } else { format!("{text}T00:00:00Z") };
    OffsetDateTime::parse(&whole, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_as_written() {
        // ISO 8601; `date -u -d @SECONDS`.
        assert_eq!(text(951_782_400_000), "2000-02-29T00:00:00Z");
        for (written, seconds) in [
            ("2000-02-29T00:00:00Z", Some(951_782_400)),
            ("2000-02-29T01:00:00+01:00", Some(951_782_400)),
            ("2000-02-29", Some(951_782_400)),
            ("951782400", Some(951_782_400)),
            ("2000-02-30T00:00:00Z", None),
            ("yesterday", None),
        ] {
            assert_eq!(parse(written), seconds.map(|s: i128| s * 1_000_000_000), "{written}");
        }
        assert_eq!(text(u64::MAX), "");
    }
}
