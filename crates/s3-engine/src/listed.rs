//! The lines of a listing as documents hold them.

use s3s::dto;

use crate::describe;
use crate::error::{Error, Result};
use crate::listing::{Entry, Page, form_encode};
use crate::object::{Object, Version};
use crate::time::to_dto;
use crate::upload::Upload;

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
    pub(crate) fn apply(self, key: &str) -> String {
        match self {
            Encoding::Plain => key.to_owned(),
            Encoding::Url => form_encode(key),
        }
    }
}

/// A page of current objects.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) contents: Vec<dto::Object>,
    pub(crate) prefixes: Vec<dto::CommonPrefix>,
}

impl Listed {
    /// The lines of a page, with the owner's id if it is to be shown.
    pub(crate) fn of(page: &Page, encoding: Encoding, owner: Option<&str>) -> Listed {
        let mut listed = Listed::default();
        for entry in &page.entries {
            match entry {
                Entry::Prefix(prefix) => listed.prefixes.push(common_prefix(prefix, encoding)),
                Entry::Version { key, version, .. } => {
                    if let Some(object) = &version.object {
                        listed.contents.push(line(encoding.apply(key), version, object, owner));
                    }
                }
            }
        }
        listed
    }
}

/// The storage class that the object of an upload will have.
pub(crate) fn upload_class(upload: &Upload) -> dto::StorageClass {
    let class = upload.described.storage_class.clone();
    class.map_or_else(|| dto::StorageClass::from_static("STANDARD"), dto::StorageClass::from)
}

/// A common prefix.
pub(crate) fn common_prefix(prefix: &str, encoding: Encoding) -> dto::CommonPrefix {
    dto::CommonPrefix { prefix: Some(encoding.apply(prefix)) }
}

/// An owner: only the id, the display name is gone from S3 since 2025.
pub(crate) fn owner(id: &str) -> dto::Owner {
    dto::Owner { display_name: None, id: Some(id.to_owned()) }
}

fn line(key: String, version: &Version, object: &Object, owner_id: Option<&str>) -> dto::Object {
    let checksum = object.checksum.as_ref();
    dto::Object {
        checksum_algorithm: checksum
            .map(|checksum| vec![dto::ChecksumAlgorithm::from_static(checksum.algorithm.name())]),
        checksum_type: checksum.map(|checksum| dto::ChecksumType::from_static(checksum.kind.name())),
        e_tag: describe::etag(object),
        key: Some(key),
        last_modified: Some(to_dto(version.modified())),
        owner: owner_id.map(owner),
        restore_status: None,
        size: i64::try_from(object.size).ok(),
        storage_class: Some(describe::listed_class(object)),
    }
}
