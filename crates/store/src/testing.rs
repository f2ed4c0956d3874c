//! A store whose flushes a test holds back, lets go, or makes fail: for what must not happen before a commit is durable.

use std::ops::{Bound, ControlFlow};
use std::path::Path;
use std::sync::{Arc, mpsc};

use async_trait::async_trait;
use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::{Condvar, Mutex};
use tokio::sync::watch;

use crate::blob::{Blobs, Ledger, Reaper};
use crate::error::Error;
use crate::keyspace::{Keyspace, Order, Seq, Visit};
use crate::memory::MemoryKeyspace;
use crate::{Result, Store};

/// What a test does to the store.
#[derive(Clone, Debug)]
pub struct Faults(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    memory: MemoryKeyspace,
    flushes: watch::Sender<Flushes>,
    /// What was durable when the flushes were held back.
    durable: Mutex<Entries>,
    gate: Mutex<Gate>,
    moved: Condvar,
}

/// What writes come through.
#[derive(Debug, Default)]
struct Gate {
    closed: bool,
    /// How many wait before it.
    waiting: usize,
}

/// A state: keys and values.
type Entries = Vec<(Bytes, Option<Bytes>)>;

/// How the flushes go.
#[derive(Clone, Copy, Debug, Default)]
struct Flushes {
    /// None succeeds any more, and no write.
    failed: bool,
    held: bool,
    /// The last commit, and the last that is durable.
    committed: u64,
    flushed: u64,
}

/// A store in memory whose commits are durable at once, until its faults are used.
pub fn store(entropy: Entropy) -> (Store, Faults) {
    let faults = Faults::new();
    let ledger = Ledger::new(Box::new(faults.clone()), Blobs::in_memory());
    (Store::over(Arc::new(ledger), entropy, None, None), faults)
}

/// The same with the bytes of large blobs in files below a folder.
pub fn store_with_files(folder: &Path, entropy: Entropy) -> Result<(Store, Faults)> {
    let faults = Faults::new();
    let (chores, inbox) = mpsc::channel();
    let blobs = Blobs::in_folder(folder.join("blobs"), chores.clone())?;
    let ledger = Arc::new(Ledger::new(Box::new(faults.clone()), blobs));
    let reaper = Reaper::start(ledger.clone(), chores, inbox)?;
    Ok((Store::over(ledger, entropy, Some(reaper), None), faults))
}

impl Faults {
    fn new() -> Faults {
        Faults(Arc::new(Shared {
            memory: MemoryKeyspace::default(),
            flushes: watch::Sender::default(),
            durable: Mutex::default(),
            gate: Mutex::default(),
            moved: Condvar::new(),
        }))
    }

    /// Holds the flushes back: what is committed from now on is visible, and not durable.
    pub fn hold(&self) {
        *self.0.durable.lock() = self.entries();
        self.0.flushes.send_modify(|flushes| flushes.held = true);
    }

    /// Lets the flushes go: what was committed is durable.
    pub fn let_go(&self) {
        self.0.flushes.send_modify(|flushes| {
            flushes.held = false;
            flushes.flushed = flushes.committed;
        });
    }

    /// Lets no write begin: who writes waits, with all that it holds.
    pub fn close_gate(&self) {
        self.0.gate.lock().closed = true;
    }

    /// Waits until a writer waits before the closed gate.
    pub fn await_writer(&self) {
        let mut gate = self.0.gate.lock();
        self.0.moved.wait_while(&mut gate, |gate| gate.waiting == 0);
    }

    /// Lets writes begin again.
    pub fn open_gate(&self) {
        self.0.gate.lock().closed = false;
        self.0.moved.notify_all();
    }

    fn pass_gate(&self) {
        let mut gate = self.0.gate.lock();
        gate.waiting += 1;
        self.0.moved.notify_all();
        self.0.moved.wait_while(&mut gate, |gate| gate.closed);
        gate.waiting -= 1;
    }

    /// Fails every flush and every write from now on, as a full disk does.
    pub fn fail(&self) {
        self.0.flushes.send_modify(|flushes| flushes.failed = true);
    }

    /// The store as a new process finds it if this one dies now. Its blobs of files are not in it.
    pub fn crash(&self, entropy: Entropy) -> Result<Store> {
        let durable = if self.now().held { self.0.durable.lock().clone() } else { self.entries() };
        let keyspace = MemoryKeyspace::default();
        keyspace.write(durable)?;
        let ledger = Ledger::new(Box::new(keyspace), Blobs::in_memory());
        Ok(Store::over(Arc::new(ledger), entropy, None, None))
    }

