//! The store as the engines see it: the keyspace and the blobs behind one handle.

use std::ops::{Bound, Range};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};

use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::Mutex;

use crate::Result;
use crate::batch::Batch;
use crate::blob::{Blob, BlobReader, Blobs, ChainReader, Ledger, Reaper, Staging};
use crate::folder::Folder;
use crate::keyspace::{Keyspace, Order, Seq, Visit};
use crate::memory::MemoryKeyspace;
use crate::sled::SledKeyspace;
use crate::slices::Slices;
use crate::space::Key;

/// All state of all services: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    ledger: Arc<Ledger>,
    epoch: AtomicU64,
    entropy: Entropy,
    /// Removes files, if there is a data folder. Dropped before the folder is let go.
    reaper: Option<Reaper>,
    folder: Mutex<Option<Folder>>,
}

impl Store {
    /// A store that ends with the process.
    pub fn in_memory(entropy: Entropy) -> Store {
        let ledger = Ledger::new(Box::<MemoryKeyspace>::default(), Blobs::in_memory());
        Store(Arc::new(Inner {
            ledger: Arc::new(ledger),
            epoch: AtomicU64::new(0),
            entropy,
            reaper: None,
            folder: Mutex::new(None),
        }))
    }

    /// Opens the store below a data folder, or makes it. Blocks, for long if there is much data.
    ///
    /// Refuses a folder that another process uses ([`Error::InUse`](crate::Error::InUse)), that is damaged, or
    /// whose format is not this program's. [`Store::close`] it before the process ends or opens it again.
    pub fn open(folder: &Path, entropy: Entropy) -> Result<Store> {
        let mut folder = Folder::claim(folder)?;
        let keyspace = SledKeyspace::open(&folder)?;
        folder.opened()?;
        let (chores, inbox) = mpsc::channel();
        let blobs = Blobs::in_folder(folder.blobs(), chores.clone())?;
        let ledger = Arc::new(Ledger::new(Box::new(keyspace), blobs));
        let reaper = Reaper::start(ledger.clone(), chores, inbox)?;
        Ok(Store(Arc::new(Inner {
            ledger,
            epoch: AtomicU64::new(0),
            entropy,
            reaper: Some(reaper),
            folder: Mutex::new(Some(folder)),
        })))
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

    /// Resolves when commit `seq`, and with it all before, survives the end of the process: at once in memory,
    /// after the shared flush on disk. Answer a client after this, not before.
    pub async fn synced(&self, seq: Seq) -> Result<()> {
        self.keyspace().synced(seq).await
    }

    /// A new blob, to be written, finished and named.
    pub fn stage(&self) -> Staging {
        self.0.ledger.stage(|| self.0.entropy.u64())
    }

    /// The bytes `range` of a blob, as a stream. Ends beyond the blob's length are cut.
    ///
    /// [`Error::NoBlob`](crate::Error::NoBlob) if the last reference is gone. Whoever took the blob from a record
    /// without holding its stripe reads the record again then: it was replaced in between.
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
        self.0.ledger.exchange(|keyspace| keyspace.restore(name))?;
        self.0.epoch.fetch_add(1, Ordering::AcqRel);
        Ok(())
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
        self.0.ledger.exchange(|keyspace| keyspace.clear())?;
        self.0.epoch.fetch_add(1, Ordering::AcqRel);
        Ok(())
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
