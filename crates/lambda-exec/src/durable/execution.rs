//! The record of a durable execution: all that is known of it but its operations, its history, and what it was given and
//! gave.

use std::ops::ControlFlow;

use base::arn::{AccountId, Region};
use serde::{Deserialize, Serialize};
use wire::value::{Fields, Value};

use super::error_object::ErrorObject;
use super::{frame, keys};
use crate::error::Error;
use crate::function::durable_config::DurableConfig;
use crate::function_name::{ExecutionArn, FunctionId};
use crate::model;
use crate::records::Records;

/// One execution, as it is stored. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Execution {
    pub(super) id: String,
    #[serde(with = "function_id")]
    pub(crate) function: FunctionId,
    /// The version that every invocation runs: a number, or `$LATEST`.
    pub(crate) version: String,
    /// What the caller asked for: a version or an alias.
    pub(super) qualifier: String,
    pub(super) name: String,
    /// Whether its caller waits for the answer, which may be longer then.
    pub(super) is_synchronous: bool,
    pub(super) trace_id: String,
    /// The SHA-256 of what it was given.
    pub(super) input_sha256: String,
    pub(super) started: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ended: Option<u64>,
    pub(super) status: Status,
    pub(super) config: DurableConfig,
    /// When it has run for as long as it may.
    pub(super) times_out: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pause: Option<Pause>,
    /// The client tokens of pauses and resumptions, and when they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) client_tokens: Vec<(String, u64)>,
    /// How many operations there are; the first is the execution itself.
    pub(super) operations: u64,
    /// How many events there are.
    pub(super) events: u64,
    /// Bytes that were written of it, as AWS counts them.
    pub(super) written: u64,
    /// Operations that end, or go on, without the handler.
    pub(super) pending: u64,
    /// Operations that have changed since the handler was last told of any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unseen: Vec<u64>,
    /// The number of the last invocation.
    pub(super) invocations: u64,
    /// The number of the present token.
    pub(super) tokens: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last_checkpoint: Option<LastCheckpoint>,
    /// Since when the handler is to be invoked, if it is to be. It stays until the invocation has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ready: Option<u64>,
    /// The handler is invoked.
    pub(super) is_invoked: bool,
    /// While it is paused: the handler is to be invoked once it is resumed.
    pub(super) wants_invocation: bool,
    /// Invocations that failed, one behind the other.
    pub(super) failures: u32,
    /// The same for what kept the handler from running.
    pub(super) obstacles: u32,
    /// The operation of another execution that called it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) caller: Option<Caller>,
}

/// Where an execution stands, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Running,
    Pausing,
    Paused,
    Succeeded,
    Failed,
    TimedOut,
    Stopped,
    Deleting,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::Running => "RUNNING",
            Status::Pausing => "PAUSING",
            Status::Paused => "PAUSED",
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::TimedOut => "TIMED_OUT",
            Status::Stopped => "STOPPED",
            Status::Deleting => "DELETING",
        }
    }

    /// Whether it goes on.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Status::Running | Status::Pausing | Status::Paused)
    }
}

/// A pause that is asked for, or is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pause {
    pub(super) asked: u64,
    pub(super) reason: Option<String>,
    /// Whether time that it is paused for does not count for the execution's timeout.
    pub(super) stops_timeout: bool,
    /// When it was paused, if it is.
    pub(super) since: Option<u64>,
}

/// The last checkpoint that had a client's token, for its repetition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LastCheckpoint {
    pub(super) client_token: String,
    pub(super) at: u64,
    /// The checkpoint token that it came with.
    pub(super) given: u64,
    /// What it answered: the next token, if there was one, and the operations.
    pub(super) next: Option<u64>,
    pub(super) shown: Vec<u64>,
}

/// An operation that called this execution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Caller {
    pub(super) execution: String,
    pub(super) operation: u64,
}

/// What came of an execution. What it gave stands behind it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcome {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<ErrorObject>,
    #[serde(skip)]
    pub(crate) result: Option<String>,
}

impl Execution {
    pub(crate) fn load(records: &Records, id: &str) -> Result<Option<Execution>, Error> {
        let record = records.get(keys::execution(id).as_bytes())?;
        record.map(|record| Execution::decode(&record)).transpose()
    }

    /// The one of an ARN that must be there.
    pub(crate) fn named(records: &Records, arn: &ExecutionArn) -> Result<Execution, Error> {
        let found = Execution::load(records, &arn.id)?;
        found.filter(|found| found.arn() == *arn).ok_or_else(Error::no_execution)
    }

