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
mod home;
mod ledger;
mod reader;
mod reaper;
mod staging;

use serde::{Deserialize, Serialize};

pub use self::chain::ChainReader;
pub(crate) use self::home::Blobs;
pub(crate) use self::ledger::Ledger;
pub use self::reader::BlobReader;
pub(crate) use self::reaper::Reaper;
pub use self::staging::{Staged, Staging};

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
