//! The door to IAM's records: what is read, and the one way in which they change. Nothing else here holds the store, so a
//! change that does not come through this file does not compile.
//!
//! A record is JSON below its kind, its account and its name. Names do not depend on case, as with IAM's own.
//! All changes of an account follow one another, so that what one decides by (a quota, a conflict, a count) still holds
//! when it is committed.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::arn::AccountId;
use base::entropy::Entropy;
use bytes::Bytes;
use parking_lot::RwLock;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Batch, Commit, Key, Order, Space, Store, Stripes};
use wire::fault::Fault;

use crate::error;
use crate::secret::{KEY_BYTES, Master};

/// What a record is about. The numbers are part of the format on disk: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The key that secrets and session tokens are made of.
    Master = 0,
    User = 1,
    Group = 2,
    Role = 3,
    /// A policy that the account has made.
    Policy = 4,
    /// How often a managed policy is attached in the account, and a boundary.
    PolicyUse = 5,
    InstanceProfile = 6,
    /// An access key that lasts. It stands below its id alone, in [`Space::IamAccessKey`].
    AccessKey = 7,
    LoginProfile = 8,
    MfaDevice = 9,
    SamlProvider = 10,
    OidcProvider = 11,
    ServerCertificate = 12,
    SigningCertificate = 13,
    SshPublicKey = 14,
    ServiceSpecificCredential = 15,
    /// What an account has once: its alias, password policy, preferences.
    Account = 16,
    /// Reports and other work that is asked for and fetched later.
    Job = 17,
    /// The keys that web identity tokens are signed with.
    TokenKey = 18,
    /// What hangs on the root user of an account.
    RootUser = 19,
    /// That a user is in a group.
    Membership = 20,
    /// What a user is called now that was renamed.
    RenamedUser = 21,
    /// The document of a SAML provider, which lists do not read.
    SamlMetadata = 30,
    /// The texts of a server certificate, which lists do not read.
    ServerCertificateText = 31,
}

/// A record of one kind.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// Its kind.
    const KIND: Kind;

    /// Its name or id, by which it is found.
    fn name(&self) -> &str;
}

fn key(kind: Kind, account: AccountId, name: &str) -> Key {
    match kind {
        Kind::AccessKey => Key::of(Space::IamAccessKey).text(name),
        _ => all(kind, account).text(&name.to_lowercase()),
    }
}

/// What the keys of all records of a kind begin with, in one account.
fn all(kind: Kind, account: AccountId) -> Key {
    Key::of(Space::Iam).u8(kind as u8).account(account)
}

fn master_key() -> Key {
    Key::of(Space::Iam).u8(Kind::Master as u8)
}

/// How often a change is decided again because another one came between its decision and its commit. Whoever comes between has
/// made its own change, so somebody always gets on.
const MOST_TRIES: usize = 64;

/// IAM's records.
#[derive(Debug)]
pub(crate) struct Records {
    store: Store,
    /// Held over every read, decision and commit about one account, so that they do not come in each other's way.
    stripes: Arc<Stripes>,
    /// How often something has changed in this process: what was read before is as it was while this is the same, and the
    /// store's epoch too.
    changes: AtomicU64,
    /// The key that secrets are made of, as it was in an epoch.
    master: RwLock<Option<(u64, Arc<Master>)>>,
}

/// What a record was read from: of the same stamp, it has not changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    epoch: u64,
    changes: u64,
}

impl Records {
    pub(crate) fn new(store: Store) -> Records {
        Records { stripes: store.stripes(), store, changes: AtomicU64::new(0), master: RwLock::new(None) }
    }

    /// The same records, whose readings are noted.
    fn noting(&self) -> Records {
        let (store, stripes) = (self.store.noting(), Arc::clone(&self.stripes));
        Records { store, stripes, changes: AtomicU64::new(0), master: RwLock::new(None) }
    }

