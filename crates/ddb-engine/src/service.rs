//! The wire: from an HTTP request to the table of operations and back. The only place that renders an error.
//!
//! Knows no operation. <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html>

use std::io::{Read as _, Write as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use base::call::Call;
use base::http::{Body, OperationName, ReadError, Request, Response};
use base::task::{AT_ONCE, apart, apart_if};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use http::header::{self, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};

use crate::engine::Engine;
use crate::error::Limit;
use crate::error::{Code, Detail, Error, Family, Reason, Result};
use crate::message::value;
use crate::operation::{Done, DynamoDb, Received};
use crate::ops;
use wire::json::{Object, Reader};
use wire::operation::Row;

/// Longest body of a request, as sent and as unpacked.
pub(crate) const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// Shortest reply that is compressed. AWS compresses "a few KB" and more; the number is our guess.
const MIN_PACKED_BYTES: usize = 4096;

/// How hard a reply is compressed: the fastest level that shrinks text without repetitions by its letters, as on AWS.
const LEVEL: Compression = Compression::new(2);

const JSON: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");
const PLAIN_JSON: HeaderValue = HeaderValue::from_static("application/json");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
/// The `Server` of every reply, preflights' too.
pub const SERVER: HeaderValue = HeaderValue::from_static("Server");
const CRC32: HeaderName = HeaderName::from_static("x-amz-crc32");

impl Engine {
    /// Answers one request. Never fails: what goes wrong becomes a reply.
    pub fn answer(self: &Arc<Self>, call: Call, request: Request) -> impl Future<Output = Response> + Send {
        // The future is boxed for each request: it holds what is needed of the request, once, and what is rare is in a
        // piece of memory of its own.
        let (Parts { method, headers, .. }, body) = request.into_parts();
        async move {
            let body = match whole(&call, &method, &headers, body).await {
                Ok(body) => body,
                Err(reply) => return *reply,
            };
            let Some(row) = entry_of(&headers) else {
                let is_long = is_long(&headers, &body);
                let unknown = move || failed(&call, &headers, &unknown_operation(&headers, body));
                return Box::pin(apart_if(is_long, unknown)).await;
            };
            if self.catalog.is_behind(&self.store) {
                // What cannot be read, whoever needs it says so.
                let _ = Box::pin(self.renew_catalog()).await;
            }
            let done = if is_long(&headers, &body) {
                let (engine, call, headers) = (Arc::clone(self), call.clone(), headers.clone());
                Box::pin(apart(move || engine.act(row, &call, &unpack(&headers, body)?))).await
            } else {
                (row.answer)(self, &call, self.received(&body)).await
            };
            let performed = self.settle(done).await;
            let mut response = if is_long_reply(&performed) {
                Box::pin(apart(move || replied(&call, &headers, performed))).await
            } else {
                replied(&call, &headers, performed)
            };
            OperationName(row.signature.name).mark(&mut response);
            response
        }
    }

    /// Waits until what was done may be shown.
    async fn settle(self: &Arc<Self>, done: Result<Done<Vec<u8>>>) -> Result<Vec<u8>> {
        // Every reply, a refusal too, may show what others have committed.
        self.store.settled().await?;
        let Done { output, held, job } = done?;
        // Before the reply: the next request of this client must not meet it.
        drop(held);
        if let Some(job) = job {
            Box::pin(self.await_job(job)).await;
        }
        Ok(output)
    }

    fn received<'a>(&'a self, body: &'a [u8]) -> Received<'a> {
        Received { body, parsed: &self.parsed }
    }

    /// Answers without a task: no operation waits for anything while it acts.
    fn act(self: &Arc<Self>, row: &Row<DynamoDb>, call: &Call, body: &[u8]) -> Result<Done<Vec<u8>>> {
        let mut answering = (row.answer)(self, call, self.received(body));
        match answering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => Err(Error::internal("an operation waited where it must not")),
        }
    }
}

/// Whether what is written or packed for a reply is long.
fn is_long_reply(performed: &Result<Vec<u8>>) -> bool {
    match performed {
        Ok(body) => body.len() > AT_ONCE,
        // A transaction may show the items that stopped it, many at once.
        Err(error) => match error.detail() {
            Detail::Reasons(reasons) => reasons.iter().any(|reason| reason.item.is_some()),
            _ => false,
        },
    }
}

/// The reply that shows what was done, or why it was not.
fn replied(call: &Call, headers: &HeaderMap, performed: Result<Vec<u8>>) -> Response {
    match performed {
        Ok(body) => packed(call, headers, body),
        Err(error) => failed(call, headers, &error),
    }
}

/// Whether a body is, or may be once it is unpacked, so long that what looks at all of it is done apart.
fn is_long(headers: &HeaderMap, body: &Bytes) -> bool {
    body.len() > AT_ONCE || headers.contains_key(CONTENT_ENCODING)
}

