//! A keyspace that does as a test says: it holds its flushes back, lets no write begin, fails as a full disk does, or
//! ends as a process that dies.

use std::ops::{Bound, ControlFlow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::{Condvar, Mutex};
use store::{Error, Keyspace, MemoryKeyspace, Order, Result, Seq, Store, Visit};
use tokio::sync::watch;

/// What a test does to a store: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Faults(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    memory: MemoryKeyspace,
    /// Where the bytes of large blobs are, unless they are in memory.
    blobs: Option<PathBuf>,
    flushes: watch::Sender<Flushes>,
    /// What was durable when the flushes were held back.
    durable: Mutex<Entries>,
    gate: Mutex<Gate>,
    moved: Condvar,
}

/// What writes come through, one after another.
#[derive(Debug, Default)]
struct Gate {
    closed: bool,
    /// How many wait before it.
    waiting: usize,
    /// How many have come through.
    passed: usize,
    /// After so many the flushes are held back.
    last: Option<usize>,
}

/// A state: keys and values.
type Entries = Vec<(Bytes, Option<Bytes>)>;

/// How the flushes go.
#[derive(Clone, Copy, Debug, Default)]
struct Flushes {
    /// None succeeds any more, and no write.
    failed: bool,
    held: bool,
    /// Somebody waits for one that is held back.
    awaited: bool,
    /// The last commit, and the last that is durable.
    committed: u64,
    flushed: u64,
}

impl Faults {
    /// A store in memory whose commits are durable at once, until its faults are used.
    pub fn store(entropy: Entropy) -> (Store, Faults) {
        Faults::over(None, entropy)
    }

    /// The same with the bytes of large blobs in files below a folder.
    pub fn store_with_files(folder: &Path, entropy: Entropy) -> (Store, Faults) {
        Faults::over(Some(folder.join("blobs")), entropy)
    }

    fn over(blobs: Option<PathBuf>, entropy: Entropy) -> (Store, Faults) {
        let faults = Faults(Arc::new(Shared {
            memory: MemoryKeyspace::default(),
            blobs: blobs.clone(),
            flushes: watch::Sender::default(),
            durable: Mutex::default(),
            gate: Mutex::default(),
            moved: Condvar::new(),
        }));
        (Store::over(Box::new(faults.clone()), blobs, entropy).unwrap(), faults)
    }

    /// Holds the flushes back: what is committed from now on is visible, and not durable.
    pub fn hold(&self) {
        *self.0.durable.lock() = self.entries();
        self.0.flushes.send_modify(|flushes| flushes.held = true);
    }

    /// Holds the flushes back once so many more writes are committed.
    pub fn hold_after(&self, writes: usize) {
        let mut gate = self.0.gate.lock();
        gate.last = Some(gate.passed + writes);
    }

    /// Lets the flushes go: what was committed is durable.
    pub fn let_go(&self) {
        self.0.flushes.send_modify(|flushes| {
            flushes.held = false;
            flushes.awaited = false;
            flushes.flushed = flushes.committed;
        });
    }

    /// Resolves when somebody waits for a flush that is held back.
    pub async fn awaited(&self) {
        // The sender lives as long as this handle.
        let _ = self.0.flushes.subscribe().wait_for(|flushes| flushes.awaited).await;
    }

    /// Whether flushes are held back.
    pub fn is_holding(&self) -> bool {
        self.now().held
    }

    /// Lets no write begin: a writer waits, with all that it holds.
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
        if gate.last == Some(gate.passed) {
            self.hold();
        }
        gate.passed += 1;
    }

    /// Fails every flush and every write from now on, as a full disk does.
    pub fn fail(&self) {
        self.0.flushes.send_modify(|flushes| flushes.failed = true);
    }

    /// The store as a new process finds it if this one dies now. Large blobs are in it if they are in files; then the store
    /// of the old process is closed first. Its chance is that of another seed.
    pub fn crash(&self) -> Store {
        let durable = if self.now().held { self.0.durable.lock().clone() } else { self.entries() };
        let keyspace = MemoryKeyspace::default();
        keyspace.write(durable).unwrap();
        Store::over(Box::new(keyspace), self.0.blobs.clone(), Entropy::seeded(2)).unwrap()
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
        self.0.memory.scan(Bound::Unbounded, Bound::Unbounded, Order::Ascending, visit).unwrap();
        entries
    }

    fn check(&self) -> Result<()> {
        self.failure().map_or(Ok(()), |why| Err(Error::Io(std::io::Error::other(why))))
    }

    /// Exchanges the state, which is durable on return.
    fn exchange(&self, change: impl FnOnce(&MemoryKeyspace) -> Result<()>) -> Result<()> {
        change(&self.0.memory)?;
        *self.0.durable.lock() = self.entries();
        Ok(())
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
        self.0.flushes.send_if_modified(|flushes| {
            let waits = flushes.flushed < seq.0 && !flushes.awaited;
            flushes.awaited |= waits;
            waits
        });
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
        self.exchange(|memory| memory.restore(name))
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
        self.exchange(Keyspace::clear)
    }

    async fn close(&self) -> Result<()> {
        Ok(())
    }
}
