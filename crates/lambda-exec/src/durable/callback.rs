//! Callbacks, as they are answered from outside of an execution.

use base::call::Call;

use super::change::Change;
use super::error_object::ErrorObject;
use super::event::Event;
use super::keys::What;
use super::operation::{Operation, OperationStatus, Type};
use super::token;
use crate::engine::Engine;
use crate::error::Error;

impl Engine {
    /// Answers a callback: with what came of it, or how it failed.
    pub(crate) fn answer_callback(
        &self,
        call: &Call,
        callback: &str,
        answer: &Result<String, ErrorObject>,
    ) -> Result<(), Error> {
        self.change_callback(call, callback, |change, operation| {
            let mut operation = operation;
            let event = match answer {
                Ok(result) => {
                    (operation.status, operation.payload) =
                        (OperationStatus::Succeeded, Some(result.clone()));
                    Event::about(&operation, "Succeeded", change.now)
                        .with_text("Result", Some(result.clone()))
                }
                Err(error) => {
                    (operation.status, operation.error) = (OperationStatus::Failed, Some(error.clone()));
                    Event::about(&operation, "Failed", change.now).with_error(Some(error.clone()))
                }
            };
            change.finish(operation, &event)
        })
    }

    /// Who is to answer a callback is still at it.
    pub(crate) fn keep_callback_alive(&self, call: &Call, callback: &str) -> Result<(), Error> {
        self.change_callback(call, callback, |change, operation| {
            let Some((due, seconds)) = operation.heartbeat else { return Ok(()) };
            let next = change.now.saturating_add(seconds.saturating_mul(1000));
            change.not_due(due, What::Heartbeat, operation.number);
            change.due(next, What::Heartbeat, operation.number);
            let was_seen = !change.execution.unseen.contains(&operation.number);
            let number = operation.number;
            change.put(&Operation { heartbeat: Some((next, seconds)), ..operation })?;
            if was_seen {
                // It is nothing that the handler learns of.
                change.execution.unseen.retain(|unseen| *unseen != number);
            }
            Ok(())
        })
    }

    fn change_callback(
        &self,
        call: &Call,
        callback: &str,
        mut act: impl FnMut(&mut Change<'_>, Operation) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (id, number) = token::of_callback(callback).ok_or_else(Error::invalid_callback)?;
        let done = self.change_execution(&id, |change| {
            let function = &change.execution.function;
            if (function.account, &function.region) != (call.account, &call.region) {
                return Err(Error::invalid_callback());
            }
            let operation = change.operation(number)?.filter(|operation| operation.kind == Type::Callback);
            let operation = operation.ok_or_else(Error::invalid_callback)?;
            if operation.has_ended() || !change.execution.status.is_open() {
                return Err(Error::callback_closed());
            }
            act(change, operation)
        })?;
        done.ok_or_else(Error::callback_closed)
    }
}

impl Change<'_> {
    /// An operation that ends without the handler has ended: the handler is to learn of it.
    pub(super) fn finish(&mut self, operation: Operation, event: &Event) -> Result<(), Error> {
        if let Some(due) = operation.due.filter(|_| operation.kind == Type::Callback) {
            self.not_due(due, What::Operation, operation.number);
        }
        if let Some((due, _)) = operation.heartbeat {
            self.not_due(due, What::Heartbeat, operation.number);
        }
        self.put(&Operation { ended: Some(self.now), ..operation })?;
        self.event(event)?;
        self.wake(self.now);
        Ok(())
    }
}
