//! What a row of the table of routes is to a policy, and to an access control list. Where nothing else stands here the action
//! has the operation's name.
//!
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions>

use std::borrow::Cow;

use crate::route::{ResourceKind, RouteRow};

/// A permission of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grant {
    /// Whose list.
    pub(super) on: ResourceKind,
    pub(super) permission: &'static str,
}

const fn grant(on: ResourceKind, permission: &'static str) -> Grant {
    Grant { on, permission }
}

pub(super) const BUCKET_READ: Grant = grant(ResourceKind::Bucket, "READ");
pub(super) const BUCKET_WRITE: Grant = grant(ResourceKind::Bucket, "WRITE");
pub(super) const OBJECT_READ: Grant = grant(ResourceKind::Object, "READ");

/// An operation whose action has another name, or that a list can grant.
struct ActionRow {
    /// The operation's name.
    operation: &'static str,
    /// The action's, without `s3:`.
    action: &'static str,
    grant: Option<Grant>,
}

const fn row(operation: &'static str, action: &'static str) -> ActionRow {
    ActionRow { operation, action, grant: None }
}

const fn granted(
    operation: &'static str,
    action: &'static str,
    on: ResourceKind,
    permission: &'static str,
) -> ActionRow {
    ActionRow { operation, action, grant: Some(grant(on, permission)) }
}

const B: ResourceKind = ResourceKind::Bucket;
const O: ResourceKind = ResourceKind::Object;

