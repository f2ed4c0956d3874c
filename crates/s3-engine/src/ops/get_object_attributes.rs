//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html>

use base::http::Body;
use s3s::dto::{GetObjectAttributesInput, GetObjectAttributesOutput, ObjectAttributes};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::time::to_dto;
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::object::{self, customer_key, describe, encryption};
use crate::object::{Content, Object, ObjectPart};
use crate::payload::checksum::{Checksum, ChecksumKind};

/// The most parts of one reply.
const MAX_PARTS: i32 = 1000;

pub(crate) struct GetObjectAttributes;

impl Mounted for GetObjectAttributes {
    const NAME: &'static str = "GetObjectAttributes";
    type Input = GetObjectAttributesInput;
    type Output = GetObjectAttributesOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetObjectAttributesInput>,
    ) -> Result<S3Response<GetObjectAttributesOutput>> {
        let S3Request { input, headers, .. } = request;
        encryption::check_reader(&headers)?;
        let key = customer_key::of(&headers)?;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let id = input.version_id.as_deref();
        let (version, object) = object::readable(&engine.store, &bucket, &input.key, id, "GET")?;
        customer_key::check_read(&object, key.as_ref())?;
        let asked: Vec<&str> = input
            .object_attributes
            .iter()
            .flat_map(|attribute| attribute.as_str().split(','))
            .map(str::trim)
            .collect();
        if asked.iter().all(|name| name.is_empty()) {
            return Err(Error::attributes_missing());
        }
        if asked.iter().any(|name| !KNOWN.contains(name)) {
            return Err(Error::argument(
                "Invalid attribute name specified.",
                "x-amz-object-attributes",
                &asked.join(","),
            ));
        }
        let page = (input.part_number_marker.unwrap_or(0), input.max_parts.unwrap_or(MAX_PARTS));
        // s3s writes the ETag with quotes here; AWS does not.
        cx.set_outgoing(Body::from(document(&object, &asked, page).finish()));
        Ok(S3Response::new(GetObjectAttributesOutput {
            last_modified: Some(to_dto(version.modified())),
            version_id: describe::shown_version(&version),
            ..GetObjectAttributesOutput::default()
        }))
    }
}

const KNOWN: [&str; 5] = [
    ObjectAttributes::ETAG,
    ObjectAttributes::CHECKSUM,
    ObjectAttributes::OBJECT_PARTS,
    ObjectAttributes::STORAGE_CLASS,
    ObjectAttributes::OBJECT_SIZE,
];

fn document(object: &Object, asked: &[&str], page: (i32, i32)) -> XmlDocument {
    let mut xml = XmlDocument::in_namespace("GetObjectAttributesResponse");
    for name in KNOWN.into_iter().filter(|name| asked.contains(name)) {
        match name {
            ObjectAttributes::ETAG => xml.element("ETag", &object.etag),
            ObjectAttributes::CHECKSUM => {
                if let Some(checksum) = &object.checksum {
                    xml.inside("Checksum", |xml| write_checksum(xml, checksum));
                }
            }
            ObjectAttributes::OBJECT_PARTS => {
                if let Content::Parts(parts) = &object.content {
                    xml.inside("ObjectParts", |xml| write_parts(xml, object, parts, page));
                }
            }
            ObjectAttributes::STORAGE_CLASS => {
                xml.element("StorageClass", object.described.storage_class.as_deref().unwrap_or("STANDARD"));
            }
            _ => xml.element("ObjectSize", &object.size.to_string()),
        }
    }
    xml
}

fn write_checksum(xml: &mut XmlDocument, checksum: &Checksum) {
    // Without the number of parts, unlike all other answers (verified on AWS, 2026-09-03:
    // <https://github.com/floci-io/floci/issues/3083>).
    let value = checksum.value.split('-').next().unwrap_or_default();
    xml.element(checksum.algorithm.element(), value);
    xml.element("ChecksumType", checksum.kind.name());
}

/// Parts are listed only if they have checksums of their own of which the object's is made (recorded on AWS).
fn write_parts(xml: &mut XmlDocument, object: &Object, parts: &[ObjectPart], (marker, max): (i32, i32)) {
    let is_made_of_parts = |checksum: &&Checksum| {
        checksum.kind == ChecksumKind::Composite && parts.iter().all(|part| part.checksum.is_some())
    };
    let Some(checksum) = object.checksum.as_ref().filter(is_made_of_parts) else {
        xml.element("PartsCount", &parts.len().to_string());
        return;
    };
    let max = max.clamp(0, MAX_PARTS);
    let behind = || parts.iter().filter(|part| part.number > marker);
    let shown: Vec<&ObjectPart> = behind().take(usize::try_from(max).unwrap_or(0)).collect();
    let truncated = behind().count() > shown.len();
    xml.element("IsTruncated", if truncated { "true" } else { "false" });
    xml.element("MaxParts", &max.to_string());
    xml.element("NextPartNumberMarker", &shown.last().map_or(0, |part| part.number).to_string());
    xml.element("PartNumberMarker", &marker.to_string());
    for part in shown {
        xml.inside("Part", |xml| {
            xml.element(checksum.algorithm.element(), part.checksum.as_deref().unwrap_or_default());
            xml.element("PartNumber", &part.number.to_string());
            xml.element("Size", &part.blob.len().to_string());
        });
    }
    xml.element("PartsCount", &parts.len().to_string());
}