    /// The state that is there now. Taken before a record is read.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { epoch: self.store.epoch(), changes: self.changes.load(Ordering::Acquire) }
    }

    /// A record, by its name.
    pub(crate) fn get<R: Record>(&self, account: AccountId, name: &str) -> Result<Option<R>, Fault> {
        let found = self.store.get(key(R::KIND, account, name).as_bytes()).map_err(error::store)?;
        found.map(|bytes| read(&bytes)).transpose()
    }

    /// The records of a kind behind a name, in the order of their names without regard to case, until `visit` breaks.
    pub(crate) fn visit<R: Record>(
        &self,
        account: AccountId,
        after: Option<&str>,
        mut visit: impl FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        self.visit_sized(account, after, |record, _| visit(record))
    }

    /// The records of a kind behind a name, each with how many bytes it is kept in.
    fn visit_sized<R: Record>(
        &self,
        account: AccountId,
        after: Option<&str>,
        mut visit: impl FnMut(R, usize) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let mut from = after.map_or_else(|| all(R::KIND, account), |name| key(R::KIND, account, name));
        let end = all(R::KIND, account).end();
        let mut is_first = after.is_none();
        // In slices: on disk, writers wait for a scan, and records are read outside it.
        loop {
            let mut slice: Vec<(Vec<u8>, Bytes)> = Vec::with_capacity(SLICE);
            let start = if is_first { from.from_here() } else { from.after() };
            let to = Bound::Excluded(end.as_bytes());
            let scanned = self.store.scan(start, to, Order::Ascending, &mut |key, value| {
                slice.push((key.to_vec(), Bytes::copy_from_slice(value)));
                if slice.len() < SLICE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            scanned.map_err(error::store)?;
            let is_last = slice.len() < SLICE;
            if let Some((last, _)) = slice.last() {
                from = Key::stored(last);
                is_first = false;
            }
            for (_, value) in slice {
                if visit(read(&value)?, value.len()).is_break() {
                    return Ok(());
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    /// All records of a kind, of an account.
    pub(crate) fn list<R: Record>(&self, account: AccountId) -> Result<Vec<R>, Fault> {
        let mut all = Vec::new();
        self.visit(account, None, |record| {
            all.push(record);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// Records of a kind behind a name that `is_meant` takes: one more than `most`, if there are as many. If they are long
    /// together, they are fewer, and `most` is what is left of it.
    pub(crate) fn some<R: Record>(
        &self,
        account: AccountId,
        after: Option<&str>,
        most: &mut usize,
        is_meant: impl Fn(&R) -> bool,
    ) -> Result<Vec<R>, Fault> {
        let mut found = Vec::new();
        let mut bytes = 0;
        self.visit_sized(account, after, |record, size| {
            if is_meant(&record) {
                found.push(record);
                bytes += size;
            }
            if bytes > MOST_TOGETHER && found.len() > 1 {
                // The last one is only known to be there.
                *most = (*most).min(found.len() - 1);
            }
            if found.len() <= *most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(found)
    }

    /// How many records of a kind an account has, up to `most`.
    pub(crate) fn count(&self, kind: Kind, account: AccountId, most: usize) -> Result<usize, Fault> {
        let mut count = 0;
        let counted = self.store.scan_prefix(&all(kind, account), &mut |_, _| {
            count += 1;
            if count < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        counted.map_err(error::store)?;
        Ok(count)
    }

    /// Reads, decides and commits about one account: only if all that was read is as it was; otherwise it is decided again.
    /// Where `decide` fails, nothing changes. Durable when [`Records::settled`] resolves.
    pub(crate) fn change<T>(
        &self,
        account: AccountId,
        mut decide: impl FnMut(&mut Change<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let _lock = self.stripes.lock(account.as_str().as_bytes());
        for _ in 0..MOST_TRIES {
            let records = self.noting();
            let mut change = Change { records: &records, account, batch: Batch::new() };
            let decided = decide(&mut change)?;
            let mut batch = change.batch;
            if batch.is_empty() {
                return Ok(decided);
            }
            batch.relies_on_reads(&records.store);
            if let Commit::Done(_) = self.store.try_commit(batch).map_err(error::store)? {
                self.changes.fetch_add(1, Ordering::Release);
                return Ok(decided);
            }
        }
        Err(error::concurrent_modification())
    }

    /// The key that secrets are made of; nothing if no secret was.
    pub(crate) fn master_if_made(&self) -> Result<Option<Arc<Master>>, Fault> {
        let epoch = self.store.epoch();
        if let Some((of, master)) = &*self.master.read()
            && *of == epoch
        {
            return Ok(Some(Arc::clone(master)));
        }
        let found = self.store.get(master_key().as_bytes()).map_err(error::store)?;
        let Some(found) = found else { return Ok(None) };
        let bytes = found.as_ref().try_into().map_err(|cause| error::damaged("the key of secrets", cause))?;
        let master = Arc::new(Master::new(bytes));
        *self.master.write() = Some((epoch, Arc::clone(&master)));
        Ok(Some(master))
    }

    /// The key that secrets are made of, made now if it is not there. Of the host's chance: a secret does not repeat.
    pub(crate) fn master(&self) -> Result<Arc<Master>, Fault> {
        if let Some(master) = self.master_if_made()? {
            return Ok(master);
        }
        let _lock = self.stripes.lock(master_key().as_bytes());
        if let Some(master) = self.master_if_made()? {
            return Ok(master);
        }
        let mut bytes = [0; KEY_BYTES];
        Entropy::from_host().fill(&mut bytes);
        let mut batch = Batch::new();
        batch.relies_on(master_key().into_bytes(), None);
        batch.put(master_key(), bytes.to_vec());
        // Refused if there is one after all: no secret may rest on a key that another has taken the place of.
        self.store.commit(batch).map_err(error::store)?;
        Ok(Arc::new(Master::new(bytes)))
    }

    /// See [`Store::fresh`]: an access key that nobody has.
    pub(crate) fn fresh_access_key(&self, draw: impl Fn(&Entropy) -> String) -> Result<String, Fault> {
        self.store.fresh(draw, |id| [Key::of(Space::IamAccessKey).text(id)]).map_err(error::store)
    }

    /// See [`Store::settled`].
    pub(crate) async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(error::store)
    }
}

/// Bytes of the records of one page, about. Of a thousand roles with the longest policies that are written without
/// needless white space there are fewer. "IAM might return fewer than the MaxItems number of results, even when there are
/// more results available": <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>.
const MOST_TOGETHER: usize = 1 << 24;

/// How many records are read from the store at a time.
const SLICE: usize = 64;

/// A change of one account in the making. Its readings show what was there before it.
pub(crate) struct Change<'r> {
    records: &'r Records,
    account: AccountId,
    batch: Batch,
}

impl Change<'_> {
    /// Whose records change.
    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    /// The records, to be read: what is read of others by way of them decides too.
    pub(crate) fn records(&self) -> &Records {
        self.records
    }

    /// See [`Records::get`].
    pub(crate) fn get<R: Record>(&self, name: &str) -> Result<Option<R>, Fault> {
        self.records.get(self.account, name)
    }

    /// See [`Records::visit`].
    pub(crate) fn visit<R: Record>(
        &self,
        after: Option<&str>,
        visit: impl FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        self.records.visit(self.account, after, visit)
    }

    /// See [`Records::count`].
    pub(crate) fn count(&self, kind: Kind, most: usize) -> Result<usize, Fault> {
        self.records.count(kind, self.account, most)
    }

    /// Writes a record, over one of the same name.
    pub(crate) fn put<R: Record>(&mut self, record: &R) -> Result<(), Fault> {
        let bytes = serde_json::to_vec(record).map_err(|cause| error::damaged(record.name(), cause))?;
        self.batch.put(key(R::KIND, self.account, record.name()), bytes);
        Ok(())
    }

    /// Removes a record.
    pub(crate) fn remove<R: Record>(&mut self, name: &str) {
        self.batch.delete(key(R::KIND, self.account, name));
    }
}

fn read<R: Record>(bytes: &[u8]) -> Result<R, Fault> {
    serde_json::from_slice(bytes).map_err(|cause| error::damaged("a record", cause))
}
