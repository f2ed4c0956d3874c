//! Events for durable functions. Each begins an execution, which lasts for longer than an event waits; the event stays for as
//! long as somebody wants to know how that ended.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html>

use super::outcome::{Condition, Outcome, Run};
use super::queued::Queued;
use super::{Fate, backoff};
use crate::durable::{self, Start};
use crate::engine::Engine;
use crate::error::{Code, Error};
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function_name::FunctionId;
use crate::invoke::Request;

impl Engine {
    /// Begins the execution of an event, or looks how it has ended; nothing if the function is not durable. What became of it is
    /// looked for with longer waits, as nobody says when it ends.
    pub(super) fn attempt_durably(
        &self,
        queued: &Queued,
        config: &EventInvokeConfig,
    ) -> Result<Option<Fate>, Error> {
        let Request { id, qualifier, payload, request_id, trace_id, .. } = &queued.request;
        let name = queued.execution.clone().unwrap_or_else(|| request_id.to_string());
        if queued.has_begun {
            let execution = self.execution_of_name(id, &name)?;
            return Ok(Some(match execution {
                Some(execution) => self.fate_of_execution(queued, &execution)?,
                // It is forgotten, and how it ended with it.
                None => Fate::Dropped,
            }));
        }
        let found = match self.durable_version(id, qualifier.as_deref(), false) {
            Ok(found) => found,
            // It is told of in the ordinary way.
            Err(error) if error.code == Code::ResourceNotFound => return Ok(None),
            Err(error) if error.code == Code::InvalidParameterValue => {
                let why = error.message;
                tracing::warn!(function = %id.arn(), %request_id, why, "an event is given up");
                // Which condition it is, is our guess.
                let outcome = Outcome::without_run(Condition::RetriesExhausted, queued.failures);
                return Ok(Some(Fate::Ended(outcome)));
            }
            Err(error) => return Err(error),
        };
        let Some((function, of_executions)) = found else { return Ok(None) };
        let start = Start {
            function: id.clone(),
            qualifier: qualifier.clone(),
            // The same however often this is tried.
            name: Some(name),
            payload: durable::text_of(payload)?,
            trace_id: trace_id.clone(),
            is_synchronous: false,
            caller: None,
        };
        let execution = match self.start_execution(&start, &function, &of_executions) {
            Ok(execution) => execution,
            // Its caller was told so.
            Err(error) if error.code == Code::DurableExecutionAlreadyStarted => {
                return Ok(Some(Fate::Dropped));
            }
            Err(error) => return Err(error),
        };
        Ok(Some(match self.wants_outcome(id, qualifier.as_deref(), config)? {
            true => self.fate_of_execution(queued, execution.id())?,
            false => Fate::Dropped,
        }))
    }

    /// How an execution ended, or that it goes on.
    fn fate_of_execution(&self, queued: &Queued, execution: &str) -> Result<Fate, Error> {
        let Some(ended) = self.outcome_of_execution(execution)? else {
            return Ok(Fate::Waits { wait: backoff(queued.obstacles) });
        };
        let (response, failed, condition) = match &ended.result {
            Ok(result) => (result, false, Condition::Success),
            Err(error) => (error, true, Condition::RetriesExhausted),
        };
        let run = Some(Run::of(&ended.version, response.as_bytes(), failed));
        Ok(Fate::Ended(Outcome { run, ..Outcome::without_run(condition, 1) }))
    }

    /// Keeps an event of which an execution of this name is about to begin, if somebody wants to know how that ends. Of one that
    /// has begun before, its own event tells.
    pub(crate) fn follow_execution(&self, queued: Queued, execution: String) -> Result<(), Error> {
        let Request { id, qualifier, .. } = &queued.request;
        let config = EventInvokeConfig::load(&self.store, id, qualifier.as_deref())?.unwrap_or_default();
        if !self.wants_outcome(id, qualifier.as_deref(), &config)?
            || self.execution_of_name(id, &execution)?.is_some()
        {
            return Ok(());
        }
        self.enqueue(Queued { execution: Some(execution), ..queued })
    }

    fn wants_outcome(
        &self,
        id: &FunctionId,
        qualifier: Option<&str>,
        config: &EventInvokeConfig,
    ) -> Result<bool, Error> {
        let has_destination = config.on_success.is_some() || config.on_failure.is_some();
        Ok(has_destination || self.dead_letters(id, qualifier)?.is_some())
    }
}
