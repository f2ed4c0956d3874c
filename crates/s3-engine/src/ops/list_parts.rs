//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html>

use base::clock::Timestamp;
use s3s::dto::{ListPartsInput, ListPartsOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listing::listed;
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::object::customer_key;
use crate::payload::checksum::ChecksumKind;
use crate::upload::{self, Upload, UploadedPart};

/// The most parts of one page.
const MAX_PARTS: i32 = 1000;

pub(crate) struct ListParts;

impl Mounted for ListParts {
    const NAME: &'static str = "ListParts";
    type Input = ListPartsInput;
    type Output = ListPartsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListPartsInput>,
    ) -> Result<S3Response<ListPartsOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let upload = upload::find(&engine.store, bucket.id, &input.key, &input.upload_id)?;
        customer_key::check_upload(upload.key_md5(), customer_key::of(&headers)?.as_ref())?;
        let max = input.max_parts.unwrap_or(MAX_PARTS);
        let marker = input.part_number_marker.unwrap_or(0);
        for (name, value) in [("max-parts", max), ("part-number-marker", marker)] {
            if value < 0 {
                return Err(Error::argument(
                    format!("Argument {name} must be an integer between 0 and 2147483647"),
                    name,
                    &value.to_string(),
                ));
            }
        }
        let max = max.min(MAX_PARTS);
        let limit = usize::try_from(max).unwrap_or(0);
        let (parts, truncated) = upload::parts_after(&engine.store, &input.upload_id, marker, limit)?;
        // Looked for again: parts go with their upload.
        let upload = upload::find(&engine.store, bucket.id, &input.key, &input.upload_id)?;
        let owner = upload.owner_id(&bucket);
        let next = parts.last().map_or(0, |part| part.number);
        let mut xml = XmlDocument::in_namespace("ListPartsResult");
        xml.element("Bucket", &bucket.name);
        xml.element("Key", &input.key);
        xml.element("UploadId", &input.upload_id);
        xml.inside("Initiator", |xml| xml.element("ID", &owner));
        listed::owner(&mut xml, &owner);
        listed::storage_class(&mut xml, upload.described.storage_class.as_deref());
        xml.element("PartNumberMarker", &marker.to_string());
        xml.element("NextPartNumberMarker", &next.to_string());
        xml.element("MaxParts", &max.to_string());
        listed::truncated(&mut xml, truncated);
        listed::checksum_kind(&mut xml, upload.algorithm, upload.kind.map(ChecksumKind::name));
        for part in &parts {
            xml.inside("Part", |xml| line(xml, &upload, part));
        }
        let mut reply = listed::send(cx, xml);
        let begun = (&*bucket, input.key.as_str(), upload.initiated_ms);
        engine.lifecycles.show_abort(&engine.store, begun, &mut reply.headers)?;
        Ok(reply)
    }
}

fn line(xml: &mut XmlDocument, upload: &Upload, part: &UploadedPart) {
    xml.element("PartNumber", &part.number.to_string());
    listed::modified(xml, Timestamp::from_millis(part.modified_ms));
    listed::etag(xml, &part.etag);
    xml.element("Size", &part.blob.len().to_string());
    if let Some(algorithm) = upload.algorithm {
        xml.element(algorithm.element(), &part.checksum);
    }
}
