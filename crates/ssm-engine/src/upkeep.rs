//! What is done in the background: parameters go when their policies say so.

use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use wire::fault::Fault;

use crate::engine::Engine;

/// How long a run that failed waits for the next, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(60);

impl Engine {
    /// Deletes the parameters that have expired.
    pub(crate) async fn expire(self: Arc<Self>) -> Next {
        match self.expired().await {
            Ok(next) => next,
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "expired parameters could not be deleted");
                Next::HostAfter(AFTER_A_FAILURE)
            }
        }
    }

    async fn expired(&self) -> Result<Next, Fault> {
        while let Some((at_ms, name)) = self.records.first_expiry()? {
            if at_ms > self.clock().now().millis() {
                return Ok(Next::At(Timestamp::from_millis(at_ms)));
            }
            self.remove_expired(&name, at_ms)?;
            tokio::task::yield_now().await;
        }
        Ok(Next::WhenWoken)
    }
}
