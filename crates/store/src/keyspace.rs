//! The trait behind which the engines of the keyspace stand: byte strings in order, changed in atomic batches.

use std::fmt;
use std::ops::{Bound, ControlFlow};

use async_trait::async_trait;
use bytes::Bytes;

use crate::Result;

/// The number of a commit. Rises by one with each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seq(pub u64);

/// Which way to walk a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// From small keys to large ones.
    Ascending,
    /// From large keys to small ones.
    Descending,
}

/// What a scan calls for each entry. It must not call the store.
pub type Visit<'a> = dyn FnMut(&[u8], &Bytes) -> ControlFlow<()> + 'a;

/// An ordered map from bytes to bytes.
///
/// Reads and writes are short and do not wait for a disk's flush; [`Keyspace::synced`] does, and so do the exchanges of
/// states ([`Keyspace::checkpoint`], [`Keyspace::restore`], [`Keyspace::forget`], [`Keyspace::clear`]), which on disk copy.
#[async_trait]
pub trait Keyspace: Send + Sync + fmt::Debug + 'static {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>>;

    /// Visits the entries between two bounds in order, until `visit` breaks. The whole visit sees one state:
    /// all of a commit or nothing of it.
    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()>;

    /// Sets (`Some`) and removes (`None`) keys: all of them or none, also across a crash. Visible to every
    /// reader on return. A key that stands twice takes its later value.
    fn write(&self, writes: Vec<(Bytes, Option<Bytes>)>) -> Result<Seq>;

    /// The newest commit that is visible and may not be durable yet; nothing if all that is visible is durable. Fails
    /// once a write or a flush has. One atomic load if nothing is pending, nothing in memory: every request asks.
    fn pending(&self) -> Result<Option<Seq>>;

    /// Why no write and no flush succeeds any more, if one has failed: what is visible then may be half of a batch, or
    /// gone after the next start.
    fn failure(&self) -> Option<String>;

    /// Resolves when commit `seq`, and with it all before, survives the end of the process.
    async fn synced(&self, seq: Seq) -> Result<()>;

    /// Keeps the present state under a name, instead of what had that name before.
    fn checkpoint(&self, name: &str) -> Result<()>;

    /// Makes the state kept under a name the present state: all of it or nothing, also across a crash.
    fn restore(&self, name: &str) -> Result<()>;

    /// Drops a checkpoint. Nothing happens if there is none.
    fn forget(&self, name: &str) -> Result<()>;

    /// The names of all checkpoints, in order.
    fn checkpoints(&self) -> Result<Vec<String>>;

    /// Whether a key stands in a checkpoint.
    fn checkpoint_has(&self, name: &str, key: &[u8]) -> Result<bool>;

    /// Removes every entry. Checkpoints stay.
    fn clear(&self) -> Result<()>;

    /// Ends the background work and makes everything durable. Calls after this fail.
    async fn close(&self) -> Result<()>;
}
