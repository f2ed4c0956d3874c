//! The documents of listings, element by element in AWS's order, which readers of text rely on.
//!
//! The order is that of AWS's pages on the operations and of its answers of 2018-12-26 (minio/minio-py, issue 716),
//! 2021-02-15 (minio/minio, pull request 11536), 2024-10-18, 2025-07-17, 2026-04-02 and 2026-05-25
//! (versity/versitygw, issues 900, 1399, 2007 and 2156). Where the elements about checksums stand in lists of uploads and
//! parts is our guess.

use std::borrow::Cow;

use base::clock::Timestamp;
use base::http::Body;
use http::{HeaderMap, HeaderValue, header};
use s3s::S3Response;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::message::percent::form_encode;
use crate::message::time::iso_millis;
use crate::message::xml::XmlDocument;
use crate::payload::checksum::{Algorithm, Checksum};

/// How keys are written: as they are, or percent-encoded for clients whose XML cannot hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Plain,
    Url,
}

impl Encoding {
    /// The value of `encoding-type`.
    pub(crate) fn of(asked: Option<&str>) -> Result<Encoding> {
        match asked {
            None | Some("") => Ok(Encoding::Plain),
            Some("url") => Ok(Encoding::Url),
            Some(other) => {
                Err(Error::argument("Invalid Encoding Method specified in Request", "encoding-type", other))
            }
        }
    }

    /// A key in this form.
    pub(crate) fn apply(self, key: &str) -> Cow<'_, str> {
        match self {
            Encoding::Plain => Cow::Borrowed(key),
            Encoding::Url => Cow::Owned(form_encode(key)),
        }
    }

    /// Writes a key, in UTF-8, in this form.
    pub(crate) fn write(self, xml: &mut XmlDocument, key: &[u8]) {
        match self {
            Encoding::Plain => xml.text_bytes(key),
            Encoding::Url => xml.form_encoded(key),
        }
    }

    /// The element that says so, if keys are encoded.
    pub(crate) fn show(self, xml: &mut XmlDocument) {
        if self == Encoding::Url {
            xml.element("EncodingType", "url");
        }
    }
}

/// Sends a document in place of the one that s3s would write.
pub(crate) fn send<O: Default>(cx: &Context, xml: XmlDocument) -> S3Response<O> {
    cx.set_outgoing(Body::from(xml.finish()));
    S3Response::new(O::default())
}

/// The same, its headers apart: for a reply that has others too.
pub(crate) fn sent(cx: &Context, xml: XmlDocument) -> HeaderMap {
    cx.set_outgoing(Body::from(xml.finish()));
    [(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"))].into_iter().collect()
}

/// What a copy came to: when it was made, and its ETag.
pub(crate) fn copied(xml: &mut XmlDocument, at: Timestamp, etag: &str) {
    modified(xml, at);
    self::etag(xml, etag);
}

/// A checksum, and how it was made.
pub(crate) fn checksum(xml: &mut XmlDocument, checksum: &Checksum) {
    xml.element(checksum.algorithm.element(), &checksum.value);
    xml.element("ChecksumType", checksum.kind.name());
}

/// `IsTruncated`.
pub(crate) fn truncated(xml: &mut XmlDocument, truncated: bool) {
    xml.element("IsTruncated", if truncated { "true" } else { "false" });
}

/// Of when a listing is to show which archived objects have a copy, if it is to.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreStatus.html>
pub(crate) fn restores_at(cx: &Context, headers: &HeaderMap) -> Option<Timestamp> {
    let asked = headers.get("x-amz-optional-object-attributes")?.to_str().ok()?;
    asked.split(',').any(|name| name.trim() == "RestoreStatus").then_some(cx.call.now)
}

/// A common prefix.
pub(crate) fn prefix(xml: &mut XmlDocument, prefix: &str, encoding: Encoding) {
    xml.raw("<CommonPrefixes><Prefix>");
    encoding.write(xml, prefix.as_bytes());
    xml.raw("</Prefix></CommonPrefixes>");
}

/// An owner: only the id, the display name is gone from S3 since 2025.
pub(crate) fn owner(xml: &mut XmlDocument, id: &str) {
    xml.inside("Owner", |xml| xml.element("ID", id));
}

/// When something was last changed. Objects have whole seconds, as AWS's have.
pub(crate) fn modified(xml: &mut XmlDocument, at: Timestamp) {
    xml.element("LastModified", &whole_seconds(at));
}

/// A moment without its milliseconds, which are still written.
pub(crate) fn whole_seconds(at: Timestamp) -> String {
    iso_millis(Timestamp::from_secs(at.secs()))
}

/// An ETag in its quotes.
pub(crate) fn etag(xml: &mut XmlDocument, etag: &str) {
    xml.inside("ETag", |xml| {
        xml.raw("&quot;");
        xml.text(etag);
        xml.raw("&quot;");
    });
}

/// The storage class that an object has or will have.
pub(crate) fn storage_class(xml: &mut XmlDocument, class: Option<&str>) {
    xml.element("StorageClass", class.unwrap_or("STANDARD"));
}

/// How checksums are made, if they are.
pub(crate) fn checksum_kind(xml: &mut XmlDocument, algorithm: Option<Algorithm>, kind: Option<&str>) {
    xml.optional("ChecksumAlgorithm", algorithm.map(Algorithm::name));
    xml.optional("ChecksumType", kind);
}
