//! What is done in the background: what is marked for deletion goes, and what is due is rotated; all by the emulator's clock.

use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::secret::id::SecretId;
use crate::secret::name::SecretName;

mod rotation;

/// Secrets that are looked at in one turn, and functions that run at the same time.
const AT_ONCE: usize = 32;

/// How long a run that failed waits for the next, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(10);

impl Engine {
    /// One run; it says when the next is due.
    pub(crate) async fn keep_up(self: Arc<Self>) -> Next {
        match self.kept_up().await {
            Ok(Some(at_ms)) => Next::At(Timestamp::from_millis(at_ms)),
            // A function that ends wakes it.
            Ok(None) => Next::WhenWoken,
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "what is due of secrets could not be done");
                Next::HostAfter(AFTER_A_FAILURE)
            }
        }
    }

    async fn kept_up(self: &Arc<Self>) -> Result<Option<u64>, Fault> {
        loop {
            let now_ms = self.clock().now().millis();
            let places = AT_ONCE.saturating_sub(self.rotating.lock().len());
            if places == 0 {
                return Ok(None);
            }
            let is_idle = |name: &SecretName| !self.rotating.lock().contains(name);
            let (due, next_ms) = self.records.due(now_ms, places, is_idle)?;
            if due.is_empty() {
                return Ok(next_ms);
            }
            for name in due {
                self.attend_to(name, now_ms).await?;
            }
            tokio::task::yield_now().await;
        }
    }

    async fn attend_to(self: &Arc<Self>, name: SecretName, now_ms: u64) -> Result<(), Fault> {
        let Some(found) = self.records.named(&name)? else { return Ok(()) };
        match found.secret.deletes_ms {
            Some(at_ms) if at_ms <= now_ms => self.remove(&SecretId::of_name(&name)).await,
            Some(_) => Ok(()),
            None => {
                self.begin_rotation(name);
                Ok(())
            }
        }
    }
}
