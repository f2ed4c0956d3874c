//! The first step that may refuse: who may come in at all. It looks at the head of a request and reads nothing else.
//!
//! RustStack runs code as its user, without asking who calls, so a web page that anybody wrote must not reach it: a
//! browser sends a page's requests to this machine whether or not the page may read the answers. `foreign` says which
//! requests are such a page's, `allowed_hosts` which names were not made to lead here.

use base::http::{Body, Response};
use base::service::PageRules;
use http::header::{CONTENT_TYPE, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use crate::admin::is_admin;
use crate::foreign::{self, foreign};
use crate::wiring::Emulator;

const FOREIGN_PAGE: &str = "This origin may not call RustStack; see the setting cors-origins.\n";
const UNKNOWN_HOST: &str = "RustStack is not called so on this machine; see the setting allowed-hosts.\n";

/// The step: answers a request with 403 that calls us by a name which was not made to lead here.
pub(crate) fn refused_by_name(emulator: &Emulator, parts: &Parts) -> Option<Response> {
    if emulator.hosts.serve(parts) {
        return None;
    }
    let host = parts.headers.get(http::header::HOST);
    tracing::warn!("403: the host {} is not in allowed-hosts", shown(host));
    Some(forbidden(UNKNOWN_HOST))
}

/// The step: answers a request of a page with 403 that may not call.
pub(crate) fn refused_page(emulator: &Emulator, parts: &Parts) -> Option<Response> {
    if let Some((mark, value)) = foreign(parts, &emulator.settings.cors_origins)
        && !is_for_anybody(emulator, parts)
        && !is_admitted(emulator, parts)
    {
        tracing::warn!("403: a page may not call; its {mark} {} is not in cors-origins", shown(Some(value)));
        return Some(forbidden(FOREIGN_PAGE));
    }
    None
}

/// What any page may ask for: an object of S3, which links and images lead to. It changes nothing, and the page does not
/// see it.
fn is_for_anybody(emulator: &Emulator, parts: &Parts) -> bool {
    matches!(parts.method, Method::GET | Method::HEAD)
        && !is_admin(parts.uri.path())
        && !names_action(parts.uri.query().unwrap_or_default())
        && emulator.routing.is_for_the_rest(parts)
        && emulator.routing.is_of_an_object(parts)
}

/// Whether rules of the user's let the page in: those of a bucket, or of a function's URL. What is another service's by its query
/// or its form is not the bucket's, whatever its address; at a host of its own nothing is another service's.
fn is_admitted(emulator: &Emulator, parts: &Parts) -> bool {
    const FORM: &[u8] = b"application/x-www-form-urlencoded";
    let is_form = |value: &HeaderValue| {
        let start = value.as_bytes().trim_ascii_start().get(..FORM.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(FORM)
    };
    let may_be_anothers = || {
        is_admin(parts.uri.path())
            || names_action(parts.uri.query().unwrap_or_default())
            || parts.headers.get_all(CONTENT_TYPE).iter().any(is_form)
    };
    (emulator.routing.is_at_an_own_host(parts) || !may_be_anothers())
        && match emulator.page_rules(parts) {
            PageRules::Admit => true,
            // What only reads tells the page nothing, as no rule lets it see the answer.
            PageRules::Refuse => matches!(parts.method, Method::GET | Method::HEAD),
            PageRules::None => false,
        }
}

/// Whether a query is an operation of the query protocol, whose GETs can change something:
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html>.
fn names_action(query: &str) -> bool {
    query.split('&').any(|pair| pair.split('=').next() == Some("Action"))
}

/// Whether a browser sent a body of a type that it sends without asking first:
/// <https://fetch.spec.whatwg.org/#cors-safelisted-request-header>.
pub(crate) fn is_form_of_a_page(headers: &HeaderMap) -> bool {
    const OF_FORMS: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
    let is_of_form = |value: &HeaderValue| {
        let value = value.as_bytes().trim_ascii_start();
        OF_FORMS.iter().any(|kind| {
            let (begun, rest) = value.split_at_checked(kind.len()).unwrap_or_default();
            // Parameters may follow.
            begun.eq_ignore_ascii_case(kind.as_bytes())
                && rest.trim_ascii_start().first().is_none_or(|byte| *byte == b';')
        })
    };
    headers.get_all(CONTENT_TYPE).iter().any(is_of_form) && foreign::is_of_a_browser(headers)
}

/// A header's value as a log line shows it.
fn shown(value: Option<&HeaderValue>) -> String {
    const LONGEST: usize = 200;
    let bytes = value.map(HeaderValue::as_bytes).unwrap_or_default();
    format!("{:?}", String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes)))
}

fn forbidden(why: &'static str) -> Response {
    let mut reply = Response::new(Body::from(why));
    *reply.status_mut() = StatusCode::FORBIDDEN;
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    // A page that asks for a script or a style sheet must not be given this as one.
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    reply
}
