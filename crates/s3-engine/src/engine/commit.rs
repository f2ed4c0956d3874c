//! The door of objects: the lock on the key, the current version, the condition, and one batch with the version's record,
//! its blobs and the notifications of it.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html>

use std::sync::Arc;

use base::clock::Timestamp;
use store::{Batch, Blob, Staged};

use crate::bucket::{self, Bucket, Versioning};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::annotations::{self, AnnotationsOf};
use crate::engine::decide;
use crate::engine::notifications;
use crate::engine::replica;
use crate::engine::uploads;
use crate::error::{Error, Result};
use crate::notify::event::{DELETED, Happened, MARKER_CREATED};
use crate::object::{self, Object, Version, asked, lock};
use crate::reader::Reader;

/// Where to write.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ObjectPlace<'a> {
    pub(crate) bucket: &'a Bucket,
    pub(crate) key: &'a str,
}

/// What changes with an object beside its own record: blobs that it takes, and the upload that it ends.
#[derive(Debug, Default)]
pub(crate) struct ObjectChanges(pub(super) Batch);

impl ObjectChanges {
    /// The object takes these bytes.
    pub(crate) fn create_blob(&mut self, staged: Staged) -> Blob {
        self.0.create_blob(staged)
    }

    /// The object shares the bytes of another.
    pub(crate) fn share_blob(&mut self, blob: Blob) {
        self.0.link(blob);
    }
}

/// An object to be written.
#[derive(Debug, Default)]
pub(crate) struct NewObject {
    pub(crate) object: Object,
    /// What changes with it.
    pub(crate) changes: ObjectChanges,
    /// The event's name, such as `ObjectCreated:Put`.
    pub(crate) event: &'static str,
    /// The object whose blobs are shared, bucket id and key: held too, so that they cannot go meanwhile.
    pub(crate) source: Option<(u64, String)>,
    /// When the object is said to have been modified, if not now.
    pub(crate) dated: Option<Timestamp>,
    /// The version whose annotations it gets.
    pub(crate) annotations: Option<AnnotationsOf>,
}

/// What a delete did.
#[derive(Debug, Default)]
pub(crate) struct DeletedObject {
    /// The version that is gone or the marker that was made; nothing in a bucket without versions.
    pub(crate) version_id: Option<String>,
    /// Whether that is a delete marker.
    pub(crate) marker: bool,
}

/// Writes an object, if `condition` agrees with the newest version of its key.
pub(crate) fn put(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    put: NewObject,
    condition: impl Fn(&Reader, Option<&Version>) -> Result<()> + Send,
) -> Result<Version> {
    let source = put.source.as_ref().map(|(bucket, key)| (*bucket, key.as_str()));
    let _guards = engine.lock_all([Some((place.bucket.id, place.key)), source].into_iter().flatten());
    let NewObject { object, changes, event, dated, annotations, .. } = put;
    decide::and_commit(engine, changes.0, |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        let newest = object::newest(store, &bucket, place.key)?;
        condition(store, newest.as_ref())?;
        let version = add((engine, store), cx, place, newest.as_ref(), batch)?;
        let modified_ms = dated.map_or(version.modified_ms, Timestamp::millis);
        let mut object = asked::retained(store, cx, &bucket, &object)?;
        if let Some(from) = &annotations {
            let to = AnnotationsOf { bucket: bucket.id, key: place.key.to_owned(), order: version.order };
            object.extras.annotated = annotations::copy((store, batch), from, &to, version.modified_ms)?;
        }
        let mut version = Version { object: Some(object), modified_ms, ..version };
        replica::note((store, batch), cx, &bucket, place.key, &mut version)?;
        batch.put(object::key(bucket.id, place.key, version.order), version.encode()?);
        notifications::note(batch, engine, cx, &bucket, &Happened::to(event, place.key, &version))?;
        Ok(version)
    })
}

/// Deletes a version, or puts a delete marker where the bucket keeps versions, if `condition` agrees with the
/// version that is concerned.
pub(crate) fn delete(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    id: Option<&str>,
    condition: impl Fn(Option<&Version>) -> Result<()>,
) -> Result<DeletedObject> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        match id {
            Some(id) => delete_version((engine, store), cx, place, id, (batch, &condition)),
            None => delete_current((engine, store), cx, place, (batch, &condition)),
        }
    })
}

/// A change of a version's tags.
pub(crate) struct Amendment<F> {
    /// The request's, for whom a delete marker refuses it.
    pub(crate) method: &'static str,
    /// The event's name, such as `ObjectTagging:Put`.
    pub(crate) event: &'static str,
    pub(crate) change: F,
}

/// Changes the tags of a version, bytes untouched.
pub(crate) fn amend(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    id: Option<&str>,
    Amendment { method, event, change }: Amendment<impl Fn(&mut Object)>,
) -> Result<Version> {
    let change = |object: &mut Object| {
        change(object);
        Ok(())
    };
    amend_if(engine, cx, (place, id), (method, Some(event)), change)
}

