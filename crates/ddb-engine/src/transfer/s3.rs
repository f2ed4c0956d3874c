//! S3 as exports, imports and bulk operations see it: where an object is, and what it means when S3 refuses.

use base::arn::AccountId;
use base::seams::{Encryption, ObjectAddress, SeamError};

use crate::definition::owner::Owner;
use crate::error::Error;
use crate::message::shape::{Kind, Member, pattern};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::NotNull};

/// `S3Bucket`
pub(crate) const BUCKET: Member =
    Member::ruled("S3Bucket", Kind::Text, &[NotNull, LengthMax(255), Matches(pattern::BUCKET)]);
/// `S3BucketOwner`
pub(crate) const BUCKET_OWNER: Member =
    Member::ruled("S3BucketOwner", Kind::Text, &[Matches(pattern::ACCOUNT)]);
/// `ClientToken`
pub(crate) const CLIENT_TOKEN: Member =
    Member::ruled("ClientToken", Kind::Text, &[Matches(pattern::CLIENT_TOKEN)]);
/// `S3SseAlgorithm`
pub(crate) const SSE_ALGORITHM: Member =
    Member::ruled("S3SseAlgorithm", Kind::Text, &[Enum(&["AES256", "KMS"])]);
/// `S3SseKmsKeyId`
pub(crate) const SSE_KEY: Member =
    Member::ruled("S3SseKmsKeyId", Kind::Text, &[LengthMin(1), LengthMax(2048)]);

/// Why work with S3 failed for good: `FailureCode` and `FailureMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: &'static str,
    pub(super) message: String,
}

/// Whether work of this account may use a bucket of the owner that is named. Naming somebody gives nobody leave: AWS asks
/// the bucket's policy, and no bucket has one here yet, so only the account's own buckets are open to it.
pub(super) fn admits(owner: &Owner, bucket_owner: Option<&str>) -> Result<(), SeamError> {
    match bucket_owner.and_then(AccountId::parse) {
        Some(named) if named != owner.0 => Err(SeamError::Refused("Access Denied".to_owned())),
        _ => Ok(()),
    }
}

/// An object in a bucket. Whose bucket it is S3 knows.
pub(super) fn place(owner: &Owner, bucket: &str, key: String) -> ObjectAddress {
    ObjectAddress { account: owner.0, region: owner.1.clone(), bucket: bucket.to_owned(), key, version: None }
}

/// `S3SseAlgorithm` and `S3SseKmsKeyId` in S3's words.
pub(super) fn encryption(algorithm: Option<&str>, kms_key: Option<&str>) -> Option<Encryption> {
    let algorithm = if algorithm? == "KMS" { "aws:kms" } else { "AES256" };
    let kms_key = kms_key.filter(|_| algorithm == "aws:kms").map(str::to_owned);
    Some(Encryption { algorithm: algorithm.to_owned(), kms_key })
}

/// Why work with S3 does not go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// It never will.
    Failed(Failure),
    /// It may another time.
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

/// What an error of S3 means where a bucket was named. The code and sentence of a missing bucket are AWS's, all others
/// are our guess.
impl From<SeamError> for Stop {
    fn from(error: SeamError) -> Stop {
        Stop::of(error, ("S3NoSuchBucket", "The specified bucket does not exist"))
    }
}

impl Stop {
    /// What an error means where an object was named.
    pub(super) fn of_object(error: SeamError) -> Stop {
        Stop::of(error, ("S3NoSuchKey", "The specified key does not exist"))
    }

    fn of(error: SeamError, (missing, sentence): (&'static str, &str)) -> Stop {
        let failed = |code, message: &str| Stop::Failed(Failure { code, message: message.to_owned() });
        match &error {
            SeamError::NotFound(_) => failed(missing, sentence),
            SeamError::Refused(why) => failed("S3AccessDenied", why),
            SeamError::Unavailable(_) => Stop::Error(Error::internal(error)),
        }
    }
}
