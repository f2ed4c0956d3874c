//! Times as S3 writes and reads them.

use base::clock::Timestamp;
use s3s::dto;
use time::OffsetDateTime;
use time::format_description::FormatItem;
use time::macros::format_description;

const HTTP_DATE: &[FormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
pub(crate) fn http_date(at: Timestamp) -> String {
    let at = moment(at);
    let ((year, month, day), (hour, minute, second)) = (at.to_calendar_date(), at.to_hms());
    let mut text = String::with_capacity("Sun, 06 Nov 1994 08:49:37 GMT".len());
    push_short(&mut text, WEEKDAYS.get(usize::from(at.weekday().number_days_from_sunday())));
    text.push_str(", ");
    push_padded(&mut text, day.into(), 2);
    text.push(' ');
    push_short(&mut text, MONTHS.get(usize::from(u8::from(month)) - 1));
    text.push(' ');
    push_padded(&mut text, u32::try_from(year).unwrap_or_default(), 4);
    for (mark, number) in [(' ', hour), (':', minute), (':', second)] {
        text.push(mark);
        push_padded(&mut text, number.into(), 2);
    }
    text.push_str(" GMT");
    text
}

/// `2026-01-01T00:00:00.000Z`.
pub(crate) fn iso_millis(at: Timestamp) -> String {
    let millis = u32::try_from(at.millis() % 1000).unwrap_or_default();
    let at = moment(at);
    let ((year, month, day), (hour, minute, second)) = (at.to_calendar_date(), at.to_hms());
    let mut text = String::with_capacity("2026-01-01T00:00:00.000Z".len());
    push_padded(&mut text, u32::try_from(year).unwrap_or_default(), 4);
    let fields = [('-', u8::from(month)), ('-', day), ('T', hour), (':', minute), (':', second)];
    for (mark, number) in fields {
        text.push(mark);
        push_padded(&mut text, number.into(), 2);
    }
    text.push('.');
    push_padded(&mut text, millis, 3);
    text.push('Z');
    text
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

/// A time of a request's document, in whole seconds. What was before 1970 is nobody's.
pub(crate) fn of_dto(at: &dto::Timestamp) -> Timestamp {
    let at = OffsetDateTime::from(at.clone()).unix_timestamp();
    u64::try_from(at).map_or(Timestamp::from_millis(u64::MAX), Timestamp::from_secs)
}

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn push_short(text: &mut String, name: Option<&&str>) {
    text.push_str(name.copied().unwrap_or_default());
}

/// A number with zeros in front.
fn push_padded(text: &mut String, number: u32, width: u32) {
    for place in (0..width).rev() {
        text.push(char::from(b'0' + (number / 10_u32.pow(place) % 10) as u8));
    }
}

fn moment(at: Timestamp) -> OffsetDateTime {
    let nanos = i128::from(at.millis()) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLIS: &[FormatItem<'_>] =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

    /// RFC 9110, 5.6.7.
    #[test]
    fn http_dates() {
        let at = Timestamp::from_secs(784_111_777);
        assert_eq!(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(at));
        assert_eq!(parse_http_date("yesterday"), None);
        // Each day of a leap year and of the next, at another time of day.
        for day in 0..731 {
            let at = Timestamp::from_secs(946_684_800 + day * 86_400 + day * 118);
            assert_eq!(http_date(at), moment(at).format(HTTP_DATE).unwrap());
            assert_eq!(iso_millis(at), moment(at).format(MILLIS).unwrap());
        }
        assert_eq!(iso_millis(Timestamp::from_millis(784_111_777_042)), "1994-11-06T08:49:37.042Z");
    }
}
