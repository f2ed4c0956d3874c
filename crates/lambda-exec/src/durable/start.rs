//! How an execution begins, and how who began it waits for its end.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use store::Batch;

use super::change::Change;
use super::event::{Detail, Event};
use super::execution::{Caller, Execution, Outcome, Status};
use super::keys::{self, What};
use super::operation::{Operation, OperationStatus, Type};
use crate::engine::Engine;
use crate::error::Error;
use crate::execution::executor::Version;
use crate::function::Function;
use crate::function::durable_config::DurableConfig;
use crate::function_name::{FunctionId, LATEST};
use crate::invoke::{ASYNCHRONOUS_LIMIT, Done, Request, Waiting};

/// The longest timeout of an execution that a caller may wait for.
/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html>
const LONGEST_WAIT_SECS: u64 = 15 * 60;

/// An execution that is to begin.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) function: FunctionId,
    /// The version or alias that is asked for.
    pub(crate) qualifier: Option<String>,
    /// Its name; nothing is one that no other has.
    pub(crate) name: Option<String>,
    /// JSON.
    pub(crate) payload: String,
    pub(crate) trace_id: String,
    /// Whether its caller waits for the answer.
    pub(crate) is_synchronous: bool,
    /// The operation that calls it, if one does.
    pub(crate) caller: Option<Caller>,
}

/// An execution that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) version: String,
    /// What it gave, or the payload of its error.
    pub(crate) result: Result<String, String>,
}

impl Engine {
    /// Judges an invocation of a durable function, and gives the version that it runs; nothing if the function is not durable.
    pub(crate) fn durable_version(
        &self,
        id: &FunctionId,
        qualifier: Option<&str>,
        is_synchronous: bool,
    ) -> Result<Option<(Function, DurableConfig)>, Error> {
        // A function that is durable is so in all its versions.
        let record = self.store.get(Function::key(id, LATEST).as_bytes())?;
        if !record.is_some_and(|record| DurableConfig::may_be_in(&record)) {
            return Ok(None);
        }
        let function = Function::find(&self.store, id, qualifier, || self.chance())?;
        let Some(config) = DurableConfig::of(&function) else { return Ok(None) };
        if qualifier.is_none() {
            return Err(Error::durable_needs_qualifier());
        }
        if is_synchronous && config.timeout_secs > LONGEST_WAIT_SECS {
            return Err(Error::durable_takes_too_long());
        }
        Ok(Some((function, config)))
    }

    /// Begins an execution of a durable function, or finds the one that has this name and was given the same.
    pub(crate) fn start_execution(
        &self,
        start: &Start,
        function: &Function,
        config: &DurableConfig,
    ) -> Result<Execution, Error> {
        let (id, now) = (self.entropy.uuid(), self.clock.now().millis());
        let name = start.name.clone().unwrap_or_else(|| self.entropy.uuid());
        let input_sha256 = hex(&Sha256::digest(start.payload.as_bytes()));
        let of_name = keys::name(&start.function, &name);
        let execution = self.store.change(&of_name, |records| {
            if let Some(known) = Execution::id_of_name(records, &start.function, &name)?
                && let Some(known) = Execution::load(records, &known)?
            {
                if known.input_sha256 != input_sha256 {
                    return Err(Error::execution_already_started(&name));
                }
                return Ok((Batch::new(), known));
            }
            let execution = Execution {
                id: id.clone(),
                function: start.function.clone(),
                version: function.version.clone(),
                qualifier: start.qualifier.clone().unwrap_or_else(|| function.version.clone()),
                name: name.clone(),
                is_synchronous: start.is_synchronous,
                trace_id: start.trace_id.clone(),
                input_sha256: input_sha256.clone(),
                started: now,
                ended: None,
                status: Status::Running,
                config: config.clone(),
                times_out: now.saturating_add(config.timeout_secs.saturating_mul(1000)),
                pause: None,
                client_tokens: Vec::new(),
                operations: 0,
                events: 0,
                written: 0,
                pending: 0,
                unseen: Vec::new(),
                invocations: 0,
                tokens: 0,
                last_checkpoint: None,
                ready: None,
                is_invoked: false,
                wants_invocation: false,
                failures: 0,
                obstacles: 0,
                caller: start.caller.clone(),
            };
            let batch = self.beginning(records, &execution, &start.payload, now)?;
            Ok((batch, execution))
        })?;
        self.durable.work.wake();
        Ok(execution)
    }

