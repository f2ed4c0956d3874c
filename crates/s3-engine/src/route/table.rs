//! The table itself. Rows of one scope, method and sub-resource stand with the more special first: the first that fits is
//! taken.
//!
//! A test holds the rows against AWS's model.

use super::When::{Form, Header, Is, Key, OfDirectories};
use super::{Answers, BodyKind, BucketKinds, ResourceKind, RouteRow, When};
use crate::setting::table as settings;
use crate::setting::{Setting, Verb};

/// The parameters that name a version.
const VERSION: &[&str] = &["versionId"];
/// The parameters of a page of configurations.
const PAGE: &[&str] = &["continuation-token"];
/// The parameter that names one of several configurations.
const ID: &[&str] = &["id"];
/// The parameters of GetObject and HeadObject.
const READ: &[&str] = &[
    "partNumber",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "versionId",
];
const ANNOTATION: &[&str] = &["annotationName", "versionId"];
const ANNOTATIONS: &[&str] =
    &["annotation-prefix", "continuation-token", "max-annotation-results", "versionId"];
const BUCKETS: &[&str] = &["bucket-region", "continuation-token", "max-buckets", "prefix"];
const DIRECTORY_BUCKETS: &[&str] = &["continuation-token", "max-directory-buckets"];
const OBJECTS: &[&str] = &["delimiter", "encoding-type", "marker", "max-keys", "prefix"];
const OBJECTS_V2: &[&str] =
    &["continuation-token", "delimiter", "encoding-type", "fetch-owner", "max-keys", "prefix", "start-after"];
const PARTS: &[&str] = &["max-parts", "part-number-marker"];
const UPLOADS: &[&str] =
    &["delimiter", "encoding-type", "key-marker", "max-uploads", "prefix", "upload-id-marker"];
const VERSIONS: &[&str] =
    &["delimiter", "encoding-type", "key-marker", "max-keys", "prefix", "version-id-marker"];

/// What is missing of encryption.
const NOT_SECRET: &str =
    "What is encrypted lies in the store as it came; a client's key (SSE-C) is checked, over plain HTTP too.";

/// What is missing of inventories.
const NOT_REPORTED: &str = "Reports are of CSV: ORC and Parquet are kept, and nothing is delivered. A midnight without a process is passed over. \
    Lists, expiry dates and what is said of tiering are empty in a report.";

const COPY: When = Header("x-amz-copy-source");

