//! The only place where state is kept: one ordered keyspace for all services, and immutable blobs beside it.
//!
//! Knows nothing of any service. Conditions, read-modify-write and transactions live above: a commit says what it relied on,
//! and is refused once that has changed. Because all state is here, reset, checkpoint, restore and fork are each one piece of
//! code for every service.
//!
//! - `store`: the handle that engines hold; read it first
//! - `space`: every key in the process, by space; `batch`: what one commit changes, and relies on; `reads`: what a decision
//!   was made by; `view`: one state for several reads; `slices`: long walks; `stripes`: locks that keep writers of one key from conflicting
//! - `state`: all entries and large blobs at one moment, in memory; `present`: the present one, and how it changes;
//!   `checkpoints`: those with a name; `reading`: what is read behind the requests after a start
//! - `log`: what makes commits durable, a trait; `sled`: with a data folder, with `sled/call` (calls that catch panics),
//!   `sled/writer` (the one thread that writes and flushes), `sled/dropper` (the one that drops whole states), `sled/states`
//!   (which tree holds which state)
//! - `blob`: what a blob is and where its bytes are; `blob/staging` bytes on their way in, `blob/draft` those of them
//!   that are not in memory, `blob/memory` the budget of those that are, `blob/spill` what is beyond it, `blob/remote` blobs in
//!   another service's bucket, `blob/reader` bytes on their way out, `blob/chain` several blobs as one stream, `blob/references` counts,
//!   `blob/files` files and who needs them, `blob/reaper` removal
//! - `outbox`: messages that are in the commit of what they tell of, and go to their receivers afterwards; its own head lists
//!   `outbox/`
//! - `folder`: the data folder: lock, format, count of starts; `compact`: a folder written anew; `error`: what can go wrong;
//!   `heap_room`: fewer calls of the system for what is kept

mod batch;
mod blob;
mod checkpoints;
mod compact;
mod error;
mod folder;
mod heap_room;
mod log;
mod outbox;
mod present;
mod reading;
mod reads;
mod sled;
mod slices;
pub mod space;
mod state;
mod store;
mod stripes;
mod view;

pub use batch::Batch;
pub use blob::{Blob, BlobMemory, BlobReader, ChainReader, RemoteBlobs, Staged, Staging};
pub use compact::{Compacted, compact};
pub use error::Error;
pub use log::{Log, Order, Seq, Stored, Visit, Write};
pub use outbox::{Carried, Channel, Courier, Message, News, Outbox};
pub use present::Commit;
pub use reading::Reading;
pub use slices::Slices;
pub use space::{Key, Space};
pub use state::{Entries, State};
pub use store::{Found, Store};
pub use stripes::{Guard, Guards, Stripes};
pub use view::View;

/// What the store's operations return.
pub type Result<T> = std::result::Result<T, Error>;
