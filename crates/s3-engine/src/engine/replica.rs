//! The door of replicas: what a version's commit says of them, and what becomes of a message that asks for one.
//!
//! A message names a version; what is brought over is what that version is by then, so a message that comes twice, or late, does
//! no harm.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use store::{Batch, Channel};

use crate::access;
use crate::bucket::{self, Bucket, Versioning};
use crate::context::Context;
use crate::engine::annotations::{self, AnnotationsOf};
use crate::engine::{Engine, decide, notifications};
use crate::error::{Error, Result};
use crate::notify::event::{Happened, REPLICATION_FAILED};
use crate::object::encryption::{ENCRYPTION, KMS_KEY};
use crate::object::{self, Object, Version};
use crate::reader::Reader;
use crate::replication::{self, Destination};
use crate::setting::ownership;

/// Who replicates.
const S3: &str = "s3.amazonaws.com";

/// A version on its way into another bucket.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Replica {
    partition: String,
    /// The bucket that it comes from: its name, and the number by which it is known in keys.
    bucket: String,
    bucket_id: u64,
    key: String,
    order: u64,
    to: Destination,
}

/// Marks a version that goes elsewhere, and posts what brings it there.
pub(super) fn note(
    (store, batch): (&Reader, &mut Batch),
    cx: &Context,
    bucket: &Bucket,
    key: &str,
    version: &mut Version,
) -> Result<()> {
    let destinations = replication::destinations(store, bucket, key, version)?;
    if destinations.is_empty() {
        return Ok(());
    }
    if let Some(object) = &mut version.object {
        object.extras.replication = Some(replication::PENDING.to_owned());
    }
    for to in destinations {
        let lane = to.bucket.clone();
        let replica = Replica {
            partition: cx.call.region.partition().to_owned(),
            bucket: bucket.name.clone(),
            bucket_id: bucket.id,
            key: key.to_owned(),
            order: version.order,
            to,
        };
        let message = serde_json::to_vec(&replica).map_err(Error::internal)?;
        batch.post(Channel::S3Replication, &lane, message);
    }
    Ok(())
}

/// Makes the replica that a message asks for, and notes with its source what came of it.
pub(crate) fn make(engine: &Engine, replica: &Replica) -> Result<()> {
    let Some(from) = source_of(engine, replica)? else { return Ok(()) };
    let cx = engine.context_in(&from, S3)?;
    let found = bucket::find_in(&engine.store, &replica.partition, &replica.to.bucket)?;
    let Some(to) = found.filter(|to| to.versioning == Versioning::Enabled) else {
        return finish(engine, &cx, replica, replication::FAILED);
    };
    if !is_let_in(engine, &cx, (&from, &to), replica)? {
        return finish(engine, &cx, replica, replication::FAILED);
    }
    copy(engine, &cx, (&from, &to), replica)?;
    finish(engine, &cx, replica, replication::COMPLETED)
}

/// Whether the owner of the bucket that the version goes to lets it in, where that is another account.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html>
fn is_let_in(
    engine: &Engine,
    cx: &Context,
    (from, to): (&Bucket, &Bucket),
    replica: &Replica,
) -> Result<bool> {
    if from.owner() == to.owner() {
        return Ok(true);
    }
    let Some(version) = version_of(&engine.store, replica)? else { return Ok(true) };
    let role = replica.to.role.as_str();
    access::admits_replica(&engine.store, cx, role, (to, &replica.key, version.is_marker()))
}

fn copy(engine: &Engine, cx: &Context, (from, to): (&Bucket, &Bucket), replica: &Replica) -> Result<()> {
    let _guards = engine.lock_all([(from.id, replica.key.as_str()), (to.id, replica.key.as_str())]);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let Some(version) = version_of(store, replica)? else { return Ok(()) };
        let found = bucket::find_in(store, &replica.partition, &to.name)?.filter(|now| now.id == to.id);
        let Some(to) = found else { return Ok(()) };
        bring(engine, (store, batch), cx, (from, &to), (replica, &version))
    })
}

