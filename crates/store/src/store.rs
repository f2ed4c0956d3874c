//! The store as the engines see it: the keyspace and the blobs behind one handle.

use std::ops::{Bound, ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak, mpsc};

use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::{Mutex, RwLock};

use crate::Result;
use crate::batch::Batch;
use crate::blob::{Blob, BlobReader, Blobs, ChainReader, Ledger, Reaper, Staging};
use crate::error::Error;
use crate::folder::Folder;
use crate::keyspace::{Keyspace, Order, Seq, Visit};
use crate::memory::MemoryKeyspace;
use crate::sled::SledKeyspace;
use crate::slices::Slices;
use crate::space::Key;
use crate::stripes::{Guards, Stripes};

/// All state of all services: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    ledger: Arc<Ledger>,
    epoch: AtomicU64,
    /// Held for writing while the state is exchanged and the epoch raised.
    exchanging: RwLock<()>,
    /// The sets of stripes, in the order in which they are taken: their holders read, decide and commit.
    stripes: Mutex<Vec<Weak<Stripes>>>,
    entropy: Entropy,
    /// Removes files, if there is a data folder. Dropped before the folder is let go.
    reaper: Option<Reaper>,
    folder: Mutex<Option<Folder>>,
}

impl Store {
    /// A store that ends with the process.
    pub fn in_memory(entropy: Entropy) -> Store {
        let ledger = Ledger::new(Box::<MemoryKeyspace>::default(), Blobs::in_memory());
        Store::of(ledger.into(), entropy, None)
    }

    /// Opens the store below a data folder, or makes it. Blocks, for long if there is much data.
    ///
    /// `entropy`, and every clone of it, draws another sequence with each opening, so that a seed that comes again draws
    /// no id again. A new folder has the seed's own sequence, as memory has.
    ///
    /// Refuses a folder that another process uses ([`Error::InUse`](crate::Error::InUse)), that is damaged, or
    /// whose format is not this program's. [`Store::close`] it before the process ends or opens it again.
    pub fn open(folder: &Path, entropy: Entropy) -> Result<Store> {
        let mut folder = Folder::claim(folder)?;
        let keyspace = SledKeyspace::open(&folder)?;
        // A seed that was used with this folder before must not give the ids again that are in it.
        entropy.turn(folder.count_start()?);
        folder.opened()?;
        let store = Store::over(Box::new(keyspace), Some(folder.blobs()), entropy)?;
        *store.0.folder.lock() = Some(folder);
        Ok(store)
    }

    /// A store over a keyspace that the caller brings. The bytes of large blobs are files below the folder `blobs`, which
    /// must be the keyspace's alone, or in memory.
    pub fn over(keyspace: Box<dyn Keyspace>, blobs: Option<PathBuf>, entropy: Entropy) -> Result<Store> {
        let Some(folder) = blobs else {
            return Ok(Store::of(Ledger::new(keyspace, Blobs::in_memory()).into(), entropy, None));
        };
        let (chores, inbox) = mpsc::channel();
        let blobs = Blobs::in_folder(folder, chores.clone())?;
        let ledger = Arc::new(Ledger::new(keyspace, blobs));
        let reaper = Reaper::start(ledger.clone(), chores, inbox)?;
        Ok(Store::of(ledger, entropy, Some(reaper)))
    }

    fn of(ledger: Arc<Ledger>, entropy: Entropy, reaper: Option<Reaper>) -> Store {
        Store(Arc::new(Inner {
            ledger,
            epoch: AtomicU64::new(0),
            exchanging: RwLock::default(),
            stripes: Mutex::default(),
            entropy,
            reaper,
            folder: Mutex::default(),
        }))
    }

    fn keyspace(&self) -> &dyn Keyspace {
        self.0.ledger.keyspace.as_ref()
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.keyspace().get(key)
    }

    /// Visits the entries between two bounds in order until `visit` breaks. All of it sees one state. `visit`
    /// must not call the store, and should be quick: on disk, writers wait for it.
    pub fn scan(
        &self,
        from: Bound<&[u8]>,
        to: Bound<&[u8]>,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        self.keyspace().scan(from, to, order, visit)
    }

    /// Visits every entry whose key begins with `prefix`, in order, until `visit` breaks.
    pub fn scan_prefix(&self, prefix: &Key, visit: &mut Visit<'_>) -> Result<()> {
        self.scan(prefix.from_here(), Bound::Excluded(prefix.end().as_bytes()), Order::Ascending, visit)
    }

    /// The entries from a bound to below `end`, in order, read in slices: for walks that may be long, or that do more
    /// with an entry than to copy it.
    pub fn slices(&self, from: Bound<&[u8]>, end: Key) -> Slices {
        Slices::new(self.clone(), from.map(Bytes::copy_from_slice), end)
    }

    /// Makes all changes of a batch, or none. They are visible on return, and durable when [`Store::synced`]
    /// resolves.
    pub fn commit(&self, batch: Batch) -> Result<Seq> {
        self.0.ledger.commit(batch)
    }

    /// Commits as [`Store::commit`] does, unless the state was exchanged since the epoch was this. For those who decide
    /// without holding [`Store::stripes`].
    pub fn commit_in(&self, epoch: u64, batch: Batch) -> Result<Option<Seq>> {
        let _same = self.0.exchanging.read();
        if self.epoch() == epoch { self.commit(batch).map(Some) } else { Ok(None) }
    }

    /// New stripes. A thread that holds one of them sees one state until it lets go: the state is not exchanged meanwhile.
    /// A thread that holds stripes of several sets takes them in the order in which the sets were made.
    pub fn stripes(&self) -> Arc<Stripes> {
        let new = Arc::new(Stripes::new());
        let mut all = self.0.stripes.lock();
        all.retain(|stripes| stripes.strong_count() > 0);
        all.push(Arc::downgrade(&new));
        new
    }

