//! What a function at a URL streams, as a reply that is sent while the function writes it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html>

use base::http::{Body, BoxError, Response};
use bytes::{Bytes, BytesMut};
use futures::stream;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::{failed, reply};
use crate::invoke::streamed::{Part, Step, Streamed, WITH_HEAD};

/// The longest head. Our choice: four times what a reply's headers may have.
const HEAD_LIMIT: usize = 64 * 1024;

/// The reply, once its head is known; its body comes with the run.
pub(super) async fn reply_of(mut run: Streamed) -> Response {
    let (mut content_type, mut head) = (None, BytesMut::new());
    loop {
        match run.next().await {
            Some(Step::Part(Part::ContentType(said))) => content_type = Some(said),
            Some(Step::Part(Part::Data(data))) if content_type.as_deref() == Some(WITH_HEAD) => {
                head.extend_from_slice(&data);
                if let Some((mut response, body)) = reply::behind_head(&head.clone().freeze()) {
                    *response.body_mut() = body_of(body, run);
                    return response;
                }
                if head.len() > HEAD_LIMIT {
                    return failed();
                }
            }
            Some(Step::Part(Part::Data(data))) => return plain(content_type.as_deref(), data, run),
            // Nothing of it was streamed.
            Some(Step::Done(Ok(done))) => {
                let answer = done.result.ok().filter(|_| head.is_empty());
                return answer.and_then(|answer| reply::of(&answer, true)).unwrap_or_else(failed);
            }
            Some(Step::Done(Err(_))) | None => return failed(),
        }
    }
}

/// A reply without a head of its own.
fn plain(content_type: Option<&str>, first: Bytes, run: Streamed) -> Response {
    let content_type = content_type.and_then(|said| HeaderValue::from_str(said).ok());
    let mut response = Response::new(body_of(first, run));
    response.headers_mut().insert(CONTENT_TYPE, content_type.unwrap_or(reply::UNKNOWN));
    response
}

/// What has come, and what comes. A function that fails before its end breaks the reply off.
fn body_of(first: Bytes, run: Streamed) -> Body {
    let rest = stream::unfold(run, |mut run| async move {
        loop {
            let data = match run.next().await? {
                Step::Part(Part::ContentType(_)) => continue,
                Step::Part(Part::Data(data)) => Ok(data),
                Step::Done(Ok(done)) => done.result.map_err(|_| BoxError::from("the function failed")),
                Step::Done(Err(error)) => Err(BoxError::from(error.message)),
            };
            return Some((data, run));
        }
    });
    Body::from_stream(futures::StreamExt::chain(stream::iter([Ok(first)]), rest))
}
