//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html>

use s3s::dto::{DeleteBucketTaggingInput, DeleteBucketTaggingOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::buckets;
use crate::error::Result;
use crate::mounted::Mounted;

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
