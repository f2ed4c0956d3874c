//! The annotations of a version: PutObjectAnnotation, GetObjectAnnotation, ListObjectAnnotations, DeleteObjectAnnotation.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAnnotation.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAnnotation.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectAnnotations.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectAnnotation.html>

use std::borrow::Cow;

use base::http::{Body, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};

use crate::access;
use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::annotations::{self, NewAnnotation};
use crate::engine::commit::ObjectPlace;
use crate::error::{Code, Error, Result};
use crate::listing::listed;
use crate::message::time::http_date;
use crate::message::xml::XmlDocument;
use crate::object::annotation::{self, Annotation, MAX_BYTES, MOST};
use crate::object::describe::{show_checksum, shown_version};
use crate::object::{self, Object, Version};
use crate::object::{encryption, lock, precondition};
use crate::own::{OwnRequest, empty_reply};
use crate::payload::checksum::Algorithm;
use crate::payload::receive::{IncomingBody, Keep, broken, receive};

/// The parameter that names an annotation.
const NAME: &str = "annotationName";
/// The parameter of how many a page may have.
const MAX: &str = "max-annotation-results";
const TOKEN: &str = "continuation-token";
/// The condition on the object.
const IF_MATCH: &str = "x-amz-object-if-match";

pub(crate) async fn put(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let name = name(asked);
    annotation::check_name(&name)?;
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let id = asked.version();
    let check = |object: &Object| {
        if object.extras.customer_key_md5.is_some() {
            // Our words for what the page says.
            return Err(Error::request(
                "Objects encrypted with server-side encryption with customer-provided keys (SSE-C) cannot have annotations.",
            ));
        }
        check_condition(asked, object)
    };
    let (_, object) = object::taggable(&engine.store, &bucket, asked.key, id.as_deref(), "PUT")?;
    check(&object)?;
    let body = read_text(cx.take_incoming()?).await?;
    let received = receive(&engine.store, body, Keep::ClaimedOr(Algorithm::Crc64Nvme)).await?;
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    let (staged, md5, checksum) = (received.staged, received.md5, received.checksum);
    let new = NewAnnotation { name: &name, staged, md5, checksum };
    let (version, kept) = annotations::put(engine, cx, (place, id.as_deref()), new, check)?;
    let mut xml = XmlDocument::in_namespace("PutObjectAnnotationOutput");
    xml.element("Key", asked.key);
    xml.element("AnnotationName", &name);
    let mut reply = xml_reply(xml.finish());
    let headers = reply.headers_mut();
    show(headers, &version, version.object.as_ref());
    show_etag(headers, &kept);
    show_checksum(headers, &kept.checksum);
    Ok(reply)
}

