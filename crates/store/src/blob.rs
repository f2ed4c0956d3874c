//! Bytes of objects and packages: staged as they stream in, named once, never changed, dropped with the last
//! reference.
//!
//! A small blob lives in the keyspace, in the batch that names it; a large one in memory, or in a file below the
//! data folder.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures::Stream;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::error::Error;

/// Up to this length a blob lives in the keyspace. Below it a file costs more than the bytes.
pub(crate) const INLINE_LIMIT: u64 = 16 * 1024;

/// A name of immutable bytes. What holds it holds a reference, taken and given back through a `Batch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Blob {
    pub(crate) id: u64,
    len: u64,
}

impl Blob {
    /// The number of bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn is_inline(&self) -> bool {
        self.len <= INLINE_LIMIT
    }
}

/// The large blobs of a store that lives in memory.
#[derive(Debug, Default)]
pub(crate) struct Blobs {
    large: Mutex<HashMap<u64, Arc<[Bytes]>>>,
}

/// A blob in the making. Dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    blobs: Arc<Blobs>,
    id: u64,
    len: u64,
    pieces: Vec<Bytes>,
}

/// A blob that is complete but that nothing names yet. Dropped before a batch names it, it leaves nothing behind.
#[derive(Debug)]
pub struct Staged {
    blob: Blob,
    pieces: Vec<Bytes>,
    blobs: Arc<Blobs>,
}

impl Blobs {
    pub(crate) fn stage(self: &Arc<Blobs>, id: u64) -> Staging {
        Staging { blobs: self.clone(), id, len: 0, pieces: Vec::new() }
    }

    pub(crate) fn open(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        let pieces = self.large.lock().get(&blob.id).cloned();
        let pieces = pieces.ok_or_else(|| Error::NoBlob(blob.id.to_string()))?;
        Ok(BlobReader::over(pieces, range))
    }

    pub(crate) fn remove(&self, id: u64) {
        self.large.lock().remove(&id);
    }
}

impl Staging {
    /// Adds bytes at the end.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.len += bytes.len() as u64;
        self.pieces.push(bytes);
        Ok(())
    }

    /// Ends the blob. It stays unnamed until a batch names it.
    pub async fn finish(self) -> Result<Staged> {
        let Staging { blobs, id, len, pieces } = self;
        Ok(Staged { blob: Blob { id, len }, pieces, blobs })
    }
}

impl Staged {
    /// What the blob will be called.
    pub fn blob(&self) -> Blob {
        self.blob
    }

    /// The bytes to keep in the keyspace, if the blob is small; otherwise keeps them where large blobs are.
    pub(crate) fn settle(self) -> Option<Bytes> {
        if self.blob.is_inline() {
            let mut whole = BytesMut::with_capacity(usize::try_from(self.blob.len).unwrap_or(0));
            self.pieces.iter().for_each(|piece| whole.extend_from_slice(piece));
            return Some(whole.freeze());
        }
        self.blobs.large.lock().insert(self.blob.id, self.pieces.into());
        None
    }
}

/// The bytes of a blob as a stream. It stays whole even if the blob is dropped meanwhile.
#[derive(Debug)]
pub struct BlobReader {
    pieces: Arc<[Bytes]>,
    next: usize,
    skip: u64,
    left: u64,
}

impl BlobReader {
    pub(crate) fn over(pieces: Arc<[Bytes]>, range: Range<u64>) -> BlobReader {
        BlobReader { pieces, next: 0, skip: range.start, left: range.end.saturating_sub(range.start) }
    }
}

impl Stream for BlobReader {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        while self.left > 0 {
            let Some(piece) = self.pieces.get(self.next).cloned() else { break };
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
            return Poll::Ready(Some(Ok(piece)));
        }
        Poll::Ready(None)
    }
}
