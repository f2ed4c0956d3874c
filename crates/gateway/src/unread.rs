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

use base::http::Response;
use bytes::Bytes;
use http::header::CONNECTION;
use http::{HeaderValue, Version};
use http_body::{Body, Frame, SizeHint};

/// Whether a body was read to its end, of a connection that could not serve another request otherwise.
#[derive(Debug)]
pub(crate) struct Unread(Option<Arc<AtomicBool>>);

/// The step's way down: a body that notes whether its end was reached, and the note.
pub(crate) fn watched<B: Body<Data = Bytes> + Unpin>(version: Version, body: B) -> (Watched<B>, Unread) {
    // HTTP/2 ends a stream by itself, and the connection goes on.
    let is_watched = !body.is_end_stream() && version <= Version::HTTP_11;
    let read = is_watched.then(Arc::default);
    (Watched { body, begun: false, read: read.clone() }, Unread(read))
}

impl Unread {
    /// The step's way up: marks the reply to a request whose body was left unread as the last one of its connection.
    pub(crate) fn close(self, reply: &mut Response) {
        if self.0.is_some_and(|read| !read.load(Ordering::Acquire)) {
            reply.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// A body that notes whether its end was reached.
#[derive(Debug)]
pub(crate) struct Watched<B: Body<Data = Bytes> + Unpin> {
    body: B,
    begun: bool,
    read: Option<Arc<AtomicBool>>,
}

impl<B: Body<Data = Bytes> + Unpin> Body for Watched<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let Watched { body, begun, read } = self.get_mut();
        *begun = true;
        let polled = Pin::new(&mut *body).poll_frame(cx);
        if let Some(read) = read
            && (matches!(polled, Poll::Ready(None)) || body.is_end_stream())
        {
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

impl<B: Body<Data = Bytes> + Unpin> Drop for Watched<B> {
    /// A reader that knows where a body ends may not have read the end of its transfer coding. A body that nobody
    /// began to read is not touched: asking for it would make the client send it (`Expect: 100-continue`).
    fn drop(&mut self) {
        let is_unread = self.read.as_ref().is_some_and(|read| !read.load(Ordering::Acquire));
        if self.begun && is_unread {
            let _frame = Pin::new(self).poll_frame(&mut Context::from_waker(Waker::noop()));
        }
    }
}
