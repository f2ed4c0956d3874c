//! Hands events to their targets: finds the service by the target's ARN.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError, Sender};

/// What takes events, by the service in ARNs; nothing for a service that is not on.
#[derive(Debug, Default)]
pub(crate) struct Deliver {
    pub(crate) targets: HashMap<&'static str, Option<Arc<dyn EventTarget>>>,
}

impl Deliver {
    fn receiver(&self, target: &Arn) -> Result<&dyn EventTarget, SeamError> {
        let service = target.service.as_str();
        match self.targets.get(service) {
            Some(Some(target)) => Ok(target.as_ref()),
            Some(None) => Err(SeamError::Unavailable(format!("the service {service} is not on"))),
            None => Err(SeamError::Refused(format!("events cannot be sent to the service '{service}'"))),
        }
    }
}

#[async_trait]
impl EventTarget for Deliver {
    async fn accepts(&self, sender: &Sender, target: &Arn) -> Result<(), SeamError> {
        self.receiver(target)?.accepts(sender, target).await
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        self.receiver(target)?.send(target, event).await
    }
}
