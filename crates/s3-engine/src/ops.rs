//! The operations. One file each; its line here and its line in `service` are all that adding one takes.

mod abort_multipart_upload;
mod complete_multipart_upload;
mod copy_object;
mod create_bucket;
mod create_multipart_upload;
mod delete_bucket;
mod delete_bucket_tagging;
mod delete_object;
mod delete_object_tagging;
mod delete_objects;
mod get_bucket_location;
mod get_bucket_notification_configuration;
mod get_bucket_tagging;
mod get_bucket_versioning;
mod get_object;
mod get_object_acl;
mod get_object_attributes;
mod get_object_tagging;
mod head_bucket;
mod head_object;
mod list_buckets;
mod list_multipart_uploads;
mod list_object_versions;
mod list_objects;
mod list_objects_v2;
mod list_parts;
mod put_bucket_notification_configuration;
mod put_bucket_tagging;
mod put_bucket_versioning;
mod put_object;
mod put_object_tagging;
mod upload_part;
mod upload_part_copy;

pub(crate) use abort_multipart_upload::AbortMultipartUpload;
pub(crate) use complete_multipart_upload::CompleteMultipartUpload;
pub(crate) use copy_object::CopyObject;
pub(crate) use create_bucket::CreateBucket;
pub(crate) use create_multipart_upload::CreateMultipartUpload;
pub(crate) use delete_bucket::DeleteBucket;
pub(crate) use delete_bucket_tagging::DeleteBucketTagging;
pub(crate) use delete_object::DeleteObject;
pub(crate) use delete_object_tagging::DeleteObjectTagging;
pub(crate) use delete_objects::DeleteObjects;
pub(crate) use get_bucket_location::GetBucketLocation;
pub(crate) use get_bucket_notification_configuration::GetBucketNotificationConfiguration;
pub(crate) use get_bucket_tagging::GetBucketTagging;
pub(crate) use get_bucket_versioning::GetBucketVersioning;
pub(crate) use get_object::GetObject;
pub(crate) use get_object_acl::GetObjectAcl;
pub(crate) use get_object_attributes::GetObjectAttributes;
pub(crate) use get_object_tagging::GetObjectTagging;
pub(crate) use head_bucket::HeadBucket;
pub(crate) use head_object::HeadObject;
pub(crate) use list_buckets::ListBuckets;
pub(crate) use list_multipart_uploads::ListMultipartUploads;
pub(crate) use list_object_versions::ListObjectVersions;
pub(crate) use list_objects::ListObjects;
pub(crate) use list_objects_v2::ListObjectsV2;
pub(crate) use list_parts::ListParts;
pub(crate) use put_bucket_notification_configuration::PutBucketNotificationConfiguration;
pub(crate) use put_bucket_tagging::PutBucketTagging;
pub(crate) use put_bucket_versioning::PutBucketVersioning;
pub(crate) use put_object::PutObject;
pub(crate) use put_object_tagging::PutObjectTagging;
pub(crate) use upload_part::UploadPart;
pub(crate) use upload_part_copy::UploadPartCopy;

use crate::defaults;
use crate::operation::Operation;

/// The operations that answer, besides those of `defaults`.
const ALL: &[&str] = &[
    AbortMultipartUpload::NAME,
    CompleteMultipartUpload::NAME,
    CopyObject::NAME,
    CreateBucket::NAME,
    CreateMultipartUpload::NAME,
    DeleteBucket::NAME,
    DeleteBucketTagging::NAME,
    DeleteObject::NAME,
    DeleteObjectTagging::NAME,
    DeleteObjects::NAME,
    GetBucketLocation::NAME,
    GetBucketNotificationConfiguration::NAME,
    GetBucketTagging::NAME,
    GetBucketVersioning::NAME,
    GetObject::NAME,
    GetObjectAcl::NAME,
    GetObjectAttributes::NAME,
    GetObjectTagging::NAME,
    HeadBucket::NAME,
    HeadObject::NAME,
    ListBuckets::NAME,
    ListMultipartUploads::NAME,
    ListObjectVersions::NAME,
    ListObjects::NAME,
    ListObjectsV2::NAME,
    ListParts::NAME,
    PutBucketNotificationConfiguration::NAME,
    PutBucketTagging::NAME,
    PutBucketVersioning::NAME,
    PutObject::NAME,
    PutObjectTagging::NAME,
    UploadPart::NAME,
    UploadPartCopy::NAME,
];

/// The operations of S3 that do not answer yet.
const MISSING: &[&str] = &[
    "CreateBucketMetadataConfiguration",
    "CreateBucketMetadataTableConfiguration",
    "CreateSession",
    "DeleteBucketAnalyticsConfiguration",
    "DeleteBucketCors",
    "DeleteBucketEncryption",
    "DeleteBucketIntelligentTieringConfiguration",
    "DeleteBucketInventoryConfiguration",
    "DeleteBucketLifecycle",
    "DeleteBucketMetadataConfiguration",
    "DeleteBucketMetadataTableConfiguration",
    "DeleteBucketMetricsConfiguration",
    "DeleteBucketOwnershipControls",
    "DeleteBucketPolicy",
    "DeleteBucketReplication",
    "DeleteBucketWebsite",
    "DeletePublicAccessBlock",
    "GetBucketAbac",
    "GetBucketAnalyticsConfiguration",
    "GetBucketIntelligentTieringConfiguration",
    "GetBucketInventoryConfiguration",
    "GetBucketLifecycle",
    "GetBucketMetadataConfiguration",
    "GetBucketMetadataTableConfiguration",
    "GetBucketMetricsConfiguration",
    "GetBucketNotification",
    "GetObjectLegalHold",
    "GetObjectRetention",
    "GetObjectTorrent",
    "ListBucketAnalyticsConfigurations",
    "ListBucketIntelligentTieringConfigurations",
    "ListBucketInventoryConfigurations",
    "ListBucketMetricsConfigurations",
    "ListDirectoryBuckets",
    "PutBucketAbac",
    "PutBucketAccelerateConfiguration",
    "PutBucketAcl",
    "PutBucketAnalyticsConfiguration",
    "PutBucketCors",
    "PutBucketEncryption",
    "PutBucketIntelligentTieringConfiguration",
    "PutBucketInventoryConfiguration",
    "PutBucketLifecycle",
    "PutBucketLifecycleConfiguration",
    "PutBucketLogging",
    "PutBucketMetricsConfiguration",
    "PutBucketNotification",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketReplication",
    "PutBucketRequestPayment",
    "PutBucketWebsite",
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectLockConfiguration",
    "PutObjectRetention",
    "PutPublicAccessBlock",
    "RenameObject",
    "RestoreObject",
    "SelectObjectContent",
    "UpdateBucketMetadataInventoryTableConfiguration",
    "UpdateBucketMetadataJournalTableConfiguration",
    "UpdateObjectEncryption",
    "WriteGetObjectResponse",
];

/// All operations of S3 by name, and whether they answer.
pub fn operations() -> impl Iterator<Item = (&'static str, bool)> {
    let here = ALL.iter().chain(&defaults::OPERATIONS).map(|name| (*name, true));
    here.chain(MISSING.iter().map(|name| (*name, false)))
}
