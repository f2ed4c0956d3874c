//! A log that does as a test says: it holds its flushes back, lets no write begin, fails as a full disk does, or
//! ends as a process that dies.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use async_trait::async_trait;
use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::{Condvar, Mutex};
use store::{Error, Found, Log, Result, Seq, State, Store, Stored, Write};
use tokio::sync::watch;

/// What a test does to a store: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Faults(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// All that was appended.
    appended: Mutex<Entries>,
    /// Whole states, by their numbers.
    stored: Mutex<HashMap<u64, State>>,
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
    /// The next one waits, and nobody else.
    stops_next: bool,
    /// One that was stopped may go on.
    released: bool,
}

/// A state: keys and values.
type Entries = BTreeMap<Bytes, Bytes>;

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
        Faults::begin(Entries::new(), blobs, entropy)
    }

    /// A process that finds these entries.
    fn begin(entries: Entries, blobs: Option<PathBuf>, entropy: Entropy) -> (Store, Faults) {
        let present: State = entries.clone().into_iter().collect();
        let faults = Faults(Arc::new(Shared {
            appended: Mutex::new(entries),
            stored: Mutex::default(),
            blobs: blobs.clone(),
            flushes: watch::Sender::default(),
            durable: Mutex::default(),
            gate: Mutex::default(),
            moved: Condvar::new(),
        }));
        let found = Found { present, ..Found::default() };
        (Store::over(Arc::new(faults.clone()), found, blobs, entropy).unwrap(), faults)
    }

    /// Holds the flushes back: what is committed from now on is visible, and not durable.
    pub fn hold(&self) {
        if self.is_holding() {
            return;
        }
        *self.0.durable.lock() = self.0.appended.lock().clone();
        self.0.flushes.send_modify(|flushes| flushes.held = true);
    }

    /// Holds the flushes back once so many more writes are committed.
    pub fn hold_after(&self, writes: usize) {
        let mut gate = self.0.gate.lock();
        gate.last = Some(gate.passed + writes);
    }

    /// Lets the flushes go, and holds none back later: what was committed is durable.
    pub fn let_go(&self) {
        self.0.gate.lock().last = None;
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

    /// Stops the next writer between its decision and its commit; those behind it pass.
    pub fn stop_next_writer(&self) {
        self.0.gate.lock().stops_next = true;
    }

    /// Lets the writer go on that was stopped.
    pub fn release_writer(&self) {
        self.0.gate.lock().released = true;
        self.0.moved.notify_all();
    }

    fn pass_gate(&self) {
        let mut gate = self.0.gate.lock();
        gate.waiting += 1;
        self.0.moved.notify_all();
        if std::mem::take(&mut gate.stops_next) {
            self.0.moved.wait_while(&mut gate, |gate| !gate.released);
            gate.released = false;
        }
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

    /// Whether everything fails.
    pub fn is_failing(&self) -> bool {
        self.now().failed
    }

    /// The store as a new process finds it if this one dies now. Large blobs are in it if they are in files; then the store
    /// of the old process is closed first. Its chance is that of another seed.
    pub fn crash(&self) -> Store {
        self.restart(Entropy::seeded(2)).0
    }

    /// The same, with chance of the caller's, and what a test does to the store of the new process.
    pub fn restart(&self, entropy: Entropy) -> (Store, Faults) {
        let entries = if self.now().held { &self.0.durable } else { &self.0.appended };
        let entries = entries.lock().clone();
        Faults::begin(entries, self.0.blobs.clone(), entropy)
    }

    fn now(&self) -> Flushes {
        *self.0.flushes.borrow()
    }

    fn check(&self) -> Result<()> {
        self.failure().map_or(Ok(()), |why| Err(Error::Io(std::io::Error::other(why))))
    }

    fn committed(&self, seq: Seq) {
        self.0.flushes.send_modify(|flushes| {
            flushes.committed = flushes.committed.max(seq.0);
            if !flushes.held {
                flushes.flushed = flushes.committed;
            }
        });
    }
}

#[async_trait]
impl Log for Faults {
    fn admit(&self) -> Result<()> {
        self.check()?;
        self.pass_gate();
        Ok(())
    }

    fn append(&self, seq: Seq, writes: Arc<[Write]>) {
        let mut appended = self.0.appended.lock();
        for (key, value) in writes.iter().cloned() {
            match value {
                Some(value) => appended.insert(key, value),
                None => appended.remove(&key),
            };
        }
        self.committed(seq);
    }

    /// What is exchanged is durable at once, though flushes are held back.
    fn turn(&self, seq: Seq, to: Stored) -> Receiver<Result<()>> {
        let state = self.0.stored.lock().remove(&to.0).unwrap();
        let entries: Entries =
            state.entries(None).map(|(key, value)| (Bytes::copy_from_slice(key), value.clone())).collect();
        *self.0.durable.lock() = entries.clone();
        *self.0.appended.lock() = entries;
        self.committed(seq);
        let (answer, answered) = sync_channel(1);
        answer.send(self.check()).unwrap();
        answered
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

    fn store(&self, state: &State) -> Result<Stored> {
        let mut stored = self.0.stored.lock();
        let number = stored.keys().max().map_or(0, |last| last + 1);
        stored.insert(number, state.clone());
        Ok(Stored(number))
    }

    fn keep(&self, _: &str, _: Stored) -> Result<()> {
        self.check()
    }

    fn forget(&self, _: &str) -> Result<()> {
        self.check()
    }

    /// Of another process there is none.
    fn read(&self, _: &str) -> Result<Option<State>> {
        Ok(None)
    }

    async fn close(&self) -> Result<()> {
        Ok(())
    }
}
