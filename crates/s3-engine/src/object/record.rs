//! How a version is kept: what listings show stands in front and is read where it lies, without a copy; what only a reader of
//! the object needs follows.
//!
//! | bytes | |
//! |---|---|
//! | 1 | [`FORMAT`], or [`WITH_EXTRAS`]; records of before are JSON, and begin with a brace |
//! | 1 | 1 for an object, 0 for a delete marker |
//! | | [`VersionHead`](head::VersionHead), and of an object [`ObjectRest`], both as `postcard` writes them: fields in order, nothing between |
//! | | where there are any, the list of [`Extras`] |
//!
//! The fields of these two, and the variants of the enums in them, are never moved or removed: another format comes then.

pub(crate) mod head;

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use self::head::{ObjectHead, PlainText, ShownHead, VersionHead};
use super::extras::Extras;
use super::{Content, Described, Object, Version};
use crate::error::{Error, Result};
use crate::payload::checksum::{Algorithm, Checksum, ChecksumKind};
use crate::tag::Tag;

/// The first byte of a record.
const FORMAT: u8 = 2;
/// So many bytes a record has as a rule, at most.
const USUAL_BYTES: usize = 256;
/// The first byte of a record that ends in extras.
const WITH_EXTRAS: u8 = 3;
/// The first byte of a record as it was before: JSON.
const JSON: u8 = b'{';

/// What only readers of an object need.
#[derive(Serialize, Deserialize)]
struct ObjectRest<'r> {
    content: Cow<'r, Content>,
    headers: Cow<'r, BTreeMap<String, String>>,
    metadata: Cow<'r, BTreeMap<String, String>>,
    tags: Cow<'r, [Tag]>,
    upload: Option<Cow<'r, str>>,
}

/// The bytes of a version's record.
pub(super) fn encode(version: &Version) -> Result<Bytes> {
    let head = VersionHead {
        id: version.id.as_deref(),
        order: version.order,
        null_order: version.null_order,
        sequence: version.sequence,
        modified_ms: version.modified_ms,
        object: version.object.as_ref().map(|object| ObjectHead {
            size: object.size,
            etag: PlainText::of(&object.etag),
            storage_class: object.described.storage_class.as_deref(),
            checksum: object
                .checksum
                .as_ref()
                .map(|sum| (sum.algorithm, sum.kind, PlainText::of(&sum.value))),
        }),
    };
    let extras = version.object.as_ref().map(|object| object.extras.each()).unwrap_or_default();
    let format = if extras.is_empty() { FORMAT } else { WITH_EXTRAS };
    let mut begun = Vec::with_capacity(USUAL_BYTES);
    begun.extend([format, u8::from(version.object.is_some())]);
    let mut record = postcard::to_extend(&head, begun).map_err(Error::internal)?;
    if let Some(object) = &version.object {
        let rest = ObjectRest {
            content: Cow::Borrowed(&object.content),
            headers: Cow::Borrowed(&object.described.headers),
            metadata: Cow::Borrowed(&object.described.metadata),
            tags: Cow::Borrowed(&object.tags),
            upload: object.upload.as_deref().map(Cow::Borrowed),
        };
        record = postcard::to_extend(&rest, record).map_err(Error::internal)?;
    }
    if !extras.is_empty() {
        record = postcard::to_extend(&extras, record).map_err(Error::internal)?;
    }
    record.shrink_to_fit();
    Ok(record.into())
}

/// A version read back, whole.
pub(super) fn decode(record: &[u8]) -> Result<Version> {
    if record.first() == Some(&JSON) {
        return serde_json::from_slice(record).map_err(Error::internal);
    }
    let (head, rest) = fields(record).and_then(VersionHead::take).ok_or_else(unknown)?;
    let has_extras = record.first() == Some(&WITH_EXTRAS);
    let object = head.object.map(|object| read_object(&object, rest, has_extras)).transpose()?;
    Ok(Version {
        id: head.id.map(str::to_owned),
        order: head.order,
        null_order: head.null_order,
        sequence: head.sequence,
        modified_ms: head.modified_ms,
        object,
    })
}

