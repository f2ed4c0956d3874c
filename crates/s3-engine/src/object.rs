//! Object versions: the record, the order in which versions of a key are kept, and how one is found.
//!
//! The key of a version is bucket, object key, and an order number stored so that the newest comes first: the
//! current version is the first entry of its key. A version id carries its order number, and every record knows the
//! order number of the `null` version at the time it was written, so that no version is ever searched for.
//!
//! Reads the store. Who changes a version goes through `engine::commit`.
//!
//! - `annotation`: texts that a version has beside its bytes
//! - `asked`: what a writer asks for beside that
//! - `customer_key`: encryption with a key of the client's
//! - `describe`: what a writer says about an object, and headers that show it
//! - `encryption`: server-side encryption
//! - `event_hold`: what is held until an event
//! - `extras`: what few versions have
//! - `kms`: keys of KMS
//! - `lock`: retention and legal hold
//! - `precondition`: conditional requests, judged
//! - `record`: how a version is kept
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html>

pub(crate) mod annotation;
pub(crate) mod asked;
pub(crate) mod customer_key;
pub(crate) mod describe;
pub(crate) mod encryption;
pub(crate) mod event_hold;
pub(crate) mod extras;
pub(crate) mod kms;
pub(crate) mod lock;
pub(crate) mod precondition;
pub(crate) mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use base::clock::Timestamp;
use base::entropy::Entropy;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Blob, ChainReader, Key, Space};

use crate::bucket::{Bucket, Versioning};
use crate::error::{Code, Error, Result};
use crate::object::extras::Extras;
use crate::payload::checksum::Checksum;
use crate::reader::Reader;
use crate::tag::Tag;

/// The version id of an object that was written without versioning.
pub(crate) const NULL: &str = "null";

/// One version of an object, or a delete marker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    /// Nothing for the `null` version.
    pub(crate) id: Option<String>,
    /// Rises with each write of the key.
    pub(crate) order: u64,
    /// Where the `null` version was when this was written: itself, an older one, or nowhere. An older one may have
    /// gone since; order numbers are not used again below a newer version.
    pub(crate) null_order: Option<u64>,
    /// When it was written, among all writes.
    pub(crate) sequence: u64,
    pub(crate) modified_ms: u64,
    /// Nothing for a delete marker.
    pub(crate) object: Option<Object>,
}

/// What an object is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Object {
    pub(crate) size: u64,
    /// Without quotes.
    pub(crate) etag: String,
    pub(crate) content: Content,
    pub(crate) checksum: Option<Checksum>,
    #[serde(default)]
    pub(crate) described: Described,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<Tag>,
    /// The upload that made it, so that completing it again gives the same answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) upload: Option<String>,
    #[serde(default)]
    pub(crate) extras: Extras,
}

/// What the writer of an object says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Described {
    /// Standard headers in the form they came, by lower-case name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) headers: BTreeMap<String, String>,
    /// User metadata by lower-case name, without `x-amz-meta-`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) metadata: BTreeMap<String, String>,
    /// Nothing for STANDARD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) storage_class: Option<String>,
}

/// Where the bytes are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Content {
    Whole(Blob),
    Parts(Vec<ObjectPart>),
}

/// One part of an object that was uploaded in parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ObjectPart {
    pub(crate) number: i32,
    pub(crate) blob: Blob,
    /// The value of the part's checksum, of the upload's algorithm.
    pub(crate) checksum: Option<String>,
}

impl Default for Content {
    fn default() -> Content {
        Content::Parts(Vec::new())
    }
}

impl Version {
    /// The id as shown to users.
    pub(crate) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(NULL)
    }

    /// Whether this is a delete marker.
    pub(crate) fn is_marker(&self) -> bool {
        self.object.is_none()
    }

    /// When it was written.
    pub(crate) fn modified(&self) -> Timestamp {
        Timestamp::from_millis(self.modified_ms)
    }

    /// The blobs it refers to.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = Blob> {
        self.object.iter().flat_map(|object| object.content.blobs())
    }

    /// The record's bytes.
    pub(crate) fn encode(&self) -> Result<Bytes> {
        record::encode(self)
    }

    /// Whether a record is that of a delete marker, without reading all of it.
    pub(crate) fn is_marker_record(raw: &[u8]) -> bool {
        record::is_marker(raw)
    }

    /// A record read back.
    pub(crate) fn decode(raw: &[u8]) -> Result<Version> {
        record::decode(raw)
    }
}

impl Content {
    /// The blobs in the order of their bytes.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = Blob> {
        let (whole, parts) = match self {
            Content::Whole(blob) => (Some(*blob), None),
            Content::Parts(parts) => (None, Some(parts)),
        };
        whole.into_iter().chain(parts.into_iter().flatten().map(|part| part.blob))
    }
}

