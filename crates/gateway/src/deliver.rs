//! Hands events to their targets, and has functions run for services that wait: finds the service by the ARN.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, Functions, SeamError, Sender};
use bytes::Bytes;

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

/// What runs functions; nothing where that is not on.
#[derive(Debug)]
pub(crate) struct Runner {
    pub(crate) functions: Option<Arc<dyn Functions>>,
}

impl Runner {
    fn functions(&self, function: &Arn) -> Result<&dyn Functions, SeamError> {
        if function.service != "lambda" {
            return Err(SeamError::NotFound(format!("{function} is no function")));
        }
        let off = || SeamError::NotFound("the service lambda is not on".to_owned());
        self.functions.as_deref().ok_or_else(off)
    }
}

#[async_trait]
impl Functions for Runner {
    async fn accepts(&self, sender: &Sender, function: &Arn) -> Result<(), SeamError> {
        self.functions(function)?.accepts(sender, function).await
    }

    async fn invoke(&self, sender: &Sender, function: &Arn, payload: Bytes) -> Result<Bytes, SeamError> {
        self.functions(function)?.invoke(sender, function, payload).await
    }
}
