//! What became of a delivery, kept in the store.

use store::Batch;

use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::MappingId;
use crate::mapping::position::{self, Reached};

impl Engine {
    /// Keeps a position, and what became of the last delivery, unless the mapping is gone or the whole state was
    /// exchanged since `epoch`.
    pub(super) async fn reach(
        &self,
        id: &MappingId,
        epoch: u64,
        reached: Option<(&str, Reached)>,
        result: Option<&str>,
    ) -> Result<(), Error> {
        let changed = self.store.change(&id.key(), |records| {
            let mut batch = Batch::new();
            let known = id.load(records)?.filter(|_| records.epoch() == epoch);
            let Some(mut mapping) = known else { return Ok((batch, false)) };
            if let Some((shard, reached)) = &reached {
                position::put(&mut batch, id, shard, reached)?;
            }
            if let Some(result) = result.filter(|result| *result != mapping.last_result) {
                mapping.last_result = result.to_owned();
                batch.put(id.key(), mapping.encode()?);
            }
            let changed = !batch.is_empty();
            Ok((batch, changed))
        })?;
        // What is delivered is not delivered again after a crash, but for the batch that is under way.
        if changed { self.store.settled().await } else { Ok(()) }
    }
}
