//! A blob on its way out: a stream of pieces, the next one read while the last one is being used.

use std::fs::File;
use std::io;
use std::mem;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::Stream;
use tokio::task::JoinHandle;

use super::PIECE_BYTES;
use super::memory::Held;
use super::remote::RemoteBody;
use super::spill::Spilled;

/// The bytes of a blob as a stream. It stays whole even if the blob is dropped meanwhile.
#[derive(Debug)]
pub struct BlobReader(Source);

#[derive(Debug)]
enum Source {
    /// What is left of a blob in one piece.
    Piece(Bytes),
    Pieces(Pieces),
    Stored(Reading),
    Remote(RemoteBody),
}

/// Bytes that are not in memory.
#[derive(Clone, Debug)]
enum Stored {
    File(Arc<File>),
    Spilled(Arc<Spilled>),
}

#[derive(Debug)]
struct Pieces {
    held: Arc<Held>,
    next: usize,
    skip: u64,
    left: u64,
}

#[derive(Debug)]
struct Reading {
    stored: Stored,
    /// What has not been asked for.
    left: Range<u64>,
    job: Option<JoinHandle<io::Result<Bytes>>>,
}

impl BlobReader {
    /// Over all bytes of a blob, or none beyond them.
    pub(crate) fn over(mut piece: Bytes, range: Range<u64>) -> BlobReader {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(piece.len());
        let (from, to) = (place(range.start), place(range.end));
        piece = piece.slice(from.min(to)..to);
        BlobReader(Source::Piece(piece))
    }

    pub(super) fn over_pieces(held: Arc<Held>, range: Range<u64>) -> BlobReader {
        let left = range.end.saturating_sub(range.start);
        BlobReader(Source::Pieces(Pieces { held, next: 0, skip: range.start, left }))
    }

    pub(super) fn over_file(file: Arc<File>, range: Range<u64>) -> BlobReader {
        BlobReader::over_stored(Stored::File(file), range)
    }

    pub(super) fn over_spilled(spilled: Arc<Spilled>, range: Range<u64>) -> BlobReader {
        BlobReader::over_stored(Stored::Spilled(spilled), range)
    }

    pub(super) fn over_remote(body: RemoteBody) -> BlobReader {
        BlobReader(Source::Remote(body))
    }

    /// Waits until it is sure that there are bytes to come, where that is not known at once: before a reply says so.
    pub async fn begin(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Source::Remote(body) => body.begin().await,
            _ => Ok(()),
        }
    }

    fn over_stored(stored: Stored, range: Range<u64>) -> BlobReader {
        BlobReader(Source::Stored(Reading { stored, left: range, job: None }))
    }
}

impl Stream for BlobReader {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        match &mut self.0 {
            Source::Piece(piece) if piece.is_empty() => Poll::Ready(None),
            Source::Piece(piece) => Poll::Ready(Some(Ok(mem::take(piece)))),
            Source::Pieces(pieces) => Poll::Ready(pieces.next().map(Ok)),
            Source::Stored(reading) => reading.poll_next(cx),
            Source::Remote(body) => body.poll_next(cx),
        }
    }
}

impl Stored {
    /// Fills a buffer with what begins at a place in the blob. Blocks.
    fn read(&self, buffer: &mut [u8], at: u64) -> io::Result<()> {
        match self {
            Stored::File(file) => file.read_exact_at(buffer, at),
            Stored::Spilled(spilled) => spilled.read(buffer, at),
        }
    }
}

impl Pieces {
    fn next(&mut self) -> Option<Bytes> {
        while self.left > 0 {
            let piece = self.held.pieces.get(self.next)?;
            self.next += 1;
            let len = piece.len() as u64;
            if self.skip >= len {
                self.skip -= len;
                continue;
            }
            let take = (len - self.skip).min(self.left);
            // Both are below the piece's length, which is a usize.
            let piece = piece.slice(self.skip as usize..(self.skip + take) as usize);
            self.skip = 0;
            self.left -= take;
            return Some(piece);
        }
        None
    }
}

impl Reading {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.job.is_none() {
            self.start();
        }
        let Some(job) = &mut self.job else { return Poll::Ready(None) };
        let piece = ready!(Pin::new(job).poll(cx)).unwrap_or_else(|cause| Err(io::Error::other(cause)));
        self.job = None;
        if piece.is_ok() {
            self.start();
        } else {
            self.left = 0..0;
        }
        Poll::Ready(Some(piece))
    }

    /// Sends for the next piece, if there is one.
    fn start(&mut self) {
        let (stored, at) = (self.stored.clone(), self.left.start);
        let len = self.left.end.saturating_sub(at).min(PIECE_BYTES as u64);
        if len == 0 {
            return;
        }
        self.left.start += len;
        self.job = Some(tokio::task::spawn_blocking(move || {
            // At most `PIECE_BYTES`, which is a usize.
            let mut piece = vec![0; len as usize];
            stored.read(&mut piece, at)?;
            Ok(piece.into())
        }));
    }
}
