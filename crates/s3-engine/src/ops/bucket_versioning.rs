//! Whether a bucket keeps versions: GetBucketVersioning, PutBucketVersioning.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html>

use s3s::dto::{
    BucketVersioningStatus, GetBucketVersioningInput, GetBucketVersioningOutput, MFADelete, MFADeleteStatus,
    PutBucketVersioningInput, PutBucketVersioningOutput,
};
use s3s::{S3Request, S3Response};

use crate::bucket::{self, Bucket, Versioning};
use crate::context::Context;
use crate::engine::{Engine, buckets};
use crate::error::{Code, Error, Result};
use crate::mounted::Mounted;
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::{OBJECT_LOCK, REPLICATION};

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

pub(crate) struct PutBucketVersioning;

impl Mounted for PutBucketVersioning {
    const NAME: &'static str = "PutBucketVersioning";
    type Input = PutBucketVersioningInput;
    type Output = PutBucketVersioningOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<PutBucketVersioningInput>,
    ) -> Result<S3Response<PutBucketVersioningOutput>> {
        let input = request.input;
        let known = bucket::open(&engine.store, cx, &input.bucket)?;
        let asked = input.versioning_configuration;
        let versioning = match asked.status.as_ref().map(BucketVersioningStatus::as_str) {
            Some(BucketVersioningStatus::ENABLED) => Versioning::Enabled,
            Some(BucketVersioningStatus::SUSPENDED) => Versioning::Suspended,
            None => return Err(Error::of(Code::IllegalVersioningConfigurationException)),
            Some(_) => return Err(Error::of(Code::MalformedXml)),
        };
        if asked.mfa_delete.as_ref().map(MFADelete::as_str) == Some(MFADelete::ENABLED) {
            return Err(Error::saying(Code::NotImplemented, "MFA delete is not implemented."));
        }
        let check = |store: &Reader, bucket: &Bucket| match versioning {
            Versioning::Suspended => may_stop(store, bucket),
            _ => Ok(()),
        };
        buckets::change_if(engine, cx, &known, check, |bucket| {
            bucket.versioning = versioning;
            bucket.mfa_delete_off |= asked.mfa_delete.is_some();
        })?;
        Ok(S3Response::new(PutBucketVersioningOutput::default()))
    }
}

/// An object lock and a replication need versions. Codes and words are AWS's as generally known.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>
fn may_stop(store: &Reader, bucket: &Bucket) -> Result<()> {
    let refusals = [
        (
            &OBJECT_LOCK,
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        ),
        (
            &REPLICATION,
            "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
        ),
    ];
    for (setting, message) in refusals {
        if let Found::Kept(_) = record::find(store, bucket, setting, "")? {
            return Err(Error::saying(Code::InvalidBucketState, message));
        }
    }
    Ok(())
}