pub(crate) async fn get(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let name = name(asked);
    let find = || {
        let (version, object) = readable(engine, cx, &bucket, asked)?;
        let all = annotation::of_version(bucket.id, asked.key, version.order);
        let found = annotation::find(&engine.store, &all, &name)?;
        let found = found.ok_or_else(|| Error::of(Code::NoSuchAnnotation).with("AnnotationName", &name))?;
        let content = object::Content::Whole(found.blob);
        Ok((version, object, found, content))
    };
    let ((version, object, found, _), bytes) =
        object::open(&engine.store, find, |(.., found, content)| (content, 0..found.blob.len()))?;
    encryption::check_reader_signs(cx, &object.described)?;
    encryption::check_decrypts(&engine.keys, cx, &object).await?;
    let mut reply = Response::new(Body::from_stream(bytes));
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("binary/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(found.blob.len()));
    if let Ok(modified) = HeaderValue::from_str(&http_date(found.modified())) {
        headers.insert(header::LAST_MODIFIED, modified);
    }
    show(headers, &version, Some(&object));
    show_etag(headers, &found);
    if asked.header("x-amz-checksum-mode").is_some() {
        show_checksum(headers, &found.checksum);
    }
    if let Some(status) = object.extras.replication.as_deref().and_then(|it| HeaderValue::from_str(it).ok()) {
        headers.insert("x-amz-replication-status", status);
    }
    Ok(reply)
}

pub(crate) async fn list(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let prefix = asked.parameter("annotation-prefix");
    annotation::check_prefix(prefix.as_deref().unwrap_or_default())?;
    let limit = asked.parameter(MAX).map_or(Ok(MOST), |max| limit(&max))?;
    let token = asked.parameter(TOKEN);
    let after = token.as_deref().map(name_of_token).transpose()?;
    let (version, object) = readable(engine, cx, &bucket, asked)?;
    let all = annotation::of_version(bucket.id, asked.key, version.order);
    let query =
        annotation::Query { prefix: prefix.as_deref().unwrap_or_default(), after: after.as_deref(), limit };
    let (page, more) = annotation::page(&engine.store, &all, query)?;
    let mut xml = XmlDocument::in_namespace("ListObjectAnnotationsOutput");
    xml.inside("Annotations", |xml| {
        page.iter().for_each(|(name, found)| entry(xml, &object, name, found));
    });
    xml.element("Bucket", &bucket.name);
    xml.element("Key", asked.key);
    xml.optional("AnnotationPrefix", prefix.as_deref());
    xml.element("MaxAnnotationResults", &limit.to_string());
    xml.element("AnnotationCount", &page.len().to_string());
    xml.optional("ContinuationToken", token.as_deref());
    let last = page.last().filter(|_| more);
    xml.optional("NextContinuationToken", last.map(|(name, _)| URL_SAFE_NO_PAD.encode(name)).as_deref());
    let mut reply = xml_reply(xml.finish());
    show_version(reply.headers_mut(), &version);
    Ok(reply)
}

pub(crate) async fn delete(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let name = name(asked);
    if name.is_empty() {
        annotation::check_name(&name)?;
    }
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    let id = asked.version();
    let check = |object: &Object| {
        check_condition(asked, object)?;
        match object.extras.is_locked(cx.call.now, lock::bypasses(cx)) {
            true => Err(lock::protected()),
            false => Ok(()),
        }
    };
    let version = annotations::remove(engine, cx, (place, id.as_deref()), &name, check)?;
    let mut reply = empty_reply(StatusCode::NO_CONTENT);
    show_version(reply.headers_mut(), &version);
    Ok(reply)
}

fn name(asked: OwnRequest<'_>) -> Cow<'_, str> {
    asked.parameter(NAME).unwrap_or_default()
}

/// The version that is asked for, if its annotations may be read.
fn readable(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    asked: OwnRequest<'_>,
) -> Result<(Version, Object)> {
    let id = asked.version();
    let found = object::taggable(&engine.store, bucket, asked.key, id.as_deref(), "GET")?;
    access::admit_to_object(cx, bucket, &found.1, "READ")?;
    Ok(found)
}

fn check_condition(asked: OwnRequest<'_>, object: &Object) -> Result<()> {
    match asked.header(IF_MATCH) {
        Some(wanted) if !precondition::matches(wanted, &object.etag) => {
            Err(Error::precondition_failed(IF_MATCH))
        }
        _ => Ok(()),
    }
}

/// The whole body, if it is a text and no longer than it may be.
async fn read_text(incoming: IncomingBody) -> Result<IncomingBody> {
    let IncomingBody { body, claims } = incoming;
    if let Some(len) = claims.len.filter(|len| *len > MAX_BYTES) {
        return Err(Error::too_large(len, MAX_BYTES));
    }
    let limit = usize::try_from(MAX_BYTES).map_err(Error::internal)?;
    let collected =
        Limited::new(body, limit).collect().await.map_err(|cause| match cause.is::<LengthLimitError>() {
            true => Error::too_large(MAX_BYTES + 1, MAX_BYTES),
            false => broken(cause),
        })?;
    let trailers = collected.trailers().cloned();
    let bytes: Bytes = collected.to_bytes();
    if bytes.is_empty() {
        return Err(Error::of(Code::MissingRequestBodyError));
    }
    if std::str::from_utf8(&bytes).is_err() {
        return Err(Error::of(Code::UnsupportedMediaType));
    }
    let body = Full::new(bytes).with_trailers(std::future::ready(trailers.map(Ok)));
    Ok(IncomingBody { body: Body::new(body), claims })
}

fn entry(xml: &mut XmlDocument, object: &Object, name: &str, found: &Annotation) {
    xml.inside("AnnotationEntry", |xml| {
        xml.element("AnnotationName", name);
        listed::modified(xml, found.modified());
        listed::etag(xml, &found.etag);
        xml.element("ChecksumAlgorithm", found.checksum.algorithm.name());
        xml.element("Size", &found.blob.len().to_string());
        xml.optional("ReplicationStatus", object.extras.replication.as_deref());
    });
}

fn limit(asked: &str) -> Result<usize> {
    let limit = asked.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| {
        let message = format!("Argument {MAX} must be an integer between 1 and {MOST}");
        Error::argument(message, MAX, asked)
    })
}

/// The last name of the page before.
fn name_of_token(token: &str) -> Result<String> {
    let name = URL_SAFE_NO_PAD.decode(token).ok().and_then(|name| String::from_utf8(name).ok());
    name.ok_or_else(|| Error::argument("The continuation token provided is incorrect", TOKEN, token))
}

/// The version's id and its encryption, which is the annotation's.
fn show(headers: &mut HeaderMap, version: &Version, object: Option<&Object>) {
    show_version(headers, version);
    if let Some(object) = object {
        encryption::show_algorithm(headers, &object.described);
    }
}

fn show_version(headers: &mut HeaderMap, version: &Version) {
    if let Some(id) = shown_version(version).and_then(|id| HeaderValue::from_str(&id).ok()) {
        headers.insert(HeaderName::from_static("x-amz-object-version-id"), id);
    }
}

fn show_etag(headers: &mut HeaderMap, found: &Annotation) {
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{}\"", found.etag)) {
        headers.insert(header::ETAG, etag);
    }
}
