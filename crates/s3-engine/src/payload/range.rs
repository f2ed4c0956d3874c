//! The Range header. S3 serves one range; anything that is not exactly one well-formed byte range is passed over,
//! and the whole object comes back.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#name-range>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>

use std::ops::Range;

/// One range of bytes as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByteRange {
    /// From the first to the last, both included; to the end without a last.
    FromTo(u64, Option<u64>),
    /// So many at the end.
    Last(u64),
}

impl ByteRange {
    /// One range, or nothing if the header holds several or is malformed.
    pub(crate) fn parse(header: &str) -> Option<ByteRange> {
        let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
        match (first, last) {
            ("", last) => Some(ByteRange::Last(digits(last)?)),
            (first, "") => Some(ByteRange::FromTo(digits(first)?, None)),
            (first, last) => {
                let (first, last) = (digits(first)?, digits(last)?);
                (first <= last).then_some(ByteRange::FromTo(first, Some(last)))
            }
        }
    }

    /// Which bytes of an object of this size, or nothing if it has none of them.
    pub(crate) fn within(self, size: u64) -> Option<Range<u64>> {
        let range = match self {
            ByteRange::FromTo(first, last) => {
                first..last.map_or(size, |last| last.saturating_add(1).min(size))
            }
            ByteRange::Last(len) => size.saturating_sub(len)..size,
        };
        (range.start < range.end).then_some(range)
    }
}

/// `x-amz-copy-source-range`: both ends must be there.
pub(crate) fn parse_copy_range(header: &str) -> Option<Range<u64>> {
    match ByteRange::parse(header)? {
        ByteRange::FromTo(first, Some(last)) => Some(first..last.checked_add(1)?),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u64> {
    // `parse` would take a sign.
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, size: u64, expected: Option<Option<Range<u64>>>) {
        assert_eq!(ByteRange::parse(header).map(|asked| asked.within(size)), expected, "{header} of {size}");
    }

    /// RFC 9110, 14.1.2; several ranges: the GetObject page.
    #[test]
    fn ranges() {
        check("bytes=0-4", 10, Some(Some(0..5)));
        check("bytes=5-", 10, Some(Some(5..10)));
        check("bytes=-3", 10, Some(Some(7..10)));
        check("bytes=-30", 10, Some(Some(0..10)));
        check("bytes=5-100", 10, Some(Some(5..10)));
        check("bytes=10-", 10, Some(None));
        check("bytes=-0", 10, Some(None));
        check("bytes=0-0", 0, Some(None));
        check("bytes=5-18446744073709551615", 10, Some(Some(5..10)));
        for malformed in
            ["", "0-4", "bytes=4-0", "bytes=a-b", "bytes=0-1,3-4", "items=0-1", "bytes=+1-2", "bytes=-"]
        {
            check(malformed, 10, None);
        }
    }
}
