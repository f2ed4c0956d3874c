//! The persistent keyspace, on sled. What is particular about sled is dealt with here and in `sled/`, and nowhere
//! else; `docs/decisions/0001-sled-behind-keyspace.md` says why it is so.
//!
//! Each state, the present one and every checkpoint, is a tree of its own, because sled's batches are atomic
//! within one tree. Which tree is which stands in the tree `meta`. A state is exchanged by preparing a new tree and
//! then turning the pointer, so that a crash leaves the one or the other.

mod call;
mod flusher;
mod states;

use std::fmt;
use std::fs;
use std::ops::{Bound, ControlFlow};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use parking_lot::{
    MappedRwLockReadGuard, RwLock, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard,
};

use self::call::{Calls, Failure};
use self::flusher::Flusher;
use self::states::{State, States};
use crate::Result;
use crate::error::Error;
use crate::folder::Folder;
use crate::keyspace::{Keyspace, Order, Seq, Visit};
use crate::memory::is_empty;

/// How much of the data sled keeps in memory, in bytes, by its own count.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// How often, and after what pause, a folder is tried again that sled, closed a moment ago in this same process,
/// has not let go of yet.
const OPEN_TRIES: u32 = 50;
const OPEN_PAUSE: Duration = Duration::from_millis(20);

/// A keyspace below a data folder.
pub(crate) struct SledKeyspace(Arc<Inner>);

struct Inner {
    /// Locked for reading by readers, for writing by commits: so a scan sees one state. Empty once the
    /// keyspace is closed.
    open: RwLock<Option<States>>,
    flusher: Flusher,
    calls: Calls,
}

impl SledKeyspace {
    /// Opens what is in a data folder, or makes it there. Blocks; for long if there is much data.
    pub(crate) fn open(folder: &Folder) -> Result<SledKeyspace> {
        let (calls, path) = (Calls::within(folder.path()), folder.keyspace());
        fs::create_dir_all(&path)?;
        remove_unfinished_snapshots(&path)?;
        let db = open_db(&calls, &path)?;
        let states = States::recover(&db, &calls, folder.is_new())?;
        let flusher = Flusher::start(db, calls.clone())?;
        Ok(SledKeyspace(Arc::new(Inner { open: RwLock::new(Some(states)), flusher, calls })))
    }
}

impl Inner {
    fn reading(&self) -> Result<MappedRwLockReadGuard<'_, States>> {
        RwLockReadGuard::try_map(self.open.read(), Option::as_ref).map_err(|_| Error::Closed)
    }

    /// Exchanges a state: `prepare` makes the new one while others read, `adopt` names it and gives what it replaces.
    /// All of it is durable on return, and so is every commit before it.
    fn exchange(
        &self,
        prepare: impl FnOnce(&States) -> Result<State>,
        adopt: impl FnOnce(&mut States, State) -> Result<Option<State>>,
    ) -> Result<()> {
        let open = self.open.upgradable_read();
        let new = prepare(open.as_ref().ok_or(Error::Closed)?)?;
        let mut open = RwLockUpgradableReadGuard::upgrade(open);
        let before = adopt(open.as_mut().ok_or(Error::Closed)?, new)?;
        let open = RwLockWriteGuard::downgrade_to_upgradable(open);
        match (open.as_ref(), before) {
            (Some(states), Some(before)) => states.discard(&before),
            _ => Ok(()),
        }
    }

    /// Exchanges the present state.
    fn become_copy(&self, prepare: impl FnOnce(&States) -> Result<State>) -> Result<()> {
        self.exchange(prepare, |states, new| {
            let before = states.adopt(new)?;
            self.flusher.committed();
            Ok(Some(before))
        })
    }

    fn close(&self) -> Result<()> {
        // In this order: the flusher's last flush takes what was committed, and nothing is committed after it.
        let mut open = self.open.write();
        let flushed = self.flusher.stop();
        *open = None;
        flushed
    }
}

