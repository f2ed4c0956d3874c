//! A blob on its way in: gathered in memory as long as it may stay there, from there on written, piece by piece, while the
//! next piece is gathered.

use std::io;
use std::mem;
use std::sync::Arc;

use bytes::Bytes;
use tokio::task::JoinHandle;

use super::draft::Draft;
use super::memory::{Held, Reservation};
use super::spill::BLOCK_BYTES;
use super::{Blob, Home, INLINE_LIMIT, Large};
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
    /// The part of the memory's budget that is taken, as long as the blob may stay there.
    held: Option<Reservation>,
    writing: Writing,
}

/// A blob that is complete but that nothing names yet. Dropped before a batch names it, it leaves nothing behind.
#[derive(Debug)]
pub struct Staged {
    blob: Blob,
    bytes: Complete,
}

#[derive(Debug)]
enum Writing {
    /// All of it is gathered.
    NotYet,
    /// A piece is on its way.
    Busy(JoinHandle<io::Result<Draft>>),
    /// An error, or a caller that stopped waiting, lost bytes.
    Broken,
}

#[derive(Debug)]
enum Complete {
    Small(Bytes),
    Large(Large),
}

/// What has come in and is not written, nor on its way.
#[derive(Debug, Default)]
struct Gathered {
    pieces: Vec<Bytes>,
    /// The end, copied together.
    tail: Vec<u8>,
    len: usize,
}

impl Staging {
    pub(crate) fn new(home: Home, id: u64) -> Staging {
        let held = match &home {
            Home::Memory(memory) => Some(memory.reservation()),
            Home::Lasting(_) => None,
        };
        Staging { home, id, len: 0, gathered: Gathered::default(), held, writing: Writing::NotYet }
    }

    /// Adds bytes at the end. Waits if the disk is slower than the caller. A blob is lost if a caller drops this
    /// future before it resolves.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.len += bytes.len() as u64;
        self.gathered.push(bytes);
        if self.stays_in_memory() {
            return Ok(());
        }
        // From here on it is written. What it had of the budget is given back as it goes.
        let held = self.held.take();
        if self.gathered.len >= self.home.piece_bytes() {
            // The next append goes on with a block of the file system.
            let pieces = self.gathered.take_blocks();
            let draft = self.draft().await?;
            self.writing = Writing::Busy(self.work(draft, async move |mut draft| {
                draft.append(pieces, held).await?;
                Ok(draft)
            }));
        }
        Ok(())
    }

    /// Whether all of it is in memory, and the budget has room for that.
    fn stays_in_memory(&mut self) -> bool {
        let len = self.len;
        self.held.as_mut().is_some_and(|held| len <= INLINE_LIMIT || held.grow_to(len))
    }

    /// Ends the blob. It stays unnamed until a batch names it.
    pub async fn finish(mut self) -> Result<Staged> {
        let blob = Blob { id: self.id, len: self.len };
        let pieces = self.gathered.take();
        let bytes = match self.held.take() {
            _ if blob.is_inline() => {
                // A small blob is in one piece, copied together.
                Complete::Small(pieces.into_iter().next().unwrap_or_default())
            }
            Some(reservation) => {
                Complete::Large(Large::Pieces(Arc::new(Held { pieces, _reservation: reservation })))
            }
            None => {
                let draft = self.draft().await?;
                let large = self.work(draft, async move |draft| draft.complete(pieces).await);
                Complete::Large(large.await.map_err(io::Error::other)??)
            }
        };
        Ok(Staged { blob, bytes })
    }

    /// What is written so far, once that is done.
    async fn draft(&mut self) -> Result<Option<Draft>> {
        match mem::replace(&mut self.writing, Writing::Broken) {
            Writing::NotYet => Ok(None),
            Writing::Busy(job) => Ok(Some(job.await.map_err(io::Error::other)??)),
            Writing::Broken => Err(io::Error::other("an earlier write of this blob failed").into()),
        }
    }

    /// Goes on with what is written, where that holds up nobody.
    fn work<T: Send + 'static, F: Future<Output = io::Result<T>> + Send>(
        &self,
        draft: Option<Draft>,
        work: impl FnOnce(Draft) -> F + Send + 'static,
    ) -> JoinHandle<io::Result<T>> {
        let (home, id) = (self.home.clone(), self.id);
        let remote = home.remote().cloned();
        let work = async move { work(draft.map_or_else(|| Draft::begin(&home, id), Ok)?).await };
        match remote {
            Some(remote) => remote.begin(work),
            // It blocks, and waits for nothing else.
            None => tokio::task::spawn_blocking(move || futures::executor::block_on(work)),
        }
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

    /// Takes whole blocks of the file system and leaves the rest.
    fn take_blocks(&mut self) -> Vec<Bytes> {
        let mut left = self.len % BLOCK_BYTES as usize;
        let mut pieces = self.take();
        let mut rest = Vec::new();
        while left > 0
            && let Some(mut last) = pieces.pop()
        {
            let here = last.split_off(last.len().saturating_sub(left));
            left -= here.len();
            rest.push(here);
            if !last.is_empty() {
                pieces.push(last);
            }
        }
        rest.into_iter().rev().for_each(|piece| self.push(piece));
        pieces
    }
}
