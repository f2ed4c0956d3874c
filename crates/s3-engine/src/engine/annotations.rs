//! The door of annotations: under the lock of the object's key, in one batch with the version's record where that has to say
//! that there are some.

use store::{Batch, Staged};

use crate::context::Context;
use crate::engine::commit::{ObjectPlace, fresh};
use crate::engine::{Engine, decide, notifications, replica};
use crate::error::{Code, Error, Result};
use crate::notify::event::{ANNOTATION_DELETED, ANNOTATION_PUT, Happened};
use crate::object::annotation::{self, Annotation};
use crate::object::{self, Object, Version, encryption};
use crate::payload::checksum::Checksum;
use crate::reader::Reader;

/// An annotation to be put.
#[derive(Debug)]
pub(crate) struct NewAnnotation<'a> {
    pub(crate) name: &'a str,
    pub(crate) staged: Staged,
    /// Hexadecimal MD5.
    pub(crate) md5: String,
    pub(crate) checksum: Checksum,
}

/// Where the annotations of a version are.
#[derive(Clone, Debug)]
pub(crate) struct AnnotationsOf {
    /// The bucket's id.
    pub(crate) bucket: u64,
    pub(crate) key: String,
    /// The version's order number.
    pub(crate) order: u64,
}

impl AnnotationsOf {
    fn keys(&self) -> store::Key {
        annotation::of_version(self.bucket, &self.key, self.order)
    }
}

/// Gives a version an annotation, in place of one of that name, if `check` agrees. The version then, and the annotation.
pub(crate) fn put(
    engine: &Engine,
    cx: &Context,
    (place, id): (ObjectPlace<'_>, Option<&str>),
    new: NewAnnotation<'_>,
    check: impl Fn(&Object) -> Result<()>,
) -> Result<(Version, Annotation)> {
    let NewAnnotation { name, staged, md5, checksum } = new;
    let mut first = Batch::new();
    let blob = first.create_blob(staged);
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, first, |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let (version, mut object) = object::taggable(store, &bucket, place.key, id, "PUT")?;
        check(&object)?;
        let all = annotation::of_version(bucket.id, place.key, version.order);
        match annotation::find(store, &all, name)? {
            Some(old) => batch.unlink(old.blob),
            None if annotation::all(store, &all)?.len() >= annotation::MOST => {
                return Err(Error::of(Code::AnnotationLimitExceeded));
            }
            None => {}
        }
        let etag = encryption::etag(&object.described, &object.extras, md5.clone());
        let modified_ms = cx.call.now.millis();
        let kept = Annotation { blob, etag, checksum: checksum.clone(), modified_ms };
        batch.put(all.text(name), kept.encode()?);
        let is_first = !object.extras.annotated;
        object.extras.annotated = true;
        let version = Version { object: Some(object), ..version };
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        let version = tell((engine, store, batch), cx, place, version, (is_first, ANNOTATION_PUT))?;
        Ok((version, kept))
    })
}

/// Takes an annotation away from a version, if `check` agrees. One that is not there is as good.
pub(crate) fn remove(
    engine: &Engine,
    cx: &Context,
    (place, id): (ObjectPlace<'_>, Option<&str>),
    name: &str,
    check: impl Fn(&Object) -> Result<()>,
) -> Result<Version> {
    let _guard = engine.lock(place.bucket.id, place.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let bucket = fresh(store, cx, place.bucket)?;
        let (version, object) = object::taggable(store, &bucket, place.key, id, "DELETE")?;
        check(&object)?;
        let version = Version { object: Some(object), ..version };
        let all = annotation::of_version(bucket.id, place.key, version.order);
        let Some(old) = annotation::find(store, &all, name)? else { return Ok(version) };
        batch.unlink(old.blob);
        batch.delete(all.text(name));
        let place = ObjectPlace { bucket: &bucket, key: place.key };
        tell((engine, store, batch), cx, place, version, (false, ANNOTATION_DELETED))
    })
}

/// Tells replicas and receivers of what happened, and writes the version's record where that changed.
fn tell(
    (engine, store, batch): (&Engine, &Reader, &mut Batch),
    cx: &Context,
    ObjectPlace { bucket, key }: ObjectPlace<'_>,
    mut version: Version,
    (is_changed, event): (bool, &'static str),
) -> Result<Version> {
    let status = |version: &Version| version.object.as_ref().and_then(|it| it.extras.replication.clone());
    let before = status(&version);
    replica::note((store, batch), cx, bucket, key, &mut version)?;
    if is_changed || status(&version) != before {
        batch.put(object::key(bucket.id, key, version.order), version.encode()?);
    }
    notifications::note(batch, engine, cx, bucket, &Happened::to(event, key, &version))?;
    Ok(version)
}

/// The annotations of a version go with it.
pub(super) fn remove_all(
    (store, batch): (&Reader, &mut Batch),
    bucket: u64,
    key: &str,
    version: &Version,
) -> Result<()> {
    if version.object.as_ref().is_some_and(|object| object.extras.annotated) {
        clear((store, batch), &annotation::of_version(bucket, key, version.order))?;
    }
    Ok(())
}

fn clear((store, batch): (&Reader, &mut Batch), keys: &store::Key) -> Result<()> {
    for (name, old) in annotation::all(store, keys)? {
        batch.unlink(old.blob);
        batch.delete(keys.clone().text(&name));
    }
    Ok(())
}

/// Gives a new version the annotations of another. Whether there are any.
pub(super) fn copy(
    (store, batch): (&Reader, &mut Batch),
    from: &AnnotationsOf,
    to: &AnnotationsOf,
    modified_ms: u64,
) -> Result<bool> {
    let to = to.keys();
    let found = annotation::all(store, &from.keys())?;
    for (name, annotation) in &found {
        batch.link(annotation.blob);
        let copied = Annotation { modified_ms, ..annotation.clone() };
        batch.put(to.clone().text(name), copied.encode()?);
    }
    Ok(!found.is_empty())
}

/// Gives a replica the annotations that its source has by now.
pub(super) fn replicate(
    (store, batch): (&Reader, &mut Batch),
    from: &AnnotationsOf,
    to: &AnnotationsOf,
) -> Result<()> {
    let (from, to) = (from.keys(), to.keys());
    clear((store, batch), &to)?;
    for (name, annotation) in annotation::all(store, &from)? {
        batch.link(annotation.blob);
        batch.put(to.clone().text(&name), annotation.encode()?);
    }
    Ok(())
}
