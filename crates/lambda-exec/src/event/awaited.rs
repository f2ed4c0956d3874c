//! Functions that another service of this emulator runs and waits for, such as those that rotate secrets.

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Functions, SeamError, Sender};
use bytes::Bytes;

use super::target::{named, seam_error};
use crate::access::{self, Welcome};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::FunctionId;
use crate::invoke::{Request, SYNCHRONOUS_LIMIT, Waiting};

#[async_trait]
impl Functions for Engine {
    async fn accepts(&self, sender: &Sender, function: &Arn) -> Result<(), SeamError> {
        let (id, qualifier) = named(function)?;
        self.check_invoker(sender, &id, qualifier.as_deref()).map_err(|error| seam_error(&error))
    }

    async fn invoke(&self, sender: &Sender, function: &Arn, payload: Bytes) -> Result<Bytes, SeamError> {
        let (id, qualifier) = named(function)?;
        self.check_invoker(sender, &id, qualifier.as_deref()).map_err(|error| seam_error(&error))?;
        if payload.len() > SYNCHRONOUS_LIMIT {
            return Err(SeamError::Refused(format!("the event is larger than {SYNCHRONOUS_LIMIT} bytes")));
        }
        let durable = self.durable_version(&id, qualifier.as_deref(), true);
        if durable.map_err(|error| seam_error(&error))?.is_some() {
            return Err(SeamError::Refused("the function is durable: no service waits for it".to_owned()));
        }
        let request = Request {
            id,
            qualifier,
            payload,
            client_context: None,
            request_id: self.entropy.uuid().into(),
            trace_id: self.new_trace_id(),
        };
        let admitted = self.admit(request, Waiting::Caller).await.map_err(|error| seam_error(&error))?;
        let done = self.run_whole(admitted, false).await.map_err(|error| seam_error(&error))?;
        // What it says of its failure may be what nobody else is to see: its own log has it.
        done.result.map_err(|_| SeamError::Unavailable("the function failed: its log says why".to_owned()))
    }
}

impl Engine {
    /// Whether a service may invoke, before whether the function is there: the first answer must not tell the second.
    fn check_invoker(&self, sender: &Sender, id: &FunctionId, qualifier: Option<&str>) -> Result<(), Error> {
        let welcome = access::admits_invoker(self, sender, id, qualifier)?;
        self.check_target(id, qualifier)?;
        match welcome {
            Welcome::Permitted => Ok(()),
            Welcome::Tolerated if self.settings.strict => Err(Error::sender_denied(id.arn_of(qualifier))),
            Welcome::Tolerated => {
                if self.tolerated.lock().insert((id.clone(), sender.service)) {
                    let (function, service, source) = (id.arn_of(qualifier), sender.service, &sender.arn);
                    tracing::warn!(%function, service, %source, "the function's policy does not let the service invoke it: AWS would refuse it");
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;
