//! Multipart uploads: the record of an upload, its parts, and where they are kept.
//!
//! Reads the store. Who changes an upload goes through `engine::uploads`.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html>

use std::ops::{Bound, ControlFlow};

use base::entropy::Entropy;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Blob, Key, Space};

use crate::bucket::{Bucket, canonical_id};
use crate::error::{Error, Result};
use crate::listing::walk;
use crate::object::Described;
use crate::object::extras::Extras;
use crate::payload::checksum::{Algorithm, ChecksumKind};
use crate::reader::Reader;
use crate::tag::Tag;

/// The highest part number.
const MAX_PARTS: i32 = 10_000;

/// An upload that was begun and neither completed nor aborted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub(crate) id: String,
    /// When it was begun, among all writes.
    pub(crate) sequence: u64,
    pub(crate) initiated_ms: u64,
    /// The account that began it; nothing in records of before this was kept.
    #[serde(default)]
    pub(crate) initiator: Option<String>,
    /// Whether the object was deleted since: a condition on its absence is then a conflict.
    #[serde(default)]
    pub(crate) deleted_since: bool,
    pub(crate) described: Described,
    pub(crate) tags: Vec<Tag>,
    #[serde(default)]
    pub(crate) extras: Extras,
    /// The checksum algorithm that the upload was begun with.
    pub(crate) algorithm: Option<Algorithm>,
    pub(crate) kind: Option<ChecksumKind>,
}

/// A part that was uploaded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UploadedPart {
    pub(crate) number: i32,
    pub(crate) blob: Blob,
    /// Hexadecimal MD5.
    pub(crate) etag: String,
    /// Of the upload's algorithm, or else CRC64NVME.
    pub(crate) checksum: String,
    pub(crate) modified_ms: u64,
}

impl Upload {
    /// The canonical id of whom the object will belong to.
    pub(crate) fn owner_id(&self, bucket: &Bucket) -> String {
        self.extras.owner.as_deref().map_or_else(|| bucket.owner_id(), canonical_id)
    }

    /// The digest of the client's key that it was begun with.
    pub(crate) fn key_md5(&self) -> Option<&str> {
        self.extras.customer_key_md5.as_deref()
    }

    /// The algorithm of the parts' checksums, and how they make the object's. Without a word of the client's AWS takes
    /// CRC64NVME.
    pub(crate) fn checksums(&self) -> (Algorithm, ChecksumKind) {
        (self.algorithm.unwrap_or(Algorithm::Crc64Nvme), self.kind.unwrap_or(ChecksumKind::FullObject))
    }
}

/// What the keys of all uploads to a bucket begin with.
pub(crate) fn of_bucket(bucket: u64) -> Key {
    Key::of(Space::S3Upload).u64(bucket)
}

/// The key of an upload: uploads of one object follow each other as their ids do, which rise with time.
pub(crate) fn key(bucket: u64, key: &str, id: &str) -> Key {
    of_bucket(bucket).text(key).text(id)
}

/// The object key and upload id that a key of the store stands for.
pub(crate) fn fields(raw: &[u8]) -> Option<(String, String)> {
    let mut fields = store::space::Fields::of(raw);
    fields.u64()?;
    Some((fields.text()?, fields.text()?))
}

/// What the keys of all parts of an upload begin with.
pub(crate) fn parts_of(id: &str) -> Key {
    Key::of(Space::S3Part).text(id)
}

/// The key of a part.
pub(crate) fn part_key(id: &str, number: i32) -> Key {
    // Part numbers are 1 to 10,000.
    parts_of(id).u32(u32::try_from(number).unwrap_or(0))
}

/// The upload of an id, or NoSuchUpload.
pub(crate) fn find(store: &Reader, bucket: u64, object: &str, id: &str) -> Result<Upload> {
    let raw = store.get(key(bucket, object, id).as_bytes())?.ok_or_else(|| Error::no_such_upload(id))?;
    decode(&raw)
}

/// All parts of an upload in order.
pub(crate) fn parts(store: &Reader, id: &str) -> Result<Vec<UploadedPart>> {
    let mut raw: Vec<Bytes> = Vec::new();
    store.scan_prefix(&parts_of(id), &mut |_, value| {
        raw.push(value.clone());
        ControlFlow::Continue(())
    })?;
    raw.iter().map(decode).collect()
}

