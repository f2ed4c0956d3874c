//! What a writer says about an object, read from a request's headers and shown in replies.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>

use std::collections::BTreeMap;

use base::clock::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use s3s::dto;

use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::message::encoded_word;
use crate::message::time::http_date;
use crate::object::encryption::{self, BUCKET_KEY, ENCRYPTION, KMS_KEY};
use crate::object::{Described, Object, Version, lock};
use crate::payload::checksum::{Algorithm, Checksum};

/// The most that user metadata may take: names and values in UTF-8, the prefix `x-amz-meta-` not counted.
const MAX_METADATA_BYTES: usize = 2048;
/// What an object is said to be if its writer does not say.
const DEFAULT_TYPE: &str = "binary/octet-stream";
/// The storage class that is not shown.
pub(crate) const STANDARD: &str = "STANDARD";
/// The classes of general purpose buckets.
const CLASSES: [&str; 8] = [
    STANDARD,
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "DEEP_ARCHIVE",
    "GLACIER_IR",
];
/// The classes whose objects must be restored before they can be read.
const ARCHIVES: [&str; 2] = ["GLACIER", "DEEP_ARCHIVE"];

/// Headers that are kept with an object and come back with it. Kept in the form they came.
pub(crate) static KEPT: [HeaderName; 6] = [
    header::CONTENT_TYPE,
    header::CACHE_CONTROL,
    header::CONTENT_DISPOSITION,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    HeaderName::from_static(REDIRECT),
];
/// The header of an object that sends its readers elsewhere.
pub(crate) const REDIRECT: &str = "x-amz-website-redirect-location";
/// What a copy has only if its request says so.
pub(crate) const NEVER_COPIED: [&str; 4] = [REDIRECT, ENCRYPTION, KMS_KEY, BUCKET_KEY];

static STORAGE_CLASS: HeaderName = HeaderName::from_static("x-amz-storage-class");

/// The storage class that a request asks for.
pub(crate) fn asked_class(headers: &HeaderMap) -> Option<&str> {
    headers.get(&STORAGE_CLASS)?.to_str().ok()
}

/// What a request says about the object that it writes.
pub(crate) fn read(cx: &Context, storage_class: Option<&str>) -> Result<Described> {
    let mut kept = BTreeMap::new();
    for name in KEPT.iter().chain([&header::EXPIRES]) {
        if let Some(value) = cx.aside.get(name).filter(|value| !value.is_empty()) {
            kept.insert(name.as_str().to_owned(), to_text(value));
        }
    }
    check_redirect(kept.get(REDIRECT).map(String::as_str))?;
    let metadata = cx.metadata.clone();
    let size = metadata.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > MAX_METADATA_BYTES {
        return Err(Error::metadata_too_large(size, MAX_METADATA_BYTES));
    }
    Ok(Described { headers: kept, metadata, storage_class: class(cx, storage_class)? })
}

/// Where an object sends its readers is a page or a key: the sentence is AWS's as generally known.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html>
fn check_redirect(location: Option<&str>) -> Result<()> {
    const STARTS: [&str; 3] = ["/", "http://", "https://"];
    // Of the page of PutObject: "The value is limited to 2 KB".
    const LONGEST: usize = 2048;
    let invalid = |message| Err(Error::saying(Code::InvalidRedirectLocation, message));
    match location {
        Some(location) if !STARTS.iter().any(|start| location.starts_with(start)) => {
            invalid("The website redirect location must have a prefix of 'http://' or 'https://' or '/'.")
        }
        Some(location) if location.len() > LONGEST => {
            invalid("The length of website redirect location cannot exceed 2,048 characters.")
        }
        _ => Ok(()),
    }
}

/// A header's bytes as they are kept: each as the character of its number, since they may be in any encoding.
fn to_text(value: &HeaderValue) -> String {
    value.as_bytes().iter().copied().map(char::from).collect()
}

/// The header of a text, each character one byte; nothing if one is beyond Latin-1, or no header can hold it.
pub(crate) fn to_header(text: &str) -> Option<HeaderValue> {
    let bytes: Vec<u8> = text.chars().map(u8::try_from).collect::<std::result::Result<_, _>>().ok()?;
    HeaderValue::from_bytes(&bytes).ok()
}

/// The storage class of an object to be; nothing for STANDARD.
fn class(cx: &Context, asked: Option<&str>) -> Result<Option<String>> {
    if let Some(class) = cx.zonal_class {
        return match asked {
            Some(other) if other != class => Err(Error::invalid_storage_class(other)),
            _ => Ok(Some(class.to_owned())),
        };
    }
    match asked {
        None | Some(STANDARD) => Ok(None),
        Some(class) if CLASSES.contains(&class) => Ok(Some(class.to_owned())),
        Some(class) => Err(Error::invalid_storage_class(class)),
    }
}

