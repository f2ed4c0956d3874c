//! What is done when its time has come: waits end, steps are tried again, callbacks and executions time out, handlers are
//! invoked, what is old is forgotten. All of it is records, so that nothing is lost with the process, and by the emulator's
//! clock.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};
use std::time::Duration;

use base::schedule::Next;
use bytes::Bytes;
use futures::FutureExt as _;
use store::{Batch, Key};
use tokio::task::yield_now;

use super::error_object::ErrorObject;
use super::event::{Detail, Event};
use super::execution::{Execution, Status};
use super::keys::{self, Due, Ready, What};
use super::operation::{OperationStatus, Type};
use crate::engine::Engine;
use crate::error::Error;
use crate::memory::durable::Place;

/// What is due that is done before others have their turn.
const DONE_AT_ONCE: usize = 32;

/// Records of an execution that are forgotten in one batch at most.
const FORGOTTEN_AT_ONCE: usize = 100;

/// How long is waited, by the host's clock, behind a fault of the store, or of what keeps a function from running.
const AFTER_A_FAULT: Duration = Duration::from_secs(1);

/// A place at work, free again when this is dropped. It keeps no engine.
struct Working {
    engine: Weak<Engine>,
    key: Bytes,
    state: u64,
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Some(engine) = self.engine.upgrade() {
            engine.durable.done(&self.key, self.state);
        }
    }
}

impl Engine {
    /// Begins to do what is due, what the last process left first.
    pub(crate) fn start_durable_executions(self: &Arc<Self>) {
        let work = self.schedule.add("lambda durable executions", self, Next::NOW, |engine| async move {
            engine.do_what_is_due().await.unwrap_or_else(|error| {
                tracing::error!(%error, cause = ?error.source, "durable executions have to wait");
                Next::HostAfter(AFTER_A_FAULT)
            })
        });
        self.durable.work.hold(work);
    }

    async fn do_what_is_due(self: &Arc<Self>) -> Result<Next, Error> {
        let now = self.clock.now();
        let (mut entries, mut done, mut next) = (self.store.slices(&Due::all()), 0_usize, None);
        let mut fault = None;
        while let Some((key, _)) = entries.next().await? {
            let Some(due) = Due::read(&key) else { continue };
            if due.at > now {
                next = Some(due.at);
                break;
            }
            if let Err(error) = self.do_due(&due) {
                // The others are done all the same.
                tracing::error!(execution = due.execution, %error, cause = ?error.source, "what is due is tried again");
                fault = Some(Next::HostAfter(AFTER_A_FAULT));
            }
            done += 1;
            if done.is_multiple_of(DONE_AT_ONCE) {
                yield_now().await;
            }
        }
        let mut entries = self.store.slices(&Ready::all());
        while let Some((key, payload)) = entries.next().await? {
            let Some(ready) = Ready::read(&key) else { continue };
            if ready.at > now {
                next = Some(next.map_or(ready.at, |next| ready.at.min(next)));
                break;
            }
            match self.durable.begin(&key) {
                Place::UnderWay => {}
                // It is looked again when there is one.
                Place::None => break,
                Place::Taken(state) => {
                    let working = Working { engine: Arc::downgrade(self), key, state };
                    self.tasks.spawn("lambda durable execution", work(self.clone(), working, ready, payload));
                }
            }
        }
        Ok(fault.unwrap_or_else(|| next.map_or(Next::WhenWoken, Next::At)))
    }

    /// Does something that is due; then it is due no more.
    fn do_due(&self, due: &Due) -> Result<(), Error> {
        match due.what {
            What::Tell => self.tell_caller(due)?,
            What::Forget => return self.forget_some(due),
            What::Timeout => self.time_out(due)?,
            What::Operation | What::Heartbeat => self.pass_time(due)?,
        }
        // Whatever it was about may be gone.
        let mut batch = Batch::new();
        batch.delete(due.key());
        self.store.change_in(self.store.epoch(), batch)?;
        Ok(())
    }

    /// An execution has run for as long as it may.
    fn time_out(&self, due: &Due) -> Result<(), Error> {
        self.change_execution(&due.execution, |change| {
            change.batch().delete(due.key());
            let longest = change.execution.started.saturating_add(super::LONGEST.as_millis() as u64);
            let is_over = change.execution.expected_timeout().min(longest) <= due.at.millis();
            if !change.execution.status.is_open() || !is_over {
                return Ok(());
            }
            // Our guess at AWS's words.
            let error = ErrorObject::new(
                "Lambda.ExecutionTimedOut",
                format!("Execution timed out after {} seconds", change.execution.config.timeout_secs),
            );
            change.fail_as(Status::TimedOut, "TimedOut", error)
        })?;
        Ok(())
    }

