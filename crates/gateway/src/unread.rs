//! A request whose body was not read to its end, and its connection.
//!
//! The next request would begin where the body ends, so a connection whose request was answered without that cannot serve
//! another one. It is closed, and the reply must say so: a client that keeps connections would else send its next request
//! into one that is gone, and get no answer.
//! <https://www.rfc-editor.org/rfc/rfc9112#section-9.6>: "A server that intends to close a connection SHOULD send 'close'".

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};

use axum::body::{Body as AxumBody, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::CONNECTION;
use http::{HeaderValue, Version};
use http_body::{Body, Frame, SizeHint};

/// The step: marks the reply to a request whose body was left unread as the last one of its connection.
pub(crate) async fn closes(request: Request, next: Next) -> Response {
    // HTTP/2 ends a stream by itself, and the connection goes on.
    if request.body().is_end_stream() || request.version() > Version::HTTP_11 {
        return next.run(request).await;
    }
    let read = Arc::new(AtomicBool::new(false));
    let watched = |body| AxumBody::new(Watched { body, begun: false, read: read.clone() });
    let mut reply = next.run(request.map(watched)).await;
    if !read.load(Ordering::Acquire) {
        reply.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    reply
}

/// A body that notes whether its end was reached.
struct Watched {
    body: AxumBody,
    begun: bool,
    read: Arc<AtomicBool>,
}

impl Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Watched { body, begun, read } = self.get_mut();
        *begun = true;
        let polled = Pin::new(&mut *body).poll_frame(cx);
        if matches!(polled, Poll::Ready(None)) || body.is_end_stream() {
            read.store(true, Ordering::Release);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    /// A reader that knows where a body ends may not have read the end of its transfer coding. A body that nobody
    /// began to read is not touched: asking for it would make the client send it (`Expect: 100-continue`).
    fn drop(&mut self) {
        if self.begun && !self.read.load(Ordering::Acquire) {
            let _frame = Pin::new(self).poll_frame(&mut Context::from_waker(Waker::noop()));
        }
    }
}
