//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html>

use s3s::dto::{PutBucketTaggingInput, PutBucketTaggingOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::buckets;
use crate::error::Result;
use crate::mounted::Mounted;
use crate::tag::{self, On};

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
            bucket.tags = tags;
        })?;
        // As DeleteBucketTagging does, and unlike other PUTs.
        cx.set_status(http::StatusCode::NO_CONTENT);
        Ok(S3Response::new(PutBucketTaggingOutput::default()))
    }
}
