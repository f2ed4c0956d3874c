//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html>

use s3s::dto::{GetBucketTaggingInput, GetBucketTaggingOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::mounted::Mounted;
use crate::tag;

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