/// The archive that an object lies in, if it does.
pub(crate) fn archive(object: &Object) -> Option<&str> {
    object.described.storage_class.as_deref().filter(|class| ARCHIVES.contains(class))
}

/// Refuses an object that lies in an archive and has no copy that can be read.
pub(crate) fn check_at_hand(object: &Object, now: Timestamp) -> Result<()> {
    let restored = object.extras.restored.as_ref().is_some_and(|restored| restored.is_at_hand(now));
    match archive(object) {
        Some(class) if !restored => Err(Error::of(Code::InvalidObjectState).with("StorageClass", class)),
        _ => Ok(()),
    }
}

/// Tells in a reply until when the copy of an archived object can be read, if there is one.
pub(crate) fn show_restored(headers: &mut HeaderMap, object: &Object, now: Timestamp) {
    let Some(restored) = object.extras.restored.as_ref().filter(|restored| restored.is_at_hand(now)) else {
        return;
    };
    let until = http_date(Timestamp::from_millis(restored.until_ms));
    let value = format!("ongoing-request=\"false\", expiry-date=\"{until}\"");
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert("x-amz-restore", value);
    }
}

/// The headers of a JSON document.
pub(crate) fn json() -> BTreeMap<String, String> {
    [(header::CONTENT_TYPE.as_str().to_owned(), "application/json".to_owned())].into()
}

/// The headers of a text.
pub(crate) fn plain_text() -> BTreeMap<String, String> {
    [(header::CONTENT_TYPE.as_str().to_owned(), "text/plain".to_owned())].into()
}

/// So many headers a reply has as a rule.
pub(crate) const USUAL_HEADERS: usize = 16;

/// The headers of a reply that shows an object.
pub(crate) fn head(version: &Version, object: &Object) -> HeaderMap {
    let Described { headers: kept, metadata, storage_class } = &object.described;
    let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(DEFAULT_TYPE));
    for (name, value) in kept {
        if let (Ok(name), Some(value)) = (HeaderName::try_from(name.as_str()), to_header(value)) {
            headers.insert(name, value);
        }
    }
    for (name, value) in metadata {
        let name = HeaderName::try_from(format!("x-amz-meta-{name}"));
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&encoded_word::encode(value))) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let mut show = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    show(header::ETAG, ["\"", &object.etag, "\""].concat());
    show(header::LAST_MODIFIED, http_date(version.modified()));
    if let Some(class) = storage_class {
        show(HeaderName::from_static("x-amz-storage-class"), class.clone());
    }
    if let Some(id) = shown_version(version) {
        show(HeaderName::from_static("x-amz-version-id"), id);
    }
    encryption::show(&mut headers, &object.described, &object.extras);
    if !object.tags.is_empty() {
        headers.insert("x-amz-tagging-count", HeaderValue::from(object.tags.len()));
    }
    lock::show(&mut headers, &object.extras);
    if let Some(status) = object.extras.replication.as_deref().and_then(to_header) {
        headers.insert("x-amz-replication-status", status);
    }
    headers
}

/// The version id that replies show: none in a bucket that never kept versions.
pub(crate) fn shown_version(version: &Version) -> Option<String> {
    // Slot 0 is the only one of a bucket that never kept versions.
    (version.id.is_some() || version.order != 0).then(|| version.id().to_owned())
}

/// Adds a checksum to a reply's headers.
pub(crate) fn show_checksum(headers: &mut HeaderMap, checksum: &Checksum) {
    show_checksum_value(headers, checksum);
    headers.insert("x-amz-checksum-type", HeaderValue::from_static(checksum.kind.name()));
}

/// Adds the checksum of a part to a reply's headers: its kind is not shown.
pub(crate) fn show_checksum_value(headers: &mut HeaderMap, checksum: &Checksum) {
    if let Ok(value) = HeaderValue::from_str(&checksum.value) {
        headers.insert(checksum.algorithm.header(), value);
    }
}

/// The algorithm of `x-amz-checksum-algorithm`, if it is one.
pub(crate) fn algorithm(asked: Option<&dto::ChecksumAlgorithm>) -> Result<Option<Algorithm>> {
    asked
        .map(|asked| {
            Algorithm::named(asked.as_str()).ok_or_else(|| {
                Error::request("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]")
            })
        })
        .transpose()
}
