//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html>

use s3s::dto::{ETag, UploadPartInput, UploadPartOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::uploads::{self, NewPart};
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::{asked, customer_key, describe, encryption};
use crate::payload::checksum::{self, ChecksumKind};
use crate::payload::receive::{Claims, Keep, ReceivedBody, receive};
use crate::upload::{self, Upload};

pub(crate) struct UploadPart;

impl Mounted for UploadPart {
    const NAME: &'static str = "UploadPart";
    type Input = UploadPartInput;
    type Output = UploadPartOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<UploadPartInput>,
    ) -> Result<S3Response<UploadPartOutput>> {
        let S3Request { input, headers, .. } = request;
        encryption::check_reader(&headers)?;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        upload::check_number(input.part_number)?;
        let (key, id) = (input.key.as_str(), input.upload_id.as_str());
        let upload = upload::find(&engine.store, bucket.id, key, id)?;
        customer_key::check_part(upload.key_md5(), customer_key::of(&headers)?.as_ref())?;
        let incoming = cx.take_incoming()?;
        check_algorithm(&upload, &incoming.claims)?;
        asked::check_part(&engine.store, cx, &bucket, &upload.extras)?;
        let (algorithm, _) = upload.checksums();
        let received = receive(&engine.store, incoming, Keep::This(algorithm)).await?;
        let ReceivedBody { staged, md5, checksum, claimed } = received;
        let etag = encryption::etag(&upload.described, &upload.extras, md5);
        let shown = ETag::Strong(etag.clone());
        let part = NewPart { number: input.part_number, staged, etag, checksum: checksum.value.clone() };
        uploads::keep_part(engine, cx, ObjectPlace { bucket: &bucket, key }, id, part)?;
        let mut reply =
            S3Response::new(UploadPartOutput { e_tag: Some(shown), ..UploadPartOutput::default() });
        encryption::show(&mut reply.headers, &upload.described, &upload.extras);
        describe::show_checksum_value(&mut reply.headers, claimed.as_ref().unwrap_or(&checksum));
        Ok(reply)
    }
}

/// A part's checksum must be of the algorithm that the upload was begun with. Where the object's checksum is made of
/// the parts' checksums, every part must have one.
fn check_algorithm(upload: &Upload, claims: &Claims) -> Result<()> {
    let Some(expected) = upload.algorithm else { return Ok(()) };
    let actual = claims.checksum.as_ref().map(|(algorithm, _)| *algorithm);
    let composite = upload.kind == Some(ChecksumKind::Composite);
    if actual == Some(expected) || (actual.is_none() && !composite) {
        return Ok(());
    }
    Err(checksum::other_than_uploads(Some(expected), actual))
}
