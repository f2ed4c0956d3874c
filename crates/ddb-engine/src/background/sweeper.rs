//! Work that no request waits for: deletions that fall due, what a deleted table left behind, stream records older than a day, old tokens.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use store::{Key, Space};
use tokio::task::yield_now;

use crate::engine::Engine;
use crate::engine::collection;
use crate::engine::definitions::Definitions;
use crate::engine::records::Records;
use crate::engine::removal::CHUNK;
use crate::error::Result;
use crate::item::expiry;
use crate::item::key;
use crate::job::queue;
use crate::memory::catalog;
use crate::stream::record;
use crate::transfer::bulk::Bulk;
use crate::transfer::export::Export;
use crate::transfer::import::Import;

/// How often old records are looked for.
const INTERVAL: Duration = Duration::from_secs(300);

impl Engine {
    /// Begins the background work, in a tokio runtime.
    pub fn start(self: &Arc<Engine>) {
        self.start_expiry();
        self.start_jobs();
        self.start_budgets();
        self.sweeper.hold(self.schedule.add("dynamodb sweeper", self, Next::NOW, |engine| async move {
            let later = engine.clock.now().plus(INTERVAL);
            let next = engine.sweep().await.unwrap_or_else(|error| {
                tracing::error!(%error, "DynamoDB's sweeper failed and will try again");
                None
            });
            Next::At(next.map_or(later, |next| next.min(later)))
        }));
    }

    /// One round: all that is due now. When the next table is to be deleted, if there is one.
    pub(super) async fn sweep(self: &Arc<Engine>) -> Result<Option<Timestamp>> {
        // Before anything is looked at: what is decided on is of this state, and done in no other.
        let (now, epoch) = (self.clock.now(), self.store.epoch());
        self.renew_catalog().await?;
        self.expire_backups(now, epoch).await?;
        self.forget_records::<Export>(now, epoch).await?;
        self.forget_records::<Import>(now, epoch).await?;
        self.forget_records::<Bulk>(now, epoch).await?;
        let next = self.finish_deletions().await?;
        for table in catalog::garbage(&self.store)? {
            if queue::needs(&self.store, table)? {
                // The end of the job wakes the sweeper.
                continue;
            }
            self.remove_undo(epoch, table).await?;
            self.remove_range(epoch, &key::table_prefix(table)).await?;
            self.remove_range(epoch, &Key::of(Space::DdbIndex).u64(table)).await?;
            self.remove_range(epoch, &expiry::table_prefix(table)).await?;
            self.remove_range(epoch, &collection::record_prefix(table)).await?;
            let mut records = Records::new();
            records.garbage_gone(table);
            self.commit_records_in(epoch, records)?;
        }
        for (table, index) in catalog::garbage_indexes(&self.store)? {
            self.empty_index(epoch, table, index).await?;
        }
        self.trim_history(now, epoch).await?;
        for stream in self.catalog.all_streams(&self.store)? {
            self.trim(stream, now, epoch).await?;
        }
        self.forget_old_tokens(now, epoch).await?;
        Ok(next)
    }

    /// Removes a stream's records that are older than a day, and a closed stream once it has none to show.
    async fn trim(&self, stream: Arc<catalog::Stream>, now: Timestamp, epoch: u64) -> Result<()> {
        for lane in 0..stream.definition.lanes {
            self.trim_lane(&catalog::record_prefix(stream.definition.id, lane), now, epoch).await?;
        }
        let closed = stream.definition.closed_ms.map(Timestamp::from_millis);
        if closed.is_some_and(|closed| now.since(closed) > record::RETENTION) {
            let mut gone = Definitions::new();
            gone.records().in_epoch(epoch);
            gone.drop_stream(&stream);
            return match self.commit_definitions(gone) {
                // It was changed meanwhile, or the state exchanged: the next round sees to it.
                Err(error) if error.is_conflict() => Ok(()),
                dropped => dropped,
            };
        }
        Ok(())
    }

    async fn trim_lane(&self, prefix: &Key, now: Timestamp, epoch: u64) -> Result<()> {
        loop {
            let mut old = Vec::new();
            self.store.scan_prefix(prefix, &mut |key, value| {
                if old.len() == CHUNK || !record::is_trimmed(value, now) {
                    return ControlFlow::Break(());
                }
                old.push((Key::stored(key), value.clone()));
                ControlFlow::Continue(())
            })?;
            let last = old.len() < CHUNK;
            if !self.remove_unchanged(epoch, old)? || last {
                return Ok(());
            }
            yield_now().await;
        }
    }
}