/// The bytes of a range of an object, as a stream. What it began to read it reads to the end, even if the object is
/// replaced or deleted meanwhile.
pub(crate) type ObjectBytes = ChainReader;

impl Content {
    /// The bytes of a range. [`store::Error::NoBlob`] if the object was replaced since its record was read.
    fn read(&self, store: &Reader, range: Range<u64>) -> store::Result<ObjectBytes> {
        let mut pieces = Vec::new();
        let mut start = 0_u64;
        for blob in self.blobs() {
            let from = range.start.max(start) - start;
            let to = range.end.min(start + blob.len()).saturating_sub(start);
            if from < to {
                pieces.push((blob, from..to));
            }
            start += blob.len();
        }
        store.read_chain(pieces)
    }
}

/// How often an object may be replaced between the look at its record and the opening of its bytes.
pub(crate) const REPLACED_LIMIT: usize = 100;

/// Finds an object and opens its bytes. Nothing is held in between, so a writer may replace it and its bytes go: then
/// it is found anew.
pub(crate) fn open<T>(
    store: &Reader,
    find: impl Fn() -> Result<T>,
    bytes: impl for<'a> Fn(&'a T) -> (&'a Content, Range<u64>),
) -> Result<(T, ObjectBytes)> {
    let mut before: Option<T> = None;
    for _ in 0..REPLACED_LIMIT {
        let found = find()?;
        let (content, range) = bytes(&found);
        match content.read(store, range) {
            Ok(reader) => return Ok((found, reader)),
            // The record says so still: the bytes are lost.
            Err(cause)
                if before.as_ref().is_some_and(|before| bytes(before).0.blobs().eq(content.blobs())) =>
            {
                return Err(cause.into());
            }
            Err(store::Error::NoBlob(_)) => before = Some(found),
            Err(cause) => return Err(cause.into()),
        }
    }
    Err(Error::of(Code::SlowDown))
}

/// What the keys of all objects of a bucket begin with.
pub(crate) fn of_bucket(bucket: u64) -> Key {
    Key::of(Space::S3Object).u64(bucket)
}

/// What the keys of all versions of an object begin with.
pub(crate) fn of_key(bucket: u64, key: &str) -> Key {
    of_bucket(bucket).text(key)
}

/// The key of one version.
pub(crate) fn key(bucket: u64, key: &str, order: u64) -> Key {
    of_key(bucket, key).u64(!order)
}

/// The object key and the order number that a key of the store stands for.
pub(crate) fn fields(raw: &[u8]) -> Option<(String, u64)> {
    let (key, order) = fields_in_place(raw)?;
    Some((String::from_utf8(key.into_owned()).ok()?, order))
}

/// The same, the key as bytes, which it is kept as: a listing has no need to judge that they are text.
pub(crate) fn fields_in_place(raw: &[u8]) -> Option<(Cow<'_, [u8]>, u64)> {
    let mut fields = store::space::Fields::of(raw);
    fields.u64()?;
    Some((fields.bytes_in_place()?, !fields.u64()?))
}

/// The newest version of a key, a delete marker included. In a bucket that has never had versions each key has one slot, which is
/// found faster than the first of several.
pub(crate) fn newest(store: &Reader, bucket: &Bucket, key: &str) -> Result<Option<Version>> {
    match bucket.versioning {
        Versioning::Never => {
            let found = store.get(self::key(bucket.id, key, ONLY_SLOT).as_bytes())?;
            found.map(|raw| Version::decode(&raw)).transpose()
        }
        Versioning::Enabled | Versioning::Suspended => newest_below(store, bucket.id, key, None),
    }
}

/// The order number of every version in a bucket that has never had versions.
pub(crate) const ONLY_SLOT: u64 = 0;

/// The newest version of a key that is older than an order number.
fn newest_below(store: &Reader, bucket: u64, key: &str, order: Option<u64>) -> Result<Option<Version>> {
    let all = of_key(bucket, key);
    let from = order.map(|order| self::key(bucket, key, order));
    let from = from.as_ref().map_or(all.from_here(), Key::after);
    let mut found = None;
    let end = all.end();
    store.scan(from, std::ops::Bound::Excluded(end.as_bytes()), store::Order::Ascending, &mut |_, raw| {
        found = Some(raw.clone());
        ControlFlow::Break(())
    })?;
    found.map(|raw| Version::decode(&raw)).transpose()
}

/// The version of an id. Ids that no version could have are refused.
pub(crate) fn version(store: &Reader, bucket: &Bucket, key: &str, id: &str) -> Result<Option<Version>> {
    let Some(order) = order_at(store, bucket, key, id)? else { return Ok(None) };
    let found = store.get(self::key(bucket.id, key, order).as_bytes())?;
    let found = found.map(|raw| Version::decode(&raw)).transpose()?;
    Ok(found.filter(|version| version.id() == id))
}

