//! The only place where state is kept: one ordered keyspace for all services, and immutable blobs beside it.
//!
//! Knows nothing of any service. Conditions, read-modify-write and transactions live above, under [`Stripes`].
//! Because all state is here, reset, checkpoint and restore are each one piece of code for every service.
//!
//! - `store`: the handle that engines hold; read it first
//! - `space`: every key in the process, by space; `batch`: what one commit changes; `slices`: long walks outside the store's
//!   lock; `stripes`: locks for read-modify-write
//! - `keyspace`: the trait; `memory`: the default; `sled`: the persistent one, with `sled/call` (calls that catch panics),
//!   `sled/flusher` (the one thread that flushes), `sled/states` (which tree holds which state)
//! - `blob`: what a blob is; `blob/staging` bytes on their way in, `blob/draft` the file of a blob in the making,
//!   `blob/reader` bytes on their way out, `blob/chain` several blobs as one stream, `blob/ledger` counts of references,
//!   `blob/home` files or memory, `blob/reaper` removal
//! - `folder`: the data folder: lock, format, count of starts; `error`: what can go wrong

mod batch;
mod blob;
mod error;
mod folder;
mod keyspace;
mod memory;
mod sled;
mod slices;
pub mod space;
mod store;
mod stripes;

pub use batch::Batch;
pub use blob::{Blob, BlobReader, ChainReader, Staged, Staging};
pub use error::Error;
pub use keyspace::{Keyspace, Order, Seq, Visit};
pub use memory::MemoryKeyspace;
pub use slices::Slices;
pub use space::{Key, Space};
pub use store::Store;
pub use stripes::{Guard, Guards, Stripes};

/// What the store's operations return.
pub type Result<T> = std::result::Result<T, Error>;
