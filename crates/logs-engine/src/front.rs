//! The service as the gateway asks it: its operations, and the one that answers with a stream.

use std::sync::Arc;

use async_trait::async_trait;
use base::call::Call;
use base::http::{Body, ReadError, Request, Response};
use base::seams::Seams;
use base::service::{Facts, Refusal, Service, Spoken, X_AMZ_TARGET};
use wire::endpoint::Endpoint;
use wire::fault::Fault;
use wire::json;
use wire::service::refuse;

use crate::dialect::{BODY_LIMIT, DIALECT};
use crate::engine::Engine;
use crate::live_tail::Asked;
use crate::model;

/// The target of the operation that answers with a stream.
const LIVE_TAIL: &str = "Logs_20140328.StartLiveTail";

/// The service.
#[derive(Debug)]
pub(crate) struct Front(pub(crate) Endpoint<Engine>);

#[async_trait]
impl Service for Front {
    fn facts(&self) -> &'static Facts {
        self.0.facts()
    }

    async fn answer(&self, call: Call, request: Request) -> Response {
        let is_tail = request.headers().get(&X_AMZ_TARGET).is_some_and(|target| target == LIVE_TAIL);
        if is_tail { self.live_tail(call, request).await } else { self.0.answer(call, request).await }
    }

    fn refuse(&self, call: &Call, spoken: &Spoken, refusal: &Refusal) -> Response {
        self.0.refuse(call, spoken, refusal)
    }

    fn start(&self, seams: &Seams) {
        self.0.start(seams);
    }

    fn notice_exchange(&self) {
        self.0.notice_exchange();
    }

    fn notice_stop(&self) {
        self.0.notice_stop();
    }
}

impl Front {
    /// What is asked is judged as of every operation; then the stream takes the place of its empty reply.
    async fn live_tail(&self, call: Call, request: Request) -> Response {
        let spoken = Spoken::of_request(&request);
        let (head, body) = request.into_parts();
        let body = match body.collect(BODY_LIMIT).await {
            Ok(body) => body,
            Err(ReadError::TooLarge) => {
                return self.fault(&spoken, &call, &(DIALECT.too_large)("StartLiveTail", BODY_LIMIT));
            }
            Err(ReadError::Broken(_)) => {
                return self.fault(&spoken, &call, &Fault::sender(DIALECT.malformed, ""));
            }
        };
        let judged = Request::from_parts(head, Body::from(body.clone()));
        let reply = self.0.answer(call.clone(), judged).await;
        if !reply.status().is_success() {
            return reply;
        }
        let fields = json::read(&model::START_LIVE_TAIL_REQUEST, &body);
        let asked = fields.map_err(|_| Fault::sender(DIALECT.malformed, "")).and_then(|fields| {
            let asked = Asked::read(&fields, &call)?;
            self.engine().live_tail(&call, asked)
        });
        asked.unwrap_or_else(|fault| self.fault(&spoken, &call, &fault))
    }

    fn engine(&self) -> &Arc<Engine> {
        &self.0.engine
    }

    fn fault(&self, spoken: &Spoken, call: &Call, fault: &Fault) -> Response {
        refuse(&DIALECT, spoken, &call.request_id, fault)
    }
}
