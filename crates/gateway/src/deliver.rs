//! Hands events to their targets: finds the engine by the service in the target's ARN.

use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError};

/// The engines that take events: those that are on.
#[derive(Debug, Default)]
pub(crate) struct Deliver {
    pub(crate) lambda: Option<Arc<dyn EventTarget>>,
}

impl Deliver {
    fn receiver(&self, target: &Arn) -> Result<&dyn EventTarget, SeamError> {
        match (target.service.as_str(), &self.lambda) {
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
