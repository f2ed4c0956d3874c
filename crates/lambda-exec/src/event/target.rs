//! Events of other services that functions receive: each becomes an asynchronous invocation.

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError, Sender};

use crate::access;
use crate::engine::Engine;
use crate::error::{Code, Error};
use crate::event::queue::Queued;
use crate::function::Function;
use crate::function_name::FunctionId;
use crate::invoke::{ASYNCHRONOUS_LIMIT, Request};
use crate::jackson;

#[async_trait]
impl EventTarget for Engine {
    async fn accepts(&self, sender: &Sender, target: &Arn) -> Result<(), SeamError> {
        let (id, qualifier) = named(target)?;
        self.check_sender(sender, &id, qualifier.as_deref()).map_err(|error| seam_error(&error))
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        let (id, qualifier) = named(target)?;
        self.check_sender(&event.sender, &id, qualifier.as_deref()).map_err(|error| seam_error(&error))?;
        if event.payload.len() > ASYNCHRONOUS_LIMIT {
            return Err(SeamError::Refused(format!("the event is larger than {ASYNCHRONOUS_LIMIT} bytes")));
        }
        jackson::check(&event.payload).map_err(SeamError::Refused)?;
        let request = Request {
            id,
            qualifier,
            payload: event.payload,
            client_context: None,
            request_id: self.entropy.uuid().into(),
            trace_id: self.new_trace_id(),
        };
        let queued = Queued::new(request, Some(event.id), self.clock.now());
        self.enqueue(queued).map_err(|error| seam_error(&error))?;
        self.store.settled().await.map_err(|error| seam_error(&error))
    }
}

impl Engine {
    /// Whether a function, version or alias is there.
    pub(crate) fn check_target(&self, id: &FunctionId, qualifier: Option<&str>) -> Result<(), Error> {
        Function::find(&self.store, id, qualifier, || 1.0).map(|_| ())
    }

    /// Whether a sender may, before whether the function is there: the first answer must not tell the second.
    fn check_sender(&self, sender: &Sender, id: &FunctionId, qualifier: Option<&str>) -> Result<(), Error> {
        access::admits_sender(self, sender, id, qualifier)?;
        self.check_target(id, qualifier)
    }
}

/// The function of an ARN.
pub(super) fn named(target: &Arn) -> Result<(FunctionId, Option<String>), SeamError> {
    FunctionId::of_arn(target).ok_or_else(|| SeamError::NotFound(format!("{target} is no function")))
}

/// An error as other services see it.
pub(super) fn seam_error(error: &Error) -> SeamError {
    match error.code {
        Code::ResourceNotFound => SeamError::NotFound(error.message.clone()),
        // The queue is full: it will have room again.
        Code::TooManyRequests => SeamError::Unavailable(error.message.clone()),
        Code::Service => {
            tracing::error!(%error, cause = error.source.as_ref().map(tracing::field::display), "an event could not be queued");
            SeamError::Unavailable(error.message.clone())
        }
        _ => SeamError::Refused(error.message.clone()),
    }
}

#[cfg(test)]
mod tests;
