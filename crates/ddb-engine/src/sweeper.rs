//! Work that no request waits for: deletions that fall due, what a deleted table left behind, stream records older than a day, old tokens.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use store::{Batch, Key, Order, Space, Store};

use crate::bulk::Bulk;
use crate::catalog;
use crate::collection;
use crate::engine::Engine;
use crate::error::Result;
use crate::export::Export;
use crate::import::Import;
use crate::{history, job, key, stream, transact};

/// How often old records are looked for.
const INTERVAL: Duration = Duration::from_secs(300);
/// Keys removed in one batch.
const CHUNK: usize = 1000;

impl Engine {
    /// Begins the background work. Call once.
    pub fn start(self: &Arc<Engine>) {
        self.start_expiry();
        self.start_jobs();
        let engine = self.clone();
        self.tasks.spawn("dynamodb sweeper", async move {
            let stop = engine.tasks.stop_token();
            loop {
                let later = engine.clock.now().plus(INTERVAL);
                let next = engine.sweep().unwrap_or_else(|error| {
                    tracing::error!(%error, "DynamoDB's sweeper failed and will try again");
                    None
                });
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = engine.sweep.notified() => {}
                    () = engine.clock.sleep_until(next.map_or(later, |next| next.min(later))) => {}
                }
            }
        });
    }

    /// One round: all that is due now. When the next table is to be deleted, if there is one.
    pub(crate) fn sweep(&self) -> Result<Option<Timestamp>> {
        let now = self.clock.now();
        self.expire_backups(now)?;
        self.forget_records::<Export>(now)?;
        self.forget_records::<Import>(now)?;
        self.forget_records::<Bulk>(now)?;
        let next = self.finish_deletions()?;
        for table in catalog::garbage(&self.store)? {
            if job::needs(&self.store, table)? {
                // The end of the job wakes the sweeper.
                continue;
            }
            history::remove(&self.store, table)?;
            remove_range(&self.store, &key::table_prefix(table))?;
            remove_range(&self.store, &Key::of(Space::DdbIndex).u64(table))?;
            remove_range(&self.store, &collection::record_prefix(table))?;
            let mut batch = Batch::new();
            catalog::garbage_gone(&mut batch, table);
            self.store.commit(batch)?;
        }
        self.trim_history(now)?;
        for stream in self.catalog.all_streams(&self.store)? {
            self.trim(&stream, now)?;
        }
        transact::forget_old_tokens(&self.store, now)?;
        Ok(next)
    }

    /// Removes a stream's records that are older than a day, and a closed stream once it has none to show.
    fn trim(&self, stream: &catalog::Stream, now: Timestamp) -> Result<()> {
        for lane in 0..stream.definition.lanes {
            self.trim_lane(&catalog::record_prefix(stream.definition.id, lane), now)?;
        }
        let closed = stream.definition.closed_ms.map(Timestamp::from_millis);
        if closed.is_some_and(|closed| now.since(closed) > stream::RETENTION) {
            let mut batch = Batch::new();
            self.catalog.drop_stream(&mut batch, stream);
            self.store.commit(batch)?;
            self.catalog.unpublish_stream(stream);
        }
        Ok(())
    }

    fn trim_lane(&self, prefix: &Key, now: Timestamp) -> Result<()> {
        loop {
            let mut old = Vec::new();
            self.store.scan_prefix(prefix, &mut |key, value| {
                if old.len() == CHUNK || !stream::is_trimmed(value, now) {
                    return ControlFlow::Break(());
                }
                old.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
            let done = old.len() < CHUNK;
            remove(&self.store, old)?;
            if done {
                return Ok(());
            }
        }
    }
}

/// Removes every key below a prefix, some at a time.
pub(crate) fn remove_range(store: &Store, prefix: &Key) -> Result<()> {
    let end = prefix.end();
    loop {
        let mut keys = Vec::new();
        let to = Bound::Excluded(end.as_bytes());
        store.scan(prefix.from_here(), to, Order::Ascending, &mut |key, _| {
            keys.push(key.to_vec());
            if keys.len() == CHUNK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let done = keys.len() < CHUNK;
        remove(store, keys)?;
        if done {
            return Ok(());
        }
    }
}

/// Removes keys in one batch.
pub(crate) fn remove(store: &Store, keys: Vec<Vec<u8>>) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let mut batch = Batch::new();
    for stored in keys {
        batch.delete(rebuilt(&stored));
    }
    store.commit(batch)?;
    Ok(())
}

/// A key that the store handed out, to be handed back.
pub(crate) fn rebuilt(stored: &[u8]) -> Key {
    Key::stored(stored)
}
