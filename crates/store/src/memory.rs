//! The default keyspace: a copy-on-write ordered map in memory. A scan or a checkpoint takes the map as it is by
//! copying one pointer, and writers go on.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use async_trait::async_trait;
use bytes::Bytes;
use imbl::OrdMap;
use parking_lot::RwLock;

use crate::Result;
use crate::error::Error;
use crate::keyspace::{Keyspace, Order, Seq, Visit};

type Map = OrdMap<Bytes, Bytes>;

/// A keyspace that ends with the process.
#[derive(Debug, Default)]
pub struct MemoryKeyspace {
    present: RwLock<Present>,
    checkpoints: RwLock<BTreeMap<String, Map>>,
}

#[derive(Debug, Default)]
struct Present {
    map: Map,
    seq: u64,
}

impl MemoryKeyspace {
    fn exchange(&self, map: Map) {
        let before = {
            let mut present = self.present.write();
            present.seq += 1;
            std::mem::replace(&mut present.map, map)
        };
        // After the lock: to free a large map takes its time.
        drop(before);
    }
}

#[async_trait]
impl Keyspace for MemoryKeyspace {
    fn get(&self, key: &[u8]) -> Result<Option<Bytes>> {
        Ok(self.present.read().map.get(key).cloned())
    }

    fn scan(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        if is_empty(from, to) {
            return Ok(());
        }
        let map = self.present.read().map.clone();
        let mut range = map.range::<_, [u8]>((from, to));
        while let Some((key, value)) = match order {
            Order::Ascending => range.next(),
            Order::Descending => range.next_back(),
        } {
            if let ControlFlow::Break(()) = visit(key, value) {
                break;
            }
        }
        Ok(())
    }

    fn write(&self, writes: Vec<(Bytes, Option<Bytes>)>) -> Result<Seq> {
        let mut present = self.present.write();
        for (key, value) in writes {
            match value {
                Some(value) => present.map.insert(key, value),
                None => present.map.remove(&key),
            };
        }
        present.seq += 1;
        Ok(Seq(present.seq))
    }

    fn pending(&self) -> Result<Option<Seq>> {
        Ok(None)
    }

    fn failure(&self) -> Option<String> {
        None
    }

    /// At once: nothing in memory outlives the process anyway.
    async fn synced(&self, _: Seq) -> Result<()> {
        Ok(())
    }

    fn checkpoint(&self, name: &str) -> Result<()> {
        let map = self.present.read().map.clone();
        self.checkpoints.write().insert(name.to_owned(), map);
        Ok(())
    }

    fn restore(&self, name: &str) -> Result<()> {
        let kept = self.checkpoints.read().get(name).cloned();
        let map = kept.ok_or_else(|| Error::NoCheckpoint(name.to_owned()))?;
        self.exchange(map);
        Ok(())
    }

    fn forget(&self, name: &str) -> Result<()> {
        self.checkpoints.write().remove(name);
        Ok(())
    }

    fn checkpoints(&self) -> Result<Vec<String>> {
        Ok(self.checkpoints.read().keys().cloned().collect())
    }

    fn checkpoint_has(&self, name: &str, key: &[u8]) -> Result<bool> {
        Ok(self.checkpoints.read().get(name).is_some_and(|map| map.contains_key(key)))
    }

    fn clear(&self) -> Result<()> {
        self.exchange(Map::new());
        Ok(())
    }

    async fn close(&self) -> Result<()> {
        Ok(())
    }
}

/// Whether nothing can lie between the bounds. Ordered maps panic on bounds that cross.
pub(crate) fn is_empty(from: Bound<&[u8]>, to: Bound<&[u8]>) -> bool {
    use Bound::{Excluded, Included, Unbounded};
    match (from, to) {
        (Unbounded, _) | (_, Unbounded) => false,
        (Included(a), Included(b)) => a > b,
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) => a >= b,
    }
}
