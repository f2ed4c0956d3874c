//! The door of what a lifecycle does to versions. What it was decided by must stand still when it is done: the configuration, the
//! record, and the place of the version among those of its key. Else nothing is done; who looked will look again.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html>

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use store::{Batch, Order};

use crate::bucket::{Bucket, Versioning};
use crate::context::Context;
use crate::engine::commit::{ObjectPlace, add, fresh, remove};
use crate::engine::{Engine, decide, notifications, uploads};
use crate::error::Result;
use crate::lifecycle::{DAY_MS, Lifecycle};
use crate::notify::event::{Happened, MARKER_EXPIRED, TRANSITION, VERSION_EXPIRED};
use crate::object::{self, Version};
use crate::reader::Reader;
use crate::setting::record;
use crate::setting::table::LIFECYCLE;

/// A version as it was judged.
#[derive(Debug)]
pub(crate) struct Judged<'a> {
    pub(crate) lifecycle: &'a Lifecycle,
    /// The version's.
    pub(crate) record: Bytes,
    pub(crate) order: u64,
    /// The order number of the version that is next newer; nothing of the current one.
    pub(crate) newer: Option<u64>,
}

/// What became of a version that has expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expired {
    /// It stays.
    Not,
    /// A delete marker is on top of it.
    Marked,
    /// It is removed.
    Removed,
}

/// Removes a version that has expired, or puts a delete marker on top of it where the bucket keeps versions and it is current.
/// Not what is locked.
pub(crate) fn expire(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    judged: &Judged<'_>,
) -> Result<Expired> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        let Some(version) = still_there(store, place, judged)? else { return Ok(Expired::Not) };
        let is_current = judged.newer.is_none();
        if is_current && version.is_marker() && has_older(store, place, judged.order)? {
            return Ok(Expired::Not);
        }
        if is_current && !version.is_marker() && bucket.versioning != Versioning::Never {
            mark(engine, cx, (store, batch), place, &version)?;
            return Ok(Expired::Marked);
        }
        if version.object.as_ref().is_some_and(|object| object.extras.is_locked(cx.call.now, false)) {
            return Ok(Expired::Not);
        }
        if is_current {
            uploads::note_delete(store, bucket.id, place.key, batch)?;
        }
        remove((engine, store), cx, place, &version, (batch, VERSION_EXPIRED))?;
        Ok(Expired::Removed)
    })
}

/// The marker is made at the beginning of the day:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configure-notification.html>.
fn mark(
    engine: &Engine,
    cx: &Context,
    (store, batch): (&Reader, &mut Batch),
    place: ObjectPlace<'_>,
    newest: &Version,
) -> Result<()> {
    let ObjectPlace { bucket, key } = place;
    uploads::note_delete(store, bucket.id, key, batch)?;
    let marker = add((engine, store), cx, place, Some(newest), batch)?;
    let modified_ms = marker.modified_ms - marker.modified_ms % DAY_MS;
    let marker = Version { modified_ms, ..marker };
    batch.put(object::key(bucket.id, key, marker.order), marker.encode()?);
    notifications::note(batch, engine, cx, bucket, &Happened::to(MARKER_EXPIRED, key, &marker))
}

/// Gives a version another storage class. Its record then; nothing if it is another by now.
pub(crate) fn transition(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    judged: &Judged<'_>,
    class: &str,
) -> Result<Option<Bytes>> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        let Some(mut version) = still_there(store, place, judged)? else { return Ok(None) };
        if let Some(object) = &mut version.object {
            object.described.storage_class = Some(class.to_owned());
            object.extras.moved_ms = Some(cx.call.now.millis());
            // The copy was of what lay in the other archive.
            object.extras.restored = None;
        }
        let record = version.encode()?;
        batch.put(object::key(bucket.id, place.key, version.order), record.clone());
        notifications::note(batch, engine, cx, &bucket, &Happened::to(TRANSITION, place.key, &version))?;
        Ok(Some(record))
    })
}

/// The version, if all stands as it was judged.
fn still_there(store: &Reader, place: ObjectPlace<'_>, judged: &Judged<'_>) -> Result<Option<Version>> {
    let ObjectPlace { bucket, key } = place;
    let setting = store.get(record::key(bucket.id, &LIFECYCLE, "").as_bytes())?;
    let found = store.get(object::key(bucket.id, key, judged.order).as_bytes())?;
    let is_same = setting.as_ref() == Some(&judged.lifecycle.record)
        && found.as_ref() == Some(&judged.record)
        && newer(store, bucket, key, judged.order)? == judged.newer;
    if is_same { Ok(Some(Version::decode(&judged.record)?)) } else { Ok(None) }
}

/// The order number of the version that is next newer.
fn newer(store: &Reader, bucket: &Bucket, key: &str, order: u64) -> Result<Option<u64>> {
    let (all, here) = (object::of_key(bucket.id, key), object::key(bucket.id, key, order));
    let mut found = None;
    store.scan(all.from_here(), Bound::Excluded(here.as_bytes()), Order::Descending, &mut |raw, _| {
        found = object::fields(raw).map(|(_, order)| order);
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// Whether a key has a version that is older than this one.
pub(crate) fn has_older(
    store: &Reader,
    ObjectPlace { bucket, key }: ObjectPlace<'_>,
    order: u64,
) -> Result<bool> {
    let (here, end) = (object::key(bucket.id, key, order), object::of_key(bucket.id, key).end());
    let mut found = false;
    store.scan(here.after(), Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |_, _| {
        found = true;
        ControlFlow::Break(())
    })?;
    Ok(found)
}
