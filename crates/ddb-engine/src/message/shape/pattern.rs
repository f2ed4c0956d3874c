//! The regular expressions of AWS's model that members of requests must satisfy. There are few and simple ones, so each
//! is a function beside the text that AWS shows.

use std::fmt;

/// A regular expression.
pub(crate) struct Pattern {
    /// As AWS shows it.
    pub(super) shown: &'static str,
    /// Whether a text satisfies it.
    pub(super) holds: fn(&str) -> bool,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown)
    }
}

/// Names of tables, indexes and backups: letters, digits, `_`, `.` and `-`.
pub(crate) const NAME: &Pattern = &Pattern { shown: "[a-zA-Z0-9_.-]+", holds: is_name };

/// `S3Bucket`: letters, digits, `.`, `-` and `_`, of which the last three neither begin nor end it.
pub(crate) const BUCKET: &Pattern =
    &Pattern { shown: "^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$", holds: is_bucket_name };

/// `S3BucketOwner`
pub(crate) const ACCOUNT: &Pattern = &Pattern {
    shown: "[0-9]{12}",
    holds: |text| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()),
};

/// `ClientToken` of exports, imports and bulk operations.
pub(crate) const CLIENT_TOKEN: &Pattern =
    &Pattern { shown: "^[^\\$]+$", holds: |text| !text.is_empty() && !text.contains('$') };

/// `ImportNextToken` and `BulkOperationNextToken`
pub(crate) const NEXT_TOKEN: &Pattern = &Pattern {
    shown: "([0-9a-f]{16})+",
    holds: |text| {
        !text.is_empty()
            && text.len().is_multiple_of(16)
            && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    },
};

/// `AutoScalingPolicyName`: what Java prints of ASCII.
pub(crate) const POLICY_NAME: &Pattern = &Pattern {
    shown: "\\p{Print}+",
    holds: |text| !text.is_empty() && text.bytes().all(|b| matches!(b, b' '..=b'~')),
};

/// `AutoScalingRoleArn`: no control characters but ends of lines and tabs.
pub(crate) const ROLE: &Pattern = &Pattern {
    shown: "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
    holds: |text| text.chars().all(|c| matches!(c, '\r' | '\n' | '\t' | ' '..='\u{fffd}' | '\u{10000}'..)),
};

/// `CsvDelimiter`
pub(crate) const DELIMITER: &Pattern =
    &Pattern { shown: "[,;:|\\t ]", holds: |text| matches!(text, "," | ";" | ":" | "|" | "\t" | " ") };

/// `CsvHeader`: printable ASCII without quotes and commas.
pub(crate) const HEADER: &Pattern = &Pattern {
    shown: "[\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*",
    holds: |text| text.bytes().all(|b| matches!(b, b' '..=b'~') && !matches!(b, b'"' | b',')),
};

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

fn is_bucket_name(text: &str) -> bool {
    let inner = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    let at_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.len() >= 2 && inner && at_end(text.chars().next()) && at_end(text.chars().next_back())
}
