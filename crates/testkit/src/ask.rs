//! A request, in one line.

use std::fmt;

use base::http::{Body, Request};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::reply::shown;

/// What RFC 3986 leaves unreserved stays as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request whose body is whole.
#[derive(Clone, Debug)]
pub struct Ask {
    method: Method,
    uri: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Ask {
    /// A request without headers and body. The URI is taken as it is, its query included.
    pub fn new(method: &str, uri: &str) -> Ask {
        let method = method.parse().unwrap();
        Ask { method, uri: uri.to_owned(), headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// A GET.
    pub fn get(uri: &str) -> Ask {
        Ask::new("GET", uri)
    }

    /// A PUT.
    pub fn put(uri: &str) -> Ask {
        Ask::new("PUT", uri)
    }

    /// A POST.
    pub fn post(uri: &str) -> Ask {
        Ask::new("POST", uri)
    }

    /// A DELETE.
    pub fn delete(uri: &str) -> Ask {
        Ask::new("DELETE", uri)
    }

    /// An operation in JSON 1.0: `target` is the service's, such as `DynamoDB_20120810`.
    pub fn json_1_0(target: &str, operation: &str, input: &Value) -> Ask {
        Ask::targeted("1.0", target, operation, input)
    }

    /// An operation in JSON 1.1.
    pub fn json_1_1(target: &str, operation: &str, input: &Value) -> Ask {
        Ask::targeted("1.1", target, operation, input)
    }

    fn targeted(version: &str, target: &str, operation: &str, input: &Value) -> Ask {
        Ask::post("/")
            .header("x-amz-target", &format!("{target}.{operation}"))
            .header("content-type", &format!("application/x-amz-json-{version}"))
            .body(input.to_string())
    }

    /// An operation of a query protocol: `version` is the service's, such as `2010-05-08`; members are named as on the
    /// wire, such as `Tags.member.1.Key`.
    pub fn form(version: &str, action: &str, members: &[(&str, &str)]) -> Ask {
        let all = [("Action", action), ("Version", version)].into_iter().chain(members.iter().copied());
        let pairs: Vec<String> = all.map(|(name, value)| pair(name, value)).collect();
        Ask::post("/").header("content-type", "application/x-www-form-urlencoded").body(pairs.join("&"))
    }

    /// One more pair in the query, encoded.
    pub fn query(mut self, name: &str, value: &str) -> Ask {
        self.uri.push(if self.uri.contains('?') { '&' } else { '?' });
        self.uri.push_str(&pair(name, value));
        self
    }

    /// One more header line.
    pub fn header(mut self, name: &str, value: &str) -> Ask {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        self.headers.append(name.parse::<HeaderName>().unwrap(), value);
        self
    }

    /// More header lines.
    pub fn headers(self, lines: &[(&str, &str)]) -> Ask {
        lines.iter().fold(self, |ask, (name, value)| ask.header(name, value))
    }

    /// The body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Ask {
        self.body = body.into();
        self
    }

    /// A body in JSON, and its type.
    pub fn json(self, input: &Value) -> Ask {
        self.header("content-type", "application/json").body(input.to_string())
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", utf8_percent_encode(name, ENCODED), utf8_percent_encode(value, ENCODED))
}

impl From<Ask> for Request {
    fn from(ask: Ask) -> Request {
        let mut request = Request::new(Body::from(ask.body));
        *request.method_mut() = ask.method;
        *request.uri_mut() = ask.uri.parse().unwrap();
        *request.headers_mut() = ask.headers;
        request
    }
}

/// As a failed assertion shows it: what it means, and its body.
impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.headers.get("x-amz-target").map(HeaderValue::as_bytes).unwrap_or_default();
        let kind = self.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let [target, kind] = [target, kind].map(String::from_utf8_lossy);
        write!(f, "{} {} {target} {kind}\n{}", self.method, self.uri, shown(&self.body))
    }
}
