//! `aws-chunked` bodies, signed or not, taken apart as they stream in.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
//!
//! The payload is passed on piece by piece, as it arrives, without copying. A signed chunk is judged when its last
//! piece is there: a wrong signature is an error in place of that piece, and so before the end of the stream. The reader
//! must therefore keep nothing until the stream has ended well. Buffering each chunk instead would tie our
//! memory to the chunk size that the client chose.

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes};
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};
use sha2::{Digest as _, Sha256};

use crate::claim::same;

mod signer;
mod trailer;

pub use signer::Signer;
use trailer::Trailer;

/// The longest line that may head a chunk, its end included. A signed one has about 90 bytes.
pub const MAX_CHUNK_HEADER_BYTES: usize = 512;
/// The largest chunk: what the largest single PutObject may hold, 5 GiB.
pub const MAX_CHUNK_BYTES: u64 = 5 << 30;
/// The smallest chunk that another may follow,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>.
pub const MIN_CHUNK_BYTES: u64 = 8192;
/// The most that all trailers together may take, line ends included.
pub const MAX_TRAILER_BYTES: usize = 16 * 1024;
/// The most trailers.
pub const MAX_TRAILERS: usize = 64;

/// What the request's headers promise of its body.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// Checks the signature of every chunk and of the trailer; without it signatures are read over.
    pub signer: Option<Signer>,
    /// Whether headers may follow the last chunk.
    pub trailer: bool,
    /// `x-amz-decoded-content-length`: how many bytes the payload must have.
    pub decoded_len: Option<u64>,
}

/// Takes `aws-chunked` off a body. The data frames that come out are the payload; the trailers, if there are any, are
/// the last frame, without `x-amz-trailer-signature`. HTTP's own trailers are dropped. A body that is not `Unpin` must
/// be boxed and pinned first.
pub fn decode<B>(body: B, expect: Expect) -> Decoded<B> {
    Decoded {
        body,
        input: Bytes::new(),
        line: Vec::new(),
        state: State::Header,
        chunk: Chunk::default(),
        count: 0,
        passed: 0,
        decoded_len: expect.decoded_len,
        may_trail: expect.trailer,
        signer: expect.signer,
    }
}

/// A body without its chunks. See [`decode`].
pub struct Decoded<B> {
    body: B,
    /// What came and is not yet looked at.
    input: Bytes,
    /// The part of a line that came before `input`.
    line: Vec<u8>,
    state: State,
    /// The chunk being read.
    chunk: Chunk,
    /// How many chunks there were, this one included.
    count: u64,
    /// How many bytes of payload the chunks so far announced.
    passed: u64,
    decoded_len: Option<u64>,
    may_trail: bool,
    signer: Option<Signer>,
}

#[derive(Default)]
struct Chunk {
    size: u64,
    left: u64,
    signature: Option<String>,
    hash: Sha256,
}

enum State {
    /// At or in the line that heads a chunk.
    Header,
    /// In a chunk's data.
    Data,
    /// At the line end that follows a chunk's data.
    DataEnd,
    /// Behind the last chunk.
    Trailer(Trailer),
    /// All is read; only the end may follow.
    End(HeaderMap),
    /// Nothing more comes out.
    Closed,
}

