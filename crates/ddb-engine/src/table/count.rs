//! Counts a table's items and index entries where they are not known. What is in a view is counted on a thread where that
//! holds up nobody; what is committed behind the view is added by its writers.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use base::task::apart;
use bytes::Bytes;
use store::{Key, View};

use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::error::Result;
use crate::item::index::size_of;
use crate::item::key;
use crate::memory::catalog::{self, Table};

/// What there was at one moment.
struct Found {
    /// Items and their bytes.
    table: (i64, i64),
    /// Entries and their bytes, by the index.
    indexes: Vec<(u32, (i64, i64))>,
}

impl Engine {
    /// Counts a table's items and index entries, unless the counts are known.
    pub(crate) async fn count_items(self: &Arc<Engine>, table: &Arc<Table>) -> Result<()> {
        let counts = &table.counts;
        if counts.known.load(Ordering::Acquire) {
            return Ok(());
        }
        let counting = counts.counting.clone().lock_owned().await;
        if counts.known.load(Ordering::Acquire) {
            return Ok(());
        }
        let (engine, counted) = (self.clone(), table.clone());
        // All of it apart, so that it is done though the request may go away.
        apart(move || {
            let _counting = counting;
            let Some((view, definition)) = engine.begin_count(&counted)? else { return Ok(()) };
            let found = count(&view, &definition)?;
            let counts = &counted.counts;
            counts.table().add(found.table.0, found.table.1);
            for (index, (entries, bytes)) in found.indexes {
                counts.index(index).add(entries, bytes);
            }
            counts.end();
            Ok(())
        })
        .await
    }

    /// What is to be counted: writers add what they commit behind it. Nothing for a table that is gone, which has no
    /// counts. Blocks until the store has read everything, after a start.
    fn begin_count(&self, table: &Table) -> Result<Option<(View, Definition)>> {
        // Waits, so that the view below does not, while writers wait for it.
        self.store.view()?;
        let (owner, name) = (&table.owner, &table.definition.name);
        let present = self.catalog.table(&self.store, owner, name)?;
        // With the state all counts are exchanged.
        if present.is_none_or(|present| !Arc::ptr_eq(&present.counts, &table.counts)) {
            return Ok(None);
        }
        let view = table.counts.begin(|| Ok(self.store.view()?))?;
        // With the indexes that there were in the view; all that is in others came behind it.
        let definition = catalog::definition_in(&view, owner, name)?;
        Ok(definition.filter(|definition| definition.id == table.definition.id).map(|its| (view, its)))
    }
}

/// Counts what is in a view.
fn count(view: &View, definition: &Definition) -> Result<Found> {
    let below = |prefix: &Key, size: &dyn Fn(&Bytes) -> i64| -> Result<(i64, i64)> {
        let (mut entries, mut bytes) = (0_i64, 0_i64);
        view.scan_prefix(prefix, &mut |_, value| {
            entries += 1;
            bytes = bytes.saturating_add(size(value));
            ControlFlow::Continue(())
        })?;
        Ok((entries, bytes))
    };
    let table = below(&key::table_prefix(definition.id), &size_of)?;
    let mut indexes = Vec::new();
    for index in &definition.indexes {
        indexes.push((index.id, below(&key::index_prefix(definition.id, index.id), &size_of)?));
    }
    for index in &definition.vectors {
        let size = |entry: &Bytes| i64::try_from(index.entry_bytes(entry)).unwrap_or(i64::MAX);
        indexes.push((index.id, below(&key::index_prefix(definition.id, index.id), &size)?));
    }
    Ok(Found { table, indexes })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::arn::{AccountId, Region};
    use serde_json::json;

    use super::count;
    use crate::Settings;
    use crate::memory::counts::Counts;
    use crate::oracle::world::World;

    /// Our design: what is written before a count begins is counted, and what is written from then on is added; each once, in
    /// vector indexes too.
    #[test]
    fn what_is_written_during_a_count_is_counted_once() {
        let world = World::new(Settings::default());
        let vectors = json!([{"IndexName": "vec", "VectorAttribute": {"AttributeName": "v"}, "Dimensions": 1,
            "DistanceFunction": "COSINE", "Projection": {"ProjectionType": "ALL"}}]);
        let table = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "VectorIndexes": vectors,
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
        world.ok("DynamoDB_20120810.CreateTable", &table);
        let put = |world: &World, pk: &str| {
            let item = json!({"pk": {"S": pk}, "v": {"L": [{"N": "1"}]}});
            world.ok("DynamoDB_20120810.PutItem", &json!({"TableName": "tab", "Item": item}));
        };
        put(&world, "a");
        put(&world, "b");
        // After another start nothing is known.
        let world = world.again();
        let engine = &world.engine;
        let owner = (AccountId::DEFAULT, Region::us_east_1());
        let table = engine.catalog.table(&engine.store, &owner, "tab").unwrap().unwrap();
        let counts: &Arc<Counts> = &table.counts;
        let added = || (counts.table().get().0, counts.index(table.definition.vectors[0].id).get().0);
        put(&world, "before");
        assert_eq!(added(), (0, 0));
        let (view, definition) = engine.begin_count(&table).unwrap().unwrap();
        put(&world, "behind");
        world.ok("DynamoDB_20120810.DeleteItem", &json!({"TableName": "tab", "Key": {"pk": {"S": "gone"}}}));
        put(&world, "before");
        assert_eq!(added(), (1, 1));
        let found = count(&view, &definition).unwrap();
        assert_eq!((found.table.0, found.indexes[0].1.0), (3, 3));
        world.ok("DynamoDB_20120810.DeleteItem", &json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
        assert_eq!(added(), (0, 0), "one more and one less than was found");
    }
}
