//! What must hold between the keyspace and the blobs: a blob is there as long as a record names it, in the present
//! state or in a checkpoint, and no longer.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

use super::chain::{ChainReader, Link};
use super::home::Files;
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
        let mut placed = created;
        for staged in &mut placed {
            let change = changes.of(staged.blob());
            change.by += 1;
            change.bytes = staged.place();
        }
        linked.into_iter().for_each(|blob| changes.of(blob).by += 1);
        unlinked.into_iter().for_each(|blob| changes.of(blob).by -= 1);
        let mut gone = Vec::new();
        for change in changes.0.into_values() {
            let blob = change.blob;
            let (key, value) = self.counted(change)?;
            if value.is_none() && !blob.is_inline() {
                gone.push(blob.id);
            }
            writes.push((key.into_bytes(), value));
        }
        let seq = self.keyspace.write(writes)?;
        // Only now: bytes that no record names go with what staged them.
        for staged in placed {
            let id = staged.blob().id;
            staged.keep();
            self.blobs.settled(id);
        }
        self.let_go(&gone, seq)?;
        Ok(seq)
    }

    /// What is to be written for a change of a count: nothing is left of a blob without a reference.
    fn counted(&self, change: Change) -> Result<(Key, Option<Bytes>)> {
        let Change { blob, by, bytes } = change;
        let key = key_of(blob);
        let before = if bytes.is_some() { None } else { self.keyspace.get(key.as_bytes())? };
        let (before, bytes) = match (before, bytes) {
            (Some(value), _) => split(&value)?,
            (None, bytes) => (0, bytes.unwrap_or_default()),
        };
        let count = before + by;
        if count < 0 {
            tracing::error!(blob = blob.id, count, "more references to a blob were given back than taken");
        }
        if count <= 0 {
            return Ok((key, None));
        }
        let mut value = Vec::with_capacity(COUNT_BYTES + bytes.len());
        value.extend_from_slice(&count.to_be_bytes());
        value.extend_from_slice(&bytes);
        Ok((key, Some(value.into())))
    }

    fn let_go(&self, gone: &[u64], seq: Seq) -> Result<()> {
        match self.blobs.as_ref() {
            Blobs::Memory(large) => {
                for &id in gone {
                    if !self.is_kept(&large_key(id))? {
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
            if !self.is_taken(id).unwrap_or(false) && self.blobs.is_free(id) {
                return Staging::new(self.blobs.clone(), id);
            }
        }
    }

    /// The bytes of a blob within a range that lies in it.
    pub(crate) fn read(&self, blob: Blob, range: std::ops::Range<u64>) -> Result<BlobReader> {
        if !blob.is_inline() {
            return self.blobs.open(blob, range);
        }
        let value = self.keyspace.get(key_of(blob).as_bytes())?;
        let (_, bytes) = split(&value.ok_or_else(|| Error::NoBlob(blob.id.to_string()))?)?;
        Ok(BlobReader::over([bytes].into(), range))
    }

    /// The bytes of several blobs, each within a range that lies in it.
    pub(crate) fn read_chain(
        &self,
        pieces: impl Iterator<Item = (Blob, std::ops::Range<u64>)>,
    ) -> Result<ChainReader> {
        let link = |(at, (blob, range)): (usize, (Blob, std::ops::Range<u64>))| match self.files() {
            // The first is read at once anyway.
            Some(files) if at > 0 && !blob.is_inline() => {
                let pin = Files::pin(files, blob.id);
                // Asked after it is pinned: what is named now is not removed any more.
                let named = self.keyspace.get(large_key(blob.id).as_bytes())?;
                named.ok_or_else(|| Error::NoBlob(blob.id.to_string()))?;
                Ok(Link::File(pin, blob, range))
            }
            _ => self.read(blob, range).map(Link::Open),
        };
        Ok(ChainReader::of(pieces.enumerate().map(link).collect::<Result<_>>()?))
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
            if !files.is_going_since(id, seq) {
                continue;
            }
            let stays = self.is_named(id)?;
            // The end of the last reader has it looked at again.
            if stays || files.remove_unpinned(id)? {
                files.gone(id);
            }
        }
        Ok(())
    }

    /// Removes a file if nothing names it and nothing will.
    pub(super) fn sweep_file(&self, id: u64) -> Result<()> {
        let Some(files) = self.files() else { return Ok(()) };
        let _counts = self.counts.lock();
        if !self.is_named(id)? {
            files.remove_if_settled(id)?;
        }
        Ok(())
    }

    /// Removes the file of a blob that was never named. A write that failed may have named it nevertheless.
    pub(super) fn discard(&self, id: u64) -> Result<()> {
        let Some(files) = self.files() else { return Ok(()) };
        let _counts = self.counts.lock();
        if !self.is_named(id)? {
            files.remove(id)?;
        }
        self.blobs.settled(id);
        Ok(())
    }

    pub(super) fn files(&self) -> Option<&Arc<Files>> {
        match self.blobs.as_ref() {
            Blobs::Folder(files) => Some(files),
            Blobs::Memory(_) => None,
        }
    }

    /// Whether a small or a large blob has that id.
    fn is_taken(&self, id: u64) -> Result<bool> {
        let (small, large) = (small_key(id), large_key(id));
        Ok(self.is_anywhere(&small)? || self.is_anywhere(&large)?)
    }

    /// Whether a record names that large blob, now or in a checkpoint.
    fn is_named(&self, id: u64) -> Result<bool> {
        self.is_anywhere(&large_key(id))
    }

    fn is_anywhere(&self, key: &Key) -> Result<bool> {
        Ok(self.keyspace.get(key.as_bytes())?.is_some() || self.is_kept(key)?)
    }

    /// Whether a checkpoint has the key.
    fn is_kept(&self, key: &Key) -> Result<bool> {
        for name in self.keyspace.checkpoints()? {
            if self.keyspace.checkpoint_has(&name, key.as_bytes())? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// By how much the count of one blob changes, and its bytes if it is small and new.
struct Change {
    blob: Blob,
    by: i64,
    bytes: Option<Bytes>,
}

/// The changes of a batch: one for each blob.
#[derive(Default)]
struct Changes(HashMap<Blob, Change>);

impl Changes {
    fn of(&mut self, blob: Blob) -> &mut Change {
        self.0.entry(blob).or_insert(Change { blob, by: 0, bytes: None })
    }
}

/// The length of a count of references, in bytes. A value begins with it; the bytes of a small blob follow.
const COUNT_BYTES: usize = 8;

fn key_of(blob: Blob) -> Key {
    if blob.is_inline() { small_key(blob.id) } else { large_key(blob.id) }
}

fn small_key(id: u64) -> Key {
    Key::of(Space::BlobData).u64(id)
}

fn large_key(id: u64) -> Key {
    Key::of(Space::BlobCount).u64(id)
}

fn split(value: &Bytes) -> Result<(i64, Bytes)> {
    let count = value.first_chunk().copied().map(i64::from_be_bytes);
    let count =
        count.ok_or_else(|| Error::Damaged("the count of a blob's references cannot be read".into()))?;
    Ok((count, value.slice(COUNT_BYTES..)))
}
