//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes s3`, not by hand, from botocore 1.44.8,
//! `data/s3/2006-03-01/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{
    ErrorShape, Hidden, Kind, List, Member, Model, NOTHING, Pattern, Place, Shape, Signature, TimeForm,
};

pub static MODEL: Model = Model {
    name: "s3",
    target_prefix: None,
    version: "2006-03-01",
    namespace: Some("http://s3.amazonaws.com/doc/2006-03-01/"),
    names: &[
        ("AbortMultipartUpload", "DELETE", "/{Bucket}/{Key+}"),
        ("CompleteMultipartUpload", "POST", "/{Bucket}/{Key+}"),
        ("CopyObject", "PUT", "/{Bucket}/{Key+}"),
        ("CreateBucket", "PUT", "/{Bucket}"),
        ("CreateBucketMetadataConfiguration", "POST", "/{Bucket}?metadataConfiguration"),
        ("CreateBucketMetadataTableConfiguration", "POST", "/{Bucket}?metadataTable"),
        ("CreateMultipartUpload", "POST", "/{Bucket}/{Key+}?uploads"),
        ("CreateSession", "GET", "/{Bucket}?session"),
        ("DeleteBucket", "DELETE", "/{Bucket}"),
        ("DeleteBucketAnalyticsConfiguration", "DELETE", "/{Bucket}?analytics"),
        ("DeleteBucketCors", "DELETE", "/{Bucket}?cors"),
        ("DeleteBucketEncryption", "DELETE", "/{Bucket}?encryption"),
        ("DeleteBucketIntelligentTieringConfiguration", "DELETE", "/{Bucket}?intelligent-tiering"),
        ("DeleteBucketInventoryConfiguration", "DELETE", "/{Bucket}?inventory"),
        ("DeleteBucketLifecycle", "DELETE", "/{Bucket}?lifecycle"),
        ("DeleteBucketMetadataConfiguration", "DELETE", "/{Bucket}?metadataConfiguration"),
        ("DeleteBucketMetadataTableConfiguration", "DELETE", "/{Bucket}?metadataTable"),
        ("DeleteBucketMetricsConfiguration", "DELETE", "/{Bucket}?metrics"),
        ("DeleteBucketOwnershipControls", "DELETE", "/{Bucket}?ownershipControls"),
        ("DeleteBucketPolicy", "DELETE", "/{Bucket}?policy"),
        ("DeleteBucketReplication", "DELETE", "/{Bucket}?replication"),
        ("DeleteBucketTagging", "DELETE", "/{Bucket}?tagging"),
        ("DeleteBucketWebsite", "DELETE", "/{Bucket}?website"),
        ("DeleteObject", "DELETE", "/{Bucket}/{Key+}"),
        ("DeleteObjectAnnotation", "DELETE", "/{Bucket}/{Key+}?annotation"),
        ("DeleteObjectTagging", "DELETE", "/{Bucket}/{Key+}?tagging"),
        ("DeleteObjects", "POST", "/{Bucket}?delete"),
        ("DeletePublicAccessBlock", "DELETE", "/{Bucket}?publicAccessBlock"),
        ("GetBucketAbac", "GET", "/{Bucket}?abac"),
        ("GetBucketAccelerateConfiguration", "GET", "/{Bucket}?accelerate"),
        ("GetBucketAcl", "GET", "/{Bucket}?acl"),
        ("GetBucketAnalyticsConfiguration", "GET", "/{Bucket}?analytics"),
        ("GetBucketCors", "GET", "/{Bucket}?cors"),
        ("GetBucketEncryption", "GET", "/{Bucket}?encryption"),
        ("GetBucketIntelligentTieringConfiguration", "GET", "/{Bucket}?intelligent-tiering"),
        ("GetBucketInventoryConfiguration", "GET", "/{Bucket}?inventory"),
        ("GetBucketLifecycle", "GET", "/{Bucket}?lifecycle"),
        ("GetBucketLifecycleConfiguration", "GET", "/{Bucket}?lifecycle"),
        ("GetBucketLocation", "GET", "/{Bucket}?location"),
        ("GetBucketLogging", "GET", "/{Bucket}?logging"),
        ("GetBucketMetadataConfiguration", "GET", "/{Bucket}?metadataConfiguration"),
        ("GetBucketMetadataTableConfiguration", "GET", "/{Bucket}?metadataTable"),
        ("GetBucketMetricsConfiguration", "GET", "/{Bucket}?metrics"),
        ("GetBucketNotification", "GET", "/{Bucket}?notification"),
        ("GetBucketNotificationConfiguration", "GET", "/{Bucket}?notification"),
        ("GetBucketOwnershipControls", "GET", "/{Bucket}?ownershipControls"),
        ("GetBucketPolicy", "GET", "/{Bucket}?policy"),
        ("GetBucketPolicyStatus", "GET", "/{Bucket}?policyStatus"),
        ("GetBucketReplication", "GET", "/{Bucket}?replication"),
        ("GetBucketRequestPayment", "GET", "/{Bucket}?requestPayment"),
        ("GetBucketTagging", "GET", "/{Bucket}?tagging"),
        ("GetBucketVersioning", "GET", "/{Bucket}?versioning"),
        ("GetBucketWebsite", "GET", "/{Bucket}?website"),
        ("GetObject", "GET", "/{Bucket}/{Key+}"),
        ("GetObjectAcl", "GET", "/{Bucket}/{Key+}?acl"),
        ("GetObjectAnnotation", "GET", "/{Bucket}/{Key+}?annotation"),
        ("GetObjectAttributes", "GET", "/{Bucket}/{Key+}?attributes"),
        ("GetObjectLegalHold", "GET", "/{Bucket}/{Key+}?legal-hold"),
        ("GetObjectLockConfiguration", "GET", "/{Bucket}?object-lock"),
        ("GetObjectRetention", "GET", "/{Bucket}/{Key+}?retention"),
        ("GetObjectTagging", "GET", "/{Bucket}/{Key+}?tagging"),
        ("GetObjectTorrent", "GET", "/{Bucket}/{Key+}?torrent"),
        ("GetPublicAccessBlock", "GET", "/{Bucket}?publicAccessBlock"),
        ("HeadBucket", "HEAD", "/{Bucket}"),
        ("HeadObject", "HEAD", "/{Bucket}/{Key+}"),
        ("ListBucketAnalyticsConfigurations", "GET", "/{Bucket}?analytics"),
        ("ListBucketIntelligentTieringConfigurations", "GET", "/{Bucket}?intelligent-tiering"),
        ("ListBucketInventoryConfigurations", "GET", "/{Bucket}?inventory"),
        ("ListBucketMetricsConfigurations", "GET", "/{Bucket}?metrics"),
        ("ListBuckets", "GET", "/"),
        ("ListDirectoryBuckets", "GET", "/"),
        ("ListMultipartUploads", "GET", "/{Bucket}?uploads"),
        ("ListObjectAnnotations", "GET", "/{Bucket}/{Key+}?annotation"),
        ("ListObjectVersions", "GET", "/{Bucket}?versions"),
        ("ListObjects", "GET", "/{Bucket}"),
        ("ListObjectsV2", "GET", "/{Bucket}?list-type=2"),
        ("ListParts", "GET", "/{Bucket}/{Key+}"),
        ("PutBucketAbac", "PUT", "/{Bucket}?abac"),
        ("PutBucketAccelerateConfiguration", "PUT", "/{Bucket}?accelerate"),
        ("PutBucketAcl", "PUT", "/{Bucket}?acl"),
        ("PutBucketAnalyticsConfiguration", "PUT", "/{Bucket}?analytics"),
        ("PutBucketCors", "PUT", "/{Bucket}?cors"),
        ("PutBucketEncryption", "PUT", "/{Bucket}?encryption"),
        ("PutBucketIntelligentTieringConfiguration", "PUT", "/{Bucket}?intelligent-tiering"),
        ("PutBucketInventoryConfiguration", "PUT", "/{Bucket}?inventory"),
        ("PutBucketLifecycle", "PUT", "/{Bucket}?lifecycle"),
        ("PutBucketLifecycleConfiguration", "PUT", "/{Bucket}?lifecycle"),
        ("PutBucketLogging", "PUT", "/{Bucket}?logging"),
        ("PutBucketMetricsConfiguration", "PUT", "/{Bucket}?metrics"),
        ("PutBucketNotification", "PUT", "/{Bucket}?notification"),
        ("PutBucketNotificationConfiguration", "PUT", "/{Bucket}?notification"),
        ("PutBucketOwnershipControls", "PUT", "/{Bucket}?ownershipControls"),
        ("PutBucketPolicy", "PUT", "/{Bucket}?policy"),
        ("PutBucketReplication", "PUT", "/{Bucket}?replication"),
        ("PutBucketRequestPayment", "PUT", "/{Bucket}?requestPayment"),
        ("PutBucketTagging", "PUT", "/{Bucket}?tagging"),
        ("PutBucketVersioning", "PUT", "/{Bucket}?versioning"),
        ("PutBucketWebsite", "PUT", "/{Bucket}?website"),
        ("PutObject", "PUT", "/{Bucket}/{Key+}"),
        ("PutObjectAcl", "PUT", "/{Bucket}/{Key+}?acl"),
        ("PutObjectAnnotation", "PUT", "/{Bucket}/{Key+}?annotation"),
        ("PutObjectLegalHold", "PUT", "/{Bucket}/{Key+}?legal-hold"),
        ("PutObjectLockConfiguration", "PUT", "/{Bucket}?object-lock"),
        ("PutObjectRetention", "PUT", "/{Bucket}/{Key+}?retention"),
        ("PutObjectTagging", "PUT", "/{Bucket}/{Key+}?tagging"),
        ("PutPublicAccessBlock", "PUT", "/{Bucket}?publicAccessBlock"),
        ("RenameObject", "PUT", "/{Bucket}/{Key+}?renameObject"),
        ("RestoreObject", "POST", "/{Bucket}/{Key+}?restore"),
        ("SelectObjectContent", "POST", "/{Bucket}/{Key+}?select&select-type=2"),
        ("UpdateBucketMetadataAnnotationTableConfiguration", "PUT", "/{Bucket}?metadataAnnotationTable"),
        ("UpdateBucketMetadataInventoryTableConfiguration", "PUT", "/{Bucket}?metadataInventoryTable"),
        ("UpdateBucketMetadataJournalTableConfiguration", "PUT", "/{Bucket}?metadataJournalTable"),
        ("UpdateObjectEncryption", "PUT", "/{Bucket}/{Key+}?encryption"),
        ("UploadPart", "PUT", "/{Bucket}/{Key+}"),
        ("UploadPartCopy", "PUT", "/{Bucket}/{Key+}"),
        ("WriteGetObjectResponse", "POST", "/WriteGetObjectResponse"),
    ],
    errors: &[
        ACCESS_DENIED,
        ANNOTATION_LIMIT_EXCEEDED,
        ANNOTATION_NAME_TOO_LONG,
        BUCKET_ALREADY_EXISTS,
        BUCKET_ALREADY_OWNED_BY_YOU,
        ENCRYPTION_TYPE_MISMATCH,
        IDEMPOTENCY_PARAMETER_MISMATCH,
        INVALID_ANNOTATION_NAME,
        INVALID_OBJECT_STATE,
        INVALID_PREFIX,
        INVALID_REQUEST,
        INVALID_WRITE_OFFSET,
        NO_SUCH_ANNOTATION,
        NO_SUCH_BUCKET,
        NO_SUCH_KEY,
        NO_SUCH_UPLOAD,
        OBJECT_ALREADY_IN_ACTIVE_TIER_ERROR,
        OBJECT_NOT_IN_ACTIVE_TIER_ERROR,
        TOO_MANY_PARTS,
        UNSUPPORTED_MEDIA_TYPE,
    ],
};

pub const ACCESS_DENIED: ErrorShape =
    ErrorShape { name: "AccessDenied", code: "AccessDenied", status: 403, sender: true };

pub const ANNOTATION_LIMIT_EXCEEDED: ErrorShape = ErrorShape {
    name: "AnnotationLimitExceeded",
    code: "AnnotationLimitExceeded",
    status: 400,
    sender: true,
};

pub const ANNOTATION_NAME_TOO_LONG: ErrorShape =
    ErrorShape { name: "AnnotationNameTooLong", code: "AnnotationNameTooLong", status: 400, sender: true };

pub const BUCKET_ALREADY_EXISTS: ErrorShape =
    ErrorShape { name: "BucketAlreadyExists", code: "BucketAlreadyExists", status: 409, sender: true };

pub const BUCKET_ALREADY_OWNED_BY_YOU: ErrorShape = ErrorShape {
    name: "BucketAlreadyOwnedByYou",
    code: "BucketAlreadyOwnedByYou",
    status: 409,
    sender: true,
};

pub const ENCRYPTION_TYPE_MISMATCH: ErrorShape =
    ErrorShape { name: "EncryptionTypeMismatch", code: "EncryptionTypeMismatch", status: 400, sender: true };

pub const IDEMPOTENCY_PARAMETER_MISMATCH: ErrorShape = ErrorShape {
    name: "IdempotencyParameterMismatch",
    code: "IdempotencyParameterMismatch",
    status: 400,
    sender: true,
};

pub const INVALID_ANNOTATION_NAME: ErrorShape =
    ErrorShape { name: "InvalidAnnotationName", code: "InvalidAnnotationName", status: 400, sender: true };

pub const INVALID_OBJECT_STATE: ErrorShape =
    ErrorShape { name: "InvalidObjectState", code: "InvalidObjectState", status: 403, sender: true };

pub const INVALID_PREFIX: ErrorShape =
    ErrorShape { name: "InvalidPrefix", code: "InvalidPrefix", status: 400, sender: true };

pub const INVALID_REQUEST: ErrorShape =
    ErrorShape { name: "InvalidRequest", code: "InvalidRequest", status: 400, sender: true };

pub const INVALID_WRITE_OFFSET: ErrorShape =
    ErrorShape { name: "InvalidWriteOffset", code: "InvalidWriteOffset", status: 400, sender: true };

