//! Bytes of objects and packages: staged as they stream in, named once, never changed, dropped with the last
//! reference.
//!
//! | length | with a data folder | without |
//! |---|---|---|
//! | up to [`INLINE_LIMIT`] | in the keyspace, in the batch that names it | the same |
//! | above | a file of its own below `blobs/`, or an object of a remote | in memory, up to a budget for all; beyond it in temporary files that many share |
//!
//! `docs/decisions/0002-blobs.md` and `docs/decisions/0070-homes-of-blobs.md` say when a file comes and goes, and why nothing that is named is ever missing.

mod chain;
mod draft;
mod files;
mod memory;
mod reader;
mod reaper;
pub(crate) mod references;
pub(crate) mod remote;
mod spill;
mod staging;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::chain::ChainReader;
pub(crate) use self::chain::Link;
pub(crate) use self::files::{Files, NamedFile, Shelf};
pub use self::memory::BlobMemory;
use self::memory::Held;
pub use self::reader::BlobReader;
pub(crate) use self::reaper::Reaper;
use self::remote::PART_BYTES;
pub(crate) use self::remote::Remote;
pub use self::remote::RemoteBlobs;
use self::spill::Spilled;
pub use self::staging::{Staged, Staging};
use crate::Result;

/// Up to this length, in bytes, a blob lives in the keyspace. Below it a file costs more than the bytes.
pub(crate) const INLINE_LIMIT: u64 = 16 * 1024;

/// How much is written to or read from a file at once, in bytes. A stream holds two of these at most, one of them
/// on its way.
pub(crate) const PIECE_BYTES: usize = 512 * 1024;

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

/// Where the bytes of new large blobs go.
#[derive(Clone, Debug)]
pub(crate) enum Home {
    /// They end with the process.
    Memory(BlobMemory),
    /// One file each, or one object of a remote.
    Lasting(Arc<Files>),
}

/// The bytes of a large blob. They are there as long as somebody holds this.
#[derive(Clone, Debug)]
pub(crate) enum Large {
    Pieces(Arc<Held>),
    /// Ranges of temporary files.
    Spilled(Arc<Spilled>),
    /// A file below the data folder.
    Named(Arc<NamedFile>),
}

impl Home {
    /// Whether no file has that id.
    pub(crate) fn is_free(&self, id: u64) -> bool {
        match self {
            Home::Memory(_) => true,
            Home::Lasting(files) => files.is_free(id),
        }
    }

    /// How much is gathered before it is written.
    fn piece_bytes(&self) -> usize {
        if self.remote().is_some() { PART_BYTES } else { PIECE_BYTES }
    }

    /// The remote, if that is where they go.
    pub(crate) fn remote(&self) -> Option<&Arc<Remote>> {
        match self {
            Home::Memory(_) => None,
            Home::Lasting(files) => files.remote(),
        }
    }
}

impl Large {
    /// The bytes of it within a range that lies in it.
    pub(crate) fn read(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        match self {
            Large::Pieces(pieces) => Ok(BlobReader::over_pieces(Arc::clone(pieces), range)),
            Large::Spilled(spilled) => Ok(BlobReader::over_spilled(Arc::clone(spilled), range)),
            Large::Named(file) => file.open(blob, range),
        }
    }

    /// The same, to be opened when a reader comes to it.
    pub(crate) fn link(&self, blob: Blob, range: Range<u64>) -> Result<Link> {
        match self {
            Large::Named(file) => Ok(Link::File(Arc::clone(file), blob, range)),
            _ => self.read(blob, range).map(Link::Open),
        }
    }
}
