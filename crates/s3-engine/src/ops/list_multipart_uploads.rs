//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html>

use base::clock::Timestamp;
use s3s::dto::{EncodingType, ListMultipartUploadsInput, ListMultipartUploadsOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::bucket::directory;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listing::listed;
use crate::listing::listed::Encoding;
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::payload::checksum::ChecksumKind;
use crate::upload;
use crate::upload::{ListedUpload, Upload, UploadsQuery};

/// The most uploads of one page.
const MAX_UPLOADS: i32 = 1000;

pub(crate) struct ListMultipartUploads;

impl Mounted for ListMultipartUploads {
    const NAME: &'static str = "ListMultipartUploads";
    type Input = ListMultipartUploadsInput;
    type Output = ListMultipartUploadsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListMultipartUploadsInput>,
    ) -> Result<S3Response<ListMultipartUploadsOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let (prefix, delimiter) = (input.prefix.as_deref(), input.delimiter.as_deref());
        let after = ("upload-id-marker", input.upload_id_marker.as_deref());
        directory::check_listing(&bucket.name, prefix, delimiter, after)?;
        let encoding = Encoding::of(input.encoding_type.as_ref().map(EncodingType::as_str))?;
        let max = input.max_uploads.unwrap_or(MAX_UPLOADS);
        if max < 0 {
            return Err(Error::argument(
                "Argument max-uploads must be an integer between 0 and 2147483647",
                "max-uploads",
                &max.to_string(),
            ));
        }
        let max = max.min(MAX_UPLOADS);
        let key_marker = input.key_marker.as_deref().filter(|marker| !marker.is_empty());
        // Without a key marker the other is passed over.
        let id_marker = input.upload_id_marker.as_deref().filter(|id| key_marker.is_some() && !id.is_empty());
        // AWS's answer of 2026-01-28 (versity/versitygw, issue 1797); what it makes of one that is gone is not known.
        if let Some(id) = id_marker.filter(|id| !upload::is_id(id)) {
            return Err(Error::argument("Invalid uploadId marker", "upload-id-marker", id));
        }
        let query = UploadsQuery {
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
            after: key_marker,
            after_id: id_marker,
            max: usize::try_from(max).unwrap_or(0),
        };
        let (entries, truncated) = upload::list(&engine.store, bucket.id, &query).await?;
        let (next_key, next_id) = match entries.last() {
            None => (encoding.apply(""), ""),
            Some(ListedUpload::Prefix(prefix)) => (encoding.apply(prefix), ""),
            Some(ListedUpload::Upload(key, upload)) => (encoding.apply(key), upload.id.as_str()),
        };
        let delimiter = query.delimiter.map(|delimiter| encoding.apply(delimiter));
        // Not there unless one of the two was asked for: AWS's answer of 2026-05-25 has none.
        let prefix = input.prefix.as_deref().or(delimiter.is_some().then_some(""));
        let mut xml = XmlDocument::in_namespace("ListMultipartUploadsResult");
        xml.element("Bucket", &bucket.name);
        xml.element("KeyMarker", &encoding.apply(key_marker.unwrap_or_default()));
        xml.element("UploadIdMarker", id_marker.unwrap_or_default());
        xml.element("NextKeyMarker", &next_key);
        xml.element("NextUploadIdMarker", next_id);
        xml.optional("Delimiter", delimiter.as_deref());
        xml.optional("Prefix", prefix.map(|prefix| encoding.apply(prefix)).as_deref());
        xml.element("MaxUploads", &max.to_string());
        encoding.show(&mut xml);
        listed::truncated(&mut xml, truncated);
        for entry in &entries {
            if let ListedUpload::Upload(key, upload) = entry {
                xml.inside("Upload", |xml| {
                    line(xml, &encoding.apply(key), upload, &upload.owner_id(&bucket))
                });
            }
        }
        for entry in &entries {
            if let ListedUpload::Prefix(prefix) = entry {
                listed::prefix(&mut xml, prefix, encoding);
            }
        }
        Ok(listed::send(cx, xml))
    }
}

fn line(xml: &mut XmlDocument, key: &str, upload: &Upload, owner: &str) {
    xml.element("Key", key);
    xml.element("UploadId", &upload.id);
    xml.inside("Initiator", |xml| xml.element("ID", owner));
    listed::owner(xml, owner);
    listed::storage_class(xml, upload.described.storage_class.as_deref());
    xml.element("Initiated", &listed::whole_seconds(Timestamp::from_millis(upload.initiated_ms)));
    listed::checksum_kind(xml, upload.algorithm, upload.kind.map(ChecksumKind::name));
}