pub const NO_SUCH_ANNOTATION: ErrorShape =
    ErrorShape { name: "NoSuchAnnotation", code: "NoSuchAnnotation", status: 404, sender: true };

pub const NO_SUCH_BUCKET: ErrorShape =
    ErrorShape { name: "NoSuchBucket", code: "NoSuchBucket", status: 404, sender: true };

pub const NO_SUCH_KEY: ErrorShape =
    ErrorShape { name: "NoSuchKey", code: "NoSuchKey", status: 404, sender: true };

pub const NO_SUCH_UPLOAD: ErrorShape =
    ErrorShape { name: "NoSuchUpload", code: "NoSuchUpload", status: 404, sender: true };

pub const OBJECT_ALREADY_IN_ACTIVE_TIER_ERROR: ErrorShape = ErrorShape {
    name: "ObjectAlreadyInActiveTierError",
    code: "ObjectAlreadyInActiveTierError",
    status: 403,
    sender: true,
};

pub const OBJECT_NOT_IN_ACTIVE_TIER_ERROR: ErrorShape = ErrorShape {
    name: "ObjectNotInActiveTierError",
    code: "ObjectNotInActiveTierError",
    status: 403,
    sender: true,
};

pub const TOO_MANY_PARTS: ErrorShape =
    ErrorShape { name: "TooManyParts", code: "TooManyParts", status: 400, sender: true };

pub const UNSUPPORTED_MEDIA_TYPE: ErrorShape =
    ErrorShape { name: "UnsupportedMediaType", code: "UnsupportedMediaType", status: 415, sender: true };

pub static COMPLETE_MULTIPART_UPLOAD: Signature = Signature {
    name: "CompleteMultipartUpload",
    method: "POST",
    path: "/{Bucket}/{Key+}",
    status: 200,
    input: &COMPLETE_MULTIPART_UPLOAD_REQUEST,
    output: &COMPLETE_MULTIPART_UPLOAD_OUTPUT,
    wrapper: None,
};