#[async_trait]
impl Keyspace for SledKeyspace {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        let states = self.0.reading()?;
        let value = self.0.calls.guard(|| states.present().get(key))?;
        Ok(value.map(|value| Bytes::copy_from_slice(&value)))
    }

    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        if is_empty(from, to) {
            return Ok(());
        }
        let states = self.0.reading()?;
        let mut range = states.present().range::<&[u8], _>((from, to));
        while let Some((key, value)) = self.0.calls.guard(|| {
            match order {
                Order::Ascending => range.next(),
                Order::Descending => range.next_back(),
            }
            .transpose()
        })? {
            if let ControlFlow::Break(()) = visit(&key, &Bytes::copy_from_slice(&value)) {
                break;
            }
        }
        Ok(())
    }

    fn write(&self, writes: Vec<(Bytes, Option<Bytes>)>) -> Result<Seq> {
        let open = self.0.open.write();
        let tree = open.as_ref().ok_or(Error::Closed)?.present();
        self.0.flusher.check()?;
        let written = self.0.calls.guard(|| match writes.as_slice() {
            // Alone it is atomic anyway, and at a fifth of a batch's cost.
            [(key, Some(value))] => tree.insert(key, value.as_ref()).map(drop),
            [(key, None)] => tree.remove(key).map(drop),
            _ => {
                let mut batch = sled::Batch::default();
                for (key, value) in &writes {
                    match value {
                        Some(value) => batch.insert(key.as_ref(), value.as_ref()),
                        None => batch.remove(key.as_ref()),
                    }
                }
                tree.apply_batch(batch)
            }
        });
        // Sled may have applied half of it, which readers see.
        written.map_err(|cause| self.0.flusher.fail(cause))?;
        Ok(self.0.flusher.committed())
    }

    fn pending(&self) -> Result<Option<Seq>> {
        self.0.flusher.pending()
    }

    fn failure(&self) -> Option<String> {
        self.0.flusher.check().err().map(|cause| cause.to_string())
    }

    async fn synced(&self, seq: Seq) -> Result<()> {
        self.0.flusher.synced(seq).await
    }

    fn checkpoint(&self, name: &str) -> Result<()> {
        self.0.exchange(States::copy_of_present, |states, copy| states.keep(name, copy))
    }

    fn restore(&self, name: &str) -> Result<()> {
        self.0.become_copy(|states| states.copy_of_checkpoint(name))
    }

    fn forget(&self, name: &str) -> Result<()> {
        let mut open = self.0.open.write();
        open.as_mut().ok_or(Error::Closed)?.forget(name)
    }

    fn checkpoints(&self) -> Result<Vec<String>> {
        Ok(self.0.reading()?.checkpoint_names())
    }

    fn checkpoint_has(&self, name: &str, key: &[u8]) -> Result<bool> {
        let states = self.0.reading()?;
        let Some(tree) = states.of_checkpoint(name) else { return Ok(false) };
        self.0.calls.guard(|| tree.contains_key(key))
    }

    fn clear(&self) -> Result<()> {
        self.0.become_copy(States::empty)
    }

    async fn close(&self) -> Result<()> {
        let inner = self.0.clone();
        tokio::task::spawn_blocking(move || inner.close()).await.map_err(std::io::Error::other)?
    }
}

impl Drop for SledKeyspace {
    fn drop(&mut self) {
        if let Err(cause) = self.0.close() {
            tracing::error!(%cause, "the store was dropped and its last commits are not durable");
        }
    }
}

impl fmt::Debug for SledKeyspace {
    /// Without the contents, which sled's own would print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SledKeyspace").finish_non_exhaustive()
    }
}

fn open_db(calls: &Calls, folder: &Path) -> Result<sled::Db> {
    // Sled's own background flush is off: it promises nothing to anyone in particular, and wakes an idle process.
    let config = sled::Config::new().path(folder).cache_capacity(CACHE_BYTES).flush_every_ms(None);
    for _ in 1..OPEN_TRIES {
        match calls.attempt(|| config.open()) {
            Err(Failure::Locked) => std::thread::sleep(OPEN_PAUSE),
            other => return other.map_err(|failure| calls.explain(failure)),
        }
    }
    calls.guard(|| config.open())
}

/// Sled writes a snapshot over what an interrupted attempt left, without cutting off a longer rest: it would then
/// take its own snapshot for damaged. Nothing needs such a file.
fn remove_unfinished_snapshots(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "generating") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
