//! Counts a table's items and index entries where they are not known, while writes go on.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use store::Order;

use crate::engine::Engine;
use crate::error::Result;
use crate::item::key;
use crate::memory::catalog::Table;

/// Items counted while writers wait.
const CHUNK: usize = 1000;

impl Engine {
    /// Counts a table's items and index entries, unless the counts are known: some at a time, with all stripes held
    /// over each few. A write meanwhile is added if its item was counted before.
    pub(crate) fn count_items(&self, table: &Arc<Table>) -> Result<()> {
        let counts = &table.counts;
        if counts.known.load(Ordering::Acquire) {
            return Ok(());
        }
        let _counting = counts.counting.lock();
        let (mut table, mut begun) = (table.clone(), false);
        loop {
            let _all = self.stripes.lock_everything();
            if counts.known.load(Ordering::Acquire) {
                return Ok(());
            }
            if self.is_outdated(&table) {
                // Another definition, with other indexes perhaps: from the beginning. A deleted table has no counts.
                let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
                let same = |present: &Arc<Table>| present.definition.id == table.definition.id;
                let Some(present) = present.filter(same) else { return Ok(()) };
                (table, begun) = (present, false);
            }
            if !begun {
                counts.restart(key::table_prefix(table.definition.id).as_bytes().to_vec());
                begun = true;
            }
            if self.count_some(&table)? {
                *counts.counted.lock() = None;
                counts.known.store(true, Ordering::Release);
                return Ok(());
            }
        }
    }

    /// Counts the next few items; whether they were the last. The caller holds all stripes.
    fn count_some(&self, table: &Table) -> Result<bool> {
        let (definition, counts) = (&table.definition, &table.counts);
        let end = key::table_prefix(definition.id).end();
        let from = counts.counted.lock().clone().unwrap_or_default();
        let (mut last, mut seen) = (None, 0);
        let (from, to) = (Bound::Excluded(from.as_slice()), Bound::Excluded(end.as_bytes()));
        self.store.scan(from, to, Order::Ascending, &mut |key, item| {
            counts.count(definition, item);
            seen += 1;
            if seen < CHUNK {
                return ControlFlow::Continue(());
            }
            last = Some(key.to_vec());
            ControlFlow::Break(())
        })?;
        let done = last.is_none();
        if let Some(last) = last {
            *counts.counted.lock() = Some(last);
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use base::arn::{AccountId, Region};
    use serde_json::json;

    use crate::Settings;
    use crate::item::key;
    use crate::oracle::world::World;

    /// Our design: what is written ahead of a count is counted when its turn comes, and what is written behind it is added;
    /// each once, in vector indexes too.
    #[test]
    fn what_is_written_during_a_count_is_counted_once() {
        let world = World::new(Settings::default());
        let vectors = json!([{"IndexName": "vec", "VectorAttribute": {"AttributeName": "v"}, "Dimensions": 1,
            "DistanceFunction": "COSINE", "Projection": {"ProjectionType": "ALL"}}]);
        let table = json!({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "VectorIndexes": vectors,
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
        world.ok("DynamoDB_20120810.CreateTable", &table);
        let engine = &world.engine;
        let owner = (AccountId::DEFAULT, Region::us_east_1());
        let table = engine.catalog.table(&engine.store, &owner, "tab").unwrap().unwrap();
        let put = |pk: &str| {
            let item = json!({"pk": {"S": pk}, "v": {"L": [{"N": "1"}]}});
            world.ok("DynamoDB_20120810.PutItem", &json!({"TableName": "tab", "Item": item}));
        };
        let items = || {
            let vector = &table.definition.vectors[0];
            (table.counts.table().get().0, table.counts.index(vector.id).get().0)
        };
        table.counts.known.store(false, Ordering::Release);
        table.counts.restart(key::table_prefix(table.definition.id).as_bytes().to_vec());
        put("ahead");
        assert_eq!(items(), (0, 0));
        assert!(engine.count_some(&table).unwrap());
        assert_eq!(items(), (1, 1));
        let all = key::table_prefix(table.definition.id).end();
        *table.counts.counted.lock() = Some(all.as_bytes().to_vec());
        put("behind");
        assert_eq!(items(), (2, 2));
    }
}
