//! A change in the making. It relies on all that it reads, and does not see what it has written.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Batch, Channel, Key, Order, Store};
use wire::fault::Fault;
use wire::shape::Shape;
use wire::value::Fields;

use super::{keys, read, write};
use crate::error;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::kept;
use crate::stream::Stream;

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

    /// A group.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(crate) fn group(&self, name: &GroupName) -> Result<Group, Fault> {
        self.record(&name.key())?.ok_or_else(error::no_group)
    }

    /// A stream of a group.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub(crate) fn stream(&self, group: &Group, stream: &str) -> Result<Stream, Fault> {
        self.record(&keys::stream(group.id, stream))?.ok_or_else(error::no_stream)
    }

    /// A record of a key.
    pub(crate) fn record<R: DeserializeOwned>(&self, key: &Key) -> Result<Option<R>, Fault> {
        let held = self.store.get(key.as_bytes()).map_err(error::store)?;
        held.map(|bytes| read(&bytes)).transpose()
    }

    /// Whether there is something at a key.
    pub(crate) fn is_there(&self, key: &Key) -> Result<bool, Fault> {
        Ok(self.store.get(key.as_bytes()).map_err(error::store)?.is_some())
    }

    /// What is kept of a key, as a shape.
    pub(crate) fn kept(&self, key: &Key, shape: &'static Shape) -> Result<Option<Fields>, Fault> {
        let held = self.store.get(key.as_bytes()).map_err(error::store)?;
        held.map(|bytes| kept::read(shape, &bytes)).transpose()
    }

    /// All that is kept in a range, as a shape. For a few.
    pub(crate) fn all_kept(&self, range: &Key, shape: &'static Shape) -> Result<Vec<Fields>, Fault> {
        let mut held = Vec::new();
        self.scan(range, None, &mut |_, value| {
            held.push(value.clone());
            ControlFlow::Continue(())
        })?;
        held.iter().map(|bytes| kept::read(shape, bytes)).collect()
    }

    /// All records of a range. For a few.
    pub(crate) fn all_records<R: DeserializeOwned>(&self, range: &Key) -> Result<Vec<R>, Fault> {
        let mut held = Vec::new();
        self.scan(range, None, &mut |_, value| {
            held.push(value.clone());
            ControlFlow::Continue(())
        })?;
        held.iter().map(|bytes| read(bytes)).collect()
    }

    /// Keeps a shape.
    pub(crate) fn keep(&mut self, key: Key, fields: &Fields) {
        self.put(key, kept::write(fields));
    }

    /// Visits the records of a range in order until `visit` breaks. For a few.
    pub(crate) fn scan(
        &self,
        range: &Key,
        to: Option<&Key>,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let end = to.cloned().unwrap_or_else(|| range.end());
        let to = Bound::Excluded(end.as_bytes());
        self.store
            .scan(range.from_here(), to, Order::Ascending, &mut |key, value| visit(key, value))
            .map_err(error::store)
    }

    /// Sets a key.
    pub(crate) fn put(&mut self, key: Key, value: impl Into<Bytes>) {
        self.batch.put(key, value);
    }

    /// Sets a key to a record.
    pub(crate) fn put_record<R: Serialize>(&mut self, key: Key, record: &R) -> Result<(), Fault> {
        self.put(key, write(record)?);
        Ok(())
    }

    /// Writes a group's record.
    pub(crate) fn put_group(&mut self, name: &GroupName, group: &Group) -> Result<(), Fault> {
        self.put_record(name.key(), group)
    }

    /// Removes a key, if it is there.
    pub(crate) fn delete(&mut self, key: Key) {
        self.batch.delete(key);
    }

    /// Tells of the change: see [`Batch::post`].
    pub(crate) fn post(&mut self, channel: Channel, lane: &str, message: impl Into<Bytes>) {
        self.batch.post(channel, lane, message);
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
