//! What is to change, gathered before it is committed at once, and what the decision to change it relied on.

use bytes::Bytes;

use crate::blob::{Blob, Staged};
use crate::log::{Seq, Write};
use crate::outbox::{Channel, Post};
use crate::reads::Read;
use crate::space::Key;
use crate::store::Store;

/// Changes that become visible and durable together, if what they rely on still holds.
#[derive(Debug, Default)]
pub struct Batch {
    pub(crate) writes: Vec<Write>,
    /// The epoch in which it was decided; nothing where any will do.
    pub(crate) epoch: Option<u64>,
    /// What was looked at when it was decided.
    pub(crate) relied: Vec<Read>,
    /// Blobs named for the first time; each starts with one reference.
    pub(crate) created: Vec<Staged>,
    /// Changes to reference counts of blobs, by one each.
    pub(crate) linked: Vec<Blob>,
    pub(crate) unlinked: Vec<Blob>,
    /// Messages that tell of the changes.
    pub(crate) posts: Vec<Post>,
}

impl Batch {
    /// Nothing to change yet.
    pub fn new() -> Batch {
        Batch::default()
    }

    /// It may be committed in this epoch only: see [`Store::epoch`](crate::Store::epoch). If it was decided in two, in none:
    /// the earlier one is over.
    pub fn in_epoch(&mut self, epoch: u64) {
        self.epoch = Some(self.epoch.map_or(epoch, |known| known.min(epoch)));
    }

    /// It may be committed only while the key holds this, or nothing, as it did when it was read.
    pub fn relies_on(&mut self, key: impl Into<Bytes>, held: Option<Bytes>) {
        self.relied.push(Read::Key(key.into(), held));
    }

    /// It may be committed only while the key holds this, as it did at a commit, or later: for keys on which many batches rely,
    /// and which hardly ever change. It is looked at only if something of its space was written behind that commit.
    pub fn relies_on_since(&mut self, key: Bytes, held: Bytes, commit: Seq) {
        self.relied.push(Read::Since(key, held, commit));
    }

    /// It may be committed only while all that was read through this handle is as it was: see [`Store::noting`]. What is read
    /// through it from now on is of the next decision.
    pub fn relies_on_reads(&mut self, store: &Store) {
        if let Some((epoch, reads)) = store.take_reads() {
            self.in_epoch(epoch);
            self.relied.extend(reads);
        }
    }

    /// The same changes once more, to which another decision may add: but for staged blobs, of which there is one each, and
    /// what was relied on.
    pub fn without_blobs(&self) -> Batch {
        Batch {
            writes: self.writes.clone(),
            linked: self.linked.clone(),
            unlinked: self.unlinked.clone(),
            posts: self.posts.clone(),
            ..Batch::default()
        }
    }

    /// Sets or removes a key, and relies on what it held.
    pub fn replace(&mut self, key: Key, held: Option<Bytes>, value: Option<Bytes>) {
        let key = key.into_bytes();
        self.relied.push(Read::Key(key.clone(), held));
        self.writes.push((key, value));
    }

    /// Sets a key.
    ///
    /// The value is kept as it is handed over. A slice of something larger would keep all of that, and a
    /// vector its spare room: copy or shrink those first.
    pub fn put(&mut self, key: Key, value: impl Into<Bytes>) {
        self.writes.push((key.into_bytes(), Some(value.into())));
    }

    /// Removes a key, if it is there.
    pub fn delete(&mut self, key: Key) {
        self.writes.push((key.into_bytes(), None));
    }

    /// Names a staged blob and takes the first reference to it.
    pub fn create_blob(&mut self, staged: Staged) -> Blob {
        let blob = staged.blob();
        self.created.push(staged);
        blob
    }

    /// The staged blobs of a batch that was not committed.
    pub fn into_blobs(self) -> Vec<Staged> {
        self.created
    }

    /// Takes over the staged blobs of a batch that was not committed.
    pub fn take_blobs_of(&mut self, other: Batch) {
        self.created.extend(other.created);
    }

    /// Takes one more reference to a blob.
    pub fn link(&mut self, blob: Blob) {
        self.linked.push(blob);
    }

    /// Gives back one reference. With the last one the blob's bytes go.
    pub fn unlink(&mut self, blob: Blob) {
        self.unlinked.push(blob);
    }

    /// Tells of the changes: the message is there if and only if they are, and goes to its receiver once they are durable. Those
    /// of a lane go in the order of the commits, and in the order in which one batch posts them. It gets a number with the
    /// commit; numbers make no two commits conflict.
    pub fn post(&mut self, channel: Channel, lane: &str, message: impl Into<Bytes>) {
        self.posts.push(Post { channel, lane: lane.into(), message: message.into() });
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
            && self.created.is_empty()
            && self.linked.is_empty()
            && self.unlinked.is_empty()
            && self.posts.is_empty()
    }
}
