//! The store as the engines see it: the keyspace, the blobs, and what must hold between the two.

use std::ops::{Bound, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::Mutex;

use crate::batch::Batch;
use crate::blob::{Blob, BlobReader, Blobs, Staging};
use crate::keyspace::{Keyspace, Order, Seq, Visit};
use crate::memory::MemoryKeyspace;
use crate::space::{Key, Space};
use crate::{Result, error::Error};

/// All state of all services: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    keyspace: Box<dyn Keyspace>,
    blobs: Arc<Blobs>,
    /// Held while reference counts are read and written.
    counts: Mutex<()>,
    epoch: AtomicU64,
    entropy: Entropy,
}

impl Store {
    /// A store that ends with the process.
    pub fn in_memory(entropy: Entropy) -> Store {
        Store(Arc::new(Inner {
            keyspace: Box::new(MemoryKeyspace::default()),
            blobs: Arc::default(),
            counts: Mutex::new(()),
            epoch: AtomicU64::new(0),
            entropy,
        }))
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        self.0.keyspace.get(key)
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
        self.0.keyspace.scan(from, to, order, visit)
    }

    /// Visits every entry whose key begins with `prefix`, in order, until `visit` breaks.
    pub fn scan_prefix(&self, prefix: &Key, visit: &mut Visit<'_>) -> Result<()> {
        self.scan(prefix.from_here(), Bound::Excluded(prefix.end().as_bytes()), Order::Ascending, visit)
    }

    /// Makes all changes of a batch, or none. They are visible on return, and durable when [`Store::synced`]
    /// resolves.
    pub fn commit(&self, batch: Batch) -> Result<Seq> {
        let Batch { mut writes, created, linked, unlinked } = batch;
        if created.is_empty() && linked.is_empty() && unlinked.is_empty() {
            return self.0.keyspace.write(writes);
        }
        let _counts = self.0.counts.lock();
        let mut counts: Vec<(Blob, i64)> = Vec::new();
        let mut count = |blob: Blob, by: i64| match counts.iter_mut().find(|(known, _)| *known == blob) {
            Some((_, n)) => *n += by,
            None => counts.push((blob, by)),
        };
        linked.into_iter().for_each(|blob| count(blob, 1));
        unlinked.into_iter().for_each(|blob| count(blob, -1));
        for staged in created {
            let blob = staged.blob();
            count(blob, 1);
            if let Some(bytes) = staged.settle() {
                writes.push((data_key(blob).into_bytes(), Some(bytes)));
            }
        }
        let mut gone = Vec::new();
        for (blob, by) in counts {
            let key = Key::of(Space::BlobCount).u64(blob.id);
            let before = self.get(key.as_bytes())?.map_or(0, |bytes| i64::from_be_bytes(to_array(&bytes)));
            match before + by {
                0 => {
                    writes.push((key.into_bytes(), None));
                    if blob.is_inline() {
                        writes.push((data_key(blob).into_bytes(), None));
                    } else {
                        gone.push(blob.id);
                    }
                }
                n => writes.push((key.into_bytes(), Some(Bytes::copy_from_slice(&n.to_be_bytes())))),
            }
        }
        let seq = self.0.keyspace.write(writes)?;
        gone.into_iter().for_each(|id| self.0.blobs.remove(id));
        Ok(seq)
    }

    /// Resolves when commit `seq`, and with it all before, survives the end of the process: at once in memory,
    /// after the shared flush on disk. Answer a client after this, not before.
    pub async fn synced(&self, seq: Seq) -> Result<()> {
        self.0.keyspace.synced(seq).await
    }

    /// A new blob, to be written, finished and named.
    pub fn stage(&self) -> Staging {
        self.0.blobs.stage(self.0.entropy.u64())
    }

    /// The bytes `range` of a blob, as a stream. Ends beyond the blob's length are cut.
    pub fn read(&self, blob: Blob, range: Range<u64>) -> Result<BlobReader> {
        let range = range.start.min(blob.len())..range.end.min(blob.len());
        if !blob.is_inline() {
            return self.0.blobs.open(blob, range);
        }
        let bytes = self.get(data_key(blob).as_bytes())?.ok_or_else(|| Error::NoBlob(blob.id.to_string()))?;
        Ok(BlobReader::over([bytes].into(), range))
    }

    /// Rises whenever the state is exchanged as a whole, by [`Store::restore`] or [`Store::clear`]. An engine that
    /// caches what it read compares this and forgets.
    pub fn epoch(&self) -> u64 {
        self.0.epoch.load(Ordering::Acquire)
    }

    /// Keeps the present state of all services under a name.
    pub fn checkpoint(&self, name: &str) -> Result<()> {
        self.0.keyspace.checkpoint(name)
    }

    /// Brings back the state kept under a name.
    pub fn restore(&self, name: &str) -> Result<()> {
        self.0.keyspace.restore(name)?;
        self.0.epoch.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// Drops a checkpoint.
    pub fn forget(&self, name: &str) -> Result<()> {
        self.0.keyspace.forget(name)
    }

    /// The names of all checkpoints.
    pub fn checkpoints(&self) -> Result<Vec<String>> {
        self.0.keyspace.checkpoints()
    }

    /// Forgets everything but the checkpoints.
    pub fn clear(&self) -> Result<()> {
        self.0.keyspace.clear()?;
        self.0.epoch.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// Ends the store's background work, everything durable.
    pub async fn close(&self) -> Result<()> {
        self.0.keyspace.close().await
    }
}

fn data_key(blob: Blob) -> Key {
    Key::of(Space::BlobData).u64(blob.id)
}

fn to_array(bytes: &[u8]) -> [u8; 8] {
    bytes.try_into().unwrap_or_default()
}
