//! One invocation of an execution's handler: it is given the state, and answers that it is done, has failed, or waits.

use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::task::{AT_ONCE, apart_if};
use bytes::Bytes;
use serde::Deserialize;

use super::change::Change;
use super::error_object::ErrorObject;
use super::event::{Detail, Event};
use super::execution::{Execution, Status};
use super::keys::Ready;
use super::state::Input;
use crate::engine::Engine;
use crate::error::{Code, Error};
use crate::invoke::{Done, Request, Waiting};

/// How many invocations may fail one behind the other before the execution does. Users of AWS have counted about nine:
/// <https://github.com/jogold/cloudstructs/issues/362>.
const MOST_FAILURES: u32 = 9;

/// The wait behind the first invocation that failed, doubled each time, and the longest: our guess.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// What a handler answers.
#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(rename = "Status", default)]
    status: Option<String>,
    #[serde(rename = "Result", default)]
    result: Option<String>,
    #[serde(rename = "Error", default)]
    error: Option<ErrorObject>,
}

/// An invocation that is to begin.
struct Begun {
    execution: Execution,
    input: Input,
}

/// How one ended.
enum End {
    Answered(Result<Answer, ErrorObject>),
    /// The function failed.
    Failed(ErrorObject),
    /// It could not run, and is to be tried again.
    NotRun,
    /// It can never run.
    Impossible(ErrorObject),
}

impl Engine {
    /// Invokes the handler of an execution, and does what it answers.
    pub(super) async fn run_handler(&self, ready: &Ready) -> Result<(), Error> {
        let (epoch, id) = (self.store.epoch(), &ready.execution);
        let Some(Begun { execution, input }) = self.begin_invocation(ready)? else { return Ok(()) };
        // A crash must not take back what a function acts on.
        self.store.settled().await?;
        let request_id: Arc<str> = self.entropy.uuid().into();
        let begun = self.clock.now();
        let payload = apart_if(input.is_long(), move || Bytes::from(input.json())).await;
        let request = Request {
            id: execution.function.clone(),
            qualifier: Some(execution.version.clone()),
            payload,
            client_context: None,
            request_id: request_id.clone(),
            trace_id: execution.trace_id.clone(),
        };
        let end = match self.invoke(request, Waiting::Nobody).await {
            Ok(Done { result: Ok(answer), .. }) => {
                End::Answered(apart_if(answer.len() > AT_ONCE, move || read(&answer)).await)
            }
            Ok(Done { result: Err(payload), .. }) => End::Failed(ErrorObject::of_failure(&payload)),
            Err(error) if matches!(error.code, Code::ResourceNotFound | Code::RecursiveInvocation) => {
                End::Impossible(ErrorObject::new(error.type_name(), error.message))
            }
            Err(error) => {
                tracing::warn!(execution = %execution.arn(), %error, "a durable execution has to wait");
                End::NotRun
            }
        };
        if self.tasks.is_stopping() || self.store.epoch() != epoch {
            // The next process invokes it again; or there is no such execution any more.
            return Ok(());
        }
        let invocation = execution.invocations;
        self.change_execution(id, |change| {
            if change.execution.invocations != invocation || !change.execution.status.is_open() {
                return Ok(());
            }
            let error = match &end {
                End::Failed(error) | End::Impossible(error) => Some(error.clone()),
                End::Answered(Ok(_)) => None,
                End::Answered(Err(error)) => Some(error.clone()),
                End::NotRun => return change.not_run(self.scaled(wait(change.execution.obstacles))),
            };
            change.sleep();
            let mut event = Event::new("InvocationCompleted", change.now)
                .with("StartTimestamp", Detail::Time(begun.millis()))
                .with("EndTimestamp", Detail::Time(change.now))
                .with("RequestId", Detail::Text(request_id.to_string()));
            if error.is_some() {
                event = event.with_error(error);
            }
            change.event(&event)?;
            match &end {
                End::Answered(Ok(answer)) => change.answered(answer, self),
                End::Failed(error) => change.failed(error, self),
                End::Answered(Err(error)) | End::Impossible(error) => change.fail(error.clone()),
                End::NotRun => Ok(()),
            }
        })?;
        Ok(())
    }

