//! The door of uploads: what concerns a key but none of its versions, under the lock of the key.

use std::ops::ControlFlow;

use bytes::Bytes;
use store::{Batch, Staged};

use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{ObjectChanges, ObjectPlace, fresh};
use crate::engine::decide;
use crate::error::Result;
use crate::reader::Reader;
use crate::upload::{self, Upload, UploadedPart};

/// Keeps an upload that begins.
pub(crate) fn begin(engine: &Engine, cx: &Context, place: ObjectPlace<'_>, upload: &Upload) -> Result<()> {
    beside(engine, cx, place, Batch::new(), |_, batch| {
        batch.put(upload::key(place.bucket.id, place.key, &upload.id), upload::encode(upload)?);
        Ok(())
    })
}

/// A part that came in.
#[derive(Debug)]
pub(crate) struct NewPart {
    pub(crate) number: i32,
    pub(crate) staged: Staged,
    /// Hexadecimal MD5.
    pub(crate) etag: String,
    /// Of the upload's algorithm, or else CRC64NVME.
    pub(crate) checksum: String,
}

/// Keeps a part in place of an earlier one of its number. The upload may have been completed or aborted while the bytes came.
pub(crate) fn keep_part(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    id: &str,
    part: NewPart,
) -> Result<()> {
    let NewPart { number, staged, etag, checksum } = part;
    let mut first = Batch::new();
    let blob = first.create_blob(staged);
    let part = UploadedPart { number, blob, etag, checksum, modified_ms: cx.call.now.millis() };
    beside(engine, cx, place, first, |store, batch| {
        upload::find(store, place.bucket.id, place.key, id)?;
        let key = upload::part_key(id, number);
        if let Some(raw) = store.get(key.as_bytes())? {
            let old: UploadedPart = upload::decode(&raw)?;
            batch.unlink(old.blob);
        }
        batch.put(key, upload::encode(&part)?);
        Ok(())
    })
}

/// Removes an upload and its parts, whose bytes go with it, if `check` agrees.
pub(crate) fn abort(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    id: &str,
    check: impl Fn(&Upload) -> Result<()>,
) -> Result<()> {
    beside(engine, cx, place, Batch::new(), |store, batch| {
        check(&upload::find(store, place.bucket.id, place.key, id)?)?;
        remove(store, place.bucket.id, (place.key, id), batch)
    })
}

fn beside(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    first: Batch,
    write: impl Fn(&Reader, &mut Batch) -> Result<()>,
) -> Result<()> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, first, |store, batch| {
        fresh(store, cx, place.bucket)?;
        write(store, batch)
    })
}

impl ObjectChanges {
    /// The object ends its upload. It takes over the references to the parts that it is made of, the other parts go. Both
    /// lists are in order.
    pub(crate) fn end_upload(
        &mut self,
        place: ObjectPlace<'_>,
        id: &str,
        uploaded: &[UploadedPart],
        chosen: &[&UploadedPart],
    ) {
        let mut taken = chosen.iter().peekable();
        for part in uploaded {
            self.0.delete(upload::part_key(id, part.number));
            if taken.next_if(|taken| taken.number == part.number).is_none() {
                self.0.unlink(part.blob);
            }
        }
        self.0.delete(upload::key(place.bucket.id, place.key, id));
    }
}

/// Remembers with the uploads to a key that the object was deleted.
pub(super) fn note_delete(store: &Reader, bucket: u64, object: &str, batch: &mut Batch) -> Result<()> {
    let mut raw: Vec<Bytes> = Vec::new();
    store.scan_prefix(&upload::of_bucket(bucket).text(object), &mut |_, value| {
        raw.push(value.clone());
        ControlFlow::Continue(())
    })?;
    for raw in raw {
        let begun: Upload = upload::decode(&raw)?;
        let id = begun.id.clone();
        batch
            .put(upload::key(bucket, object, &id), upload::encode(&Upload { deleted_since: true, ..begun })?);
    }
    Ok(())
}

/// Removes every upload to a bucket that goes in the same batch.
pub(super) fn remove_all(store: &Reader, bucket: u64, batch: &mut Batch) -> Result<()> {
    let mut uploads = Vec::new();
    store.scan_prefix(&upload::of_bucket(bucket), &mut |raw, _| {
        uploads.extend(upload::fields(raw));
        ControlFlow::Continue(())
    })?;
    uploads.iter().try_for_each(|(object, id)| remove(store, bucket, (object, id), batch))
}

fn remove(store: &Reader, bucket: u64, (object, id): (&str, &str), batch: &mut Batch) -> Result<()> {
    for part in upload::parts(store, id)? {
        batch.delete(upload::part_key(id, part.number));
        batch.unlink(part.blob);
    }
    batch.delete(upload::key(bucket, object, id));
    Ok(())
}
