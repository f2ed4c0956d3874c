//! Headers that ask a bucket for what its kind does not have: refused by name, so that nobody gets less than was asked for and
//! thinks it was all.

use http::{HeaderMap, HeaderName};

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

/// Headers that only directory buckets have.
static OF_DIRECTORIES: [HeaderName; 2] = [
    HeaderName::from_static("x-amz-if-match-initiated-time"),
    HeaderName::from_static("x-amz-write-offset-bytes"),
];

/// The header of a request that a general purpose bucket does not have.
pub(crate) fn of_directories(headers: &HeaderMap) -> Option<&'static str> {
    OF_DIRECTORIES.iter().find(|name| headers.contains_key(*name)).map(HeaderName::as_str)
}

/// What a copy does with tags is its own matter.
const DIRECTIVE: &str = "x-amz-tagging-directive";