/// Puts the version into the other bucket, in its place among the versions that are there.
fn bring(
    engine: &Engine,
    (store, batch): (&Reader, &mut Batch),
    cx: &Context,
    (from, to): (&Bucket, &Bucket),
    (replica, version): (&Replica, &Version),
) -> Result<()> {
    let key = &replica.key;
    let place = object::key(to.id, key, version.order);
    let known = store.get(place.as_bytes())?.map(|raw| Version::decode(&raw)).transpose()?;
    if known.as_ref().is_some_and(|known| known.id != version.id) {
        // Another version has the place: this one cannot be there too.
        return Err(Error::internal("two versions have one place"));
    }
    let newest = object::newest(store, to, key)?;
    let is_new = known.is_none();
    let object = version
        .object
        .clone()
        .map(|object| as_replica(store, (from, to), &replica.to, object))
        .transpose()?;
    if version.object.as_ref().is_some_and(|object| object.extras.annotated) {
        let of =
            |bucket: &Bucket| AnnotationsOf { bucket: bucket.id, key: key.clone(), order: version.order };
        annotations::replicate((store, batch), &of(from), &of(to))?;
    }
    if is_new {
        version.blobs().for_each(|blob| batch.link(blob));
    }
    let null_order = match &known {
        Some(known) => known.null_order,
        None => newest.as_ref().and_then(|newest| newest.null_order).filter(|order| *order < version.order),
    };
    let copy = Version { null_order, sequence: engine.sequence(cx.call.now), object, ..version.clone() };
    batch.put(place, copy.encode()?);
    if is_new {
        let event = if copy.is_marker() { crate::notify::event::MARKER_CREATED } else { "ObjectCreated:Put" };
        notifications::note(batch, engine, cx, to, &Happened::to(event, key, &copy))?;
    }
    Ok(())
}

/// What an object is in the bucket that it goes to.
fn as_replica(
    store: &Reader,
    (from, to): (&Bucket, &Bucket),
    destination: &Destination,
    mut object: Object,
) -> Result<Object> {
    if let Some(class) = &destination.storage_class {
        object.described.storage_class = Some(class.clone()).filter(|class| class != "STANDARD");
    }
    if let Some(key) = &destination.kms_key {
        object.described.headers.insert(ENCRYPTION.to_owned(), "aws:kms".to_owned());
        object.described.headers.insert(KMS_KEY.to_owned(), key.clone());
    }
    let owner = object.extras.owner.take().unwrap_or_else(|| from.owner().to_owned());
    let keeps_owner = ownership::of(store, to)?.has_acls() && !destination.changes_owner;
    object.extras.owner = Some(owner).filter(|owner| keeps_owner && owner != to.owner());
    if !keeps_owner {
        object.extras.acl = None;
    }
    object.extras.restored = None;
    object.extras.replication = Some(replication::REPLICA.to_owned());
    Ok(object)
}

/// Notes with the source what came of its replicas. One that failed stays so until the version is changed.
fn finish(engine: &Engine, cx: &Context, replica: &Replica, status: &str) -> Result<()> {
    let _guard = engine.lock(replica.bucket_id, &replica.key);
    decide::and_commit(engine, Batch::new(), |store, batch| {
        let Some(mut version) = version_of(store, replica)? else { return Ok(()) };
        let Some(object) = &mut version.object else { return Ok(()) };
        // Of several replicas one that fails says more than those that are there.
        let before = object.extras.replication.as_deref();
        let is_news = before == Some(replication::PENDING)
            || (status == replication::FAILED && before == Some(replication::COMPLETED));
        if !is_news {
            return Ok(());
        }
        object.extras.replication = Some(status.to_owned());
        batch.put(object::key(replica.bucket_id, &replica.key, version.order), version.encode()?);
        if status == replication::FAILED
            && let Some(bucket) = source_in(store, replica)?
        {
            let happened = Happened::to(REPLICATION_FAILED, &replica.key, &version);
            notifications::note(batch, engine, cx, &bucket, &happened)?;
        }
        Ok(())
    })
}

fn version_of(store: &Reader, replica: &Replica) -> Result<Option<Version>> {
    let raw = store.get(object::key(replica.bucket_id, &replica.key, replica.order).as_bytes())?;
    raw.map(|raw| Version::decode(&raw)).transpose()
}

fn source_of(engine: &Engine, replica: &Replica) -> Result<Option<Arc<Bucket>>> {
    source_in(&engine.store, replica)
}

/// The bucket that a version comes from; nothing if it is gone.
fn source_in(store: &Reader, replica: &Replica) -> Result<Option<Arc<Bucket>>> {
    let found = bucket::find_in(store, &replica.partition, &replica.bucket)?;
    Ok(found.filter(|bucket| bucket.id == replica.bucket_id))
}
