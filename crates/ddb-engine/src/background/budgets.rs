//! Work that is due when more is kept of the past than may be: the oldest stream records and undo records of all tables go,
//! until an eighth of the budget is free. What was there before a start or an exchange is counted here too.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use base::service::Loss;
use base::task::apart;
use tokio::task::yield_now;

use crate::engine::Engine;
use crate::engine::oldest::Oldest;
use crate::engine::removal::{CHUNK, Entry};
use crate::error::Result;
use crate::memory::budget::size;
use crate::memory::catalog;
use crate::stream::record;

/// How often it is looked where nobody told: after a failure, and where what is too old was needed still.
const INTERVAL: Duration = Duration::from_secs(60);

impl Engine {
    /// What was dropped since the process began, because more was kept than may be.
    pub fn losses(&self) -> Vec<Loss> {
        let loss = |name, count| Loss { name, count };
        vec![
            loss("stream-records", self.budgets.streams.dropped()),
            loss("undo-records", self.budgets.undo.dropped()),
        ]
    }

    /// Begins to keep the budgets.
    pub(super) fn start_budgets(self: &Arc<Engine>) {
        self.trimming.hold(self.schedule.add("dynamodb budgets", self, Next::NOW, |engine| async move {
            if let Err(error) = engine.keep_budgets().await {
                tracing::error!(%error, "DynamoDB could not drop what is too much and will try again");
            }
            Next::At(engine.clock.now().plus(INTERVAL))
        }));
    }

    async fn keep_budgets(self: &Arc<Engine>) -> Result<()> {
        // Before anything is looked at: what is decided on is of this state, and done in no other.
        let (now, epoch) = (self.clock.now(), self.store.epoch());
        self.renew_catalog().await?;
        self.count_kept(epoch).await?;
        let streams = self.drop_stream_records(now, epoch).await;
        self.budgets.streams.rest();
        let undo = self.drop_undo_records(now, epoch).await;
        self.budgets.undo.rest();
        streams.and(undo)
    }

    /// Counts what is there, apart, unless that is known.
    async fn count_kept(self: &Arc<Engine>, epoch: u64) -> Result<()> {
        let budgets = [&self.budgets.streams, &self.budgets.undo];
        if budgets.iter().all(|budget| budget.is_known(epoch)) {
            return Ok(());
        }
        let engine = self.clone();
        apart(move || {
            // Waits until the store has read everything, so that the views below do not, while writers wait for them.
            engine.store.view()?;
            for budget in [&engine.budgets.streams, &engine.budgets.undo] {
                budget.count(|| Ok(engine.store.view()?))?;
            }
            Ok(())
        })
        .await
    }

    /// Drops the oldest records of all streams, if there are too many.
    async fn drop_stream_records(&self, now: Timestamp, epoch: u64) -> Result<()> {
        let budget = &self.budgets.streams;
        let mut excess = budget.to_free();
        if excess == 0 {
            return Ok(());
        }
        let (mut lanes, mut ranges) = (Vec::new(), Vec::new());
        for stream in self.catalog.all_streams(&self.store)? {
            for lane in 0..stream.definition.lanes {
                let prefix = catalog::record_prefix(stream.definition.id, lane);
                let end = prefix.end();
                ranges.push((prefix, end));
                lanes.push(stream.clone());
            }
        }
        let mut oldest = Oldest::of(&self.store, catalog::record_number, ranges).await?;
        let mut dropped = 0;
        while excess > 0 {
            let (mut entries, mut reached) = (Vec::new(), BTreeMap::new());
            while excess > 0 && entries.len() < CHUNK {
                let Some(old) = oldest.next()? else { break };
                excess = excess.saturating_sub(size(old.entry.0.as_bytes(), &old.entry.1));
                if let Some(stream) = lanes.get(old.lane) {
                    reached.insert(stream.definition.id, (stream, old.number));
                }
                entries.push(old.entry);
            }
            if entries.is_empty() {
                break;
            }
            let mut notes = Vec::with_capacity(reached.len());
            for (stream, number) in reached.into_values() {
                // Before they are gone: who reads none of them knows why.
                stream.tail.trim(number);
                notes.push(catalog::trimmed_note(stream.definition.id, number));
            }
            let Some(gone) = self.remove_noting(epoch, entries, &notes)? else { break };
            let in_time = |(_, record): &&Entry| !record::is_trimmed(record, now);
            dropped += gone.iter().filter(in_time).count() as u64;
            yield_now().await;
        }
        if dropped > 0 {
            let dropped_in_all = budget.note_dropped(dropped);
            tracing::warn!(
                dropped,
                dropped_in_all,
                "the oldest records of DynamoDB's streams are dropped, since there are more than dynamodb-stream-bytes"
            );
        }
        Ok(())
    }
}
