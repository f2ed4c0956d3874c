//! A change in the making. What it has written, it reads.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Batch, Key};
use wire::fault::Fault;

use super::{Backlog, Found, Records, keys, read, write};
use crate::error;
use crate::queue::Queue;
use crate::queue::name::QueueName;

/// A change in the making.
#[derive(Debug)]
pub(crate) struct Change<'r> {
    records: &'r Records,
    /// What it writes: of one key the last counts. A change has some sixty, and some hundreds where a hundred messages are too
    /// old or dead, so they are looked through.
    writes: Vec<(Key, Option<Bytes>)>,
    /// What it relies on.
    relied: Vec<(Bytes, Option<Bytes>)>,
}

impl<'r> Change<'r> {
    pub(super) fn new(records: &'r Records) -> Change<'r> {
        Change { records, writes: Vec::new(), relied: Vec::new() }
    }

    /// A queue, which must be as it is until the change is done.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(crate) fn queue(&mut self, name: &QueueName) -> Result<Found, Fault> {
        self.queue_if_there(name)?.ok_or_else(error::no_such_queue)
    }

    /// The same, if it is there: if not, that must be so too.
    pub(crate) fn queue_if_there(&mut self, name: &QueueName) -> Result<Option<Found>, Fault> {
        let found = self.records.queue_if_there(name)?;
        match &found {
            Some(found) => self.relied.push((found.key.clone(), Some(found.held.clone()))),
            None => self.relied.push((name.key().into_bytes(), None)),
        }
        Ok(found)
    }

    /// Writes a queue's record.
    pub(crate) fn put_queue(&mut self, name: &QueueName, queue: &Queue) -> Result<(), Fault> {
        self.put_record(name.key(), queue)
    }

    /// Opens a backlog. What is changed in it is done with [`Change::close`].
    pub(crate) fn open(&mut self, id: u64) -> Result<Backlog, Fault> {
        let held = self.records.get(keys::tally(id).as_bytes())?;
        let tally = held.as_ref().map(|held| read(held)).transpose()?.unwrap_or_default();
        Ok(Backlog { id, tally, held })
    }

    /// Writes the tally of a backlog that was changed.
    pub(crate) fn close(&mut self, backlog: Backlog) -> Result<(), Fault> {
        let Backlog { id, mut tally, held } = backlog;
        tally.changes += 1;
        let key = keys::tally(id);
        self.relied.push((Bytes::copy_from_slice(key.as_bytes()), held));
        self.put_record(key, &tally)
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &Key) -> Result<Option<Bytes>, Fault> {
        match self.written(key.as_bytes()) {
            Some(value) => Ok(value.clone()),
            None => self.records.get(key.as_bytes()),
        }
    }

    /// A record of a key, which must be as it is until the change is done.
    pub(crate) fn relied_record<R: DeserializeOwned>(&mut self, key: &Key) -> Result<Option<R>, Fault> {
        let held = self.records.get(key.as_bytes())?;
        self.relied.push((Bytes::copy_from_slice(key.as_bytes()), held.clone()));
        held.map(|bytes| read(&bytes)).transpose()
    }

    fn written(&self, key: &[u8]) -> Option<&Option<Bytes>> {
        self.writes.iter().rev().find(|(written, _)| written.as_bytes() == key).map(|(_, value)| value)
    }

    /// A record of a key.
    pub(crate) fn record<R: DeserializeOwned>(&self, key: &Key) -> Result<Option<R>, Fault> {
        self.get(key)?.map(|bytes| read(&bytes)).transpose()
    }

    /// Visits entries in order until `visit` breaks, but for those that the change has taken away. What it has added is not
    /// among them.
    pub(crate) fn scan(
        &self,
        from: Bound<&[u8]>,
        end: &Key,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        self.records.scan(from, end, &mut |key, value| match self.written(key) {
            Some(None) => ControlFlow::Continue(()),
            Some(Some(value)) => visit(key, value),
            None => visit(key, value),
        })
    }

    /// The first key of a range, with those that the change has added.
    pub(crate) fn first(&self, range: &Key) -> Result<Option<Key>, Fault> {
        let mut first = None;
        self.scan(range.from_here(), &range.end(), &mut |key, _| {
            first = Some(Key::stored(key));
            ControlFlow::Break(())
        })?;
        let added = self.writes.iter().filter(|(_, value)| value.is_some()).map(|(key, _)| key);
        let added = added.filter(|key| key.as_bytes().starts_with(range.as_bytes()));
        Ok(added.chain(&first).min_by_key(|key| key.as_bytes()).cloned())
    }

    /// Sets a key.
    pub(crate) fn put(&mut self, key: Key, value: impl Into<Bytes>) {
        self.write(key, Some(value.into()));
    }

    /// Sets a key to a record.
    pub(crate) fn put_record<R: Serialize>(&mut self, key: Key, record: &R) -> Result<(), Fault> {
        self.put(key, write(record)?);
        Ok(())
    }

    /// Removes a key, if it is there.
    pub(crate) fn delete(&mut self, key: Key) {
        self.write(key, None);
    }

    fn write(&mut self, key: Key, value: Option<Bytes>) {
        match self.writes.iter_mut().find(|(written, _)| *written == key) {
            Some((_, held)) => *held = value,
            None => self.writes.push((key, value)),
        }
    }

    /// All of it; nothing if nothing changes.
    pub(super) fn into_batch(self) -> Option<Batch> {
        if self.writes.is_empty() {
            return None;
        }
        let mut batch = Batch::new();
        for (key, held) in self.relied {
            batch.relies_on(key, held);
        }
        for (key, value) in self.writes {
            match value {
                Some(value) => batch.put(key, value),
                None => batch.delete(key),
            }
        }
        Some(batch)
    }
}
