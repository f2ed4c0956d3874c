//! The record of an operation of an execution: a step, a wait, a callback, a call of another function, a context of such, or the
//! execution itself, which is the first one.

use serde::{Deserialize, Serialize};
use wire::value::{Fields, Slot, Value};

use super::error_object::ErrorObject;
use super::execution::time;
use super::{frame, keys};
use crate::error::Error;
use crate::model;
use crate::records::Records;

/// One operation, as it is stored. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Operation {
    /// Its place among those of the execution, in the order in which they began.
    #[serde(skip)]
    pub(super) number: u64,
    pub(super) id: String,
    pub(super) kind: Type,
    pub(super) status: OperationStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sub_type: Option<String>,
    pub(super) started: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ended: Option<u64>,
    /// Of a step: which attempt it is.
    #[serde(default)]
    pub(super) attempt: u32,
    /// When a wait ends, a step is to be tried again, a callback must have been answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<u64>,
    /// Of a callback: when it must have given a sign of life, and after how many seconds the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) heartbeat: Option<(u64, u64)>,
    /// Of a wait: its seconds.
    #[serde(default)]
    pub(super) seconds: u64,
    /// Of a context that has ended: whether the handler still gets what is below it.
    #[serde(default)]
    pub(super) replays_children: bool,
    /// Of a call: the function, and which of its versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<Target>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ErrorObject>,
    /// What the execution was given, or what came of another operation.
    #[serde(skip)]
    pub(super) payload: Option<String>,
}

/// A function that an execution calls, of its own account and region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Target {
    pub(super) function: String,
    pub(super) qualifier: Option<String>,
    /// The trace header that the call is made with, if it is another than the execution's.
    pub(super) trace_id: Option<String>,
}

/// What an operation is, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Type {
    Execution,
    Context,
    Step,
    Wait,
    Callback,
    ChainedInvoke,
}

/// Where an operation stands, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum OperationStatus {
    Started,
    Pending,
    Ready,
    Succeeded,
    Failed,
    Cancelled,
    TimedOut,
    Stopped,
}

impl Type {
    /// Of AWS's word, which the shape has judged.
    pub(super) fn of(word: &str) -> Option<Type> {
        Some(match word {
            "EXECUTION" => Type::Execution,
            "CONTEXT" => Type::Context,
            "STEP" => Type::Step,
            "WAIT" => Type::Wait,
            "CALLBACK" => Type::Callback,
            "CHAINED_INVOKE" => Type::ChainedInvoke,
            _ => return None,
        })
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Type::Execution => "EXECUTION",
            Type::Context => "CONTEXT",
            Type::Step => "STEP",
            Type::Wait => "WAIT",
            Type::Callback => "CALLBACK",
            Type::ChainedInvoke => "CHAINED_INVOKE",
        }
    }

    /// What its events' types begin with.
    pub(super) fn of_events(self) -> &'static str {
        match self {
            Type::Execution => "Execution",
            Type::Context => "Context",
            Type::Step => "Step",
            Type::Wait => "Wait",
            Type::Callback => "Callback",
            Type::ChainedInvoke => "ChainedInvoke",
        }
    }
}

impl OperationStatus {
    fn as_str(self) -> &'static str {
        match self {
            OperationStatus::Started => "STARTED",
            OperationStatus::Pending => "PENDING",
            OperationStatus::Ready => "READY",
            OperationStatus::Succeeded => "SUCCEEDED",
            OperationStatus::Failed => "FAILED",
            OperationStatus::Cancelled => "CANCELLED",
            OperationStatus::TimedOut => "TIMED_OUT",
            OperationStatus::Stopped => "STOPPED",
        }
    }
}

impl Operation {
    pub(super) fn load(records: &Records, execution: &str, number: u64) -> Result<Option<Operation>, Error> {
        let Some(record) = records.get(keys::operation(execution, number).as_bytes())? else {
            return Ok(None);
        };
        let (operation, payload) = frame::decode::<Operation>(&record)?;
        Ok(Some(Operation { number, payload, ..operation }))
    }

    /// The number of the operation of this id.
    pub(super) fn number_of(records: &Records, execution: &str, id: &str) -> Result<Option<u64>, Error> {
        let record = records.get(keys::operation_id(execution, id).as_bytes())?;
        let number = |record: bytes::Bytes| <[u8; 8]>::try_from(&record[..]).map(u64::from_be_bytes);
        record.map(number).transpose().map_err(|cause| Error::damaged("an operation's id", cause))
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, Error> {
        frame::encode(self, self.payload.as_deref())
    }

    /// Whether it ends, or goes on, without the handler.
    pub(super) fn is_pending(&self) -> bool {
        match self.kind {
            Type::Step => self.status == OperationStatus::Pending,
            Type::Wait | Type::Callback | Type::ChainedInvoke => self.status == OperationStatus::Started,
            Type::Execution | Type::Context => false,
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        use OperationStatus::{Pending, Ready, Started};
        !matches!(self.status, Started | Pending | Ready)
    }

    /// About how long it is as a client gets it.
    pub(super) fn len(&self) -> usize {
        const AROUND: usize = 512;
        let error = self.error.as_ref().map_or(0, ErrorObject::len);
        AROUND + self.payload.as_ref().map_or(0, String::len) + error
    }

    /// As the API shows it. `execution` is whose it is.
    pub(super) fn shown(&self, execution: &str) -> Fields {
        let result = self.payload.as_deref();
        let error = self.error.as_ref().map(ErrorObject::shown);
        let (member, details) = match self.kind {
            Type::Execution => {
                let details = Fields::new(&model::EXECUTION_DETAILS).with("InputPayload", result);
                ("ExecutionDetails", details)
            }
            Type::Context => {
                let replays = self.has_ended().then_some(self.replays_children);
                let details = Fields::new(&model::CONTEXT_DETAILS).with("ReplayChildren", replays);
                ("ContextDetails", details.with("Result", result).with("Error", error))
            }
            Type::Step => {
                let next = self.due.filter(|_| self.status == OperationStatus::Pending).map(time);
                let details = Fields::new(&model::STEP_DETAILS)
                    .with("Attempt", self.attempt)
                    .with("NextAttemptTimestamp", next);
                ("StepDetails", details.with("Result", result).with("Error", error))
            }
            Type::Wait => {
                let details = Fields::new(&model::WAIT_DETAILS);
                ("WaitDetails", details.with("ScheduledEndTimestamp", self.due.map(time)))
            }
            Type::Callback => {
                let id = super::token::callback(execution, self.number);
                let details = Fields::new(&model::CALLBACK_DETAILS).with("CallbackId", id);
                ("CallbackDetails", details.with("Result", result).with("Error", error))
            }
            Type::ChainedInvoke => {
                let details = Fields::new(&model::CHAINED_INVOKE_DETAILS);
                ("ChainedInvokeDetails", details.with("Result", result).with("Error", error))
            }
        };
        Fields::new(&model::OPERATION)
            .with("Id", self.id.as_str())
            .with("ParentId", self.parent.as_deref())
            .with("Name", self.name.as_deref())
            .with("Type", self.kind.as_str())
            .with("SubType", self.sub_type.as_deref())
            .with("StartTimestamp", time(self.started))
            .with("EndTimestamp", self.ended.map(time))
            .with("Status", self.status.as_str())
            .with(member, details)
    }
}

/// Operations as a member of a reply.
pub(super) fn listed(operations: &[Operation], execution: &str) -> Value {
    let shown = |operation: &Operation| Slot::There(Value::Struct(operation.shown(execution)));
    Value::List(operations.iter().map(shown).collect())
}
