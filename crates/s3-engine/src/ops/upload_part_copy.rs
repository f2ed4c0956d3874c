//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html>

use std::ops::Range;

use base::http::Body;
use s3s::dto::{UploadPartCopyInput, UploadPartCopyOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::uploads::{self, NewPart};
use crate::error::{Error, Result};
use crate::listing::listed;
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::object::{self, customer_key, encryption};
use crate::payload::range::parse_copy_range;
use crate::payload::receive::{Claims, IncomingBody, Keep, ReceivedBody, receive};
use crate::read::copy_source;
use crate::read::copy_source::SourceObject;
use crate::upload::{self};

pub(crate) struct UploadPartCopy;

impl Mounted for UploadPartCopy {
    const NAME: &'static str = "UploadPartCopy";
    type Input = UploadPartCopyInput;
    type Output = UploadPartCopyOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<UploadPartCopyInput>,
    ) -> Result<S3Response<UploadPartCopyOutput>> {
        let S3Request { input, headers, .. } = request;
        encryption::check_reader(&headers)?;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        upload::check_number(input.part_number)?;
        let (key, id) = (input.key.as_str(), input.upload_id.as_str());
        let upload = upload::find(&engine.store, bucket.id, key, id)?;
        customer_key::check_part(upload.key_md5(), customer_key::of(&headers)?.as_ref())?;
        let key_of_source = customer_key::of_source(&headers)?;
        let expected = input.expected_source_bucket_owner.as_deref();
        let find = || {
            let source = copy_source::find(&engine.store, cx, &input.copy_source, expected)?;
            customer_key::check_read(&source.object, key_of_source.as_ref())?;
            let range = range(input.copy_source_range.as_deref(), source.object.size)?;
            Ok((source, range))
        };
        let opened = object::open(&engine.store, find, |found: &(SourceObject, Range<u64>)| {
            (&found.0.object.content, found.1.clone())
        });
        let ((source, range), bytes) = opened?;
        encryption::check_decrypts(&engine.keys, cx, &source.object).await?;
        let claims = Claims { len: Some(range.end - range.start), ..Claims::default() };
        let body = Body::from_stream(bytes);
        let (algorithm, _) = upload.checksums();
        let received = receive(&engine.store, IncomingBody { body, claims }, Keep::This(algorithm)).await?;
        let ReceivedBody { staged, md5, checksum, .. } = received;
        let value = checksum.value;
        let etag = encryption::etag(&upload.described, &upload.extras, md5);
        let part = NewPart { number: input.part_number, staged, etag: etag.clone(), checksum: value.clone() };
        uploads::keep_part(engine, cx, ObjectPlace { bucket: &bucket, key }, id, part)?;
        source.note(cx, "REST.COPY.PART_GET");
        let mut xml = XmlDocument::in_namespace("CopyPartResult");
        listed::copied(&mut xml, cx.call.now, &etag);
        if let Some(algorithm) = upload.algorithm {
            xml.element(algorithm.element(), &value);
        }
        let mut reply = S3Response::new(UploadPartCopyOutput {
            copy_source_version_id: source.shown_version(),
            ..UploadPartCopyOutput::default()
        });
        reply.headers.extend(listed::sent(cx, xml));
        encryption::show(&mut reply.headers, &upload.described, &upload.extras);
        Ok(reply)
    }
}

/// The bytes to copy. Unlike a reader's, this range must be given in full and lie in the object.
fn range(header: Option<&str>, size: u64) -> Result<Range<u64>> {
    let Some(header) = header else { return Ok(0..size) };
    let range = parse_copy_range(header).ok_or_else(|| {
        Error::argument(
            "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
            "x-amz-copy-source-range",
            header,
        )
    })?;
    if range.end <= size {
        return Ok(range);
    }
    Err(Error::argument(
        format!("Range specified is not valid for source object of size: {size}"),
        "x-amz-copy-source-range",
        header,
    ))
}