    /// What the handler is to be given, if it is to be invoked.
    fn begin_invocation(&self, ready: &Ready) -> Result<Option<Begun>, Error> {
        let begun = self.change_execution(&ready.execution, |change| {
            let execution = &mut change.execution;
            if execution.ready != Some(ready.at.millis()) {
                // What was found has been done meanwhile.
                return Ok(None);
            }
            match execution.status {
                Status::Running => {}
                // The process ended before the invocation did.
                Status::Pausing => {
                    execution.is_invoked = false;
                    change.now_paused()?;
                    return Ok(None);
                }
                Status::Paused => {
                    execution.wants_invocation = true;
                    change.sleep();
                    return Ok(None);
                }
                _ => {
                    change.sleep();
                    return Ok(None);
                }
            }
            execution.invocations += 1;
            execution.tokens += 1;
            execution.is_invoked = true;
            execution.last_checkpoint = None;
            let changed = std::mem::take(&mut execution.unseen);
            Ok(Some((execution.clone(), changed)))
        })?;
        let Some((execution, changed)) = begun.flatten() else { return Ok(None) };
        let input = Input::of(&self.store, &execution, &changed)?;
        Ok(Some(Begun { execution, input }))
    }
}

impl Change<'_> {
    fn answered(&mut self, answer: &Answer, engine: &Engine) -> Result<(), Error> {
        match answer.status.as_deref() {
            Some("SUCCEEDED") if answer.error.is_some() => {
                self.fail(invalid("Cannot provide an Error for SUCCEEDED status."))
            }
            Some("SUCCEEDED") => {
                let limit = self.execution.result_limit();
                if answer.result.as_ref().is_some_and(|result| result.len() > limit) {
                    let message =
                        format!("Execution output payload size must be less than or equal to {limit} bytes.");
                    return self.fail(invalid(message));
                }
                self.succeed(answer.result.clone())
            }
            Some("FAILED") if answer.result.is_some() => {
                self.fail(invalid("Cannot provide a Result for FAILED status."))
            }
            Some("FAILED") => self.fail(answer.error.clone().unwrap_or_default()),
            Some("PENDING") => self.waits(engine),
            // Our guess.
            _ => self.fail(invalid("Invalid Status in invocation output.")),
        }
    }

    /// The handler waits: for what is pending, or for what happened since it last heard of anything.
    fn waits(&mut self, engine: &Engine) -> Result<(), Error> {
        match self.execution.status {
            Status::Pausing => {
                self.execution.wants_invocation = !self.execution.unseen.is_empty();
                return self.now_paused();
            }
            Status::Paused => return Ok(()),
            _ => {}
        }
        let was_interrupted = std::mem::take(&mut self.execution.wants_invocation);
        if was_interrupted || !self.execution.unseen.is_empty() {
            self.wake(self.now);
        } else if self.execution.pending == 0 {
            let error = invalid("Cannot return PENDING status with no pending operations.");
            return self.failed(&error, engine);
        }
        (self.execution.failures, self.execution.obstacles) = (0, 0);
        Ok(())
    }

    /// The invocation failed: another one takes its place, or the execution fails with it.
    fn failed(&mut self, error: &ErrorObject, engine: &Engine) -> Result<(), Error> {
        self.execution.failures = self.execution.failures.saturating_add(1);
        if self.execution.failures >= MOST_FAILURES {
            return self.fail(error.clone());
        }
        let wait = engine.scaled(wait(self.execution.failures - 1));
        match self.execution.status {
            Status::Pausing => {
                self.execution.wants_invocation = true;
                self.now_paused()
            }
            Status::Paused => {
                self.execution.wants_invocation = true;
                Ok(())
            }
            _ => {
                self.wake(Timestamp::from_millis(self.now).plus(wait).millis());
                Ok(())
            }
        }
    }

    /// The handler could not run for now.
    fn not_run(&mut self, wait: Duration) -> Result<(), Error> {
        self.execution.obstacles = self.execution.obstacles.saturating_add(1);
        self.sleep();
        match self.execution.status {
            Status::Pausing => {
                self.execution.wants_invocation = true;
                self.now_paused()
            }
            _ => {
                // Not at once even where waits are scaled to nothing: what is in the way does not go by that.
                let wait = wait.max(Duration::from_millis(100));
                self.wake(Timestamp::from_millis(self.now).plus(wait).millis());
                Ok(())
            }
        }
    }
}

/// The wait behind so many others.
fn wait(before: u32) -> Duration {
    BACKOFF.0.saturating_mul(1 << before.min(16)).min(BACKOFF.1)
}

fn invalid(message: impl Into<String>) -> ErrorObject {
    ErrorObject::new("InvalidParameterValueException", message)
}

/// Reads what a handler answered.
fn read(answer: &[u8]) -> Result<Answer, ErrorObject> {
    serde_json::from_slice(answer).map_err(|_| invalid("Invalid Status in invocation output."))
}
