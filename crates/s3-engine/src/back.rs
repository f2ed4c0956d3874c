//! What happens to a reply after s3s has written it: request ids and server name, the bytes of an object in place of
//! the body, and error documents with every field that AWS sends.
//!
//! Decides nothing: an error comes here whole.
//!
//! - `form`: the reply to a form
//! - `foreign`: what s3s refuses, in AWS's words
//! - `refusal`: what the gateway refuses before a request comes to the engine

mod foreign;
mod form;
pub(crate) mod refusal;

use std::sync::Arc;

use base::call::Call;
use base::entropy::Entropy;
use base::http::{Body, OperationName, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use http_body_util::BodyExt as _;

use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::logging::line::ErrorCode;
use crate::message::xml::{self, XmlDocument};

/// What S3 says that it is.
pub(crate) const SERVER: &str = "AmazonS3";

/// The longest error document of s3s that is looked into.
const MAX_ERROR_BYTES: usize = 64 * 1024;

/// Finishes the reply of an operation.
pub(crate) async fn finish(cx: &Context, method: &Method, reply: http::Response<s3s::Body>) -> Response {
    let mut reply = match cx.take_failure() {
        Some(error) => document(&cx.call, &cx.id2, method, &error),
        None if is_error(reply.status()) => {
            let error = read_error(reply).await;
            document(&cx.call, &cx.id2, method, &error)
        }
        None => {
            let (mut parts, body) = reply.into_parts();
            parts.status = cx.status().unwrap_or(parts.status);
            let body = match cx.take_outgoing() {
                Some(bytes) => bytes,
                None => written_by_s3s(&mut parts, body),
            };
            http::Response::from_parts(parts, body)
        }
    };
    stamp(&mut reply, &cx.call, &cx.id2);
    if cx.is_charged() {
        let charged = HeaderName::from_static("x-amz-request-charged");
        reply.headers_mut().insert(charged, HeaderValue::from_static("requester"));
    }
    if let Some(name) = cx.operation {
        OperationName(name).mark(&mut reply);
    }
    reply
}

/// The body of a reply as s3s wrote it, its documents with the references that it leaves out.
fn written_by_s3s(parts: &mut http::response::Parts, body: s3s::Body) -> Body {
    let Some(bytes) = body.bytes() else { return Body::new(body) };
    let before = bytes.len();
    let document = xml::with_references(bytes);
    if document.len() != before && parts.headers.contains_key(header::CONTENT_LENGTH) {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(document.len()));
    }
    Body::from(document)
}

/// Finishes a reply that s3s had no part in.
pub(crate) fn finish_own(cx: &Context, method: &Method, answer: Result<Response>) -> Response {
    let mut reply = match answer {
        Ok(mut reply) => {
            if let Some(form) = &cx.form {
                form::finish(form, &mut reply);
            }
            reply
        }
        Err(error) => document(&cx.call, &cx.id2, method, &error),
    };
    stamp(&mut reply, &cx.call, &cx.id2);
    if cx.is_charged() {
        let charged = HeaderName::from_static("x-amz-request-charged");
        reply.headers_mut().insert(charged, HeaderValue::from_static("requester"));
    }
    if let Some(name) = cx.operation {
        OperationName(name).mark(&mut reply);
    }
    reply
}

/// The reply to a request that ended in an error before any operation was found.
fn refuse(call: &Call, id2: &str, method: &Method, error: &Error) -> Response {
    let mut reply = document(call, id2, method, error);
    stamp(&mut reply, call, id2);
    reply
}

/// A fresh id of a request, in S3's form.
pub(crate) fn request_id(entropy: &Entropy) -> Arc<str> {
    entropy.shared_text::<16>(b"0123456789ABCDEF")
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// What stands in every reply of S3. The date is the gateway's to write, as of all services.
pub(crate) fn stamp(reply: &mut Response, call: &Call, id2: &str) {
    let headers = reply.headers_mut();
    static REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-request-id");
    static ID_2: HeaderName = HeaderName::from_static("x-amz-id-2");
    let mut set = |name: &HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(&REQUEST_ID, &call.request_id);
    set(&ID_2, id2);
    headers.insert(header::SERVER, HeaderValue::from_static(SERVER));
}

/// An error as S3 writes it. HEAD and 304 have no body, and neither has an error without a code. HEAD says what the document
/// would be, as AWS does.
fn document(call: &Call, id2: &str, method: &Method, error: &Error) -> Response {
    use std::error::Error as _;
    if let Some(cause) = error.source() {
        tracing::error!(request_id = &*call.request_id, cause = %cause, "an S3 operation failed inside");
    }
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = error.status();
    reply.headers_mut().extend(error.headers().clone());
    if error.status() == StatusCode::NOT_MODIFIED || error.name().is_empty() {
        return reply;
    }
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
    if *method == Method::HEAD {
        return reply;
    }
    let mut xml = XmlDocument::plain("Error");
    reply.extensions_mut().insert(ErrorCode(error.name().to_owned()));
    xml.element("Code", error.name());
    // There is one even where AWS has nothing to say, as of a canned ACL that it does not know.
    xml.element("Message", error.message());
    error.fields().iter().for_each(|(name, value)| xml.element(name, value));
    xml.element("RequestId", &call.request_id);
    xml.element("HostId", id2);
    *reply.body_mut() = xml.finish().into();
    reply
}

/// The error in a document that s3s wrote.
async fn read_error(reply: http::Response<s3s::Body>) -> Error {
    let (parts, body) = reply.into_parts();
    let limited = http_body_util::Limited::new(body, MAX_ERROR_BYTES);
    let Ok(bytes) = limited.collect().await.map(http_body_util::Collected::to_bytes) else {
        return Error::of(Code::InternalError);
    };
    let text = String::from_utf8_lossy(&bytes);
    let inside = |name: &str| {
        let start = text.find(&format!("<{name}>"))? + name.len() + 2;
        let len = text.get(start..)?.find(&format!("</{name}>"))?;
        text.get(start..start + len).map(unescape)
    };
    match inside("Code") {
        Some(code) => foreign::error(code, parts.status, inside("Message")),
        None => Error::of(Code::InternalError),
    }
}

fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}
