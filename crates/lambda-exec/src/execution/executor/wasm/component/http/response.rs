//! What a component answers, as a function at a URL answers it: whole, or streamed with its head before its body.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use http::header::SET_COOKIE;
use http::{HeaderMap, Response};
use http_body_util::BodyExt as _;
use serde_json::{Map, Value, json};
use tokio::sync::oneshot::Receiver;
use wasmtime_wasi_http::p2::bindings::http::types::ErrorCode;
use wasmtime_wasi_http::p2::body::HyperOutgoingBody;

use super::no_response;
use crate::execution::executor::{Failure, ReplySink};
use crate::execution::reply::{BEHIND_HEAD, Part, STREAM_LIMIT, WITH_HEAD};
use crate::execution::runtime_api::RESPONSE_LIMIT;

/// What a component gives: a response, or why there is none.
pub(super) type Given = Result<Response<HyperOutgoingBody>, ErrorCode>;

/// Waits for the response and takes its body. What did not go to who takes parts.
pub(super) async fn send(
    mut given: Receiver<Given>,
    has_ended: Receiver<()>,
    reply: &ReplySink,
) -> Result<Bytes, Failure> {
    let came = tokio::select! {
        biased;
        came = &mut given => came.ok(),
        _ = has_ended => given.try_recv().ok(),
    };
    let Some(given) = came else {
        return Err(Failure::Exited { how: "the component gave no response".to_owned() });
    };
    let response = given.map_err(|code| no_response(&code))?;
    if reply.takes_parts() { stream(response, reply).await } else { whole(response).await }
}

async fn whole(response: Response<HyperOutgoingBody>) -> Result<Bytes, Failure> {
    let (head, mut body) = response.into_parts();
    let (mut kept, mut len) = (BytesMut::new(), 0_usize);
    while let Some(data) = next(&mut body).await? {
        len = len.saturating_add(data.len());
        if len <= RESPONSE_LIMIT {
            kept.extend_from_slice(&data);
        } else {
            kept = BytesMut::new();
        }
    }
    if len > RESPONSE_LIMIT {
        return Err(Failure::ResponseTooLarge { len });
    }
    let mut answer = described(head.status.as_u16(), &head.headers);
    let (body, is_encoded) = match std::str::from_utf8(&kept) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (STANDARD.encode(&kept), true),
    };
    answer.insert("body".to_owned(), body.into());
    answer.insert("isBase64Encoded".to_owned(), is_encoded.into());
    let answer = Value::Object(answer).to_string();
    if answer.len() > RESPONSE_LIMIT {
        return Err(Failure::ResponseTooLarge { len: answer.len() });
    }
    Ok(answer.into())
}

async fn stream(response: Response<HyperOutgoingBody>, reply: &ReplySink) -> Result<Bytes, Failure> {
    let (head, mut body) = response.into_parts();
    let mut first = Value::Object(described(head.status.as_u16(), &head.headers)).to_string().into_bytes();
    first.extend_from_slice(&BEHIND_HEAD);
    reply.send(Part::ContentType(WITH_HEAD.to_owned())).await;
    reply.send(Part::Data(first.into())).await;
    let mut len = 0_usize;
    while let Some(data) = next(&mut body).await? {
        len = len.saturating_add(data.len());
        if len > STREAM_LIMIT {
            return Err(Failure::ResponseTooLarge { len });
        }
        reply.send(Part::Data(data)).await;
    }
    Ok(Bytes::new())
}

/// The next bytes; nothing at the end. Trailers have no place in what a URL answers.
async fn next(body: &mut HyperOutgoingBody) -> Result<Option<Bytes>, Failure> {
    while let Some(frame) = body.frame().await {
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(data)) => return Ok(Some(data)),
            Ok(Err(_trailers)) => {}
            Err(error) => return Err(no_response(&ErrorCode::InternalError(Some(format!("{error:?}"))))),
        }
    }
    Ok(None)
}

/// Status, headers and cookies. Values of one name are joined.
fn described(status: u16, headers: &HeaderMap) -> Map<String, Value> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let mut joined = Map::new();
    for name in headers.keys().filter(|name| **name != SET_COOKIE) {
        let values: Vec<String> = headers.get_all(name).into_iter().map(text).collect();
        joined.insert(name.as_str().to_owned(), values.join(", ").into());
    }
    let cookies: Vec<String> = headers.get_all(SET_COOKIE).into_iter().map(text).collect();
    let mut described = Map::from_iter([
        ("statusCode".to_owned(), json!(status)),
        ("headers".to_owned(), Value::Object(joined)),
    ]);
    if !cookies.is_empty() {
        described.insert("cookies".to_owned(), json!(cookies));
    }
    described
}
