//! A range of a remote blob on its way in: asked for when a reader comes to it, and a few pieces ahead of it from then on.

use std::future::poll_fn;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::StreamExt as _;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::AbortHandle;

use super::super::files::NamedFile;
use super::Remote;

/// So many pieces wait for their reader.
const AHEAD: usize = 4;

/// The bytes of a range.
#[derive(Debug)]
pub(in crate::blob) struct RemoteBody {
    remote: Arc<Remote>,
    /// As long as it is held the object stays.
    held: Arc<NamedFile>,
    range: Range<u64>,
    coming: Option<Coming>,
    /// A piece that came before it was asked for.
    first: Option<Bytes>,
}

#[derive(Debug)]
struct Coming {
    pieces: Receiver<io::Result<Bytes>>,
    work: AbortHandle,
}

impl RemoteBody {
    pub(in crate::blob) fn new(remote: Arc<Remote>, held: Arc<NamedFile>, range: Range<u64>) -> RemoteBody {
        RemoteBody { remote, held, range, coming: None, first: None }
    }

    /// Waits for the first piece.
    pub(in crate::blob) async fn begin(&mut self) -> io::Result<()> {
        if self.first.is_none() {
            self.first = poll_fn(|cx| self.poll_next(cx)).await.transpose()?;
        }
        Ok(())
    }

    pub(in crate::blob) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        if self.range.is_empty() {
            return Poll::Ready(None);
        }
        let coming = self.coming.get_or_insert_with(|| {
            let (sender, pieces) = channel(AHEAD);
            let (remote, id, range) = (Arc::clone(&self.remote), self.held.id(), self.range.clone());
            let work = self.remote.begin(async move {
                if let Err(cause) = send(&remote, id, range, &sender).await {
                    let _ = sender.send(Err(cause)).await;
                }
                Ok(())
            });
            Coming { pieces, work: work.abort_handle() }
        });
        match coming.pieces.poll_recv(cx) {
            Poll::Ready(Some(Ok(piece))) => {
                self.range.start += piece.len() as u64;
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Ready(Some(Err(cause))) => {
                self.range = 0..0;
                Poll::Ready(Some(Err(cause)))
            }
            Poll::Ready(None) => {
                self.range = 0..0;
                Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

async fn send(remote: &Remote, id: u64, range: Range<u64>, to: &Sender<io::Result<Bytes>>) -> io::Result<()> {
    let mut pieces = remote.get(id, range).await?.into_stream();
    while let Some(piece) = pieces.next().await {
        if to.send(Ok(remote.noted(piece)?)).await.is_err() {
            break;
        }
    }
    Ok(())
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.work.abort();
    }
}
