//! The door of appends: an object of a directory bucket grows by a part, where it is as long as the writer thinks.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-append.html>

use base::clock::Timestamp;

use crate::context::Context;
use crate::engine::commit::{NewObject, ObjectPlace, add, fresh};
use crate::engine::{Engine, decide};
use crate::error::{Code, Error, Result};
use crate::object::{self, Content, Object, ObjectPart, Version, encryption};
use crate::payload::checksum::{self, ChecksumKind};

/// The parts that an object may have.
const MOST_PARTS: usize = 10_000;

/// Adds the bytes of `put`, an object as it would be by itself, to the one that is there and has `offset` bytes. Where none is
/// there, and the offset is none, it is made.
pub(crate) fn append(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    (offset, put): (u64, NewObject),
    condition: impl Fn(Option<&Version>) -> Result<()>,
) -> Result<Version> {
    let NewObject { object, changes, .. } = put;
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, changes.0, |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        let newest = object::newest(store, &bucket, place.key)?;
        condition(newest.as_ref())?;
        let before = newest.as_ref().and_then(|newest| newest.object.as_ref());
        if before.map_or(0, |before| before.size) != offset {
            return Err(Error::of(Code::InvalidWriteOffset));
        }
        let version = match (&newest, before) {
            (Some(newest), Some(before)) => Version {
                sequence: engine.sequence(cx.call.now),
                modified_ms: Timestamp::millis(cx.call.now),
                object: Some(grown(before, &object)?),
                ..newest.clone()
            },
            _ => {
                let version = add((engine, store), cx, place, newest.as_ref(), batch)?;
                Version { object: Some(object.clone()), ..version }
            }
        };
        batch.put(object::key(bucket.id, place.key, version.order), version.encode()?);
        Ok(version)
    })
}

/// An object with another behind it. What it says of itself stays.
fn grown(before: &Object, more: &Object) -> Result<Object> {
    let mut parts = parts_of(before, 1);
    if parts.len() >= MOST_PARTS {
        return Err(Error::of(Code::TooManyParts));
    }
    let number = parts.last().map_or(1, |last| last.number.saturating_add(1));
    parts.extend(parts_of(more, number));
    // The ETag of what grows is another each time.
    let etags = format!("{}{}", before.etag, more.etag);
    let checksum = match (&before.checksum, &more.checksum) {
        (Some(first), Some(second)) if first.algorithm != second.algorithm => {
            return Err(checksum::other_than_uploads(Some(first.algorithm), Some(second.algorithm)));
        }
        (Some(first), Some(second)) => {
            let is_whole = first.kind == ChecksumKind::FullObject
                && first.algorithm.kinds().contains(&ChecksumKind::FullObject);
            match is_whole {
                true => {
                    let both = [(first.value.as_str(), before.size), (second.value.as_str(), more.size)];
                    checksum::of_parts(first.algorithm, ChecksumKind::FullObject, both.into_iter())
                }
                false => {
                    let each =
                        parts.iter().map(|part| part.checksum.as_deref().map(|it| (it, part.blob.len())));
                    let each: Option<Vec<_>> = each.collect();
                    each.and_then(|each| {
                        checksum::of_parts(first.algorithm, ChecksumKind::Composite, each.into_iter())
                    })
                }
            }
        }
        _ => None,
    };
    Ok(Object {
        size: before.size + more.size,
        etag: encryption::etag(&before.described, &before.extras, etags),
        content: Content::Parts(parts),
        checksum,
        ..before.clone()
    })
}

/// The parts of an object; one that has none is its own part, of this number.
fn parts_of(object: &Object, number: i32) -> Vec<ObjectPart> {
    match &object.content {
        Content::Parts(parts) => parts.clone(),
        Content::Whole(blob) => {
            let checksum = object.checksum.as_ref().map(|checksum| checksum.value.clone());
            vec![ObjectPart { number, blob: *blob, checksum }]
        }
    }
}
