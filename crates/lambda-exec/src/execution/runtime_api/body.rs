//! Bodies that a runtime posts: responses, whole or streamed, and errors, all within limits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use super::{RESPONSE_LIMIT, text};
use crate::execution::environment::Answer;

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
    if let Some(error_type) = text(&body.trailers, ERROR_TYPE) {
        let error = text(&body.trailers, ERROR_BODY).and_then(|text| BASE64.decode(text).ok());
        let error_type = Some(error_type.to_owned());
        return Ok(Answer::Error { error_type, body: error.unwrap_or_default().into() });
    }
    Ok(if body.len > RESPONSE_LIMIT {
        Answer::TooLarge { len: body.len }
    } else {
        Answer::Response(body.kept)
    })
}

/// An error's type and body.
pub(super) async fn error(headers: &HeaderMap, incoming: Incoming) -> Result<Answer, hyper::Error> {
    let body = read(incoming, ERROR_LIMIT).await?;
    // Half a JSON document is none; the type is still worth reporting.
    let kept = if body.len > ERROR_LIMIT { Bytes::new() } else { body.kept };
    Ok(Answer::Error { error_type: text(headers, ERROR_TYPE).map(str::to_owned), body: kept })
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
