//! What a function at a URL answers, as a reply.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload>

use base::http::{Body, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value};

use crate::invoke::streamed::BEHIND_HEAD;

/// The reply that a function's answer means; nothing if it means none. What has no `statusCode` is the body of a success.
/// `streams`: whether the function may have streamed it, with a head or without.
pub(super) fn of(answer: &Bytes, streams: bool) -> Option<Response> {
    let parsed = serde_json::from_slice::<Value>(answer);
    let value = match parsed {
        Ok(value) => value,
        Err(_) if streams => return Some(streamed(answer)),
        Err(_) => return None,
    };
    match &value {
        Value::Object(members) if members.contains_key("statusCode") => structured(members),
        _ => {
            let mut response = Response::new(Body::from(answer.clone()));
            set_type(response.headers_mut());
            Some(response)
        }
    }
}

/// The type of what is streamed and says none: our guess.
pub(super) const UNKNOWN: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// A response that was streamed and is no JSON as a whole.
fn streamed(answer: &Bytes) -> Response {
    let (mut response, body) =
        behind_head(answer).unwrap_or_else(|| (Response::new(Body::empty()), answer.clone()));
    response.headers_mut().entry(CONTENT_TYPE).or_insert(UNKNOWN);
    *response.body_mut() = Body::from(body);
    response
}

/// The reply that the head of a response means, and what of its body is there; nothing where there is no whole head.
pub(super) fn behind_head(answer: &Bytes) -> Option<(Response, Bytes)> {
    let at = answer.windows(BEHIND_HEAD.len()).position(|window| window == BEHIND_HEAD)?;
    let mut head = serde_json::from_slice::<Map<String, Value>>(answer.get(..at)?).ok()?;
    head.remove("body");
    head.entry("statusCode").or_insert_with(|| 200.into());
    let typed = head
        .get("headers")
        .and_then(Value::as_object)
        .is_some_and(|headers| headers.keys().any(|name| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str())));
    let mut response = structured(&head)?;
    if !typed {
        response.headers_mut().insert(CONTENT_TYPE, UNKNOWN);
    }
    Some((response, answer.slice(at + BEHIND_HEAD.len()..)))
}

fn structured(members: &Map<String, Value>) -> Option<Response> {
    let body = match members.get("body") {
        None | Some(Value::Null) => Bytes::new(),
        Some(Value::String(text)) if members.get("isBase64Encoded") == Some(&Value::Bool(true)) => {
            STANDARD.decode(text).ok()?.into()
        }
        Some(Value::String(text)) => Bytes::copy_from_slice(text.as_bytes()),
        // Our guess: what is no text is no body.
        Some(_) => return None,
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status(members.get("statusCode")?)?;
    let headers = response.headers_mut();
    if let Some(given) = members.get("headers").filter(|given| !given.is_null()) {
        for (name, value) in given.as_object()? {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            headers.insert(name, HeaderValue::from_str(&scalar(value)?).ok()?);
        }
    }
    if let Some(cookies) = members.get("cookies").filter(|cookies| !cookies.is_null()) {
        for cookie in cookies.as_array()? {
            headers.append(SET_COOKIE, HeaderValue::from_str(cookie.as_str()?).ok()?);
        }
    }
    // What is about the connection is not the function's to say.
    for name in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    set_type(headers);
    Some(response)
}

/// A number; that a text of digits will do is our guess. What is below 200 is no final reply.
fn status(value: &Value) -> Option<StatusCode> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    let number = u16::try_from(number).ok().filter(|number| (200..600).contains(number))?;
    StatusCode::from_u16(number).ok()
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn set_type(headers: &mut HeaderMap) {
    headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
}
