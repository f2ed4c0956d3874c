//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html>

use base::http::Response;
use http::{HeaderValue, StatusCode, header};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::uploads::{self, NewPart};
use crate::error::Result;
use crate::object::{asked, customer_key, describe, encryption};
use crate::own::{OwnRequest, empty_reply};
use crate::payload::checksum::{self, ChecksumKind};
use crate::payload::receive::{Claims, Keep, ReceivedBody, receive};
use crate::upload::{self, Upload};

pub(crate) async fn put(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let OwnRequest { key, head, .. } = asked;
    let number = upload::number(&asked.single("partNumber")?.unwrap_or_default())?;
    let id = asked.single("uploadId")?.unwrap_or_default();
    encryption::check_reader(&head.headers)?;
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    upload::check_number(number)?;
    let upload = upload::find(&engine.store, bucket.id, key, &id)?;
    customer_key::check_part(upload.key_md5(), customer_key::of(&head.headers)?.as_ref())?;
    let incoming = cx.take_incoming()?;
    check_algorithm(&upload, &incoming.claims)?;
    asked::check_part(&engine.store, cx, &bucket, &upload.extras)?;
    let (algorithm, _) = upload.checksums();
    let received = receive(&engine.store, incoming, Keep::This(algorithm)).await?;
    let ReceivedBody { staged, md5, checksum, claimed } = received;
    let etag = encryption::etag(&upload.described, &upload.extras, md5);
    let shown = HeaderValue::try_from(format!("\"{etag}\""));
    let part = NewPart { number, staged, etag, checksum: checksum.value.clone() };
    uploads::keep_part(engine, cx, ObjectPlace { bucket: &bucket, key }, &id, part)?;
    let mut reply = empty_reply(StatusCode::OK);
    let headers = reply.headers_mut();
    if let Ok(etag) = shown {
        headers.insert(header::ETAG, etag);
    }
    encryption::show(headers, &upload.described, &upload.extras);
    describe::show_checksum_value(headers, claimed.as_ref().unwrap_or(&checksum));
    Ok(reply)
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
