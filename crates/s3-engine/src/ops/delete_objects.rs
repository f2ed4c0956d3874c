//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>

use s3s::dto::{self, DeleteObjectsInput, DeleteObjectsOutput, ObjectIdentifier};
use s3s::{S3Request, S3Response};
use store::Seq;

use crate::bucket::{self, Bucket};
use crate::commit::{self, Deleted, Place};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::operation::Operation;
use crate::precondition;

/// The most keys of one request.
const MAX_OBJECTS: usize = 1000;

/// So many keys are deleted before other requests have their turn.
const DELETES_OF_A_TURN: usize = 16;

pub(crate) struct DeleteObjects;

impl Operation for DeleteObjects {
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
        let quiet = input.delete.quiet == Some(true);
        let (mut deleted, errors) = delete_all(engine, cx, &bucket, objects).await?;
        if quiet {
            deleted.clear();
        }
        Ok(S3Response::new(DeleteObjectsOutput {
            deleted: Some(deleted),
            errors: Some(errors),
            request_charged: None,
        }))
    }
}

/// What was deleted, and what was not and why. Durable, and its events on their way, also where the bucket goes meanwhile.
async fn delete_all(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    objects: impl IntoIterator<Item = ObjectIdentifier>,
) -> Result<(Vec<dto::DeletedObject>, Vec<dto::Error>)> {
    let (mut deleted, mut errors, mut last, mut gone) = (Vec::new(), Vec::new(), None, None);
    for (at, object) in objects.into_iter().enumerate() {
        if at % DELETES_OF_A_TURN == 0 {
            tokio::task::yield_now().await;
        }
        match delete(engine, cx, bucket, &object) {
            Ok((done, seq)) => {
                last = seq.or(last);
                deleted.push(line(object, done));
            }
            Err(error) if error.is(Code::NoSuchBucket) => {
                gone = Some(error);
                break;
            }
            Err(error) => errors.push(dto::Error {
                code: Some(error.name().to_owned()),
                key: Some(object.key),
                message: Some(error.message().to_owned()),
                version_id: object.version_id,
            }),
        }
    }
    // All of them at once: what is durable includes what came before it.
    commit::settle(engine, last).await?;
    gone.map_or(Ok((deleted, errors)), Err)
}

fn delete(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    object: &ObjectIdentifier,
) -> Result<(Deleted, Option<Seq>)> {
    if object.size.is_some() || object.last_modified_time.is_some() {
        return Err(Error::of(Code::NotImplemented));
    }
    let place = Place { bucket, key: &object.key };
    commit::delete(engine, cx, place, object.version_id.as_deref(), |version| {
        let wanted = object.e_tag.as_ref().map(dto::ETag::value);
        precondition::check_delete_of_many(wanted, version.and_then(|version| version.object.as_ref()))
    })
}

/// A marker that was made is shown with its own id; a marker that was removed with the id that was asked for, too.
fn line(object: ObjectIdentifier, done: Deleted) -> dto::DeletedObject {
    dto::DeletedObject {
        delete_marker: done.marker.then_some(true),
        delete_marker_version_id: done.version_id.filter(|_| done.marker),
        key: Some(object.key),
        version_id: object.version_id,
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context as Waiting, Waker};

    use base::entropy::Entropy;
    use store::{Batch, testing};

    use super::*;
    use crate::tests::World;

    /// Our promise, at `--data-dir`: what is done is durable before anything is told, an error too.
    #[tokio::test]
    async fn a_bucket_that_goes_meanwhile_leaves_what_was_deleted_settled() {
        let (store, faults) = testing::store(Entropy::seeded(1));
        let world = World::on(store, Entropy::seeded(1));
        world.send("PUT", "/bkt", &[], "").await.expect(200);
        world.send("PUT", "/bkt/a", &[], "a").await.expect(200);
        let cx = world.engine.service_context(world.account, &world.region, "test");
        let bucket = bucket::open(&world.store, &cx, "bkt").unwrap();
        let drop_bucket = || {
            let mut batch = Batch::new();
            batch.delete(bucket::key(&cx, "bkt"));
            world.store.commit(batch).unwrap();
            "b"
        };
        let keys = [&(|| "a") as &dyn Fn() -> &'static str, &drop_bucket];
        let objects =
            keys.map(|key| move || ObjectIdentifier { key: key().to_owned(), ..Default::default() });
        faults.hold();
        let objects = objects.into_iter().map(|object| object());
        let mut all = pin!(delete_all(&world.engine, &cx, &bucket, objects));
        assert!(all.as_mut().poll(&mut Waiting::from_waker(Waker::noop())).is_pending());
        faults.let_go();
        assert!(all.await.unwrap_err().is(Code::NoSuchBucket));
    }
}
