//! The public access block of a bucket, which keeps lists and policies from letting everybody in.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>

use super::record::{self, Found};
use super::table::PUBLIC_ACCESS;
use crate::bucket::Bucket;
use crate::error::Result;
use crate::reader::Reader;

/// What a bucket blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PublicAccess {
    /// Lists that let everybody in are refused.
    pub(crate) blocks_acls: bool,
    /// What lists that were put before let everybody do is passed over.
    pub(crate) ignores_acls: bool,
    /// Policies that let everybody in are refused.
    pub(crate) blocks_policies: bool,
    /// What a policy that lets everybody in allows, it allows to nobody of another account.
    pub(crate) restricts: bool,
}

/// What this bucket blocks. A new one blocks everything, one whose block was deleted nothing.
pub(crate) fn of(store: &Reader, bucket: &Bucket) -> Result<PublicAccess> {
    let all = |blocked| PublicAccess {
        blocks_acls: blocked,
        ignores_acls: blocked,
        blocks_policies: blocked,
        restricts: blocked,
    };
    let kept = match record::find(store, bucket, &PUBLIC_ACCESS, "")? {
        Found::Untouched => return Ok(all(true)),
        Found::Deleted => return Ok(all(false)),
        Found::Kept(kept) => kept,
    };
    let fields = PUBLIC_ACCESS.read(kept.document.as_bytes())?;
    let says = |name| fields.boolean(name).unwrap_or(false);
    Ok(PublicAccess {
        blocks_acls: says("BlockPublicAcls"),
        ignores_acls: says("IgnorePublicAcls"),
        blocks_policies: says("BlockPublicPolicy"),
        restricts: says("RestrictPublicBuckets"),
    })
}
