//! What happens to a request before s3s sees it, in this order: the address is made path-style, the query and the
//! headers lose what was for authentication, the table of operations says what is meant and refuses what it does not
//! know, headers that s3s reads too strictly are put aside, and the body is parted from its transfer coding. s3s then
//! sees an anonymous request with nothing in it that the operation does not have.
//!
//! Looks at no bucket and no object: what they say to a request is the operation's.
//!
//! - `address`: endpoint, bucket and key from host and path
//! - `body`: the payload's transfer coding, and what headers say of it
//! - `document`: XML as a reader has it
//! - `form`: a form as the PutObject that it stands for
//! - `headers`: headers that AWS reads differently from s3s
//! - `key`: what holds for every key
//! - `point`: access points, as requests name them
//! - `query`: the parameters of the query

use std::sync::{Arc, LazyLock};

use base::call::Caller;
use base::http::{Body, Request};
use base::seams::{FormCaller, FormSignature};
use base::task::AT_ONCE;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use http_body_util::BodyExt as _;

mod address;
mod body;
mod document;
mod form;
mod headers;
mod key;
pub(crate) mod point;
mod query;

use crate::access::{self, Wanted};
use crate::bucket::directory;
use crate::context::{Context, SharedContext};
use crate::error::{Code, Error, Result};
use crate::payload::receive::{self, Claims, IncomingBody};
use crate::route::{self, Answers, BodyKind, BucketKinds, RequestHead, RouteRow, unserved_headers};
use crate::setting::acceleration;
use address::HostEndpoint;
pub use address::{bucket_of_host, website_of_host};
use body::PayloadCoding;

/// The largest body of a request that is a document. AWS's limit for its largest documents is not published; a list of
/// 1,000 keys of 1,024 bytes, escaped, fits, and so does one of 10,000 parts.
const MAX_DOCUMENT_BYTES: usize = 8 * 1024 * 1024;

/// The list of parts as s3s is shown it: the real one has elements that s3s does not know.
const NO_PARTS: &[u8] = b"<CompleteMultipartUpload/>";

/// Headers that are done with before s3s sees the others.
static SPENT_HEADERS: [HeaderName; 10] = [
    header::AUTHORIZATION,
    header::HOST,
    HeaderName::from_static("x-amz-date"),
    HeaderName::from_static("x-amz-content-sha256"),
    HeaderName::from_static("x-amz-security-token"),
    HeaderName::from_static("x-amz-s3session-token"),
    HeaderName::from_static("x-amz-decoded-content-length"),
    HeaderName::from_static("x-amz-trailer"),
    HeaderName::from_static("x-amz-sdk-checksum-algorithm"),
    HeaderName::from_static("x-amz-expected-bucket-owner"),
];

/// Headers that are put aside: see [`Context::aside`].
static ASIDE: [HeaderName; 21] = [
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::RANGE,
    header::IF_RANGE,
    header::EXPIRES,
    HeaderName::from_static("x-amz-copy-source-if-match"),
    HeaderName::from_static("x-amz-copy-source-if-none-match"),
    HeaderName::from_static("x-amz-copy-source-if-modified-since"),
    HeaderName::from_static("x-amz-copy-source-if-unmodified-since"),
    HeaderName::from_static("x-amz-if-match-size"),
    HeaderName::from_static("x-amz-if-match-last-modified-time"),
    HeaderName::from_static("x-amz-bypass-governance-retention"),
    HeaderName::from_static("x-amz-mfa"),
    HeaderName::from_static("x-amz-object-lock-mode"),
    HeaderName::from_static("x-amz-object-lock-retain-until-date"),
    HeaderName::from_static("x-amz-object-lock-legal-hold"),
    HeaderName::from_static("x-amz-object-lock-event-hold"),
    HeaderName::from_static("x-amz-object-lock-event-hold-duration-days"),
    HeaderName::from_static("x-amz-object-lock-event-hold-duration-years"),
];

/// What is asked on the way.
#[derive(Clone, Copy)]
pub(crate) struct Ways<'e> {
    /// The domains below which a host name holds a bucket.
    pub(crate) domains: &'e [String],
    /// Finds the access points that requests name.
    pub(crate) find_point: point::Find<'e>,
    /// Refuses a request that its caller may not make.
    pub(crate) admit: &'e (dyn Fn(&Context, Wanted<'_>) -> Result<()> + Sync),
    /// In whose name a form was signed.
    pub(crate) caller_of: &'e (dyn Fn(&Context, &FormSignature<'_>) -> Result<FormCaller> + Sync),
}

