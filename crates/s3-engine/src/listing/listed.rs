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
use s3s::{S3Response, dto};

use crate::bucket::canonical_id;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::listing::walk::{ListedEntry, ListedPage};
use crate::message::percent::form_encode;
use crate::message::time::iso_millis;
use crate::message::xml::XmlDocument;
use crate::object::record::{self, ObjectHead};
use crate::object::{NULL, Version};
use crate::payload::checksum::{Algorithm, Checksum};

/// How keys are written: as they are, or percent-encoded for clients whose XML cannot hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Plain,
    Url,
}

impl Encoding {
    /// The value of `encoding-type`.
    pub(crate) fn of(asked: Option<&dto::EncodingType>) -> Result<Encoding> {
        match asked.map(dto::EncodingType::as_str) {
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

/// The current objects of a page and behind them its common prefixes, with the owner's id if it is to be shown.
pub(crate) fn objects(
    xml: &mut XmlDocument,
    page: &ListedPage,
    encoding: Encoding,
    owner: Option<&str>,
) -> Result<()> {
    xml.reserve(page.entries.len() * LINE_BYTES);
    let mut seconds = Seconds::default();
    for entry in &page.entries {
        let ListedEntry::Version { key, record, .. } = entry else { continue };
        let head = record::head(record)?;
        if let Some(object) = &head.object {
            let writer = owner.map(|_| writer(record)).transpose()?.flatten();
            let restored = restored(page, object, record)?;
            xml.raw("<Contents><Key>");
            xml.text(&encoding.apply(key));
            xml.raw("</Key><LastModified>");
            xml.raw(seconds.of(head.modified_ms));
            xml.raw("</LastModified>");
            bytes(xml, object, writer.as_deref().or(owner));
            show_restored(xml, restored);
            xml.raw("</Contents>");
        }
    }
    prefixes(xml, page.entries.iter().map(prefix), encoding);
    Ok(())
}

/// So many bytes a line of a listing has, and more where keys are long.
const LINE_BYTES: usize = 320;

/// Moments as text. Those of a page are often of one second.
#[derive(Default)]
struct Seconds {
    secs: u64,
    text: String,
}

impl Seconds {
    /// As [`whole_seconds`] has it.
    fn of(&mut self, millis: u64) -> &str {
        let at = Timestamp::from_millis(millis);
        if self.text.is_empty() || self.secs != at.secs() {
            *self = Seconds { secs: at.secs(), text: whole_seconds(at) };
        }
        &self.text
    }
}

/// The canonical id of the account that owns an object, where it is not the bucket's.
fn writer(record: &[u8]) -> Result<Option<String>> {
    Ok(record::owner(record)?.map(|account| canonical_id(&account)))
}

/// The versions and delete markers of a page in its order, and behind them its common prefixes.
pub(crate) fn versions(
    xml: &mut XmlDocument,
    page: &ListedPage,
    encoding: Encoding,
    owner_id: &str,
) -> Result<()> {
    xml.reserve(page.entries.len() * LINE_BYTES);
    let mut seconds = Seconds::default();
    for entry in &page.entries {
        let ListedEntry::Version { key, record, is_latest } = entry else { continue };
        let head = record::head(record)?;
        let name = if head.object.is_none() { "DeleteMarker" } else { "Version" };
        let writer = writer(record)?;
        let restored =
            head.object.as_ref().map(|object| restored(page, object, record)).transpose()?.flatten();
        xml.inside(name, |xml| {
            xml.element("Key", &encoding.apply(key));
            xml.element("VersionId", head.id.unwrap_or(NULL));
            xml.element("IsLatest", if *is_latest { "true" } else { "false" });
            xml.element("LastModified", seconds.of(head.modified_ms));
            match &head.object {
                Some(object) => bytes(xml, object, Some(writer.as_deref().unwrap_or(owner_id))),
                None => owner(xml, owner_id),
            }
            show_restored(xml, restored);
        });
    }
    prefixes(xml, page.entries.iter().map(prefix), encoding);
    Ok(())
}

/// Of when a listing is to show which archived objects have a copy, if it is to.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreStatus.html>
pub(crate) fn restores_at(cx: &Context, headers: &HeaderMap) -> Option<Timestamp> {
    let asked = headers.get("x-amz-optional-object-attributes")?.to_str().ok()?;
    asked.split(',').any(|name| name.trim() == "RestoreStatus").then_some(cx.call.now)
}

/// When the copy of an archived object goes, where that is to be shown and there is one.
fn restored(page: &ListedPage, object: &ObjectHead<'_>, record: &[u8]) -> Result<Option<u64>> {
    let (Some(at), Some(_)) = (page.restores_at, object.storage_class) else { return Ok(None) };
    let restored = Version::decode(record)?.object.and_then(|object| object.extras.restored);
    Ok(restored.filter(|restored| restored.is_at_hand(at)).map(|restored| restored.until_ms))
}

fn show_restored(xml: &mut XmlDocument, until_ms: Option<u64>) {
    let Some(until_ms) = until_ms else { return };
    xml.inside("RestoreStatus", |xml| {
        xml.element("IsRestoreInProgress", "false");
        xml.element("RestoreExpiryDate", &iso_millis(Timestamp::from_millis(until_ms)));
    });
}

fn prefix(entry: &ListedEntry) -> Option<&str> {
    match entry {
        ListedEntry::Prefix(prefix) => Some(prefix),
        ListedEntry::Version { .. } => None,
    }
}

/// The common prefixes among the entries of a page.
pub(crate) fn prefixes<'p>(
    xml: &mut XmlDocument,
    entries: impl Iterator<Item = Option<&'p str>>,
    encoding: Encoding,
) {
    for prefix in entries.flatten() {
        xml.inside("CommonPrefixes", |xml| xml.element("Prefix", &encoding.apply(prefix)));
    }
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

/// What stands in these fields is ours, and plain.
fn bytes(xml: &mut XmlDocument, object: &ObjectHead<'_>, owner_id: Option<&str>) {
    xml.raw("<ETag>&quot;");
    xml.raw(object.etag);
    xml.raw("&quot;</ETag>");
    if let Some((algorithm, kind, _)) = object.checksum {
        xml.raw("<ChecksumAlgorithm>");
        xml.raw(algorithm.name());
        xml.raw("</ChecksumAlgorithm><ChecksumType>");
        xml.raw(kind.name());
        xml.raw("</ChecksumType>");
    }
    xml.raw("<Size>");
    xml.raw(itoa::Buffer::new().format(object.size));
    xml.raw("</Size>");
    if let Some(id) = owner_id {
        owner(xml, id);
    }
    xml.raw("<StorageClass>");
    xml.raw(object.storage_class.unwrap_or("STANDARD"));
    xml.raw("</StorageClass>");
}
