//! A blob on its way out: a stream of pieces, the next one read while the last one is being used.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::Stream;
use tokio::task::JoinHandle;

use super::PIECE_BYTES;

/// The bytes of a blob as a stream. It stays whole even if the blob is dropped meanwhile.
#[derive(Debug)]
pub struct BlobReader(Source);

#[derive(Debug)]
enum Source {
    Pieces(Pieces),
    File(Reading),
}

#[derive(Debug)]
struct Pieces {
    pieces: Arc<[Bytes]>,
    next: usize,
    skip: u64,
    left: u64,
}

#[derive(Debug)]
struct Reading {
    file: Arc<File>,
    /// What has not been asked for.
    left: Range<u64>,
    job: Option<JoinHandle<io::Result<Bytes>>>,
}

impl BlobReader {
    pub(crate) fn over(pieces: Arc<[Bytes]>, range: Range<u64>) -> BlobReader {
        let left = range.end.saturating_sub(range.start);
        BlobReader(Source::Pieces(Pieces { pieces, next: 0, skip: range.start, left }))
    }

    pub(super) fn over_file(file: Arc<File>, range: Range<u64>) -> BlobReader {
        BlobReader(Source::File(Reading { file, left: range, job: None }))
    }
}

impl Stream for BlobReader {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        match &mut self.0 {
            Source::Pieces(pieces) => Poll::Ready(pieces.next().map(Ok)),
            Source::File(reading) => reading.poll_next(cx),
        }
    }
}

impl Pieces {
    fn next(&mut self) -> Option<Bytes> {
        while self.left > 0 {
            let piece = self.pieces.get(self.next)?;
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
        let (file, at) = (self.file.clone(), self.left.start);
        let len = self.left.end.saturating_sub(at).min(PIECE_BYTES as u64);
        if len == 0 {
            return;
        }
        self.left.start += len;
        self.job = Some(tokio::task::spawn_blocking(move || {
            // At most `PIECE_BYTES`, which is a usize.
            let mut piece = vec![0; len as usize];
            file.read_exact_at(&mut piece, at)?;
            Ok(piece.into())
        }));
    }
}
