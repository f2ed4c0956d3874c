//! The tables and streams that exist: the store's records of them, and a copy in memory that requests read.
//!
//! The copy is rebuilt whenever the store exchanged its state as a whole. Definitions change under all stripes,
//! so that a write sees either the old definition or the new one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use base::clock::Timestamp;
use parking_lot::{Mutex, RwLock};
use store::space::Fields;
use store::{Batch, Key, Space};
use tokio::sync::watch;

use crate::definition::owner::{Owner, parse_stream_arn, table_arn};
use crate::definition::schema::{Definition, StreamDefinition};
use crate::error::{Error, Result};
use crate::item::record_key::{RecordKey, sub};
use crate::memory::buckets::Buckets;
use crate::memory::counts::Counts;
use crate::memory::reader::Reader;

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
    /// Set once another version took its place, or the table was deleted. Read under a stripe.
    pub(super) retired: AtomicBool,
}

/// A stream as requests see it.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) owner: Owner,
    pub(crate) definition: StreamDefinition,
    pub(crate) arn: String,
    /// Shared by all versions of the definition.
    pub(crate) tail: Arc<Tail>,
}

/// The growing end of a stream.
#[derive(Debug)]
pub(crate) struct Tail {
    /// The number of the last record. Held over a commit, so that records become visible in order.
    pub(crate) last: Mutex<u64>,
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

fn stream_key(stream: &Stream) -> Key {
    let definition = &stream.definition;
    Key::of(Space::DdbStream)
        .account(stream.owner.0)
        .region(&stream.owner.1)
        .text(&definition.table)
        .text(&definition.label)
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
}

impl Tail {
    /// The end of a stream whose last record has this number.
    pub(crate) fn new(last: u64) -> Tail {
        Tail { last: Mutex::new(last), changed: watch::Sender::new(()) }
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
        Stream { owner, definition, arn, tail }
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
            let old = std::mem::replace(&mut *inner, Inner::load(store)?);
            old.retire_all();
            self.copied.store(epoch + 1, Ordering::Release);
        }
        Ok(())
    }

    /// Whether the whole state was exchanged since this is a copy of it.
    pub(crate) fn is_behind(&self, store: &Reader) -> bool {
        self.copied.load(Ordering::Acquire) != store.epoch() + 1
    }

    /// Shows requests the new version of a table, once it is committed. Nothing in place of a version removes it.
    pub(crate) fn publish(&self, before: Option<&Table>, after: Option<Arc<Table>>) {
        let mut inner = self.inner.write();
        if let Some(before) = before {
            before.retired.store(true, Ordering::Release);
            if let Some(tables) = inner.tables.get_mut(&before.owner) {
                tables.remove(&before.definition.name);
            }
        }
        if let Some(after) = after {
            let tables = inner.tables.entry(after.owner.clone()).or_default();
            tables.insert(after.definition.name.clone(), after);
        }
    }

    /// Shows requests the new version of a stream, once it is committed.
    pub(crate) fn publish_stream(&self, stream: Arc<Stream>) {
        let key = (stream.definition.table.clone(), stream.definition.label.clone());
        self.inner.write().streams.entry(stream.owner.clone()).or_default().insert(key, stream);
    }

    /// Hides a stream that is gone.
    pub(crate) fn unpublish_stream(&self, stream: &Stream) {
        let key = (stream.definition.table.clone(), stream.definition.label.clone());
        if let Some(streams) = self.inner.write().streams.get_mut(&stream.owner) {
            streams.remove(&key);
        }
    }
}

/// Puts a table's record into a batch.
pub(crate) fn save_table(batch: &mut Batch, table: &Table) -> Result<()> {
    let record = serde_json::to_vec(&table.definition).map_err(Error::internal)?;
    batch.put(table_key(&table.owner, &table.definition.name), record);
    Ok(())
}

/// Puts a stream's record into a batch.
pub(crate) fn save_stream(batch: &mut Batch, stream: &Stream) -> Result<()> {
    let record = serde_json::to_vec(&stream.definition).map_err(Error::internal)?;
    batch.put(stream_key(stream), record);
    Ok(())
}

/// Takes a table's record out in a batch. Its items stay.
pub(crate) fn drop_table(batch: &mut Batch, table: &Table) {
    batch.delete(table_key(&table.owner, &table.definition.name));
}

/// Takes a stream's record out in a batch.
pub(crate) fn drop_stream(batch: &mut Batch, stream: &Stream) {
    batch.delete(stream_key(stream));
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

    fn load(store: &Reader) -> Result<Inner> {
        let mut inner = Inner::default();
        let mut records = Vec::new();
        for space in [Space::DdbStream, Space::DdbTable] {
            store.scan_prefix(&Key::of(space), &mut |key, value| {
                let mut fields = Fields::of(key);
                if let (Some(account), Some(region)) = (fields.account(), fields.region()) {
                    records.push((space, (account, region), value.clone()));
                }
                ControlFlow::Continue(())
            })?;
        }
        let mut tables = Vec::new();
        for (space, owner, record) in records {
            match space {
                Space::DdbStream => inner.load_stream(store, owner, &record)?,
                _ => tables.push(inner.load_table(owner, &record)?),
            }
        }
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

    fn load_stream(&mut self, store: &Reader, owner: Owner, record: &[u8]) -> Result<()> {
        let definition: StreamDefinition = serde_json::from_slice(record).map_err(Error::internal)?;
        let mut last = definition.starting;
        for lane in 0..definition.lanes {
            last = last.max(last_record(store, definition.id, lane)?.unwrap_or_default());
        }
        let tail = Arc::new(Tail::new(last));
        let key = (definition.table.clone(), definition.label.clone());
        let stream = Arc::new(Stream::new(owner.clone(), definition, tail));
        self.streams.entry(owner).or_default().insert(key, stream);
        Ok(())
    }

    fn load_table(&self, owner: Owner, record: &[u8]) -> Result<Table> {
        let definition: Definition = serde_json::from_slice(record).map_err(Error::internal)?;
        let stream = definition.stream_label.clone().filter(|_| definition.stream.is_some());
        let stream = stream
            .and_then(|label| self.streams.get(&owner)?.get(&(definition.name.clone(), label)).cloned());
        let mut table = Table::new(owner, definition, stream, None);
        table.counts = Arc::new(Counts::unknown());
        Ok(table)
    }
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
