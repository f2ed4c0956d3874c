//! Time to live: items whose time is past are deleted, by the engine's clock and through the door of all writes.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html>

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::seams::SeamError;
use bytes::Bytes;
use ddb_expr::number::Number;
use ddb_expr::value::Value;
use store::{Key, Order};

use crate::engine::Engine;
use crate::engine::commit::Placed;
use crate::engine::records::Records;
use crate::error::Result;
use crate::item::change::Change;
use crate::item::key;
use crate::memory::catalog::Table;
use crate::message::value::view;

/// How often expired items are looked for. AWS takes up to a few days.
const INTERVAL: Duration = Duration::from_secs(60);
/// Items looked at before other work has its turn.
const CHUNK: usize = 5_000;
/// What expired longer ago than five years is taken for a mistake and stays.
const MAX_AGE_SECS: i64 = 5 * 365 * 24 * 60 * 60;

/// The attribute that holds the time, and the times that mean "expired".
struct Expiry {
    attribute: String,
    oldest: Number,
    now: Number,
}

impl Expiry {
    /// Nothing while the table has no TTL.
    fn of(table: &Table, now: Timestamp) -> Option<Expiry> {
        let attribute = table.definition.ttl.clone()?;
        if table.definition.phase.is_enabling_ttl(now) {
            return None;
        }
        let now = i64::try_from(now.secs()).unwrap_or(i64::MAX);
        Some(Expiry { attribute, oldest: Number::from(now.saturating_sub(MAX_AGE_SECS)), now: now.into() })
    }

    /// Only a number can be a time; items without one never expire.
    fn is_past(&self, item: &Bytes) -> bool {
        match view(item).get(&self.attribute).map(|value| value.to_value()) {
            Some(Value::N(at)) => at >= self.oldest && at < self.now,
            _ => false,
        }
    }
}

/// A few items of a table, looked through.
struct Round {
    /// The keys of those that have expired.
    due: Vec<Vec<u8>>,
    /// Behind which key to go on; nothing at the end.
    next: Option<Vec<u8>>,
}

impl Engine {
    /// Deletes every item of every table that has expired by now; how many there were. Other requests go on meanwhile.
    ///
    /// The background work does the same about once a minute. Fails with [`SeamError::Unavailable`] if the store does;
    /// what was deleted until then stays deleted.
    pub async fn expire_now(&self) -> std::result::Result<u64, SeamError> {
        self.expire().await.map_err(|error| SeamError::Unavailable(error.to_string()))
    }

    /// Begins to look for expired items now and then.
    pub(super) fn start_expiry(self: &Arc<Engine>) {
        let engine = self.clone();
        self.tasks.spawn("dynamodb time to live", async move {
            let stop = engine.tasks.stop_token();
            loop {
                if let Err(error) = engine.expire().await {
                    tracing::error!(%error, "DynamoDB's time to live failed and will try again");
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = engine.clock.sleep(INTERVAL) => {}
                }
            }
        });
    }

    async fn expire(&self) -> Result<u64> {
        let mut count = 0;
        for table in self.catalog.expiring(&self.store)? {
            let Some(expiry) = Expiry::of(&table, self.clock.now()) else { continue };
            let mut from = Some(key::table_prefix(table.definition.id).as_bytes().to_vec());
            while let Some(after) = from {
                let Round { due, next } = self.expired(&table, &expiry, &after)?;
                for stored in due {
                    count += u64::from(self.expire_item(&table, &expiry, &stored)?);
                }
                from = next;
                tokio::task::yield_now().await;
            }
        }
        self.store.settled().await?;
        Ok(count)
    }

    /// The keys of the items that have expired among the next few behind a key, and where to go on.
    fn expired(&self, table: &Table, expiry: &Expiry, after: &[u8]) -> Result<Round> {
        let end = key::table_prefix(table.definition.id).end();
        let (mut due, mut seen, mut next) = (Vec::new(), 0, None);
        let to = Bound::Excluded(end.as_bytes());
        self.store.scan(Bound::Excluded(after), to, Order::Ascending, &mut |key, item| {
            seen += 1;
            if expiry.is_past(item) {
                due.push(key.to_vec());
            }
            if seen < CHUNK {
                return ControlFlow::Continue(());
            }
            next = Some(key.to_vec());
            ControlFlow::Break(())
        })?;
        Ok(Round { due, next })
    }

    /// Deletes one item, if it is still there, still expired, and its table still says so; whether it did.
    fn expire_item(&self, table: &Table, expiry: &Expiry, stored: &[u8]) -> Result<bool> {
        let _stripe = self.stripes.lock(stored);
        let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
        let same = |present: &Arc<Table>| {
            present.definition.id == table.definition.id
                && present.definition.ttl.as_ref() == Some(&expiry.attribute)
        };
        let Some(table) = present.filter(same) else { return Ok(false) };
        let Some(before) = self.store.get(stored)?.filter(|item| expiry.is_past(item)) else {
            return Ok(false);
        };
        let change = Change { before: Some(before), after: None, by_ttl: true };
        let placed = Placed { table: &table, key: Key::stored(stored), change: &change };
        self.commit(Records::new(), self.clock.now(), &[placed])?;
        Ok(true)
    }
}