/// A record's bytes.
pub(crate) fn encode<T: Serialize>(record: &T) -> Result<Bytes> {
    Ok(serde_json::to_vec(record).map_err(Error::internal)?.into())
}

/// A record read back.
pub(crate) fn decode<T: serde::de::DeserializeOwned>(raw: &Bytes) -> Result<T> {
    serde_json::from_slice(raw).map_err(Error::internal)
}

/// What ids begin with, in characters: the time.
const TIME_CHARS: usize = 16;
/// Characters of an id behind that.
const CHANCE_CHARS: usize = 48;
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// An id for an upload that is begun at this point of all writes: uploads are listed in the order they were begun.
pub(crate) fn draw_id(sequence: u64, entropy: &Entropy) -> String {
    format!("{sequence:0TIME_CHARS$x}{}", entropy.text(ALPHABET, CHANCE_CHARS))
}

/// Whether an upload could have this id.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() == TIME_CHARS + CHANCE_CHARS && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Refuses a part number that cannot be.
pub(crate) fn check_number(number: i32) -> Result<()> {
    if (1..=MAX_PARTS).contains(&number) { Ok(()) } else { Err(Error::part_number(&number.to_string())) }
}

/// The number that a request gives a part, whichever that is.
pub(crate) fn number(text: &str) -> Result<i32> {
    text.parse().map_err(|_| Error::part_number(text))
}

/// At most `limit` parts whose numbers are above `marker`, and whether there are more.
pub(crate) fn parts_after(
    store: &Reader,
    id: &str,
    marker: i32,
    limit: usize,
) -> Result<(Vec<UploadedPart>, bool)> {
    let (mut raw, mut truncated) = (Vec::<Bytes>::new(), false);
    let (from, end) = (part_key(id, marker), parts_of(id).end());
    store.scan(from.after(), Bound::Excluded(end.as_bytes()), store::Order::Ascending, &mut |_, value| {
        if raw.len() >= limit {
            truncated = limit > 0;
            return ControlFlow::Break(());
        }
        raw.push(value.clone());
        ControlFlow::Continue(())
    })?;
    Ok((raw.iter().map(decode).collect::<Result<_>>()?, truncated))
}

/// Which uploads to list.
#[derive(Clone, Debug)]
pub(crate) struct UploadsQuery<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) delimiter: Option<&'a str>,
    /// Only uploads behind those to this key, or behind this common prefix.
    pub(crate) after: Option<&'a str>,
    /// With `after`: from behind this upload to that key on.
    pub(crate) after_id: Option<&'a str>,
    pub(crate) max: usize,
}

/// One line of a listing of uploads.
#[derive(Debug)]
pub(crate) enum ListedUpload {
    Upload(String, Box<Upload>),
    Prefix(String),
}

/// One page of uploads, and whether there are more. A common prefix is left by one seek behind it.
pub(crate) async fn list(
    store: &Reader,
    bucket: u64,
    query: &UploadsQuery<'_>,
) -> Result<(Vec<ListedUpload>, bool)> {
    let all = of_bucket(bucket).text_prefix(query.prefix);
    let from = match (query.after, query.after_id) {
        (None, _) => all.clone(),
        (Some(object), None) => of_bucket(bucket).text(object).end(),
        (Some(object), Some(id)) => key(bucket, object, id).end(),
    };
    let from = if from.as_bytes() < all.as_bytes() { all.clone() } else { from };
    let mut uploads = store.slices(from.from_here(), all.end());
    let mut entries = Vec::new();
    if query.max == 0 {
        return Ok((entries, false));
    }
    while let Some((raw, value)) = uploads.next().await? {
        let Some((object, _)) = fields(&raw) else { continue };
        let prefix = walk::common_prefix(&object, query.prefix, query.delimiter);
        let shown = |prefix: &str| query.after.is_some_and(|after| after.starts_with(prefix));
        if !prefix.is_some_and(shown) && entries.len() >= query.max {
            return Ok((entries, true));
        }
        match prefix {
            Some(prefix) => {
                uploads.seek(of_bucket(bucket).text_prefix(prefix).end());
                if !shown(prefix) {
                    entries.push(ListedUpload::Prefix(prefix.to_owned()));
                }
            }
            None => entries.push(ListedUpload::Upload(object, Box::new(decode(&value)?))),
        }
    }
    Ok((entries, false))
}
