//! The actions and condition keys that policies of S3 may name, as AWS's reference of authorizations lists them.
//!
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>,
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html>

/// Actions on buckets, and on access points in their place.
#[rustfmt::skip]
pub(super) const OF_BUCKETS: [&str; 62] = [
    "AllowVendedLogDeliveryForResource", "CreateBucket", "CreateBucketMetadataTableConfiguration",
    "DeleteBucket", "DeleteBucketMetadataTableConfiguration", "DeleteBucketPolicy", "DeleteBucketWebsite",
    "GetAccelerateConfiguration", "GetAnalyticsConfiguration", "GetBucketAbac", "GetBucketAcl",
    "GetBucketCORS", "GetBucketLocation", "GetBucketLogging", "GetBucketMetadataTableConfiguration",
    "GetBucketNotification", "GetBucketObjectLockConfiguration", "GetBucketOwnershipControls",
    "GetBucketPolicy", "GetBucketPolicyStatus", "GetBucketPublicAccessBlock", "GetBucketRequestPayment",
    "GetBucketTagging", "GetBucketVersioning", "GetBucketWebsite", "GetEncryptionConfiguration",
    "GetIntelligentTieringConfiguration", "GetInventoryConfiguration", "GetLifecycleConfiguration",
    "GetMetricsConfiguration", "GetReplicationConfiguration", "ListBucket", "ListBucketMultipartUploads",
    "ListBucketVersions", "ListTagsForResource", "PauseReplication", "PutAccelerateConfiguration",
    "PutAnalyticsConfiguration", "PutBucketAbac", "PutBucketAcl", "PutBucketCORS", "PutBucketLogging",
    "PutBucketNotification", "PutBucketObjectLockConfiguration", "PutBucketOwnershipControls",
    "PutBucketPolicy", "PutBucketPublicAccessBlock", "PutBucketRequestPayment", "PutBucketTagging",
    "PutBucketVersioning", "PutBucketWebsite", "PutEncryptionConfiguration",
    "PutIntelligentTieringConfiguration", "PutInventoryConfiguration", "PutLifecycleConfiguration",
    "PutMetricsConfiguration", "PutReplicationConfiguration", "TagResource", "UntagResource",
    "UpdateBucketMetadataAnnotationTableConfiguration", "UpdateBucketMetadataInventoryTableConfiguration",
    "UpdateBucketMetadataJournalTableConfiguration",
];

/// Actions on objects.
#[rustfmt::skip]
pub(super) const OF_OBJECTS: [&str; 44] = [
    "AbortMultipartUpload", "BypassGovernanceRetention", "DeleteObject", "DeleteObjectAnnotation",
    "DeleteObjectTagging", "DeleteObjectVersion", "DeleteObjectVersionAnnotation",
    "DeleteObjectVersionTagging", "GetObject", "GetObjectAcl", "GetObjectAnnotation", "GetObjectAttributes",
    "GetObjectLegalHold", "GetObjectRetention", "GetObjectTagging", "GetObjectTorrent", "GetObjectVersion",
    "GetObjectVersionAcl", "GetObjectVersionAnnotation", "GetObjectVersionAnnotationForReplication",
    "GetObjectVersionAttributes", "GetObjectVersionForReplication", "GetObjectVersionTagging",
    "GetObjectVersionTorrent", "InitiateReplication", "ListMultipartUploadParts", "ListObjectAnnotations",
    "ListObjectVersionAnnotations", "ObjectOwnerOverrideToBucketOwner", "PutObject", "PutObjectAcl",
    "PutObjectAnnotation", "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging",
    "PutObjectVersionAcl", "PutObjectVersionAnnotation", "PutObjectVersionTagging", "ReplicateDelete",
    "ReplicateObject", "ReplicateObjectAnnotation", "ReplicateTags", "RestoreObject",
    "UpdateObjectEncryption",
];

