//! The tables and streams that exist: the store's records of them, and a copy in memory that requests read.
//!
//! The copy is rebuilt whenever the store exchanged its state as a whole, and caught up with where a definition has changed
//! (`catch_up`). It may be a moment behind: so whatever is decided by it relies on the records that it was made of.

mod catch_up;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use base::clock::Timestamp;
use bytes::Bytes;
use parking_lot::{Mutex, RwLock};
use store::space::Fields;
use store::{Batch, Key, Seq, Space, View};
use tokio::sync::watch;

use crate::definition::owner::{Owner, parse_stream_arn, table_arn};
use crate::definition::schema::{Definition, StreamDefinition};
use crate::error::{Error, Result};
use crate::item::record_key::{RecordKey, sub};
use crate::memory::buckets::Buckets;
use crate::memory::counts::Counts;
use crate::memory::reader::Reader;

pub(crate) use catch_up::Touched;

/// Commits after which it is noted again that a table's record is what it was.
const BETWEEN_NOTES: u64 = 64;

/// A table as requests see it. Exchanged as a whole when its definition changes.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) owner: Owner,
    pub(crate) definition: Definition,
    pub(crate) arn: String,
    /// The open stream, if there is one.
    pub(crate) stream: Option<Arc<Stream>>,
    /// The open streams of its other replicas.
    pub(crate) peers: Vec<Arc<Stream>>,
    /// Whether changes of its items leave undo records: its past is wanted, or another replica's.
    pub(crate) keeps_history: bool,
    /// Shared by all versions of the definition, and by replicas.
    pub(crate) counts: Arc<Counts>,
    /// Shared by all versions of the definition; used where throttling is on.
    pub(crate) buckets: Arc<Buckets>,
    /// The key of its record, and what it was made of; nothing in one that is not committed.
    key: Bytes,
    record: Bytes,
    /// The epoch whose state it is of, or an earlier one.
    epoch: u64,
    /// A commit at which the record was still this, or an earlier one: what relies on it need not look for it then.
    seen: AtomicU64,
    /// Set once another version took its place, or the table was deleted.
    retired: AtomicBool,
}

/// A stream as requests see it.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) owner: Owner,
    pub(crate) definition: StreamDefinition,
    pub(crate) arn: String,
    /// Shared by all versions of the definition.
    pub(crate) tail: Arc<Tail>,
    /// What it was made of; nothing in one that is not committed.
    record: Bytes,
}

/// The growing end of a stream.
#[derive(Debug)]
pub(crate) struct Tail {
    /// The number of the last record. Held over a commit, so that records become visible in order.
    pub(crate) last: Mutex<u64>,
    /// The number up to which records were dropped because there were too many.
    trimmed: AtomicU64,
    /// Notified after each commit that added records, and when the stream closes.
    pub(crate) changed: watch::Sender<()>,
}

/// All tables and streams.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    inner: RwLock<Inner>,
    /// One more than the epoch of the store that this is a copy of; zero before there is a copy. Raised once all tables of
    /// the copy before are retired.
    copied: AtomicU64,
}

#[derive(Debug, Default)]
struct Inner {
    // Owners are few: to compare with them takes less than a hash.
    tables: BTreeMap<Owner, BTreeMap<String, Arc<Table>>>,
    /// By table name, then label.
    streams: BTreeMap<Owner, BTreeMap<(String, String), Arc<Stream>>>,
}

fn table_key(owner: &Owner, name: &str) -> Key {
    Key::of(Space::DdbTable).account(owner.0).region(&owner.1).text(name)
}

fn stream_key(owner: &Owner, table: &str, label: &str) -> Key {
    Key::of(Space::DdbStream).account(owner.0).region(&owner.1).text(table).text(label)
}

/// The records of one lane of a stream: the stream's id, the lane, then their numbers.
pub(crate) fn record_prefix(stream: u64, lane: u32) -> Key {
    Key::of(Space::DdbRecord).u64(stream).u32(lane)
}