/// Whether a version could have this id.
pub(crate) fn is_version_id(id: &str) -> bool {
    id == NULL || order_of(id).is_some()
}

/// Where the version of an id is among the versions of its key, or was; nothing if there is no `null` version.
pub(crate) fn order_at(store: &Reader, bucket: &Bucket, key: &str, id: &str) -> Result<Option<u64>> {
    if id == NULL {
        return Ok(newest(store, bucket, key)?.and_then(|newest| newest.null_order));
    }
    order_of(id).map(Some).ok_or_else(|| Error::invalid_version_id(id))
}

/// An object that can be read: the current one, or the one of an id. Delete markers answer as AWS's do.
pub(crate) fn readable(
    store: &Reader,
    bucket: &Bucket,
    key: &str,
    id: Option<&str>,
    method: &str,
) -> Result<(Version, Object)> {
    let found = match id {
        None => newest(store, bucket, key)?.ok_or_else(|| Error::no_such_key(key))?,
        Some(id) => version(store, bucket, key, id)?.ok_or_else(|| Error::no_such_version(key, id))?,
    };
    let mut found = found;
    match (found.object.take(), id) {
        (Some(object), _) => Ok((found, object)),
        (None, Some(_)) => Err(marker_not_readable(&found, method)),
        (None, None) => Err(Error::no_such_key(key)
            .header(http::HeaderName::from_static("x-amz-delete-marker"), "true")
            .header(http::HeaderName::from_static("x-amz-version-id"), found.id())),
    }
}

/// An object whose tags can be read or changed: the current one, or the one of an id. A delete marker says that it is
/// one even if it was not asked for by its id (recorded on AWS).
pub(crate) fn taggable(
    store: &Reader,
    bucket: &Bucket,
    key: &str,
    id: Option<&str>,
    method: &str,
) -> Result<(Version, Object)> {
    let marker = match id {
        None => newest(store, bucket, key)?.filter(Version::is_marker),
        Some(_) => None,
    };
    match marker {
        Some(marker) => Err(marker_not_readable(&marker, method)),
        None => readable(store, bucket, key, id, method),
    }
}

fn marker_not_readable(marker: &Version, method: &str) -> Error {
    Error::marker_not_readable(method, marker.id())
        .header(http::header::LAST_MODIFIED, &crate::message::time::http_date(marker.modified()))
}

/// The 64 characters of version ids.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
/// Characters that carry the order number: 11 times 6 bits.
const ORDER_CHARS: usize = 11;
/// Length of a version id.
const ID_CHARS: usize = 32;

/// A version id: 32 characters, the order number in front, chance behind.
pub(crate) fn new_id(order: u64, entropy: &Entropy) -> String {
    let mut id = String::with_capacity(ID_CHARS);
    for at in (0..ORDER_CHARS).rev() {
        let six = (order >> (6 * at)) as usize & 63;
        id.extend(ALPHABET.get(six).map(|&b| char::from(b)));
    }
    id.push_str(&entropy.text(ALPHABET, ID_CHARS - ORDER_CHARS));
    id
}

fn order_of(id: &str) -> Option<u64> {
    if id.len() != ID_CHARS {
        return None;
    }
    let mut order: u64 = 0;
    for (at, byte) in id.bytes().enumerate() {
        let six = ALPHABET.iter().position(|&b| b == byte)?;
        if at < ORDER_CHARS {
            order = (order << 6) | six as u64;
        }
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_id_carries_its_order() {
        let entropy = Entropy::seeded(1);
        for order in [0, 1, 63, 64, 1 << 40, u64::MAX >> 1, u64::MAX] {
            assert_eq!(order_of(&new_id(order, &entropy)), Some(order));
        }
        for id in ["", "null", "abc", &"-".repeat(32), &"A".repeat(33)] {
            assert_eq!(order_of(id), None, "{id}");
        }
    }

    /// Whatever a writer says of an object, no record of one ends as a marker's does.
    #[test]
    fn a_marker_is_known_by_the_end_of_its_record() {
        let mut version =
            Version { id: None, order: 1, null_order: None, sequence: 2, modified_ms: 3, object: None };
        assert!(Version::is_marker_record(&version.encode().unwrap()));
        let upload = Some(r#""object":null}"#.to_owned());
        version.object = Some(Object { upload, ..Object::default() });
        assert!(!Version::is_marker_record(&version.encode().unwrap()));
        version.object = Some(Object::default());
        assert!(!Version::is_marker_record(&version.encode().unwrap()));
    }

    #[test]
    fn newer_versions_come_first_and_keys_stay_together() {
        let k = |key: &str, order| self::key(7, key, order).into_bytes();
        assert!(k("a", 2) < k("a", 1));
        assert!(k("a", 0) < k("a/b", u64::MAX));
        assert_eq!(fields(&k("a\0b", 9)), Some(("a\0b".to_owned(), 9)));
    }
}
