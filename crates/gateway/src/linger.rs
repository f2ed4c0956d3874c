//! A socket that is closed so that the last reply arrives, and that distinguishes a client that is gone from one that has
//! only sent all it has to send.
//!
//! A server that closes while the client still sends makes the client's system throw away what it has received: the
//! client sees a reset instead of the error that it was sent, for a body too large say. So the closing side stops
//! sending first, and reads on for a while. <https://www.rfc-editor.org/rfc/rfc9112#section-9.6>
//!
//! A client that has sent its request may close its own side and wait for the answer. One that has ended looks the same,
//! until something is sent to it: its system answers that there is nobody. So the system is asked to send something, a
//! keep-alive probe, now and then.

use std::future::poll_fn;
use std::io;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use base::call::Sending;
use bytes::Bytes;
use parking_lot::Mutex;
use rustix::net::sockopt;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

/// How long to wait whether the client was still sending.
const GLANCE: Duration = Duration::from_millis(50);
/// How long to take what it sends, if it was.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most that is taken and thrown away.
const MOST_BYTES: usize = 64 << 20;

/// How long a connection is silent before its client is asked for a sign of life.
const SILENCE: Duration = Duration::from_secs(60);
/// How long to wait for the sign, and how often to ask.
const PROBE: Duration = Duration::from_secs(10);
const PROBES: u32 = 3;
/// How soon to look again at a client that has sent what nobody reads yet.
const GLIMPSE: Duration = Duration::from_millis(500);
/// How often to look whether a client that sends no more has gone.
const LOOK: Duration = Duration::from_secs(5);

/// A TCP connection that lingers when it is shut down.
#[derive(Debug)]
pub(crate) struct Linger {
    stream: Arc<Mutex<TcpStream>>,
    /// What has been read already and is to be read again.
    again: Bytes,
    closing: Option<Closing>,
}

/// The other end of a connection.
#[derive(Debug)]
pub(crate) struct Client {
    stream: Arc<Mutex<TcpStream>>,
    sending: Sending,
}

/// What is known of a client's side.
#[derive(Debug)]
enum End {
    /// It is closed.
    Closed,
    /// It has sent more, which nobody reads yet: a request may follow another before that is answered.
    Unread,
}

#[derive(Debug)]
struct Closing {
    until: Pin<Box<Sleep>>,
    taken: usize,
}

impl Linger {
    pub(crate) fn new(stream: TcpStream) -> (Linger, Client) {
        if let Err(cause) = ask_for_signs_of_life(&stream) {
            tracing::debug!(%cause, "SO_KEEPALIVE");
        }
        let stream = Arc::new(Mutex::new(stream));
        let client = Client { stream: stream.clone(), sending: Sending::begin() };
        (Linger { stream, again: Bytes::new(), closing: None }, client)
    }

    /// Gives bytes back that were read, so that they are read next.
    pub(crate) fn put_back(&mut self, bytes: Bytes) {
        self.again = bytes;
    }

    /// This machine's address on the connection.
    pub(crate) fn local_address(&self) -> io::Result<IpAddr> {
        Ok(self.stream.lock().local_addr()?.ip().to_canonical())
    }
}

fn ask_for_signs_of_life(stream: &TcpStream) -> io::Result<()> {
    sockopt::set_tcp_keepidle(stream, SILENCE)?;
    sockopt::set_tcp_keepintvl(stream, PROBE)?;
    sockopt::set_tcp_keepcnt(stream, PROBES)?;
    Ok(sockopt::set_socket_keepalive(stream, true)?)
}

impl Client {
    /// Whether it may send more: noticed while [`Client::gone`] is awaited.
    pub(crate) fn sending(&self) -> Sending {
        self.sending.clone()
    }

    /// Resolves when nobody is left to read a reply. A client that has only closed its own side is still there.
    pub(crate) async fn gone(&self) -> io::Error {
        loop {
            match poll_fn(|cx| self.poll_end(cx)).await {
                Ok(End::Closed) => {
                    self.sending.end();
                    wait(LOOK).await;
                }
                Ok(End::Unread) => wait(GLIMPSE).await,
                Err(cause) => return cause,
            }
        }
    }

    /// Ready when the client sends no more, or is gone, or has sent what nobody reads yet.
    fn poll_end(&self, cx: &mut Context<'_>) -> Poll<io::Result<End>> {
        let stream = self.stream.lock();
        let mut byte = [0];
        if ready!(stream.poll_peek(cx, &mut ReadBuf::new(&mut byte)))? == 0 {
            return Poll::Ready(Ok(End::Closed));
        }
        // The end may come behind that: TLS says goodbye before it.
        let mut readiness = pin!(stream.ready(Interest::READABLE));
        match readiness.as_mut().poll(cx) {
            Poll::Ready(Ok(ready)) if ready.is_read_closed() => Poll::Ready(Ok(End::Closed)),
            _ => Poll::Ready(Ok(End::Unread)),
        }
    }
}

impl Closing {
    fn begin() -> Closing {
        Closing { until: wait(GLANCE), taken: 0 }
    }

    /// Ready when the client has closed too, or has had its time.
    fn poll(&mut self, stream: &mut TcpStream, cx: &mut Context<'_>) -> Poll<()> {
        let mut space = [0; 16 * 1024];
        loop {
            let mut buffer = ReadBuf::new(&mut space);
            match Pin::new(&mut *stream).poll_read(cx, &mut buffer) {
                Poll::Pending => return self.until.as_mut().poll(cx),
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    if self.taken == 0 {
                        self.until = wait(PATIENCE);
                    }
                    self.taken += buffer.filled().len();
                    if self.taken > MOST_BYTES {
                        return Poll::Ready(());
                    }
                    if self.until.as_mut().poll(cx).is_ready() {
                        return Poll::Ready(());
                    }
                }
                Poll::Ready(_) => return Poll::Ready(()),
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "waits for a client, not for the emulated world")]
fn wait(time: Duration) -> Pin<Box<Sleep>> {
    Box::pin(tokio::time::sleep(time))
}

impl AsyncRead for Linger {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Linger { stream, again, .. } = self.get_mut();
        if !again.is_empty() {
            buffer.put_slice(&again.split_to(again.len().min(buffer.remaining())));
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut *stream.lock()).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Linger {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.get_mut().stream.lock()).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.get_mut().stream.lock()).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Linger { stream, closing, .. } = self.get_mut();
        let mut stream = stream.lock();
        if closing.is_none() {
            ready!(Pin::new(&mut *stream).poll_shutdown(cx))?;
        }
        closing.get_or_insert_with(Closing::begin).poll(&mut stream, cx).map(Ok)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.get_mut().stream.lock()).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.lock().is_write_vectored()
    }
}
