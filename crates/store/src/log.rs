//! What makes commits durable. The state itself is in memory ([`State`]); a log takes each commit in order, and says when it
//! survives the end of the process. Without a log nothing does.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use async_trait::async_trait;
use bytes::Bytes;

use crate::Result;
use crate::state::State;

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

/// What a scan calls for each entry.
pub type Visit<'a> = dyn FnMut(&[u8], &Bytes) -> ControlFlow<()> + 'a;

/// A key and what it holds from now on: nothing if it is removed.
pub type Write = (Bytes, Option<Bytes>);

/// A state that a log holds beside others, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored(pub u64);

/// A log. What it is given in order ([`Log::append`], [`Log::turn`]) it takes at once and writes later; what it is asked to
/// hold as a whole state blocks the caller, and nobody else.
#[async_trait]
pub trait Log: Send + Sync + fmt::Debug + 'static {
    /// Whether it takes commits: not once a write or a flush has failed. Asked before a commit becomes visible, with no
    /// lock held.
    fn admit(&self) -> Result<()>;

    /// Takes a commit: all of it becomes durable, or nothing. Called in the order of the numbers, with the state locked: it
    /// does not wait.
    fn append(&self, seq: Seq, writes: Arc<[Write]>);

    /// From commit `seq` on, this stored state is the present one. Like [`Log::append`]; a result comes once that is durable.
    fn turn(&self, seq: Seq, to: Stored) -> Receiver<Result<()>>;

    /// The newest commit that may not be durable yet; nothing if all are. Fails once a write or a flush has. One atomic load
    /// if nothing is pending: every request asks.
    fn pending(&self) -> Result<Option<Seq>>;

    /// Why nothing becomes durable any more, if a write or a flush has failed.
    fn failure(&self) -> Option<String>;

    /// Resolves when commit `seq`, and with it all before, survives the end of the process.
    async fn synced(&self, seq: Seq) -> Result<()>;

    /// Writes a whole state beside the present one. Nothing names it yet: the next start removes it.
    fn store(&self, state: &State) -> Result<Stored>;

    /// Gives a stored state a name, durably, instead of the one that had it.
    fn keep(&self, name: &str, stored: Stored) -> Result<()>;

    /// Takes a name away, durably, and the state that had it.
    fn forget(&self, name: &str) -> Result<()>;

    /// Reads a named state. Nothing if no state has the name.
    fn read(&self, name: &str) -> Result<Option<State>>;

    /// Writes what is left and ends. Calls after this fail.
    async fn close(&self) -> Result<()>;
}
