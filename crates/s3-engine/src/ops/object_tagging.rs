//! The tags of a version: GetObjectTagging, PutObjectTagging, DeleteObjectTagging.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html>

use s3s::dto::{
    DeleteObjectTaggingInput, DeleteObjectTaggingOutput, GetObjectTaggingInput, GetObjectTaggingOutput,
    PutObjectTaggingInput, PutObjectTaggingOutput,
};
use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, Amendment, ObjectPlace};
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::{Object, describe};
use crate::tag::{self, On};
use crate::{bucket, object};

pub(crate) struct GetObjectTagging;

impl Mounted for GetObjectTagging {
    const NAME: &'static str = "GetObjectTagging";
    type Input = GetObjectTaggingInput;
    type Output = GetObjectTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetObjectTaggingInput>,
    ) -> Result<S3Response<GetObjectTaggingOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let id = input.version_id.as_deref();
        let (version, object) = object::taggable(&engine.store, &bucket, &input.key, id, "GET")?;
        Ok(S3Response::new(GetObjectTaggingOutput {
            tag_set: tag::to_set(&object.tags),
            version_id: describe::shown_version(&version),
        }))
    }
}

pub(crate) struct PutObjectTagging;

impl Mounted for PutObjectTagging {
    const NAME: &'static str = "PutObjectTagging";
    type Input = PutObjectTaggingInput;
    type Output = PutObjectTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<PutObjectTaggingInput>,
    ) -> Result<S3Response<PutObjectTaggingOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let tags = tag::of_document(input.tagging, On::Object)?;
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        let change = |object: &mut Object| object.tags = tags.clone();
        let amend = Amendment { method: "PUT", event: "ObjectTagging:Put", change };
        let version = commit::amend(engine, cx, place, input.version_id.as_deref(), amend)?;
        Ok(S3Response::new(PutObjectTaggingOutput { version_id: describe::shown_version(&version) }))
    }
}

pub(crate) struct DeleteObjectTagging;

impl Mounted for DeleteObjectTagging {
    const NAME: &'static str = "DeleteObjectTagging";
    type Input = DeleteObjectTaggingInput;
    type Output = DeleteObjectTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<DeleteObjectTaggingInput>,
    ) -> Result<S3Response<DeleteObjectTaggingOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        let change = |object: &mut Object| object.tags.clear();
        let amend = Amendment { method: "DELETE", event: "ObjectTagging:Delete", change };
        let version = commit::amend(engine, cx, place, input.version_id.as_deref(), amend)?;
        Ok(S3Response::new(DeleteObjectTaggingOutput { version_id: describe::shown_version(&version) }))
    }
}