    fn now(&self) -> Flushes {
        *self.0.flushes.borrow()
    }

    fn entries(&self) -> Entries {
        let mut entries = Vec::new();
        let visit: &mut Visit<'_> = &mut |key, value| {
            entries.push((Bytes::copy_from_slice(key), Some(value.clone())));
            ControlFlow::Continue(())
        };
        // Memory does not fail.
        let _ = self.0.memory.scan(Bound::Unbounded, Bound::Unbounded, Order::Ascending, visit);
        entries
    }

    fn check(&self) -> Result<()> {
        self.failure().map_or(Ok(()), |why| Err(Error::Io(std::io::Error::other(why))))
    }
}

#[async_trait]
impl Keyspace for Faults {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.0.memory.get(key)
    }

    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        self.0.memory.scan(from, to, order, visit)
    }

    fn write(&self, writes: Vec<(Bytes, Option<Bytes>)>) -> Result<Seq> {
        self.check()?;
        self.pass_gate();
        let seq = self.0.memory.write(writes)?;
        self.0.flushes.send_modify(|flushes| {
            flushes.committed = flushes.committed.max(seq.0);
            if !flushes.held {
                flushes.flushed = flushes.committed;
            }
        });
        Ok(seq)
    }

    fn pending(&self) -> Result<Option<Seq>> {
        self.check()?;
        let Flushes { committed, flushed, .. } = self.now();
        Ok((committed > flushed).then_some(Seq(committed)))
    }

    fn failure(&self) -> Option<String> {
        self.now().failed.then(|| "no space left, says the test".to_owned())
    }

    async fn synced(&self, seq: Seq) -> Result<()> {
        let mut flushes = self.0.flushes.subscribe();
        let done = flushes.wait_for(|flushes| flushes.flushed >= seq.0 || flushes.failed).await;
        match done {
            Ok(flushes) if flushes.flushed >= seq.0 => Ok(()),
            Ok(_) => self.check(),
            Err(_) => Err(Error::Closed),
        }
    }

    fn checkpoint(&self, name: &str) -> Result<()> {
        self.0.memory.checkpoint(name)
    }

    fn restore(&self, name: &str) -> Result<()> {
        self.0.memory.restore(name)
    }

    fn forget(&self, name: &str) -> Result<()> {
        self.0.memory.forget(name)
    }

    fn checkpoints(&self) -> Result<Vec<String>> {
        self.0.memory.checkpoints()
    }

    fn checkpoint_has(&self, name: &str, key: &[u8]) -> Result<bool> {
        self.0.memory.checkpoint_has(name, key)
    }

    fn clear(&self) -> Result<()> {
        self.0.memory.clear()
    }

    async fn close(&self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Batch, Key, Space};

    /// A full disk must not get fuller by what is refused.
    #[test]
    fn the_bytes_of_a_refused_blob_go() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let temp = tempfile::tempdir().unwrap();
        let (store, faults) = store_with_files(temp.path(), Entropy::seeded(1)).unwrap();
        let put = |name: u8| {
            runtime.block_on(async {
                let mut staging = store.stage();
                staging.write(vec![name; 100_000].into()).await.unwrap();
                let mut batch = Batch::new();
                let blob = batch.create_blob(staging.finish().await.unwrap());
                batch.put(Key::of(Space::S3Other).u8(name), "named");
                store.commit(batch).map(|_| blob)
            })
        };
        let kept = put(1).unwrap();
        faults.fail();
        for name in 2..5 {
            assert!(put(name).is_err());
        }
        // The reaper ends when it has done what it was given.
        runtime.block_on(store.close()).unwrap();
        let folders =
            std::fs::read_dir(temp.path().join("blobs")).unwrap().map(|folder| folder.unwrap().path());
        let files: Vec<_> = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()).collect();
        assert_eq!(files.len(), 1);
        assert!(store.read(kept, 0..1).is_ok());
    }

    #[test]
    fn the_bytes_of_a_refused_blob_go_in_memory_too() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (store, faults) = store(Entropy::seeded(1));
        runtime.block_on(async {
            let mut staging = store.stage();
            staging.write(vec![1; 100_000].into()).await.unwrap();
            let mut batch = Batch::new();
            let blob = batch.create_blob(staging.finish().await.unwrap());
            faults.fail();
            assert!(store.commit(batch).is_err());
            assert!(matches!(store.read(blob, 0..1), Err(Error::NoBlob(_))));
        });
    }
}
