//! What is kept of a setting: a record below the bucket's id.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Key, Space};

use super::Setting;
use crate::bucket::Bucket;
use crate::error::{Error, Result};
use crate::reader::Reader;

/// The sub-space of settings among S3's other records: part of the format on disk.
const SETTINGS: u8 = 1;

/// A setting that was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Its document without namespace.
    pub(crate) document: String,
    /// The value of the header that is shown with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) header: Option<String>,
}

/// A setting as a bucket has it.
#[derive(Debug)]
pub(crate) enum Found {
    /// Nobody touched it.
    Untouched,
    /// It was deleted, which is not the same everywhere.
    Deleted,
    /// It was put.
    Kept(Kept),
}

/// What the keys of all settings of a bucket begin with.
pub(crate) fn of_bucket(bucket: u64) -> Key {
    Key::of(Space::S3Other).u8(SETTINGS).u64(bucket)
}

/// The key of a setting. `id`: of one among several; empty for what a bucket has once.
pub(crate) fn key(bucket: u64, setting: &Setting, id: &str) -> Key {
    all(bucket, setting).text(id)
}

/// What the keys begin with of a setting of which a bucket may have several.
pub(crate) fn all(bucket: u64, setting: &Setting) -> Key {
    of_bucket(bucket).text(setting.kind)
}

/// The id that a key ends in.
pub(super) fn id_of(key: &[u8]) -> Option<String> {
    let mut fields = Fields::of(key);
    fields.raw(1)?;
    fields.u64()?;
    fields.text()?;
    fields.text()
}

/// A setting of a bucket.
pub(crate) fn find(store: &Reader, bucket: &Bucket, setting: &Setting, id: &str) -> Result<Found> {
    if !bucket.may_have(setting.kind) {
        return Ok(Found::Untouched);
    }
    match store.get(key(bucket.id, setting, id).as_bytes())? {
        None => Ok(Found::Untouched),
        Some(raw) if raw.is_empty() => Ok(Found::Deleted),
        Some(raw) => Ok(Found::Kept(serde_json::from_slice(&raw).map_err(Error::internal)?)),
    }
}

impl Kept {
    /// The record's bytes.
    pub(crate) fn encode(&self) -> Result<Bytes> {
        Ok(serde_json::to_vec(self).map_err(Error::internal)?.into())
    }
}

/// The record of a setting that was deleted, for those that do not become what they were at first.
pub(crate) fn deleted() -> Bytes {
    Bytes::new()
}
