//! Settings of buckets that cannot be changed yet: what AWS says of a new bucket, for clients that read everything, as
//! Terraform does.
//!
//! An operation that sets one of these answers NotImplemented; nothing is stored that does not act.

use base::http::{Body, OperationName, Response};
use http::{HeaderValue, Method, header};

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::xml::Document;

/// What a bucket has that nobody configured.
enum Default {
    /// Nothing: this error.
    Missing(Code),
    /// This document.
    Is(fn(&Bucket) -> Document),
}

struct Row(&'static str, &'static str, Default);

/// Query parameter, operation, answer.
const ROWS: &[Row] = &[
    Row(
        "accelerate",
        "GetBucketAccelerateConfiguration",
        Default::Is(|_| Document::in_namespace("AccelerateConfiguration")),
    ),
    Row("acl", "GetBucketAcl", Default::Is(acl)),
    Row("cors", "GetBucketCors", Default::Missing(Code::NoSuchCorsConfiguration)),
    Row("encryption", "GetBucketEncryption", Default::Is(encryption)),
    Row("lifecycle", "GetBucketLifecycleConfiguration", Default::Missing(Code::NoSuchLifecycleConfiguration)),
    Row("logging", "GetBucketLogging", Default::Is(|_| Document::in_namespace("BucketLoggingStatus"))),
    Row(
        "object-lock",
        "GetObjectLockConfiguration",
        Default::Missing(Code::ObjectLockConfigurationNotFoundError),
    ),
    Row("ownershipControls", "GetBucketOwnershipControls", Default::Is(ownership)),
    Row("policy", "GetBucketPolicy", Default::Missing(Code::NoSuchBucketPolicy)),
    Row("policyStatus", "GetBucketPolicyStatus", Default::Missing(Code::NoSuchBucketPolicy)),
    Row("publicAccessBlock", "GetPublicAccessBlock", Default::Is(public_access)),
    Row("replication", "GetBucketReplication", Default::Missing(Code::ReplicationConfigurationNotFoundError)),
    Row("requestPayment", "GetBucketRequestPayment", Default::Is(request_payment)),
    Row("website", "GetBucketWebsite", Default::Missing(Code::NoSuchWebsiteConfiguration)),
];

/// The operations that answer here.
pub(crate) const OPERATIONS: [&str; ROWS.len()] = {
    let mut names = [""; ROWS.len()];
    let mut at = 0;
    while at < ROWS.len() {
        #[expect(clippy::indexing_slicing, reason = "below the length of both; iterators do not run here")]
        {
            names[at] = ROWS[at].1;
        }
        at += 1;
    }
    names
};

/// The answer to a request for one of these settings; nothing if it is for something else.
pub(crate) fn answer<B>(
    engine: &Engine,
    cx: &Context,
    request: &http::Request<B>,
) -> Option<Result<Response>> {
    if *request.method() != Method::GET {
        return None;
    }
    let query = request.uri().query()?;
    let bucket = request.uri().path().trim_start_matches('/').trim_end_matches('/');
    if bucket.is_empty() || bucket.contains('/') {
        return None;
    }
    let names = || query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    let Row(_, operation, default) = ROWS.iter().find(|row| names().any(|name| name == row.0))?;
    cx.set_operation(operation);
    Some(bucket::open(&engine.store, cx, bucket).and_then(|bucket| match default {
        Default::Missing(code) => Err(Error::not_configured(*code, &bucket.name)),
        Default::Is(write) => {
            let mut reply = Response::new(Body::from(write(&bucket).finish()));
            reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
            reply.extensions_mut().insert(OperationName(operation));
            Ok(reply)
        }
    }))
}

/// The owner may do everything.
fn acl(bucket: &Bucket) -> Document {
    let id = bucket.owner_id();
    let mut xml = Document::in_namespace("AccessControlPolicy");
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
fn encryption(_: &Bucket) -> Document {
    let mut xml = Document::in_namespace("ServerSideEncryptionConfiguration");
    xml.inside("Rule", |xml| {
        xml.inside("ApplyServerSideEncryptionByDefault", |xml| xml.element("SSEAlgorithm", "AES256"));
        xml.element("BucketKeyEnabled", "false");
    });
    xml
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>: ACLs are off since April 2023.
fn ownership(bucket: &Bucket) -> Document {
    let ownership = bucket.ownership.as_deref().unwrap_or("BucketOwnerEnforced");
    let mut xml = Document::in_namespace("OwnershipControls");
    xml.inside("Rule", |xml| xml.element("ObjectOwnership", ownership));
    xml
}

/// All four are on for a new bucket since April 2023.
fn public_access(_: &Bucket) -> Document {
    let mut xml = Document::in_namespace("PublicAccessBlockConfiguration");
    for name in ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] {
        xml.element(name, "true");
    }
    xml
}

fn request_payment(_: &Bucket) -> Document {
    let mut xml = Document::in_namespace("RequestPaymentConfiguration");
    xml.element("Payer", "BucketOwner");
    xml
}
