//! Feeding functions from streams: a task for each mapping that is enabled.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>

use std::sync::Arc;

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
