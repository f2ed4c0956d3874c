//! Which web pages may call RustStack from a browser, and the headers that tell the browser so.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>
//!
//! DynamoDB answers `*` where it lets a page in, as AWS does (dynalite's tests of connections, recorded on AWS); the other
//! services name the page's origin.
//!
//! A page of any origin could otherwise read and wipe what a developer keeps here, so only pages served from this
//! machine may, and the origins that the settings add; LocalStack does the same.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::log::Answered;
use crate::request_id;
use crate::service_of::{self, Service};
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

/// The step: answers a preflight, and adds to the reply of a page's request what its browser asks for. A request
/// without an `Origin` header passes untouched.
pub(crate) async fn apply(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else { return next.run(request).await };
    let allowed = is_allowed(&origin, &emulator.settings.cors_origins);
    let (parts, body) = request.into_parts();
    if parts.method == Method::OPTIONS {
        let of_dynamodb = means_dynamodb(&parts);
        if of_dynamodb && allowed {
            return dynamodb_preflight(&emulator, &parts.headers);
        }
        if of_dynamodb || parts.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
            return preflight(allowed.then_some(origin), &parts.headers);
        }
    }
    // These change the emulator itself and need no preflight, so the browser would not stop a foreign page.
    if !allowed && crate::admin::is_admin(parts.uri.path()) {
        return refused();
    }
    let mut reply = next.run(Request::from_parts(parts, body)).await;
    if allowed && !reply.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        let answered = reply.extensions().get::<Answered>().map(|answered| answered.service.signed_as());
        let headers = reply.headers_mut();
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        if answered == Some(Service::DynamoDb) {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        } else {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
    }
    reply
}

/// Whether a preflight is of a request to DynamoDB: by its host, or because the page will send `X-Amz-Target`, which of
/// the services that are here only DynamoDB reads.
fn means_dynamodb(parts: &Parts) -> bool {
    let wanted = parts.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS);
    let wanted = wanted.and_then(|wanted| wanted.to_str().ok()).unwrap_or_default();
    wanted.split(',').any(|name| name.trim().eq_ignore_ascii_case("x-amz-target"))
        || service_of::named_by_host(parts).map(Service::signed_as) == Some(Service::DynamoDb)
}

/// What DynamoDB answers to a preflight.
fn dynamodb_preflight(emulator: &Emulator, asked: &HeaderMap) -> Response {
    let mut reply = Response::new(Body::empty());
    let headers = reply.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, DYNAMODB_MAX_AGE_SECS);
    for (from, to) in [
        (header::ACCESS_CONTROL_REQUEST_HEADERS, header::ACCESS_CONTROL_ALLOW_HEADERS),
        (header::ACCESS_CONTROL_REQUEST_METHOD, header::ACCESS_CONTROL_ALLOW_METHODS),
    ] {
        if let Some(wanted) = asked.get(from) {
            headers.insert(to, wanted.clone());
        }
    }
    allow_private_network(asked, headers);
    let id = request_id::fresh(Service::DynamoDb, &emulator.entropy);
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
    reply
}

fn preflight(origin: Option<HeaderValue>, asked: &HeaderMap) -> Response {
    let Some(origin) = origin else { return refused() };
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = StatusCode::NO_CONTENT;
    let headers = reply.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECS);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
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

fn refused() -> Response {
    let mut reply =
        Response::new(Body::from("This origin may not call RustStack; see the setting cors-origins.\n"));
    *reply.status_mut() = StatusCode::FORBIDDEN;
    reply
}

fn is_allowed(origin: &HeaderValue, extra: &[String]) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    if extra.iter().any(|allowed| allowed == "*" || allowed == origin) {
        return true;
    }
    let Some((_, host)) = origin.split_once("://") else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]" | "localhost.localstack.cloud")
        || name.ends_with(".localhost")
        || name.ends_with(".localhost.localstack.cloud")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_this_machine_and_of_the_settings_may_call() {
        let check = |origin: &str, extra: &[&str], expected: bool| {
            let extra: Vec<String> = extra.iter().map(|&e| e.to_owned()).collect();
            assert_eq!(is_allowed(&HeaderValue::from_str(origin).unwrap(), &extra), expected, "{origin}");
        };
        for origin in
            ["http://localhost", "http://localhost:3000", "https://127.0.0.1:8443", "http://[::1]:3000"]
        {
            check(origin, &[], true);
        }
        check("http://app.localhost.localstack.cloud:4566", &[], true);
        for origin in ["https://evil.example", "http://localhost.evil.example", "http://notlocalhost", "null"]
        {
            check(origin, &[], false);
            check(origin, &["*"], true);
            check(origin, &[origin], true);
        }
    }
}
