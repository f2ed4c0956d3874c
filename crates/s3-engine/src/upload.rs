//! Multipart uploads: the record of an upload, its parts, and where they are kept.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html>

use std::ops::ControlFlow;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Batch, Blob, Key, Space, Store};

use crate::bucket::Bucket;
use crate::checksum::{Algorithm, Kind};
use crate::commit::{self, Place};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::object::Described;
use crate::tag::Tag;

/// An upload that was begun and neither completed nor aborted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub(crate) id: String,
    pub(crate) initiated_ms: u64,
    pub(crate) described: Described,
    pub(crate) tags: Vec<Tag>,
    /// The checksum algorithm that the upload was begun with.
    pub(crate) algorithm: Option<Algorithm>,
    pub(crate) kind: Option<Kind>,
}

/// A part that was uploaded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UploadedPart {
    pub(crate) number: i32,
    pub(crate) blob: Blob,
    /// Hexadecimal MD5.
    pub(crate) etag: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) checksum: String,
    pub(crate) modified_ms: u64,
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
pub(crate) fn find(store: &Store, bucket: u64, object: &str, id: &str) -> Result<Upload> {
    let raw = store.get(key(bucket, object, id).as_bytes())?.ok_or_else(|| Error::no_such_upload(id))?;
    decode(&raw)
}

/// All parts of an upload in order.
pub(crate) fn parts(store: &Store, id: &str) -> Result<Vec<UploadedPart>> {
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

/// Removes an upload and its parts, whose bytes go with it.
pub(crate) fn abort(store: &Store, bucket: u64, object: &str, id: &str, batch: &mut Batch) -> Result<()> {
    find(store, bucket, object, id)?;
    for part in parts(store, id)? {
        batch.delete(part_key(id, part.number));
        batch.unlink(part.blob);
    }
    batch.delete(key(bucket, object, id));
    Ok(())
}

/// Removes every upload to a bucket that is about to go.
pub(crate) async fn abort_all(engine: &Engine, cx: &Context, bucket: &Bucket) -> Result<()> {
    loop {
        let mut next = None;
        engine.store.scan_prefix(&of_bucket(bucket.id), &mut |raw, _| {
            next = fields(raw);
            ControlFlow::Break(())
        })?;
        let Some((object, id)) = next else { return Ok(()) };
        let place = Place { bucket, key: &object };
        commit::beside(engine, cx, place, |batch| {
            // Somebody else may have ended it just now.
            match abort(&engine.store, bucket.id, &object, &id, batch) {
                Err(error) if error.is(crate::error::Code::NoSuchUpload) => Ok(()),
                other => other,
            }
        })
        .await?;
    }
}
