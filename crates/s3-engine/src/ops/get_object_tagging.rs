//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html>

use s3s::dto::{GetObjectTaggingInput, GetObjectTaggingOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object;
use crate::object::describe;
use crate::tag;

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
        let (version, object) = object::taggable(&engine.store, bucket.id, &input.key, id, "GET")?;
        Ok(S3Response::new(GetObjectTaggingOutput {
            tag_set: tag::to_set(&object.tags),
            version_id: describe::shown_version(&version),
        }))
    }
}
