//! What must hold between the keyspace and the blobs: a blob is there as long as a record names it, in the present
//! state or in a checkpoint, and no longer.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

use super::home::{self, Files};
use super::reaper::Chore;
use super::{Blob, BlobReader, Blobs, Staging};
use crate::Result;
use crate::batch::Batch;
use crate::error::Error;
use crate::keyspace::{Keyspace, Seq};
use crate::space::{Key, Space};

/// The keyspace, the blobs, and the counts of references.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) keyspace: Box<dyn Keyspace>,
    blobs: Arc<Blobs>,
    /// Held while reference counts are read and written, while the state is exchanged, and while it is decided
    /// whether a blob may go.
    counts: Mutex<()>,
}

impl Ledger {
    pub(crate) fn new(keyspace: Box<dyn Keyspace>, blobs: Blobs) -> Ledger {
        Ledger { keyspace, blobs: Arc::new(blobs), counts: Mutex::new(()) }
    }

    /// Makes all changes of a batch, or none.
    pub(crate) fn commit(&self, batch: Batch) -> Result<Seq> {
        let Batch { mut writes, created, linked, unlinked } = batch;
        if created.is_empty() && linked.is_empty() && unlinked.is_empty() {
            return self.keyspace.write(writes);
        }
        let _counts = self.counts.lock();
        let mut changes = Changes::default();
        linked.into_iter().for_each(|blob| changes.count(blob, 1));
        unlinked.into_iter().for_each(|blob| changes.count(blob, -1));
        let mut coming = Vec::new();
        for staged in created {
            let blob = staged.blob();
            coming.push(blob.id);
            changes.count(blob, 1);
            if let Some(bytes) = staged.keep() {
                writes.push((data_key(blob).into_bytes(), Some(bytes)));
            }
        }
        let gone = self.count(changes, &mut writes)?;
        let seq = self.keyspace.write(writes)?;
        coming.into_iter().for_each(|id| self.blobs.settled(id));
        self.let_go(&gone, seq)?;
        Ok(seq)
    }

    /// Adds the new counts to `writes`. Gives the large blobs that have no reference any more.
    fn count(&self, changes: Changes, writes: &mut Vec<(Bytes, Option<Bytes>)>) -> Result<Vec<u64>> {
        let mut gone = Vec::new();
        for (blob, by) in changes.0 {
            let key = count_key(blob.id);
            let before =
                self.keyspace.get(key.as_bytes())?.map_or(0, |bytes| i64::from_be_bytes(to_array(&bytes)));
            let count = before + by;
            if count < 0 {
                tracing::error!(
                    blob = blob.id,
                    count,
                    "more references to a blob were given back than taken"
                );
            }
            if count > 0 {
                writes.push((key.into_bytes(), Some(Bytes::copy_from_slice(&count.to_be_bytes()))));
                continue;
            }
            writes.push((key.into_bytes(), None));
            if blob.is_inline() {
                writes.push((data_key(blob).into_bytes(), None));
            } else {
                gone.push(blob.id);
            }
        }
        Ok(gone)
    }

    fn let_go(&self, gone: &[u64], seq: Seq) -> Result<()> {
        match self.blobs.as_ref() {
            Blobs::Memory(large) => {
                for &id in gone {
                    if !self.is_kept(id)? {
                        large.lock().remove(&id);
                    }
                }
            }
            Blobs::Folder(files) if !gone.is_empty() => {
                gone.iter().for_each(|&id| files.unreferenced(id, seq));
                files.tell(Chore::Reap);
            }
            Blobs::Folder(_) => {}
        }
        Ok(())
    }

    /// A blob to be written. `draw` draws ids.
    pub(crate) fn stage(&self, mut draw: impl FnMut() -> u64) -> Staging {
        loop {
            // A seed that was used before brings ids that were used before.
            let id = draw();
            if !self.is_named(id).unwrap_or(false) && self.blobs.is_free(id) {
                return Staging::new(self.blobs.clone(), id);
            }
        }
    }

