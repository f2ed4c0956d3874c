//! Requests, replies and bodies as they travel between the gateway and the engines.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures::Stream;
use http::HeaderValue;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;

/// A request whose body may still be on the wire.
pub type Request = http::Request<Body>;
/// A reply whose body may be produced while it is sent.
pub type Response = http::Response<Body>;
/// An error of a body, whatever its source.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The name of the operation that answered, for the log. Engines mark their replies with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationName(pub &'static str);

impl OperationName {
    /// Marks a reply. The name goes with the body: as an extension it would cost each reply a map and three boxes.
    pub fn mark(self, reply: &mut Response) {
        reply.body_mut().operation = Some(self);
    }

    /// What a reply is marked with.
    pub fn of(reply: &Response) -> Option<OperationName> {
        reply.body().operation
    }
}

/// The text of a header's value, if it is of ASCII: what [`HeaderValue::to_str`] gives, looking at words instead of bytes.
/// No value holds what is ASCII and not visible, but for a tab.
pub fn text_of(value: &HeaderValue) -> Option<&str> {
    let bytes = value.as_bytes();
    if bytes.is_ascii() { std::str::from_utf8(bytes).ok() } else { None }
}

/// A body: whole in memory, or a stream of frames.
#[derive(Default)]
pub struct Body {
    kind: Kind,
    operation: Option<OperationName>,
}

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    Whole(Bytes),
    Stream(Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>),
}

/// Why a body could not be read to its end.
#[derive(Debug)]
pub enum ReadError {
    /// It is longer than the limit given; reading stopped there.
    TooLarge,
    /// The connection or the producer failed before the end.
    Broken(BoxError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::TooLarge => f.write_str("the body is longer than its limit"),
            ReadError::Broken(cause) => write!(f, "the body broke off: {cause}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReadError::TooLarge => None,
            ReadError::Broken(cause) => Some(cause.as_ref()),
        }
    }
}

impl Body {
    fn of(kind: Kind) -> Body {
        Body { kind, operation: None }
    }

    /// No bytes at all.
    pub fn empty() -> Body {
        Body::of(Kind::Empty)
    }

    /// A body that comes as frames, trailers included.
    pub fn new<B>(body: B) -> Body
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Body::of(Kind::Stream(Box::pin(body.map_err(Into::into))))
    }

    /// A body that comes as chunks of bytes.
    pub fn from_stream<S, E>(stream: S) -> Body
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        use futures::TryStreamExt as _;
        Body::new(http_body_util::StreamBody::new(stream.map_ok(Frame::data)))
    }

    /// Reads the body to its end, at most `limit` bytes. A body that is whole already is not copied.
    pub async fn collect(self, limit: usize) -> Result<Bytes, ReadError> {
        let mut stream = match self.kind {
            Kind::Empty => return Ok(Bytes::new()),
            Kind::Whole(bytes) if bytes.len() > limit => return Err(ReadError::TooLarge),
            Kind::Whole(bytes) => return Ok(bytes),
            Kind::Stream(stream) => stream,
        };
        let announced = stream.size_hint().lower();
        if announced > limit as u64 {
            return Err(ReadError::TooLarge);
        }
        // The first piece is kept as it came; only a second one makes a copy necessary.
        let (mut first, mut joined) = (Bytes::new(), BytesMut::new());
        while let Some(frame) = stream.frame().await {
            let frame = frame.map_err(ReadError::Broken)?;
            let is_last = stream.is_end_stream();
            let Ok(data) = frame.into_data() else { continue };
            if first.len() + joined.len() + data.len() > limit {
                return Err(ReadError::TooLarge);
            }
            if first.is_empty() && joined.is_empty() {
                if is_last {
                    return Ok(data);
                }
                first = data;
                continue;
            }
            if joined.is_empty() {
                joined.reserve((first.len() + data.len()).max(usize::try_from(announced).unwrap_or(0)));
                joined.extend_from_slice(&std::mem::take(&mut first));
            }
            joined.extend_from_slice(&data);
        }
        Ok(if joined.is_empty() { first } else { joined.freeze() })
    }
}