/// Why a chunked body is not taken. S3's codes are named; where AWS documents none, it is our guess.
#[derive(Debug)]
pub enum Error {
    /// The body ends too early. `IncompleteBody` 400.
    Truncated,
    /// A chunk is not headed or ended as it must be, or something follows the end. `IncompleteBody` 400, as S3
    /// answers to whatever is wrong with the coding.
    Malformed,
    /// A chunk's head, a chunk or the trailers exceed their limit. `InvalidRequest` 400 (our guess).
    TooLarge,
    /// A chunk that is not the last has less than [`MIN_CHUNK_BYTES`]. `InvalidChunkSizeError` 403, with Chunk and
    /// BadChunkSize.
    ChunkTooSmall {
        /// Which chunk showed it, from 1: the one that follows the small one, as in S3's answers.
        chunk: u64,
        /// The size of the small one in bytes.
        size: u64,
    },
    /// The payload has not the length that was promised. `IncompleteBody` 400 in the wording for a wrong
    /// Content-Length, with NumberBytesExpected and NumberBytesProvided.
    LengthDiffers {
        /// `x-amz-decoded-content-length`.
        promised: u64,
        /// What came, or at least what is announced so far.
        came: u64,
    },
    /// A chunk or the trailer carries another signature than it should. `SignatureDoesNotMatch` 403.
    SignatureDiffers {
        /// What should have been signed.
        string_to_sign: String,
        /// What the client sent.
        signature: String,
    },
    /// A trailer is no header, or there may be none. `MalformedTrailerError` 400; so also when the trailers are not
    /// those that `x-amz-trailer` announced, which their reader checks.
    MalformedTrailer,
    /// The body below failed.
    Body(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for Error {
    /// For logs only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Body(cause) => write!(f, "the body under its chunks failed: {cause}"),
            other => fmt::Debug::fmt(other, f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Body(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

impl<B> fmt::Debug for Decoded<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("chunk", &self.count)
            .field("passed", &self.passed)
            .finish_non_exhaustive()
    }
}

impl<B> Body for Decoded<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        loop {
            if matches!(self.state, State::Closed) {
                return Poll::Ready(None);
            }
            match self.advance() {
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(Frame::data(piece)))),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(self.fail(error)))),
            }
            let next = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => return Poll::Ready(self.end()),
                Some(Err(cause)) => Err(self.fail(Error::Body(cause.into()))),
                Some(Ok(frame)) => Ok(frame),
            };
            match next {
                Ok(frame) => self.input = frame.into_data().unwrap_or_default(),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Closed)
    }

    fn size_hint(&self) -> SizeHint {
        // What has come out: all that the chunks announced, but for the rest of this one.
        let out = self.passed.saturating_sub(self.chunk.left);
        self.decoded_len.map_or_else(SizeHint::default, |len| SizeHint::with_exact(len.saturating_sub(out)))
    }
}

impl<B> Decoded<B> {
    /// Goes through the input until a piece of payload comes out or nothing is left.
    fn advance(&mut self) -> Result<Option<Bytes>, Error> {
        while self.input.has_remaining() {
            match &mut self.state {
                State::Header => {
                    if let Some(line) = self.take_line(MAX_CHUNK_HEADER_BYTES)? {
                        self.open_chunk(&line)?;
                    }
                }
                State::Data => return self.take_data().map(Some),
                State::DataEnd => {
                    if let Some(line) = self.take_line(2).map_err(|_| Error::Malformed)? {
                        if line != b"\r\n" {
                            return Err(Error::Malformed);
                        }
                        self.state = State::Header;
                    }
                }
                State::Trailer(trailer) => {
                    let room = trailer.room();
                    if let Some(line) = self.take_line(room)? {
                        self.read_trailer(&line)?;
                    }
                }
                State::End(_) | State::Closed => return Err(Error::Malformed),
            }
        }
        Ok(None)
    }

    /// The next line with its end; none while that has not come.
    fn take_line(&mut self, limit: usize) -> Result<Option<Vec<u8>>, Error> {
        let end = self.input.iter().take(limit).position(|&byte| byte == b'\n');
        let part = end.map_or(self.input.len(), |end| end + 1);
        let len = self.line.len() + part;
        if len > limit || (len == limit && end.is_none()) {
            return Err(Error::TooLarge);
        }
        self.line.extend_from_slice(&self.input.split_to(part));
        Ok(end.map(|_| mem::take(&mut self.line)))
    }

