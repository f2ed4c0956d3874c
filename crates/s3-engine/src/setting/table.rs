//! The settings, one value each.

use super::{Setting, model, rules};
use crate::bucket::defaults::{self, BucketDefault};
use crate::error::Code;

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html>
pub(crate) static ENCRYPTION: Setting = Setting {
    kind: "encryption",
    put: &model::PUT_BUCKET_ENCRYPTION,
    default: BucketDefault::Is(defaults::encryption),
    once_deleted: None,
    check: rules::encryption,
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html>
pub(crate) static OWNERSHIP: Setting = Setting {
    kind: "ownership",
    put: &model::PUT_BUCKET_OWNERSHIP_CONTROLS,
    default: BucketDefault::Is(defaults::ownership),
    once_deleted: Some(Code::OwnershipControlsNotFoundError),
    check: rules::ownership,
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html>
pub(crate) static PUBLIC_ACCESS: Setting = Setting {
    kind: "public-access",
    put: &model::PUT_PUBLIC_ACCESS_BLOCK,
    default: BucketDefault::Is(defaults::public_access),
    once_deleted: Some(Code::NoSuchPublicAccessBlockConfiguration),
    check: rules::public_access,
};