/// The operations.
#[rustfmt::skip]
pub(super) static ROWS: &[RouteRow] = &[
    row("OptionsObject", ResourceKind::Any, "OPTIONS", "").own(),

    service("ListDirectoryBuckets").when(&[OfDirectories("ListDirectoryBuckets")]).query(DIRECTORY_BUCKETS).own(),
    service("ListBuckets").query(BUCKETS).s3s(),

    bucket("HeadBucket", "HEAD", "").s3s().both(),
    bucket("CreateBucket", "PUT", "").document().s3s().both(),
    bucket("DeleteBucket", "DELETE", "").s3s().both(),
    bucket("ListObjectsV2", "GET", "").when(&[Is("list-type", "2")]).query(OBJECTS_V2).own().both().limited("Directory buckets too are listed in order, and without the prefixes of uploads that are under way."),
    bucket("ListObjects", "GET", "").query(OBJECTS).own(),
    bucket("ListObjectVersions", "GET", "versions").query(VERSIONS).s3s(),
    bucket("ListMultipartUploads", "GET", "uploads").query(UPLOADS).s3s().both(),
    bucket("DeleteObjects", "POST", "delete").document().s3s().both(),
    bucket("PostObject", "POST", "").when(&[Form]).body(BodyKind::Form).made("PutObject"),
    bucket("WriteGetObjectResponse", "POST", "").when(&[Header("x-amz-request-route"), Header("x-amz-request-token")]).body(BodyKind::Bytes),
    bucket("CreateSession", "GET", "session").own().zonal().limited("There are sessions with buckets that are not there yet, and one that may write may change the bucket too: SDKs with an endpoint of their own sign everything so. The encryption that a session names is shown, and not given to what it writes."),

    bucket("GetBucketAbac", "GET", "abac").gets(&settings::ABAC),
    bucket("PutBucketAbac", "PUT", "abac").puts(&settings::ABAC),
    bucket("GetBucketAccelerateConfiguration", "GET", "accelerate").gets(&settings::ACCELERATE),
    bucket("PutBucketAccelerateConfiguration", "PUT", "accelerate").puts(&settings::ACCELERATE),
    bucket("GetBucketAcl", "GET", "acl").gets(&settings::ACL),
    bucket("PutBucketAcl", "PUT", "acl").puts(&settings::ACL),
    bucket("GetBucketAnalyticsConfiguration", "GET", "analytics").when(&[Key("id")]).gets(&settings::ANALYTICS),
    bucket("ListBucketAnalyticsConfigurations", "GET", "analytics").lists(&settings::ANALYTICS),
    bucket("PutBucketAnalyticsConfiguration", "PUT", "analytics").query(ID).puts(&settings::ANALYTICS),
    bucket("DeleteBucketAnalyticsConfiguration", "DELETE", "analytics").query(ID).deletes(&settings::ANALYTICS),
    bucket("GetBucketCors", "GET", "cors").gets(&settings::CORS),
    bucket("PutBucketCors", "PUT", "cors").puts(&settings::CORS),
    bucket("DeleteBucketCors", "DELETE", "cors").deletes(&settings::CORS),
    bucket("GetBucketEncryption", "GET", "encryption").gets(&settings::ENCRYPTION).both(),
    bucket("PutBucketEncryption", "PUT", "encryption").puts(&settings::ENCRYPTION).both(),
    bucket("DeleteBucketEncryption", "DELETE", "encryption").deletes(&settings::ENCRYPTION).both(),
    bucket("GetBucketIntelligentTieringConfiguration", "GET", "intelligent-tiering").when(&[Key("id")]).gets(&settings::INTELLIGENT_TIERING),
    bucket("ListBucketIntelligentTieringConfigurations", "GET", "intelligent-tiering").lists(&settings::INTELLIGENT_TIERING),
    bucket("PutBucketIntelligentTieringConfiguration", "PUT", "intelligent-tiering").query(ID).puts(&settings::INTELLIGENT_TIERING),
    bucket("DeleteBucketIntelligentTieringConfiguration", "DELETE", "intelligent-tiering").query(ID).deletes(&settings::INTELLIGENT_TIERING),
    bucket("GetBucketInventoryConfiguration", "GET", "inventory").when(&[Key("id")]).gets(&settings::INVENTORY).both(),
    bucket("ListBucketInventoryConfigurations", "GET", "inventory").lists(&settings::INVENTORY).both(),
    bucket("PutBucketInventoryConfiguration", "PUT", "inventory").query(ID).puts(&settings::INVENTORY).limited(NOT_REPORTED).both(),
    bucket("DeleteBucketInventoryConfiguration", "DELETE", "inventory").query(ID).deletes(&settings::INVENTORY).both(),
    bucket("GetBucketLifecycleConfiguration", "GET", "lifecycle").gets(&settings::LIFECYCLE).both(),
    bucket("GetBucketLifecycle", "GET", "lifecycle").replaced_by("GetBucketLifecycleConfiguration"),
    bucket("PutBucketLifecycleConfiguration", "PUT", "lifecycle").puts(&settings::LIFECYCLE).both(),
    bucket("PutBucketLifecycle", "PUT", "lifecycle").document().replaced_by("PutBucketLifecycleConfiguration"),
    bucket("DeleteBucketLifecycle", "DELETE", "lifecycle").deletes(&settings::LIFECYCLE).both(),
    bucket("GetBucketLocation", "GET", "location").s3s(),
    bucket("GetBucketLogging", "GET", "logging").gets(&settings::LOGGING),
    bucket("PutBucketLogging", "PUT", "logging").puts(&settings::LOGGING),
    bucket("CreateBucketMetadataConfiguration", "POST", "metadataConfiguration").puts(&settings::METADATA),
    bucket("GetBucketMetadataConfiguration", "GET", "metadataConfiguration").gets(&settings::METADATA),
    bucket("DeleteBucketMetadataConfiguration", "DELETE", "metadataConfiguration").deletes(&settings::METADATA),
    bucket("CreateBucketMetadataTableConfiguration", "POST", "metadataTable").puts(&settings::METADATA_TABLE),
    bucket("GetBucketMetadataTableConfiguration", "GET", "metadataTable").gets(&settings::METADATA_TABLE),
    bucket("DeleteBucketMetadataTableConfiguration", "DELETE", "metadataTable").deletes(&settings::METADATA_TABLE),
    bucket("UpdateBucketMetadataAnnotationTableConfiguration", "PUT", "metadataAnnotationTable").puts(&settings::METADATA_ANNOTATION),
    bucket("UpdateBucketMetadataInventoryTableConfiguration", "PUT", "metadataInventoryTable").puts(&settings::METADATA_INVENTORY),
    bucket("UpdateBucketMetadataJournalTableConfiguration", "PUT", "metadataJournalTable").puts(&settings::METADATA_JOURNAL),
    bucket("GetBucketMetricsConfiguration", "GET", "metrics").when(&[Key("id")]).gets(&settings::METRICS).both(),
    bucket("ListBucketMetricsConfigurations", "GET", "metrics").lists(&settings::METRICS).both(),
    bucket("PutBucketMetricsConfiguration", "PUT", "metrics").query(ID).puts(&settings::METRICS).both(),
    bucket("DeleteBucketMetricsConfiguration", "DELETE", "metrics").query(ID).deletes(&settings::METRICS).both(),
    bucket("GetBucketNotificationConfiguration", "GET", "notification").s3s(),
    bucket("GetBucketNotification", "GET", "notification").replaced_by("GetBucketNotificationConfiguration"),
    bucket("PutBucketNotificationConfiguration", "PUT", "notification").document().s3s().limited("EventBridgeConfiguration is kept and shown back, without effect."),
    bucket("PutBucketNotification", "PUT", "notification").document().replaced_by("PutBucketNotificationConfiguration"),
    bucket("GetObjectLockConfiguration", "GET", "object-lock").gets(&settings::OBJECT_LOCK),
    bucket("PutObjectLockConfiguration", "PUT", "object-lock").puts(&settings::OBJECT_LOCK),
    bucket("GetBucketOwnershipControls", "GET", "ownershipControls").gets(&settings::OWNERSHIP),
    bucket("PutBucketOwnershipControls", "PUT", "ownershipControls").puts(&settings::OWNERSHIP),
    bucket("DeleteBucketOwnershipControls", "DELETE", "ownershipControls").deletes(&settings::OWNERSHIP),
    bucket("GetBucketPolicy", "GET", "policy").gets(&settings::POLICY).both(),
    bucket("PutBucketPolicy", "PUT", "policy").puts(&settings::POLICY).both(),
    bucket("DeleteBucketPolicy", "DELETE", "policy").deletes(&settings::POLICY).both(),
    bucket("GetBucketPolicyStatus", "GET", "policyStatus").answered(Answers::Setting(Verb::Status, &settings::POLICY)),
    bucket("GetPublicAccessBlock", "GET", "publicAccessBlock").gets(&settings::PUBLIC_ACCESS),
    bucket("PutPublicAccessBlock", "PUT", "publicAccessBlock").puts(&settings::PUBLIC_ACCESS),
    bucket("DeletePublicAccessBlock", "DELETE", "publicAccessBlock").deletes(&settings::PUBLIC_ACCESS),
    bucket("GetBucketReplication", "GET", "replication").gets(&settings::REPLICATION),
    bucket("PutBucketReplication", "PUT", "replication").puts(&settings::REPLICATION),
    bucket("DeleteBucketReplication", "DELETE", "replication").deletes(&settings::REPLICATION),
    bucket("GetBucketRequestPayment", "GET", "requestPayment").gets(&settings::REQUEST_PAYMENT),
    bucket("PutBucketRequestPayment", "PUT", "requestPayment").puts(&settings::REQUEST_PAYMENT),
    bucket("GetBucketTagging", "GET", "tagging").s3s(),
    bucket("PutBucketTagging", "PUT", "tagging").document().s3s(),
    bucket("DeleteBucketTagging", "DELETE", "tagging").s3s(),
    bucket("GetBucketVersioning", "GET", "versioning").s3s(),
    bucket("PutBucketVersioning", "PUT", "versioning").document().s3s(),
    bucket("GetBucketWebsite", "GET", "website").gets(&settings::WEBSITE),
    bucket("PutBucketWebsite", "PUT", "website").puts(&settings::WEBSITE),
    bucket("DeleteBucketWebsite", "DELETE", "website").deletes(&settings::WEBSITE),

    object("GetObject", "GET", "").query(READ).own().both(),
    object("HeadObject", "HEAD", "").query(READ).own().both(),
    object("CopyObject", "PUT", "").when(&[COPY]).s3s().limited(NOT_SECRET).both(),
    object("PutObject", "PUT", "").body(BodyKind::Bytes).own().limited(NOT_SECRET).both(),
    object("DeleteObject", "DELETE", "").query(VERSION).s3s().both(),
    object("GetObjectAcl", "GET", "acl").query(VERSION).own(),
    object("PutObjectAcl", "PUT", "acl").query(VERSION).document().own(),
    object("GetObjectAnnotation", "GET", "annotation").when(&[Key("annotationName")]).query(VERSION).own(),
    object("ListObjectAnnotations", "GET", "annotation").query(ANNOTATIONS).own(),
    object("PutObjectAnnotation", "PUT", "annotation").query(ANNOTATION).body(BodyKind::Bytes).own(),
    object("DeleteObjectAnnotation", "DELETE", "annotation").query(ANNOTATION).own(),
    object("GetObjectAttributes", "GET", "attributes").query(VERSION).s3s().both(),
    object("UpdateObjectEncryption", "PUT", "encryption").query(VERSION).document().own(),
    object("GetObjectLegalHold", "GET", "legal-hold").query(VERSION).own(),
    object("PutObjectLegalHold", "PUT", "legal-hold").query(VERSION).document().own(),
    object("RenameObject", "PUT", "renameObject").own().zonal(),
    object("RestoreObject", "POST", "restore").query(VERSION).document().own().limited("A copy is there at once, whatever the tier. Select requests are refused by name."),
    object("GetObjectRetention", "GET", "retention").query(VERSION).own(),
    object("PutObjectRetention", "PUT", "retention").query(VERSION).document().own(),
    object("SelectObjectContent", "POST", "select").when(&[Is("select-type", "2")]).document().own().limited("Objects of Parquet are refused by name. Numbers with a point are binary, of 64 bits."),
    object("GetObjectTagging", "GET", "tagging").query(VERSION).s3s(),
    object("PutObjectTagging", "PUT", "tagging").query(VERSION).document().s3s(),
    object("DeleteObjectTagging", "DELETE", "tagging").query(VERSION).s3s(),
    object("GetObjectTorrent", "GET", "torrent"),
    object("CreateMultipartUpload", "POST", "uploads").s3s().limited(NOT_SECRET).both(),
    object("UploadPartCopy", "PUT", "uploadId").when(&[Key("partNumber"), COPY]).s3s().both(),
    object("UploadPart", "PUT", "uploadId").when(&[Key("partNumber")]).body(BodyKind::Bytes).own().both(),
    object("ListParts", "GET", "uploadId").query(PARTS).s3s().both(),
    object("CompleteMultipartUpload", "POST", "uploadId").body(BodyKind::Parts).s3s().both(),
    object("AbortMultipartUpload", "DELETE", "uploadId").s3s().both(),
];