impl Body {
    /// Reads the beginning of the body, until there are `limit` bytes of it or more, or no more come; and the whole body
    /// again, beginning included. One that breaks off breaks off when the whole one is read.
    pub async fn peek(self, limit: usize) -> (Bytes, Body) {
        let mut rest = match self.kind {
            Kind::Stream(stream) => stream,
            Kind::Empty => return (Bytes::new(), Body::empty()),
            Kind::Whole(bytes) => return (bytes.clone(), Body::from(bytes)),
        };
        let (mut begun, mut frames) = (BytesMut::new(), VecDeque::new());
        while begun.len() < limit {
            let Some(frame) = rest.frame().await else { break };
            begun.extend_from_slice(frame.as_ref().ok().and_then(Frame::data_ref).unwrap_or(&Bytes::new()));
            let is_last = frame.is_err();
            frames.push_back(frame);
            if is_last {
                break;
            }
        }
        (begun.freeze(), Body::new(Begun { frames, rest }))
    }
}

/// A body of which frames were read before.
struct Begun<B> {
    frames: VecDeque<Result<Frame<Bytes>, BoxError>>,
    rest: B,
}

impl<B: http_body::Body<Data = Bytes, Error = BoxError> + Unpin> http_body::Body for Begun<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let begun = self.get_mut();
        match begun.frames.pop_front() {
            Some(frame) => Poll::Ready(Some(frame)),
            None => Pin::new(&mut begun.rest).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let read: u64 =
            self.frames.iter().flatten().filter_map(Frame::data_ref).map(|data| data.len() as u64).sum();
        let rest = self.rest.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(read + rest.lower());
        if let Some(upper) = rest.upper() {
            hint.set_upper(read + upper);
        }
        hint
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Body {
        Body::of(if bytes.is_empty() { Kind::Empty } else { Kind::Whole(bytes) })
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Body {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Body {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Body {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Empty => f.write_str("Body(empty)"),
            Kind::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let kind = &mut self.get_mut().kind;
        match kind {
            Kind::Stream(stream) => stream.as_mut().poll_frame(cx),
            Kind::Empty => Poll::Ready(None),
            Kind::Whole(bytes) => {
                let data = std::mem::take(bytes);
                *kind = Kind::Empty;
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Empty => true,
            Kind::Whole(_) => false,
            Kind::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Empty => SizeHint::with_exact(0),
            Kind::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Stream(stream) => stream.size_hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `to_str` is the measure: <https://docs.rs/http/latest/http/header/struct.HeaderValue.html#method.to_str>.
    #[test]
    fn a_headers_text_is_what_http_says() {
        for byte in 0..=255 {
            let Ok(value) = HeaderValue::from_bytes(&[b'a', byte, b'z']) else { continue };
            assert_eq!(text_of(&value), value.to_str().ok(), "{byte}");
        }
    }

    fn pieces(pieces: &[&'static str]) -> Body {
        let pieces: Vec<_> =
            pieces.iter().map(|p| Ok::<_, BoxError>(Bytes::from_static(p.as_bytes()))).collect();
        Body::from_stream(futures::stream::iter(pieces))
    }

    #[tokio::test]
    async fn a_body_is_collected_whole_whatever_its_pieces() {
        for parts in [&[][..], &["a"], &["", "ab"], &["ab", "cd"], &["ab", "", "c", "d"]] {
            assert_eq!(pieces(parts).collect(4).await.unwrap(), parts.concat().as_bytes(), "{parts:?}");
        }
        assert_eq!(Body::from("abcd").collect(4).await.unwrap(), "abcd");
        assert_eq!(Body::empty().collect(0).await.unwrap(), "");
    }

    #[tokio::test]
    async fn a_body_that_was_looked_into_is_whole() {
        for (parts, begun) in
            [(&[][..], ""), (&["a"], "a"), (&["ab", "c", "d"], "abc"), (&["abcd", "e"], "abcd")]
        {
            let (seen, body) = pieces(parts).peek(3).await;
            assert_eq!(seen, begun, "{parts:?}");
            assert_eq!(body.collect(10).await.unwrap(), parts.concat().as_bytes(), "{parts:?}");
        }
        let broken = Body::from_stream(futures::stream::iter([Err::<Bytes, _>(BoxError::from("reset"))]));
        let (seen, body) = broken.peek(3).await;
        assert!(seen.is_empty() && matches!(body.collect(10).await, Err(ReadError::Broken(_))));
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused() {
        for body in
            [Body::from("abcde"), pieces(&["abcde"]), pieces(&["ab", "cde"]), pieces(&["a", "b", "cde"])]
        {
            assert!(matches!(body.collect(4).await, Err(ReadError::TooLarge)));
        }
    }

    #[tokio::test]
    async fn a_broken_body_is_an_error_not_a_short_body() {
        let parts = [Ok(Bytes::from_static(b"ab")), Err(BoxError::from("reset"))];
        let body = Body::from_stream(futures::stream::iter(parts));
        assert!(matches!(body.collect(100).await, Err(ReadError::Broken(_))));
    }
}
