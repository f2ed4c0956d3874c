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
use crate::object::lock;
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::{LIFECYCLE, OBJECT_LOCK, REPLICATION};

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
        let mfa_delete = match (bucket.mfa_delete, bucket.mfa_delete_off) {
            (true, _) => Some(MFADeleteStatus::ENABLED),
            (false, true) => Some(MFADeleteStatus::DISABLED),
            (false, false) => None,
        };
        Ok(S3Response::new(GetBucketVersioningOutput {
            mfa_delete: mfa_delete.map(MFADeleteStatus::from_static),
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
        let mfa_delete = match asked.mfa_delete.as_ref().map(MFADelete::as_str) {
            None => None,
            Some(MFADelete::ENABLED) => Some(true),
            Some(MFADelete::DISABLED) => Some(false),
            Some(_) => return Err(Error::of(Code::MalformedXml)),
        };
        let check = |store: &Reader, bucket: &Bucket| {
            if bucket.mfa_delete || mfa_delete == Some(true) {
                lock::check_mfa(cx)?;
            }
            if mfa_delete == Some(true) {
                may_want_a_factor(store, bucket)?;
            }
            match versioning {
                Versioning::Suspended => may_stop(store, bucket),
                _ => Ok(()),
            }
        };
        buckets::change_if(engine, cx, &known, check, |bucket| {
            bucket.versioning = versioning;
            bucket.mfa_delete = mfa_delete.unwrap_or(bucket.mfa_delete);
            bucket.mfa_delete_off |= mfa_delete.is_some();
        })?;
        Ok(S3Response::new(PutBucketVersioningOutput::default()))
    }
}

/// A lifecycle has no second factor. AWS's words of 2021-01-28 (cloudposse/terraform-aws-codebuild, issue 76).
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html>
fn may_want_a_factor(store: &Reader, bucket: &Bucket) -> Result<()> {
    match record::find(store, bucket, &LIFECYCLE, "")? {
        Found::Kept(_) => Err(Error::saying(
            Code::InvalidBucketState,
            "Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication.",
        )),
        _ => Ok(()),
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
