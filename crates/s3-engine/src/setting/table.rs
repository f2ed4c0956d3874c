//! The settings, one value each.

use wire::shape::Signature;

use super::{
    Body, Check, Setting, acl, lifecycle, metadata, model, object_lock, replication, rules, website,
};
use crate::bucket::defaults::{self, BucketDefault};
use crate::error::Code;

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html>
pub(crate) static ACCELERATE: Setting = Setting::of(
    "accelerate",
    Body::Xml { put: &model::PUT_BUCKET_ACCELERATE_CONFIGURATION, check: rules::accelerate },
    BucketDefault::Is(defaults::accelerate),
)
.acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html>
pub(crate) static ACL: Setting = Setting {
    in_headers: Some(acl::in_headers),
    acts: true,
    ..Setting::of(
        "acl",
        Body::Xml { put: &model::PUT_BUCKET_ACL, check: acl::check },
        BucketDefault::Is(defaults::acl),
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html>
pub(crate) static ANALYTICS: Setting = Setting {
    nothing: Some(Code::NoSuchConfiguration),
    listed_as: Some("ListBucketAnalyticsConfigurationResult"),
    ..Setting::xml(
        "analytics",
        &model::PUT_BUCKET_ANALYTICS_CONFIGURATION,
        rules::none,
        Code::NoSuchConfiguration,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html>
pub(crate) static ABAC: Setting = Setting::of(
    "abac",
    Body::Xml { put: &model::PUT_BUCKET_ABAC, check: rules::abac },
    BucketDefault::Is(defaults::abac),
);

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html>
pub(crate) static INTELLIGENT_TIERING: Setting = Setting {
    nothing: Some(Code::NoSuchConfiguration),
    listed_as: Some("ListBucketIntelligentTieringConfigurationsOutput"),
    ..Setting::xml(
        "intelligent-tiering",
        &model::PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
        rules::none,
        Code::NoSuchConfiguration,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html>
pub(crate) static INVENTORY: Setting = Setting {
    nothing: Some(Code::NoSuchConfiguration),
    listed_as: Some("ListInventoryConfigurationsResult"),
    acts: true,
    ..Setting::xml(
        "inventory",
        &model::PUT_BUCKET_INVENTORY_CONFIGURATION,
        rules::none,
        Code::NoSuchConfiguration,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataConfiguration.html>
pub(crate) static METADATA: Setting =
    metadata_of(&model::CREATE_BUCKET_METADATA_CONFIGURATION, metadata::create);

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateBucketMetadataJournalTableConfiguration.html>
pub(crate) static METADATA_JOURNAL: Setting =
    metadata_of(&model::UPDATE_BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION, metadata::update_journal);

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateBucketMetadataInventoryTableConfiguration.html>
pub(crate) static METADATA_INVENTORY: Setting =
    metadata_of(&model::UPDATE_BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION, metadata::update_inventory);

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateBucketMetadataAnnotationTableConfiguration.html>
pub(crate) static METADATA_ANNOTATION: Setting =
    metadata_of(&model::UPDATE_BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION, metadata::update_annotation);

/// One record, put whole and in parts.
const fn metadata_of(put: &'static Signature, check: Check) -> Setting {
    Setting {
        shown_as: Some("GetBucketMetadataConfigurationResult"),
        nothing: Some(Code::MetadataConfigurationNotFound),
        ..Setting::xml("metadata", put, check, Code::MetadataConfigurationNotFound)
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataTableConfiguration.html>
pub(crate) static METADATA_TABLE: Setting = Setting {
    shown_as: Some("GetBucketMetadataTableConfigurationResult"),
    nothing: Some(Code::MetadataConfigurationNotFound),
    ..Setting::xml(
        "metadata-table",
        &model::CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
        metadata::create_table,
        Code::MetadataConfigurationNotFound,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html>
pub(crate) static METRICS: Setting = Setting {
    nothing: Some(Code::NoSuchConfiguration),
    listed_as: Some("ListMetricsConfigurationsResult"),
    ..Setting::xml(
        "metrics",
        &model::PUT_BUCKET_METRICS_CONFIGURATION,
        rules::none,
        Code::NoSuchConfiguration,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html>
pub(crate) static CORS: Setting =
    Setting::xml("cors", &model::PUT_BUCKET_CORS, rules::cors, Code::NoSuchCorsConfiguration).acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html>
pub(crate) static ENCRYPTION: Setting = Setting::of(
    "encryption",
    Body::Xml { put: &model::PUT_BUCKET_ENCRYPTION, check: rules::encryption },
    BucketDefault::Is(defaults::encryption),
)
.acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html>
pub(crate) static LIFECYCLE: Setting = Setting {
    acts: true,
    header: Some(("x-amz-transition-default-minimum-object-size", "all_storage_classes_128K")),
    ..Setting::xml(
        "lifecycle",
        &model::PUT_BUCKET_LIFECYCLE_CONFIGURATION,
        lifecycle::check,
        Code::NoSuchLifecycleConfiguration,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html>
pub(crate) static LOGGING: Setting = Setting::of(
    "logging",
    Body::Xml { put: &model::PUT_BUCKET_LOGGING, check: rules::logging },
    BucketDefault::Is(defaults::logging),
)
.acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html>
pub(crate) static OBJECT_LOCK: Setting = Setting {
    acts: true,
    ..Setting::xml(
        "object-lock",
        &model::PUT_OBJECT_LOCK_CONFIGURATION,
        object_lock::check,
        Code::ObjectLockConfigurationNotFoundError,
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html>
pub(crate) static OWNERSHIP: Setting = Setting {
    once_deleted: Some(Code::OwnershipControlsNotFoundError),
    acts: true,
    ..Setting::of(
        "ownership",
        Body::Xml { put: &model::PUT_BUCKET_OWNERSHIP_CONTROLS, check: rules::ownership },
        BucketDefault::Is(defaults::ownership),
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html>
pub(crate) static POLICY: Setting =
    Setting::of("policy", Body::Policy, BucketDefault::Missing(Code::NoSuchBucketPolicy)).acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html>
pub(crate) static PUBLIC_ACCESS: Setting = Setting {
    once_deleted: Some(Code::NoSuchPublicAccessBlockConfiguration),
    acts: true,
    ..Setting::of(
        "public-access",
        Body::Xml { put: &model::PUT_PUBLIC_ACCESS_BLOCK, check: rules::public_access },
        BucketDefault::Is(defaults::public_access),
    )
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html>
pub(crate) static REPLICATION: Setting = Setting::xml(
    "replication",
    &model::PUT_BUCKET_REPLICATION,
    replication::check,
    Code::ReplicationConfigurationNotFoundError,
)
.acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html>
pub(crate) static REQUEST_PAYMENT: Setting = Setting::of(
    "request-payment",
    Body::Xml { put: &model::PUT_BUCKET_REQUEST_PAYMENT, check: rules::none },
    BucketDefault::Is(defaults::request_payment),
)
.acting();

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html>
pub(crate) static WEBSITE: Setting =
    Setting::xml("website", &model::PUT_BUCKET_WEBSITE, website::check, Code::NoSuchWebsiteConfiguration)
        .acting();
