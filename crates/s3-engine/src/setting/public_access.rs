//! The public access blocks of a bucket and of its account, which keep lists and policies from letting everybody in. What one of
//! them blocks is blocked.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Key, Space};

use super::record::{self, Found};
use super::table::PUBLIC_ACCESS;
use crate::bucket::Bucket;
use crate::error::{Error, Result};
use crate::reader::Reader;

/// The sub-space of the blocks of accounts among S3's other records: part of the format on disk.
const ACCOUNTS: u8 = 12;

/// What a bucket or an account blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The key of the block of an account.
pub(crate) fn key_of_account(account: &str) -> Key {
    Key::of(Space::S3Other).u8(ACCOUNTS).text(account)
}

/// What an account blocks, if it was ever said.
pub(crate) fn of_account(store: &Reader, account: &str) -> Result<Option<PublicAccess>> {
    let kept = store.get(key_of_account(account).as_bytes())?;
    kept.map(|raw| serde_json::from_slice(&raw).map_err(Error::internal)).transpose()
}

impl PublicAccess {
    /// The record's bytes.
    pub(crate) fn encode(&self) -> Result<Bytes> {
        Ok(serde_json::to_vec(self).map_err(Error::internal)?.into())
    }

    /// What either blocks.
    pub(crate) fn and(self, other: PublicAccess) -> PublicAccess {
        PublicAccess {
            blocks_acls: self.blocks_acls || other.blocks_acls,
            ignores_acls: self.ignores_acls || other.ignores_acls,
            blocks_policies: self.blocks_policies || other.blocks_policies,
            restricts: self.restricts || other.restricts,
        }
    }
}

/// What is blocked of this bucket, by itself or by its account.
pub(crate) fn of(store: &Reader, bucket: &Bucket) -> Result<PublicAccess> {
    let own = of_bucket(store, bucket)?;
    Ok(of_account(store, bucket.owner())?.map_or(own, |account| own.and(account)))
}

/// What this bucket blocks. A new one blocks everything, one whose block was deleted nothing.
fn of_bucket(store: &Reader, bucket: &Bucket) -> Result<PublicAccess> {
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