    fn beginning(
        &self,
        records: &crate::records::Records,
        execution: &Execution,
        payload: &str,
        now: u64,
    ) -> Result<Batch, Error> {
        let mut change = Change::beginning(records, execution.clone(), now);
        let operation = change.add(Operation {
            number: 0,
            // The SDKs look for it by the last part of the ARN.
            id: execution.id.clone(),
            kind: Type::Execution,
            status: OperationStatus::Started,
            parent: None,
            name: Some(execution.name.clone()),
            sub_type: None,
            started: now,
            ended: None,
            attempt: 0,
            due: None,
            heartbeat: None,
            seconds: 0,
            replays_children: false,
            target: None,
            error: None,
            payload: Some(payload.to_owned()),
        })?;
        let event = Event::about(&operation, "Started", now)
            .with("ExecutionTimeout", Detail::Number(execution.config.timeout_secs))
            .with_text("Input", Some(payload.to_owned()));
        change.event(&event)?;
        change.due(execution.times_out, What::Timeout, 0);
        change.wake(now);
        let (function, id) = (&execution.function, &execution.id);
        change.batch().put(keys::listed(function, now, id), Vec::new());
        change.batch().put(keys::name(function, &execution.name), id.clone().into_bytes());
        change.close()
    }

    /// Waits for the end of an execution.
    pub(crate) async fn end_of_execution(&self, id: &str) -> Result<Ended, Error> {
        loop {
            let mut waiting = self.durable.wait(id);
            match Execution::load(&self.store, id)? {
                Some(execution) if execution.status.is_open() => {}
                ended => {
                    self.durable.ended(id);
                    return self.ended(ended.ok_or_else(Error::no_execution)?);
                }
            }
            // The end drops the sender: that is the only news there is.
            let _gone = waiting.changed().await;
        }
    }

    /// The id of a function's execution of this name.
    pub(crate) fn execution_of_name(
        &self,
        function: &FunctionId,
        name: &str,
    ) -> Result<Option<String>, Error> {
        Execution::id_of_name(&self.store, function, name)
    }

    /// What came of an execution, if it has ended and is not forgotten.
    pub(crate) fn outcome_of_execution(&self, id: &str) -> Result<Option<Ended>, Error> {
        let execution = Execution::load(&self.store, id)?.filter(|execution| !execution.status.is_open());
        execution.map(|execution| self.ended(execution)).transpose()
    }

    fn ended(&self, execution: Execution) -> Result<Ended, Error> {
        let outcome = Outcome::load(&self.store, &execution.id)?.unwrap_or_default();
        let result = match outcome.error {
            Some(error) => Err(error.payload()),
            None => Ok(outcome.result.unwrap_or_else(|| "null".to_owned())),
        };
        Ok(Ended { version: execution.version, result })
    }

    /// Runs a function to its end for one that waits, be it durable or not.
    pub(crate) async fn call(&self, request: Request, waiting: Waiting) -> Result<Done, Error> {
        let Request { id, qualifier, .. } = &request;
        let Some((function, config)) = self.durable_version(id, qualifier.as_deref(), true)? else {
            return self.invoke(request, waiting).await;
        };
        let start = Start {
            function: id.clone(),
            qualifier: qualifier.clone(),
            name: None,
            payload: text_of(&request.payload)?,
            trace_id: request.trace_id.clone(),
            is_synchronous: true,
            caller: None,
        };
        let execution = self.start_execution(&start, &function, &config)?;
        self.end_of(&execution).await
    }

    /// Waits for the end of an execution, and gives it as that of an invocation.
    pub(crate) async fn end_of(&self, execution: &Execution) -> Result<Done, Error> {
        let ended = self.end_of_execution(&execution.id).await?;
        let version: Arc<Version> = self.version_to_run(&execution.function, Some(&ended.version)).await?;
        let result = ended.result.map(Into::into).map_err(Into::into);
        Ok(Done { version, result, log: bytes::Bytes::new() })
    }
}

/// A payload, which was judged to be JSON before.
pub(crate) fn text_of(payload: &[u8]) -> Result<String, Error> {
    match str::from_utf8(payload) {
        Ok(text) => Ok(text.to_owned()),
        Err(cause) => Err(Error::payload_not_json(cause)),
    }
}

impl Execution {
    /// How long what it gives may be.
    pub(super) fn result_limit(&self) -> usize {
        if self.is_synchronous { crate::invoke::SYNCHRONOUS_LIMIT } else { ASYNCHRONOUS_LIMIT }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
