//! Times as S3 writes and reads them.

use base::clock::Timestamp;
use s3s::dto;
use time::OffsetDateTime;
use time::format_description::FormatItem;
use time::macros::format_description;

const HTTP_DATE: &[FormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
const MILLIS: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
pub(crate) fn http_date(at: Timestamp) -> String {
    moment(at).format(HTTP_DATE).unwrap_or_default()
}

/// `2026-01-01T00:00:00.000Z`.
pub(crate) fn iso_millis(at: Timestamp) -> String {
    moment(at).format(MILLIS).unwrap_or_default()
}

/// The moment of an HTTP date, or nothing.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let at = time::PrimitiveDateTime::parse(text.trim(), HTTP_DATE).ok()?.assume_utc();
    u64::try_from(at.unix_timestamp()).ok().map(Timestamp::from_secs)
}

/// As the documents of replies want it. Objects have whole seconds, as AWS's have.
pub(crate) fn to_dto(at: Timestamp) -> dto::Timestamp {
    moment(Timestamp::from_secs(at.secs())).into()
}

fn moment(at: Timestamp) -> OffsetDateTime {
    let nanos = i128::from(at.millis()) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9110, 5.6.7.
    #[test]
    fn http_dates() {
        let at = Timestamp::from_secs(784_111_777);
        assert_eq!(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(at));
        assert_eq!(parse_http_date("yesterday"), None);
        assert_eq!(iso_millis(Timestamp::from_millis(784_111_777_042)), "1994-11-06T08:49:37.042Z");
    }
}