/// Actions on neither.
#[rustfmt::skip]
pub(super) const OF_OTHERS: [&str; 74] = [
    "AssociateAccessGrantsIdentityCenter", "CreateAccessGrant", "CreateAccessGrantsInstance",
    "CreateAccessGrantsLocation", "CreateAccessPoint", "CreateAccessPointForObjectLambda", "CreateJob",
    "CreateMultiRegionAccessPoint", "CreateStorageLensGroup", "DeleteAccessGrant",
    "DeleteAccessGrantsInstance", "DeleteAccessGrantsInstanceResourcePolicy", "DeleteAccessGrantsLocation",
    "DeleteAccessPoint", "DeleteAccessPointForObjectLambda", "DeleteAccessPointPolicy",
    "DeleteAccessPointPolicyForObjectLambda", "DeleteJobTagging", "DeleteMultiRegionAccessPoint",
    "DeleteStorageLensConfiguration", "DeleteStorageLensConfigurationTagging", "DeleteStorageLensGroup",
    "DescribeJob", "DescribeMultiRegionAccessPointOperation", "DissociateAccessGrantsIdentityCenter",
    "GetAccessGrant", "GetAccessGrantsInstance", "GetAccessGrantsInstanceForPrefix",
    "GetAccessGrantsInstanceResourcePolicy", "GetAccessGrantsLocation", "GetAccessPoint",
    "GetAccessPointConfigurationForObjectLambda", "GetAccessPointForObjectLambda", "GetAccessPointPolicy",
    "GetAccessPointPolicyForObjectLambda", "GetAccessPointPolicyStatus",
    "GetAccessPointPolicyStatusForObjectLambda", "GetAccountPublicAccessBlock", "GetDataAccess",
    "GetJobTagging", "GetMultiRegionAccessPoint", "GetMultiRegionAccessPointPolicy",
    "GetMultiRegionAccessPointPolicyStatus", "GetMultiRegionAccessPointRoutes", "GetStorageLensConfiguration",
    "GetStorageLensConfigurationTagging", "GetStorageLensDashboard", "GetStorageLensGroup",
    "ListAccessGrants", "ListAccessGrantsInstances", "ListAccessGrantsLocations", "ListAccessPoints",
    "ListAccessPointsForObjectLambda", "ListAllMyBuckets", "ListCallerAccessGrants", "ListJobs",
    "ListMultiRegionAccessPoints", "ListStorageLensConfigurations", "ListStorageLensGroups",
    "PutAccessGrantsInstanceResourcePolicy", "PutAccessPointConfigurationForObjectLambda",
    "PutAccessPointPolicy", "PutAccessPointPolicyForObjectLambda", "PutAccessPointPublicAccessBlock",
    "PutAccountPublicAccessBlock", "PutJobTagging", "PutMultiRegionAccessPointPolicy",
    "PutStorageLensConfiguration", "PutStorageLensConfigurationTagging", "SubmitMultiRegionAccessPointRoutes",
    "UpdateAccessGrantsLocation", "UpdateJobPriority", "UpdateJobStatus", "UpdateStorageLensGroup",
];

/// Actions on directory buckets.
#[rustfmt::skip]
pub(super) const OF_DIRECTORIES: [&str; 17] = [
    "CreateBucket", "CreateSession", "DeleteBucket", "DeleteBucketPolicy", "GetBucketPolicy",
    "GetEncryptionConfiguration", "GetInventoryConfiguration", "GetLifecycleConfiguration",
    "GetMetricsConfiguration", "ListTagsForResource", "PutBucketPolicy", "PutEncryptionConfiguration",
    "PutInventoryConfiguration", "PutLifecycleConfiguration", "PutMetricsConfiguration", "TagResource",
    "UntagResource",
];

