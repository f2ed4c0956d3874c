//! Annotations: named texts that a version has beside its bytes. Each is a record below its version, and its text is a blob.
//!
//! A version's own record says whether it ever had one, so that nobody looks for those that are not there.
//!
//! Reads the store. Who changes an annotation goes through `engine::annotations`.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-overview.html>

use std::ops::{Bound, ControlFlow};

use base::clock::Timestamp;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Blob, Key, Order, Space};

use crate::error::{Code, Error, Result};
use crate::payload::checksum::Checksum;
use crate::reader::Reader;

/// The sub-space of annotations among S3's other records: part of the format on disk.
const ANNOTATIONS: u8 = 11;

/// The longest text, in bytes.
pub(crate) const MAX_BYTES: u64 = 1024 * 1024;
/// The most annotations that a version may have, and the most of one page.
pub(crate) const MOST: usize = 1000;
/// The longest name, in bytes.
const LONGEST_NAME: usize = 512;
/// What no name begins with, in whatever case.
const RESERVED: [&str; 2] = ["aws", "s3"];

/// One annotation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Annotation {
    /// Its text.
    pub(crate) blob: Blob,
    /// Without quotes.
    pub(crate) etag: String,
    pub(crate) checksum: Checksum,
    pub(crate) modified_ms: u64,
}

impl Annotation {
    /// When it was put.
    pub(crate) fn modified(&self) -> Timestamp {
        Timestamp::from_millis(self.modified_ms)
    }

    /// The record's bytes.
    pub(crate) fn encode(&self) -> Result<Bytes> {
        Ok(serde_json::to_vec(self).map_err(Error::internal)?.into())
    }

    fn decode(raw: &Bytes) -> Result<Annotation> {
        serde_json::from_slice(raw).map_err(Error::internal)
    }
}

/// What the keys of all annotations of a version begin with.
pub(crate) fn of_version(bucket: u64, key: &str, order: u64) -> Key {
    Key::of(Space::S3Other).u8(ANNOTATIONS).u64(bucket).text(key).u64(!order)
}

/// The annotation of a name.
pub(crate) fn find(store: &Reader, version: &Key, name: &str) -> Result<Option<Annotation>> {
    let raw = store.get(version.clone().text(name).as_bytes())?;
    raw.map(|raw| Annotation::decode(&raw)).transpose()
}

/// Which annotations of a version to list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Query<'a> {
    pub(crate) prefix: &'a str,
    /// Only those behind this name.
    pub(crate) after: Option<&'a str>,
    pub(crate) limit: usize,
}

/// One page of annotations in the order of their names, and whether there are more.
pub(crate) fn page(
    store: &Reader,
    version: &Key,
    query: Query<'_>,
) -> Result<(Vec<(String, Annotation)>, bool)> {
    let all = version.clone().text_prefix(query.prefix);
    let after = query.after.map(|name| version.clone().text(name));
    let from = match &after {
        Some(after) if after.as_bytes() >= all.as_bytes() => after.after(),
        _ => all.from_here(),
    };
    let (mut found, mut more) = (Vec::<(String, Bytes)>::new(), false);
    let end = all.end();
    store.scan(from, Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |raw, value| {
        if found.len() >= query.limit {
            more = true;
            return ControlFlow::Break(());
        }
        found.extend(name_of(raw).map(|name| (name, value.clone())));
        ControlFlow::Continue(())
    })?;
    let found = found.into_iter().map(|(name, raw)| Ok((name, Annotation::decode(&raw)?)));
    Ok((found.collect::<Result<_>>()?, more))
}

/// All annotations of a version.
pub(crate) fn all(store: &Reader, version: &Key) -> Result<Vec<(String, Annotation)>> {
    Ok(page(store, version, Query { limit: MOST, ..Query::default() })?.0)
}

/// The name that a key ends in.
fn name_of(raw: &[u8]) -> Option<String> {
    let mut fields = Fields::of(raw);
    fields.raw(1)?;
    fields.u64()?;
    fields.text()?;
    fields.u64()?;
    fields.text()
}

/// Refuses a name that no annotation may have. The rules are AWS's
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-managing.html>).
pub(crate) fn check_name(name: &str) -> Result<()> {
    if name.len() > LONGEST_NAME {
        return Err(Error::of(Code::AnnotationNameTooLong).with("AnnotationName", name));
    }
    let lower = name.to_lowercase();
    let is_reserved = RESERVED.iter().any(|reserved| lower.starts_with(reserved));
    if name.is_empty() || is_reserved || !is_plain(name) {
        return Err(Error::of(Code::InvalidAnnotationName).with("AnnotationName", name));
    }
    Ok(())
}

/// Refuses a prefix that no name can begin with.
pub(crate) fn check_prefix(prefix: &str) -> Result<()> {
    if prefix.len() > LONGEST_NAME || !is_plain(prefix) {
        return Err(Error::of(Code::InvalidPrefix).with("AnnotationPrefix", prefix));
    }
    Ok(())
}

/// Whether a text has letters, digits, underscores, periods and hyphens alone.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-managing.html>: Unicode letters, digits,
    /// underscores, periods and hyphens; neither `aws` nor `s3` in front.
    #[test]
    fn names() {
        for name in ["a", "ml.sentiment", "Größe_2-x", "日本", "as3", &"n".repeat(512)] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "aws", "AWS.x", "s3", "S3-x", "a b", "a/b", "a\0"] {
            assert!(check_name(name).unwrap_err().is(Code::InvalidAnnotationName), "{name}");
        }
        assert!(check_name(&"é".repeat(257)).unwrap_err().is(Code::AnnotationNameTooLong));
        assert!(check_prefix("").is_ok() && check_prefix("aw").is_ok());
        assert!(check_prefix("a*").unwrap_err().is(Code::InvalidPrefix));
    }
}