    /// The id of a function's execution of this name.
    pub(super) fn id_of_name(
        records: &Records,
        function: &FunctionId,
        name: &str,
    ) -> Result<Option<String>, Error> {
        let record = records.get(keys::name(function, name).as_bytes())?;
        let text = |record: bytes::Bytes| String::from_utf8(record.to_vec());
        record.map(text).transpose().map_err(|cause| Error::damaged("a durable execution's name", cause))
    }

    pub(super) fn decode(record: &[u8]) -> Result<Execution, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("a durable execution", cause))
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    pub(crate) fn arn(&self) -> ExecutionArn {
        ExecutionArn {
            function: self.function.clone(),
            version: self.version.clone(),
            name: self.name.clone(),
            id: self.id.clone(),
        }
    }

    pub(crate) fn status(&self) -> Status {
        self.status
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// When a timeout that is not paused for ever is over.
    pub(super) fn expected_timeout(&self) -> u64 {
        match &self.pause {
            // While it is paused nobody knows for how long: AWS shows its limit.
            Some(pause) if pause.stops_timeout && pause.since.is_some() => {
                self.started.saturating_add(super::LONGEST.as_millis() as u64)
            }
            _ => self.times_out,
        }
    }

    /// As a listing shows it.
    pub(crate) fn summary(&self) -> Fields {
        self.shown_in(&model::EXECUTION).with("KMSKeyArn", self.config.kms_key.as_deref())
    }

    /// As GetDurableExecution shows it, but for what it was given and gave.
    pub(crate) fn shown(&self, with_data: bool) -> Fields {
        let pause = self.pause.as_ref().map(|pause| {
            Fields::new(&model::PAUSE_DETAILS)
                .with("PauseRequestTimestamp", time(pause.asked))
                .with("Reason", pause.reason.as_deref().filter(|_| with_data))
                .with("ExecutionTimeoutPaused", pause.stops_timeout)
        });
        let trace = Fields::new(&model::TRACE_HEADER).with("XAmznTraceId", self.trace_id.as_str());
        let timeout = self.status.is_open().then(|| time(self.expected_timeout()));
        self.shown_in(&model::GET_DURABLE_EXECUTION_RESPONSE)
            .with("Version", self.version.as_str())
            .with("TraceHeader", trace)
            .with("ExecutionDataIncluded", with_data)
            .with("DurableConfig", self.config.shown())
            .with("PauseDetails", pause)
            .with("ExpectedExecutionTimeoutTimestamp", timeout)
    }

    fn shown_in(&self, shape: &'static wire::shape::Shape) -> Fields {
        Fields::new(shape)
            .with("DurableExecutionArn", self.arn().to_string())
            .with("DurableExecutionName", self.name.as_str())
            .with("FunctionArn", self.function.qualified_arn(&self.qualifier).to_string())
            .with("StartTimestamp", time(self.started))
            .with("Status", self.status.as_str())
            .with("EndTimestamp", self.ended.map(time))
    }

    /// The ids of a function's executions, each with its start, those first that began first.
    pub(super) fn ids_of(records: &Records, function: &FunctionId) -> Result<Vec<(u64, String)>, Error> {
        let mut ids = Vec::new();
        records.scan_prefix(&keys::listed_of(function), &mut |key, _| {
            ids.extend(keys::of_listed(key));
            ControlFlow::Continue(())
        })?;
        Ok(ids)
    }
}

impl Outcome {
    pub(crate) fn load(records: &Records, id: &str) -> Result<Option<Outcome>, Error> {
        let Some(record) = records.get(keys::outcome(id).as_bytes())? else { return Ok(None) };
        let (outcome, result) = frame::decode::<Outcome>(&record)?;
        Ok(Some(Outcome { result, ..outcome }))
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, Error> {
        frame::encode(self, self.result.as_deref())
    }
}

/// A moment, as a member.
pub(super) fn time(millis: u64) -> Value {
    Value::Time(i64::try_from(millis).unwrap_or(i64::MAX))
}

/// A function's name in a record.
mod function_id {
    use serde::{Deserializer, Serializer, de};

    use super::{AccountId, Deserialize, FunctionId, Region, Serialize};

    pub(super) fn serialize<S: Serializer>(id: &FunctionId, serializer: S) -> Result<S::Ok, S::Error> {
        (id.account.as_str(), id.region.as_str(), &id.name).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FunctionId, D::Error> {
        let (account, region, name) = <(String, String, String)>::deserialize(deserializer)?;
        let account = AccountId::parse(&account).ok_or_else(|| de::Error::custom("its account"))?;
        let region = Region::parse(&region).ok_or_else(|| de::Error::custom("its region"))?;
        Ok(FunctionId { account, region, name })
    }
}
