//! Hands events to their targets: finds the engine by the service in the target's ARN.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError};

/// The targets that events can be sent to. Made before the engines, because the senders need it, and connected to the
/// receivers once they are there.
#[derive(Debug, Default)]
pub(crate) struct Deliver {
    lambda: OnceLock<Arc<dyn EventTarget>>,
}

impl Deliver {
    /// Connects the receiver of events for functions. Only the first one counts.
    pub(crate) fn connect_lambda(&self, lambda: Arc<dyn EventTarget>) {
        let _already_connected = self.lambda.set(lambda);
    }

    fn receiver(&self, target: &Arn) -> Result<&dyn EventTarget, SeamError> {
        match (target.service.as_str(), self.lambda.get()) {
            ("lambda", Some(lambda)) => Ok(lambda.as_ref()),
            ("lambda", None) => Err(SeamError::Unavailable("the service lambda is not on".to_owned())),
            (other, _) => Err(SeamError::Refused(format!("events cannot be sent to the service '{other}'"))),
        }
    }
}

#[async_trait]
impl EventTarget for Deliver {
    async fn accepts(&self, target: &Arn) -> Result<(), SeamError> {
        self.receiver(target)?.accepts(target).await
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        self.receiver(target)?.send(target, event).await
    }
}
