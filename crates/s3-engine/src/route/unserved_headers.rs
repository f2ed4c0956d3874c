//! Headers that ask for what is not served: refused by name, so that nobody gets less than was asked for and thinks it
//! was all. What is not in this table acts, or says nothing where nobody pays: `x-amz-request-payer`.

use http::{HeaderMap, HeaderName};

use crate::error::{Code, Error, Result};

/// What becomes of a header that is there.
enum HeaderRule {
    /// NotImplemented.
    Refused,
    /// NotImplemented, but for this value, which says nothing.
    RefusedBut(&'static str),
}

/// A header, the operations that have it (all of them, if none is named), and the rule.
struct HeaderRow(&'static str, &'static [&'static str], HeaderRule);

const ROWS: &[HeaderRow] = &[
    HeaderRow("x-amz-write-offset-bytes", &["PutObject"], HeaderRule::Refused),
    HeaderRow("x-amz-if-match-initiated-time", &["AbortMultipartUpload"], HeaderRule::Refused),
    HeaderRow("x-amz-bucket-namespace", &["CreateBucket"], HeaderRule::RefusedBut("global")),
];

/// Headers that ask a directory bucket for what it does not have: parts of the model's members that say "This functionality is
/// not supported for directory buckets".
const OF_GENERAL: &[&str] = &[
    "x-amz-acl",
    "x-amz-bucket-namespace",
    "x-amz-bucket-object-lock-enabled",
    "x-amz-grant-",
    "x-amz-mfa",
    "x-amz-object-lock-",
    "x-amz-server-side-encryption-customer-",
    "x-amz-tagging",
    "x-amz-website-redirect-location",
];

/// The first header of a request that a directory bucket does not have, as its refusal names it. Documents about a bucket come
/// with a digest, objects do not: "This bucket does not support Content Md5 header." (apache/iceberg, pull request 11021).
pub(crate) fn of_general(headers: &HeaderMap, has_md5: bool) -> Option<&str> {
    if !has_md5 && headers.contains_key("content-md5") {
        return Some("Content Md5");
    }
    let mut names = headers.iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.as_str());
    names.find(|name| OF_GENERAL.iter().any(|general| name.starts_with(general) && *name != DIRECTIVE))
}

/// What a copy does with tags is its own matter.
const DIRECTIVE: &str = "x-amz-tagging-directive";

/// What the names of all rows begin with.
const AMZ: &str = "x-amz-";

/// Refuses a request for what is not served.
pub(crate) fn check(operation: &str, headers: &HeaderMap) -> Result<()> {
    // Nearly no request has one of them, and its few headers are looked at faster than the table's many.
    let is_in_table = |name: &HeaderName| {
        name.as_str().starts_with(AMZ) && ROWS.iter().any(|HeaderRow(row, ..)| *row == name.as_str())
    };
    if !headers.keys().any(is_in_table) {
        return Ok(());
    }
    for HeaderRow(name, operations, rule) in ROWS {
        let Some(value) = headers.get(*name) else { continue };
        if !operations.is_empty() && !operations.contains(&operation) {
            continue;
        }
        match rule {
            HeaderRule::RefusedBut(harmless)
                if value.as_bytes().eq_ignore_ascii_case(harmless.as_bytes()) => {}
            HeaderRule::Refused | HeaderRule::RefusedBut(_) => {
                return Err(Error::of(Code::NotImplemented).with("Header", name));
            }
        }
    }
    Ok(())
}
