//! Feeding functions from streams: a task for each mapping that is enabled.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>

use std::sync::Arc;

use base::arn::Arn;
use base::seams::SeamError;
use store::{Key, Space};

use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::{Mapping, MappingId};

mod batch;
mod lanes;
mod on_failure;
mod reach;
mod shard;
mod stream;

impl Engine {
    /// Ends all tasks, and starts one for each mapping in the store that is enabled.
    pub(crate) fn restart_mappings(self: &Arc<Self>) -> Result<(), Error> {
        self.mappings.end_all();
        for (id, mapping) in Mapping::scan(&self.store, &Key::of(Space::LambdaMapping))? {
            self.run_mapping(id, mapping);
        }
        Ok(())
    }

    /// Whether a mapping may be fed from a stream. A stream of its own account is not asked; another account's says so by
    /// its policy, which may be taken away: so this is asked when the mapping is made, and before each read.
    pub(crate) async fn may_read(&self, id: &MappingId, stream: &Arn) -> Result<(), SeamError> {
        if stream.account == id.account.as_str() {
            return Ok(());
        }
        self.seams.streams.admits(id.account, stream).await
    }

    /// Lets a mapping work as its record now says. What is being delivered is delivered first.
    pub(crate) fn run_mapping(self: &Arc<Self>, id: MappingId, mapping: Mapping) {
        let (cancel, turn) = self.mappings.begin(&id);
        if !mapping.settings.enabled {
            return;
        }
        let engine = self.clone();
        self.tasks.spawn("lambda event source mapping", async move {
            // The semaphore is never closed, so this only ever waits.
            let Ok(_turn) = turn.acquire().await else { return };
            let stop = engine.tasks.stop_token();
            tokio::select! {
                () = stop.cancelled() => {}
                () = stream::feed(&engine, &id, mapping, cancel) => {}
            }
        });
    }
}

#[cfg(test)]
mod tests;
