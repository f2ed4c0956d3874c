//! What happens to a request before s3s sees it, in this order: the address is made path-style, the query and the
//! headers lose what was for authentication, headers that s3s reads too strictly are put aside, and the body is
//! parted from its transfer coding. s3s then sees an anonymous request.

use std::sync::Arc;

use base::call::Caller;
use base::http::{Body, Request};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use http_body_util::BodyExt as _;

mod address;
mod body;

use crate::context::{Context, Shared};
use crate::engine::Settings;
use crate::error::{Code, Error, Result};
use crate::receive::{self, Claims, Incoming};
pub use address::bucket_of_host;
use body::Coding;

/// The largest body of a request that is a document. AWS's limit for its largest documents is not published; a list of
/// 1,000 keys of 1,024 bytes, escaped, fits, and so does one of 10,000 parts.
const MAX_DOCUMENT_BYTES: usize = 8 * 1024 * 1024;

/// Parameters of the query that only tell who asks, or which client.
const SIGNATURE_PARAMETERS: [&str; 12] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
    "X-Amz-Security-Token",
    "X-Amz-Content-Sha256",
    "AWSAccessKeyId",
    "Signature",
    "Expires",
    "x-id",
];

/// Headers that are done with before s3s.
const SPENT_HEADERS: [&str; 9] = [
    "authorization",
    "host",
    "x-amz-date",
    "x-amz-content-sha256",
    "x-amz-security-token",
    "x-amz-decoded-content-length",
    "x-amz-trailer",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-expected-bucket-owner",
];

/// Headers that are put aside: see [`Context::aside`].
const ASIDE: [&str; 12] = [
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
    "range",
    "expires",
    "x-amz-copy-source-if-match",
    "x-amz-copy-source-if-none-match",
    "x-amz-copy-source-if-modified-since",
    "x-amz-copy-source-if-unmodified-since",
    "x-amz-if-match-size",
    "x-amz-if-match-last-modified-time",
];

/// A request as s3s takes it, its context in its extensions.
pub(crate) type Prepared = (Shared, http::Request<s3s::Body>);

/// Takes a request through all of the above. On failure the context goes back with the error.
pub(crate) async fn prepare(
    mut cx: Context,
    request: Request,
    settings: &Settings,
) -> std::result::Result<Prepared, (Shared, Error)> {
    let (mut parts, body) = request.into_parts();
    let document = match read(&mut cx, &mut parts, body, settings).await {
        Ok(document) => document,
        Err(error) => return Err((Arc::new(cx), error)),
    };
    let cx = Arc::new(cx);
    parts.extensions.insert(cx.clone());
    Ok((cx, http::Request::from_parts(parts, document)))
}

async fn read(cx: &mut Context, parts: &mut Parts, body: Body, settings: &Settings) -> Result<s3s::Body> {
    let verified = parts.extensions.remove::<sigv4::Verified>();
    cx.signed = verified.is_some() || !matches!(cx.call.caller, Caller::Anonymous);
    address_path_style(cx, parts, settings)?;
    if parts.uri.query().is_some() {
        clear_query(parts)?;
    }
    cx.expected_owner = parts
        .headers
        .get("x-amz-expected-bucket-owner")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let may_have_body = !matches!(parts.method, Method::GET | Method::HEAD | Method::DELETE);
    let incoming =
        if may_have_body { take_body(parts, body, verified.as_ref())? } else { Incoming::default() };
    clear_headers(parts, &mut cx.aside);
    if !may_have_body {
        return Ok(s3s::Body::empty());
    }
    if is_upload(parts) {
        if incoming.claims.len.is_none() && !parts.headers.contains_key("x-amz-copy-source") {
            return Err(match parts.headers.contains_key(header::TRANSFER_ENCODING) {
                true => Error::of(Code::NotImplemented).with("Header", "Transfer-Encoding"),
                false => Error::of(Code::MissingContentLength),
            });
        }
        cx.set_incoming(incoming);
        return Ok(s3s::Body::empty());
    }
    if is_form(parts) {
        return Err(Error::saying(
            Code::NotImplemented,
            "Uploads by HTML form (PostObject) are not implemented.",
        ));
    }
    cx.digested = incoming.claims.md5.is_some() || incoming.claims.checksum.is_some();
    let document = collect(incoming).await?;
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(document.len()));
    Ok(s3s::Body::from(document))
}

/// Puts the bucket of a virtual-hosted request into the path.
fn address_path_style(cx: &mut Context, parts: &mut Parts, settings: &Settings) -> Result<()> {
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(http::uri::Authority::as_str));
    cx.host = host.unwrap_or("s3.amazonaws.com").to_owned();
    let Some(bucket) = host.and_then(|host| bucket_of_host(host, &settings.domains)) else {
        return Ok(());
    };
    cx.bucket_in_host = true;
    let rest = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    // Bucket names are in lower case; a host may not be.
    let uri = format!("/{}{rest}", bucket.to_ascii_lowercase());
    parts.uri = Uri::try_from(uri).map_err(|_| Error::of(Code::InvalidUri))?;
    Ok(())
}

