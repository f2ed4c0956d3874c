//! Feeding functions from streams and queues: a task for each mapping that is enabled. None keeps the engine while it waits (`host`).
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html>

use std::sync::Arc;

use base::arn::Arn;
use base::schedule::Next;
use base::seams::SeamError;
use store::{Key, Space};
use tokio::task::yield_now;

use self::host::Host;
use crate::engine::{Engine, Seams};
use crate::error::Error;
use crate::mapping::{Mapping, MappingId};
use crate::memory::mappings::Begun;

mod batch;
mod feeding;
mod host;
mod lanes;
mod on_failure;
mod poller;
mod reach;
mod report;
mod shard;
mod stream;

/// Mappings that are begun before others have their turn.
const BEGUN_AT_ONCE: usize = 16;

impl Engine {
    /// Begins to feed functions: a task for each mapping in the store that is enabled, now and when the state was exchanged.
    pub(crate) fn start_mappings(self: &Arc<Self>) {
        self.mappings.loader.hold(self.schedule.add(
            "lambda stored mappings",
            self,
            Next::NOW,
            |engine| async move {
                if let Err(error) = engine.begin_stored_mappings().await {
                    tracing::error!(%error, "not all event source mappings run");
                }
                Next::WhenWoken
            },
        ));
    }

    /// Ends all tasks, and begins those of the state that is there now.
    pub(crate) fn restart_mappings(&self) {
        self.mappings.end_all();
        self.mappings.loader.wake();
    }

    /// Looks through all mappings in slices. One that a request begins or ends meanwhile is as the request has it: who begins
    /// one does so after its commit, and whether one is still there is asked after it was begun.
    async fn begin_stored_mappings(self: &Arc<Self>) -> Result<(), Error> {
        let (state, mut damaged, mut begun) = (self.mappings.state(), None, 0_usize);
        let mut mappings = self.store.slices(&Key::of(Space::LambdaMapping));
        while let Some((key, record)) = mappings.next().await? {
            let Some(id) = MappingId::of_key(&key) else { continue };
            let mapping = match Mapping::decode(&record) {
                Ok(mapping) => mapping,
                Err(error) => {
                    damaged = Some(error);
                    continue;
                }
            };
            if let Some(place) = self.mappings.begin_stored(&id, state) {
                self.feed_mapping(id.clone(), mapping, place);
                if id.load(&self.store)?.is_none() {
                    self.mappings.end(&id);
                }
            }
            begun += 1;
            if begun.is_multiple_of(BEGUN_AT_ONCE) {
                yield_now().await;
            }
        }
        damaged.map_or(Ok(()), Err)
    }

    /// Lets a mapping work as its record now says. What is being delivered is delivered first.
    pub(crate) fn run_mapping(self: &Arc<Self>, id: MappingId, mapping: Mapping) {
        let place = self.mappings.begin(&id);
        self.feed_mapping(id, mapping, place);
    }

    /// Whether a new mapping may be fed from a source.
    pub(crate) async fn may_read(&self, id: &MappingId, source: &Arn) -> Result<(), SeamError> {
        may_read(&self.seams, id, source).await
    }

    fn feed_mapping(self: &Arc<Self>, id: MappingId, mapping: Mapping, (cancel, turn): Begun) {
        if !mapping.settings.enabled {
            return;
        }
        let host = Host::of(self);
        self.tasks.spawn("lambda event source mapping", async move {
            // The semaphore is never closed, so this only ever waits.
            let Ok(_turn) = turn.acquire().await else { return };
            let stop = host.tasks.stop_token();
            tokio::select! {
                () = stop.cancelled() => {}
                () = feeding::feed(&host, &id, mapping, cancel) => {}
            }
        });
    }
}

/// Whether a mapping may be fed from a stream or a queue. One of its own account is not asked; another account's says so by its
/// policy, which may be taken away: so this is asked when the mapping is made, and before each read.
async fn may_read(seams: &Seams, id: &MappingId, source: &Arn) -> Result<(), SeamError> {
    if source.account == id.account.as_str() {
        return Ok(());
    }
    match source.service.as_str() {
        "sqs" => seams.messages.admits(id.account, source).await,
        _ => seams.streams.admits(id.account, source).await,
    }
}

#[cfg(test)]
mod tests;