#[rustfmt::skip]
static ROWS: &[ActionRow] = &[
    granted("HeadBucket", "ListBucket", B, "READ"),
    granted("ListObjects", "ListBucket", B, "READ"),
    granted("ListObjectsV2", "ListBucket", B, "READ"),
    granted("ListObjectVersions", "ListBucketVersions", B, "READ"),
    granted("ListMultipartUploads", "ListBucketMultipartUploads", B, "READ"),
    granted("GetBucketAcl", "GetBucketAcl", B, "READ_ACP"),
    granted("PutBucketAcl", "PutBucketAcl", B, "WRITE_ACP"),

    granted("PutObject", "PutObject", B, "WRITE"),
    granted("CopyObject", "PutObject", B, "WRITE"),
    granted("CreateMultipartUpload", "PutObject", B, "WRITE"),
    granted("UploadPart", "PutObject", B, "WRITE"),
    granted("UploadPartCopy", "PutObject", B, "WRITE"),
    granted("CompleteMultipartUpload", "PutObject", B, "WRITE"),
    granted("AbortMultipartUpload", "AbortMultipartUpload", B, "WRITE"),
    granted("ListParts", "ListMultipartUploadParts", B, "WRITE"),
    granted("DeleteObject", "DeleteObject", B, "WRITE"),
    granted("GetObject", "GetObject", O, "READ"),
    granted("HeadObject", "GetObject", O, "READ"),
    granted("GetObjectAttributes", "GetObjectAttributes", O, "READ"),
    granted("SelectObjectContent", "GetObject", O, "READ"),
    granted("GetObjectAcl", "GetObjectAcl", O, "READ_ACP"),
    granted("PutObjectAcl", "PutObjectAcl", O, "WRITE_ACP"),

    row("GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"),
    row("PutBucketAccelerateConfiguration", "PutAccelerateConfiguration"),
    row("GetBucketAnalyticsConfiguration", "GetAnalyticsConfiguration"),
    row("ListBucketAnalyticsConfigurations", "GetAnalyticsConfiguration"),
    row("PutBucketAnalyticsConfiguration", "PutAnalyticsConfiguration"),
    row("DeleteBucketAnalyticsConfiguration", "PutAnalyticsConfiguration"),
    row("GetBucketCors", "GetBucketCORS"),
    row("PutBucketCors", "PutBucketCORS"),
    row("DeleteBucketCors", "PutBucketCORS"),
    row("GetBucketEncryption", "GetEncryptionConfiguration"),
    row("PutBucketEncryption", "PutEncryptionConfiguration"),
    row("DeleteBucketEncryption", "PutEncryptionConfiguration"),
    row("GetBucketIntelligentTieringConfiguration", "GetIntelligentTieringConfiguration"),
    row("ListBucketIntelligentTieringConfigurations", "GetIntelligentTieringConfiguration"),
    row("PutBucketIntelligentTieringConfiguration", "PutIntelligentTieringConfiguration"),
    row("DeleteBucketIntelligentTieringConfiguration", "PutIntelligentTieringConfiguration"),
    row("GetBucketInventoryConfiguration", "GetInventoryConfiguration"),
    row("ListBucketInventoryConfigurations", "GetInventoryConfiguration"),
    row("PutBucketInventoryConfiguration", "PutInventoryConfiguration"),
    row("DeleteBucketInventoryConfiguration", "PutInventoryConfiguration"),
    row("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
    row("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
    row("DeleteBucketLifecycle", "PutLifecycleConfiguration"),
    row("CreateBucketMetadataConfiguration", "CreateBucketMetadataTableConfiguration"),
    row("GetBucketMetadataConfiguration", "GetBucketMetadataTableConfiguration"),
    row("DeleteBucketMetadataConfiguration", "DeleteBucketMetadataTableConfiguration"),
    row("GetBucketMetricsConfiguration", "GetMetricsConfiguration"),
    row("ListBucketMetricsConfigurations", "GetMetricsConfiguration"),
    row("PutBucketMetricsConfiguration", "PutMetricsConfiguration"),
    row("DeleteBucketMetricsConfiguration", "PutMetricsConfiguration"),
    row("GetBucketNotificationConfiguration", "GetBucketNotification"),
    row("PutBucketNotificationConfiguration", "PutBucketNotification"),
    row("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
    row("PutObjectLockConfiguration", "PutBucketObjectLockConfiguration"),
    row("DeleteBucketOwnershipControls", "PutBucketOwnershipControls"),
    row("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
    row("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
    row("DeletePublicAccessBlock", "PutBucketPublicAccessBlock"),
    row("GetBucketReplication", "GetReplicationConfiguration"),
    row("PutBucketReplication", "PutReplicationConfiguration"),
    row("DeleteBucketReplication", "PutReplicationConfiguration"),
    row("DeleteBucketTagging", "PutBucketTagging"),
    row("UpdateObjectEncryption", "UpdateObjectEncryption"),
];

/// What is allowed on a directory bucket as a whole, by actions of the service `s3express`; a session allows the rest.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html>
const OF_DIRECTORIES: [&str; 12] = [
    "DeleteBucket",
    "DeleteBucketPolicy",
    "GetBucketPolicy",
    "GetEncryptionConfiguration",
    "GetInventoryConfiguration",
    "GetLifecycleConfiguration",
    "GetMetricsConfiguration",
    "PutBucketPolicy",
    "PutEncryptionConfiguration",
    "PutInventoryConfiguration",
    "PutLifecycleConfiguration",
    "PutMetricsConfiguration",
];

/// The action that stands for one of S3's where the bucket is a directory bucket.
pub(super) fn of_directory(action: &str) -> &'static str {
    OF_DIRECTORIES.into_iter().find(|known| *known == action).unwrap_or("CreateSession")
}

/// Actions that are others for a version than for what is current.
const OF_VERSIONS: [&str; 10] = [
    "GetObject",
    "DeleteObject",
    "GetObjectAcl",
    "PutObjectAcl",
    "GetObjectTagging",
    "PutObjectTagging",
    "DeleteObjectTagging",
    "GetObjectAttributes",
    "GetObjectTorrent",
    "GetObjectAnnotation",
];

/// The action of a row, without `s3:`, and the permission of a list that grants it; nothing where the objects that a request
/// names are judged one by one.
pub(super) fn of(row: &RouteRow, names_version: bool) -> Option<(Cow<'static, str>, Option<Grant>)> {
    if row.name == "DeleteObjects" {
        return None;
    }
    let name = row.answered_as();
    let found = ROWS.iter().find(|entry| entry.operation == name);
    let (action, grant) = found.map_or((name, None), |entry| (entry.action, entry.grant));
    if names_version && OF_VERSIONS.contains(&action) {
        let of_version = action.replacen("Object", "ObjectVersion", 1);
        return Some((of_version.into(), grant));
    }
    Some((action.into(), grant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route;

    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>
    #[test]
    fn each_row_is_of_an_operation_and_versions_have_actions_of_their_own() {
        for entry in ROWS {
            assert!(route::operations().any(|(name, ..)| name == entry.operation), "{}", entry.operation);
        }
        let named = |name: &str, version: bool| {
            let row = route::row(name).unwrap();
            of(row, version).map(|(action, _)| action.into_owned())
        };
        assert_eq!(named("HeadObject", true).as_deref(), Some("GetObjectVersion"));
        assert_eq!(named("PutObjectTagging", true).as_deref(), Some("PutObjectVersionTagging"));
        assert_eq!(named("DeleteBucketCors", false).as_deref(), Some("PutBucketCORS"));
        assert_eq!(named("PutBucketLifecycle", false).as_deref(), Some("PutLifecycleConfiguration"));
        assert_eq!(named("DeleteObjects", false), None);
    }
}
