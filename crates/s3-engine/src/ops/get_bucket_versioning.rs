//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html>

use s3s::dto::{
    BucketVersioningStatus, GetBucketVersioningInput, GetBucketVersioningOutput, MFADeleteStatus,
};
use s3s::{S3Request, S3Response};

use crate::bucket::{self, Versioning};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;

pub(crate) struct GetBucketVersioning;

impl Mounted for GetBucketVersioning {
    const NAME: &'static str = "GetBucketVersioning";
    type Input = GetBucketVersioningInput;
    type Output = GetBucketVersioningOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetBucketVersioningInput>,
    ) -> Result<S3Response<GetBucketVersioningOutput>> {
        let bucket = bucket::open(&engine.store, cx, &request.input.bucket)?;
        let status = match bucket.versioning {
            Versioning::Never => None,
            Versioning::Enabled => Some(BucketVersioningStatus::ENABLED),
            Versioning::Suspended => Some(BucketVersioningStatus::SUSPENDED),
        };
        let off = MFADeleteStatus::from_static(MFADeleteStatus::DISABLED);
        let mfa_delete = bucket.mfa_delete_off.then_some(off);
        Ok(S3Response::new(GetBucketVersioningOutput {
            mfa_delete,
            status: status.map(BucketVersioningStatus::from_static),
        }))
    }
}