impl Table {
    /// A first version or, with `before`, the next one.
    pub(crate) fn new(
        owner: Owner,
        definition: Definition,
        stream: Option<Arc<Stream>>,
        before: Option<&Table>,
    ) -> Table {
        Table {
            arn: table_arn(&owner, &definition.name),
            counts: before.map_or_else(|| Arc::new(Counts::of_nothing()), |before| before.counts.clone()),
            buckets: before.map_or_else(Arc::default, |before| before.buckets.clone()),
            key: table_key(&owner, &definition.name).into_bytes(),
            record: Bytes::new(),
            epoch: 0,
            seen: AtomicU64::new(0),
            retired: AtomicBool::new(false),
            keeps_history: definition.recovery.keeps_history(),
            owner,
            definition,
            stream,
            peers: Vec::new(),
        }
    }

    /// The open streams that a change of its items is a record of: its own, and those of its other replicas.
    pub(crate) fn streams(&self) -> impl Iterator<Item = &Arc<Stream>> {
        self.stream.iter().chain(&self.peers)
    }

    /// Whether another version took its place.
    pub(crate) fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Acquire)
    }

    /// Has a batch rely on this being the table: it is committed only while no other version was. That covers its streams too:
    /// an open stream, of a replica too, does not change without this.
    pub(crate) fn guard(&self, batch: &mut Batch) {
        batch.in_epoch(self.epoch);
        let seen = Seq(self.seen.load(Ordering::Relaxed));
        batch.relies_on_since(self.key.clone(), self.record.clone(), seen);
    }

    /// Notes that a commit relied on it. Not each time: then all writers of a table would write here.
    pub(crate) fn was_there(&self, commit: Seq) {
        if commit.0.saturating_sub(self.seen.load(Ordering::Relaxed)) >= BETWEEN_NOTES {
            self.seen.store(commit.0, Ordering::Relaxed);
        }
    }

    /// Whether the store holds this very version.
    pub(crate) fn is_stored(&self, store: &Reader) -> Result<bool> {
        Ok(store.get(&self.key)?.is_some_and(|record| record == self.record))
    }
}

impl Tail {
    /// The end of a stream whose last record has this number.
    pub(crate) fn new(last: u64) -> Tail {
        Tail { last: Mutex::new(last), trimmed: AtomicU64::new(0), changed: watch::Sender::new(()) }
    }

    /// Up to which number records were dropped because there were too many; zero while none was.
    pub(crate) fn trimmed(&self) -> u64 {
        self.trimmed.load(Ordering::Acquire)
    }

    /// Records up to this number are about to be dropped.
    pub(crate) fn trim(&self, number: u64) {
        self.trimmed.fetch_max(number, Ordering::AcqRel);
    }

    /// Wakes all who wait for a change.
    pub(crate) fn tell(&self) {
        self.changed.send_replace(());
    }
}

impl Stream {
    /// A stream of a table of this owner.
    pub(crate) fn new(owner: Owner, definition: StreamDefinition, tail: Arc<Tail>) -> Stream {
        let arn = format!("{}/stream/{}", table_arn(&owner, &definition.table), definition.label);
        Stream { owner, definition, arn, tail, record: Bytes::new() }
    }

    fn key(&self) -> Key {
        stream_key(&self.owner, &self.definition.table, &self.definition.label)
    }
}

impl Catalog {
    /// A table by its name, one whose deletion is due too; requests look through [`Engine::present`](crate::engine::Engine).
    pub(crate) fn table(&self, store: &Reader, owner: &Owner, name: &str) -> Result<Option<Arc<Table>>> {
        self.read(store, |inner| inner.tables.get(owner).and_then(|tables| tables.get(name)).cloned())
    }

    /// The names of an owner's tables that are there at `now` after `after`, in order, one more than `limit` at most.
    pub(crate) fn names(
        &self,
        store: &Reader,
        owner: &Owner,
        (after, limit): (&str, usize),
        now: Timestamp,
    ) -> Result<Vec<String>> {
        self.read(store, |inner| {
            let later = inner.present(owner, now).map(|table| &table.definition.name);
            let later = later.filter(|name| after.is_empty() || name.as_str() > after);
            later.take(limit + 1).cloned().collect()
        })
    }

