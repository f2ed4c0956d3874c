//! Takes away messages that are too old, and backlogs that are gone. Nobody waits for it: no receiver gets a message that is
//! too old, and no number shows one.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::message::Place;
use crate::order::{self, Held};
use crate::queue::name::QueueName;
use crate::records::{Found, keys};

/// How many messages are taken away in one change.
const AT_ONCE: usize = 32;

/// How long a sweep that failed waits for the next, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(10);

impl Engine {
    /// One run; it says when the next message is too old.
    pub(crate) async fn sweep(self: Arc<Self>) -> Next {
        match self.sweep_all().await {
            Ok(next) => next,
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "a sweep of the queues failed");
                Next::HostAfter(AFTER_A_FAILURE)
            }
        }
    }

    async fn sweep_all(&self) -> Result<Next, Fault> {
        while self.records.take_away_gone()? {
            tokio::task::yield_now().await;
        }
        // What is sent from now on lowers it.
        self.sweep_at_ms.store(u64::MAX, Ordering::Release);
        let mut names = Vec::new();
        self.records.every_queue(|found| names.push(found.name)).await?;
        let mut next_ms = u64::MAX;
        for name in names {
            self.take_away_all_old(&name).await?;
            next_ms = next_ms.min(self.oldest_is_too_old_at_ms(&name)?);
        }
        let next_ms = next_ms.min(self.sweep_at_ms.fetch_min(next_ms, Ordering::AcqRel));
        Ok(if next_ms == u64::MAX { Next::WhenWoken } else { Next::At(Timestamp::from_millis(next_ms)) })
    }

    /// Takes away all messages of a queue that are too old.
    pub(crate) async fn take_away_all_old(&self, name: &QueueName) -> Result<(), Fault> {
        while self.take_away_old(name)? == AT_ONCE {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Takes away some messages of a queue that are too old: how many.
    fn take_away_old(&self, name: &QueueName) -> Result<usize, Fault> {
        let now = self.clock().now();
        let Some(found) = self.records.queue_if_there(name)? else { return Ok(0) };
        if self.first(&found)?.is_none_or(|place| place.sent_ms > found.queue.oldest_ms(now)) {
            return Ok(0);
        }
        self.records.change(&[name], |change| {
            let Some(found) = change.queue_if_there(name)? else { return Ok(0) };
            let mut backlog = change.open(found.queue.backlog)?;
            let all = keys::messages(backlog.id);
            let end = keys::messages_since(backlog.id, found.queue.oldest_ms(now).saturating_add(1));
            let mut old: Vec<Place> = Vec::new();
            change.scan(all.from_here(), &end, &mut |key, _| {
                old.extend(keys::place_of(key));
                if old.len() < AT_ONCE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            for place in &old {
                if let Some(held) = Held::find(change, &found.queue, *place)? {
                    order::remove(change, &mut backlog, &held, now)?;
                }
            }
            change.close(backlog)?;
            Ok(old.len())
        })
    }

    fn oldest_is_too_old_at_ms(&self, name: &QueueName) -> Result<u64, Fault> {
        let Some(found) = self.records.queue_if_there(name)? else { return Ok(u64::MAX) };
        let lasts_ms = found.queue.numbers.retention_s * 1000;
        let first = self.first(&found)?;
        Ok(first.map_or(u64::MAX, |place| place.sent_ms.saturating_add(lasts_ms)))
    }

    /// The place of the oldest message.
    fn first(&self, found: &Found) -> Result<Option<Place>, Fault> {
        let all = keys::messages(found.queue.backlog);
        let mut first = None;
        self.records.scan(all.from_here(), &all.end(), &mut |key, _| {
            first = keys::place_of(key);
            ControlFlow::Break(())
        })?;
        Ok(first)
    }
}
