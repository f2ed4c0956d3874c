//! Which web pages may call RustStack from a browser, and the headers that tell the browser so.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>
//!
//! A page of any origin could otherwise read and wipe what a developer keeps here, so only pages served from this
//! machine may, and the origins that the settings add; LocalStack does the same.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::wiring::Emulator;

/// What AWS's own services let a page see, beside what every page may.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "etag, x-amz-version-id, x-amz-delete-marker, x-amz-request-id, x-amz-id-2, x-amzn-requestid, \
     x-amzn-errortype, x-amz-crc32, x-amz-function-error, x-amz-log-result, x-amz-executed-version, \
     x-amz-checksum-crc32, x-amz-checksum-crc32c, x-amz-checksum-crc64nvme, x-amz-checksum-sha1, \
     x-amz-checksum-sha256, content-range, accept-ranges, last-modified, location",
);
const METHODS: HeaderValue = HeaderValue::from_static("HEAD, GET, PUT, POST, DELETE, OPTIONS, PATCH");
const MAX_AGE_SECS: HeaderValue = HeaderValue::from_static("600");

/// The step: answers a preflight, and adds to the reply of a page's request what its browser asks for. A request
/// without an `Origin` header passes untouched.
pub(crate) async fn apply(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else { return next.run(request).await };
    let allowed = is_allowed(&origin, &emulator.settings.cors_origins);
    let wants_method = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if request.method() == Method::OPTIONS && wants_method {
        return preflight(allowed.then_some(origin), request.headers());
    }
    // These change the emulator itself and need no preflight, so the browser would not stop a foreign page.
    if !allowed && crate::admin::is_admin(request.uri().path()) {
        return refused();
    }
    let mut reply = next.run(request).await;
    if allowed && !reply.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        let headers = reply.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
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
    if asked.contains_key(HeaderName::from_static("access-control-request-private-network")) {
        let name = HeaderName::from_static("access-control-allow-private-network");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    reply
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
