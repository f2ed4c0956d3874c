//! The copy brought up to what the store holds now, where somebody has changed something: not to what a change meant to write.
//! So it never goes back and never shows what is not committed, in whatever order those who changed something come to say so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use base::arn::Region;
use bytes::Bytes;

use super::{Inner, Stream, Table, Tail, stream_key, table_key};
use crate::definition::owner::Owner;
use crate::definition::schema::{Definition, StreamDefinition};
use crate::error::{Error, Result};
use crate::memory::counts::Counts;
use crate::memory::reader::Reader;

/// A table's place: its owner and name.
type TablePlace = (Owner, String);
/// A stream's place: its owner, its table's name, and its label.
type StreamPlace = (Owner, (String, String));

/// Tables and streams whose records may be others than those that the copy was made of.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    tables: BTreeSet<TablePlace>,
    streams: BTreeSet<StreamPlace>,
}

impl Touched {
    /// A table, and with it its open stream and its replicas.
    pub(crate) fn table(&mut self, table: &Table) {
        self.tables.insert((table.owner.clone(), table.definition.name.clone()));
    }

    /// A stream.
    pub(crate) fn stream(&mut self, stream: &Stream) {
        let definition = &stream.definition;
        self.streams.insert((stream.owner.clone(), (definition.table.clone(), definition.label.clone())));
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.streams.is_empty()
    }
}

/// Records as they were at one moment.
#[derive(Default)]
struct Found {
    tables: BTreeMap<TablePlace, Option<(Bytes, Definition)>>,
    streams: BTreeMap<StreamPlace, Option<Bytes>>,
}

