//! A reply before it is sent.

use base::http::{Body, Response};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::protocol::Protocol;

/// What a reply is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// Without headers and body.
    pub fn new(status: u16) -> Reply {
        Reply { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// With a body in the protocol's language.
    pub fn document(status: u16, protocol: Protocol, body: impl Into<Bytes>) -> Reply {
        let mut reply = Reply { body: body.into(), ..Reply::new(status) };
        reply.set_type(protocol.content_type());
        reply
    }

    /// The body's type, unless it was said before.
    pub fn set_type(&mut self, content_type: &'static str) {
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
    }

    /// Sets a header. A name or a value that no header can have is left out.
    pub fn set_header(&mut self, name: &str, value: &str) {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
        {
            self.headers.insert(name, value);
        }
    }

    /// Sets the request's id, under the name that the protocol's services have for it.
    pub fn set_request_id(&mut self, protocol: Protocol, request_id: &str) {
        static OF_MOST: HeaderName = HeaderName::from_static("x-amzn-requestid");
        static OF_S3: HeaderName = HeaderName::from_static("x-amz-request-id");
        // S3 Control, the one service of rest-xml here, names it as S3 does.
        let name = if protocol == Protocol::RestXml { &OF_S3 } else { &OF_MOST };
        if let Ok(value) = HeaderValue::from_str(request_id) {
            self.headers.insert(name, value);
        }
    }

    /// The reply as it is sent. A status that HTTP does not have is 500.
    pub fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = self.headers;
        response
    }
}

impl Protocol {
    /// The type of its documents.
    pub fn content_type(self) -> &'static str {
        match self {
            Protocol::Json10 => "application/x-amz-json-1.0",
            Protocol::Json11 => "application/x-amz-json-1.1",
            Protocol::Query => "text/xml",
            Protocol::RestJson => "application/json",
            Protocol::RestXml => "application/xml",
        }
    }
}
