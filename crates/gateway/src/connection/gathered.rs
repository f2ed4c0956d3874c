//! A reply's body on its way to the socket: pieces that are at hand go together.
//!
//! hyper writes to the socket as soon as it holds as many bytes as a request's head may have, 64 KiB. An object of 8 MiB that is
//! kept in pieces of that length would be 128 calls of the system, which cost more than a third of what the bytes cost.

use std::collections::VecDeque;
use std::io::IoSlice;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use base::http::{Body, BoxError};
use bytes::{Buf, Bytes};
use http_body::{Body as _, Frame, SizeHint};

/// So many bytes go to the socket at once, and what makes them so many.
const AT_ONCE: usize = 1 << 20;
/// So many pieces at most: hyper hands no more to the system in one call.
const MOST_PIECES: usize = 60;

/// A reply's body.
#[derive(Debug)]
pub(crate) struct Gathered {
    body: Body,
    /// What came behind the pieces that were gathered last and is none: trailers, or why the body broke off.
    held: Option<Box<Result<Frame<Bytes>, BoxError>>>,
    is_over: bool,
}

/// Bytes of a body.
#[derive(Debug)]
pub(crate) enum Pieces {
    One(Bytes),
    /// And how many bytes they are.
    Several(VecDeque<Bytes>, usize),
}

impl Gathered {
    pub(crate) fn of(body: Body) -> Gathered {
        Gathered { body, held: None, is_over: false }
    }

    /// Adds the pieces that are at hand to one that has come.
    fn gather(&mut self, first: Bytes, cx: &mut Context<'_>) -> Pieces {
        let (mut bytes, mut pieces) = (first.len(), VecDeque::from([first]));
        while bytes < AT_ONCE && pieces.len() < MOST_PIECES && !self.body.is_end_stream() {
            // Where nothing is at hand it is asked again once these are on their way.
            let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else { break };
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(piece))) => {
                    bytes += piece.len();
                    pieces.push_back(piece);
                    continue;
                }
                Some(Ok(Err(other))) => self.held = Some(Box::new(Ok(other))),
                Some(Err(cause)) => self.held = Some(Box::new(Err(cause))),
                None => self.is_over = true,
            }
            break;
        }
        Pieces::Several(pieces, bytes)
    }
}

