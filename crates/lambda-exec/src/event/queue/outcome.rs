//! How an asynchronous invocation ended, as its destination is told.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::queued::Queued;
use crate::execution::log;
use crate::function_name::LATEST;

/// How much of an error's message stands beside a dead letter, in bytes.
/// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq>
const MESSAGE_LIMIT: usize = 1024;

/// Why it ended, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Condition {
    Success,
    RetriesExhausted,
    EventAgeExceeded,
    /// Our guess at its name.
    ZeroReservedConcurrency,
}

/// The end of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(super) condition: Condition,
    /// How often the function was run with it.
    pub(super) invoked: usize,
    /// The last time, if it is known.
    pub(super) run: Option<Run>,
    /// The destination has its record: what is left is the dead letter.
    pub(super) is_recorded: bool,
}

/// One run of a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Run {
    /// `$LATEST` or a number.
    version: String,
    response: String,
    failed: bool,
}

impl Run {
    pub(super) fn of(version: &str, response: &[u8], failed: bool) -> Run {
        Run { version: version.to_owned(), response: String::from_utf8_lossy(response).into_owned(), failed }
    }
}

impl Outcome {
    pub(super) fn without_run(condition: Condition, invoked: usize) -> Outcome {
        Outcome { condition, invoked, run: None, is_recorded: false }
    }

    pub(super) fn is_success(&self) -> bool {
        self.condition == Condition::Success
    }

    /// How long the function's answer is, in bytes.
    pub(super) fn response_len(&self) -> usize {
        self.run.as_ref().map_or(0, |run| run.response.len())
    }

    /// The record that a destination gets.
    pub(super) fn record(&self, queued: &Queued, now: Timestamp) -> String {
        let request = &queued.request;
        let function = request.id.qualified_arn(request.qualifier.as_deref().unwrap_or(LATEST));
        let mut record = json!({
            "version": "1.0",
            "timestamp": log::utc(now),
            "requestContext": {
                "requestId": &*request.request_id,
                "functionArn": function.to_string(),
                "condition": self.condition,
                "approximateInvokeCount": self.invoked,
            },
            "requestPayload": shown(&request.payload),
        });
        if let (Some(run), Some(members)) = (&self.run, record.as_object_mut()) {
            let mut context = json!({"statusCode": 200, "executedVersion": run.version});
            if let Some(context) = context.as_object_mut().filter(|_| run.failed) {
                context.insert("functionError".to_owned(), "Unhandled".into());
            }
            members.insert("responseContext".to_owned(), context);
            members.insert("responsePayload".to_owned(), shown(run.response.as_bytes()));
        }
        record.to_string()
    }

    /// The HTTP status and the message that stand beside a dead letter; what they say of an event that became too old is our
    /// guess.
    pub(super) fn error(&self) -> (u16, String) {
        let Some(run) = &self.run else { return (429, "Rate Exceeded.".to_owned()) };
        let payload: Value = serde_json::from_str(&run.response).unwrap_or_default();
        let mut message =
            payload.get("errorMessage").and_then(Value::as_str).unwrap_or(&run.response).to_owned();
        let mut end = message.len().min(MESSAGE_LIMIT);
        while !message.is_char_boundary(end) {
            end -= 1;
        }
        message.truncate(end);
        (200, message)
    }
}

/// A payload in a record: what is no JSON is a text.
fn shown(payload: &[u8]) -> Value {
    serde_json::from_slice(payload).unwrap_or_else(|_| String::from_utf8_lossy(payload).into())
}