    /// All tables of an owner that are there at `now`, in order of name.
    pub(crate) fn tables(&self, store: &Reader, owner: &Owner, now: Timestamp) -> Result<Vec<Arc<Table>>> {
        self.read(store, |inner| inner.present(owner, now).cloned().collect())
    }

    /// All streams of an owner, in order of table and label.
    pub(crate) fn streams(&self, store: &Reader, owner: &Owner) -> Result<Vec<Arc<Stream>>> {
        self.read(store, |inner| {
            inner.streams.get(owner).into_iter().flatten().map(|(_, s)| s.clone()).collect()
        })
    }

    /// All tables of everybody.
    pub(crate) fn all_tables(&self, store: &Reader) -> Result<Vec<Arc<Table>>> {
        self.read(store, |inner| inner.tables.values().flat_map(|tables| tables.values().cloned()).collect())
    }

    /// All tables of everybody that have a time to live; of replicas, which share their items, one.
    pub(crate) fn expiring(&self, store: &Reader) -> Result<Vec<Arc<Table>>> {
        self.read(store, |inner| {
            let tables = inner.tables.values().flat_map(BTreeMap::values);
            let mut seen = HashSet::new();
            tables
                .filter(|table| table.definition.ttl.is_some() && seen.insert(table.definition.id))
                .cloned()
                .collect()
        })
    }

    /// All tables of everybody that are being deleted.
    pub(crate) fn deleting(&self, store: &Reader) -> Result<Vec<Arc<Table>>> {
        self.read(store, |inner| {
            let tables = inner.tables.values().flat_map(BTreeMap::values);
            tables.filter(|table| table.definition.phase.is_deleting()).cloned().collect()
        })
    }

    /// All streams of everybody.
    pub(crate) fn all_streams(&self, store: &Reader) -> Result<Vec<Arc<Stream>>> {
        self.read(store, |inner| {
            inner.streams.values().flat_map(|streams| streams.values().cloned()).collect()
        })
    }

    /// A stream by its ARN.
    pub(crate) fn stream(&self, store: &Reader, arn: &str) -> Result<Option<Arc<Stream>>> {
        let Some((owner, table, label)) = parse_stream_arn(arn) else { return Ok(None) };
        self.read(store, |inner| inner.streams.get(&owner).and_then(|s| s.get(&(table, label))).cloned())
    }

    fn read<T>(&self, store: &Reader, look: impl FnOnce(&Inner) -> T) -> Result<T> {
        {
            let inner = self.inner.read();
            if !self.is_behind(store) {
                return Ok(look(&inner));
            }
        }
        self.renew(store)?;
        Ok(look(&self.inner.read()))
    }

    /// Makes the copy, if there is none of this state. That takes its time where there are many tables.
    pub(crate) fn renew(&self, store: &Reader) -> Result<()> {
        let mut inner = self.inner.write();
        if self.is_behind(store) {
            // Before the copy is made: should the state be exchanged meanwhile, the copy counts as one of before.
            let epoch = store.epoch();
            let old = std::mem::replace(&mut *inner, Inner::load(store, epoch)?);
            old.retire_all();
            self.copied.store(epoch + 1, Ordering::Release);
        }
        Ok(())
    }

    /// Whether the whole state was exchanged since this is a copy of it.
    pub(crate) fn is_behind(&self, store: &Reader) -> bool {
        self.copied.load(Ordering::Acquire) != store.epoch() + 1
    }

    /// Shows requests what the store holds now where something was touched. Called by whoever has committed a definition, and
    /// by whoever has found that the store holds another than this.
    pub(crate) fn catch_up(&self, store: &Reader, touched: &Touched) -> Result<()> {
        let mut inner = self.inner.write();
        if touched.is_empty() || self.is_behind(store) {
            // In another epoch who looks next makes a new copy.
            return Ok(());
        }
        let epoch = self.copied.load(Ordering::Acquire).saturating_sub(1);
        inner.catch_up(store, epoch, touched)
    }
}

