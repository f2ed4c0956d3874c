//! Buckets: the record, where it is kept, and who may use it.
//!
//! A bucket's name is taken in a whole partition; the bucket belongs to one account.
//!
//! Reads the store. Who changes a bucket goes through `engine::buckets`.
//!
//! - `defaults`: settings that cannot be changed yet
//! - `directory`: directory buckets
//! - `notification`: the notification configuration
//! - `region`: where buckets can be
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html>

pub(crate) mod defaults;
pub(crate) mod directory;
pub(crate) mod notification;
pub(crate) mod region;

use std::sync::Arc;

use base::arn::AccountId;
use base::clock::Timestamp;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Key, Space};

use crate::bucket::notification::NotificationRules;
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::reader::Reader;
use crate::tag::Tag;

/// The first byte of a record. Behind it the fields stand as `postcard` writes them, in order, so they are never moved or
/// removed, and another one means another format.
const FORMAT: u8 = 2;

/// A bucket and what every request to it may need to know. Most of its settings are records of their own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Bucket {
    /// Stands for the bucket in the keys of its objects: a new bucket of the same name has another.
    pub(crate) id: u64,
    pub(crate) name: String,
    owner: String,
    /// Where it is.
    pub(crate) region: String,
    /// The location constraint as it was asked for: `EU` stays `EU`.
    pub(crate) location: Option<String>,
    created_ms: u64,
    #[serde(default)]
    pub(crate) versioning: Versioning,
    /// Whether MFA delete was ever switched on or off, which is shown.
    #[serde(default)]
    pub(crate) mfa_delete_off: bool,
    /// Whether a version is deleted for good, and versioning changed, with a second factor alone.
    #[serde(default)]
    pub(crate) mfa_delete: bool,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    #[serde(default)]
    pub(crate) notifications: NotificationRules,
    /// The kinds of settings that were ever put or deleted, so that nobody looks for the others; nothing in records of before
    /// this was kept.
    #[serde(default)]
    touched: Option<Vec<String>>,
}

/// Whether writes keep what they replace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Versioning {
    /// Never switched on: every object is the `null` version.
    #[default]
    Never,
    Enabled,
    /// Writes replace the `null` version; other versions stay.
    Suspended,
}

impl Bucket {
    /// A new bucket of the caller's, in the region that the request went to.
    pub(crate) fn new(id: u64, name: &str, cx: &Context) -> Bucket {
        Bucket {
            id,
            name: name.to_owned(),
            owner: cx.call.account.as_str().to_owned(),
            region: cx.call.region.as_str().to_owned(),
            location: None,
            created_ms: cx.call.now.millis(),
            versioning: Versioning::Never,
            mfa_delete_off: false,
            mfa_delete: false,
            tags: Vec::new(),
            notifications: NotificationRules::default(),
            touched: Some(Vec::new()),
        }
    }

    /// Whether a setting of this kind may have a record.
    pub(crate) fn may_have(&self, kind: &str) -> bool {
        self.touched.as_ref().is_none_or(|touched| touched.iter().any(|known| known == kind))
    }

    /// Remembers that a setting of this kind has a record; false if that was known.
    pub(crate) fn touch(&mut self, kind: &str) -> bool {
        match &mut self.touched {
            Some(touched) if !touched.iter().any(|known| known == kind) => {
                touched.push(kind.to_owned());
                true
            }
            _ => false,
        }
    }

    /// Whether this account owns it.
    pub(crate) fn is_owned_by(&self, account: AccountId) -> bool {
        self.owner == account.as_str()
    }

    /// Its ARN.
    pub(crate) fn arn(&self, cx: &Context) -> String {
        let partition = cx.call.region.partition();
        match directory::is_one(&self.name) {
            true => format!("arn:{partition}:s3express:{}:{}:bucket/{}", self.region, self.owner, self.name),
            false => format!("arn:{partition}:s3:::{}", self.name),
        }
    }

    /// The account that owns it.
    pub(crate) fn owner(&self) -> &str {
        &self.owner
    }

    /// The owner's canonical user id.
    pub(crate) fn owner_id(&self) -> String {
        canonical_id(&self.owner)
    }

    /// When it was made.
    pub(crate) fn created(&self) -> Timestamp {
        Timestamp::from_millis(self.created_ms)
    }