    /// Reads `hex-size[;chunk-signature=…]`. A chunk without data is the last.
    fn open_chunk(&mut self, line: &[u8]) -> Result<(), Error> {
        let line = line.strip_suffix(b"\r\n").and_then(|line| std::str::from_utf8(line).ok());
        let line = line.ok_or(Error::Malformed)?;
        let (size, extension) = line.split_once(';').unwrap_or((line, ""));
        if size.is_empty() || !size.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Error::Malformed);
        }
        let size = u64::from_str_radix(size, 16).ok().filter(|size| *size <= MAX_CHUNK_BYTES);
        let size = size.ok_or(Error::TooLarge)?;
        if size > 0 && (1..MIN_CHUNK_BYTES).contains(&self.chunk.size) {
            return Err(Error::ChunkTooSmall { chunk: self.count.saturating_add(1), size: self.chunk.size });
        }
        self.count = self.count.saturating_add(1);
        self.passed = self.passed.saturating_add(size);
        let signature = extension.strip_prefix("chunk-signature=").map(str::to_owned);
        if self.signer.is_some() && signature.is_none() {
            return Err(Error::Malformed);
        }
        self.chunk = Chunk { size, left: size, signature, hash: Sha256::new() };
        match self.decoded_len {
            Some(promised) if self.passed > promised || (size == 0 && self.passed < promised) => {
                return Err(Error::LengthDiffers { promised, came: self.passed });
            }
            _ => {}
        }
        if size > 0 {
            self.state = State::Data;
            return Ok(());
        }
        let is_signed = self.chunk.signature.is_some();
        self.close_chunk()?;
        self.state = State::Trailer(Trailer::new(self.may_trail, is_signed));
        Ok(())
    }

    /// Takes what is there of this chunk's data, at least one byte.
    fn take_data(&mut self) -> Result<Bytes, Error> {
        let here = usize::try_from(self.chunk.left).unwrap_or(usize::MAX).min(self.input.len());
        let piece = self.input.split_to(here);
        self.chunk.left = self.chunk.left.saturating_sub(here as u64);
        if self.signer.is_some() {
            self.chunk.hash.update(&piece);
        }
        if self.chunk.left == 0 {
            self.close_chunk()?;
            self.state = State::DataEnd;
        }
        Ok(piece)
    }

    /// Compares the signature of the chunk that was read.
    fn close_chunk(&mut self) -> Result<(), Error> {
        let Some(signer) = &mut self.signer else { return Ok(()) };
        let hash = mem::take(&mut self.chunk.hash).finalize();
        let (string_to_sign, ours) = signer.next_chunk(&hex::encode(hash));
        let signature = self.chunk.signature.take().unwrap_or_default();
        // A chunk that must be signed and is not was refused when its head was read.
        if same(&ours, &signature) {
            Ok(())
        } else {
            Err(Error::SignatureDiffers { string_to_sign, signature })
        }
    }

    fn read_trailer(&mut self, line: &[u8]) -> Result<(), Error> {
        let State::Trailer(trailer) = &mut self.state else { return Ok(()) };
        if !trailer.read(line)? {
            return Ok(());
        }
        if let Some(signer) = &mut self.signer
            && self.may_trail
        {
            let (string_to_sign, ours) = signer.trailer(&trailer.canonical());
            let signature = trailer.take_signature();
            if !same(&ours, &signature) {
                return Err(Error::SignatureDiffers { string_to_sign, signature });
            }
        }
        self.state = State::End(trailer.take_headers());
        Ok(())
    }

    fn fail(&mut self, error: Error) -> Error {
        self.state = State::Closed;
        self.input = Bytes::new();
        error
    }

    /// The body below has ended.
    fn end(&mut self) -> Option<Result<Frame<Bytes>, Error>> {
        match mem::replace(&mut self.state, State::Closed) {
            State::End(trailers) if trailers.is_empty() => None,
            State::End(trailers) => Some(Ok(Frame::trailers(trailers))),
            _ => Some(Err(Error::Truncated)),
        }
    }
}
