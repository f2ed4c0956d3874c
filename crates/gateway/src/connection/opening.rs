//! What a connection begins with: its first bytes say whether TLS is spoken on it, and which HTTP.
//!
//! The bytes are read once and handed on with the stream, so plain HTTP pays nothing for TLS: no look ahead, no further
//! call of the system, no layer. <https://www.rfc-editor.org/rfc/rfc8446#section-5.1>: a handshake's first byte is 22,
//! which begins no request line; <https://www.rfc-editor.org/rfc/rfc9113#section-3.4>: HTTP/2 begins with its preface.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};
use tokio_rustls::server::TlsStream;

use super::Protocol;
use crate::linger::Linger;
use crate::tls::Tls;

/// What HTTP/2 begins with.
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The first byte of TLS: a record of the handshake.
const HANDSHAKE: u8 = 22;

/// A connection on which requests can be read.
pub(super) struct Opened {
    pub(super) stream: Transport,
    pub(super) version: Version,
}

/// Which HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

/// What requests are read from and replies written to. TLS lies in a box, as it is large and plain connections are many.
#[derive(Debug)]
pub(super) enum Transport {
    Plain(Linger),
    Encrypted(Box<TlsStream<Linger>>),
}

enum Greeting {
    Plain(Version),
    Tls,
}

/// Reads until it is known what is spoken, TLS's handshake included, within the limits of time.
pub(super) async fn open(mut stream: Linger, http: &Protocol, tls: &Tls) -> io::Result<Opened> {
    match within(http.greeting, greeting(&mut stream)).await? {
        Greeting::Plain(version) => Ok(Opened { stream: Transport::Plain(stream), version }),
        Greeting::Tls => Box::pin(within(http.handshake, encrypted(stream, tls))).await,
    }
}

async fn encrypted(stream: Linger, tls: &Tls) -> io::Result<Opened> {
    let stream = tls.accept(stream).await?;
    // Without ALPN a client means HTTP/1.1: <https://www.rfc-editor.org/rfc/rfc9113#section-3.3>.
    let version = match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => Version::Http2,
        _ => Version::Http1,
    };
    Ok(Opened { stream: Transport::Encrypted(Box::new(stream)), version })
}

/// Tells by as few bytes as it takes, and puts them back.
async fn greeting(stream: &mut Linger) -> io::Result<Greeting> {
    let mut space = [0; PREFACE.len()];
    let mut len = 0;
    let greeting = loop {
        let more = stream.read(space.get_mut(len..).unwrap_or_default()).await?;
        len += more;
        let begun = space.get(..len).unwrap_or_default();
        if begun.first() == Some(&HANDSHAKE) {
            break Greeting::Tls;
        }
        // One that ends here says no more: HTTP/1 makes of it what it can.
        if more == 0 || !PREFACE.starts_with(begun) {
            break Greeting::Plain(Version::Http1);
        }
        if len == PREFACE.len() {
            break Greeting::Plain(Version::Http2);
        }
    };
    stream.put_back(Bytes::copy_from_slice(space.get(..len).unwrap_or_default()));
    Ok(greeting)
}

async fn within<T>(limit: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    match tokio::time::timeout(limit, work).await {
        Ok(done) => done,
        Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, format!("nothing was asked within {limit:?}"))),
    }
}

impl Transport {
    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self, Transport::Encrypted(_))
    }
}

impl AsyncRead for Transport {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Transport::Plain(stream) => Pin::new(stream).poll_read(cx, buffer),
            Transport::Encrypted(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Transport {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Transport::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Transport::Encrypted(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Transport::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Transport::Encrypted(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Transport::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Transport::Encrypted(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Transport::Plain(stream) => Pin::new(stream).poll_write_vectored(cx, pieces),
            Transport::Encrypted(stream) => Pin::new(stream).poll_write_vectored(cx, pieces),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Transport::Plain(stream) => stream.is_write_vectored(),
            Transport::Encrypted(stream) => stream.is_write_vectored(),
        }
    }
}