fn read_object(head: &ObjectHead<'_>, rest: &[u8], has_extras: bool) -> Result<Object> {
    let (rest, behind): (ObjectRest<'_>, &[u8]) = postcard::take_from_bytes(rest).map_err(Error::internal)?;
    let extras = match has_extras {
        true => Extras::of(postcard::from_bytes(behind).map_err(Error::internal)?),
        false => Extras::default(),
    };
    let checksum = |(algorithm, kind, value): (Algorithm, ChecksumKind, PlainText<'_>)| {
        Ok::<_, Error>(Checksum { algorithm, kind, value: value.read()?.to_owned() })
    };
    Ok(Object {
        size: head.size,
        etag: head.etag.read()?.to_owned(),
        content: rest.content.into_owned(),
        checksum: head.checksum.map(checksum).transpose()?,
        described: Described {
            headers: rest.headers.into_owned(),
            metadata: rest.metadata.into_owned(),
            storage_class: head.storage_class.map(str::to_owned),
        },
        tags: rest.tags.into_owned(),
        upload: rest.upload.map(Cow::into_owned),
        extras,
    })
}

/// Whether a record is that of a delete marker: a listing may pass over many.
pub(super) fn is_marker(record: &[u8]) -> bool {
    match record {
        // The object is the last field of a record of before.
        [JSON, ..] => record.ends_with(br#""object":null}"#),
        _ => record.get(1) == Some(&0),
    }
}

/// The record itself, or one of before in today's form: so that its head can be read where it lies.
#[inline]
pub(crate) fn of_today(record: &[u8]) -> Result<Cow<'_, [u8]>> {
    match record.first() {
        Some(&JSON) => Ok(Cow::Owned(encode(&decode(record)?)?.into())),
        _ => Ok(Cow::Borrowed(record)),
    }
}

/// What a record [of today](of_today) has for listings.
#[inline]
pub(crate) fn head(record: &[u8]) -> Result<ShownHead<'_>> {
    fields(record).and_then(ShownHead::of).ok_or_else(unknown)
}

/// The account that owns what a record [of today](of_today) is about, where it is not the bucket's.
pub(crate) fn owner(record: &[u8]) -> Result<Option<String>> {
    match record.first() {
        Some(&WITH_EXTRAS) => Ok(decode(record)?.object.and_then(|object| object.extras.owner)),
        _ => Ok(None),
    }
}

/// The fields of a record of today.
fn fields(record: &[u8]) -> Option<&[u8]> {
    match record {
        [FORMAT | WITH_EXTRAS, _, fields @ ..] => Some(fields),
        _ => None,
    }
}

fn unknown() -> Error {
    Error::internal("a version's record is of no format that is known")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::extras::{EventHold, Restored, Retention, RetentionMode};
    use crate::setting::object_lock::Period;

    fn check(version: &Version) {
        let record = version.encode().unwrap();
        let shown = |version: &Version| format!("{version:?}");
        assert_eq!(shown(&Version::decode(&record).unwrap()), shown(version));
        assert_eq!(Version::is_marker_record(&record), version.is_marker());
        // As it was written before.
        let json: Bytes = serde_json::to_vec(version).unwrap().into();
        assert_eq!(shown(&Version::decode(&json).unwrap()), shown(version));
        assert_eq!(Version::is_marker_record(&json), version.is_marker());
        assert_eq!(*of_today(&json).unwrap(), record);
        assert_eq!(*of_today(&record).unwrap(), record);
        let head = head(&record).unwrap();
        assert_eq!((head.id, head.modified_ms), (version.id.as_deref(), version.modified_ms));
        assert_eq!(head.object.map(|object| object.size), version.object.as_ref().map(|object| object.size));
        // What is cut off or another's is told, and nothing more.
        for length in 0..record.len() {
            assert!(Version::decode(&record[..length]).is_err());
        }
    }

    #[test]
    fn a_version_reads_back_in_either_form() {
        let marker =
            Version { id: None, order: 1, null_order: None, sequence: 2, modified_ms: 3, object: None };
        check(&marker);
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let object = Object {
            size: 7,
            etag: "d41d8cd98f00b204e9800998ecf8427e".to_owned(),
            content: Content::Parts(Vec::new()),
            checksum: Some(Checksum {
                algorithm: Algorithm::Sha256,
                kind: ChecksumKind::Composite,
                value: "AAAA-2".to_owned(),
            }),
            described: Described {
                headers: map(&[("content-type", "text/plain")]),
                metadata: map(&[("a", "é"), ("b", "")]),
                storage_class: Some("GLACIER".to_owned()),
            },
            tags: vec![Tag { key: "k".to_owned(), value: "v".to_owned() }],
            upload: Some("up".to_owned()),
            extras: Extras::default(),
        };
        let extras = Extras {
            owner: Some("111122223333".to_owned()),
            acl: Some("<a/>".to_owned()),
            retention: Some(Retention { mode: RetentionMode::Compliance, until_ms: 4 }),
            legal_hold: Some(true),
            restored: Some(Restored { from_ms: 5, until_ms: 6 }),
            customer_key_md5: Some("AAAA".to_owned()),
            replication: Some("REPLICA".to_owned()),
            moved_ms: Some(7),
            event_hold: Some(EventHold {
                is_on: true,
                mode: RetentionMode::Governance,
                after: Period::Years(8),
            }),
            annotated: true,
        };
        let with_extras = Some(Object { extras, ..object.clone() });
        let id = Some("x".repeat(32));
        check(&Version {
            id: id.clone(),
            null_order: Some(u64::MAX),
            object: Some(object),
            ..marker.clone()
        });
        check(&Version { id: id.clone(), object: with_extras, ..marker.clone() });
        check(&Version { id, object: Some(Object::default()), ..marker });
    }
}