/// A request that the table knows.
pub(crate) struct PreparedRequest {
    pub(crate) cx: SharedContext,
    pub(crate) entry: &'static RouteRow,
    /// The bucket's name, if there is one.
    pub(crate) bucket: String,
    /// The object's key; empty where the request is about none.
    pub(crate) key: String,
    /// As s3s takes it, its context in its extensions.
    pub(crate) parts: Parts,
    pub(crate) document: s3s::Body,
}

/// Takes a request through all of the above. On failure the context goes back with the error.
pub(crate) async fn prepare(
    mut cx: Context,
    request: Request,
    ways: Ways<'_>,
) -> std::result::Result<PreparedRequest, (SharedContext, Error)> {
    let (mut parts, body) = request.into_parts();
    let (entry, (bucket, key), document) = match read(&mut cx, &mut parts, body, ways).await {
        Ok(read) => read,
        Err(error) => return Err((Arc::new(cx), error)),
    };
    let cx = Arc::new(cx);
    parts.extensions.insert(cx.clone());
    Ok(PreparedRequest { cx, entry, bucket, key, parts, document })
}

async fn read(
    cx: &mut Context,
    parts: &mut Parts,
    body: Body,
    ways: Ways<'_>,
) -> Result<(&'static RouteRow, (String, String), s3s::Body)> {
    let verified = parts.extensions.remove::<sigv4::Verified>();
    cx.signed = verified.is_some() || !matches!(cx.call.caller, Caller::Anonymous);
    let (entry, bucket, key) = find(cx, parts, ways)?;
    let (key, body, verified) = match entry.body {
        BodyKind::Form => {
            check_length_given(parts)?;
            let (key, file) = form::open(cx, parts, body, &bucket, ways.caller_of).await?;
            (key, file, None)
        }
        _ => (key, body, verified),
    };
    // What a policy may ask of its document is judged with that, all else before anything is read.
    let judged_late = access::document::is_asked(entry).then(|| parts.clone());
    if judged_late.is_none() {
        (ways.admit)(cx, Wanted { row: entry, bucket: &bucket, key: &key, head: parts })?;
    }
    if matches!(entry.answers, Answers::Absent) {
        return Err(route::absent(entry));
    }
    check_kind(cx, entry, &bucket, &parts.headers)?;
    cx.overrides = headers::take_overrides(parts)?;
    headers::join_lists(&mut parts.headers);
    headers::check_copy_source(parts)?;
    headers::drop_useless_limits(&mut parts.headers);
    key::check_length(parts.uri.path())?;
    cx.expected_owner = parts
        .headers
        .get("x-amz-expected-bucket-owner")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let incoming = match entry.method {
        "PUT" | "POST" => take_body(parts, body, verified.as_ref(), entry)?,
        _ => IncomingBody::default(),
    };
    put_aside(cx, entry, &mut parts.headers);
    let document = match entry.body {
        BodyKind::None => s3s::Body::empty(),
        BodyKind::Form => {
            address::target(parts.uri.path())?;
            cx.set_incoming(incoming);
            s3s::Body::empty()
        }
        BodyKind::Bytes => {
            if incoming.claims.len.is_none() {
                check_length_given(parts)?;
            }
            cx.digested = incoming.claims.md5.is_some() || incoming.claims.checksum.is_some();
            cx.set_incoming(incoming);
            s3s::Body::empty()
        }
        BodyKind::Document | BodyKind::Parts => {
            let document = take_document(cx, entry, incoming).await?;
            if let Some(head) = &judged_late {
                // Policies are asked by it more than once, at once. What such documents say is much shorter.
                if document.len() > AT_ONCE {
                    return Err(Error::of(Code::MaxMessageLengthExceeded));
                }
                (ways.admit)(cx, Wanted { row: entry, bucket: &bucket, key: &key, head })?;
            }
            let document =
                if entry.body == BodyKind::Parts { Bytes::from_static(NO_PARTS) } else { document };
            parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(document.len()));
            s3s::Body::from(document)
        }
    };
    Ok((entry, (bucket, key), document))
}

