//! Bytes of objects and packages: staged as they stream in, named once, never changed, dropped with the last
//! reference.
//!
//! | length | with a data folder | without |
//! |---|---|---|
//! | up to [`INLINE_LIMIT`] | in the keyspace, in the batch that names it | the same |
//! | up to [`MEMORY_LIMIT`] | a file of its own below `blobs/` | in memory |
//! | above | the same | a temporary file that has no name |
//!
//! `docs/decisions/0002-blobs.md` says when a file comes and goes, and why nothing that is named is ever missing.

mod chain;
mod draft;
mod files;
mod reader;
mod reaper;
pub(crate) mod references;
mod staging;

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

pub use self::chain::ChainReader;
pub(crate) use self::chain::Link;
use self::draft::Draft;
pub(crate) use self::files::{Files, NamedFile};
pub use self::reader::BlobReader;
pub(crate) use self::reaper::Reaper;
pub use self::staging::{Staged, Staging};
use crate::Result;

/// Up to this length, in bytes, a blob lives in the keyspace. Below it a file costs more than the bytes.
pub(crate) const INLINE_LIMIT: u64 = 16 * 1024;

/// Up to this length, in bytes, a blob stays in memory if there is no data folder.
pub(crate) const MEMORY_LIMIT: u64 = 64 * 1024 * 1024;

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
    Memory,
    /// One file each.
    Folder(Arc<Files>),
}

/// The bytes of a large blob. They are there as long as somebody holds this.
#[derive(Clone, Debug)]
pub(crate) enum Large {
    Pieces(Arc<[Bytes]>),
    /// A temporary file without a name.
    Nameless(Arc<File>),
    /// A file below the data folder.
    Named(Arc<NamedFile>),
}

impl Home {
    /// How much of a blob is gathered in memory before its file is begun.
    fn file_from(&self) -> usize {
        match self {
            // It fits: the limit is far below what an address can be.
            Home::Memory => MEMORY_LIMIT as usize,
            Home::Folder(_) => PIECE_BYTES,
        }
    }

    /// Whether no file has that id.
    pub(crate) fn is_free(&self, id: u64) -> bool {
        match self {
            Home::Memory => true,
            Home::Folder(files) => files.is_free(id),
        }
    }

    /// Begins the file of a blob in the making. Blocks.
    fn draft(&self, id: u64) -> io::Result<Draft> {
        match self {
            Home::Memory => Draft::nameless(id),
            Home::Folder(files) => Draft::of(files.file(id, false)),
        }
    }
}

impl Large {
    /// The bytes of it within a range that lies in it.
    pub(crate) fn read(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        match self {
            Large::Pieces(pieces) => Ok(BlobReader::over(Arc::clone(pieces), range)),
            Large::Nameless(file) => Ok(BlobReader::over_file(Arc::clone(file), range)),
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
