//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html>

use s3s::dto::{BucketLocationConstraint, GetBucketLocationInput, GetBucketLocationOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;

pub(crate) struct GetBucketLocation;

impl Mounted for GetBucketLocation {
    const NAME: &'static str = "GetBucketLocation";
    type Input = GetBucketLocationInput;
    type Output = GetBucketLocationOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetBucketLocationInput>,
    ) -> Result<S3Response<GetBucketLocationOutput>> {
        let bucket = bucket::open(&engine.store, cx, &request.input.bucket)?;
        let location_constraint = bucket.location.clone().map(BucketLocationConstraint::from);
        Ok(S3Response::new(GetBucketLocationOutput { location_constraint }))
    }
}
