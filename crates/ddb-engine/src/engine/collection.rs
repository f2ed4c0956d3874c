//! Item collections: the items of one partition key in a table with local indexes, and their entries there. How large
//! each is stands in the store, and changes in the batch that changes its items; so it is right after a crash too.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections>

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::ControlFlow;

use bytes::Bytes;
use store::{Batch, Guards, Key, Space};

use crate::definition::schema::{Definition, Scope};
use crate::engine::Engine;
use crate::engine::commit::Placed;
use crate::engine::filling::Filling;
use crate::error::{Error, Result};
use crate::item::index::size_of;
use crate::item::key;
use crate::item::record_key::sub;
use crate::item::reply::CollectionMetrics;
use crate::memory::catalog::Table;
use crate::message::value::view;

/// How much one of several changes adds to its collection, or takes from it.
#[derive(Debug)]
pub(super) struct CollectionGrowth<'a> {
    /// Which of the changes.
    at: usize,
    table: &'a Definition,
    item: &'a Bytes,
    key: Key,
    bytes: i64,
}

impl<'a> CollectionGrowth<'a> {
    /// Of the change at this place, which makes table and local indexes so much larger. Nothing where there are no
    /// collections, and where the sizes stay.
    pub(super) fn of(at: usize, placed: &Placed<'a>, bytes: i64) -> Option<CollectionGrowth<'a>> {
        let table = &placed.table.definition;
        if bytes == 0 || !table.has_collections() {
            return None;
        }
        let item = placed.change.item()?;
        Some(CollectionGrowth { at, table, item, key: record_key(table, item)?, bytes })
    }
}

/// How much copied items add to their collections.
#[derive(Debug, Default)]
pub(crate) struct CopiedCollections(BTreeMap<Vec<u8>, (Bytes, i64)>);

impl CopiedCollections {
    /// Adds an item, which makes table and local indexes so much larger.
    pub(crate) fn add(&mut self, table: &Definition, item: &Bytes, bytes: i64) {
        let Some(key) = record_key(table, item).filter(|_| table.has_collections()) else { return };
        let (_, size) = self.0.entry(key.as_bytes().to_vec()).or_insert_with(|| (item.clone(), 0));
        *size = size.saturating_add(bytes);
    }
}

/// The sizes of a table's collections.
pub(crate) fn record_prefix(table: u64) -> Key {
    Key::of(Space::DdbOther).u8(sub::COLLECTION).u64(table)
}

fn record_key(table: &Definition, item: &Bytes) -> Option<Key> {
    key::partition(record_prefix(table.id), &table.key, view(item))
}

impl Engine {
    /// Puts what changes make of the sizes of collections into their batch; an error if one would grow beyond the
    /// limit. What shrinks a collection is never refused. Hold the guards until the batch is committed.
    pub(super) fn grow_collections(
        &self,
        batch: &mut Batch,
        growths: &[CollectionGrowth<'_>],
    ) -> Result<Option<Guards<'_>>> {
        if growths.is_empty() {
            return Ok(None);
        }
        // Stripes of their own, taken behind those of the items: items of one collection have different ones.
        let held = self.collections.lock_all(growths.iter().map(|growth| growth.key.as_bytes()));
        let limit = i64::try_from(self.settings.item_collection_bytes).unwrap_or(i64::MAX);
        let (mut sizes, mut refused) = (BTreeMap::<&[u8], (&Key, i64)>::new(), Vec::new());
        for growth in growths {
            let (_, size) = match sizes.entry(growth.key.as_bytes()) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let record = self.store.get(growth.key.as_bytes())?;
                    batch.relies_on(growth.key.clone().into_bytes(), record.clone());
                    new.insert((&growth.key, self.size_of(record, growth.table, growth.item)?))
                }
            };
            *size = size.saturating_add(growth.bytes);
            if growth.bytes > 0 && *size > limit {
                refused.push(growth.at);
            }
        }
        if !refused.is_empty() {
            return Err(Error::collection_too_large(refused));
        }
        for (key, size) in sizes.into_values() {
            if size > 0 {
                batch.put(key.clone(), size.to_be_bytes().to_vec());
            } else {
                batch.delete(key.clone());
            }
        }
        Ok(Some(held))
    }

    /// Puts what copied items make of the sizes of their collections into the batch that copies them, so that the first write
    /// does not count them. Nobody else writes to their table.
    pub(crate) fn grow_copied(
        &self,
        filling: &mut Filling,
        table: &Definition,
        grown: CopiedCollections,
    ) -> Result<()> {
        for (key, (item, bytes)) in grown.0 {
            let key = Key::stored(&key);
            let record = self.store.get(key.as_bytes())?;
            let size = self.size_of(record, table, &item)?.saturating_add(bytes);
            filling.records().0.put(key, size.to_be_bytes().to_vec());
        }
        Ok(())
    }

    /// `ItemCollectionMetrics` of the collection that an item is in, if the table has collections.
    pub(crate) fn collection_metrics(
        &self,
        table: &Table,
        item: &Bytes,
    ) -> Result<Option<CollectionMetrics>> {
        let table = &table.definition;
        let Some(key) = record_key(table, item).filter(|_| table.has_collections()) else { return Ok(None) };
        let bytes = u64::try_from(self.size_of(self.store.get(key.as_bytes())?, table, item)?).unwrap_or(0);
        let is_hash = |name: &str| table.key.hash.iter().any(|attribute| attribute.name == name);
        Ok(Some(CollectionMetrics { key: view(item).only(is_hash), bytes }))
    }

    /// The bytes of the collection that this is the record of. One that has no record is empty, or was copied before copies
    /// kept sizes; its items are counted then.
    fn size_of(&self, record: Option<Bytes>, table: &Definition, item: &Bytes) -> Result<i64> {
        if let Some(size) =
            record.and_then(|record| Some(i64::from_be_bytes(record.as_ref().try_into().ok()?)))
        {
            return Ok(size);
        }
        let local = table.indexes_of(Scope::Local);
        let prefixes = local.map(|index| (key::index_prefix(table.id, index.id), &index.key));
        let mut bytes = 0_i64;
        for (prefix, schema) in prefixes.chain([(key::table_prefix(table.id), &table.key)]) {
            let Some(partition) = key::partition(prefix, schema, view(item)) else { continue };
            self.store.scan_prefix(&partition, &mut |_, item| {
                bytes = bytes.saturating_add(size_of(item));
                ControlFlow::Continue(())
            })?;
        }
        Ok(bytes)
    }
}
