//! What runtime, extensions and subscribers of an environment are told and tell.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use super::launch::Running;
use crate::execution::environment::{Answer, Readiness};
use crate::execution::executor::{Failure, Initialization, Invocation};
use crate::execution::log::{Usage, millis, status};
use crate::execution::telemetry::Source;

impl Running {
    /// Waits until the runtime has asked for work, and then all extensions.
    pub(super) fn ready(&self) -> impl Future<Output = Result<(), Failure>> + Send + use<> {
        let (exchange, agents) = (self.exchange.clone(), self.agents.clone());
        async move {
            let runtime = tokio::select! {
                biased;
                failed = agents.failed() => return Err(failed.into()),
                runtime = exchange.ready() => runtime,
            };
            match runtime {
                Readiness::Ready => agents.ready().await.map_err(Failure::from),
                Readiness::Failed(error) => Err(start_failure(error)),
            }
        }
    }

    /// Waits for the answer to what was given.
    pub(super) fn answered(&self) -> impl Future<Output = Result<Answer, Failure>> + Send + use<> {
        let (exchange, agents) = (self.exchange.clone(), self.agents.clone());
        async move {
            if agents.is_empty() {
                return Ok(exchange.answered().await);
            }
            tokio::select! {
                biased;
                answer = exchange.answered() => Ok(answer),
                failed = agents.failed() => Err(failed.into()),
            }
        }
    }

    /// Tells subscribers that the start is over.
    pub(super) fn tell_of_init(&self, initialization: Initialization, took: Duration) {
        let initialization = initialization.name();
        self.telemetry.tell(
            Source::Platform,
            "platform.initRuntimeDone",
            || json!({ "initializationType": initialization, "phase": "init", "status": "success" }),
        );
        for (name, events) in self.agents.wants() {
            self.telemetry.tell(
                Source::Platform,
                "platform.extension",
                || json!({ "name": name, "state": "Ready", "events": events }),
            );
        }
        self.telemetry.tell(Source::Platform, "platform.initReport", || {
            let metrics = json!({ "durationMs": millis(took) });
            json!({
                "initializationType": initialization,
                "phase": "init",
                "status": "success",
                "metrics": metrics,
            })
        });
    }

    /// Tells subscribers that an invocation begins.
    pub(super) fn tell_of_start(&self, invocation: &Invocation, version: &str) {
        self.telemetry.tell(Source::Platform, "platform.start", || {
            json!({
                "requestId": &*invocation.request_id,
                "version": version,
                "tracing": { "type": "X-Amzn-Trace-Id", "value": invocation.trace_id },
            })
        });
    }

    /// Tells subscribers how an invocation ended.
    pub(super) fn tell_of_end(&self, request_id: &str, result: &Result<Bytes, Failure>, usage: Usage) {
        let status = status(result.as_ref().err());
        let produced = result.as_ref().map_or(0, Bytes::len);
        self.telemetry.tell(Source::Platform, "platform.runtimeDone", || {
            json!({
                "requestId": request_id,
                "status": status,
                "metrics": { "durationMs": millis(usage.duration), "producedBytes": produced },
            })
        });
        self.telemetry.tell(
            Source::Platform,
            "platform.report",
            || json!({ "requestId": request_id, "status": status, "metrics": usage.metrics() }),
        );
    }
}

/// An error of the start. Its own JSON is what AWS shows, stack trace included, if it is an error's JSON at all.
pub(in crate::execution::executor) fn start_failure(error: Answer) -> Failure {
    let Answer::Error { error_type, body } = error else {
        return Failure::Exited { how: "not ready".to_owned() };
    };
    let parsed = serde_json::from_slice(&body).unwrap_or(Value::Null);
    if parsed.get("errorType").is_some() && parsed.get("errorMessage").is_some() {
        return Failure::Reported(body);
    }
    Failure::Init {
        error_type: error_type.unwrap_or_else(|| "Runtime.Unknown".to_owned()),
        message: String::from_utf8_lossy(&body).into_owned(),
    }
}
