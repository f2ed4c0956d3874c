//! Where a guest's output goes: into memory, at once, and never more than a limit of it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use parking_lot::Mutex;
use tokio::io::AsyncWrite;
use wasmtime_wasi::async_trait;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamResult};

use crate::execution::log::Log;

/// How much a guest may write at once.
const WRITE_SIZE: usize = 64 * 1024;

/// What is done with output.
pub(super) trait Sink: Send + 'static {
    /// Takes more of it.
    fn take(&mut self, data: &[u8]);
}

impl Sink for Log {
    fn take(&mut self, data: &[u8]) {
        self.write(data);
    }
}

/// A response as it is written. Over its limit it is only counted.
#[derive(Debug)]
pub(super) struct Response {
    bytes: BytesMut,
    len: usize,
    limit: usize,
}

impl Response {
    /// An empty one.
    pub(super) fn new(limit: usize) -> Response {
        Response { bytes: BytesMut::new(), len: 0, limit }
    }

    /// All of it, or its length if it is too long.
    pub(super) fn finish(&mut self) -> Result<Bytes, usize> {
        if self.len > self.limit { Err(self.len) } else { Ok(std::mem::take(&mut self.bytes).freeze()) }
    }
}

impl Sink for Response {
    fn take(&mut self, data: &[u8]) {
        self.len = self.len.saturating_add(data.len());
        if self.len <= self.limit {
            self.bytes.extend_from_slice(data);
        } else {
            self.bytes = BytesMut::new();
        }
    }
}

/// One of a guest's two outputs.
#[derive(Debug)]
pub(super) struct Pipe<S>(pub(super) Arc<Mutex<S>>);

impl<S> Clone for Pipe<S> {
    fn clone(&self) -> Pipe<S> {
        Pipe(self.0.clone())
    }
}

impl<S: Sink> StdoutStream for Pipe<S> {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

impl<S> IsTerminal for Pipe<S> {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl<S: Sink> OutputStream for Pipe<S> {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.0.lock().take(&bytes);
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(WRITE_SIZE)
    }
}

#[async_trait]
impl<S: Sink> Pollable for Pipe<S> {
    async fn ready(&mut self) {}
}

impl<S: Sink> AsyncWrite for Pipe<S> {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, data: &[u8]) -> Poll<io::Result<usize>> {
        self.0.lock().take(data);
        Poll::Ready(Ok(data.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
