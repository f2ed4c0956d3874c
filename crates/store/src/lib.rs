//! The only place where state is kept: one ordered keyspace for all services, and immutable blobs beside it.
//!
//! Knows nothing of any service. Conditions, read-modify-write and transactions live above, under [`Stripes`].
//! Because all state is here, reset, checkpoint and restore are each one piece of code for every service.

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
