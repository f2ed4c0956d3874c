//! Whether a queue may be consumed for a function, when a mapping is made and before each look.

use base::arn::Arn;
use base::seams::SeamError;

use super::super::feeding::Feed;
use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::{MappingId, NO_FUNCTION, QUEUE_DENIED, QUEUE_GONE};

impl Engine {
    /// Refuses a queue that is not there, that the mapping's account may not consume, or whose messages come back while the
    /// function may still work on them.
    pub(crate) async fn check_queue(
        &self,
        id: &MappingId,
        queue: &Arn,
        timeout_secs: u64,
    ) -> Result<(), Error> {
        let refused = |cause: SeamError| match cause {
            SeamError::NotFound(_) => Error::no_queue(),
            SeamError::Refused(_) => Error::no_access_to_queue(),
            SeamError::Unavailable(_) => Error::internal(cause),
        };
        if queue.region != id.region.as_str() {
            // AWS's page: both must be in one region. The words are our guess.
            return Err(Error::invalid(format!("The queue {queue} is not in the region of the function.")));
        }
        self.may_read(id, queue).await.map_err(refused)?;
        let visible_secs = self.seams.messages.visibility(queue).await.map_err(refused)?.as_secs();
        if visible_secs < timeout_secs {
            return Err(Error::visible_too_soon(visible_secs, timeout_secs));
        }
        Ok(())
    }
}

impl Feed<'_> {
    /// Whether there is something to receive for, and it may be received; if not, the problem.
    pub(super) async fn can_work(&self) -> Result<(), Option<&'static str>> {
        let engine = self.host.engine().ok_or(None)?;
        let function = self.mapping.function_id(self.id);
        if engine.check_target(&function, self.mapping.qualifier.as_deref()).is_err() {
            return Err(Some(NO_FUNCTION));
        }
        drop(engine);
        self.may_read().await.map_err(|cause| self.problem_of(cause))
    }

    /// The problem that a mapping shows for a cause; none for a fault that passes.
    pub(super) fn problem_of(&self, cause: SeamError) -> Option<&'static str> {
        match cause {
            SeamError::NotFound(_) => Some(QUEUE_GONE),
            SeamError::Refused(_) => Some(QUEUE_DENIED),
            SeamError::Unavailable(_) => {
                tracing::warn!(mapping = self.id.uuid, %cause, "a queue cannot be read");
                None
            }
        }
    }
}