/// Actions of their service on something else.
#[rustfmt::skip]
pub(super) const OF_OTHER_DIRECTORIES: [&str; 11] = [
    "CreateAccessPoint", "DeleteAccessPoint", "DeleteAccessPointPolicy", "DeleteAccessPointScope",
    "GetAccessPoint", "GetAccessPointPolicy", "GetAccessPointScope", "ListAccessPointsForDirectoryBuckets",
    "ListAllMyDirectoryBuckets", "PutAccessPointPolicy", "PutAccessPointScope",
];

/// Keys of all actions, without `s3:`. What ends in a slash goes on with the key of a tag.
#[rustfmt::skip]
pub(super) const KEYS: [&str; 12] = [
    "AccessGrantsInstanceArn", "AccessPointNetworkOrigin", "AccessPointTag/", "BucketTag/",
    "DataAccessPointAccount", "DataAccessPointArn", "ResourceAccount", "TlsVersion", "authType",
    "signatureAge", "signatureversion", "x-amz-content-sha256",
];

/// Keys of some actions, without `s3:`, and these actions.
#[rustfmt::skip]
pub(super) static KEYS_OF_SOME: &[(&str, &[&str])] = &[
    ("AccessGrantScope", &["CreateAccessGrant", "DeleteAccessGrant", "GetAccessGrant"]),
    ("AccessGrantsLocationScope", &["CreateAccessGrantsLocation", "DeleteAccessGrantsLocation",
        "GetAccessGrantsLocation", "UpdateAccessGrantsLocation"]),
    ("ExistingJobOperation", &["DeleteJobTagging", "PutJobTagging", "UpdateJobPriority", "UpdateJobStatus"]),
    ("ExistingJobPriority", &["DeleteJobTagging", "PutJobTagging", "UpdateJobPriority", "UpdateJobStatus"]),
    ("ExistingObjectTag/", &["DeleteObjectAnnotation", "DeleteObjectTagging",
        "DeleteObjectVersionAnnotation", "DeleteObjectVersionTagging", "GetObject", "GetObjectAcl",
        "GetObjectAnnotation", "GetObjectAttributes", "GetObjectTagging", "GetObjectVersion",
        "GetObjectVersionAcl", "GetObjectVersionAnnotation", "GetObjectVersionAttributes",
        "GetObjectVersionTagging", "ListObjectAnnotations", "ListObjectVersionAnnotations", "PutObjectAcl",
        "PutObjectAnnotation", "PutObjectTagging", "PutObjectVersionAcl", "PutObjectVersionAnnotation",
        "PutObjectVersionTagging", "UpdateObjectEncryption"]),
    ("InventoryAccessibleOptionalFields", &["PutInventoryConfiguration"]),
    ("JobSuspendedCause", &["UpdateJobStatus"]),
    ("ObjectCreationOperation", &["PutObject"]),
    ("RequestJobOperation", &["CreateJob"]),
    ("RequestJobPriority", &["CreateJob", "UpdateJobPriority"]),
    ("RequestObjectTag/", &["BypassGovernanceRetention", "PutObject", "PutObjectTagging",
        "PutObjectVersionTagging"]),
    ("RequestObjectTagKeys", &["BypassGovernanceRetention", "PutObject", "PutObjectTagging",
        "PutObjectVersionTagging"]),
    ("annotation-prefix", &["ListObjectAnnotations", "ListObjectVersionAnnotations"]),
    ("delimiter", &["ListBucket", "ListBucketVersions"]),
    ("deliverySourceArn", &["AllowVendedLogDeliveryForResource"]),
    ("destinationRegion", &["PauseReplication"]),
    ("if-match", &["DeleteObject", "PutObject"]),
    ("if-none-match", &["PutObject"]),
    ("isReplicationPauseRequest", &["PutReplicationConfiguration"]),
    ("locationconstraint", &["CreateAccessPoint", "CreateBucket"]),
    ("logType", &["AllowVendedLogDeliveryForResource"]),
    ("max-annotation-results", &["ListObjectAnnotations", "ListObjectVersionAnnotations"]),
    ("max-keys", &["ListBucket", "ListBucketVersions"]),
    ("object-lock-event-hold", &["PutObject", "PutObjectRetention", "ReplicateObject"]),
    ("object-lock-event-hold-duration-days", &["PutObject", "PutObjectRetention", "ReplicateObject"]),
    ("object-lock-legal-hold", &["PutObject", "PutObjectLegalHold"]),
    ("object-lock-mode", &["PutObject", "PutObjectRetention"]),
    ("object-lock-remaining-retention-days", &["PutObject", "PutObjectRetention"]),
    ("object-lock-retain-until-date", &["PutObject", "PutObjectRetention"]),
    ("prefix", &["ListBucket", "ListBucketVersions"]),
    ("resourceArnBeingAuthorized", &["AllowVendedLogDeliveryForResource"]),
    ("versionid", &["DeleteObjectVersion", "DeleteObjectVersionAnnotation", "DeleteObjectVersionTagging",
        "GetObjectVersion", "GetObjectVersionAcl", "GetObjectVersionAnnotation",
        "GetObjectVersionAttributes", "GetObjectVersionTagging", "GetObjectVersionTorrent",
        "ListObjectVersionAnnotations", "PutObjectVersionAcl", "PutObjectVersionAnnotation",
        "PutObjectVersionTagging"]),
    ("x-amz-acl", &["BypassGovernanceRetention", "CreateAccessPoint", "CreateBucket", "PutBucketAcl",
        "PutObject", "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-bucket-namespace", &["CreateBucket"]),
    ("x-amz-copy-source", &["BypassGovernanceRetention", "PutObject"]),
    ("x-amz-grant-full-control", &["BypassGovernanceRetention", "CreateBucket", "PutBucketAcl", "PutObject",
        "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-grant-read", &["BypassGovernanceRetention", "CreateBucket", "PutBucketAcl", "PutObject",
        "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-grant-read-acp", &["BypassGovernanceRetention", "CreateBucket", "PutBucketAcl", "PutObject",
        "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-grant-write", &["BypassGovernanceRetention", "CreateBucket", "PutBucketAcl", "PutObject",
        "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-grant-write-acp", &["BypassGovernanceRetention", "CreateBucket", "PutBucketAcl", "PutObject",
        "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-metadata-directive", &["BypassGovernanceRetention", "PutObject"]),
    ("x-amz-object-annotation-directive", &["PutObject"]),
    ("x-amz-object-if-match", &["DeleteObjectAnnotation", "DeleteObjectVersionAnnotation",
        "PutObjectAnnotation", "PutObjectVersionAnnotation"]),
    ("x-amz-object-ownership", &["CreateBucket"]),
    ("x-amz-server-side-encryption", &["BypassGovernanceRetention", "PutObject", "ReplicateObject",
        "UpdateObjectEncryption"]),
    ("x-amz-server-side-encryption-aws-kms-key-id", &["BypassGovernanceRetention", "PutObject",
        "ReplicateObject", "UpdateObjectEncryption"]),
    ("x-amz-server-side-encryption-customer-algorithm", &["BypassGovernanceRetention", "PutObject",
        "ReplicateObject"]),
    ("x-amz-storage-class", &["BypassGovernanceRetention", "PutObject", "PutObjectAcl", "PutObjectVersionAcl"]),
    ("x-amz-website-redirect-location", &["BypassGovernanceRetention", "PutObject"]),
];

/// Keys of directory buckets, without `s3express:`.
#[rustfmt::skip]
pub(super) const KEYS_OF_DIRECTORIES: [&str; 18] = [
    "AccessPointNetworkOrigin", "AccessPointTag/", "AllAccessRestrictedToLocalZoneGroup", "BucketTag/",
    "DataAccessPointAccount", "DataAccessPointArn", "InventoryAccessibleOptionalFields", "LocationName",
    "Permissions", "ResourceAccount", "SessionMode", "TlsVersion", "authType", "signatureAge",
    "signatureversion", "x-amz-content-sha256", "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
];
