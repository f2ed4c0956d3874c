//! S3 as exports, imports and bulk operations see it: where an object is, and what it means when S3 refuses.

use base::arn::AccountId;
use base::seams::{Encryption, ObjectAddress, SeamError};

use crate::catalog::Owner;
use crate::shape::Rule::{BucketName, Digits12, Enum, LengthMax, LengthMin, NotNull};
use crate::shape::{Kind, Member};

/// `S3Bucket`
pub(crate) const BUCKET: Member =
    Member::ruled("S3Bucket", Kind::Text, &[NotNull, LengthMax(255), BucketName]);
/// `S3BucketOwner`
pub(crate) const BUCKET_OWNER: Member = Member::ruled("S3BucketOwner", Kind::Text, &[Digits12]);
/// `S3SseAlgorithm`
pub(crate) const SSE_ALGORITHM: Member =
    Member::ruled("S3SseAlgorithm", Kind::Text, &[Enum(&["AES256", "KMS"])]);
/// `S3SseKmsKeyId`
pub(crate) const SSE_KEY: Member =
    Member::ruled("S3SseKmsKeyId", Kind::Text, &[LengthMin(1), LengthMax(2048)]);

/// Why work with S3 failed for good: `FailureCode` and `FailureMessage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// An object in a bucket of its owner's, or of this account's if no owner is named.
pub(crate) fn place(owner: &Owner, bucket_owner: Option<&str>, bucket: &str, key: String) -> ObjectAddress {
    ObjectAddress {
        account: bucket_owner.and_then(AccountId::parse).unwrap_or(owner.0),
        region: owner.1.clone(),
        bucket: bucket.to_owned(),
        key,
        version: None,
    }
}

/// `S3SseAlgorithm` and `S3SseKmsKeyId` in S3's words.
pub(crate) fn encryption(algorithm: Option<&str>, kms_key: Option<&str>) -> Option<Encryption> {
    let algorithm = if algorithm? == "KMS" { "aws:kms" } else { "AES256" };
    let kms_key = kms_key.filter(|_| algorithm == "aws:kms").map(str::to_owned);
    Some(Encryption { algorithm: algorithm.to_owned(), kms_key })
}

/// What an error of S3 means where a bucket was named; nothing if it may go another time. The code and sentence of a
/// missing bucket are AWS's, the others are our guess.
pub(crate) fn failure(error: &SeamError) -> Option<Failure> {
    let failure = |code, message: &str| Some(Failure { code, message: message.to_owned() });
    match error {
        SeamError::NotFound(_) => failure("S3NoSuchBucket", "The specified bucket does not exist"),
        SeamError::Refused(why) => failure("S3AccessDenied", why),
        SeamError::Unavailable(_) => None,
    }
}
