//! A blob on its way in: gathered in memory up to a limit, from there on written to a file, piece by piece, while
//! the next piece is gathered.

use std::io;
use std::mem;

use bytes::Bytes;
use tokio::task::JoinHandle;

use super::draft::Draft;
use super::{Blob, Home, INLINE_LIMIT, Large, PIECE_BYTES};
use crate::Result;

/// What comes in longer pieces than this is kept as it came; what comes in shorter ones is copied together, since
/// each piece costs more than its bytes.
const COPIED_UP_TO: usize = INLINE_LIMIT as usize;

/// How long the copied-together pieces get.
const TOGETHER_BYTES: usize = 64 * 1024;

/// A blob in the making. Dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    home: Home,
    id: u64,
    len: u64,
    gathered: Gathered,
    file: Writing,
}

/// A blob that is complete but that nothing names yet. Dropped before a batch names it, it leaves nothing behind.
#[derive(Debug)]
pub struct Staged {
    blob: Blob,
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
    Small(Bytes),
    Large(Large),
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
    pub(crate) fn new(home: Home, id: u64) -> Staging {
        Staging { home, id, len: 0, gathered: Gathered::default(), file: Writing::NotYet }
    }

    /// Adds bytes at the end. Waits if the disk is slower than the caller. A blob is lost if a caller drops this
    /// future before it resolves.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.len += bytes.len() as u64;
        self.gathered.push(bytes);
        let limit = match self.file {
            Writing::NotYet => self.home.file_from(),
            Writing::Busy(_) | Writing::Broken => PIECE_BYTES,
        };
        if self.gathered.len >= limit {
            let append = self.append().await?;
            self.file = Writing::Busy(tokio::task::spawn_blocking(append));
        }
        Ok(())
    }

    /// Ends the blob. It stays unnamed until a batch names it.
    pub async fn finish(mut self) -> Result<Staged> {
        let blob = Blob { id: self.id, len: self.len };
        let in_memory = matches!(self.home, Home::Memory) || blob.is_inline();
        let bytes = if matches!(self.file, Writing::NotYet) && in_memory {
            let pieces = self.gathered.take();
            match blob.is_inline() {
                // A small blob is in one piece, copied together.
                true => Complete::Small(pieces.into_iter().next().unwrap_or_default()),
                false => Complete::Large(Large::Pieces(pieces.into())),
            }
        } else {
            let append = self.append().await?;
            let large = tokio::task::spawn_blocking(move || append()?.complete());
            Complete::Large(large.await.map_err(io::Error::other)??)
        };
        Ok(Staged { blob, bytes })
    }

    /// Writes what is gathered to the file, behind what is on its way. Blocks, when it is called.
    async fn append(&mut self) -> Result<impl FnOnce() -> io::Result<Draft> + Send + use<>> {
        let draft = match mem::replace(&mut self.file, Writing::Broken) {
            Writing::NotYet => None,
            Writing::Busy(job) => Some(job.await.map_err(io::Error::other)??),
            Writing::Broken => return Err(io::Error::other("an earlier write of this blob failed").into()),
        };
        let (pieces, home, id) = (self.gathered.take(), self.home.clone(), self.id);
        Ok(move || {
            let mut draft = draft.map_or_else(|| home.draft(id), Ok)?;
            draft.append(pieces)?;
            Ok(draft)
        })
    }
}

impl Staged {
    /// What the blob will be called.
    pub fn blob(&self) -> Blob {
        self.blob
    }

    /// The bytes, if they are to be kept in the keyspace.
    pub(super) fn small(&self) -> Option<Bytes> {
        match &self.bytes {
            Complete::Small(bytes) => Some(bytes.clone()),
            Complete::Large(_) => None,
        }
    }

    /// The bytes, if they are elsewhere: a record names them now.
    pub(super) fn named(self) -> Option<Large> {
        match self.bytes {
            Complete::Small(_) => None,
            Complete::Large(large) => {
                if let Large::Named(file) = &large {
                    file.name();
                }
                Some(large)
            }
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
