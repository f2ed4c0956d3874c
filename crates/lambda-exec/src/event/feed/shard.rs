//! Reading one shard: page by page, each delivered before the next is read.

use std::pin::pin;
use std::time::Duration;

use base::seams::{Page, Position, SeamError};

use super::batch::Delivered;
use super::feeding::{Feed, Looks};
use crate::error::Error;
use crate::mapping::position::{self, Reached};
use crate::mapping::{Mapping, Settings, Start};

/// The most records of a page: AWS's largest batch.
const PAGE_LIMIT: usize = 10_000;

/// Reads one shard of a mapping's stream.
pub(super) struct Reader<'a> {
    feed: Feed<'a>,
    shard: String,
    looks: Looks,
}

/// What a page is to be read for.
enum Next {
    Deliver(Page),
    /// Nothing now; ask again from here.
    Ask(Position),
    Ended,
    /// There is no such shard, or no such stream any more.
    Gone,
}

impl<'a> Reader<'a> {
    pub(super) fn new(feed: Feed<'a>, shard: String) -> Reader<'a> {
        Reader { feed, shard, looks: Looks::default() }
    }

    /// Reads until the shard's end, or until the mapping is to stop. Gives back the shard's id.
    pub(super) async fn run(mut self) -> Result<String, Error> {
        let Feed { host, id, mapping, cancel, .. } = self.feed;
        let reached = match host.engine() {
            Some(engine) => position::load(&engine.store, id, &self.shard)?,
            None => return Ok(self.shard),
        };
        let mut from = match reached.map(Reached::position) {
            Some(Some(position)) => position,
            Some(None) => return Ok(self.shard),
            None => mapping.start.unwrap_or(Start::TrimHorizon).position(),
        };
        while !cancel.is_cancelled() {
            match self.next(&from).await {
                Next::Ask(position) => from = position,
                Next::Gone => break,
                Next::Ended => {
                    self.feed.reach(Some((&self.shard, Reached::End)), None).await?;
                    break;
                }
                Next::Deliver(page) => {
                    let next = page.next.clone();
                    if self.feed.deliver(&self.shard, page.records).await? == Delivered::Stopped {
                        break;
                    }
                    self.feed.reach(Some((&self.shard, Reached::of(next.as_ref()))), None).await?;
                    match next {
                        Some(next) => from = next,
                        None => break,
                    }
                }
            }
        }
        Ok(self.shard)
    }

    /// Looks for records, and waits if there is nothing to look at.
    async fn next(&mut self, from: &Position) -> Next {
        let Feed { host, source: stream, cancel, mapping, .. } = self.feed;
        let mut changed = pin!(host.seams.streams.changed(stream));
        // Asked for before the look, so that nothing that happens in between is missed.
        let missed = futures::poll!(changed.as_mut()).is_ready();
        if let Err(cause) = self.feed.may_read().await {
            return self.lose_access(&cause).await;
        }
        match self.read(from, wanted(mapping)).await {
            Ok(page) if !page.records.is_empty() => {
                self.looks.found();
                Next::Deliver(self.fill(page).await)
            }
            Ok(Page { next: None, .. }) => Next::Ended,
            Ok(Page { next: Some(next), .. }) => {
                if next == *from && missed {
                    let wait = self.looks.in_vain();
                    self.feed.pause(wait).await;
                } else if next == *from {
                    tokio::select! {
                        () = changed => self.looks.found(),
                        () = cancel.cancelled() => {}
                    }
                }
                Next::Ask(next)
            }
            Err(SeamError::Refused(why)) if *from != Position::TrimHorizon => {
                // The position was trimmed: the oldest that is left comes next, as on AWS.
                let (mapping, shard) = (&mapping.source, &self.shard);
                tracing::warn!(mapping, shard, why, "records were lost before they were read");
                Next::Ask(Position::TrimHorizon)
            }
            Err(cause) => {
                tracing::warn!(shard = self.shard, %cause, "a shard cannot be read");
                let _first_is_none = self.looks.in_vain();
                let wait = self.looks.in_vain();
                self.feed.pause(wait).await;
                if matches!(cause, SeamError::NotFound(_)) { Next::Gone } else { Next::Ask(from.clone()) }
            }
        }
    }

    /// Ends this reader: the stream is looked at again, ever more rarely, and read on from here once it may be.
    async fn lose_access(&mut self, cause: &SeamError) -> Next {
        tracing::warn!(shard = self.shard, %cause, "a shard may not be read");
        if !matches!(cause, SeamError::Refused(_)) {
            let _first_is_none = self.looks.in_vain();
            let wait = self.looks.in_vain();
            self.feed.pause(wait).await;
        }
        Next::Gone
    }

    async fn read(&self, from: &Position, limit: usize) -> Result<Page, SeamError> {
        let Feed { host, source: stream, .. } = self.feed;
        host.seams.streams.read(stream, &self.shard, from, limit).await
    }

    /// Waits for more records, as long as the batching window lasts and the batch is not full. Each is read once.
    async fn fill(&mut self, mut page: Page) -> Page {
        let Feed { host, source: stream, mapping, cancel, .. } = self.feed;
        let window = Duration::from_secs(mapping.settings.window_secs.into());
        let until = host.clock.now().plus(host.scaled(window));
        while let Some(from) = page.next.clone() {
            let left = wanted(mapping).saturating_sub(page.records.len());
            if left == 0 || host.clock.now() >= until || cancel.is_cancelled() {
                break;
            }
            let mut changed = pin!(host.seams.streams.changed(stream));
            let missed = futures::poll!(changed.as_mut()).is_ready();
            // Without access there is no more; what was read before is delivered.
            if self.feed.may_read().await.is_err() {
                break;
            }
            match self.read(&from, left).await {
                Ok(more) if !more.records.is_empty() || more.next.as_ref() != Some(&from) => {
                    self.looks.found();
                    page.records.extend(more.records);
                    page.next = more.next;
                }
                _ => {
                    let wait = if missed { self.looks.in_vain() } else { Duration::ZERO };
                    tokio::select! {
                        () = changed, if !missed => self.looks.found(),
                        () = self.feed.pause(wait), if missed => {}
                        () = host.clock.sleep_until(until) => {}
                        () = cancel.cancelled() => {}
                    }
                }
            }
        }
        page
    }
}

/// How many records a page is to have: a batch for each of the batches that run at once.
fn wanted(mapping: &Mapping) -> usize {
    let Settings { batch_size, parallelization, .. } = &mapping.settings;
    usize::try_from(batch_size.saturating_mul(*parallelization)).unwrap_or(usize::MAX).min(PAGE_LIMIT)
}
