//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>

use http::StatusCode;
use s3s::dto::{self, DeleteObjectsInput, DeleteObjectsOutput, ObjectIdentifier};
use s3s::{S3Request, S3Response};

use crate::access;
use crate::bucket::{self, Bucket};
use crate::context::{Context, LoggedAct};
use crate::engine::Engine;
use crate::engine::commit::{self, DeletedObject, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::message::time;
use crate::mounted::Mounted;
use crate::object::precondition::{self, ZonalCondition};
use crate::object::{self, lock};

/// The most keys of one request.
const MAX_OBJECTS: usize = 1000;

/// So many keys are deleted before other requests have their turn.
const DELETES_OF_A_TURN: usize = 16;

pub(crate) struct DeleteObjects;

impl Mounted for DeleteObjects {
    const NAME: &'static str = "DeleteObjects";
    type Input = DeleteObjectsInput;
    type Output = DeleteObjectsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<DeleteObjectsInput>,
    ) -> Result<S3Response<DeleteObjectsOutput>> {
        let input = request.input;
        if !cx.digested {
            return Err(Error::request(
                "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
            ));
        }
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let objects = input.delete.objects;
        if objects.is_empty() || objects.len() > MAX_OBJECTS {
            return Err(Error::of(Code::MalformedXml));
        }
        // "The entire request will fail, even if there are non-versioned objects you are trying to delete."
        if bucket.mfa_delete && objects.iter().any(|object| object.version_id.is_some()) {
            lock::check_mfa(cx)?;
        }
        let quiet = input.delete.quiet == Some(true);
        let (mut deleted, mut errors) = (Vec::new(), Vec::new());
        for (at, object) in objects.into_iter().enumerate() {
            if at % DELETES_OF_A_TURN == 0 {
                tokio::task::yield_now().await;
            }
            let done = delete(engine, cx, &bucket, &object);
            note(cx, &object, &done);
            match done {
                Ok(done) if quiet => drop(done),
                Ok(done) => deleted.push(line(object, done)),
                Err(error) if error.is(Code::NoSuchBucket) => return Err(error),
                Err(error) => errors.push(dto::Error {
                    code: Some(error.name().to_owned()),
                    key: Some(object.key),
                    message: Some(error.message().to_owned()),
                    version_id: object.version_id,
                }),
            }
        }
        Ok(S3Response::new(DeleteObjectsOutput {
            deleted: Some(deleted),
            errors: Some(errors),
            request_charged: None,
        }))
    }
}

/// Each key has a line of its own in the access log. That it has the line of the request in it is our guess.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>
fn note(cx: &Context, object: &ObjectIdentifier, done: &Result<DeletedObject>) {
    if !cx.is_logged() {
        return;
    }
    let (status, error) = match done {
        Ok(_) => (StatusCode::NO_CONTENT, None),
        Err(error) => (error.status(), Some(error.name().to_owned())),
    };
    let made = done.as_ref().ok().and_then(|done| done.version_id.clone());
    cx.note(LoggedAct {
        operation: "BATCH.DELETE.OBJECT",
        key: object.key.clone(),
        version: object.version_id.clone().or(made),
        status: Some(status.as_u16()),
        error,
        ..LoggedAct::default()
    });
}

fn delete(engine: &Engine, cx: &Context, bucket: &Bucket, asked: &ObjectIdentifier) -> Result<DeletedObject> {
    let zonal = ZonalCondition {
        size: asked.size.map(|size| u64::try_from(size).unwrap_or(u64::MAX)),
        modified: asked.last_modified_time.as_ref().map(time::of_dto),
    };
    if cx.zonal_class.is_none() && (zonal.size.is_some() || zonal.modified.is_some()) {
        return Err(Error::of(Code::NotImplemented));
    }
    access::admit_delete(&engine.store, cx, bucket, &asked.key, asked.version_id.as_deref())?;
    let place = ObjectPlace { bucket, key: &asked.key };
    // What can be no version's id is here one that is not there: AWS's answer of 2026-05-06 (versity/versitygw, issue 2119).
    if asked.version_id.as_deref().is_some_and(|id| !object::is_version_id(id)) {
        return Err(Error::of(Code::NoSuchVersion));
    }
    commit::delete(engine, cx, place, asked.version_id.as_deref(), |version| {
        let wanted = asked.e_tag.as_ref().map(dto::ETag::value);
        precondition::check_delete_of_many(wanted, version.and_then(|version| version.object.as_ref()))?;
        zonal.check(version)
    })
}

/// A marker that was made is shown with its own id; a marker that was removed with the id that was asked for, too.
fn line(object: ObjectIdentifier, done: DeletedObject) -> dto::DeletedObject {
    dto::DeletedObject {
        delete_marker: done.marker.then_some(true),
        delete_marker_version_id: done.version_id.filter(|_| done.marker),
        key: Some(object.key),
        version_id: object.version_id,
    }
}
