//! What AWS says of the settings of a new bucket, for clients that read everything, as Terraform does.

use base::http::{Body, Response};
use http::{HeaderName, HeaderValue, header};

use crate::bucket::Bucket;
use crate::error::{Code, Error, Result};
use crate::message::xml::XmlDocument;

/// What a bucket has that nobody configured.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BucketDefault {
    /// Nothing: this error.
    Missing(Code),
    /// This document.
    Is(fn(&Bucket) -> XmlDocument),
}

impl BucketDefault {
    /// The answer for this bucket.
    pub(crate) fn answer(self, bucket: &Bucket) -> Result<Response> {
        match self {
            BucketDefault::Missing(code) => Err(Error::not_configured(code, &bucket.name)),
            BucketDefault::Is(write) => Ok(xml_reply(write(bucket).finish())),
        }
    }
}

/// The reply that is a document.
pub(crate) fn xml_reply(document: impl Into<Body>) -> Response {
    let mut reply = Response::new(document.into());
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
    reply
}

/// A listing of objects says where its bucket is: AWS's answer of 2026-02-03 (versity/versitygw, issue 1814).
pub(crate) fn with_region(mut reply: Response, bucket: &Bucket) -> Response {
    if let Ok(region) = HeaderValue::from_str(&bucket.region) {
        reply.headers_mut().insert(HeaderName::from_static("x-amz-bucket-region"), region);
    }
    reply
}

/// Off: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html>.
pub(crate) fn abac(_: &Bucket) -> XmlDocument {
    let mut xml = XmlDocument::in_namespace("AbacStatus");
    xml.element("Status", "Disabled");
    xml
}

/// Never switched on.
pub(crate) fn accelerate(_: &Bucket) -> XmlDocument {
    XmlDocument::in_namespace("AccelerateConfiguration")
}

/// Never switched on.
pub(crate) fn logging(_: &Bucket) -> XmlDocument {
    XmlDocument::in_namespace("BucketLoggingStatus")
}

/// The owner may do everything.
pub(crate) fn acl(bucket: &Bucket) -> XmlDocument {
    let id = bucket.owner_id();
    let mut xml = XmlDocument::in_namespace("AccessControlPolicy");
    xml.inside("Owner", |xml| xml.element("ID", &id));
    xml.inside("AccessControlList", |xml| {
        xml.inside("Grant", |xml| {
            xml.raw(&format!(
                "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"><ID>{id}</ID></Grantee>"
            ));
            xml.element("Permission", "FULL_CONTROL");
        });
    });
    xml
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html>: SSE-S3 since January 2023.
pub(crate) fn encryption(_: &Bucket) -> XmlDocument {
    let mut xml = XmlDocument::in_namespace("ServerSideEncryptionConfiguration");
    xml.inside("Rule", |xml| {
        xml.inside("ApplyServerSideEncryptionByDefault", |xml| xml.element("SSEAlgorithm", "AES256"));
        xml.element("BucketKeyEnabled", "false");
    });
    xml
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>: ACLs are off since April 2023.
pub(crate) fn ownership(_: &Bucket) -> XmlDocument {
    let mut xml = XmlDocument::in_namespace("OwnershipControls");
    xml.inside("Rule", |xml| xml.element("ObjectOwnership", "BucketOwnerEnforced"));
    xml
}

/// All four are on for a new bucket since April 2023.
pub(crate) fn public_access(_: &Bucket) -> XmlDocument {
    let mut xml = XmlDocument::in_namespace("PublicAccessBlockConfiguration");
    for name in ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] {
        xml.element(name, "true");
    }
    xml
}

/// The owner pays.
pub(crate) fn request_payment(_: &Bucket) -> XmlDocument {
    let mut xml = XmlDocument::in_namespace("RequestPaymentConfiguration");
    xml.element("Payer", "BucketOwner");
    xml
}