/// What is answered to any caller: AWS looks at method, content type, JSON and operation before it looks at the signature
/// (dynalite's tests of connections, recorded on AWS). What passes has its body in memory.
pub(crate) async fn answer_to_anybody(call: &Call, request: Request) -> ControlFlow<Response, Request> {
    let (head, body) = request.into_parts();
    let body = match whole(call, &head.method, &head.headers, body).await {
        Ok(body) => body,
        Err(reply) => return ControlFlow::Break(*reply),
    };
    let (headers, own) = (head.headers.clone(), body.clone());
    let is_long = is_long(&headers, &body);
    let judge = move || match unpack(&headers, own) {
        Ok(body) if !body.is_empty() && !is_json_text(&body) => Some(Error::not_json()),
        Ok(_) if entry_of(&headers).is_none() => Some(Error::unknown_operation()),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    match apart_if(is_long, judge).await {
        Some(error) => ControlFlow::Break(failed(call, &head.headers, &error)),
        None => ControlFlow::Continue(Request::from_parts(head, Body::from(body))),
    }
}

/// The body in memory, if the request is a POST of JSON; else the reply.
async fn whole(
    call: &Call,
    method: &Method,
    headers: &HeaderMap,
    body: Body,
) -> std::result::Result<Bytes, Box<Response>> {
    if *method == Method::GET {
        let healthy = format!("healthy: dynamodb.{}.amazonaws.com ", call.region);
        return Err(Box::new(reply(call, StatusCode::OK, healthy.into_bytes(), None)));
    }
    let body = body.collect(MAX_BODY_BYTES).await.map_err(|error| {
        let error = match error {
            ReadError::TooLarge => Error::too_large(),
            ReadError::Broken(_) => Error::not_json(),
        };
        Box::new(failed(call, headers, &error))
    })?;
    if *method != Method::POST || !(body.is_empty() || is_json(headers)) {
        let unknown = b"<UnknownOperationException/>\n".to_vec();
        return Err(Box::new(reply(call, StatusCode::NOT_FOUND, unknown, None)));
    }
    Ok(body)
}

fn failed(call: &Call, headers: &HeaderMap, error: &Error) -> Response {
    render(call, error, content_type(headers))
}

/// AWS looks whether a body is JSON before it looks which operation is meant.
fn unknown_operation(headers: &HeaderMap, body: Bytes) -> Error {
    match unpack(headers, body) {
        Ok(body) if body.is_empty() || is_json_text(&body) => Error::unknown_operation(),
        Ok(_) => Error::not_json(),
        Err(error) => error,
    }
}

fn is_json_text(body: &[u8]) -> bool {
    let mut reader = Reader::new(std::str::from_utf8(body).unwrap_or_default());
    reader.value().is_ok() && reader.end().is_ok()
}

/// The reply is JSON 1.0 if the request was, else plain JSON, as on AWS.
fn content_type(headers: &HeaderMap) -> HeaderValue {
    if named_type(headers) == b"application/x-amz-json-1.0" { JSON } else { PLAIN_JSON }
}

/// A reply in this service's format that refuses a request before the engine sees it: for the gateway's
/// authentication errors. `code` is the bare name, such as `MissingAuthenticationTokenException`.
pub(crate) fn refusal(call: &Call, status: StatusCode, code: &str, message: &str) -> Response {
    let mut body = Vec::new();
    let mut object = error_document(&mut body, Family::Service, code);
    object.text("message", message);
    object.end();
    reply(call, status, body, Some(JSON))
}

fn named_type(headers: &HeaderMap) -> &[u8] {
    let Some(named) = headers.get(CONTENT_TYPE) else { return &[] };
    match named.as_bytes() {
        // What nearly all send.
        exact @ b"application/x-amz-json-1.0" => exact,
        _ => named.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().as_bytes(),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    matches!(named_type(headers), b"application/x-amz-json-1.0" | b"application/json")
}

fn entry_of(headers: &HeaderMap) -> Option<&'static Row<DynamoDb>> {
    let target = headers.get("x-amz-target")?.to_str().ok()?;
    let (api, name) = target.split_once('.')?;
    // The table is in order of names, each of which is one operation's.
    let row = ops::ALL.get(ops::ALL.binary_search_by(|row| row.signature.name.cmp(name)).ok()?)?;
    (row.signature.api.target() == api).then_some(row)
}

/// Undoes the content encoding. Broken data is an internal error, as on AWS; an encoding that it does not know it refuses.
fn unpack(headers: &HeaderMap, body: Bytes) -> Result<Bytes> {
    let Some(encoding) = headers.get(CONTENT_ENCODING) else { return Ok(body) };
    let mut unpacked = Vec::new();
    // One byte more than allowed distinguishes a body of the limit from one above it.
    let limit = MAX_BODY_BYTES as u64 + 1;
    let result = match encoding.as_bytes().trim_ascii().to_ascii_lowercase().as_slice() {
        b"gzip" => flate2::read::MultiGzDecoder::new(&body[..]).take(limit).read_to_end(&mut unpacked),
        b"deflate" => flate2::read::ZlibDecoder::new(&body[..]).take(limit).read_to_end(&mut unpacked),
        b"" | b"identity" => return Ok(body),
        _ => return Err(Error::not_json()),
    };
    result.map_err(Error::internal)?;
    if unpacked.len() > MAX_BODY_BYTES {
        return Err(Error::too_large());
    }
    Ok(unpacked.into())
}

/// The reply of a request that went well, compressed if it is long and the client asks for that.
fn packed(call: &Call, headers: &HeaderMap, body: Vec<u8>) -> Response {
    let content_type = Some(content_type(headers));
    let coding = Some(headers).filter(|_| body.len() >= MIN_PACKED_BYTES).and_then(Coding::accepted);
    // Memory takes all that is written to it, so compressing does not fail; uncompressed is right too.
    let Some((name, bytes)) = coding.and_then(|coding| Some((coding.name(), coding.pack(&body).ok()?)))
    else {
        return reply(call, StatusCode::OK, body, content_type);
    };
    let mut response = reply(call, StatusCode::OK, bytes, content_type);
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    response
}

/// How a reply is compressed.
#[derive(Clone, Copy)]
enum Coding {
    Gzip,
    Deflate,
}

impl Coding {
    fn name(self) -> &'static str {
        match self {
            Coding::Gzip => "gzip",
            Coding::Deflate => "deflate",
        }
    }

    /// The first that the first `Accept-Encoding` names, as on AWS, and does not refuse.
    fn accepted(headers: &HeaderMap) -> Option<Coding> {
        headers.get(ACCEPT_ENCODING)?.to_str().ok()?.split(',').find_map(|named| {
            let (name, weight) = named.split_once(';').unwrap_or((named, ""));
            let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
            let coding = [Coding::Gzip, Coding::Deflate]
                .into_iter()
                .find(|c| name.trim().eq_ignore_ascii_case(c.name()));
            coding.filter(|_| weight.is_none_or(|weight| weight > 0.0))
        })
    }

    fn pack(self, body: &[u8]) -> std::io::Result<Vec<u8>> {
        let out = Vec::with_capacity(body.len() / 4);
        match self {
            Coding::Gzip => {
                let mut gzip = GzEncoder::new(out, LEVEL);
                gzip.write_all(body)?;
                gzip.finish()
            }
            Coding::Deflate => {
                let mut zlib = ZlibEncoder::new(out, LEVEL);
                zlib.write_all(body)?;
                zlib.finish()
            }
        }
    }
}