    /// The record's bytes.
    pub(crate) fn encode(&self) -> Result<Bytes> {
        Ok(postcard::to_extend(self, vec![FORMAT]).map_err(Error::internal)?.into())
    }
}

/// The header that holds a bucket's ARN.
pub(crate) const ARN: &str = "x-amz-bucket-arn";

/// The key of a bucket's record.
pub(crate) fn key(cx: &Context, name: &str) -> Key {
    partition(cx).text(name)
}

/// What the keys of all buckets in the caller's partition begin with.
pub(crate) fn partition(cx: &Context) -> Key {
    Key::of(Space::S3Bucket).text(cx.call.region.partition())
}

/// A record read back.
pub(crate) fn decode(raw: &Bytes) -> Result<Bucket> {
    match raw.split_first() {
        Some((&FORMAT, fields)) => postcard::from_bytes(fields).map_err(Error::internal),
        // As it was before: JSON.
        _ => serde_json::from_slice(raw).map_err(Error::internal),
    }
}

/// The bucket of a name, whoever owns it.
pub(crate) fn find(store: &Reader, cx: &Context, name: &str) -> Result<Option<Arc<Bucket>>> {
    find_in(store, cx.call.region.partition(), name)
}

/// The bucket of a name in a partition, whoever owns it.
pub(crate) fn find_in(store: &Reader, partition: &str, name: &str) -> Result<Option<Arc<Bucket>>> {
    let key = Key::of(Space::S3Bucket).text(partition).text(name);
    store.get(key.as_bytes())?.map(|raw| store.read_as(&raw, decode)).transpose()
}

/// The bucket of a name, if the caller owns it or `access` has opened it to the caller.
pub(crate) fn open(store: &Reader, cx: &Context, name: &str) -> Result<Arc<Bucket>> {
    open_for(store, cx, name, cx.expected_owner.as_deref())
}

/// The bucket of a name, if the caller may use it and it belongs to whom the caller expects.
pub(crate) fn open_for(
    store: &Reader,
    cx: &Context,
    name: &str,
    expected: Option<&str>,
) -> Result<Arc<Bucket>> {
    if let Some(expected) = expected.filter(|expected| AccountId::parse(expected).is_none()) {
        return Err(Error::invalid_bucket_owner(expected));
    }
    let bucket = find(store, cx, name)?.ok_or_else(|| Error::no_such_bucket(name))?;
    if let Some(expected) = expected
        && expected != bucket.owner
    {
        return Err(Error::of(Code::AccessDenied));
    }
    if !bucket.is_owned_by(cx.call.account) && !cx.is_admitted(bucket.id) {
        return Err(Error::of(Code::AccessDenied));
    }
    Ok(bucket)
}

/// The canonical user id of an account: 64 hexadecimal digits on AWS, not derivable from the account there. Ours
/// is, so that it is the same in every run.
/// <https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html>
pub(crate) fn canonical_id(account: &str) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(account.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::table::{CORS, POLICY};
    use crate::tests::World;

    /// What was written before, JSON, says nothing of settings: then all are looked for.
    #[test]
    fn a_record_reads_back_in_either_form() {
        let cx = Context::new(World::new().call(), String::new());
        let mut bucket = Bucket::new(7, "bkt", &cx);
        assert!(!bucket.may_have(POLICY.kind));
        assert!(bucket.touch(POLICY.kind) && !bucket.touch(POLICY.kind));
        bucket.versioning = Versioning::Suspended;
        let record = bucket.encode().unwrap();
        let read = decode(&record).unwrap();
        assert_eq!((read.id, read.versioning, read.owner()), (7, Versioning::Suspended, "000000000000"));
        assert!(read.may_have(POLICY.kind) && !read.may_have(CORS.kind));
        let mut json = serde_json::to_value(&bucket).unwrap();
        json.as_object_mut().unwrap().remove("touched");
        let read = decode(&serde_json::to_vec(&json).unwrap().into()).unwrap();
        assert_eq!((read.id, read.versioning), (7, Versioning::Suspended));
        assert!(read.may_have(POLICY.kind) && read.may_have(CORS.kind));
        for length in 0..record.len() {
            assert!(decode(&record.slice(..length)).is_err());
        }
    }
}
