//! Requests that no engine sees: for a service that is not there, or not on. And the words of every step that refuses.

use base::http::{Body, Response};
use http::header::{CONTENT_TYPE, HeaderName};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use base::service::{Facts, Refusal};

use crate::routing::{self, Unknown};
use crate::scope::Scope;
use crate::services::{self, Line};

/// A service that RustStack does not emulate. Our own words: AWS has no such case.
pub(crate) fn unknown_service(unknown: &Unknown, list: &'static [Line]) -> Refusal {
    let known: Vec<&str> = services::switches(list).map(|facts| facts.name).collect();
    let message = format!("RustStack does not emulate the {unknown}. It emulates {}.", known.join(", "));
    Refusal::new(StatusCode::NOT_IMPLEMENTED, "NotImplemented", message)
}

/// What a web page can send without asking first, where a document of JSON is due. Our own words.
pub(crate) fn form_of_a_page() -> Refusal {
    let message =
        "A web page may not send a form's body to this service. Send JSON, and say so in Content-Type.";
    Refusal::new(StatusCode::FORBIDDEN, "AccessDeniedException", message)
}

/// A service that the settings leave out.
pub(crate) fn service_off(service: &Facts) -> Refusal {
    let message = format!(
        "The service '{}' is not on. Add it to the setting services (--services, RUSTSTACK_SERVICES, SERVICES).",
        service.switched_by
    );
    Refusal::new(StatusCode::NOT_IMPLEMENTED, "NotImplemented", message)
}

/// A body over the limit of the settings, or of the service.
pub(crate) fn body_too_large(limit: u64) -> Refusal {
    let message = format!("The request's body is longer than {limit} bytes.");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLargeException", message)
}

/// A body that ended before it was whole. The gateway only reads bodies that it has to hash.
pub(crate) fn broken_body() -> Refusal {
    let message = "The body ended before it was whole.";
    Refusal::new(StatusCode::BAD_REQUEST, "SerializationException", message)
}

/// A fault of ours. The log says more.
pub(crate) fn internal() -> Refusal {
    let message = "We encountered an internal error. Please try again.";
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", message)
}

/// The document for a service that is not here, in the protocol that it speaks: JSON, or the XML of AWS's query protocol,
/// which the older services (IAM, EC2, SNS) speak.
pub(crate) fn foreign(
    parts: &Parts,
    scope: Option<&Scope<'_>>,
    refusal: &Refusal,
    request_id: &str,
) -> Response {
    let header =
        |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_json = parts.headers.contains_key("x-amz-target")
        || header("content-type").contains("json")
        || scope.is_some_and(|scope| !routing::speaks_xml(&scope.service));
    let Refusal { status, code, message, .. } = refusal;
    let (kind, document) = if is_json {
        ("application/x-amz-json-1.0", serde_json::json!({ "__type": code, "message": message }).to_string())
    } else {
        let message = escaped(message);
        let document = format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
             <RequestId>{request_id}</RequestId></ErrorResponse>"
        );
        ("text/xml", document)
    };
    let mut reply = Response::new(Body::from(document));
    *reply.status_mut() = *status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if is_json && let Ok(code) = HeaderValue::from_str(code) {
        reply.headers_mut().insert(HeaderName::from_static("x-amzn-errortype"), code);
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        reply.headers_mut().insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
    reply
}

/// Text as XML takes it between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