pub static CREATE_BUCKET_METADATA_CONFIGURATION: Signature = Signature {
    name: "CreateBucketMetadataConfiguration",
    method: "POST",
    path: "/{Bucket}?metadataConfiguration",
    status: 200,
    input: &CREATE_BUCKET_METADATA_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CREATE_BUCKET_METADATA_TABLE_CONFIGURATION: Signature = Signature {
    name: "CreateBucketMetadataTableConfiguration",
    method: "POST",
    path: "/{Bucket}?metadataTable",
    status: 200,
    input: &CREATE_BUCKET_METADATA_TABLE_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CREATE_SESSION: Signature = Signature {
    name: "CreateSession",
    method: "GET",
    path: "/{Bucket}?session",
    status: 200,
    input: &CREATE_SESSION_REQUEST,
    output: &CREATE_SESSION_OUTPUT,
    wrapper: None,
};

pub static DELETE_OBJECT_ANNOTATION: Signature = Signature {
    name: "DeleteObjectAnnotation",
    method: "DELETE",
    path: "/{Bucket}/{Key+}?annotation",
    status: 204,
    input: &DELETE_OBJECT_ANNOTATION_REQUEST,
    output: &DELETE_OBJECT_ANNOTATION_OUTPUT,
    wrapper: None,
};

pub static GET_BUCKET_ACL: Signature = Signature {
    name: "GetBucketAcl",
    method: "GET",
    path: "/{Bucket}?acl",
    status: 200,
    input: &GET_BUCKET_ACL_REQUEST,
    output: &GET_BUCKET_ACL_OUTPUT,
    wrapper: None,
};

pub static GET_BUCKET_METADATA_CONFIGURATION: Signature = Signature {
    name: "GetBucketMetadataConfiguration",
    method: "GET",
    path: "/{Bucket}?metadataConfiguration",
    status: 200,
    input: &GET_BUCKET_METADATA_CONFIGURATION_REQUEST,
    output: &GET_BUCKET_METADATA_CONFIGURATION_OUTPUT,
    wrapper: None,
};

pub static GET_BUCKET_METADATA_TABLE_CONFIGURATION: Signature = Signature {
    name: "GetBucketMetadataTableConfiguration",
    method: "GET",
    path: "/{Bucket}?metadataTable",
    status: 200,
    input: &GET_BUCKET_METADATA_TABLE_CONFIGURATION_REQUEST,
    output: &GET_BUCKET_METADATA_TABLE_CONFIGURATION_OUTPUT,
    wrapper: None,
};

pub static GET_OBJECT_ACL: Signature = Signature {
    name: "GetObjectAcl",
    method: "GET",
    path: "/{Bucket}/{Key+}?acl",
    status: 200,
    input: &GET_OBJECT_ACL_REQUEST,
    output: &GET_OBJECT_ACL_OUTPUT,
    wrapper: None,
};

pub static GET_OBJECT_ANNOTATION: Signature = Signature {
    name: "GetObjectAnnotation",
    method: "GET",
    path: "/{Bucket}/{Key+}?annotation",
    status: 200,
    input: &GET_OBJECT_ANNOTATION_REQUEST,
    output: &GET_OBJECT_ANNOTATION_OUTPUT,
    wrapper: None,
};

pub static GET_OBJECT_LEGAL_HOLD: Signature = Signature {
    name: "GetObjectLegalHold",
    method: "GET",
    path: "/{Bucket}/{Key+}?legal-hold",
    status: 200,
    input: &GET_OBJECT_LEGAL_HOLD_REQUEST,
    output: &GET_OBJECT_LEGAL_HOLD_OUTPUT,
    wrapper: None,
};

pub static GET_OBJECT_RETENTION: Signature = Signature {
    name: "GetObjectRetention",
    method: "GET",
    path: "/{Bucket}/{Key+}?retention",
    status: 200,
    input: &GET_OBJECT_RETENTION_REQUEST,
    output: &GET_OBJECT_RETENTION_OUTPUT,
    wrapper: None,
};

pub static LIST_DIRECTORY_BUCKETS: Signature = Signature {
    name: "ListDirectoryBuckets",
    method: "GET",
    path: "/",
    status: 200,
    input: &LIST_DIRECTORY_BUCKETS_REQUEST,
    output: &LIST_DIRECTORY_BUCKETS_OUTPUT,
    wrapper: None,
};

pub static LIST_OBJECT_ANNOTATIONS: Signature = Signature {
    name: "ListObjectAnnotations",
    method: "GET",
    path: "/{Bucket}/{Key+}?annotation",
    status: 200,
    input: &LIST_OBJECT_ANNOTATIONS_REQUEST,
    output: &LIST_OBJECT_ANNOTATIONS_OUTPUT,
    wrapper: None,
};

pub static PUT_BUCKET_ABAC: Signature = Signature {
    name: "PutBucketAbac",
    method: "PUT",
    path: "/{Bucket}?abac",
    status: 200,
    input: &PUT_BUCKET_ABAC_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_ACCELERATE_CONFIGURATION: Signature = Signature {
    name: "PutBucketAccelerateConfiguration",
    method: "PUT",
    path: "/{Bucket}?accelerate",
    status: 200,
    input: &PUT_BUCKET_ACCELERATE_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_ACL: Signature = Signature {
    name: "PutBucketAcl",
    method: "PUT",
    path: "/{Bucket}?acl",
    status: 200,
    input: &PUT_BUCKET_ACL_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_ANALYTICS_CONFIGURATION: Signature = Signature {
    name: "PutBucketAnalyticsConfiguration",
    method: "PUT",
    path: "/{Bucket}?analytics",
    status: 200,
    input: &PUT_BUCKET_ANALYTICS_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_CORS: Signature = Signature {
    name: "PutBucketCors",
    method: "PUT",
    path: "/{Bucket}?cors",
    status: 200,
    input: &PUT_BUCKET_CORS_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_ENCRYPTION: Signature = Signature {
    name: "PutBucketEncryption",
    method: "PUT",
    path: "/{Bucket}?encryption",
    status: 200,
    input: &PUT_BUCKET_ENCRYPTION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION: Signature = Signature {
    name: "PutBucketIntelligentTieringConfiguration",
    method: "PUT",
    path: "/{Bucket}?intelligent-tiering",
    status: 200,
    input: &PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_INVENTORY_CONFIGURATION: Signature = Signature {
    name: "PutBucketInventoryConfiguration",
    method: "PUT",
    path: "/{Bucket}?inventory",
    status: 200,
    input: &PUT_BUCKET_INVENTORY_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_LIFECYCLE_CONFIGURATION: Signature = Signature {
    name: "PutBucketLifecycleConfiguration",
    method: "PUT",
    path: "/{Bucket}?lifecycle",
    status: 200,
    input: &PUT_BUCKET_LIFECYCLE_CONFIGURATION_REQUEST,
    output: &PUT_BUCKET_LIFECYCLE_CONFIGURATION_OUTPUT,
    wrapper: None,
};

pub static PUT_BUCKET_LOGGING: Signature = Signature {
    name: "PutBucketLogging",
    method: "PUT",
    path: "/{Bucket}?logging",
    status: 200,
    input: &PUT_BUCKET_LOGGING_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_METRICS_CONFIGURATION: Signature = Signature {
    name: "PutBucketMetricsConfiguration",
    method: "PUT",
    path: "/{Bucket}?metrics",
    status: 200,
    input: &PUT_BUCKET_METRICS_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_OWNERSHIP_CONTROLS: Signature = Signature {
    name: "PutBucketOwnershipControls",
    method: "PUT",
    path: "/{Bucket}?ownershipControls",
    status: 200,
    input: &PUT_BUCKET_OWNERSHIP_CONTROLS_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_REPLICATION: Signature = Signature {
    name: "PutBucketReplication",
    method: "PUT",
    path: "/{Bucket}?replication",
    status: 200,
    input: &PUT_BUCKET_REPLICATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_REQUEST_PAYMENT: Signature = Signature {
    name: "PutBucketRequestPayment",
    method: "PUT",
    path: "/{Bucket}?requestPayment",
    status: 200,
    input: &PUT_BUCKET_REQUEST_PAYMENT_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_BUCKET_WEBSITE: Signature = Signature {
    name: "PutBucketWebsite",
    method: "PUT",
    path: "/{Bucket}?website",
    status: 200,
    input: &PUT_BUCKET_WEBSITE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_OBJECT_ACL: Signature = Signature {
    name: "PutObjectAcl",
    method: "PUT",
    path: "/{Bucket}/{Key+}?acl",
    status: 200,
    input: &PUT_OBJECT_ACL_REQUEST,
    output: &PUT_OBJECT_ACL_OUTPUT,
    wrapper: None,
};

pub static PUT_OBJECT_ANNOTATION: Signature = Signature {
    name: "PutObjectAnnotation",
    method: "PUT",
    path: "/{Bucket}/{Key+}?annotation",
    status: 200,
    input: &PUT_OBJECT_ANNOTATION_REQUEST,
    output: &PUT_OBJECT_ANNOTATION_OUTPUT,
    wrapper: None,
};

pub static PUT_OBJECT_LEGAL_HOLD: Signature = Signature {
    name: "PutObjectLegalHold",
    method: "PUT",
    path: "/{Bucket}/{Key+}?legal-hold",
    status: 200,
    input: &PUT_OBJECT_LEGAL_HOLD_REQUEST,
    output: &PUT_OBJECT_LEGAL_HOLD_OUTPUT,
    wrapper: None,
};

pub static PUT_OBJECT_LOCK_CONFIGURATION: Signature = Signature {
    name: "PutObjectLockConfiguration",
    method: "PUT",
    path: "/{Bucket}?object-lock",
    status: 200,
    input: &PUT_OBJECT_LOCK_CONFIGURATION_REQUEST,
    output: &PUT_OBJECT_LOCK_CONFIGURATION_OUTPUT,
    wrapper: None,
};

pub static PUT_OBJECT_RETENTION: Signature = Signature {
    name: "PutObjectRetention",
    method: "PUT",
    path: "/{Bucket}/{Key+}?retention",
    status: 200,
    input: &PUT_OBJECT_RETENTION_REQUEST,
    output: &PUT_OBJECT_RETENTION_OUTPUT,
    wrapper: None,
};

pub static PUT_PUBLIC_ACCESS_BLOCK: Signature = Signature {
    name: "PutPublicAccessBlock",
    method: "PUT",
    path: "/{Bucket}?publicAccessBlock",
    status: 200,
    input: &PUT_PUBLIC_ACCESS_BLOCK_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static RENAME_OBJECT: Signature = Signature {
    name: "RenameObject",
    method: "PUT",
    path: "/{Bucket}/{Key+}?renameObject",
    status: 200,
    input: &RENAME_OBJECT_REQUEST,
    output: &RENAME_OBJECT_OUTPUT,
    wrapper: None,
};

pub static RESTORE_OBJECT: Signature = Signature {
    name: "RestoreObject",
    method: "POST",
    path: "/{Bucket}/{Key+}?restore",
    status: 200,
    input: &RESTORE_OBJECT_REQUEST,
    output: &RESTORE_OBJECT_OUTPUT,
    wrapper: None,
};

pub static UPDATE_BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION: Signature = Signature {
    name: "UpdateBucketMetadataAnnotationTableConfiguration",
    method: "PUT",
    path: "/{Bucket}?metadataAnnotationTable",
    status: 200,
    input: &UPDATE_BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION: Signature = Signature {
    name: "UpdateBucketMetadataInventoryTableConfiguration",
    method: "PUT",
    path: "/{Bucket}?metadataInventoryTable",
    status: 200,
    input: &UPDATE_BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION: Signature = Signature {
    name: "UpdateBucketMetadataJournalTableConfiguration",
    method: "PUT",
    path: "/{Bucket}?metadataJournalTable",
    status: 200,
    input: &UPDATE_BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_OBJECT_ENCRYPTION: Signature = Signature {
    name: "UpdateObjectEncryption",
    method: "PUT",
    path: "/{Bucket}/{Key+}?encryption",
    status: 200,
    input: &UPDATE_OBJECT_ENCRYPTION_REQUEST,
    output: &UPDATE_OBJECT_ENCRYPTION_RESPONSE,
    wrapper: None,
};

pub static ABAC_STATUS: Shape =
    Shape::new("AbacStatus", &[Member::new("Status", Kind::Text).one_of(BUCKET_ABAC_STATUS_VALUES)]);

pub static ABORT_INCOMPLETE_MULTIPART_UPLOAD: Shape =
    Shape::new("AbortIncompleteMultipartUpload", &[Member::new("DaysAfterInitiation", Kind::Integer)]);

pub static ACCELERATE_CONFIGURATION: Shape = Shape::new(
    "AccelerateConfiguration",
    &[Member::new("Status", Kind::Text).one_of(BUCKET_ACCELERATE_STATUS_VALUES)],
);

pub static ACCESS_CONTROL_POLICY: Shape = Shape::new(
    "AccessControlPolicy",
    &[
        Member::new("Grants", Kind::List(&GRANTS)).named("AccessControlList"),
        Member::new("Owner", Kind::Struct(&OWNER)),
    ],
);

pub static ACCESS_CONTROL_TRANSLATION: Shape = Shape::new(
    "AccessControlTranslation",
    &[Member::new("Owner", Kind::Text).required().one_of(OWNER_OVERRIDE_VALUES)],
);

static ALLOWED_HEADERS: List = List { element: Member::new("member", Kind::Text), flattened: true };

static ALLOWED_METHODS: List = List { element: Member::new("member", Kind::Text), flattened: true };

static ALLOWED_ORIGINS: List = List { element: Member::new("member", Kind::Text), flattened: true };

pub static ANALYTICS_AND_OPERATOR: Shape = Shape::new(
    "AnalyticsAndOperator",
    &[Member::new("Prefix", Kind::Text), Member::new("Tags", Kind::List(&TAG_SET_FLATTENED)).named("Tag")],
);

pub static ANALYTICS_CONFIGURATION: Shape = Shape::new(
    "AnalyticsConfiguration",
    &[
        Member::new("Id", Kind::Text).required(),
        Member::new("Filter", Kind::Struct(&ANALYTICS_FILTER)),
        Member::new("StorageClassAnalysis", Kind::Struct(&STORAGE_CLASS_ANALYSIS)).required(),
    ],
);

pub static ANALYTICS_EXPORT_DESTINATION: Shape = Shape::new(
    "AnalyticsExportDestination",
    &[Member::new("S3BucketDestination", Kind::Struct(&ANALYTICS_S3_BUCKET_DESTINATION)).required()],
);

pub static ANALYTICS_FILTER: Shape = Shape::new(
    "AnalyticsFilter",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tag", Kind::Struct(&TAG)),
        Member::new("And", Kind::Struct(&ANALYTICS_AND_OPERATOR)),
    ],
);

pub static ANALYTICS_S3_BUCKET_DESTINATION: Shape = Shape::new(
    "AnalyticsS3BucketDestination",
    &[
        Member::new("Format", Kind::Text).required().one_of(ANALYTICS_S3_EXPORT_FILE_FORMAT_VALUES),
        Member::new("BucketAccountId", Kind::Text),
        Member::new("Bucket", Kind::Text).required(),
        Member::new("Prefix", Kind::Text),
    ],
);

const ANALYTICS_S3_EXPORT_FILE_FORMAT_VALUES: &[&str] = &["CSV"];

const ANNOTATION_CONFIGURATION_STATE_VALUES: &[&str] = &["ENABLED", "DISABLED"];

pub static ANNOTATION_ENTRY: Shape = Shape::new(
    "AnnotationEntry",
    &[
        Member::new("AnnotationName", Kind::Text).required(),
        Member::new("LastModified", Kind::Time(None)).required(),
        Member::new("ETag", Kind::Text),
        Member::new("ChecksumAlgorithm", Kind::List(&CHECKSUM_ALGORITHM_LIST)),
        Member::new("Size", Kind::Long).required(),
        Member::new("ReplicationStatus", Kind::Text).one_of(REPLICATION_STATUS_VALUES),
    ],
);

static ANNOTATION_LIST: List = List {
    element: Member::new("member", Kind::Struct(&ANNOTATION_ENTRY)).named("AnnotationEntry"),
    flattened: false,
};

pub static ANNOTATION_TABLE_CONFIGURATION: Shape = Shape::new(
    "AnnotationTableConfiguration",
    &[
        Member::new("ConfigurationState", Kind::Text)
            .required()
            .one_of(ANNOTATION_CONFIGURATION_STATE_VALUES),
        Member::new("EncryptionConfiguration", Kind::Struct(&METADATA_TABLE_ENCRYPTION_CONFIGURATION)),
        Member::new("Role", Kind::Text),
    ],
);

pub static ANNOTATION_TABLE_CONFIGURATION_RESULT: Shape = Shape::new(
    "AnnotationTableConfigurationResult",
    &[
        Member::new("ConfigurationState", Kind::Text)
            .required()
            .one_of(ANNOTATION_CONFIGURATION_STATE_VALUES),
        Member::new("TableStatus", Kind::Text),
        Member::new("Error", Kind::Struct(&ERROR_DETAILS)),
        Member::new("TableName", Kind::Text),
        Member::new("TableArn", Kind::Text),
        Member::new("Role", Kind::Text),
    ],
);

pub static ANNOTATION_TABLE_CONFIGURATION_UPDATES: Shape = Shape::new(
    "AnnotationTableConfigurationUpdates",
    &[
        Member::new("ConfigurationState", Kind::Text)
            .required()
            .one_of(ANNOTATION_CONFIGURATION_STATE_VALUES),
        Member::new("EncryptionConfiguration", Kind::Struct(&METADATA_TABLE_ENCRYPTION_CONFIGURATION)),
        Member::new("Role", Kind::Text),
    ],
);

pub static BLOCKED_ENCRYPTION_TYPES: Shape =
    Shape::new("BlockedEncryptionTypes", &[Member::new("EncryptionType", Kind::List(&ENCRYPTION_TYPE_LIST))]);

pub static BUCKET: Shape = Shape::new(
    "Bucket",
    &[
        Member::new("Name", Kind::Text),
        Member::new("CreationDate", Kind::Time(None)),
        Member::new("BucketRegion", Kind::Text),
        Member::new("BucketArn", Kind::Text)
            .min(1)
            .max(128)
            .matching(&S3_REGIONAL_OR_S3_EXPRESS_BUCKET_ARN_STRING_PATTERN),
    ],
);

static BUCKETS: List =
    List { element: Member::new("member", Kind::Struct(&BUCKET)).named("Bucket"), flattened: false };

const BUCKET_ABAC_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

const BUCKET_ACCELERATE_STATUS_VALUES: &[&str] = &["Enabled", "Suspended"];

const BUCKET_CANNED_ACL_VALUES: &[&str] =
    &["private", "public-read", "public-read-write", "authenticated-read"];

pub static BUCKET_LIFECYCLE_CONFIGURATION: Shape = Shape::new(
    "BucketLifecycleConfiguration",
    &[Member::new("Rules", Kind::List(&LIFECYCLE_RULES)).named("Rule").required()],
);

pub static BUCKET_LOGGING_STATUS: Shape =
    Shape::new("BucketLoggingStatus", &[Member::new("LoggingEnabled", Kind::Struct(&LOGGING_ENABLED))]);

const BUCKET_LOGS_PERMISSION_VALUES: &[&str] = &["FULL_CONTROL", "READ", "WRITE"];

static CHECKSUM_ALGORITHM_LIST: List =
    List { element: Member::new("member", Kind::Text).one_of(CHECKSUM_ALGORITHM_VALUES), flattened: true };

const CHECKSUM_ALGORITHM_VALUES: &[&str] =
    &["CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME", "SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"];

const CHECKSUM_MODE_VALUES: &[&str] = &["ENABLED"];

const CHECKSUM_TYPE_VALUES: &[&str] = &["COMPOSITE", "FULL_OBJECT"];

pub static COMPLETED_MULTIPART_UPLOAD: Shape = Shape::new(
    "CompletedMultipartUpload",
    &[Member::new("Parts", Kind::List(&COMPLETED_PART_LIST)).named("Part")],
);

pub static COMPLETED_PART: Shape = Shape::new(
    "CompletedPart",
    &[
        Member::new("ETag", Kind::Text),
        Member::new("ChecksumCRC32", Kind::Text),
        Member::new("ChecksumCRC32C", Kind::Text),
        Member::new("ChecksumCRC64NVME", Kind::Text),
        Member::new("ChecksumSHA1", Kind::Text),
        Member::new("ChecksumSHA256", Kind::Text),
        Member::new("ChecksumSHA512", Kind::Text),
        Member::new("ChecksumMD5", Kind::Text),
        Member::new("ChecksumXXHASH64", Kind::Text),
        Member::new("ChecksumXXHASH3", Kind::Text),
        Member::new("ChecksumXXHASH128", Kind::Text),
        Member::new("PartNumber", Kind::Integer),
    ],
);

static COMPLETED_PART_LIST: List =
    List { element: Member::new("member", Kind::Struct(&COMPLETED_PART)), flattened: true };

pub static COMPLETE_MULTIPART_UPLOAD_OUTPUT: Shape = Shape::new(
    "CompleteMultipartUploadOutput",
    &[
        Member::new("Location", Kind::Text),
        Member::new("Bucket", Kind::Text),
        Member::new("Key", Kind::Text).min(1),
        Member::new("Expiration", Kind::Text).at(Place::Header("x-amz-expiration")),
        Member::new("ETag", Kind::Text),
        Member::new("ChecksumCRC32", Kind::Text),
        Member::new("ChecksumCRC32C", Kind::Text),
        Member::new("ChecksumCRC64NVME", Kind::Text),
        Member::new("ChecksumSHA1", Kind::Text),
        Member::new("ChecksumSHA256", Kind::Text),
        Member::new("ChecksumSHA512", Kind::Text),
        Member::new("ChecksumMD5", Kind::Text),
        Member::new("ChecksumXXHASH64", Kind::Text),
        Member::new("ChecksumXXHASH3", Kind::Text),
        Member::new("ChecksumXXHASH128", Kind::Text),
        Member::new("ChecksumType", Kind::Text).one_of(CHECKSUM_TYPE_VALUES),
        Member::new("ServerSideEncryption", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption"))
            .one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("VersionId", Kind::Text).at(Place::Header("x-amz-version-id")),
        Member::new("SSEKMSKeyId", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-aws-kms-key-id"))
            .hiding(Hidden::Value),
        Member::new("BucketKeyEnabled", Kind::Boolean)
            .at(Place::Header("x-amz-server-side-encryption-bucket-key-enabled")),
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
    ],
);

pub static COMPLETE_MULTIPART_UPLOAD_REQUEST: Shape = Shape::new(
    "CompleteMultipartUploadRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("MultipartUpload", Kind::Struct(&COMPLETED_MULTIPART_UPLOAD))
            .named("CompleteMultipartUpload")
            .at(Place::Payload),
        Member::new("UploadId", Kind::Text).at(Place::Query("uploadId")).required(),
        Member::new("ChecksumCRC32", Kind::Text).at(Place::Header("x-amz-checksum-crc32")),
        Member::new("ChecksumCRC32C", Kind::Text).at(Place::Header("x-amz-checksum-crc32c")),
        Member::new("ChecksumCRC64NVME", Kind::Text).at(Place::Header("x-amz-checksum-crc64nvme")),
        Member::new("ChecksumSHA1", Kind::Text).at(Place::Header("x-amz-checksum-sha1")),
        Member::new("ChecksumSHA256", Kind::Text).at(Place::Header("x-amz-checksum-sha256")),
        Member::new("ChecksumSHA512", Kind::Text).at(Place::Header("x-amz-checksum-sha512")),
        Member::new("ChecksumMD5", Kind::Text).at(Place::Header("x-amz-checksum-md5")),
        Member::new("ChecksumXXHASH64", Kind::Text).at(Place::Header("x-amz-checksum-xxhash64")),
        Member::new("ChecksumXXHASH3", Kind::Text).at(Place::Header("x-amz-checksum-xxhash3")),
        Member::new("ChecksumXXHASH128", Kind::Text).at(Place::Header("x-amz-checksum-xxhash128")),
        Member::new("ChecksumType", Kind::Text)
            .at(Place::Header("x-amz-checksum-type"))
            .one_of(CHECKSUM_TYPE_VALUES),
        Member::new("MpuObjectSize", Kind::Long).at(Place::Header("x-amz-mp-object-size")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("IfMatch", Kind::Text).at(Place::Header("if-match")),
        Member::new("IfNoneMatch", Kind::Text).at(Place::Header("if-none-match")),
        Member::new("SSECustomerAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-customer-algorithm")),
        Member::new("SSECustomerKey", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-customer-key"))
            .hiding(Hidden::Value),
        Member::new("SSECustomerKeyMD5", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-customer-key-md5")),
    ],
);

const COMPRESSION_TYPE_VALUES: &[&str] = &["NONE", "GZIP", "BZIP2"];

pub static CONDITION: Shape = Shape::new(
    "Condition",
    &[Member::new("HttpErrorCodeReturnedEquals", Kind::Text), Member::new("KeyPrefixEquals", Kind::Text)],
);

pub static CORS_CONFIGURATION: Shape = Shape::new(
    "CORSConfiguration",
    &[Member::new("CORSRules", Kind::List(&CORS_RULES)).named("CORSRule").required()],
);

pub static CORS_RULE: Shape = Shape::new(
    "CORSRule",
    &[
        Member::new("ID", Kind::Text),
        Member::new("AllowedHeaders", Kind::List(&ALLOWED_HEADERS)).named("AllowedHeader"),
        Member::new("AllowedMethods", Kind::List(&ALLOWED_METHODS)).named("AllowedMethod").required(),
        Member::new("AllowedOrigins", Kind::List(&ALLOWED_ORIGINS)).named("AllowedOrigin").required(),
        Member::new("ExposeHeaders", Kind::List(&EXPOSE_HEADERS)).named("ExposeHeader"),
        Member::new("MaxAgeSeconds", Kind::Integer),
    ],
);

static CORS_RULES: List = List { element: Member::new("member", Kind::Struct(&CORS_RULE)), flattened: true };

pub static CREATE_BUCKET_METADATA_CONFIGURATION_REQUEST: Shape = Shape::new(
    "CreateBucketMetadataConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("MetadataConfiguration", Kind::Struct(&METADATA_CONFIGURATION))
            .named("MetadataConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static CREATE_BUCKET_METADATA_TABLE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "CreateBucketMetadataTableConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("MetadataTableConfiguration", Kind::Struct(&METADATA_TABLE_CONFIGURATION))
            .named("MetadataTableConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static CREATE_SESSION_OUTPUT: Shape = Shape::new(
    "CreateSessionOutput",
    &[
        Member::new("ServerSideEncryption", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption"))
            .one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("SSEKMSKeyId", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-aws-kms-key-id"))
            .hiding(Hidden::Value),
        Member::new("SSEKMSEncryptionContext", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-context"))
            .hiding(Hidden::Value),
        Member::new("BucketKeyEnabled", Kind::Boolean)
            .at(Place::Header("x-amz-server-side-encryption-bucket-key-enabled")),
        Member::new("Credentials", Kind::Struct(&SESSION_CREDENTIALS)).required(),
    ],
);

pub static CREATE_SESSION_REQUEST: Shape = Shape::new(
    "CreateSessionRequest",
    &[
        Member::new("SessionMode", Kind::Text)
            .at(Place::Header("x-amz-create-session-mode"))
            .one_of(SESSION_MODE_VALUES),
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ServerSideEncryption", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption"))
            .one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("SSEKMSKeyId", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-aws-kms-key-id"))
            .hiding(Hidden::Value),
        Member::new("SSEKMSEncryptionContext", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption-context"))
            .hiding(Hidden::Value),
        Member::new("BucketKeyEnabled", Kind::Boolean)
            .at(Place::Header("x-amz-server-side-encryption-bucket-key-enabled")),
    ],
);

pub static CSV_INPUT: Shape = Shape::new(
    "CSVInput",
    &[
        Member::new("FileHeaderInfo", Kind::Text).one_of(FILE_HEADER_INFO_VALUES),
        Member::new("Comments", Kind::Text),
        Member::new("QuoteEscapeCharacter", Kind::Text),
        Member::new("RecordDelimiter", Kind::Text),
        Member::new("FieldDelimiter", Kind::Text),
        Member::new("QuoteCharacter", Kind::Text),
        Member::new("AllowQuotedRecordDelimiter", Kind::Boolean),
    ],
);

pub static CSV_OUTPUT: Shape = Shape::new(
    "CSVOutput",
    &[
        Member::new("QuoteFields", Kind::Text).one_of(QUOTE_FIELDS_VALUES),
        Member::new("QuoteEscapeCharacter", Kind::Text),
        Member::new("RecordDelimiter", Kind::Text),
        Member::new("FieldDelimiter", Kind::Text),
        Member::new("QuoteCharacter", Kind::Text),
    ],
);

pub static DEFAULT_RETENTION: Shape = Shape::new(
    "DefaultRetention",
    &[
        Member::new("Mode", Kind::Text).one_of(OBJECT_LOCK_RETENTION_MODE_VALUES),
        Member::new("Days", Kind::Integer),
        Member::new("Years", Kind::Integer),
        Member::new("DefaultEventHold", Kind::Struct(&EVENT_HOLD_DURATION)),
    ],
);

pub static DELETE_MARKER_REPLICATION: Shape = Shape::new(
    "DeleteMarkerReplication",
    &[Member::new("Status", Kind::Text).one_of(DELETE_MARKER_REPLICATION_STATUS_VALUES)],
);

const DELETE_MARKER_REPLICATION_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

pub static DELETE_OBJECT_ANNOTATION_OUTPUT: Shape = Shape::new(
    "DeleteObjectAnnotationOutput",
    &[
        Member::new("ObjectVersionId", Kind::Text).at(Place::Header("x-amz-object-version-id")),
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
    ],
);

pub static DELETE_OBJECT_ANNOTATION_REQUEST: Shape = Shape::new(
    "DeleteObjectAnnotationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("AnnotationName", Kind::Text).at(Place::Query("annotationName")).required(),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("ObjectIfMatch", Kind::Text).at(Place::Header("x-amz-object-if-match")),
    ],
);

pub static DESTINATION: Shape = Shape::new(
    "Destination",
    &[
        Member::new("Bucket", Kind::Text).required(),
        Member::new("Account", Kind::Text),
        Member::new("StorageClass", Kind::Text).one_of(STORAGE_CLASS_VALUES),
        Member::new("AccessControlTranslation", Kind::Struct(&ACCESS_CONTROL_TRANSLATION)),
        Member::new("EncryptionConfiguration", Kind::Struct(&ENCRYPTION_CONFIGURATION)),
        Member::new("ReplicationTime", Kind::Struct(&REPLICATION_TIME)),
        Member::new("Metrics", Kind::Struct(&METRICS)),
    ],
);

pub static DESTINATION_RESULT: Shape = Shape::new(
    "DestinationResult",
    &[
        Member::new("TableBucketType", Kind::Text).one_of(S3_TABLES_BUCKET_TYPE_VALUES),
        Member::new("TableBucketArn", Kind::Text),
        Member::new("TableNamespace", Kind::Text),
    ],
);

pub static ENCRYPTION: Shape = Shape::new(
    "Encryption",
    &[
        Member::new("EncryptionType", Kind::Text).required().one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("KMSKeyId", Kind::Text).hiding(Hidden::Value),
        Member::new("KMSContext", Kind::Text),
    ],
);

pub static ENCRYPTION_CONFIGURATION: Shape = Shape::new(
    "EncryptionConfiguration",
    &[
        Member::new("ReplicaKmsKeyID", Kind::Text),
        Member::new("UseSourceMultiRegionKey", Kind::Struct(&USE_SOURCE_MULTI_REGION_KEY)),
    ],
);

static ENCRYPTION_TYPE_LIST: List = List {
    element: Member::new("member", Kind::Text).named("EncryptionType").one_of(ENCRYPTION_TYPE_VALUES),
    flattened: true,
};

const ENCRYPTION_TYPE_VALUES: &[&str] = &["NONE", "SSE-C"];

pub static ERROR_DETAILS: Shape = Shape::new(
    "ErrorDetails",
    &[Member::new("ErrorCode", Kind::Text), Member::new("ErrorMessage", Kind::Text)],
);

pub static ERROR_DOCUMENT: Shape =
    Shape::new("ErrorDocument", &[Member::new("Key", Kind::Text).required().min(1)]);

pub static EVENT_HOLD_DURATION: Shape = Shape::new(
    "EventHoldDuration",
    &[Member::new("Days", Kind::Integer), Member::new("Years", Kind::Integer)],
);

pub static EXISTING_OBJECT_REPLICATION: Shape = Shape::new(
    "ExistingObjectReplication",
    &[Member::new("Status", Kind::Text).required().one_of(EXISTING_OBJECT_REPLICATION_STATUS_VALUES)],
);

const EXISTING_OBJECT_REPLICATION_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

const EXPIRATION_STATE_VALUES: &[&str] = &["ENABLED", "DISABLED"];

const EXPIRATION_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

static EXPOSE_HEADERS: List = List { element: Member::new("member", Kind::Text), flattened: true };

const EXPRESSION_TYPE_VALUES: &[&str] = &["SQL"];

const FILE_HEADER_INFO_VALUES: &[&str] = &["USE", "IGNORE", "NONE"];

pub static GET_BUCKET_ACL_OUTPUT: Shape = Shape::new(
    "GetBucketAclOutput",
    &[
        Member::new("Owner", Kind::Struct(&OWNER)),
        Member::new("Grants", Kind::List(&GRANTS)).named("AccessControlList"),
    ],
);

pub static GET_BUCKET_ACL_REQUEST: Shape = Shape::new(
    "GetBucketAclRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static GET_BUCKET_METADATA_CONFIGURATION_OUTPUT: Shape = Shape::new(
    "GetBucketMetadataConfigurationOutput",
    &[Member::new(
        "GetBucketMetadataConfigurationResult",
        Kind::Struct(&GET_BUCKET_METADATA_CONFIGURATION_RESULT),
    )
    .at(Place::Payload)],
);

pub static GET_BUCKET_METADATA_CONFIGURATION_REQUEST: Shape = Shape::new(
    "GetBucketMetadataConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static GET_BUCKET_METADATA_CONFIGURATION_RESULT: Shape = Shape::new(
    "GetBucketMetadataConfigurationResult",
    &[Member::new("MetadataConfigurationResult", Kind::Struct(&METADATA_CONFIGURATION_RESULT)).required()],
);

pub static GET_BUCKET_METADATA_TABLE_CONFIGURATION_OUTPUT: Shape = Shape::new(
    "GetBucketMetadataTableConfigurationOutput",
    &[Member::new(
        "GetBucketMetadataTableConfigurationResult",
        Kind::Struct(&GET_BUCKET_METADATA_TABLE_CONFIGURATION_RESULT),
    )
    .at(Place::Payload)],
);

pub static GET_BUCKET_METADATA_TABLE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "GetBucketMetadataTableConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static GET_BUCKET_METADATA_TABLE_CONFIGURATION_RESULT: Shape = Shape::new(
    "GetBucketMetadataTableConfigurationResult",
    &[
        Member::new("MetadataTableConfigurationResult", Kind::Struct(&METADATA_TABLE_CONFIGURATION_RESULT))
            .required(),
        Member::new("Status", Kind::Text).required(),
        Member::new("Error", Kind::Struct(&ERROR_DETAILS)),
    ],
);

pub static GET_OBJECT_ACL_OUTPUT: Shape = Shape::new(
    "GetObjectAclOutput",
    &[
        Member::new("Owner", Kind::Struct(&OWNER)),
        Member::new("Grants", Kind::List(&GRANTS)).named("AccessControlList"),
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
    ],
);

pub static GET_OBJECT_ACL_REQUEST: Shape = Shape::new(
    "GetObjectAclRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static GET_OBJECT_ANNOTATION_OUTPUT: Shape = Shape::new(
    "GetObjectAnnotationOutput",
    &[
        Member::new("AnnotationPayload", Kind::Blob).at(Place::Payload),
        Member::new("ObjectVersionId", Kind::Text).at(Place::Header("x-amz-object-version-id")),
        Member::new("LastModified", Kind::Time(None)).at(Place::Header("last-modified")),
        Member::new("ContentLength", Kind::Long).at(Place::Header("content-length")),
        Member::new("ETag", Kind::Text).at(Place::Header("etag")),
        Member::new("ChecksumCRC32", Kind::Text).at(Place::Header("x-amz-checksum-crc32")),
        Member::new("ChecksumCRC32C", Kind::Text).at(Place::Header("x-amz-checksum-crc32c")),
        Member::new("ChecksumCRC64NVME", Kind::Text).at(Place::Header("x-amz-checksum-crc64nvme")),
        Member::new("ChecksumSHA1", Kind::Text).at(Place::Header("x-amz-checksum-sha1")),
        Member::new("ChecksumSHA256", Kind::Text).at(Place::Header("x-amz-checksum-sha256")),
        Member::new("ChecksumSHA512", Kind::Text).at(Place::Header("x-amz-checksum-sha512")),
        Member::new("ChecksumMD5", Kind::Text).at(Place::Header("x-amz-checksum-md5")),
        Member::new("ChecksumXXHASH64", Kind::Text).at(Place::Header("x-amz-checksum-xxhash64")),
        Member::new("ChecksumXXHASH3", Kind::Text).at(Place::Header("x-amz-checksum-xxhash3")),
        Member::new("ChecksumXXHASH128", Kind::Text).at(Place::Header("x-amz-checksum-xxhash128")),
        Member::new("ChecksumType", Kind::Text)
            .at(Place::Header("x-amz-checksum-type"))
            .one_of(CHECKSUM_TYPE_VALUES),
        Member::new("ServerSideEncryption", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption"))
            .one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
        Member::new("ReplicationStatus", Kind::Text)
            .at(Place::Header("x-amz-replication-status"))
            .one_of(REPLICATION_STATUS_VALUES),
    ],
);

pub static GET_OBJECT_ANNOTATION_REQUEST: Shape = Shape::new(
    "GetObjectAnnotationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("AnnotationName", Kind::Text).at(Place::Query("annotationName")).required(),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("ChecksumMode", Kind::Text)
            .at(Place::Header("x-amz-checksum-mode"))
            .one_of(CHECKSUM_MODE_VALUES),
    ],
);

pub static GET_OBJECT_LEGAL_HOLD_OUTPUT: Shape = Shape::new(
    "GetObjectLegalHoldOutput",
    &[Member::new("LegalHold", Kind::Struct(&OBJECT_LOCK_LEGAL_HOLD)).named("LegalHold").at(Place::Payload)],
);

pub static GET_OBJECT_LEGAL_HOLD_REQUEST: Shape = Shape::new(
    "GetObjectLegalHoldRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static GET_OBJECT_RETENTION_OUTPUT: Shape = Shape::new(
    "GetObjectRetentionOutput",
    &[Member::new("Retention", Kind::Struct(&OBJECT_LOCK_RETENTION)).named("Retention").at(Place::Payload)],
);

pub static GET_OBJECT_RETENTION_REQUEST: Shape = Shape::new(
    "GetObjectRetentionRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static GLACIER_JOB_PARAMETERS: Shape =
    Shape::new("GlacierJobParameters", &[Member::new("Tier", Kind::Text).required().one_of(TIER_VALUES)]);

pub static GRANT: Shape = Shape::new(
    "Grant",
    &[
        Member::new("Grantee", Kind::Struct(&GRANTEE)),
        Member::new("Permission", Kind::Text).one_of(PERMISSION_VALUES),
    ],
);

pub static GRANTEE: Shape = Shape::new(
    "Grantee",
    &[
        Member::new("DisplayName", Kind::Text),
        Member::new("EmailAddress", Kind::Text),
        Member::new("ID", Kind::Text),
        Member::new("Type", Kind::Text)
            .at(Place::Attribute("xsi:type", "http://www.w3.org/2001/XMLSchema-instance"))
            .required()
            .one_of(TYPE_VALUES),
        Member::new("URI", Kind::Text),
    ],
);

static GRANTS: List =
    List { element: Member::new("member", Kind::Struct(&GRANT)).named("Grant"), flattened: false };

pub static INDEX_DOCUMENT: Shape =
    Shape::new("IndexDocument", &[Member::new("Suffix", Kind::Text).required()]);

pub static INPUT_SERIALIZATION: Shape = Shape::new(
    "InputSerialization",
    &[
        Member::new("CSV", Kind::Struct(&CSV_INPUT)),
        Member::new("CompressionType", Kind::Text).one_of(COMPRESSION_TYPE_VALUES),
        Member::new("JSON", Kind::Struct(&JSON_INPUT)),
        Member::new("Parquet", Kind::Struct(&PARQUET_INPUT)),
    ],
);

const INTELLIGENT_TIERING_ACCESS_TIER_VALUES: &[&str] = &["ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"];

pub static INTELLIGENT_TIERING_AND_OPERATOR: Shape = Shape::new(
    "IntelligentTieringAndOperator",
    &[Member::new("Prefix", Kind::Text), Member::new("Tags", Kind::List(&TAG_SET_FLATTENED)).named("Tag")],
);

pub static INTELLIGENT_TIERING_CONFIGURATION: Shape = Shape::new(
    "IntelligentTieringConfiguration",
    &[
        Member::new("Id", Kind::Text).required(),
        Member::new("Filter", Kind::Struct(&INTELLIGENT_TIERING_FILTER)),
        Member::new("Status", Kind::Text).required().one_of(INTELLIGENT_TIERING_STATUS_VALUES),
        Member::new("Tierings", Kind::List(&TIERING_LIST)).named("Tiering").required(),
    ],
);

pub static INTELLIGENT_TIERING_FILTER: Shape = Shape::new(
    "IntelligentTieringFilter",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tag", Kind::Struct(&TAG)),
        Member::new("And", Kind::Struct(&INTELLIGENT_TIERING_AND_OPERATOR)),
    ],
);

const INTELLIGENT_TIERING_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

pub static INVENTORY_CONFIGURATION: Shape = Shape::new(
    "InventoryConfiguration",
    &[
        Member::new("Destination", Kind::Struct(&INVENTORY_DESTINATION)).required(),
        Member::new("IsEnabled", Kind::Boolean).required(),
        Member::new("Filter", Kind::Struct(&INVENTORY_FILTER)),
        Member::new("Id", Kind::Text).required(),
        Member::new("IncludedObjectVersions", Kind::Text)
            .required()
            .one_of(INVENTORY_INCLUDED_OBJECT_VERSIONS_VALUES),
        Member::new("OptionalFields", Kind::List(&INVENTORY_OPTIONAL_FIELDS)),
        Member::new("Schedule", Kind::Struct(&INVENTORY_SCHEDULE)).required(),
    ],
);

const INVENTORY_CONFIGURATION_STATE_VALUES: &[&str] = &["ENABLED", "DISABLED"];

pub static INVENTORY_DESTINATION: Shape = Shape::new(
    "InventoryDestination",
    &[Member::new("S3BucketDestination", Kind::Struct(&INVENTORY_S3_BUCKET_DESTINATION)).required()],
);

pub static INVENTORY_ENCRYPTION: Shape = Shape::new(
    "InventoryEncryption",
    &[
        Member::new("SSES3", Kind::Struct(&SSES3)).named("SSE-S3"),
        Member::new("SSEKMS", Kind::Struct(&SSEKMS)).named("SSE-KMS"),
    ],
);

pub static INVENTORY_FILTER: Shape =
    Shape::new("InventoryFilter", &[Member::new("Prefix", Kind::Text).required()]);

const INVENTORY_FORMAT_VALUES: &[&str] = &["CSV", "ORC", "Parquet"];

const INVENTORY_FREQUENCY_VALUES: &[&str] = &["Daily", "Weekly"];

const INVENTORY_INCLUDED_OBJECT_VERSIONS_VALUES: &[&str] = &["All", "Current"];

static INVENTORY_OPTIONAL_FIELDS: List = List {
    element: Member::new("member", Kind::Text).named("Field").one_of(INVENTORY_OPTIONAL_FIELD_VALUES),
    flattened: false,
};

const INVENTORY_OPTIONAL_FIELD_VALUES: &[&str] = &[
    "Size",
    "LastModifiedDate",
    "StorageClass",
    "ETag",
    "IsMultipartUploaded",
    "ReplicationStatus",
    "EncryptionStatus",
    "ObjectLockRetainUntilDate",
    "ObjectLockMode",
    "ObjectLockLegalHoldStatus",
    "ObjectLockEventHoldStatus",
    "ObjectLockEventHoldDuration",
    "IntelligentTieringAccessTier",
    "BucketKeyStatus",
    "ChecksumAlgorithm",
    "ObjectAccessControlList",
    "ObjectOwner",
    "LifecycleExpirationDate",
    "IntelligentTieringReferenceDate",
];

pub static INVENTORY_S3_BUCKET_DESTINATION: Shape = Shape::new(
    "InventoryS3BucketDestination",
    &[
        Member::new("AccountId", Kind::Text),
        Member::new("Bucket", Kind::Text).required(),
        Member::new("Format", Kind::Text).required().one_of(INVENTORY_FORMAT_VALUES),
        Member::new("Prefix", Kind::Text),
        Member::new("Encryption", Kind::Struct(&INVENTORY_ENCRYPTION)),
    ],
);

pub static INVENTORY_SCHEDULE: Shape = Shape::new(
    "InventorySchedule",
    &[Member::new("Frequency", Kind::Text).required().one_of(INVENTORY_FREQUENCY_VALUES)],
);

pub static INVENTORY_TABLE_CONFIGURATION: Shape = Shape::new(
    "InventoryTableConfiguration",
    &[
        Member::new("ConfigurationState", Kind::Text).required().one_of(INVENTORY_CONFIGURATION_STATE_VALUES),
        Member::new("EncryptionConfiguration", Kind::Struct(&METADATA_TABLE_ENCRYPTION_CONFIGURATION)),
    ],
);

pub static INVENTORY_TABLE_CONFIGURATION_RESULT: Shape = Shape::new(
    "InventoryTableConfigurationResult",
    &[
        Member::new("ConfigurationState", Kind::Text).required().one_of(INVENTORY_CONFIGURATION_STATE_VALUES),
        Member::new("TableStatus", Kind::Text),
        Member::new("Error", Kind::Struct(&ERROR_DETAILS)),
        Member::new("TableName", Kind::Text),
        Member::new("TableArn", Kind::Text),
    ],
);

pub static INVENTORY_TABLE_CONFIGURATION_UPDATES: Shape = Shape::new(
    "InventoryTableConfigurationUpdates",
    &[
        Member::new("ConfigurationState", Kind::Text).required().one_of(INVENTORY_CONFIGURATION_STATE_VALUES),
        Member::new("EncryptionConfiguration", Kind::Struct(&METADATA_TABLE_ENCRYPTION_CONFIGURATION)),
    ],
);

pub static JOURNAL_TABLE_CONFIGURATION: Shape = Shape::new(
    "JournalTableConfiguration",
    &[
        Member::new("RecordExpiration", Kind::Struct(&RECORD_EXPIRATION)).required(),
        Member::new("EncryptionConfiguration", Kind::Struct(&METADATA_TABLE_ENCRYPTION_CONFIGURATION)),
    ],
);

pub static JOURNAL_TABLE_CONFIGURATION_RESULT: Shape = Shape::new(
    "JournalTableConfigurationResult",
    &[
        Member::new("TableStatus", Kind::Text).required(),
        Member::new("Error", Kind::Struct(&ERROR_DETAILS)),
        Member::new("TableName", Kind::Text).required(),
        Member::new("TableArn", Kind::Text),
        Member::new("RecordExpiration", Kind::Struct(&RECORD_EXPIRATION)).required(),
    ],
);

pub static JOURNAL_TABLE_CONFIGURATION_UPDATES: Shape = Shape::new(
    "JournalTableConfigurationUpdates",
    &[Member::new("RecordExpiration", Kind::Struct(&RECORD_EXPIRATION)).required()],
);

pub static JSON_INPUT: Shape =
    Shape::new("JSONInput", &[Member::new("Type", Kind::Text).one_of(JSON_TYPE_VALUES)]);

pub static JSON_OUTPUT: Shape = Shape::new("JSONOutput", &[Member::new("RecordDelimiter", Kind::Text)]);

const JSON_TYPE_VALUES: &[&str] = &["DOCUMENT", "LINES"];

pub static LIFECYCLE_EXPIRATION: Shape = Shape::new(
    "LifecycleExpiration",
    &[
        Member::new("Date", Kind::Time(Some(TimeForm::Iso8601))),
        Member::new("Days", Kind::Integer),
        Member::new("ExpiredObjectDeleteMarker", Kind::Boolean),
    ],
);

pub static LIFECYCLE_RULE: Shape = Shape::new(
    "LifecycleRule",
    &[
        Member::new("Expiration", Kind::Struct(&LIFECYCLE_EXPIRATION)),
        Member::new("ID", Kind::Text),
        Member::new("Prefix", Kind::Text),
        Member::new("Filter", Kind::Struct(&LIFECYCLE_RULE_FILTER)),
        Member::new("Status", Kind::Text).required().one_of(EXPIRATION_STATUS_VALUES),
        Member::new("Transitions", Kind::List(&TRANSITION_LIST)).named("Transition"),
        Member::new("NoncurrentVersionTransitions", Kind::List(&NONCURRENT_VERSION_TRANSITION_LIST))
            .named("NoncurrentVersionTransition"),
        Member::new("NoncurrentVersionExpiration", Kind::Struct(&NONCURRENT_VERSION_EXPIRATION)),
        Member::new("AbortIncompleteMultipartUpload", Kind::Struct(&ABORT_INCOMPLETE_MULTIPART_UPLOAD)),
    ],
);

static LIFECYCLE_RULES: List =
    List { element: Member::new("member", Kind::Struct(&LIFECYCLE_RULE)), flattened: true };

pub static LIFECYCLE_RULE_AND_OPERATOR: Shape = Shape::new(
    "LifecycleRuleAndOperator",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tags", Kind::List(&TAG_SET_FLATTENED)).named("Tag"),
        Member::new("ObjectSizeGreaterThan", Kind::Long),
        Member::new("ObjectSizeLessThan", Kind::Long),
    ],
);

pub static LIFECYCLE_RULE_FILTER: Shape = Shape::new(
    "LifecycleRuleFilter",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tag", Kind::Struct(&TAG)),
        Member::new("ObjectSizeGreaterThan", Kind::Long),
        Member::new("ObjectSizeLessThan", Kind::Long),
        Member::new("And", Kind::Struct(&LIFECYCLE_RULE_AND_OPERATOR)),
    ],
);

pub static LIST_DIRECTORY_BUCKETS_OUTPUT: Shape = Shape::new(
    "ListDirectoryBucketsOutput",
    &[
        Member::new("Buckets", Kind::List(&BUCKETS)),
        Member::new("ContinuationToken", Kind::Text).min(0).max(1024),
    ],
);

pub static LIST_DIRECTORY_BUCKETS_REQUEST: Shape = Shape::new(
    "ListDirectoryBucketsRequest",
    &[
        Member::new("ContinuationToken", Kind::Text).at(Place::Query("continuation-token")).min(0).max(1024),
        Member::new("MaxDirectoryBuckets", Kind::Integer)
            .at(Place::Query("max-directory-buckets"))
            .min(0)
            .max(1000),
    ],
);

pub static LIST_OBJECT_ANNOTATIONS_OUTPUT: Shape = Shape::new(
    "ListObjectAnnotationsOutput",
    &[
        Member::new("Annotations", Kind::List(&ANNOTATION_LIST)),
        Member::new("Bucket", Kind::Text),
        Member::new("Key", Kind::Text).min(1),
        Member::new("ObjectVersionId", Kind::Text).at(Place::Header("x-amz-object-version-id")),
        Member::new("AnnotationPrefix", Kind::Text),
        Member::new("MaxAnnotationResults", Kind::Integer).min(1).max(1000),
        Member::new("AnnotationCount", Kind::Integer),
        Member::new("ContinuationToken", Kind::Text),
        Member::new("NextContinuationToken", Kind::Text),
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
    ],
);

pub static LIST_OBJECT_ANNOTATIONS_REQUEST: Shape = Shape::new(
    "ListObjectAnnotationsRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("MaxAnnotationResults", Kind::Integer)
            .at(Place::Query("max-annotation-results"))
            .min(1)
            .max(1000),
        Member::new("AnnotationPrefix", Kind::Text).at(Place::Query("annotation-prefix")),
        Member::new("ContinuationToken", Kind::Text).at(Place::Query("continuation-token")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static LOGGING_ENABLED: Shape = Shape::new(
    "LoggingEnabled",
    &[
        Member::new("TargetBucket", Kind::Text).required(),
        Member::new("TargetGrants", Kind::List(&TARGET_GRANTS)),
        Member::new("TargetPrefix", Kind::Text).required(),
        Member::new("TargetObjectKeyFormat", Kind::Struct(&TARGET_OBJECT_KEY_FORMAT)),
    ],
);

pub static METADATA_CONFIGURATION: Shape = Shape::new(
    "MetadataConfiguration",
    &[
        Member::new("JournalTableConfiguration", Kind::Struct(&JOURNAL_TABLE_CONFIGURATION)).required(),
        Member::new("InventoryTableConfiguration", Kind::Struct(&INVENTORY_TABLE_CONFIGURATION)),
        Member::new("AnnotationTableConfiguration", Kind::Struct(&ANNOTATION_TABLE_CONFIGURATION)),
    ],
);

pub static METADATA_CONFIGURATION_RESULT: Shape = Shape::new(
    "MetadataConfigurationResult",
    &[
        Member::new("DestinationResult", Kind::Struct(&DESTINATION_RESULT)).required(),
        Member::new("JournalTableConfigurationResult", Kind::Struct(&JOURNAL_TABLE_CONFIGURATION_RESULT)),
        Member::new("InventoryTableConfigurationResult", Kind::Struct(&INVENTORY_TABLE_CONFIGURATION_RESULT)),
        Member::new(
            "AnnotationTableConfigurationResult",
            Kind::Struct(&ANNOTATION_TABLE_CONFIGURATION_RESULT),
        ),
    ],
);

pub static METADATA_ENTRY: Shape =
    Shape::new("MetadataEntry", &[Member::new("Name", Kind::Text), Member::new("Value", Kind::Text)]);

pub static METADATA_TABLE_CONFIGURATION: Shape = Shape::new(
    "MetadataTableConfiguration",
    &[Member::new("S3TablesDestination", Kind::Struct(&S3_TABLES_DESTINATION)).required()],
);

pub static METADATA_TABLE_CONFIGURATION_RESULT: Shape = Shape::new(
    "MetadataTableConfigurationResult",
    &[Member::new("S3TablesDestinationResult", Kind::Struct(&S3_TABLES_DESTINATION_RESULT)).required()],
);

pub static METADATA_TABLE_ENCRYPTION_CONFIGURATION: Shape = Shape::new(
    "MetadataTableEncryptionConfiguration",
    &[
        Member::new("SseAlgorithm", Kind::Text).required().one_of(TABLE_SSE_ALGORITHM_VALUES),
        Member::new("KmsKeyArn", Kind::Text),
    ],
);

pub static METRICS: Shape = Shape::new(
    "Metrics",
    &[
        Member::new("Status", Kind::Text).required().one_of(METRICS_STATUS_VALUES),
        Member::new("EventThreshold", Kind::Struct(&REPLICATION_TIME_VALUE)),
    ],
);

pub static METRICS_AND_OPERATOR: Shape = Shape::new(
    "MetricsAndOperator",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tags", Kind::List(&TAG_SET_FLATTENED)).named("Tag"),
        Member::new("AccessPointArn", Kind::Text),
    ],
);

pub static METRICS_CONFIGURATION: Shape = Shape::new(
    "MetricsConfiguration",
    &[Member::new("Id", Kind::Text).required(), Member::new("Filter", Kind::Struct(&METRICS_FILTER))],
);

pub static METRICS_FILTER: Shape = Shape::new(
    "MetricsFilter",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tag", Kind::Struct(&TAG)),
        Member::new("AccessPointArn", Kind::Text),
        Member::new("And", Kind::Struct(&METRICS_AND_OPERATOR)),
    ],
);

const METRICS_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

pub static NONCURRENT_VERSION_EXPIRATION: Shape = Shape::new(
    "NoncurrentVersionExpiration",
    &[Member::new("NoncurrentDays", Kind::Integer), Member::new("NewerNoncurrentVersions", Kind::Integer)],
);

pub static NONCURRENT_VERSION_TRANSITION: Shape = Shape::new(
    "NoncurrentVersionTransition",
    &[
        Member::new("NoncurrentDays", Kind::Integer),
        Member::new("StorageClass", Kind::Text).one_of(TRANSITION_STORAGE_CLASS_VALUES),
        Member::new("NewerNoncurrentVersions", Kind::Integer),
    ],
);

static NONCURRENT_VERSION_TRANSITION_LIST: List =
    List { element: Member::new("member", Kind::Struct(&NONCURRENT_VERSION_TRANSITION)), flattened: true };

static NON_EMPTY_KMS_KEY_ARN_STRING_PATTERN: Pattern =
    Pattern::new("arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+");

const OBJECT_CANNED_ACL_VALUES: &[&str] = &[
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
];

pub static OBJECT_ENCRYPTION: Shape = Shape::new(
    "ObjectEncryption",
    &[Member::new("SSEKMS", Kind::Struct(&SSEKMS_ENCRYPTION)).named("SSE-KMS")],
);

pub static OBJECT_LOCK_CONFIGURATION: Shape = Shape::new(
    "ObjectLockConfiguration",
    &[
        Member::new("ObjectLockEnabled", Kind::Text).one_of(OBJECT_LOCK_ENABLED_VALUES),
        Member::new("Rule", Kind::Struct(&OBJECT_LOCK_RULE)),
    ],
);

const OBJECT_LOCK_ENABLED_VALUES: &[&str] = &["Enabled"];

const OBJECT_LOCK_EVENT_HOLD_VALUES: &[&str] = &["ON", "OFF"];

pub static OBJECT_LOCK_LEGAL_HOLD: Shape = Shape::new(
    "ObjectLockLegalHold",
    &[Member::new("Status", Kind::Text).one_of(OBJECT_LOCK_LEGAL_HOLD_STATUS_VALUES)],
);

const OBJECT_LOCK_LEGAL_HOLD_STATUS_VALUES: &[&str] = &["ON", "OFF"];

pub static OBJECT_LOCK_RETENTION: Shape = Shape::new(
    "ObjectLockRetention",
    &[
        Member::new("Mode", Kind::Text).one_of(OBJECT_LOCK_RETENTION_MODE_VALUES),
        Member::new("RetainUntilDate", Kind::Time(Some(TimeForm::Iso8601))),
        Member::new("EventHold", Kind::Text).one_of(OBJECT_LOCK_EVENT_HOLD_VALUES),
        Member::new("EventHoldDuration", Kind::Struct(&EVENT_HOLD_DURATION)),
    ],
);

const OBJECT_LOCK_RETENTION_MODE_VALUES: &[&str] = &["GOVERNANCE", "COMPLIANCE"];

pub static OBJECT_LOCK_RULE: Shape =
    Shape::new("ObjectLockRule", &[Member::new("DefaultRetention", Kind::Struct(&DEFAULT_RETENTION))]);

const OBJECT_OWNERSHIP_VALUES: &[&str] = &["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];

pub static OUTPUT_LOCATION: Shape =
    Shape::new("OutputLocation", &[Member::new("S3", Kind::Struct(&S3_LOCATION))]);

pub static OUTPUT_SERIALIZATION: Shape = Shape::new(
    "OutputSerialization",
    &[Member::new("CSV", Kind::Struct(&CSV_OUTPUT)), Member::new("JSON", Kind::Struct(&JSON_OUTPUT))],
);

pub static OWNER: Shape =
    Shape::new("Owner", &[Member::new("DisplayName", Kind::Text), Member::new("ID", Kind::Text)]);

pub static OWNERSHIP_CONTROLS: Shape = Shape::new(
    "OwnershipControls",
    &[Member::new("Rules", Kind::List(&OWNERSHIP_CONTROLS_RULES)).named("Rule").required()],
);

pub static OWNERSHIP_CONTROLS_RULE: Shape = Shape::new(
    "OwnershipControlsRule",
    &[Member::new("ObjectOwnership", Kind::Text).required().one_of(OBJECT_OWNERSHIP_VALUES)],
);

static OWNERSHIP_CONTROLS_RULES: List =
    List { element: Member::new("member", Kind::Struct(&OWNERSHIP_CONTROLS_RULE)), flattened: true };

const OWNER_OVERRIDE_VALUES: &[&str] = &["Destination"];

pub static PARQUET_INPUT: Shape = Shape::new("ParquetInput", &[]);

pub static PARTITIONED_PREFIX: Shape = Shape::new(
    "PartitionedPrefix",
    &[Member::new("PartitionDateSource", Kind::Text).one_of(PARTITION_DATE_SOURCE_VALUES)],
);

const PARTITION_DATE_SOURCE_VALUES: &[&str] = &["EventTime", "DeliveryTime"];

const PAYER_VALUES: &[&str] = &["Requester", "BucketOwner"];

const PERMISSION_VALUES: &[&str] = &["FULL_CONTROL", "WRITE", "WRITE_ACP", "READ", "READ_ACP"];

const PROTOCOL_VALUES: &[&str] = &["http", "https"];

pub static PUBLIC_ACCESS_BLOCK_CONFIGURATION: Shape = Shape::new(
    "PublicAccessBlockConfiguration",
    &[
        Member::new("BlockPublicAcls", Kind::Boolean),
        Member::new("IgnorePublicAcls", Kind::Boolean),
        Member::new("BlockPublicPolicy", Kind::Boolean),
        Member::new("RestrictPublicBuckets", Kind::Boolean),
    ],
);

pub static PUT_BUCKET_ABAC_REQUEST: Shape = Shape::new(
    "PutBucketAbacRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("AbacStatus", Kind::Struct(&ABAC_STATUS))
            .named("AbacStatus")
            .at(Place::Payload)
            .required(),
    ],
);

pub static PUT_BUCKET_ACCELERATE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutBucketAccelerateConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("AccelerateConfiguration", Kind::Struct(&ACCELERATE_CONFIGURATION))
            .named("AccelerateConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
    ],
);

pub static PUT_BUCKET_ACL_REQUEST: Shape = Shape::new(
    "PutBucketAclRequest",
    &[
        Member::new("ACL", Kind::Text).at(Place::Header("x-amz-acl")).one_of(BUCKET_CANNED_ACL_VALUES),
        Member::new("AccessControlPolicy", Kind::Struct(&ACCESS_CONTROL_POLICY))
            .named("AccessControlPolicy")
            .at(Place::Payload),
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("GrantFullControl", Kind::Text).at(Place::Header("x-amz-grant-full-control")),
        Member::new("GrantRead", Kind::Text).at(Place::Header("x-amz-grant-read")),
        Member::new("GrantReadACP", Kind::Text).at(Place::Header("x-amz-grant-read-acp")),
        Member::new("GrantWrite", Kind::Text).at(Place::Header("x-amz-grant-write")),
        Member::new("GrantWriteACP", Kind::Text).at(Place::Header("x-amz-grant-write-acp")),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_ANALYTICS_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutBucketAnalyticsConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Id", Kind::Text).at(Place::Query("id")).required(),
        Member::new("AnalyticsConfiguration", Kind::Struct(&ANALYTICS_CONFIGURATION))
            .named("AnalyticsConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_CORS_REQUEST: Shape = Shape::new(
    "PutBucketCorsRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("CORSConfiguration", Kind::Struct(&CORS_CONFIGURATION))
            .named("CORSConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_ENCRYPTION_REQUEST: Shape = Shape::new(
    "PutBucketEncryptionRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ServerSideEncryptionConfiguration", Kind::Struct(&SERVER_SIDE_ENCRYPTION_CONFIGURATION))
            .named("ServerSideEncryptionConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutBucketIntelligentTieringConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Id", Kind::Text).at(Place::Query("id")).required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("IntelligentTieringConfiguration", Kind::Struct(&INTELLIGENT_TIERING_CONFIGURATION))
            .named("IntelligentTieringConfiguration")
            .at(Place::Payload)
            .required(),
    ],
);

pub static PUT_BUCKET_INVENTORY_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutBucketInventoryConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Id", Kind::Text).at(Place::Query("id")).required(),
        Member::new("InventoryConfiguration", Kind::Struct(&INVENTORY_CONFIGURATION))
            .named("InventoryConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_LIFECYCLE_CONFIGURATION_OUTPUT: Shape = Shape::new(
    "PutBucketLifecycleConfigurationOutput",
    &[Member::new("TransitionDefaultMinimumObjectSize", Kind::Text)
        .at(Place::Header("x-amz-transition-default-minimum-object-size"))
        .one_of(TRANSITION_DEFAULT_MINIMUM_OBJECT_SIZE_VALUES)],
);

pub static PUT_BUCKET_LIFECYCLE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutBucketLifecycleConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("LifecycleConfiguration", Kind::Struct(&BUCKET_LIFECYCLE_CONFIGURATION))
            .named("LifecycleConfiguration")
            .at(Place::Payload),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("TransitionDefaultMinimumObjectSize", Kind::Text)
            .at(Place::Header("x-amz-transition-default-minimum-object-size"))
            .one_of(TRANSITION_DEFAULT_MINIMUM_OBJECT_SIZE_VALUES),
    ],
);

pub static PUT_BUCKET_LOGGING_REQUEST: Shape = Shape::new(
    "PutBucketLoggingRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("BucketLoggingStatus", Kind::Struct(&BUCKET_LOGGING_STATUS))
            .named("BucketLoggingStatus")
            .at(Place::Payload)
            .required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_METRICS_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutBucketMetricsConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Id", Kind::Text).at(Place::Query("id")).required(),
        Member::new("MetricsConfiguration", Kind::Struct(&METRICS_CONFIGURATION))
            .named("MetricsConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_OWNERSHIP_CONTROLS_REQUEST: Shape = Shape::new(
    "PutBucketOwnershipControlsRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("OwnershipControls", Kind::Struct(&OWNERSHIP_CONTROLS))
            .named("OwnershipControls")
            .at(Place::Payload)
            .required(),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
    ],
);

pub static PUT_BUCKET_REPLICATION_REQUEST: Shape = Shape::new(
    "PutBucketReplicationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ReplicationConfiguration", Kind::Struct(&REPLICATION_CONFIGURATION))
            .named("ReplicationConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("Token", Kind::Text).at(Place::Header("x-amz-bucket-object-lock-token")),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_REQUEST_PAYMENT_REQUEST: Shape = Shape::new(
    "PutBucketRequestPaymentRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("RequestPaymentConfiguration", Kind::Struct(&REQUEST_PAYMENT_CONFIGURATION))
            .named("RequestPaymentConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_BUCKET_WEBSITE_REQUEST: Shape = Shape::new(
    "PutBucketWebsiteRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("WebsiteConfiguration", Kind::Struct(&WEBSITE_CONFIGURATION))
            .named("WebsiteConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_OBJECT_ACL_OUTPUT: Shape = Shape::new(
    "PutObjectAclOutput",
    &[Member::new("RequestCharged", Kind::Text)
        .at(Place::Header("x-amz-request-charged"))
        .one_of(REQUEST_CHARGED_VALUES)],
);

pub static PUT_OBJECT_ACL_REQUEST: Shape = Shape::new(
    "PutObjectAclRequest",
    &[
        Member::new("ACL", Kind::Text).at(Place::Header("x-amz-acl")).one_of(OBJECT_CANNED_ACL_VALUES),
        Member::new("AccessControlPolicy", Kind::Struct(&ACCESS_CONTROL_POLICY))
            .named("AccessControlPolicy")
            .at(Place::Payload),
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("GrantFullControl", Kind::Text).at(Place::Header("x-amz-grant-full-control")),
        Member::new("GrantRead", Kind::Text).at(Place::Header("x-amz-grant-read")),
        Member::new("GrantReadACP", Kind::Text).at(Place::Header("x-amz-grant-read-acp")),
        Member::new("GrantWrite", Kind::Text).at(Place::Header("x-amz-grant-write")),
        Member::new("GrantWriteACP", Kind::Text).at(Place::Header("x-amz-grant-write-acp")),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_OBJECT_ANNOTATION_OUTPUT: Shape = Shape::new(
    "PutObjectAnnotationOutput",
    &[
        Member::new("Key", Kind::Text).min(1),
        Member::new("AnnotationName", Kind::Text),
        Member::new("ObjectVersionId", Kind::Text).at(Place::Header("x-amz-object-version-id")),
        Member::new("ETag", Kind::Text).at(Place::Header("etag")),
        Member::new("ChecksumCRC32", Kind::Text).at(Place::Header("x-amz-checksum-crc32")),
        Member::new("ChecksumCRC32C", Kind::Text).at(Place::Header("x-amz-checksum-crc32c")),
        Member::new("ChecksumCRC64NVME", Kind::Text).at(Place::Header("x-amz-checksum-crc64nvme")),
        Member::new("ChecksumSHA1", Kind::Text).at(Place::Header("x-amz-checksum-sha1")),
        Member::new("ChecksumSHA256", Kind::Text).at(Place::Header("x-amz-checksum-sha256")),
        Member::new("ChecksumSHA512", Kind::Text).at(Place::Header("x-amz-checksum-sha512")),
        Member::new("ChecksumMD5", Kind::Text).at(Place::Header("x-amz-checksum-md5")),
        Member::new("ChecksumXXHASH64", Kind::Text).at(Place::Header("x-amz-checksum-xxhash64")),
        Member::new("ChecksumXXHASH3", Kind::Text).at(Place::Header("x-amz-checksum-xxhash3")),
        Member::new("ChecksumXXHASH128", Kind::Text).at(Place::Header("x-amz-checksum-xxhash128")),
        Member::new("ChecksumType", Kind::Text)
            .at(Place::Header("x-amz-checksum-type"))
            .one_of(CHECKSUM_TYPE_VALUES),
        Member::new("ServerSideEncryption", Kind::Text)
            .at(Place::Header("x-amz-server-side-encryption"))
            .one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
    ],
);

pub static PUT_OBJECT_ANNOTATION_REQUEST: Shape = Shape::new(
    "PutObjectAnnotationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("AnnotationName", Kind::Text).at(Place::Query("annotationName")).required(),
        Member::new("AnnotationPayload", Kind::Blob).at(Place::Payload).required(),
        Member::new("ObjectIfMatch", Kind::Text).at(Place::Header("x-amz-object-if-match")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ChecksumCRC32", Kind::Text).at(Place::Header("x-amz-checksum-crc32")),
        Member::new("ChecksumCRC32C", Kind::Text).at(Place::Header("x-amz-checksum-crc32c")),
        Member::new("ChecksumCRC64NVME", Kind::Text).at(Place::Header("x-amz-checksum-crc64nvme")),
        Member::new("ChecksumSHA1", Kind::Text).at(Place::Header("x-amz-checksum-sha1")),
        Member::new("ChecksumSHA256", Kind::Text).at(Place::Header("x-amz-checksum-sha256")),
        Member::new("ChecksumSHA512", Kind::Text).at(Place::Header("x-amz-checksum-sha512")),
        Member::new("ChecksumMD5", Kind::Text).at(Place::Header("x-amz-checksum-md5")),
        Member::new("ChecksumXXHASH64", Kind::Text).at(Place::Header("x-amz-checksum-xxhash64")),
        Member::new("ChecksumXXHASH3", Kind::Text).at(Place::Header("x-amz-checksum-xxhash3")),
        Member::new("ChecksumXXHASH128", Kind::Text).at(Place::Header("x-amz-checksum-xxhash128")),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_OBJECT_LEGAL_HOLD_OUTPUT: Shape = Shape::new(
    "PutObjectLegalHoldOutput",
    &[Member::new("RequestCharged", Kind::Text)
        .at(Place::Header("x-amz-request-charged"))
        .one_of(REQUEST_CHARGED_VALUES)],
);

pub static PUT_OBJECT_LEGAL_HOLD_REQUEST: Shape = Shape::new(
    "PutObjectLegalHoldRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("LegalHold", Kind::Struct(&OBJECT_LOCK_LEGAL_HOLD)).named("LegalHold").at(Place::Payload),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_OBJECT_LOCK_CONFIGURATION_OUTPUT: Shape = Shape::new(
    "PutObjectLockConfigurationOutput",
    &[Member::new("RequestCharged", Kind::Text)
        .at(Place::Header("x-amz-request-charged"))
        .one_of(REQUEST_CHARGED_VALUES)],
);

pub static PUT_OBJECT_LOCK_CONFIGURATION_REQUEST: Shape = Shape::new(
    "PutObjectLockConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ObjectLockConfiguration", Kind::Struct(&OBJECT_LOCK_CONFIGURATION))
            .named("ObjectLockConfiguration")
            .at(Place::Payload),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("Token", Kind::Text).at(Place::Header("x-amz-bucket-object-lock-token")),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_OBJECT_RETENTION_OUTPUT: Shape = Shape::new(
    "PutObjectRetentionOutput",
    &[Member::new("RequestCharged", Kind::Text)
        .at(Place::Header("x-amz-request-charged"))
        .one_of(REQUEST_CHARGED_VALUES)],
);

pub static PUT_OBJECT_RETENTION_REQUEST: Shape = Shape::new(
    "PutObjectRetentionRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("Retention", Kind::Struct(&OBJECT_LOCK_RETENTION)).named("Retention").at(Place::Payload),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("BypassGovernanceRetention", Kind::Boolean)
            .at(Place::Header("x-amz-bypass-governance-retention")),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static PUT_PUBLIC_ACCESS_BLOCK_REQUEST: Shape = Shape::new(
    "PutPublicAccessBlockRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("PublicAccessBlockConfiguration", Kind::Struct(&PUBLIC_ACCESS_BLOCK_CONFIGURATION))
            .named("PublicAccessBlockConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

const QUOTE_FIELDS_VALUES: &[&str] = &["ALWAYS", "ASNEEDED"];

pub static RECORD_EXPIRATION: Shape = Shape::new(
    "RecordExpiration",
    &[
        Member::new("Expiration", Kind::Text).required().one_of(EXPIRATION_STATE_VALUES),
        Member::new("Days", Kind::Integer),
    ],
);

pub static REDIRECT: Shape = Shape::new(
    "Redirect",
    &[
        Member::new("HostName", Kind::Text),
        Member::new("HttpRedirectCode", Kind::Text),
        Member::new("Protocol", Kind::Text).one_of(PROTOCOL_VALUES),
        Member::new("ReplaceKeyPrefixWith", Kind::Text),
        Member::new("ReplaceKeyWith", Kind::Text),
    ],
);

pub static REDIRECT_ALL_REQUESTS_TO: Shape = Shape::new(
    "RedirectAllRequestsTo",
    &[
        Member::new("HostName", Kind::Text).required(),
        Member::new("Protocol", Kind::Text).one_of(PROTOCOL_VALUES),
    ],
);

pub static RENAME_OBJECT_OUTPUT: Shape = Shape::new("RenameObjectOutput", &[]);

pub static RENAME_OBJECT_REQUEST: Shape = Shape::new(
    "RenameObjectRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("RenameSource", Kind::Text)
            .at(Place::Header("x-amz-rename-source"))
            .required()
            .matching(&RENAME_SOURCE_PATTERN),
        Member::new("DestinationIfMatch", Kind::Text).at(Place::Header("if-match")),
        Member::new("DestinationIfNoneMatch", Kind::Text).at(Place::Header("if-none-match")),
        Member::new("DestinationIfModifiedSince", Kind::Time(None)).at(Place::Header("if-modified-since")),
        Member::new("DestinationIfUnmodifiedSince", Kind::Time(None))
            .at(Place::Header("if-unmodified-since")),
        Member::new("SourceIfMatch", Kind::Text).at(Place::Header("x-amz-rename-source-if-match")),
        Member::new("SourceIfNoneMatch", Kind::Text).at(Place::Header("x-amz-rename-source-if-none-match")),
        Member::new("SourceIfModifiedSince", Kind::Time(Some(TimeForm::Rfc822)))
            .at(Place::Header("x-amz-rename-source-if-modified-since")),
        Member::new("SourceIfUnmodifiedSince", Kind::Time(Some(TimeForm::Rfc822)))
            .at(Place::Header("x-amz-rename-source-if-unmodified-since")),
        Member::new("ClientToken", Kind::Text).at(Place::Header("x-amz-client-token")),
    ],
);

static RENAME_SOURCE_PATTERN: Pattern = Pattern::new(r"\/?.+\/.+");

pub static REPLICATION_CONFIGURATION: Shape = Shape::new(
    "ReplicationConfiguration",
    &[
        Member::new("Role", Kind::Text).required(),
        Member::new("Rules", Kind::List(&REPLICATION_RULES)).named("Rule").required(),
    ],
);

static REPLICATION_PREFIX_LIST_FLATTENED: List =
    List { element: Member::new("member", Kind::Text).named("Prefix"), flattened: true };

pub static REPLICATION_RULE: Shape = Shape::new(
    "ReplicationRule",
    &[
        Member::new("ID", Kind::Text),
        Member::new("Priority", Kind::Integer),
        Member::new("Prefix", Kind::Text),
        Member::new("Filter", Kind::Struct(&REPLICATION_RULE_FILTER)),
        Member::new("Status", Kind::Text).required().one_of(REPLICATION_RULE_STATUS_VALUES),
        Member::new("SourceSelectionCriteria", Kind::Struct(&SOURCE_SELECTION_CRITERIA)),
        Member::new("ExistingObjectReplication", Kind::Struct(&EXISTING_OBJECT_REPLICATION)),
        Member::new("Destination", Kind::Struct(&DESTINATION)).required(),
        Member::new("DeleteMarkerReplication", Kind::Struct(&DELETE_MARKER_REPLICATION)),
    ],
);

static REPLICATION_RULES: List =
    List { element: Member::new("member", Kind::Struct(&REPLICATION_RULE)), flattened: true };

pub static REPLICATION_RULE_AND_OPERATOR: Shape = Shape::new(
    "ReplicationRuleAndOperator",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tags", Kind::List(&TAG_SET_FLATTENED)).named("Tag"),
        Member::new("Not", Kind::Struct(&REPLICATION_RULE_NOT_OPERATOR)),
    ],
);

pub static REPLICATION_RULE_FILTER: Shape = Shape::new(
    "ReplicationRuleFilter",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tag", Kind::Struct(&TAG)),
        Member::new("And", Kind::Struct(&REPLICATION_RULE_AND_OPERATOR)),
        Member::new("Not", Kind::Struct(&REPLICATION_RULE_NOT_OPERATOR)),
    ],
);

pub static REPLICATION_RULE_NOT_OPERATOR: Shape = Shape::new(
    "ReplicationRuleNotOperator",
    &[
        Member::new("Prefix", Kind::Text),
        Member::new("Tag", Kind::Struct(&TAG)),
        Member::new("Or", Kind::Struct(&REPLICATION_RULE_OR_OPERATOR)),
    ],
);

pub static REPLICATION_RULE_OR_OPERATOR: Shape = Shape::new(
    "ReplicationRuleOrOperator",
    &[
        Member::new("Prefixes", Kind::List(&REPLICATION_PREFIX_LIST_FLATTENED)).named("Prefix"),
        Member::new("Tags", Kind::List(&TAG_SET_FLATTENED)).named("Tag"),
    ],
);

const REPLICATION_RULE_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

const REPLICATION_STATUS_VALUES: &[&str] = &["COMPLETE", "PENDING", "FAILED", "REPLICA", "COMPLETED"];

pub static REPLICATION_TIME: Shape = Shape::new(
    "ReplicationTime",
    &[
        Member::new("Status", Kind::Text).required().one_of(REPLICATION_TIME_STATUS_VALUES),
        Member::new("Time", Kind::Struct(&REPLICATION_TIME_VALUE)).required(),
    ],
);

const REPLICATION_TIME_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

pub static REPLICATION_TIME_VALUE: Shape =
    Shape::new("ReplicationTimeValue", &[Member::new("Minutes", Kind::Integer)]);

pub static REPLICA_MODIFICATIONS: Shape = Shape::new(
    "ReplicaModifications",
    &[Member::new("Status", Kind::Text).required().one_of(REPLICA_MODIFICATIONS_STATUS_VALUES)],
);

const REPLICA_MODIFICATIONS_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

const REQUEST_CHARGED_VALUES: &[&str] = &["requester"];

const REQUEST_PAYER_VALUES: &[&str] = &["requester"];

pub static REQUEST_PAYMENT_CONFIGURATION: Shape = Shape::new(
    "RequestPaymentConfiguration",
    &[Member::new("Payer", Kind::Text).required().one_of(PAYER_VALUES)],
);

pub static RESTORE_OBJECT_OUTPUT: Shape = Shape::new(
    "RestoreObjectOutput",
    &[
        Member::new("RequestCharged", Kind::Text)
            .at(Place::Header("x-amz-request-charged"))
            .one_of(REQUEST_CHARGED_VALUES),
        Member::new("RestoreOutputPath", Kind::Text).at(Place::Header("x-amz-restore-output-path")),
    ],
);

pub static RESTORE_OBJECT_REQUEST: Shape = Shape::new(
    "RestoreObjectRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("RestoreRequest", Kind::Struct(&RESTORE_REQUEST))
            .named("RestoreRequest")
            .at(Place::Payload),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static RESTORE_REQUEST: Shape = Shape::new(
    "RestoreRequest",
    &[
        Member::new("Days", Kind::Integer),
        Member::new("GlacierJobParameters", Kind::Struct(&GLACIER_JOB_PARAMETERS)),
        Member::new("Type", Kind::Text).one_of(RESTORE_REQUEST_TYPE_VALUES),
        Member::new("Tier", Kind::Text).one_of(TIER_VALUES),
        Member::new("Description", Kind::Text),
        Member::new("SelectParameters", Kind::Struct(&SELECT_PARAMETERS)),
        Member::new("OutputLocation", Kind::Struct(&OUTPUT_LOCATION)),
    ],
);

const RESTORE_REQUEST_TYPE_VALUES: &[&str] = &["SELECT"];

pub static ROUTING_RULE: Shape = Shape::new(
    "RoutingRule",
    &[
        Member::new("Condition", Kind::Struct(&CONDITION)),
        Member::new("Redirect", Kind::Struct(&REDIRECT)).required(),
    ],
);

static ROUTING_RULES: List = List {
    element: Member::new("member", Kind::Struct(&ROUTING_RULE)).named("RoutingRule"),
    flattened: false,
};

pub static S3_LOCATION: Shape = Shape::new(
    "S3Location",
    &[
        Member::new("BucketName", Kind::Text).required(),
        Member::new("Prefix", Kind::Text).required(),
        Member::new("Encryption", Kind::Struct(&ENCRYPTION)),
        Member::new("CannedACL", Kind::Text).one_of(OBJECT_CANNED_ACL_VALUES),
        Member::new("AccessControlList", Kind::List(&GRANTS)),
        Member::new("Tagging", Kind::Struct(&TAGGING)),
        Member::new("UserMetadata", Kind::List(&USER_METADATA)),
        Member::new("StorageClass", Kind::Text).one_of(STORAGE_CLASS_VALUES),
    ],
);

static S3_REGIONAL_OR_S3_EXPRESS_BUCKET_ARN_STRING_PATTERN: Pattern =
    Pattern::new("arn:[^:]+:(s3|s3express):.*");

const S3_TABLES_BUCKET_TYPE_VALUES: &[&str] = &["aws", "customer"];

pub static S3_TABLES_DESTINATION: Shape = Shape::new(
    "S3TablesDestination",
    &[Member::new("TableBucketArn", Kind::Text).required(), Member::new("TableName", Kind::Text).required()],
);

pub static S3_TABLES_DESTINATION_RESULT: Shape = Shape::new(
    "S3TablesDestinationResult",
    &[
        Member::new("TableBucketArn", Kind::Text).required(),
        Member::new("TableName", Kind::Text).required(),
        Member::new("TableArn", Kind::Text).required(),
        Member::new("TableNamespace", Kind::Text).required(),
    ],
);

pub static SELECT_PARAMETERS: Shape = Shape::new(
    "SelectParameters",
    &[
        Member::new("InputSerialization", Kind::Struct(&INPUT_SERIALIZATION)).required(),
        Member::new("ExpressionType", Kind::Text).required().one_of(EXPRESSION_TYPE_VALUES),
        Member::new("Expression", Kind::Text).required(),
        Member::new("OutputSerialization", Kind::Struct(&OUTPUT_SERIALIZATION)).required(),
    ],
);

pub static SERVER_SIDE_ENCRYPTION_BY_DEFAULT: Shape = Shape::new(
    "ServerSideEncryptionByDefault",
    &[
        Member::new("SSEAlgorithm", Kind::Text).required().one_of(SERVER_SIDE_ENCRYPTION_VALUES),
        Member::new("KMSMasterKeyID", Kind::Text).hiding(Hidden::Value),
    ],
);

pub static SERVER_SIDE_ENCRYPTION_CONFIGURATION: Shape = Shape::new(
    "ServerSideEncryptionConfiguration",
    &[Member::new("Rules", Kind::List(&SERVER_SIDE_ENCRYPTION_RULES)).named("Rule").required()],
);

pub static SERVER_SIDE_ENCRYPTION_RULE: Shape = Shape::new(
    "ServerSideEncryptionRule",
    &[
        Member::new("ApplyServerSideEncryptionByDefault", Kind::Struct(&SERVER_SIDE_ENCRYPTION_BY_DEFAULT)),
        Member::new("BucketKeyEnabled", Kind::Boolean),
        Member::new("BlockedEncryptionTypes", Kind::Struct(&BLOCKED_ENCRYPTION_TYPES)),
    ],
);

static SERVER_SIDE_ENCRYPTION_RULES: List =
    List { element: Member::new("member", Kind::Struct(&SERVER_SIDE_ENCRYPTION_RULE)), flattened: true };

const SERVER_SIDE_ENCRYPTION_VALUES: &[&str] =
    &["AES256", "aws:fsx", "aws:backup", "aws:kms", "aws:kms:dsse"];

pub static SESSION_CREDENTIALS: Shape = Shape::new(
    "SessionCredentials",
    &[
        Member::new("AccessKeyId", Kind::Text).required(),
        Member::new("SecretAccessKey", Kind::Text).required().hiding(Hidden::Value),
        Member::new("SessionToken", Kind::Text).required().hiding(Hidden::Value),
        Member::new("Expiration", Kind::Time(None)).required(),
    ],
);

const SESSION_MODE_VALUES: &[&str] = &["ReadOnly", "ReadWrite"];

pub static SIMPLE_PREFIX: Shape = Shape::new("SimplePrefix", &[]);

pub static SOURCE_SELECTION_CRITERIA: Shape = Shape::new(
    "SourceSelectionCriteria",
    &[
        Member::new("SseKmsEncryptedObjects", Kind::Struct(&SSE_KMS_ENCRYPTED_OBJECTS)),
        Member::new("ReplicaModifications", Kind::Struct(&REPLICA_MODIFICATIONS)),
    ],
);

pub static SSEKMS: Shape =
    Shape::new("SSE-KMS", &[Member::new("KeyId", Kind::Text).required().hiding(Hidden::Value)]);

pub static SSEKMS_ENCRYPTION: Shape = Shape::new(
    "SSE-KMS",
    &[
        Member::new("KMSKeyArn", Kind::Text)
            .required()
            .min(20)
            .max(2048)
            .matching(&NON_EMPTY_KMS_KEY_ARN_STRING_PATTERN)
            .hiding(Hidden::Value),
        Member::new("BucketKeyEnabled", Kind::Boolean),
    ],
);

pub static SSES3: Shape = Shape::new("SSE-S3", &[]);

pub static SSE_KMS_ENCRYPTED_OBJECTS: Shape = Shape::new(
    "SseKmsEncryptedObjects",
    &[Member::new("Status", Kind::Text).required().one_of(SSE_KMS_ENCRYPTED_OBJECTS_STATUS_VALUES)],
);

const SSE_KMS_ENCRYPTED_OBJECTS_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

pub static STORAGE_CLASS_ANALYSIS: Shape = Shape::new(
    "StorageClassAnalysis",
    &[Member::new("DataExport", Kind::Struct(&STORAGE_CLASS_ANALYSIS_DATA_EXPORT))],
);

pub static STORAGE_CLASS_ANALYSIS_DATA_EXPORT: Shape = Shape::new(
    "StorageClassAnalysisDataExport",
    &[
        Member::new("OutputSchemaVersion", Kind::Text)
            .required()
            .one_of(STORAGE_CLASS_ANALYSIS_SCHEMA_VERSION_VALUES),
        Member::new("Destination", Kind::Struct(&ANALYTICS_EXPORT_DESTINATION)).required(),
    ],
);

const STORAGE_CLASS_ANALYSIS_SCHEMA_VERSION_VALUES: &[&str] = &["V_1"];

const STORAGE_CLASS_VALUES: &[&str] = &[
    "STANDARD",
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "DEEP_ARCHIVE",
    "OUTPOSTS",
    "GLACIER_IR",
    "SNOW",
    "EXPRESS_ONEZONE",
    "FSX_OPENZFS",
    "FSX_ONTAP",
    "AWS_BACKUP_WARM",
    "AWS_BACKUP_LOW_COST_WARM",
];

const TABLE_SSE_ALGORITHM_VALUES: &[&str] = &["aws:kms", "AES256"];

pub static TAG: Shape = Shape::new(
    "Tag",
    &[Member::new("Key", Kind::Text).required().min(1), Member::new("Value", Kind::Text).required()],
);

pub static TAGGING: Shape = Shape::new("Tagging", &[Member::new("TagSet", Kind::List(&TAG_SET)).required()]);

static TAG_SET: List =
    List { element: Member::new("member", Kind::Struct(&TAG)).named("Tag"), flattened: false };

static TAG_SET_FLATTENED: List =
    List { element: Member::new("member", Kind::Struct(&TAG)).named("Tag"), flattened: true };

pub static TARGET_GRANT: Shape = Shape::new(
    "TargetGrant",
    &[
        Member::new("Grantee", Kind::Struct(&GRANTEE)),
        Member::new("Permission", Kind::Text).one_of(BUCKET_LOGS_PERMISSION_VALUES),
    ],
);

static TARGET_GRANTS: List =
    List { element: Member::new("member", Kind::Struct(&TARGET_GRANT)).named("Grant"), flattened: false };

pub static TARGET_OBJECT_KEY_FORMAT: Shape = Shape::new(
    "TargetObjectKeyFormat",
    &[
        Member::new("SimplePrefix", Kind::Struct(&SIMPLE_PREFIX)),
        Member::new("PartitionedPrefix", Kind::Struct(&PARTITIONED_PREFIX)),
    ],
);

pub static TIERING: Shape = Shape::new(
    "Tiering",
    &[
        Member::new("Days", Kind::Integer).required(),
        Member::new("AccessTier", Kind::Text).required().one_of(INTELLIGENT_TIERING_ACCESS_TIER_VALUES),
    ],
);

static TIERING_LIST: List = List { element: Member::new("member", Kind::Struct(&TIERING)), flattened: true };

const TIER_VALUES: &[&str] = &["Standard", "Bulk", "Expedited"];

pub static TRANSITION: Shape = Shape::new(
    "Transition",
    &[
        Member::new("Date", Kind::Time(Some(TimeForm::Iso8601))),
        Member::new("Days", Kind::Integer),
        Member::new("StorageClass", Kind::Text).one_of(TRANSITION_STORAGE_CLASS_VALUES),
    ],
);

const TRANSITION_DEFAULT_MINIMUM_OBJECT_SIZE_VALUES: &[&str] =
    &["varies_by_storage_class", "all_storage_classes_128K"];

static TRANSITION_LIST: List =
    List { element: Member::new("member", Kind::Struct(&TRANSITION)), flattened: true };

const TRANSITION_STORAGE_CLASS_VALUES: &[&str] =
    &["GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE", "GLACIER_IR"];

const TYPE_VALUES: &[&str] = &["CanonicalUser", "AmazonCustomerByEmail", "Group"];

pub static UPDATE_BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "UpdateBucketMetadataAnnotationTableConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("AnnotationTableConfiguration", Kind::Struct(&ANNOTATION_TABLE_CONFIGURATION_UPDATES))
            .named("AnnotationTableConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static UPDATE_BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "UpdateBucketMetadataInventoryTableConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("InventoryTableConfiguration", Kind::Struct(&INVENTORY_TABLE_CONFIGURATION_UPDATES))
            .named("InventoryTableConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static UPDATE_BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION_REQUEST: Shape = Shape::new(
    "UpdateBucketMetadataJournalTableConfigurationRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
        Member::new("JournalTableConfiguration", Kind::Struct(&JOURNAL_TABLE_CONFIGURATION_UPDATES))
            .named("JournalTableConfiguration")
            .at(Place::Payload)
            .required(),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
    ],
);

pub static UPDATE_OBJECT_ENCRYPTION_REQUEST: Shape = Shape::new(
    "UpdateObjectEncryptionRequest",
    &[
        Member::new("Bucket", Kind::Text).at(Place::Path("Bucket")).required(),
        Member::new("Key", Kind::Text).at(Place::Path("Key")).required().min(1),
        Member::new("VersionId", Kind::Text).at(Place::Query("versionId")),
        Member::new("ObjectEncryption", Kind::Struct(&OBJECT_ENCRYPTION))
            .named("ObjectEncryption")
            .at(Place::Payload)
            .required(),
        Member::new("RequestPayer", Kind::Text)
            .at(Place::Header("x-amz-request-payer"))
            .one_of(REQUEST_PAYER_VALUES),
        Member::new("ExpectedBucketOwner", Kind::Text).at(Place::Header("x-amz-expected-bucket-owner")),
        Member::new("ContentMD5", Kind::Text).at(Place::Header("content-md5")),
        Member::new("ChecksumAlgorithm", Kind::Text)
            .at(Place::Header("x-amz-sdk-checksum-algorithm"))
            .one_of(CHECKSUM_ALGORITHM_VALUES),
    ],
);

pub static UPDATE_OBJECT_ENCRYPTION_RESPONSE: Shape = Shape::new(
    "UpdateObjectEncryptionResponse",
    &[Member::new("RequestCharged", Kind::Text)
        .at(Place::Header("x-amz-request-charged"))
        .one_of(REQUEST_CHARGED_VALUES)],
);

static USER_METADATA: List = List {
    element: Member::new("member", Kind::Struct(&METADATA_ENTRY)).named("MetadataEntry"),
    flattened: false,
};

pub static USE_SOURCE_MULTI_REGION_KEY: Shape = Shape::new(
    "UseSourceMultiRegionKey",
    &[Member::new("Status", Kind::Text).required().one_of(USE_SOURCE_MULTI_REGION_KEY_STATUS_VALUES)],
);

const USE_SOURCE_MULTI_REGION_KEY_STATUS_VALUES: &[&str] = &["Enabled", "Disabled"];

pub static WEBSITE_CONFIGURATION: Shape = Shape::new(
    "WebsiteConfiguration",
    &[
        Member::new("ErrorDocument", Kind::Struct(&ERROR_DOCUMENT)),
        Member::new("IndexDocument", Kind::Struct(&INDEX_DOCUMENT)),
        Member::new("RedirectAllRequestsTo", Kind::Struct(&REDIRECT_ALL_REQUESTS_TO)),
        Member::new("RoutingRules", Kind::List(&ROUTING_RULES)),
    ],
);