/// What is asked for, and of which bucket and key.
fn find(cx: &mut Context, parts: &mut Parts, ways: Ways<'_>) -> Result<(&'static RouteRow, String, String)> {
    address_path_style(cx, parts, ways)?;
    let target = address::target(parts.uri.path())?;
    let address::PathTarget { on, bucket, key } = point::in_path(cx, parts, target, ways.find_point)?;
    let entry = route(on, parts)?;
    cx.operation = Some(entry.name);
    point::check_served(cx, entry)?;
    point::in_source(cx, parts, ways.find_point)?;
    Ok((entry, bucket, key))
}

/// Reads a request's document, and leaves it in the context.
async fn take_document(cx: &mut Context, entry: &RouteRow, incoming: IncomingBody) -> Result<Bytes> {
    cx.digested = incoming.claims.md5.is_some() || incoming.claims.checksum.is_some();
    let document = collect(incoming).await?;
    let document = match entry.answers {
        // Read by a reader of ours.
        Answers::Setting(..) | Answers::Own => document,
        _ if entry.body == BodyKind::Parts => document,
        _ => document::clean(document)?,
    };
    cx.document = document.clone();
    Ok(document)
}

/// Refuses a body that comes without its length.
fn check_length_given(parts: &Parts) -> Result<()> {
    if parts.headers.contains_key(header::CONTENT_LENGTH) {
        return Ok(());
    }
    Err(match parts.headers.contains_key(header::TRANSFER_ENCODING) {
        true => Error::of(Code::NotImplemented).with("Header", "Transfer-Encoding"),
        false => Error::of(Code::MissingContentLength),
    })
}

/// Refuses what the kind of bucket does not have that the request names, and notes what holds for all objects there.
fn check_kind(cx: &mut Context, entry: &RouteRow, bucket: &str, headers: &HeaderMap) -> Result<()> {
    match (directory::is_one(bucket), entry.buckets) {
        (true, BucketKinds::General) if entry.on != route::ResourceKind::Any => {
            return Err(directory::has_no(&format!("{} operation", entry.name)));
        }
        // Our words.
        (false, BucketKinds::Directory) => {
            return Err(Error::saying(
                Code::NotSupported,
                format!("{} is only supported for directory buckets.", entry.name),
            ));
        }
        (true, _) => {}
        (false, _) => {
            return match unserved_headers::of_directories(headers) {
                Some(name) => Err(Error::of(Code::NotImplemented).with("Header", name)),
                None => Ok(()),
            };
        }
    }
    let is_about_bucket = entry.on == route::ResourceKind::Bucket && entry.name != "DeleteObjects";
    if let Some(name) = unserved_headers::of_general(headers, is_about_bucket) {
        return Err(directory::has_no(&format!("{name} header")));
    }
    cx.zonal_class = directory::zone_of(bucket).map(|zone| zone.storage_class());
    Ok(())
}

/// The bucket whose web site a host is.
pub(crate) fn website_of(uri: &Uri, headers: &HeaderMap, domains: &[String]) -> Option<String> {
    match address::endpoint(host_of(uri, headers), domains) {
        HostEndpoint::Website(bucket) => Some(bucket.to_ascii_lowercase()),
        _ => None,
    }
}

fn host_of<'h>(uri: &'h Uri, headers: &'h HeaderMap) -> &'h str {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    host.or_else(|| uri.authority().map(http::uri::Authority::as_str)).unwrap_or_default()
}

/// Puts the bucket of a virtual-hosted request into the path.
fn address_path_style(cx: &mut Context, parts: &mut Parts, ways: Ways<'_>) -> Result<()> {
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(http::uri::Authority::as_str));
    cx.host = host.unwrap_or(&cx.call.address).to_owned();
    if address::is_control(parts.uri.path(), &parts.headers) {
        return Err(Error::endpoint("s3-control"));
    }
    // Bucket names are in lower case; a host may not be.
    let bucket = match host.map_or(HostEndpoint::Path, |host| address::endpoint(host, ways.domains)) {
        HostEndpoint::Path => return Ok(()),
        HostEndpoint::Website(bucket) => bucket.to_ascii_lowercase(),
        HostEndpoint::Bucket(bucket) => point::of_bucket(cx, bucket.to_ascii_lowercase(), ways.find_point)?,
        HostEndpoint::AccessPoint(label) => point::of_label(cx, label, ways.find_point)?,
        HostEndpoint::Accelerated("") => return Err(acceleration::needs_bucket()),
        HostEndpoint::Accelerated(bucket) => {
            cx.is_accelerated = true;
            bucket.to_ascii_lowercase()
        }
        HostEndpoint::Other(label) => return Err(Error::endpoint(label)),
    };
    cx.bucket_in_host = true;
    let rest = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    let uri = format!("/{bucket}{rest}");
    parts.uri = Uri::try_from(uri).map_err(|_| Error::of(Code::InvalidUri))?;
    Ok(())
}

