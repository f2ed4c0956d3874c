//! A blob on its way in: gathered in memory up to a limit, from there on written to a file, piece by piece, while
//! the next piece is gathered.

use std::io;
use std::mem;
use std::sync::Arc;

use bytes::Bytes;
use tokio::task::JoinHandle;

use super::draft::Draft;
use super::home::{Blobs, Large};
use super::{Blob, INLINE_LIMIT, PIECE_BYTES};
use crate::Result;

/// What comes in longer pieces than this is kept as it came; what comes in shorter ones is copied together, since
/// each piece costs more than its bytes.
const COPIED_UP_TO: usize = INLINE_LIMIT as usize;

/// How long the copied-together pieces get.
const TOGETHER_BYTES: usize = 64 * 1024;

/// A blob in the making. Dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    blobs: Arc<Blobs>,
    id: u64,
    len: u64,
    gathered: Gathered,
    file: Writing,
}

/// A blob that is complete but that nothing names yet. Dropped before a batch names it, it leaves nothing behind.
#[derive(Debug)]
pub struct Staged {
    blob: Blob,
    blobs: Arc<Blobs>,
    bytes: Complete,
}

#[derive(Debug)]
enum Writing {
    /// No file so far.
    NotYet,
    /// A piece is on its way to the file.
    Busy(JoinHandle<io::Result<Draft>>),
    /// An error, or a caller that stopped waiting, lost bytes.
    Broken,
}

#[derive(Debug)]
enum Complete {
    Pieces(Vec<Bytes>),
    File(Draft),
    /// Where large blobs are in memory, until it is kept or dropped.
    Placed,
    /// Named, or in the value of the keyspace.
    Taken,
}

/// What has come in and is not on its way to the file.
#[derive(Debug, Default)]
struct Gathered {
    pieces: Vec<Bytes>,
    /// The end, copied together.
    tail: Vec<u8>,
    len: usize,
}

impl Staging {
    pub(super) fn new(blobs: Arc<Blobs>, id: u64) -> Staging {
        Staging { blobs, id, len: 0, gathered: Gathered::default(), file: Writing::NotYet }
    }

    /// Adds bytes at the end. Waits if the disk is slower than the caller. A blob is lost if a caller drops this
    /// future before it resolves.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.len += bytes.len() as u64;
        self.gathered.push(bytes);
        let limit = match self.file {
            Writing::NotYet => self.blobs.file_from(),
            Writing::Busy(_) | Writing::Broken => PIECE_BYTES,
        };
        if self.gathered.len >= limit {
            let job = self.append(false).await?;
            self.file = Writing::Busy(job);
        }
        Ok(())
    }

    /// Ends the blob. It stays unnamed until a batch names it.
    pub async fn finish(mut self) -> Result<Staged> {
        let blob = Blob { id: self.id, len: self.len };
        let in_memory = matches!(*self.blobs, Blobs::Memory(_)) || blob.is_inline();
        let bytes = if matches!(self.file, Writing::NotYet) && in_memory {
            Complete::Pieces(self.gathered.take())
        } else {
            Complete::File(self.append(true).await?.await.map_err(io::Error::other)??)
        };
        // From here on the staged blob answers for the id.
        self.file = Writing::Broken;
        Ok(Staged { blob, blobs: self.blobs.clone(), bytes })
    }

    /// Sends what is gathered to the file, behind what is on its way.
    async fn append(&mut self, last: bool) -> Result<JoinHandle<io::Result<Draft>>> {
        let draft = match mem::replace(&mut self.file, Writing::Broken) {
            Writing::NotYet => None,
            Writing::Busy(job) => Some(job.await.map_err(io::Error::other)??),
            Writing::Broken => return Err(io::Error::other("an earlier write of this blob failed").into()),
        };
        let (pieces, blobs, id) = (self.gathered.take(), self.blobs.clone(), self.id);
        Ok(tokio::task::spawn_blocking(move || {
            let mut draft = draft.map_or_else(|| blobs.draft(id), Ok)?;
            draft.append(pieces)?;
            if last {
                draft.complete()?;
            }
            Ok(draft)
        }))
    }
}

impl Staged {
    /// What the blob will be called.
    pub fn blob(&self) -> Blob {
        self.blob
    }

    /// The bytes to keep in the keyspace, if the blob is small; otherwise readers find them where large blobs are, before
    /// a record names them.
    pub(super) fn place(&mut self) -> Option<Bytes> {
        let large = match mem::replace(&mut self.bytes, Complete::Taken) {
            // A small blob is in one piece, copied together.
            Complete::Pieces(pieces) if self.blob.is_inline() => {
                return Some(pieces.into_iter().next().unwrap_or_default());
            }
            Complete::Pieces(pieces) => Large::Pieces(pieces.into()),
            Complete::File(draft) => match draft.nameless_file() {
                Ok(file) => Large::File(Arc::new(file)),
                Err(named) => {
                    self.bytes = Complete::File(named);
                    return None;
                }
            },
            Complete::Placed | Complete::Taken => return None,
        };
        if let Blobs::Memory(map) = self.blobs.as_ref() {
            map.lock().insert(self.blob.id, large);
            self.bytes = Complete::Placed;
        }
        None
    }

    /// A record names it now. Without this, what was placed goes.
    pub(super) fn keep(mut self) {
        if let Complete::File(draft) = mem::replace(&mut self.bytes, Complete::Taken) {
            draft.keep();
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let (Complete::Placed, Blobs::Memory(map)) = (&self.bytes, self.blobs.as_ref()) {
            map.lock().remove(&self.blob.id);
        }
    }
}

impl Gathered {
    fn push(&mut self, bytes: Bytes) {
        self.len += bytes.len();
        if bytes.len() > COPIED_UP_TO {
            self.close_tail();
            self.pieces.push(bytes);
            return;
        }
        self.tail.extend_from_slice(&bytes);
        if self.tail.len() >= TOGETHER_BYTES {
            self.close_tail();
        }
    }

    fn close_tail(&mut self) {
        if !self.tail.is_empty() {
            self.pieces.push(mem::take(&mut self.tail).into());
        }
    }

    fn take(&mut self) -> Vec<Bytes> {
        self.close_tail();
        mem::take(self).pieces
    }
}