/// Puts a table's record into a batch, in place of the version that it was decided by; nothing if it is new.
pub(crate) fn save_table(batch: &mut Batch, before: Option<&Table>, table: &mut Table) -> Result<()> {
    // So no record is ever what it was before.
    table.definition.version = before.map_or(0, |before| before.definition.version.saturating_add(1));
    let record = serde_json::to_vec(&table.definition).map_err(Error::internal)?;
    let key = table_key(&table.owner, &table.definition.name);
    match before {
        Some(before) => before.guard(batch),
        None => batch.relies_on(key.clone().into_bytes(), None),
    }
    batch.put(key, record);
    Ok(())
}

/// Puts a stream's record into a batch, in place of the version that it was decided by; nothing if it is new.
pub(crate) fn save_stream(batch: &mut Batch, before: Option<&Stream>, stream: &Stream) -> Result<()> {
    let record = serde_json::to_vec(&stream.definition).map_err(Error::internal)?;
    batch.replace(stream.key(), before.map(|before| before.record.clone()), Some(record.into()));
    Ok(())
}

/// Takes a table's record out in a batch. Its items stay.
pub(crate) fn drop_table(batch: &mut Batch, table: &Table) {
    table.guard(batch);
    batch.delete(table_key(&table.owner, &table.definition.name));
}

/// Takes a stream's record out in a batch.
pub(crate) fn drop_stream(batch: &mut Batch, stream: &Stream) {
    batch.replace(stream.key(), Some(stream.record.clone()), None);
    batch.delete(trimmed_key(stream.definition.id).into_key());
}

/// A table's definition as it is in a view.
pub(crate) fn definition_in(view: &View, owner: &Owner, name: &str) -> Result<Option<Definition>> {
    let record = view.get(table_key(owner, name).as_bytes())?;
    record.map(|record| serde_json::from_slice(&record).map_err(Error::internal)).transpose()
}

