//! A function that an execution calls: it runs once, and the execution goes on with what came of it. One that is durable is
//! an execution of its own, which tells the one that called it of its end.

use std::sync::Arc;

use bytes::Bytes;

use super::change::Change;
use super::error_object::ErrorObject;
use super::event::Event;
use super::execution::{Caller, Execution, Outcome, Status};
use super::keys::{Due, Ready};
use super::operation::{Operation, OperationStatus, Target, Type};
use super::start::{Start, text_of};
use crate::engine::Engine;
use crate::error::{Code, Error};
use crate::execution::lineage::Lineage;
use crate::function_name::FunctionId;
use crate::invoke::{ASYNCHRONOUS_LIMIT, Done, Request, Waiting};

/// How a call ended.
#[derive(Clone, Debug)]
enum End {
    Succeeded(Option<String>),
    Failed(OperationStatus, ErrorObject),
}

impl Engine {
    /// Calls the function of an operation.
    pub(super) async fn run_call(&self, ready: &Ready, payload: Bytes) -> Result<(), Error> {
        let epoch = self.store.epoch();
        // A crash must not take back what a function acts on.
        self.store.settled().await?;
        let Some((execution, target)) = self.called_by(ready)? else {
            return self.forget_call(ready, epoch);
        };
        let id = FunctionId { name: target.function.clone(), ..execution.function.clone() };
        let trace_id = called_with(&execution, &target);
        let qualifier = target.qualifier.clone();
        let end = match self.durable_version(&id, qualifier.as_deref(), false) {
            Ok(Some((function, config))) => {
                let caller = Caller { execution: ready.execution.clone(), operation: ready.operation };
                let start = Start {
                    function: id,
                    qualifier,
                    // The same however often this is tried.
                    name: Some(format!("{}-{}", ready.execution, ready.operation)),
                    payload: text_of(&payload)?,
                    trace_id,
                    is_synchronous: false,
                    caller: Some(caller),
                };
                self.start_execution(&start, &function, &config)?;
                return self.forget_call(ready, epoch);
            }
            Ok(None) => {
                let request_id: Arc<str> = self.entropy.uuid().into();
                let request = Request { id, qualifier, payload, client_context: None, request_id, trace_id };
                match self.invoke(request, Waiting::Nobody).await {
                    Ok(Done { result, .. }) => of_result(result)?,
                    Err(error) => end_of_error(error)?,
                }
            }
            Err(error) => end_of_error(error)?,
        };
        if self.tasks.is_stopping() || self.store.epoch() != epoch {
            return Ok(());
        }
        self.end_call(&ready.execution, ready.operation, &end, &ready.key())
    }

    /// The execution and the function that is called, if it still waits for that.
    fn called_by(&self, ready: &Ready) -> Result<Option<(Execution, Target)>, Error> {
        let Some(execution) = Execution::load(&self.store, &ready.execution)? else { return Ok(None) };
        let operation = Operation::load(&self.store, &ready.execution, ready.operation)?;
        let operation = operation
            .filter(|operation| operation.status == OperationStatus::Started && execution.status.is_open());
        Ok(operation.and_then(|operation| operation.target).map(|target| (execution, target)))
    }

    fn forget_call(&self, ready: &Ready, epoch: u64) -> Result<(), Error> {
        let mut batch = store::Batch::new();
        batch.delete(ready.key());
        self.store.change_in(epoch, batch)?;
        Ok(())
    }

    /// Tells the execution that called this one how it ended.
    pub(super) fn tell_caller(&self, due: &Due) -> Result<(), Error> {
        let Some(called) = Execution::load(&self.store, &due.execution)? else { return Ok(()) };
        let Some(caller) = &called.caller else { return Ok(()) };
        let outcome = Outcome::load(&self.store, &due.execution)?.unwrap_or_default();
        let error = outcome.error.unwrap_or_default();
        let end = match called.status {
            Status::TimedOut => End::Failed(OperationStatus::TimedOut, error),
            Status::Stopped => End::Failed(OperationStatus::Stopped, error),
            Status::Failed => End::Failed(OperationStatus::Failed, error),
            _ => End::Succeeded(outcome.result),
        };
        self.end_call(&caller.execution, caller.operation, &end, &due.key())
    }

    /// A call has ended. What stood for it goes in the same change.
    fn end_call(&self, id: &str, number: u64, end: &End, stood: &store::Key) -> Result<(), Error> {
        self.change_execution(id, |change| {
            change.batch().delete(stood.clone());
            let operation = change.operation(number)?.filter(|operation| {
                operation.kind == Type::ChainedInvoke && operation.status == OperationStatus::Started
            });
            match operation.filter(|_| change.execution.status.is_open()) {
                Some(operation) => change.called(operation, end),
                None => Ok(()),
            }
        })?;
        Ok(())
    }
}

impl Change<'_> {
    fn called(&mut self, operation: Operation, end: &End) -> Result<(), Error> {
        let mut operation = operation;
        let event = match end {
            End::Succeeded(result) => {
                (operation.status, operation.payload) = (OperationStatus::Succeeded, result.clone());
                Event::about(&operation, "Succeeded", self.now).with_text("Result", result.clone())
            }
            End::Failed(status, error) => {
                (operation.status, operation.error) = (*status, Some(error.clone()));
                let what = match status {
                    OperationStatus::TimedOut => "TimedOut",
                    OperationStatus::Stopped => "Stopped",
                    _ => "Failed",
                };
                Event::about(&operation, what, self.now).with_error(Some(error.clone()))
            }
        };
        self.finish(operation, &event)
    }
}

/// The trace header of a call: the execution's function has its place in the chain of those that call each other. One that is in
/// it too often and was invoked all the same may run in a loop.
fn called_with(execution: &Execution, target: &Target) -> String {
    let lineage = Lineage::of(&execution.trace_id);
    let lineage = lineage.clone().and(&execution.function).unwrap_or(lineage);
    lineage.written_into(target.trace_id.as_ref().unwrap_or(&execution.trace_id))
}

/// The end of a function that ran. What it gives is limited as what it is given.
fn of_result(result: Result<Bytes, Bytes>) -> Result<End, Error> {
    let result = match result {
        Ok(result) => result,
        Err(payload) => {
            return Ok(End::Failed(OperationStatus::Failed, ErrorObject::of_failure(&payload)));
        }
    };
    if result.len() > ASYNCHRONOUS_LIMIT {
        let message = format!(
            "CHAINED_INVOKE output payload size must be less than or equal to {ASYNCHRONOUS_LIMIT} bytes."
        );
        let error = ErrorObject::new("InvalidParameterValueException", message);
        return Ok(End::Failed(OperationStatus::Failed, error));
    }
    Ok(End::Succeeded(Some(String::from_utf8_lossy(&result).into_owned())))
}

/// The end of one that could not run, unless it is to be tried again.
fn end_of_error(error: Error) -> Result<End, Error> {
    match error.code {
        Code::TooManyRequests | Code::Service => Err(error),
        _ => {
            let error = ErrorObject::new(error.type_name(), error.message);
            Ok(End::Failed(OperationStatus::Failed, error))
        }
    }
}
