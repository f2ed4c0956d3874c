//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>

use base::http::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::append;
use crate::engine::commit::{self, NewObject, ObjectChanges, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::object::precondition::ForWrite;
use crate::object::{self, Content, Object, Version};
use crate::object::{asked, describe, encryption};
use crate::own::{OwnRequest, empty_reply};
use crate::payload::checksum::{self, Algorithm};
use crate::payload::receive::{IncomingBody, Keep, ReceivedBody, receive};
use crate::tag::{self, Tag};

/// The header of a request that adds to an object.
const OFFSET: &str = "x-amz-write-offset-bytes";
static OFFSET_NAME: HeaderName = HeaderName::from_static(OFFSET);
static TAGGING: HeaderName = HeaderName::from_static("x-amz-tagging");

pub(crate) async fn put(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let OwnRequest { key, head, .. } = asked;
    let headers = &head.headers;
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let mut extras = asked::extras(&engine.store, cx, &bucket, headers)?;
    let condition = ForWrite::of(&cx.aside)?;
    let mut described = describe::read(cx, describe::asked_class(headers))?;
    let chosen = encryption::choose(engine.encrypting(cx, (&bucket, key), headers)).await?;
    chosen.give(&mut described, &mut extras);
    let tags = asked_tags(headers)?;
    let place = ObjectPlace { bucket: &bucket, key };
    let incoming = cx.take_incoming()?;
    let offset = offset(headers)?;
    let keep = match offset {
        Some(_) => keep_of_append(engine, cx, place, (&incoming, headers))?,
        None => Keep::ClaimedOr(Algorithm::Crc64Nvme),
    };
    let ReceivedBody { staged, md5, checksum, .. } = receive(&engine.store, incoming, keep).await?;
    let mut changes = ObjectChanges::default();
    let blob = changes.create_blob(staged);
    let object = Object {
        size: blob.len(),
        etag: encryption::etag(&described, &extras, md5),
        content: Content::Whole(blob),
        checksum: Some(checksum.clone()),
        described,
        tags,
        extras,
        ..Object::default()
    };
    let event = if cx.form.is_some() { "ObjectCreated:Post" } else { "ObjectCreated:Put" };
    let put = NewObject { object, changes, event, ..NewObject::default() };
    let check = |newest: Option<&Version>| condition.check(key, newest);
    let version = match offset {
        Some(offset) => append::append(engine, cx, place, (offset, put), check)?,
        None => commit::put(engine, cx, place, put, |_, newest| check(newest))?,
    };
    let mut reply = empty_reply(StatusCode::OK);
    let headers = reply.headers_mut();
    if let Some(id) = version.id.as_deref().and_then(|id| HeaderValue::from_str(id).ok()) {
        headers.insert("x-amz-version-id", id);
    }
    describe::show_checksum(headers, &checksum);
    if let Some(object) = &version.object {
        if let Ok(etag) = HeaderValue::try_from(format!("\"{}\"", object.etag)) {
            headers.insert(header::ETAG, etag);
        }
        if offset.is_some_and(|offset| offset > 0) {
            headers.insert("x-amz-object-size", HeaderValue::from(object.size));
        }
        encryption::show(headers, &object.described, &object.extras);
        chosen.show_context(headers);
        let (place, shown) = ((&*bucket, key), (&version, object, false));
        engine.lifecycles.show_expiry(&engine.store, place, shown, headers)?;
    }
    Ok(reply)
}

/// The tags that the object is to have.
fn asked_tags(headers: &HeaderMap) -> Result<Vec<Tag>> {
    let Some(sent) = headers.get(&TAGGING) else { return Ok(Vec::new()) };
    match sent.to_str() {
        Ok(text) => tag::of_header(text),
        Err(_) => Err(tag::malformed_header(&String::from_utf8_lossy(sent.as_bytes()))),
    }
}

/// Where the bytes are to be added.
fn offset(headers: &HeaderMap) -> Result<Option<u64>> {
    let Some(sent) = headers.get(&OFFSET_NAME) else { return Ok(None) };
    let sent = sent.to_str().unwrap_or_default();
    let offset = sent.parse().map(Some);
    // Our words.
    offset.map_err(|_| {
        Error::argument("The write offset must be an integer that is not negative.", OFFSET, sent)
    })
}

/// Judges a request that adds to an object, and says which checksum of the bytes goes with those that are there. The sentences
/// are those of the model's `InvalidRequest`.
fn keep_of_append(
    engine: &Engine,
    cx: &Context,
    place: ObjectPlace<'_>,
    (incoming, headers): (&IncomingBody, &HeaderMap),
) -> Result<Keep> {
    if incoming.claims.len == Some(0) {
        return Err(Error::request("Request body cannot be empty when 'write offset' is specified."));
    }
    let newest = object::newest(&engine.store, place.bucket, place.key)?;
    let Some(before) = newest.and_then(|newest| newest.object) else {
        return Ok(Keep::ClaimedOr(Algorithm::Crc64Nvme));
    };
    if !cx.metadata.is_empty() {
        return Err(Error::request(
            "Cannot specify both a write offset value and user-defined object metadata for existing objects.",
        ));
    }
    if !encryption::is_asked_as(headers, &before.described) {
        return Err(Error::of(Code::EncryptionTypeMismatch));
    }
    let claimed = incoming.claims.checksum.as_ref().map(|(claimed, _)| *claimed);
    match (before.checksum.map(|checksum| checksum.algorithm), claimed) {
        (Some(known), Some(claimed)) if known != claimed => {
            Err(checksum::other_than_uploads(Some(known), Some(claimed)))
        }
        (Some(known), _) => Ok(Keep::This(known)),
        (None, _) => Ok(Keep::ClaimedOr(Algorithm::Crc64Nvme)),
    }
}
