//! Access control lists in requests that write objects and make buckets. ACLs are off in every bucket that does not ask
//! for them, and what an owner may do with them off says nothing new: it passes.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>

use http::HeaderMap;

use crate::error::{Code, Error, Result};

/// The header of a canned ACL.
pub(crate) const CANNED: &str = "x-amz-acl";

/// Canned ACLs of objects and buckets.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
pub(crate) const KNOWN: [&str; 8] = [
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
    "log-delivery-write",
];

/// Those that leave everything with the bucket's owner, who writes all objects here.
const OWNERS: [&str; 2] = ["private", "bucket-owner-full-control"];

/// Grants one by one.
pub(crate) const GRANTS: [&str; 5] = [
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
];

/// Ownership of buckets whose ACLs are off.
pub(crate) const OFF: &str = "BucketOwnerEnforced";

/// Refuses an ACL for an object. `are_on`: whether the bucket takes ACLs, asked only if there is one. Of objects none is kept.
pub(crate) fn check_object(headers: &HeaderMap, are_on: impl FnOnce() -> Result<bool>) -> Result<()> {
    match asked(headers)? {
        None => Ok(()),
        Some(header) if are_on()? => Err(Error::of(Code::NotImplemented).with("Header", header)),
        Some(_) => Err(Error::of(Code::AccessControlListNotSupported)),
    }
}

/// Whether a bucket that is being made with this ownership gets an ACL.
pub(crate) fn check_bucket(ownership: Option<&str>, headers: &HeaderMap) -> Result<bool> {
    let are_on = ownership.is_some_and(|ownership| ownership != OFF);
    match asked(headers)? {
        None => Ok(false),
        Some(_) if are_on => Ok(true),
        Some(_) => Err(Error::of(Code::InvalidBucketAclWithObjectOwnership)),
    }
}

/// The header of an ACL that says something.
fn asked(headers: &HeaderMap) -> Result<Option<&'static str>> {
    let canned = headers.get(CANNED).map(|value| value.to_str().unwrap_or_default());
    if let Some(unknown) = canned.filter(|canned| !KNOWN.contains(canned)) {
        return Err(Error::argument("", CANNED, unknown));
    }
    let canned = canned.filter(|canned| !OWNERS.contains(canned)).map(|_| CANNED);
    Ok(canned.or_else(|| GRANTS.into_iter().find(|name| headers.contains_key(*name))))
}