const fn row(name: &'static str, on: ResourceKind, method: &'static str, sub: &'static str) -> RouteRow {
    RouteRow {
        name,
        on,
        method,
        sub,
        when: &[],
        query: &[],
        body: BodyKind::None,
        answers: Answers::Absent,
        buckets: BucketKinds::General,
        limits: "",
    }
}

const fn service(name: &'static str) -> RouteRow {
    row(name, ResourceKind::Service, "GET", "")
}

const fn bucket(name: &'static str, method: &'static str, sub: &'static str) -> RouteRow {
    row(name, ResourceKind::Bucket, method, sub)
}

const fn object(name: &'static str, method: &'static str, sub: &'static str) -> RouteRow {
    row(name, ResourceKind::Object, method, sub)
}

impl RouteRow {
    const fn when(mut self, when: &'static [When]) -> RouteRow {
        self.when = when;
        self
    }

    const fn query(mut self, query: &'static [&'static str]) -> RouteRow {
        self.query = query;
        self
    }

    const fn body(mut self, body: BodyKind) -> RouteRow {
        self.body = body;
        self
    }

    const fn document(self) -> RouteRow {
        self.body(BodyKind::Document)
    }

    const fn answered(mut self, answers: Answers) -> RouteRow {
        self.answers = answers;
        self
    }

    const fn limited(mut self, limits: &'static str) -> RouteRow {
        self.limits = limits;
        self
    }

    const fn both(mut self) -> RouteRow {
        self.buckets = BucketKinds::Both;
        self
    }

    const fn zonal(mut self) -> RouteRow {
        self.buckets = BucketKinds::Directory;
        self
    }

    const fn s3s(self) -> RouteRow {
        self.answered(Answers::S3s)
    }

    const fn own(self) -> RouteRow {
        self.answered(Answers::Own)
    }

    const fn gets(self, setting: &'static Setting) -> RouteRow {
        self.answered(Answers::Setting(Verb::Get, setting))
    }

    const fn puts(self, setting: &'static Setting) -> RouteRow {
        self.document().answered(Answers::Setting(Verb::Put, setting))
    }

    const fn lists(self, setting: &'static Setting) -> RouteRow {
        self.query(PAGE).answered(Answers::Setting(Verb::List, setting))
    }

    const fn deletes(self, setting: &'static Setting) -> RouteRow {
        self.answered(Answers::Setting(Verb::Delete, setting))
    }

    const fn made(self, other: &'static str) -> RouteRow {
        self.answered(Answers::Made(other))
    }

    const fn replaced_by(self, other: &'static str) -> RouteRow {
        self.answered(Answers::As(other))
    }
}
