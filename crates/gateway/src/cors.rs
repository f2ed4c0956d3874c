//! What a browser gets for the pages that may call RustStack: answers to preflights, and headers of replies.
//! Which pages may is `foreign`'s matter, and `door` refuses the others.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>
//!
//! DynamoDB answers `*` where it lets a page in, as AWS does (dynalite's tests of connections, recorded on AWS); the other
//! services name the page's origin, or `*` if the settings let all in, as S3 does by a rule that says so
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html>). Neither lets credentials pass, so to a
//! page it is the same.

use std::ops::ControlFlow;

use base::http::{Body, Response};
use base::service::PageRules;
use http::header::{self, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::foreign;
use crate::pipeline::Answer;
use crate::wiring::Emulator;

/// What AWS's own services let a page see, beside what every page may. Not `x-amz-crc32`: it is of the bytes on the wire,
/// which a page gets unpacked; AWS does not show it either, and the SDK for JavaScript checks it where it is shown
/// (<https://github.com/aws/aws-sdk-js/issues/1614>).
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "etag, x-amz-version-id, x-amz-delete-marker, x-amz-request-id, x-amz-id-2, x-amzn-requestid, \
     x-amzn-errortype, x-amz-function-error, x-amz-log-result, x-amz-executed-version, \
     x-amz-checksum-crc32, x-amz-checksum-crc32c, x-amz-checksum-crc64nvme, x-amz-checksum-sha1, \
     x-amz-checksum-sha256, content-range, accept-ranges, last-modified, location",
);
const METHODS: HeaderValue = HeaderValue::from_static("HEAD, GET, PUT, POST, DELETE, OPTIONS, PATCH");
const MAX_AGE_SECS: HeaderValue = HeaderValue::from_static("600");
const ANY: HeaderValue = HeaderValue::from_static("*");
const DYNAMODB_MAX_AGE_SECS: HeaderValue = HeaderValue::from_static("172800");

/// A page that may call and read the answer: its origin.
#[derive(Debug)]
pub(crate) struct Page(HeaderValue);

/// The step's way down: answers a preflight, and says which page asks. A request without an `Origin` header is no page's.
pub(crate) fn page_of(emulator: &Emulator, parts: &Parts) -> ControlFlow<Response, Option<Page>> {
    let Some(origin) = parts.headers.get(header::ORIGIN) else { return ControlFlow::Continue(None) };
    // The rules that a bucket's owner put win over ours: S3 answers, and writes the headers.
    if emulator.page_rules(parts) != PageRules::None {
        return ControlFlow::Continue(None);
    }
    let settings = &emulator.settings;
    // A foreign page that was let in loads an object as it would an image: it gets no header that lets it read the bytes.
    if foreign::foreign(parts, &settings.cors_origins).is_some() {
        return ControlFlow::Continue(None);
    }
    if parts.method == Method::OPTIONS {
        if means_dynamodb(emulator, parts) {
            return ControlFlow::Break(dynamodb_preflight(emulator, &parts.headers));
        }
        if parts.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
            let granted = granted(origin.clone(), &settings.cors_origins);
            return ControlFlow::Break(preflight(granted, &parts.headers));
        }
    }
    ControlFlow::Continue(Some(Page(origin.clone())))
}

impl Page {
    /// The step's way up: adds to the reply what the page's browser asks for.
    pub(crate) fn may_read(self, emulator: &Emulator, answer: &mut Answer) {
        let Answer { reply, by } = answer;
        if reply.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
            return;
        }
        let headers = reply.headers_mut();
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        let answered = by.as_ref().map(|answered| answered.service.signed_as());
        let of_dynamodb = answered == Some(ddb_engine::DYNAMODB.signed_as());
        let granted = if of_dynamodb { ANY } else { granted(self.0, &emulator.settings.cors_origins) };
        if granted != ANY {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, granted);
    }
}

/// Whether a preflight is of a request to DynamoDB: by its host, or because the page will send `X-Amz-Target`, which of
/// the services that are here only DynamoDB reads.
fn means_dynamodb(emulator: &Emulator, parts: &Parts) -> bool {
    let wanted = parts.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS);
    let wanted = wanted.and_then(|wanted| wanted.to_str().ok()).unwrap_or_default();
    wanted.split(',').any(|name| name.trim().eq_ignore_ascii_case("x-amz-target"))
        || emulator.routing.named_by_address(parts).signed_as() == ddb_engine::DYNAMODB.signed_as()
}

/// Who may read the answer to a page that may call.
fn granted(origin: HeaderValue, allowed: &[String]) -> HeaderValue {
    if allowed.iter().any(|allowed| allowed == "*") { ANY } else { origin }
}

/// What DynamoDB answers to a preflight.
fn dynamodb_preflight(emulator: &Emulator, asked: &HeaderMap) -> Response {
    let mut reply = Response::new(Body::empty());
    let headers = reply.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, DYNAMODB_MAX_AGE_SECS);
    headers.insert(header::SERVER, ddb_engine::SERVER);
    for (from, to) in [
        (header::ACCESS_CONTROL_REQUEST_HEADERS, header::ACCESS_CONTROL_ALLOW_HEADERS),
        (header::ACCESS_CONTROL_REQUEST_METHOD, header::ACCESS_CONTROL_ALLOW_METHODS),
    ] {
        if let Some(wanted) = asked.get(from) {
            headers.insert(to, wanted.clone());
        }
    }
    allow_private_network(asked, headers);
    let id = (ddb_engine::DYNAMODB.request_id)(&emulator.entropy);
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
    reply
}

fn preflight(granted: HeaderValue, asked: &HeaderMap) -> Response {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = StatusCode::NO_CONTENT;
    let headers = reply.headers_mut();
    if granted != ANY {
        headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, granted);
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECS);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    // SDKs send dozens of their own, more with every year: what the page asks for is what it may send.
    if let Some(wanted) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    allow_private_network(asked, headers);
    reply
}

fn allow_private_network(asked: &HeaderMap, headers: &mut HeaderMap) {
    if asked.contains_key(HeaderName::from_static("access-control-request-private-network")) {
        let name = HeaderName::from_static("access-control-allow-private-network");
        headers.insert(name, HeaderValue::from_static("true"));
    }
}