    /// Resolves when commit `seq`, and with it all before, survives the end of the process: at once in memory,
    /// after the shared flush on disk. For what acts on its own commit; a client is answered after [`Store::settled`].
    pub async fn synced(&self, seq: Seq) -> Result<()> {
        self.keyspace().synced(seq).await
    }

    /// An id that is free: `draw` draws it, until no key begins with one of `prefixes`. Whatever keys are made of that is
    /// drawn comes from here, or two things would share their records.
    ///
    /// What is committed under an id must have a key among these; an id that nothing is committed under yet is distinct from
    /// others by chance alone.
    pub fn fresh<T, const N: usize>(
        &self,
        draw: impl Fn(&Entropy) -> T,
        prefixes: impl Fn(&T) -> [Key; N],
    ) -> Result<T> {
        loop {
            let id = draw(&self.0.entropy);
            let mut taken = false;
            for prefix in prefixes(&id) {
                self.scan_prefix(&prefix, &mut |_, _| {
                    taken = true;
                    ControlFlow::Break(())
                })?;
            }
            if !taken {
                return Ok(id);
            }
        }
    }

    /// Resolves when all that is visible now survives the end of the process: at once if it does already, and in memory.
    /// Whatever leaves the process waits for this after it looked at the store, or it may show what a crash takes back:
    /// replies to writes, to writes that found nothing to do, and to reads.
    ///
    /// Fails from the first flush or write on that fails.
    pub async fn settled(&self) -> Result<()> {
        match self.keyspace().pending()? {
            None => Ok(()),
            Some(seq) => self.synced(seq).await,
        }
    }

    /// Why the store refuses everything, if a write or a flush has failed. It does so until the process ends: what is
    /// visible is not what the next start will find.
    pub fn failure(&self) -> Option<String> {
        self.keyspace().failure()
    }

    /// A new blob, to be written, finished and named.
    pub fn stage(&self) -> Staging {
        self.0.ledger.stage(|| self.0.entropy.u64())
    }

    /// The bytes `range` of a blob, as a stream. Ends beyond the blob's length are cut.
    ///
    /// [`Error::NoBlob`](crate::Error::NoBlob) if the last reference is gone. A caller that took the blob from a
    /// record without holding its stripe reads the record again then: it was replaced in between.
    pub fn read(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        self.0.ledger.read(blob, range.start.min(blob.len())..range.end.min(blob.len()))
    }

    /// The bytes of several blobs, one range of each, as one stream with at most one file open at a time. Ends beyond a
    /// blob's length are cut. Refuses as [`Store::read`] does, if any of the blobs is gone.
    pub fn read_chain(&self, pieces: impl IntoIterator<Item = (Blob, Range<u64>)>) -> Result<ChainReader> {
        let cut = |(blob, range): (Blob, Range<u64>)| {
            (blob, range.start.min(blob.len())..range.end.min(blob.len()))
        };
        self.0.ledger.read_chain(pieces.into_iter().map(cut))
    }

    /// Rises whenever the state is exchanged as a whole, by [`Store::restore`] or [`Store::clear`]. An engine that
    /// caches what it read compares this and forgets.
    pub fn epoch(&self) -> u64 {
        self.0.epoch.load(Ordering::Acquire)
    }

    /// Keeps the present state of all services under a name, instead of what had that name before.
    ///
    /// Durable on return, as are all exchanges of states. In memory each costs nothing; on disk it copies, and
    /// writers wait: call it where blocking is fine.
    pub fn checkpoint(&self, name: &str) -> Result<()> {
        self.0.ledger.exchange(|keyspace| keyspace.checkpoint(name))
    }

    /// Brings back the state kept under a name: all of it or nothing, also across a crash.
    pub fn restore(&self, name: &str) -> Result<()> {
        self.exchange(|keyspace| keyspace.restore(name))
    }

    /// Exchanges the state. A writer that decided by the old one has committed into it, or will commit nothing.
    fn exchange(&self, change: impl FnOnce(&dyn Keyspace) -> Result<()>) -> Result<()> {
        let stripes: Vec<Arc<Stripes>> = self.0.stripes.lock().iter().filter_map(Weak::upgrade).collect();
        let _writers: Vec<Guards<'_>> = stripes.iter().map(|stripes| stripes.lock_everything()).collect();
        let _exchanging = self.0.exchanging.write();
        let exchanged = self.0.ledger.exchange(change);
        // After another failure the state may be the other one.
        if !matches!(exchanged, Err(Error::NoCheckpoint(_))) {
            self.0.epoch.fetch_add(1, Ordering::AcqRel);
        }
        exchanged
    }

    /// Drops a checkpoint. Nothing happens if there is none.
    pub fn forget(&self, name: &str) -> Result<()> {
        self.0.ledger.exchange(|keyspace| keyspace.forget(name))
    }

    /// The names of all checkpoints, in order.
    pub fn checkpoints(&self) -> Result<Vec<String>> {
        self.keyspace().checkpoints()
    }

    /// Forgets everything but the checkpoints.
    pub fn clear(&self) -> Result<()> {
        self.exchange(|keyspace| keyspace.clear())
    }

    /// Ends the store's background work, everything durable, and lets go of the data folder. With one, calls after
    /// this fail.
    pub async fn close(&self) -> Result<()> {
        let inner = self.0.clone();
        let reaped = tokio::task::spawn_blocking(move || inner.reaper.as_ref().map(Reaper::stop)).await;
        let closed = self.keyspace().close().await;
        // Last: from here on another process may use it.
        *self.0.folder.lock() = None;
        reaped.map_err(std::io::Error::other)?;
        closed
    }
}
