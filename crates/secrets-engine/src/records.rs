//! The door to the records of Secrets Manager: what is read, and the one way in which they change. Nothing else here holds the
//! store, so a change that does not come through this file does not compile.
//!
//! | record | key | value |
//! |---|---|---|
//! | secret | account, region, name | [`Entry`](crate::secret::Entry) |
//! | what is secret | account, region, name, version | encrypted: see `secret::content` |
//! | what is due | time, account, region, name | nothing |

use std::sync::Arc;

use base::arn::{AccountId, Region};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Commit, Slices, Store, Stripes};
use wire::fault::Fault;

use crate::error;
use crate::secret::Entry;
use crate::secret::id::SecretId;
use crate::secret::name::{SUFFIX, SUFFIX_ALPHABET, SecretName};

mod change;
pub(crate) mod keys;
mod look;

pub(crate) use change::{Change, Held};
pub(crate) use look::Found;
use look::Look;

/// How often a change is decided again because another one came between its decision and its commit. Whoever comes between
/// has made its own change, so somebody always gets on.
pub(crate) const MOST_TRIES: usize = 64;

/// The records.
#[derive(Debug)]
pub(crate) struct Records {
    store: Store,
    /// Held over every read, decision and commit about one name, so that they do not come in each other's way.
    stripes: Arc<Stripes>,
}

impl Records {
    pub(crate) fn new(store: Store) -> Records {
        Records { stripes: store.stripes(), store }
    }

    /// A secret, as it is found where it is named.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(&self, id: &SecretId) -> Result<Found, Fault> {
        Look(&self.store).find(id)
    }

    /// The same, by its name; nothing if there is none.
    pub(crate) fn named(&self, name: &SecretName) -> Result<Option<Found>, Fault> {
        Look(&self.store).named(name)
    }

    /// What is secret of a version, encrypted.
    pub(crate) fn value(&self, name: &SecretName, version: &str) -> Result<Option<Bytes>, Fault> {
        Look(&self.store).value(name, version)
    }

    /// Reads, decides and commits: only if all that was read is as it was; otherwise it is decided again. Where `decide` fails,
    /// nothing changes. Durable when [`Records::settled`] resolves.
    pub(crate) fn change<T>(
        &self,
        names: &[&str],
        mut decide: impl FnMut(&mut Change) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        // Secrets of the same name in several accounts or regions may wait for each other: replicas have one name.
        let _held = self.stripes.lock_all(names.iter().map(|name| name.as_bytes()));
        for _ in 0..MOST_TRIES {
            let mut change = Change::new(self.store.noting());
            let decided = decide(&mut change)?;
            let Some(batch) = change.into_batch() else { return Ok(decided) };
            if let Commit::Done(_) = self.store.try_commit(batch).map_err(error::store)? {
                return Ok(decided);
            }
        }
        Err(error::overtaken())
    }

    /// The secrets of an account and region, in the order of their names, read in slices.
    pub(crate) fn all(&self, account: AccountId, region: &Region) -> Walk {
        let all = SecretName::all(account, region);
        Walk(self.store.slices(all.from_here(), all.end()))
    }

    /// What is due until a moment, and when the next is: those that `is_wanted` takes, so many at most.
    pub(crate) fn due(
        &self,
        now_ms: u64,
        most: usize,
        is_wanted: impl Fn(&SecretName) -> bool,
    ) -> Result<(Vec<SecretName>, Option<u64>), Fault> {
        Look(&self.store).due(now_ms, most, is_wanted)
    }

    /// Six characters for an ARN.
    pub(crate) fn fresh_suffix(&self) -> Result<String, Fault> {
        self.store.fresh(|entropy| entropy.text(SUFFIX_ALPHABET, SUFFIX), |_| []).map_err(error::store)
    }

    /// An id for a version, or a token.
    pub(crate) fn fresh_uuid(&self) -> Result<String, Fault> {
        self.store.fresh(|entropy| entropy.uuid(), |_| []).map_err(error::store)
    }

    /// A number below `bound`, by chance.
    pub(crate) fn chance(&self, bound: usize) -> Result<usize, Fault> {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        // What would make the first numbers likelier than the last is drawn again.
        let most = u64::MAX - u64::MAX % bound;
        loop {
            let drawn = self.store.fresh(|entropy| entropy.u64(), |_| []).map_err(error::store)?;
            if drawn < most {
                return Ok(usize::try_from(drawn % bound).unwrap_or_default());
            }
        }
    }

    /// See [`Store::settled`].
    pub(crate) async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(error::store)
    }
}

/// Secrets in order, read in slices: see [`Store::slices`].
pub(crate) struct Walk(Slices);

impl Walk {
    /// The next name, and what stands there; nothing at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<(SecretName, Entry)>, Fault> {
        let Some((key, held)) = self.0.next().await.map_err(error::store)? else { return Ok(None) };
        let name = SecretName::of_key(&key).ok_or_else(|| error::damaged("a secret's key", ""))?;
        Ok(Some((name, read(&held)?)))
    }
}

/// A record as it is kept.
fn write<R: Serialize>(record: &R) -> Result<Vec<u8>, Fault> {
    postcard::to_allocvec(record).map_err(|cause| error::damaged("a record", cause))
}

/// A record that was kept.
fn read<R: DeserializeOwned>(bytes: &[u8]) -> Result<R, Fault> {
    postcard::from_bytes(bytes).map_err(|cause| error::damaged("a record", cause))
}