fn reply(call: &Call, status: StatusCode, body: Vec<u8>, content_type: Option<HeaderValue>) -> Response {
    let crc = crc32fast::hash(&body);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type);
    }
    headers.insert(CRC32, HeaderValue::from(crc));
    headers.insert(header::SERVER, SERVER);
    if let Ok(id) = HeaderValue::from_str(&call.request_id) {
        headers.insert(REQUEST_ID, id);
    }
    response
}

fn render(call: &Call, error: &Error, content_type: HeaderValue) -> Response {
    if let Some(cause) = error.cause() {
        tracing::error!(request_id = %call.request_id, %cause, "a DynamoDB request failed inside");
    }
    let status = StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::BAD_REQUEST);
    if error.code() == Code::TooLarge {
        return reply(call, status, Vec::new(), None);
    }
    let (family, name) = error.code().wire();
    let mut body = Vec::with_capacity(128 + error.message().len());
    let mut object = error_document(&mut body, family, name);
    match error.detail() {
        Detail::None | Detail::Changes(_) | Detail::EmptyKey | Detail::Conflict => {}
        Detail::Item(item) => value::write_item(item, object.key("Item")),
        Detail::Throttled(limits) => {
            // The model spells the member of the one error with a small letter, of the other with a capital.
            let throttling = error.code() == Code::Throttling;
            let member = if throttling { "throttlingReasons" } else { "ThrottlingReasons" };
            write_limits(limits, object.key(member));
        }
        Detail::Reasons(reasons) => write_reasons(reasons, object.key("CancellationReasons")),
    }
    if !error.message().is_empty() {
        object.text(error.code().message_member(), error.message());
    }
    object.end();
    reply(call, status, body, Some(content_type))
}

fn write_reasons(reasons: &[Reason], out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, reason) in reasons.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let mut object = Object::begin(out);
        object.text("Code", reason.code.unwrap_or("None"));
        if let Some(item) = &reason.item {
            value::write_item(item, object.key("Item"));
        }
        if let Some(message) = &reason.message {
            object.text("Message", message);
        }
        object.end();
    }
    out.push(b']');
}

/// `ThrottlingReasons`
fn write_limits(limits: &[Limit], out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, limit) in limits.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let mut object = Object::begin(out);
        object.text("reason", &limit.reason).text("resource", &limit.resource);
        object.end();
    }
    out.push(b']');
}

/// An error's document, begun.
fn error_document<'o>(out: &'o mut Vec<u8>, family: Family, name: &str) -> Object<'o> {
    let mut object = Object::begin(out);
    object.text("__type", &format!("{}#{name}", family.as_str()));
    object
}
