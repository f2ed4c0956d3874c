//! A change in the making. It relies on all that it reads, and does not see what it has written.

use std::ops::ControlFlow;

use bytes::Bytes;
use store::{Batch, Key, Store};
use wire::fault::Fault;

use super::look::{Found, Look};
use super::{keys, write};
use crate::error;
use crate::secret::id::SecretId;
use crate::secret::name::SecretName;
use crate::secret::replica::Standing;
use crate::secret::{Entry, Secret};

/// A change in the making.
#[derive(Debug)]
pub(crate) struct Change {
    /// Notes what is read.
    store: Store,
    batch: Batch,
}

/// A secret that is to be changed.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) name: SecretName,
    pub(crate) secret: Secret,
    /// When something was due of it.
    due_ms: Option<u64>,
}

impl Held {
    /// Its ARN.
    pub(crate) fn arn(&self) -> String {
        self.name.arn(&self.secret.suffix).to_string()
    }
}

impl Change {
    pub(super) fn new(store: Store) -> Change {
        Change { store, batch: Batch::new() }
    }

    /// A secret, as it is found where it is named.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(&self, id: &SecretId) -> Result<Found, Fault> {
        Look(&self.store).find(id)
    }

    /// What stands at a name.
    pub(crate) fn entry(&self, name: &SecretName) -> Result<Option<Entry>, Fault> {
        Look(&self.store).entry(name)
    }

    /// A secret that is to be changed, marked for deletion or not.
    ///
    /// # Errors
    ///
    /// There is none, or it is a replica.
    pub(crate) fn own(&self, id: &SecretId) -> Result<Held, Fault> {
        match self.entry(&id.name)? {
            Some(Entry::Own(secret)) if id.means(&secret.suffix) => {
                Ok(Held { name: id.name.clone(), due_ms: secret.due_ms(), secret: *secret })
            }
            Some(Entry::Replica(_)) => {
                self.find(id)?;
                Err(error::is_replica())
            }
            _ => Err(error::no_secret()),
        }
    }

    /// The same, by its name; nothing if there is none of its own.
    pub(crate) fn own_named(&self, name: &SecretName) -> Result<Option<Held>, Fault> {
        Ok(match self.entry(name)? {
            Some(Entry::Own(secret)) => {
                Some(Held { name: name.clone(), due_ms: secret.due_ms(), secret: *secret })
            }
            _ => None,
        })
    }

    /// The same, where it is not marked for deletion.
    ///
    /// # Errors
    ///
    /// As of [`Change::own`]; or it is marked.
    pub(crate) fn live(&self, id: &SecretId) -> Result<Held, Fault> {
        let held = self.own(id)?;
        if held.secret.deletes_ms.is_some() { Err(error::marked_for_deletion()) } else { Ok(held) }
    }

    /// Writes a secret that was read, and when something is due of it.
    pub(crate) fn put(&mut self, held: Held) -> Result<(), Fault> {
        let Held { name, secret, due_ms: before } = held;
        let after = secret.due_ms();
        if before != after {
            self.forget_due(&name, before);
            if let Some(at_ms) = after {
                self.batch.put(keys::due(at_ms, &name), Bytes::new());
            }
        }
        self.put_entry(&name, &Entry::Own(Box::new(secret)))
    }

    /// Writes a new secret.
    pub(crate) fn create(&mut self, name: &SecretName, secret: Secret) -> Result<(), Fault> {
        self.put(Held { name: name.clone(), secret, due_ms: None })
    }

    /// Writes what stands in the region of a replica.
    pub(crate) fn put_replica(&mut self, name: &SecretName, standing: Standing) -> Result<(), Fault> {
        self.put_entry(name, &Entry::Replica(standing))
    }

    /// Takes away a replica.
    pub(crate) fn remove_replica(&mut self, name: &SecretName) {
        self.batch.delete(name.key());
    }

    fn put_entry(&mut self, name: &SecretName, entry: &Entry) -> Result<(), Fault> {
        self.batch.put(name.key(), write(entry)?);
        Ok(())
    }

    /// Takes away a secret and all that is secret of it.
    pub(crate) fn remove(&mut self, held: &Held) -> Result<(), Fault> {
        self.forget_due(&held.name, held.due_ms);
        self.remove_values(&held.name)?;
        self.batch.delete(held.name.key());
        Ok(())
    }

    /// Takes away all that is secret of a secret.
    fn remove_values(&mut self, name: &SecretName) -> Result<(), Fault> {
        let mut values: Vec<Key> = Vec::new();
        let scanned = self.store.scan_prefix(&keys::values(name), &mut |key, _| {
            values.push(Key::stored(key));
            ControlFlow::Continue(())
        });
        scanned.map_err(error::store)?;
        values.into_iter().for_each(|key| self.batch.delete(key));
        Ok(())
    }

    fn forget_due(&mut self, name: &SecretName, at_ms: Option<u64>) {
        if let Some(at_ms) = at_ms {
            self.batch.delete(keys::due(at_ms, name));
        }
    }

    /// Sets what is secret of a version, encrypted.
    pub(crate) fn put_value(&mut self, name: &SecretName, version: &str, sealed: Bytes) {
        self.batch.put(keys::value(name, version), sealed);
    }

    /// Takes away what is secret of a version.
    pub(crate) fn remove_value(&mut self, name: &SecretName, version: &str) {
        self.batch.delete(keys::value(name, version));
    }

    /// All of it; nothing if nothing changes.
    pub(super) fn into_batch(self) -> Option<Batch> {
        let Change { store, mut batch } = self;
        if batch.is_empty() {
            return None;
        }
        batch.relies_on_reads(&store);
        Some(batch)
    }
}