/// Takes the signature out of the query, and makes headers of the parameters that a presigner has moved there. Checksums
/// are passed over: who signs a URL seldom has the body, and S3 does not compare them.
fn clear_query(parts: &mut Parts) -> Result<()> {
    let query = parts.uri.query().unwrap_or_default();
    let name_of = |pair: &str| pair.split_once('=').map_or(pair, |(name, _)| name).to_owned();
    let is_spent = |name: &str| SIGNATURE_PARAMETERS.contains(&name);
    let is_header = |name: &str| name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("x-amz-"));
    if !query.split('&').map(name_of).any(|name| is_spent(&name) || is_header(&name)) {
        return Ok(());
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut headers: Vec<(HeaderName, HeaderValue)> = Vec::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if is_spent(name) || is_checksum(name) {
            continue;
        }
        if !is_header(name) {
            kept.push(pair);
            continue;
        }
        let value: Vec<u8> = percent_encoding::percent_decode_str(value).collect();
        let name = HeaderName::try_from(name.to_ascii_lowercase());
        let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(&value)) else {
            return Err(Error::of(Code::InvalidUri));
        };
        headers.push((name, value));
    }
    let uri = match kept.join("&") {
        query if query.is_empty() => parts.uri.path().to_owned(),
        query => format!("{}?{query}", parts.uri.path()),
    };
    parts.uri = Uri::try_from(uri).map_err(|_| Error::of(Code::InvalidUri))?;
    for (name, value) in headers {
        parts.headers.entry(name).or_insert(value);
    }
    Ok(())
}

/// Whether a parameter says what the checksum of a body is; the others of that prefix say what kind is wanted.
fn is_checksum(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    match name.strip_prefix("x-amz-checksum-") {
        Some(kind) => !matches!(kind, "algorithm" | "mode" | "type"),
        None => name == "x-amz-sdk-checksum-algorithm",
    }
}

/// Parts the payload from its transfer coding, and reads what the headers say about it.
fn take_body(parts: &mut Parts, body: Body, verified: Option<&sigv4::Verified>) -> Result<Incoming> {
    let checked = verified.is_some_and(|verified| verified.checked);
    let mut claims = body::claims(&parts.headers, checked)?;
    if !is_completion(parts) {
        claims.checksum = body::checksum(&parts.headers)?;
    }
    let coding = body::coding(&parts.headers);
    body::drop_chunked_encoding(&mut parts.headers);
    let body = match coding {
        Coding::Plain => body,
        Coding::Chunked { trailer } => {
            let decoded_len = Some(claims.len.ok_or_else(|| Error::of(Code::MissingContentLength))?);
            let signer = verified.and_then(|verified| verified.chunks.clone());
            let decoded =
                sigv4::chunked::decode(body, sigv4::chunked::Expect { signer, trailer, decoded_len });
            Body::new(decoded.map_err(|error| base::http::BoxError::from(body::chunk_error(error))))
        }
    };
    Ok(Incoming { body, claims })
}

fn clear_headers(parts: &mut Parts, aside: &mut HeaderMap) {
    SPENT_HEADERS.iter().for_each(|name| drop(parts.headers.remove(*name)));
    for name in ASIDE {
        if let Some(value) = parts.headers.remove(name) {
            aside.insert(HeaderName::from_static(name), value);
        }
    }
}

/// Whether the body is an object's or a part's bytes, to be streamed: a PUT on a key without a sub-resource.
fn is_upload(parts: &Parts) -> bool {
    let path = parts.uri.path().trim_start_matches('/');
    let has_key = path.split_once('/').is_some_and(|(_, key)| !key.is_empty());
    let query = parts.uri.query().unwrap_or_default();
    let is_document = query.split('&').any(|pair| {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        matches!(name, "acl" | "legal-hold" | "retention" | "tagging" | "encryption" | "annotation")
    });
    parts.method == Method::PUT && has_key && !is_document
}

/// Whether this completes an upload: checksums in the headers are then the object's, not the document's.
fn is_completion(parts: &Parts) -> bool {
    let query = parts.uri.query().unwrap_or_default();
    parts.method == Method::POST && query.split('&').any(|pair| pair.starts_with("uploadId="))
}

/// Whether the body is an HTML form. s3s would take it for a PutObject, whose body goes another way here.
fn is_form(parts: &Parts) -> bool {
    parts.method == Method::POST
        && parts.headers.get(header::CONTENT_TYPE).is_some_and(|value| {
            value.as_bytes().get(..19).is_some_and(|start| start.eq_ignore_ascii_case(b"multipart/form-data"))
        })
}

/// Reads a document whole, and holds it against what was said about it.
async fn collect(incoming: Incoming) -> Result<Bytes> {
    let Incoming { body, claims } = incoming;
    let limited = http_body_util::Limited::new(body, MAX_DOCUMENT_BYTES);
    let collected = limited.collect().await.map_err(|cause| {
        if cause.is::<http_body_util::LengthLimitError>() {
            return Error::of(Code::MaxMessageLengthExceeded);
        }
        receive::broken(cause)
    })?;
    let trailers = collected.trailers().cloned().unwrap_or_default();
    let bytes = collected.to_bytes();
    if claims.len.is_some_and(|len| len != bytes.len() as u64) {
        return Err(Error::of(Code::IncompleteBody));
    }
    let claims = Claims { len: None, ..claims };
    receive::check_whole(&bytes, &claims, &trailers)?;
    Ok(bytes)
}
