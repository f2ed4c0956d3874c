//! Transfer acceleration: an address of its own that takes requests for buckets which have switched it on. Nothing is faster
//! there.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration.html>

use super::record::{self, Found};
use super::table::ACCELERATE;
use crate::bucket::Bucket;
use crate::error::{Error, Result};
use crate::reader::Reader;

/// Refuses what came to the accelerated address of a bucket that is not there. The sentences are those of AWS's list of errors,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>, with the name that its answers have.
pub(crate) fn check(store: &Reader, bucket: &Bucket) -> Result<()> {
    let Found::Kept(kept) = record::find(store, bucket, &ACCELERATE, "")? else {
        return Err(Error::request("S3 Transfer Acceleration is not configured on this bucket"));
    };
    match ACCELERATE.read(kept.document.as_bytes())?.text("Status") {
        Some("Enabled") => Ok(()),
        _ => Err(Error::request("S3 Transfer Acceleration is disabled on this bucket")),
    }
}

/// The refusal of a request that names no bucket in its host.
pub(crate) fn needs_bucket() -> Error {
    Error::request("S3 Transfer Acceleration endpoint only supports virtual style requests.")
}
