//! A socket that is closed so that the last reply arrives.
//!
//! A server that closes while the client still sends makes the client's system throw away what it has received: the
//! client sees a reset instead of the error that it was sent, for a body too large say. So the closing side stops
//! sending first, and reads on for a while. <https://www.rfc-editor.org/rfc/rfc9112#section-9.6>

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

/// How long to wait whether the client was still sending.
const GLANCE: Duration = Duration::from_millis(50);
/// How long to take what it sends, if it was.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most that is taken and thrown away.
const MOST_BYTES: usize = 64 << 20;

/// A TCP connection that lingers when it is shut down.
#[derive(Debug)]
pub(crate) struct Linger {
    stream: TcpStream,
    closing: Option<Closing>,
}

#[derive(Debug)]
struct Closing {
    until: Pin<Box<Sleep>>,
    taken: usize,
}

impl Linger {
    pub(crate) fn new(stream: TcpStream) -> Linger {
        Linger { stream, closing: None }
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
        Pin::new(&mut self.get_mut().stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Linger {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Linger { stream, closing } = self.get_mut();
        if closing.is_none() {
            ready!(Pin::new(&mut *stream).poll_shutdown(cx))?;
        }
        closing.get_or_insert_with(Closing::begin).poll(stream, cx).map(Ok)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
