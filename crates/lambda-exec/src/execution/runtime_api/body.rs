//! Bodies that a runtime posts: responses, whole or streamed, and errors, all within limits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use super::{RESPONSE_LIMIT, text};
use crate::execution::environment::{Answer, TRUNCATED};
use crate::execution::reply::{Part, ReplySink, STREAM_LIMIT};

/// The type of an error, as a header of an error's request or a trailer of a streamed response.
const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

/// The body of an error in the trailers of a streamed response, base64.
const ERROR_BODY: &str = "lambda-runtime-function-error-body";

/// Of an error, no more than this is kept.
const ERROR_LIMIT: usize = 256 * 1024;

/// Of a body over its limit, so much is read and thrown away, so that the client gets to read the answer instead
/// of a broken connection.
const DISCARD_LIMIT: usize = 256 * 1024 * 1024;

/// A response's body. One that was streamed may turn out to be an error: its trailers say so.
pub(super) async fn response(incoming: Incoming) -> Result<Answer, hyper::Error> {
    let body = read(incoming, RESPONSE_LIMIT).await?;
    if let Some(error) = error_in(&body.trailers) {
        return Ok(error);
    }
    Ok(if body.len > RESPONSE_LIMIT {
        Answer::TooLarge { len: body.len }
    } else {
        Answer::Response(body.kept)
    })
}

/// A response that goes to its caller while it is read. How it ended: its trailers may say that it was an error.
pub(super) async fn streamed(headers: &HeaderMap, mut incoming: Incoming, reply: &ReplySink) -> Answer {
    if let Some(content_type) = text(headers, CONTENT_TYPE.as_str()) {
        reply.send(Part::ContentType(content_type.to_owned())).await;
    }
    let (mut len, mut trailers) = (0_usize, HeaderMap::new());
    while let Some(frame) = incoming.frame().await {
        let Ok(frame) = frame else { return Answer::error(TRUNCATED) };
        match frame.into_data() {
            Ok(data) => {
                len = len.saturating_add(data.len());
                if len > STREAM_LIMIT {
                    return Answer::TooLarge { len };
                }
                reply.send(Part::Data(data)).await;
            }
            Err(frame) => trailers = frame.into_trailers().unwrap_or_default(),
        }
    }
    error_in(&trailers).unwrap_or(Answer::Response(Bytes::new()))
}

/// The error that the trailers of a streamed response tell.
fn error_in(trailers: &HeaderMap) -> Option<Answer> {
    let error_type = text(trailers, ERROR_TYPE)?.to_owned();
    let body = text(trailers, ERROR_BODY).and_then(|text| BASE64.decode(text).ok());
    Some(Answer::Error { error_type: Some(error_type), body: body.unwrap_or_default().into() })
}

/// An error's type and body.
pub(super) async fn error(headers: &HeaderMap, incoming: Incoming) -> Result<Answer, hyper::Error> {
    let body = read(incoming, ERROR_LIMIT).await?;
    // Half a JSON document is none; the type is still worth reporting.
    let kept = if body.len > ERROR_LIMIT { Bytes::new() } else { body.kept };
    Ok(Answer::Error { error_type: text(headers, ERROR_TYPE).map(str::to_owned), body: kept })
}

/// A body of which no more than `limit` is taken; what is longer is cut, and is then no document.
pub(super) async fn whole(incoming: Incoming, limit: usize) -> Result<Bytes, hyper::Error> {
    read(incoming, limit).await.map(|body| body.kept)
}

struct Read {
    kept: Bytes,
    len: usize,
    trailers: HeaderMap,
}

async fn read(mut incoming: Incoming, limit: usize) -> Result<Read, hyper::Error> {
    let (mut kept, mut len, mut trailers) = (BytesMut::new(), 0_usize, HeaderMap::new());
    while let Some(frame) = incoming.frame().await {
        match frame?.into_data() {
            Ok(data) => {
                len = len.saturating_add(data.len());
                if len <= limit {
                    kept.extend_from_slice(&data);
                } else {
                    kept = BytesMut::new();
                }
                if len > DISCARD_LIMIT {
                    break;
                }
            }
            Err(frame) => {
                if let Ok(found) = frame.into_trailers() {
                    trailers = found;
                }
            }
        }
    }
    Ok(Read { kept: kept.freeze(), len, trailers })
}