impl http_body::Body for Gathered {
    type Data = Pieces;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Pieces>, BoxError>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let frame = match self.held.take() {
            Some(held) => Some(*held),
            None => ready!(Pin::new(&mut self.body).poll_frame(cx)),
        };
        let Some(frame) = frame.transpose()? else { return Poll::Ready(None) };
        let gathered = match frame.into_data() {
            Ok(only) if self.body.is_end_stream() => Frame::data(Pieces::One(only)),
            Ok(first) => Frame::data(self.gather(first, cx)),
            Err(other) => other.map_data(Pieces::One),
        };
        Poll::Ready(Some(Ok(gathered)))
    }

    fn is_end_stream(&self) -> bool {
        self.is_over || (self.held.is_none() && self.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Buf for Pieces {
    fn remaining(&self) -> usize {
        match self {
            Pieces::One(piece) => piece.len(),
            Pieces::Several(_, bytes) => *bytes,
        }
    }

    fn chunk(&self) -> &[u8] {
        match self {
            Pieces::One(piece) => piece,
            Pieces::Several(pieces, _) => {
                pieces.iter().find(|piece| !piece.is_empty()).map_or(&[], |piece| piece)
            }
        }
    }

    fn chunks_vectored<'p>(&'p self, into: &mut [IoSlice<'p>]) -> usize {
        match self {
            Pieces::One(piece) => piece.chunks_vectored(into),
            Pieces::Several(pieces, _) => {
                let pieces = pieces.iter().filter(|piece| !piece.is_empty());
                into.iter_mut().zip(pieces).map(|(slice, piece)| *slice = IoSlice::new(piece)).count()
            }
        }
    }

    fn advance(&mut self, count: usize) {
        let (pieces, bytes) = match self {
            Pieces::One(piece) => return piece.advance(count),
            Pieces::Several(pieces, bytes) => (pieces, bytes),
        };
        let mut left = count.min(*bytes);
        *bytes -= left;
        while let Some(piece) = pieces.front_mut() {
            if piece.len() > left {
                return piece.advance(left);
            }
            left -= piece.len();
            pieces.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;
    use http_body_util::{BodyExt as _, StreamBody};
    use std::future::poll_fn;

    type Step = Poll<Result<Frame<Bytes>, BoxError>>;

    /// A body that gives these one after another; where it is pending, it is ready when it is asked again.
    fn body(steps: Vec<Step>) -> Gathered {
        let mut steps = VecDeque::from(steps);
        let stream = futures::stream::poll_fn(move |cx| match steps.pop_front() {
            None => Poll::Ready(None),
            Some(Poll::Ready(step)) => Poll::Ready(Some(step)),
            Some(Poll::Pending) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        });
        Gathered::of(Body::new(StreamBody::new(stream)))
    }

    fn data(text: &'static str) -> Step {
        Poll::Ready(Ok(Frame::data(Bytes::from_static(text.as_bytes()))))
    }

    /// What comes at a time: the bytes of each frame, `trailers`, or the error.
    async fn frames(mut body: Gathered) -> Vec<String> {
        let mut shown = Vec::new();
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            shown.push(match frame.map(Frame::into_data) {
                Ok(Ok(mut pieces)) => {
                    let bytes = pieces.copy_to_bytes(pieces.remaining());
                    String::from_utf8(bytes.to_vec()).unwrap()
                }
                Ok(Err(_)) => "trailers".to_owned(),
                Err(cause) => cause.to_string(),
            });
        }
        shown
    }

    /// Our promise: what is at hand goes together, what is not is not waited for, and nothing is lost.
    #[tokio::test]
    async fn what_is_at_hand_goes_together() {
        let trailers = || Poll::Ready(Ok(Frame::trailers(HeaderMap::new())));
        let broken = || Poll::Ready(Err(BoxError::from("broken")));
        for (steps, expected) in [
            (vec![], &[][..]),
            (vec![data("a")], &["a"]),
            (vec![data("a"), data(""), data("b")], &["ab"]),
            (vec![data("a"), Poll::Pending, data("b"), data("c")], &["a", "bc"]),
            (vec![data("a"), data("b"), trailers()], &["ab", "trailers"]),
            (vec![data("a"), data("b"), broken()], &["ab", "broken"]),
            (vec![trailers()], &["trailers"]),
        ] {
            assert_eq!(frames(body(steps)).await, expected);
        }
        assert_eq!(frames(Gathered::of(Body::from("whole"))).await, ["whole"]);
        assert!(Gathered::of(Body::empty()).is_end_stream());
        let long = || Poll::Ready(Ok(Frame::data(Bytes::from(vec![b'x'; AT_ONCE / 2 + 1]))));
        let lengths: Vec<usize> =
            frames(body(vec![long(), long(), long()])).await.iter().map(String::len).collect();
        assert_eq!(lengths, [AT_ONCE + 2, AT_ONCE / 2 + 1]);
        let short = (0..MOST_PIECES + 1).map(|_| data("y")).collect();
        assert_eq!(frames(body(short)).await, ["y".repeat(MOST_PIECES), "y".to_owned()]);
    }

    #[tokio::test]
    async fn pieces_are_taken_from_the_front_whatever_is_written_at_a_time() {
        let mut whole = body(vec![data("ab"), data(""), data("cde"), data("f")]);
        let mut pieces = whole.frame().await.unwrap().unwrap().into_data().unwrap();
        let mut slices = [IoSlice::new(&[]); 8];
        let count = pieces.chunks_vectored(&mut slices);
        let seen: Vec<&[u8]> = slices[..count].iter().map(|slice| &**slice).collect();
        assert_eq!(seen, [&b"ab"[..], b"cde", b"f"]);
        for (taken, rest) in [(0, "ab"), (1, "b"), (1, "cde"), (2, "e"), (2, "")] {
            pieces.advance(taken);
            assert_eq!(pieces.chunk(), rest.as_bytes());
        }
        assert!(!pieces.has_remaining());
    }
}