impl Found {
    /// Whether all of it is there still. Then all of it was there at once: no record of a table is ever what it was before,
    /// and an open stream's changes with its table's.
    fn is_there(&self, store: &Reader) -> Result<bool> {
        for ((owner, name), found) in &self.tables {
            let record = found.as_ref().map(|(record, _)| record);
            if store.get(table_key(owner, name).as_bytes())?.as_ref() != record {
                return Ok(false);
            }
        }
        for ((owner, (table, label)), record) in &self.streams {
            if store.get(stream_key(owner, table, label).as_bytes())? != *record {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Inner {
    /// Brings what was touched, and what belongs to it, up to what the store holds in this epoch.
    pub(super) fn catch_up(&mut self, store: &Reader, epoch: u64, touched: &Touched) -> Result<()> {
        let found = loop {
            let found = self.find(store, touched)?;
            // Each time that it is not there any more somebody else has made a change.
            if found.is_there(store)? {
                break found;
            }
        };
        let closed = self.take_streams(found.streams)?;
        self.take_tables(found.tables, epoch);
        // Their readers wait for more, and there is no more.
        closed.iter().for_each(|tail| tail.tell());
        Ok(())
    }

    fn find(&self, store: &Reader, touched: &Touched) -> Result<Found> {
        let mut found = Found::default();
        let mut streams = touched.streams.clone();
        let mut places: Vec<TablePlace> = touched.tables.iter().cloned().collect();
        while let Some(place) = places.pop() {
            if found.tables.contains_key(&place) {
                continue;
            }
            let (owner, name) = &place;
            let record = store.get(table_key(owner, name).as_bytes())?;
            let read = |record: Bytes| {
                Result::Ok((record.clone(), serde_json::from_slice(&record).map_err(Error::internal)?))
            };
            let present: Option<(Bytes, Definition)> = record.map(read).transpose()?;
            let known = self.known(owner, name).map(|table| &table.definition);
            for definition in known.into_iter().chain(present.as_ref().map(|(_, definition)| definition)) {
                places.extend(others(owner, definition).map(|owner| (owner, name.clone())));
                if let (Some(_), Some(label)) = (definition.stream, &definition.stream_label) {
                    streams.insert((owner.clone(), (name.clone(), label.clone())));
                }
            }
            found.tables.insert(place, present);
        }
        // Behind the tables: a table that is still there then has the stream that it names.
        for place in streams {
            let (owner, (table, label)) = &place;
            let record = store.get(stream_key(owner, table, label).as_bytes())?;
            found.streams.insert(place, record);
        }
        Ok(found)
    }

    /// Takes over records of streams; the tails of those that are closed or gone.
    fn take_streams(&mut self, found: BTreeMap<StreamPlace, Option<Bytes>>) -> Result<Vec<Arc<Tail>>> {
        let mut closed = Vec::new();
        for ((owner, place), record) in found {
            let streams = self.streams.entry(owner.clone()).or_default();
            let Some(record) = record else {
                closed.extend(streams.remove(&place).map(|gone| gone.tail.clone()));
                continue;
            };
            let known = streams.get(&place);
            if known.is_some_and(|known| known.record == record) {
                continue;
            }
            let definition: StreamDefinition = serde_json::from_slice(&record).map_err(Error::internal)?;
            let known = known.filter(|known| known.definition.id == definition.id);
            // One that this copy did not have is new: nobody has written to it.
            let tail = || Arc::new(Tail::new(definition.starting));
            let tail = known.map_or_else(tail, |known| known.tail.clone());
            if definition.closed_ms.is_some() {
                closed.push(tail.clone());
            }
            streams.insert(place, Arc::new(Stream { record, ..Stream::new(owner, definition, tail) }));
        }
        Ok(closed)
    }

    /// Takes over records of tables.
    fn take_tables(&mut self, found: BTreeMap<TablePlace, Option<(Bytes, Definition)>>, epoch: u64) {
        let is_known = |((owner, name), found): (&TablePlace, &Option<(Bytes, Definition)>)| {
            let known = self.known(owner, name).map(|table| &table.record);
            known == found.as_ref().map(|(record, _)| record)
        };
        if found.iter().all(is_known) {
            return;
        }
        let (mut next, mut places) = (Vec::new(), Vec::new());
        for ((owner, name), found) in found {
            if let Some((record, definition)) = found {
                next.push(self.next_version(owner.clone(), definition, record, epoch));
            }
            places.push((owner, name));
        }
        for (owner, name) in places {
            let gone = self.tables.get_mut(&owner).and_then(|tables| tables.remove(&name));
            gone.iter().for_each(|gone| gone.retired.store(true, Ordering::Release));
        }
        self.join_replicas(next);
    }

    /// A table as the copy is to have it, with what is shared by all versions of it.
    fn next_version(&self, owner: Owner, definition: Definition, record: Bytes, epoch: u64) -> Table {
        let is_same = |known: &&Arc<Table>| known.definition.id == definition.id;
        let known = self.known(&owner, &definition.name).filter(is_same).cloned();
        let mut replicas =
            others(&owner, &definition).filter_map(|other| self.known(&other, &definition.name));
        let counts = known.as_ref().or(replicas.find(is_same)).map(|known| known.counts.clone());
        let mut table = self.with_stream(owner, definition);
        // One that this copy did not have is new: nobody has written to it.
        table.counts = counts.unwrap_or_else(|| Arc::new(Counts::of_nothing()));
        if let Some(known) = known {
            table.buckets = known.buckets.clone();
        }
        Table { record, epoch, ..table }
    }

    fn known(&self, owner: &Owner, name: &str) -> Option<&Arc<Table>> {
        self.tables.get(owner).and_then(|tables| tables.get(name))
    }
}

/// The owners of the other replicas of a table.
fn others(owner: &Owner, definition: &Definition) -> impl Iterator<Item = Owner> + use<> {
    let members = definition.group.iter().flat_map(|group| &group.members);
    let regions = members.filter_map(|member| Region::parse(&member.region));
    regions
        .filter(|region| *region != owner.1)
        .map(|region| (owner.0, region))
        .collect::<Vec<Owner>>()
        .into_iter()
}
