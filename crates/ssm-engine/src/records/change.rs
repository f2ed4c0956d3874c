//! A change in the making: what it reads must be as it was when it is done, and what it writes is one batch. What it has written
//! it does not read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Batch, Key, Store};
use wire::fault::Fault;

use super::{Place, Tally, keys, read, write};
use crate::error;
use crate::parameter::kind::Tier;
use crate::parameter::label::Labels;
use crate::parameter::name::ParameterName;
use crate::parameter::{Parameter, Version};

/// A change in the making.
#[derive(Debug)]
pub(crate) struct Change {
    /// Notes what is read.
    store: Store,
    batch: Batch,
}

impl Change {
    pub(super) fn new(store: Store) -> Change {
        Change { store, batch: Batch::new() }
    }

    /// A parameter, if it is there: if not, that must be so too.
    pub(crate) fn parameter(&self, name: &ParameterName) -> Result<Option<Parameter>, Fault> {
        self.record(&name.key())
    }

    /// The labels of a parameter.
    pub(crate) fn labels(&self, name: &ParameterName) -> Result<Labels, Fault> {
        Ok(self.record(&keys::labels(name))?.unwrap_or_default())
    }

    /// How many parameters there are in a place.
    pub(crate) fn tally(&self, place: Place<'_>) -> Result<Tally, Fault> {
        Ok(self.record(&keys::tally(place))?.unwrap_or_default())
    }

    /// A record of a key.
    pub(crate) fn record<R: DeserializeOwned>(&self, key: &Key) -> Result<Option<R>, Fault> {
        let held = self.store.get(key.as_bytes()).map_err(error::store)?;
        held.map(|bytes| read(&bytes)).transpose()
    }

    /// Sets a key to a record.
    pub(crate) fn put_record<R: Serialize>(&mut self, key: Key, record: &R) -> Result<(), Fault> {
        self.batch.put(key, write(record)?);
        Ok(())
    }

    /// Removes a key, if it is there.
    pub(crate) fn delete(&mut self, key: Key) {
        self.batch.delete(key);
    }

    /// Writes a parameter in the place of the one before, if there was one, and when it expires.
    pub(crate) fn put_parameter(
        &mut self,
        name: &ParameterName,
        before: Option<&Parameter>,
        parameter: &Parameter,
    ) -> Result<(), Fault> {
        let expired_ms = before.and_then(|before| before.expires_ms);
        if expired_ms != parameter.expires_ms {
            expired_ms.into_iter().for_each(|at_ms| self.delete(keys::expiry(at_ms, name)));
            parameter.expires_ms.into_iter().for_each(|at_ms| self.batch.put(keys::expiry(at_ms, name), ""));
        }
        self.count(name, before.map(|before| before.current.tier), Some(parameter.current.tier))?;
        self.put_record(name.key(), parameter)
    }

    /// Writes a version that is the last one no more.
    pub(crate) fn put_older(&mut self, name: &ParameterName, version: &Version) -> Result<(), Fault> {
        self.put_record(keys::version(name, version.number), version)
    }

    /// Writes the labels of a parameter.
    pub(crate) fn put_labels(&mut self, name: &ParameterName, labels: &Labels) -> Result<(), Fault> {
        if labels.is_empty() {
            self.delete(keys::labels(name));
            return Ok(());
        }
        self.put_record(keys::labels(name), labels)
    }

    /// Removes a parameter with all that belongs to it.
    pub(crate) fn remove(&mut self, name: &ParameterName, parameter: &Parameter) -> Result<(), Fault> {
        for number in parameter.oldest..parameter.current.number {
            self.delete(keys::version(name, number));
        }
        parameter.expires_ms.into_iter().for_each(|at_ms| self.delete(keys::expiry(at_ms, name)));
        self.delete(keys::labels(name));
        self.delete(keys::resource_policy(name));
        self.delete(name.key());
        self.count(name, Some(parameter.current.tier), None)
    }

    fn count(
        &mut self,
        name: &ParameterName,
        before: Option<Tier>,
        after: Option<Tier>,
    ) -> Result<(), Fault> {
        if before == after {
            return Ok(());
        }
        let place = (name.account, &name.region);
        let mut tally = self.tally(place)?;
        before.into_iter().for_each(|tier| tally.add(tier, -1));
        after.into_iter().for_each(|tier| tally.add(tier, 1));
        self.put_record(keys::tally(place), &tally)
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
