//! The door to Lambda's records: what is read, and the two ways in which they change. Nothing else here holds the store,
//! so a change that does not come through this file does not compile.

use std::ops::{Bound, ControlFlow, Range};
use std::sync::Arc;

use base::entropy::Entropy;
use bytes::Bytes;
use store::{Batch, Blob, BlobReader, Commit, Key, Order, Slices, Staged, Staging, Store, Stripes, Visit};

use crate::error::Error;

/// How often a change is decided again because another one came between its decision and its commit. Whoever comes between has
/// made its own change, so somebody always gets on.
const MOST_TRIES: usize = 64;

/// Lambda's records.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    store: Store,
    /// Held over every read, decision and commit about one function, mapping or event, so that they do not come in each other's
    /// way.
    stripes: Arc<Stripes>,
}

impl Records {
    pub(crate) fn new(store: Store) -> Records {
        Records { stripes: store.stripes(), store }
    }

    /// Reads, decides and commits about one function, mapping or event, named by the key of its record or of what it
    /// owns: only if all that `decide` read of the records that it is given is as it was; otherwise it is decided again. What it
    /// gives beside the batch is what came of it; an empty batch changes nothing. Durable when [`Records::settled`] resolves.
    pub(crate) fn change<T>(
        &self,
        key: &Key,
        decide: impl FnMut(&Records) -> Result<(Batch, T), Error>,
    ) -> Result<T, Error> {
        self.change_naming(key, None, decide)
    }

    /// The same, where what is decided names a blob. It goes if it is not named.
    pub(crate) fn change_naming<T>(
        &self,
        key: &Key,
        mut staged: Option<Staged>,
        mut decide: impl FnMut(&Records) -> Result<(Batch, T), Error>,
    ) -> Result<T, Error> {
        let _lock = self.stripes.lock(key.as_bytes());
        for _ in 0..MOST_TRIES {
            let records = Records { store: self.store.noting(), stripes: Arc::clone(&self.stripes) };
            let (mut batch, decided) = decide(&records)?;
            if batch.is_empty() {
                return Ok(decided);
            }
            if let Some(staged) = staged.take() {
                batch.create_blob(staged);
            }
            batch.relies_on_reads(&records.store);
            match self.store.try_commit(batch)? {
                Commit::Done(_) => return Ok(decided),
                Commit::Conflict(lost) => staged = lost.into_blobs().pop(),
            }
        }
        Err(Error::internal(store::Error::Conflict))
    }

    /// Commits what was decided alone anyway, by the one task that works on it, unless the state was exchanged since the
    /// epoch was this. Whether it did.
    pub(crate) fn change_in(&self, epoch: u64, batch: Batch) -> Result<bool, Error> {
        Ok(self.store.commit_in(epoch, batch)?.is_some())
    }

    /// See [`Store::get`].
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Bytes>, Error> {
        Ok(self.store.get(key)?)
    }

    /// See [`Store::scan_prefix`].
    pub(crate) fn scan_prefix(&self, prefix: &Key, visit: &mut Visit<'_>) -> Result<(), Error> {
        Ok(self.store.scan_prefix(prefix, visit)?)
    }

    /// The last key below a prefix.
    pub(crate) fn last(&self, prefix: &Key) -> Result<Option<Key>, Error> {
        let (end, mut last) = (prefix.end(), None);
        let to = Bound::Excluded(end.as_bytes());
        self.store.scan(prefix.from_here(), to, Order::Descending, &mut |key, _| {
            last = Some(Key::stored(key));
            ControlFlow::Break(())
        })?;
        Ok(last)
    }

    /// See [`Store::slices`]: all below a prefix.
    pub(crate) fn slices(&self, prefix: &Key) -> Slices {
        self.store.slices(prefix.from_here(), prefix.end())
    }

    /// See [`Store::fresh`].
    pub(crate) fn fresh<T, const N: usize>(
        &self,
        draw: impl Fn(&Entropy) -> T,
        prefixes: impl Fn(&T) -> [Key; N],
    ) -> Result<T, Error> {
        Ok(self.store.fresh(draw, prefixes)?)
    }

    /// See [`Store::stage`]: bytes are no record before a batch names them.
    pub(crate) fn stage(&self) -> Staging {
        self.store.stage()
    }

    /// See [`Store::read`].
    pub(crate) fn read(&self, blob: Blob, range: Range<u64>) -> store::Result<BlobReader> {
        self.store.read(blob, range)
    }

    /// See [`Store::epoch`].
    pub(crate) fn epoch(&self) -> u64 {
        self.store.epoch()
    }

    /// See [`Store::settled`].
    pub(crate) async fn settled(&self) -> Result<(), Error> {
        Ok(self.store.settled().await?)
    }
}
