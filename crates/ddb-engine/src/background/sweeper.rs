//! Work that no request waits for: deletions that fall due, what a deleted table left behind, stream records older than a day, old tokens.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use store::{Batch, Key, Order, Space, Store};

use crate::archive::bulk::Bulk;
use crate::archive::export::Export;
use crate::archive::import::Import;
use crate::archive::job;
use crate::engine::Engine;
use crate::engine::collection;
use crate::error::Result;
use crate::history;
use crate::item::key;
use crate::memory::catalog;
use crate::stream::record;

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
        // Before anything is looked at: what is decided on is of this state, and done in no other.
        let (now, epoch) = (self.clock.now(), self.store.epoch());
        self.expire_backups(now, epoch)?;
        self.forget_records::<Export>(now, epoch)?;
        self.forget_records::<Import>(now, epoch)?;
        self.forget_records::<Bulk>(now, epoch)?;
        let next = self.finish_deletions()?;
        for table in catalog::garbage(&self.store)? {
            if job::needs(&self.store, table)? {
                // The end of the job wakes the sweeper.
                continue;
            }
            history::remove(&self.store, epoch, table)?;
            remove_range(&self.store, epoch, &key::table_prefix(table))?;
            remove_range(&self.store, epoch, &Key::of(Space::DdbIndex).u64(table))?;
            remove_range(&self.store, epoch, &collection::record_prefix(table))?;
            let mut batch = Batch::new();
            catalog::garbage_gone(&mut batch, table);
            self.store.commit_in(epoch, batch)?;
        }
        self.trim_history(now, epoch)?;
        for stream in self.catalog.all_streams(&self.store)? {
            self.trim(&stream, now, epoch)?;
        }
        self.forget_old_tokens(now)?;
        Ok(next)
    }

    /// Removes a stream's records that are older than a day, and a closed stream once it has none to show.
    fn trim(&self, stream: &catalog::Stream, now: Timestamp, epoch: u64) -> Result<()> {
        for lane in 0..stream.definition.lanes {
            self.trim_lane(&catalog::record_prefix(stream.definition.id, lane), now, epoch)?;
        }
        let closed = stream.definition.closed_ms.map(Timestamp::from_millis);
        if closed.is_some_and(|closed| now.since(closed) > record::RETENTION) {
            let mut batch = Batch::new();
            self.catalog.drop_stream(&mut batch, stream);
            // Held over both, so that the copy is of the state that it is dropped from.
            let _all = self.stripes.lock_everything();
            if self.store.epoch() == epoch {
                self.store.commit(batch)?;
                self.catalog.unpublish_stream(stream);
            }
        }
        Ok(())
    }

    fn trim_lane(&self, prefix: &Key, now: Timestamp, epoch: u64) -> Result<()> {
        loop {
            let mut old = Vec::new();
            self.store.scan_prefix(prefix, &mut |key, value| {
                if old.len() == CHUNK || !record::is_trimmed(value, now) {
                    return ControlFlow::Break(());
                }
                old.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
            let last = old.len() < CHUNK;
            if !remove(&self.store, epoch, &old)? || last {
                return Ok(());
            }
        }
    }
}

/// Removes every key below a prefix, some at a time, until the state is exchanged that has this epoch.
pub(crate) fn remove_range(store: &Store, epoch: u64, prefix: &Key) -> Result<()> {
    let end = prefix.end();
    loop {
        let mut keys = Vec::new();
        let to = Bound::Excluded(end.as_bytes());
        store.scan(prefix.from_here(), to, Order::Ascending, &mut |key, _| {
            keys.push(key.to_vec());
            if keys.len() == CHUNK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let last = keys.len() < CHUNK;
        if !remove(store, epoch, &keys)? || last {
            return Ok(());
        }
    }
}

/// Removes keys, some at a time; false if the state is not that of this epoch any more, in which they may be needed.
pub(crate) fn remove(store: &Store, epoch: u64, keys: &[Vec<u8>]) -> Result<bool> {
    for some in keys.chunks(CHUNK) {
        let mut batch = Batch::new();
        some.iter().for_each(|stored| batch.delete(rebuilt(stored)));
        if store.commit_in(epoch, batch)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A key that the store handed out, to be handed back.
pub(crate) fn rebuilt(stored: &[u8]) -> Key {
    Key::stored(stored)
}
