//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html>

use s3s::dto::{GetBucketNotificationConfigurationInput, GetBucketNotificationConfigurationOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;

pub(crate) struct GetBucketNotificationConfiguration;

impl Mounted for GetBucketNotificationConfiguration {
    const NAME: &'static str = "GetBucketNotificationConfiguration";
    type Input = GetBucketNotificationConfigurationInput;
    type Output = GetBucketNotificationConfigurationOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetBucketNotificationConfigurationInput>,
    ) -> Result<S3Response<GetBucketNotificationConfigurationOutput>> {
        let bucket = bucket::open(&engine.store, cx, &request.input.bucket)?;
        Ok(S3Response::new(bucket.notifications.to_document()))
    }
}
