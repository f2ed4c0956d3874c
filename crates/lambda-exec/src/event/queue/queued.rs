//! An event on its way, as it is stored.

use std::time::Duration;

use base::clock::Timestamp;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::FunctionId;
use crate::invoke::Request;

/// One event on its way, as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Queued {
    pub(super) request: Request,
    pub(super) event_id: Option<String>,
    pub(super) arrived: Timestamp,
    /// Errors of the function so far.
    pub(super) failures: usize,
    /// Errors that were not the function's so far, since its last.
    pub(super) obstacles: u32,
    pub(super) due: Timestamp,
    /// How it ended, if nothing is left to do but to tell of it.
    pub(super) outcome: Option<Outcome>,
    /// The name of the durable execution that begins with it, if that is another than its request's id.
    pub(super) execution: Option<String>,
    /// Whether that has begun.
    pub(super) has_begun: bool,
}

/// All of [`Queued`] but the payload, which follows it in the record.
#[derive(Serialize, Deserialize)]
struct Head {
    account: String,
    region: String,
    name: String,
    qualifier: Option<String>,
    request_id: String,
    trace_id: String,
    client_context: Option<String>,
    event_id: Option<String>,
    arrived: u64,
    failures: usize,
    obstacles: u32,
    due: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    execution: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    has_begun: bool,
}

impl Queued {
    /// A new event. `event_id` is the same however often it is delivered.
    pub(crate) fn new(request: Request, event_id: Option<String>, now: Timestamp) -> Queued {
        let (arrived, due) = (now, now);
        let (outcome, execution, has_begun) = (None, None, false);
        Queued { request, event_id, arrived, failures: 0, obstacles: 0, due, outcome, execution, has_begun }
    }

    /// The same, due after a wait.
    pub(super) fn after(&self, wait: Duration, engine: &Engine) -> Queued {
        Queued { due: engine.clock.now().plus(engine.scaled(wait)), ..self.clone() }
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, Error> {
        let Request { id, qualifier, payload, client_context, request_id, trace_id } = &self.request;
        let head = Head {
            account: id.account.to_string(),
            region: id.region.to_string(),
            name: id.name.clone(),
            qualifier: qualifier.clone(),
            request_id: request_id.to_string(),
            trace_id: trace_id.clone(),
            client_context: client_context.clone(),
            event_id: self.event_id.clone(),
            arrived: self.arrived.millis(),
            failures: self.failures,
            obstacles: self.obstacles,
            due: self.due.millis(),
            outcome: self.outcome.clone(),
            execution: self.execution.clone(),
            has_begun: self.has_begun,
        };
        let head = serde_json::to_vec(&head).map_err(Error::internal)?;
        let len = u32::try_from(head.len()).map_err(Error::internal)?;
        Ok([&len.to_be_bytes(), &head[..], payload].concat())
    }

    pub(super) fn decode(record: &Bytes) -> Result<Queued, Error> {
        let damaged = |cause: &str| Error::damaged("a queued event", cause);
        let (len, rest) = record.split_first_chunk::<4>().ok_or_else(|| damaged("it is too short"))?;
        let len = u32::from_be_bytes(*len) as usize;
        let head = rest.get(..len).ok_or_else(|| damaged("it is too short"))?;
        let head: Head = serde_json::from_slice(head).map_err(|cause| damaged(&cause.to_string()))?;
        let account = base::arn::AccountId::parse(&head.account).ok_or_else(|| damaged("its account"))?;
        let region = base::arn::Region::parse(&head.region).ok_or_else(|| damaged("its region"))?;
        Ok(Queued {
            request: Request {
                id: FunctionId { account, region, name: head.name },
                qualifier: head.qualifier,
                payload: record.slice(4 + len..),
                client_context: head.client_context,
                request_id: head.request_id.into(),
                trace_id: head.trace_id,
            },
            event_id: head.event_id,
            arrived: Timestamp::from_millis(head.arrived),
            failures: head.failures,
            obstacles: head.obstacles,
            due: Timestamp::from_millis(head.due),
            outcome: head.outcome,
            execution: head.execution,
            has_begun: head.has_begun,
        })
    }
}
