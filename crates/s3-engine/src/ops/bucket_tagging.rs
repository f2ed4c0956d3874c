//! The tags of a bucket: GetBucketTagging, PutBucketTagging, DeleteBucketTagging.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html>

use s3s::dto::{
    DeleteBucketTaggingInput, DeleteBucketTaggingOutput, GetBucketTaggingInput, GetBucketTaggingOutput,
    PutBucketTaggingInput, PutBucketTaggingOutput,
};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::{Engine, buckets};
use crate::error::{Code, Error, Result};
use crate::mounted::Mounted;
use crate::tag::{self, On};

pub(crate) struct GetBucketTagging;

impl Mounted for GetBucketTagging {
    const NAME: &'static str = "GetBucketTagging";
    type Input = GetBucketTaggingInput;
    type Output = GetBucketTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetBucketTaggingInput>,
    ) -> Result<S3Response<GetBucketTaggingOutput>> {
        let bucket = bucket::open(&engine.store, cx, &request.input.bucket)?;
        if bucket.tags.is_empty() {
            return Err(Error::not_configured(Code::NoSuchTagSet, &bucket.name));
        }
        Ok(S3Response::new(GetBucketTaggingOutput { tag_set: tag::to_set(&bucket.tags) }))
    }
}

pub(crate) struct PutBucketTagging;

impl Mounted for PutBucketTagging {
    const NAME: &'static str = "PutBucketTagging";
    type Input = PutBucketTaggingInput;
    type Output = PutBucketTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<PutBucketTaggingInput>,
    ) -> Result<S3Response<PutBucketTaggingOutput>> {
        let input = request.input;
        let known = bucket::open(&engine.store, cx, &input.bucket)?;
        let tags = tag::of_document(input.tagging, On::Bucket)?;
        buckets::change(engine, cx, &known, |bucket| {
            bucket.tags = tags.clone();
        })?;
        // As DeleteBucketTagging does, and unlike other PUTs.
        cx.set_status(http::StatusCode::NO_CONTENT);
        Ok(S3Response::new(PutBucketTaggingOutput::default()))
    }
}

pub(crate) struct DeleteBucketTagging;

impl Mounted for DeleteBucketTagging {
    const NAME: &'static str = "DeleteBucketTagging";
    type Input = DeleteBucketTaggingInput;
    type Output = DeleteBucketTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<DeleteBucketTaggingInput>,
    ) -> Result<S3Response<DeleteBucketTaggingOutput>> {
        let known = bucket::open(&engine.store, cx, &request.input.bucket)?;
        buckets::change(engine, cx, &known, |bucket| {
            bucket.tags.clear();
        })?;
        Ok(S3Response::new(DeleteBucketTaggingOutput::default()))
    }
}