/// Finds the row, and leaves in the query and the headers what is the operation's.
fn route(on: route::ResourceKind, parts: &mut Parts) -> Result<&'static RouteRow> {
    let query = parts.uri.query().unwrap_or_default();
    let pairs = query::read(query, &mut parts.headers)?;
    let head = RequestHead { method: parts.method.as_str(), on, query: &pairs, headers: &parts.headers };
    let entry = route::find(&head)?;
    let kept = query::of(entry, &pairs);
    if kept.as_deref() != parts.uri.query() {
        let path = parts.uri.path();
        let uri = kept.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        parts.uri = Uri::try_from(uri).map_err(|_| Error::of(Code::InvalidUri))?;
    }
    // s3s takes every POST of that type for a form.
    if entry.method == "POST" && entry.body != BodyKind::Form && route::is_form(&parts.headers) {
        if entry.body == BodyKind::None {
            // Here it is the object's type to be.
            return Err(Error::of(Code::NotImplemented).with("Header", "Content-Type"));
        }
        parts.headers.remove(header::CONTENT_TYPE);
    }
    Ok(entry)
}

/// Parts the payload from its transfer coding, and reads what the headers say about it.
fn take_body(
    parts: &mut Parts,
    body: Body,
    verified: Option<&sigv4::Verified>,
    entry: &RouteRow,
) -> Result<IncomingBody> {
    let checked = verified.is_some_and(|verified| verified.checked);
    let mut claims = body::claims(&parts.headers, checked)?;
    if entry.body != BodyKind::Parts {
        claims.checksum = body::claimed_checksum(&parts.headers)?;
    }
    let coding = body::coding(&parts.headers);
    headers::drop_chunked_encoding(&mut parts.headers);
    let body = match coding {
        PayloadCoding::Plain => body,
        PayloadCoding::Chunked { trailer } => {
            let decoded_len = Some(claims.len.ok_or_else(|| Error::of(Code::MissingContentLength))?);
            let signer = verified.and_then(|verified| verified.chunks.clone());
            let decoded =
                sigv4::chunked::decode(body, sigv4::chunked::Expect { signer, trailer, decoded_len });
            Body::new(decoded.map_err(|error| base::http::BoxError::from(body::chunk_error(error))))
        }
    };
    Ok(IncomingBody { body, claims })
}

/// Takes out of the headers what goes around s3s.
fn put_aside(cx: &mut Context, entry: &RouteRow, headers: &mut HeaderMap) {
    // What s3s has no part in reads the headers that it knows, and no others.
    let is_of_s3s = !matches!(entry.answers, Answers::Own);
    if is_of_s3s {
        SPENT_HEADERS.iter().for_each(|name| drop(headers.remove(name)));
    }
    // Most requests have none of these.
    static LENGTHS: LazyLock<u64> =
        LazyLock::new(|| ASIDE.iter().fold(0, |lengths, name| lengths | length_bit(name)));
    if headers.keys().any(|name| *LENGTHS & length_bit(name) > 0 && ASIDE.contains(name)) {
        for name in &ASIDE {
            if let Some(value) = headers.remove(name) {
                cx.aside.insert(name, value);
            }
        }
    }
    if is_of_s3s || matches!(entry.method, "PUT" | "POST") {
        headers::put_described_aside(headers, &mut cx.aside);
    }
    cx.metadata = headers::take_metadata(headers);
}

/// A bit for the length of a name, by which most names are told from a list without comparing them.
fn length_bit(name: &HeaderName) -> u64 {
    1 << (name.as_str().len() % 64)
}

/// Reads a document whole, and holds it against what was said about it.
async fn collect(incoming: IncomingBody) -> Result<Bytes> {
    let IncomingBody { body, claims } = incoming;
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
