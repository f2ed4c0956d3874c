//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes s3`, not by hand, from botocore 1.44.8,
//! `data/s3/2006-03-01/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Hidden, Kind, List, Member, Model, NOTHING, Place, Shape, Signature};

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

pub static PUT_BUCKET_ENCRYPTION: Signature = Signature {
    name: "PutBucketEncryption",
    method: "PUT",
    path: "/{Bucket}?encryption",
    status: 200,
    input: &PUT_BUCKET_ENCRYPTION_REQUEST,
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

pub static PUT_PUBLIC_ACCESS_BLOCK: Signature = Signature {
    name: "PutPublicAccessBlock",
    method: "PUT",
    path: "/{Bucket}?publicAccessBlock",
    status: 200,
    input: &PUT_PUBLIC_ACCESS_BLOCK_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static BLOCKED_ENCRYPTION_TYPES: Shape =
    Shape::new("BlockedEncryptionTypes", &[Member::new("EncryptionType", Kind::List(&ENCRYPTION_TYPE_LIST))]);

const CHECKSUM_ALGORITHM_VALUES: &[&str] =
    &["CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME", "SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"];

static ENCRYPTION_TYPE_LIST: List = List {
    element: Member::new("member", Kind::Text).named("EncryptionType").one_of(ENCRYPTION_TYPE_VALUES),
    flattened: true,
};

const ENCRYPTION_TYPE_VALUES: &[&str] = &["NONE", "SSE-C"];

const OBJECT_OWNERSHIP_VALUES: &[&str] = &["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];

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

pub static PUBLIC_ACCESS_BLOCK_CONFIGURATION: Shape = Shape::new(
    "PublicAccessBlockConfiguration",
    &[
        Member::new("BlockPublicAcls", Kind::Boolean),
        Member::new("IgnorePublicAcls", Kind::Boolean),
        Member::new("BlockPublicPolicy", Kind::Boolean),
        Member::new("RestrictPublicBuckets", Kind::Boolean),
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