    /// The bytes of a blob within a range that lies in it.
    pub(crate) fn read(&self, blob: Blob, range: std::ops::Range<u64>) -> Result<BlobReader> {
        if !blob.is_inline() {
            return self.blobs.open(blob, range);
        }
        let bytes = self.keyspace.get(data_key(blob).as_bytes())?;
        let bytes = bytes.ok_or_else(|| Error::NoBlob(blob.id.to_string()))?;
        Ok(BlobReader::over([bytes].into(), range))
    }

    /// Exchanges the state or a checkpoint by `change`; then what nothing names any more goes.
    pub(crate) fn exchange(&self, change: impl FnOnce(&dyn Keyspace) -> Result<()>) -> Result<()> {
        let _counts = self.counts.lock();
        change(self.keyspace.as_ref())?;
        match self.blobs.as_ref() {
            Blobs::Folder(files) => files.tell(Chore::Sweep),
            Blobs::Memory(large) => {
                let ids: Vec<u64> = large.lock().keys().copied().collect();
                for id in ids {
                    if !self.is_named(id)? {
                        large.lock().remove(&id);
                    }
                }
            }
        }
        Ok(())
    }

    /// Removes the files whose last reference went in a commit that is durable.
    pub(super) async fn reap(&self) -> Result<()> {
        let Some((files, going)) = self.files().map(|files| (files, files.going())) else { return Ok(()) };
        let Some(last) = going.iter().map(|&(_, seq)| seq).max() else { return Ok(()) };
        self.keyspace.synced(last).await?;
        for (id, seq) in going {
            let _counts = self.counts.lock();
            if files.gone_since(id, seq) && !self.is_named(id)? {
                home::remove(&files.path(id))?;
            }
        }
        Ok(())
    }

    /// Removes a file if nothing names it and nothing will.
    pub(super) fn sweep_file(&self, id: u64) -> Result<()> {
        let Some(files) = self.files() else { return Ok(()) };
        let _counts = self.counts.lock();
        if !files.is_unsettled(id) && !self.is_named(id)? {
            self.remove_files(files, id)?;
        }
        Ok(())
    }

    /// Removes the file of a blob that was never named.
    pub(super) fn discard(&self, id: u64) -> Result<()> {
        let Some(files) = self.files() else { return Ok(()) };
        self.remove_files(files, id)?;
        self.blobs.settled(id);
        Ok(())
    }

    fn remove_files(&self, files: &Files, id: u64) -> Result<()> {
        home::remove(&files.draft_path(id))?;
        Ok(home::remove(&files.path(id))?)
    }

    pub(super) fn files(&self) -> Option<&Files> {
        match self.blobs.as_ref() {
            Blobs::Folder(files) => Some(files),
            Blobs::Memory(_) => None,
        }
    }

    fn is_named(&self, id: u64) -> Result<bool> {
        Ok(self.keyspace.get(count_key(id).as_bytes())?.is_some() || self.is_kept(id)?)
    }

    /// Whether a checkpoint names it.
    fn is_kept(&self, id: u64) -> Result<bool> {
        let key = count_key(id);
        for name in self.keyspace.checkpoints()? {
            if self.keyspace.checkpoint_has(&name, key.as_bytes())? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// By how much the counts of some blobs change.
#[derive(Default)]
struct Changes(Vec<(Blob, i64)>);

impl Changes {
    fn count(&mut self, blob: Blob, by: i64) {
        match self.0.iter_mut().find(|(known, _)| *known == blob) {
            Some((_, n)) => *n += by,
            None => self.0.push((blob, by)),
        }
    }
}

fn count_key(id: u64) -> Key {
    Key::of(Space::BlobCount).u64(id)
}

fn data_key(blob: Blob) -> Key {
    Key::of(Space::BlobData).u64(blob.id)
}

fn to_array(bytes: &[u8]) -> [u8; 8] {
    bytes.try_into().unwrap_or_default()
}