    /// The time of an operation has come.
    fn pass_time(&self, due: &Due) -> Result<(), Error> {
        self.change_execution(&due.execution, |change| {
            change.batch().delete(due.key());
            let operation = change.operation(due.operation)?.filter(|operation| operation.is_pending());
            let Some(mut operation) = operation.filter(|_| change.execution.status.is_open()) else {
                return Ok(());
            };
            let now = change.now;
            match operation.kind {
                Type::Wait => {
                    operation.status = OperationStatus::Succeeded;
                    let event = Event::about(&operation, "Succeeded", now)
                        .with("Duration", Detail::Number(operation.seconds));
                    change.finish(operation, &event)
                }
                Type::Step => {
                    operation.status = OperationStatus::Ready;
                    change.put(&operation)?;
                    change.wake(now);
                    Ok(())
                }
                Type::Callback => {
                    // The types are those of AWS's SDKs.
                    let error = if due.what == What::Heartbeat {
                        ErrorObject::new("Callback.Heartbeat", "Callback timed out on heartbeat")
                    } else {
                        ErrorObject::new("Callback.Timeout", "Callback timed out")
                    };
                    operation.status = OperationStatus::TimedOut;
                    operation.error = Some(error.clone());
                    let event = Event::about(&operation, "TimedOut", now).with_error(Some(error));
                    change.finish(operation, &event)
                }
                Type::Execution | Type::Context | Type::ChainedInvoke => Ok(()),
            }
        })?;
        Ok(())
    }

    /// Forgets some records of an execution that has ended, the execution itself last. It stays due until all is gone.
    fn forget_some(&self, due: &Due) -> Result<(), Error> {
        let id = &due.execution;
        self.store.change(&keys::execution(id), |records| {
            let mut batch = Batch::new();
            let execution = Execution::load(records, id)?;
            if execution.as_ref().is_none_or(|execution| execution.status.is_open()) {
                batch.delete(due.key());
                return Ok((batch, ()));
            }
            let mut some = Vec::new();
            for prefix in [keys::operations(id), keys::operation_ids(id), keys::events(id)] {
                records.scan_prefix(&prefix, &mut |key, _| {
                    some.push(Key::stored(key));
                    if some.len() < FORGOTTEN_AT_ONCE {
                        std::ops::ControlFlow::Continue(())
                    } else {
                        std::ops::ControlFlow::Break(())
                    }
                })?;
            }
            if let (true, Some(execution)) = (some.is_empty(), execution) {
                let (function, name) =
                    (&execution.function, keys::name(&execution.function, &execution.name));
                if Execution::id_of_name(records, function, &execution.name)?.as_ref() == Some(id) {
                    some.push(name);
                }
                some.extend([
                    keys::listed(function, execution.started, id),
                    keys::outcome(id),
                    keys::execution(id),
                    due.key(),
                ]);
            }
            some.into_iter().for_each(|key| batch.delete(key));
            Ok((batch, ()))
        })?;
        // There may be more of it.
        self.durable.work.wake();
        Ok(())
    }
}

/// Invokes what is ready. A fault that is not the function's, such as a store that cannot be written, lets it wait by the
/// host's clock.
async fn work(engine: Arc<Engine>, _place: Working, ready: Ready, payload: Bytes) {
    let done = async {
        if ready.operation == 0 {
            engine.run_handler(&ready).await
        } else {
            engine.run_call(&ready, payload).await
        }
    };
    let cause = match AssertUnwindSafe(done).catch_unwind().await {
        Ok(Ok(())) => return,
        Ok(Err(Error { source: Some(cause), .. })) => cause.to_string(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "a panic".to_owned(),
    };
    tracing::error!(execution = ready.execution, cause, "a durable execution is tried again");
    let (host_clock, stop) = (engine.host_clock.clone(), engine.tasks.stop_token());
    // Who waits keeps no engine.
    drop(engine);
    tokio::select! {
        () = host_clock.sleep(AFTER_A_FAULT) => {}
        () = stop.cancelled() => {}
    }
}
