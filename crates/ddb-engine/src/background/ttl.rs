//! Time to live: items whose time is past are deleted, by the engine's clock and through the door of all writes. They are
//! found by the index of times of expiry; nothing else is looked at.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html>

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use base::seams::SeamError;
use bytes::Bytes;
use ddb_expr::number::Number;
use ddb_expr::value::Value;
use store::{Key, Order};

use crate::engine::Engine;
use crate::engine::commit::{MOST_TRIES, Placed};
use crate::engine::records::Records;
use crate::error::Result;
use crate::item::change::Change;
use crate::item::expiry;
use crate::memory::catalog::Table;
use crate::message::value::view;

/// How often expired items are looked for. AWS takes up to a few days.
const INTERVAL: Duration = Duration::from_secs(60);
/// Items deleted before other work has its turn.
const CHUNK: usize = 64;
/// What expired longer ago than five years is taken for a mistake and stays.
const MAX_AGE_SECS: i64 = 5 * 365 * 24 * 60 * 60;

/// The attribute that holds the time, and the times that mean "expired".
struct Expiry {
    attribute: String,
    oldest: Number,
    now: Number,
    /// The seconds that these times are in: the first, and the first that is too late.
    due: [i64; 2],
}

impl Expiry {
    /// Nothing while the table has no TTL.
    fn of(table: &Table, now: Timestamp) -> Option<Expiry> {
        let attribute = table.definition.ttl.clone()?;
        if table.definition.phase.is_enabling_ttl(now) {
            return None;
        }
        let now = i64::try_from(now.secs()).unwrap_or(i64::MAX);
        let oldest = now.saturating_sub(MAX_AGE_SECS);
        Some(Expiry { attribute, oldest: oldest.into(), now: now.into(), due: [oldest, now] })
    }

    /// Only a number can be a time; items without one never expire.
    fn is_past(&self, item: &Bytes) -> bool {
        match view(item).get(&self.attribute).map(|value| value.to_value()) {
            Some(Value::N(at)) => at >= self.oldest && at < self.now,
            _ => false,
        }
    }
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
        self.expiry.hold(self.schedule.add("dynamodb time to live", self, Next::NOW, |engine| async move {
            // From when it looked: the clock may have been set since, and what that makes due is due again.
            let looked_at = engine.clock.now();
            let expired = match engine.renew_catalog().await {
                Ok(()) => engine.expire().await,
                Err(error) => Err(error),
            };
            if let Err(error) = expired {
                tracing::error!(%error, "DynamoDB's time to live failed and will try again");
            }
            Next::At(looked_at.plus(INTERVAL))
        }));
    }

    async fn expire(&self) -> Result<u64> {
        let mut count = 0;
        for table in self.catalog.expiring(&self.store)? {
            let Some(expiry) = Expiry::of(&table, self.clock.now()) else { continue };
            let Some(table) = self.with_expiry_index(&table).await? else { continue };
            count += self.expire_due(&table, &expiry).await?;
        }
        self.store.settled().await?;
        Ok(count)
    }

    /// Deletes what is due in a table, in the order of its time.
    async fn expire_due(&self, table: &Table, expiry: &Expiry) -> Result<u64> {
        let id = table.definition.id;
        let Some(index) = table.definition.expiry else { return Ok(0) };
        let [mut from, end] = expiry.due.map(|secs| expiry::second(id, index.id, secs));
        let mut count = 0;
        loop {
            let mut due = Vec::new();
            let (bounds, mut last) = ((from.from_here(), Bound::Excluded(end.as_bytes())), None);
            self.store.scan(bounds.0, bounds.1, Order::Ascending, &mut |entry, _| {
                due.extend(expiry::item_key(id, entry));
                if due.len() < CHUNK {
                    return ControlFlow::Continue(());
                }
                last = Some(Key::stored(entry).u8(0));
                ControlFlow::Break(())
            })?;
            for item in &due {
                count += u64::from(self.expire_item(table, expiry, item)?);
            }
            match last {
                Some(last) if !self.tasks.is_stopping() => from = last,
                _ => return Ok(count),
            }
            tokio::task::yield_now().await;
        }
    }

    /// Deletes one item, if it is still there, still expired, and its table still says so; whether it did.
    fn expire_item(&self, table: &Table, expiry: &Expiry, key: &Key) -> Result<bool> {
        let mut tries = 0;
        loop {
            match self.try_expire_item(table, expiry, key) {
                Err(error) if error.is_conflict() && tries < MOST_TRIES => tries += 1,
                expired => return expired,
            }
        }
    }

    fn try_expire_item(&self, table: &Table, expiry: &Expiry, key: &Key) -> Result<bool> {
        let _stripe = self.stripes.lock(key.as_bytes());
        let present = self.catalog.table(&self.store, &table.owner, &table.definition.name)?;
        let same = |present: &Arc<Table>| {
            present.definition.id == table.definition.id
                && present.definition.ttl.as_ref() == Some(&expiry.attribute)
        };
        let Some(table) = present.filter(same) else { return Ok(false) };
        let Some(before) = self.store.get(key.as_bytes())?.filter(|item| expiry.is_past(item)) else {
            return Ok(false);
        };
        let change = Change { before: Some(before), after: None, by_ttl: true };
        let placed = Placed { table: &table, key: key.clone(), change: &change };
        self.commit(Records::new(), self.clock.now(), &[placed])?;
        Ok(true)
    }
}