/// The ids of deleted tables whose items are still there.
pub(crate) fn garbage(store: &Reader) -> Result<Vec<u64>> {
    let mut ids = Vec::new();
    store.scan_prefix(RecordKey::of(sub::GARBAGE).key(), &mut |key, _| {
        ids.extend(
            Fields::of(key).raw(9).and_then(|raw| raw.get(1..)?.try_into().ok()).map(u64::from_be_bytes),
        );
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// The deleted indexes whose entries are still there: the id of the table, and that of the index.
pub(crate) fn garbage_indexes(store: &Reader) -> Result<Vec<(u64, u32)>> {
    let mut ids = Vec::new();
    store.scan_prefix(RecordKey::of(sub::GARBAGE_INDEX).key(), &mut |key, _| {
        let mut fields = Fields::of(key);
        ids.extend(fields.raw(1).and_then(|_| fields.u64().zip(fields.u32())));
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

impl Inner {
    /// An owner's tables but those whose deletion is due.
    fn present(&self, owner: &Owner, now: Timestamp) -> impl Iterator<Item = &Arc<Table>> {
        let tables = self.tables.get(owner).into_iter().flat_map(BTreeMap::values);
        tables.filter(move |table| !table.definition.phase.is_gone(now))
    }

    /// Sends all who use this copy to the new one: writers, who look under their stripe, and who wait for a stream.
    fn retire_all(&self) {
        for tables in self.tables.values() {
            tables.values().for_each(|table| table.retired.store(true, Ordering::Release));
        }
        for streams in self.streams.values() {
            streams.values().for_each(|stream| stream.tail.tell());
        }
    }

    fn load(store: &Reader, epoch: u64) -> Result<Inner> {
        let (tables, streams) = loop {
            let tables = records_of(store, Space::DdbTable)?;
            let streams = records_of(store, Space::DdbStream)?;
            // If no table has changed meanwhile, no open stream has.
            if records_of(store, Space::DdbTable)? == tables {
                break (tables, streams);
            }
        };
        let mut inner = Inner::default();
        for (owner, record) in streams {
            inner.load_stream(store, owner, record)?;
        }
        let load = |(owner, record): (Owner, Bytes)| {
            let definition = serde_json::from_slice(&record).map_err(Error::internal)?;
            let counts = Arc::new(Counts::unknown());
            Ok(Table { record, epoch, counts, ..inner.with_stream(owner, definition) })
        };
        let tables: Vec<Table> = tables.into_iter().map(load).collect::<Result<_>>()?;
        inner.join_replicas(tables);
        Ok(inner)
    }

    /// Puts tables into the copy; replicas share their counts and know each other's streams.
    fn join_replicas(&mut self, mut tables: Vec<Table>) {
        let mut counts: HashMap<u64, Arc<Counts>> = HashMap::new();
        let mut remembered = HashSet::new();
        let mut streams: HashMap<u64, Vec<Arc<Stream>>> = HashMap::new();
        for table in tables.iter_mut().filter(|table| table.definition.group.is_some()) {
            table.counts = counts.entry(table.definition.id).or_insert_with(|| table.counts.clone()).clone();
            streams.entry(table.definition.id).or_default().extend(table.stream.clone());
            if table.keeps_history {
                remembered.insert(table.definition.id);
            }
        }
        for mut table in tables {
            let own = table.definition.stream;
            let all = streams.get(&table.definition.id).into_iter().flatten();
            table.peers = all.filter(|stream| Some(stream.definition.id) != own).cloned().collect();
            table.keeps_history |= remembered.contains(&table.definition.id);
            let name = table.definition.name.clone();
            self.tables.entry(table.owner.clone()).or_default().insert(name, Arc::new(table));
        }
    }

    fn load_stream(&mut self, store: &Reader, owner: Owner, record: Bytes) -> Result<()> {
        let definition: StreamDefinition = serde_json::from_slice(&record).map_err(Error::internal)?;
        let mut last = definition.starting;
        for lane in 0..definition.lanes {
            last = last.max(last_record(store, definition.id, lane)?.unwrap_or_default());
        }
        let tail = Arc::new(Tail::new(last));
        let trimmed = store.get(trimmed_key(definition.id).key().as_bytes())?;
        tail.trim(
            trimmed.and_then(|note| Some(u64::from_be_bytes(note.as_ref().try_into().ok()?))).unwrap_or(0),
        );
        let key = (definition.table.clone(), definition.label.clone());
        let stream = Arc::new(Stream { record, ..Stream::new(owner.clone(), definition, tail) });
        self.streams.entry(owner).or_default().insert(key, stream);
        Ok(())
    }

    /// A table with its open stream, which is in the copy.
    fn with_stream(&self, owner: Owner, definition: Definition) -> Table {
        let stream = definition.stream_label.clone().filter(|_| definition.stream.is_some());
        let stream = stream
            .and_then(|label| self.streams.get(&owner)?.get(&(definition.name.clone(), label)).cloned());
        Table::new(owner, definition, stream, None)
    }
}

/// The records of tables or streams, with their owners.
fn records_of(store: &Reader, space: Space) -> Result<Vec<(Owner, Bytes)>> {
    let mut records = Vec::new();
    store.scan_prefix(&Key::of(space), &mut |key, value| {
        let mut fields = Fields::of(key);
        if let (Some(account), Some(region)) = (fields.account(), fields.region()) {
            records.push(((account, region), value.clone()));
        }
        ControlFlow::Continue(())
    })?;
    Ok(records)
}

fn trimmed_key(stream: u64) -> RecordKey {
    RecordKey::of(sub::TRIMMED).u64(stream)
}

/// The record that says up to which number records of a stream were dropped.
pub(crate) fn trimmed_note(stream: u64, number: u64) -> (RecordKey, Bytes) {
    (trimmed_key(stream), Bytes::copy_from_slice(&number.to_be_bytes()))
}

/// The number of the newest record of a lane that is still there.
fn last_record(store: &Reader, stream: u64, lane: u32) -> Result<Option<u64>> {
    let prefix = record_prefix(stream, lane);
    let mut last = None;
    let end = prefix.end();
    let to = std::ops::Bound::Excluded(end.as_bytes());
    store.scan(prefix.from_here(), to, store::Order::Descending, &mut |key, _| {
        last = record_number(key);
        ControlFlow::Break(())
    })?;
    Ok(last)
}

/// The sequence number in a record's key.
pub(crate) fn record_number(key: &[u8]) -> Option<u64> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.u32()?;
    fields.u64()
}