/// The same for a change that may be refused, and of which there may be no event.
pub(crate) fn amend_if(
    engine: &Engine,
    cx: &Context,
    (place, id): (ObjectPlace<'_>, Option<&str>),
    (method, event): (&'static str, Option<&'static str>),
    change: impl Fn(&mut Object) -> Result<()>,
) -> Result<Version> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let (version, mut object) = object::taggable(store, &bucket, place.key, id, method)?;
        change(&mut object)?;
        let mut version = Version { object: Some(object), ..version };
        replica::note((store, batch), cx, &bucket, place.key, &mut version)?;
        batch.put(object::key(bucket.id, place.key, version.order), version.encode()?);
        if let Some(event) = event {
            notifications::note(batch, engine, cx, &bucket, &Happened::to(event, place.key, &version))?;
        }
        Ok(version)
    })
}

/// The version to be written next: its place among the versions is taken, its object is still to come.
pub(super) fn add(
    (engine, store): (&Engine, &Reader),
    cx: &Context,
    place: ObjectPlace<'_>,
    newest: Option<&Version>,
    batch: &mut Batch,
) -> Result<Version> {
    let ObjectPlace { bucket, key } = place;
    let modified_ms = Timestamp::millis(cx.call.now);
    let sequence = engine.sequence(cx.call.now);
    let next = || sequence.max(newest.map_or(0, |newest| newest.order.saturating_add(1)));
    let (id, order, null_order) = match bucket.versioning {
        // The one version there is stays in its slot, so that a write is one entry.
        Versioning::Never => (None, object::ONLY_SLOT, Some(object::ONLY_SLOT)),
        Versioning::Suspended => {
            let order = next();
            (None, order, Some(order))
        }
        Versioning::Enabled => {
            let order = next();
            let id = object::new_id(order, &engine.entropy);
            (Some(id), order, newest.and_then(|newest| newest.null_order))
        }
    };
    let suspended = match bucket.versioning {
        Versioning::Suspended => object::version(store, bucket, key, object::NULL)?,
        Versioning::Never | Versioning::Enabled => None,
    };
    let replaced = match bucket.versioning {
        Versioning::Never => newest,
        Versioning::Suspended => suspended.as_ref(),
        Versioning::Enabled => None,
    };
    if let Some(old) = replaced {
        old.blobs().for_each(|blob| batch.unlink(blob));
        annotations::remove_all((store, batch), bucket.id, key, old)?;
        if old.order != order {
            batch.delete(object::key(bucket.id, key, old.order));
        }
    }
    Ok(Version { id, order, null_order, sequence, modified_ms, object: None })
}

type Deleting<'a, C> = (&'a mut Batch, &'a C);

fn delete_version<C: Fn(Option<&Version>) -> Result<()>>(
    (engine, store): (&Engine, &Reader),
    cx: &Context,
    place: ObjectPlace<'_>,
    id: &str,
    (batch, condition): Deleting<'_, C>,
) -> Result<DeletedObject> {
    let found = object::version(store, place.bucket, place.key, id)?;
    condition(found.as_ref())?;
    let Some(found) = found else {
        // AWS answers as if it had been there.
        return Ok(DeletedObject { version_id: Some(id.to_owned()), marker: false });
    };
    if place.bucket.mfa_delete {
        lock::check_mfa(cx)?;
    }
    lock::check_delete(cx, &found)?;
    remove((engine, store), cx, place, &found, (batch, DELETED))?;
    Ok(DeletedObject { version_id: Some(id.to_owned()), marker: found.is_marker() })
}

fn delete_current<C: Fn(Option<&Version>) -> Result<()>>(
    (engine, store): (&Engine, &Reader),
    cx: &Context,
    place: ObjectPlace<'_>,
    (batch, condition): Deleting<'_, C>,
) -> Result<DeletedObject> {
    let ObjectPlace { bucket, key } = place;
    let newest = object::newest(store, bucket, key)?;
    condition(newest.as_ref())?;
    uploads::note_delete(store, bucket.id, key, batch)?;
    if bucket.versioning == Versioning::Never {
        if let Some(newest) = newest {
            remove((engine, store), cx, place, &newest, (batch, DELETED))?;
        }
        return Ok(DeletedObject::default());
    }
    let mut marker = add((engine, store), cx, place, newest.as_ref(), batch)?;
    replica::note((store, batch), cx, bucket, key, &mut marker)?;
    batch.put(object::key(bucket.id, key, marker.order), marker.encode()?);
    notifications::note(batch, engine, cx, bucket, &Happened::to(MARKER_CREATED, key, &marker))?;
    Ok(DeletedObject { version_id: Some(marker.id().to_owned()), marker: true })
}

/// Removes a version, and tells of it by this event.
pub(super) fn remove(
    (engine, store): (&Engine, &Reader),
    cx: &Context,
    place: ObjectPlace<'_>,
    version: &Version,
    (batch, event): (&mut Batch, &'static str),
) -> Result<()> {
    batch.delete(object::key(place.bucket.id, place.key, version.order));
    version.blobs().for_each(|blob| batch.unlink(blob));
    annotations::remove_all((store, batch), place.bucket.id, place.key, version)?;
    notifications::note(batch, engine, cx, place.bucket, &Happened::to(event, place.key, version))
}

/// The bucket as it is now: it may have been deleted or changed since the request looked at it.
pub(super) fn fresh(store: &Reader, cx: &Context, known: &Bucket) -> Result<Arc<Bucket>> {
    bucket::find(store, cx, &known.name)?
        .filter(|bucket| bucket.id == known.id)
        .ok_or_else(|| Error::no_such_bucket(&known.name))
}
