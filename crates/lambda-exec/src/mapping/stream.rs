//! The work of one mapping: a reader for each shard of its stream, children only after their parents.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::seams::{SeamError, Shard};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use store::Batch;
use tokio_util::sync::CancellationToken;

use super::position::{self, Reached};
use super::shard::Reader;
use super::{Mapping, MappingId};
use crate::engine::Engine;
use crate::error::Error;
use crate::filter::Filters;

/// The wait after a stream that could not be read.
pub(super) const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Feeds the function until `cancel`. Returns when every reader has finished what it was delivering.
pub(super) async fn feed(engine: &Arc<Engine>, id: &MappingId, mapping: Mapping, cancel: CancellationToken) {
    let Some(stream) = Arn::parse(&mapping.source) else {
        tracing::error!(mapping = id.uuid, source = mapping.source, "the source of a mapping is no ARN");
        return;
    };
    let filters = Filters::parse(&mapping.settings.filters).unwrap_or_else(|| {
        tracing::error!(mapping = id.uuid, "a filter of a mapping cannot be read; it lets nothing through");
        Filters::none_pass()
    });
    let epoch = engine.store.epoch();
    let feed =
        Feed { engine, id, mapping: &mapping, stream: &stream, filters: &filters, cancel: &cancel, epoch };
    if let Err(error) = feed.run().await {
        tracing::error!(mapping = id.uuid, %error, "an event source mapping stopped");
    }
}

/// What the readers of one mapping share.
#[derive(Clone, Copy)]
pub(super) struct Feed<'a> {
    pub(super) engine: &'a Arc<Engine>,
    pub(super) id: &'a MappingId,
    pub(super) mapping: &'a Mapping,
    pub(super) stream: &'a Arn,
    pub(super) filters: &'a Filters,
    pub(super) cancel: &'a CancellationToken,
    pub(super) epoch: u64,
}

impl Feed<'_> {
    async fn run(self) -> Result<(), Error> {
        let mut readers = FuturesUnordered::new();
        let mut reading: HashSet<String> = HashSet::new();
        loop {
            let mut changed = pin!(self.engine.seams.streams.changed(self.stream));
            // Asked for before the look, so that nothing that happens in between is missed.
            let missed = futures::poll!(changed.as_mut()).is_ready();
            match self.engine.seams.streams.shards(self.stream).await {
                Ok(shards) => {
                    for shard in self.ready(&shards)? {
                        if reading.insert(shard.clone()) {
                            readers.push(Reader::new(self, shard).run());
                        }
                    }
                }
                Err(SeamError::NotFound(_)) if reading.is_empty() => return Ok(()),
                Err(cause) => {
                    tracing::warn!(mapping = self.id.uuid, %cause, "a stream cannot be read");
                    self.pause(AGAIN_AFTER).await;
                }
            }
            tokio::select! {
                Some(ended) = readers.next(), if !readers.is_empty() => {
                    let ended: Result<String, Error> = ended;
                    reading.remove(&ended?);
                }
                () = changed, if !missed => {}
                () = self.cancel.cancelled() => break,
                () = std::future::ready(()), if missed => {}
            }
        }
        while let Some(ended) = readers.next().await {
            ended?;
        }
        Ok(())
    }

    /// The shards to be read now: not at their end, and with no parent that is still there and not at its end.
    fn ready(&self, shards: &[Shard]) -> Result<Vec<String>, Error> {
        let mut ended = HashSet::new();
        for shard in shards {
            if position::load(&self.engine.store, self.id, &shard.id)? == Some(Reached::End) {
                ended.insert(shard.id.as_str());
            }
        }
        self.forget_missing(shards)?;
        let there: HashSet<&str> = shards.iter().map(|shard| shard.id.as_str()).collect();
        let waits = |parent: &String| there.contains(parent.as_str()) && !ended.contains(parent.as_str());
        let ready = shards.iter().filter(|shard| !ended.contains(shard.id.as_str()));
        let ready = ready.filter(|shard| !shard.parent.as_ref().is_some_and(waits));
        Ok(ready.map(|shard| shard.id.clone()).collect())
    }

    /// Positions of shards that are gone are of no use.
    fn forget_missing(&self, shards: &[Shard]) -> Result<(), Error> {
        let known = position::shards(&self.engine.store, self.id)?;
        let mut batch = Batch::new();
        for gone in known.iter().filter(|known| !shards.iter().any(|shard| shard.id == **known)) {
            batch.delete(position::key(self.id, gone));
        }
        if !batch.is_empty() && self.engine.store.epoch() == self.epoch {
            self.engine.store.commit(batch)?;
        }
        Ok(())
    }

    /// Waits by the emulator's clock, not longer than until the end is asked for.
    pub(super) async fn pause(&self, wait: Duration) {
        let wait = self.engine.scaled(wait);
        tokio::select! {
            () = self.engine.clock.sleep(wait) => {}
            () = self.cancel.cancelled() => {}
        }
    }
}
