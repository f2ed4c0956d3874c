//! What a handler says of its operations with a checkpoint, and the rules for it that need no state.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_OperationUpdate.html>. The sentences are those of the service, as far
//! as AWS's own tools for local tests know them; the others are our guesses.

use wire::value::Fields;

use super::error_object::ErrorObject;
use super::operation::{Target, Type};
use crate::error::Error;
use crate::function_name::FunctionId;

/// One update of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(super) id: String,
    pub(super) parent: Option<String>,
    pub(super) name: Option<String>,
    pub(super) kind: Type,
    pub(super) sub_type: Option<String>,
    pub(super) action: Action,
    pub(super) payload: Option<String>,
    pub(super) error: Option<ErrorObject>,
    pub(super) replays_children: bool,
    pub(super) next_attempt_secs: Option<u64>,
    pub(super) wait_secs: Option<u64>,
    pub(super) timeout_secs: u64,
    pub(super) heartbeat_secs: u64,
    pub(super) target: Option<Target>,
}

/// What is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Start,
    Succeed,
    Fail,
    Retry,
    Cancel,
}

impl Update {
    /// What a request says; nothing of it has to do with the state.
    pub(crate) fn read(fields: &Fields, of: &FunctionId) -> Result<Update, Error> {
        let text = |name| fields.text(name).map(str::to_owned);
        let seconds = |options: &str, name: &str| {
            fields.fields(options)?.integer(name).and_then(|seconds| u64::try_from(seconds).ok())
        };
        let action = match fields.required("Action") {
            "START" => Action::Start,
            "SUCCEED" => Action::Succeed,
            "FAIL" => Action::Fail,
            "RETRY" => Action::Retry,
            _ => Action::Cancel,
        };
        let kind =
            Type::of(fields.required("Type")).ok_or_else(|| Error::invalid("Unknown operation type."))?;
        let update = Update {
            id: fields.required("Id").to_owned(),
            parent: text("ParentId"),
            name: text("Name"),
            kind,
            sub_type: text("SubType"),
            action,
            payload: text("Payload"),
            error: fields.fields("Error").map(ErrorObject::read),
            replays_children: fields
                .fields("ContextOptions")
                .and_then(|options| options.boolean("ReplayChildren"))
                .unwrap_or_default(),
            next_attempt_secs: seconds("StepOptions", "NextAttemptDelaySeconds"),
            wait_secs: seconds("WaitOptions", "WaitSeconds"),
            timeout_secs: seconds("CallbackOptions", "TimeoutSeconds").unwrap_or_default(),
            heartbeat_secs: seconds("CallbackOptions", "HeartbeatTimeoutSeconds").unwrap_or_default(),
            target: fields.fields("ChainedInvokeOptions").map(|options| target(options, of)).transpose()?,
        };
        update.check()?;
        Ok(update)
    }

    /// The rules that need no state.
    fn check(&self) -> Result<(), Error> {
        use Action::{Cancel, Fail, Retry, Start, Succeed};
        let actions: &[Action] = match self.kind {
            Type::Execution => &[Succeed, Fail],
            Type::Context => &[Start, Succeed, Fail],
            Type::Step => &[Start, Succeed, Fail, Retry],
            Type::Wait => &[Start, Cancel],
            Type::Callback | Type::ChainedInvoke => &[Start],
        };
        if !actions.contains(&self.action) {
            return Err(Error::invalid("Invalid action for the given operation type."));
        }
        self.error.as_ref().map_or(Ok(()), ErrorObject::check)?;
        match self.action {
            Fail if self.payload.is_some() => {
                Err(Error::invalid("Cannot provide a Payload for FAIL action."))
            }
            Succeed if self.error.is_some() => {
                Err(Error::invalid("Cannot provide an Error for SUCCEED action."))
            }
            Retry if self.next_attempt_secs.is_none() => {
                Err(Error::invalid("Invalid StepOptions for the given action."))
            }
            Retry if self.error.is_some() && self.payload.is_some() => {
                Err(Error::invalid("Cannot provide both error and payload to RETRY a STEP."))
            }
            Start if self.kind == Type::Wait && self.wait_secs.is_none() => {
                Err(Error::invalid("Invalid WaitOptions for the given action."))
            }
            Start if self.kind == Type::ChainedInvoke && self.target.is_none() => {
                Err(Error::invalid("Update for CHAINED_INVOKE operation requires ChainedInvokeOptions."))
            }
            _ => Ok(()),
        }
    }

    /// An issue of AWS's SDK for Python has this sentence, with the limit of its time:
    /// <https://github.com/aws/aws-durable-execution-sdk-python/issues/342>.
    pub(super) fn check_payload(&self, limit: usize) -> Result<(), Error> {
        let word = if self.kind == Type::ChainedInvoke { "input" } else { "output" };
        match &self.payload {
            Some(payload) if payload.len() > limit => Err(Error::invalid(format!(
                "{} {word} payload size must be less than or equal to {limit} bytes.",
                self.kind.as_str()
            ))),
            _ => Ok(()),
        }
    }
}

/// The function that is called: one of the same account and region.
fn target(options: &Fields, of: &FunctionId) -> Result<Target, Error> {
    let name = options.required("FunctionName");
    let (function, qualifier) = of.beside(name).ok_or_else(|| {
        Error::invalid("A chained invoke must be of a function in the same account and region.")
    })?;
    let trace_id = options.text("XAmznTraceId").filter(|trace| !trace.is_empty());
    Ok(Target { function: function.name, qualifier, trace_id: trace_id.map(str::to_owned) })
}
