//! A service of this crate behind the gateway: what the table, the dialect and the engine are to `base::service`.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use base::call::Call;
use base::http::{Request, Response};
use base::seams::{AccessKeys, EventTarget, Functions, Keys, Seams};
use base::service::{self, Facts, Known, Refusal, Spoken};

use crate::fault::Fault;
use crate::operation::{Modelled, Row};
use crate::protocol::Dialect;
use crate::service::{Service, refuse};
use crate::value::Value;

/// An engine as its endpoint needs it. Only [`Engine::settled`] has no answer that suits every engine.
#[async_trait]
pub trait Engine: fmt::Debug + Send + Sync + 'static {
    /// Resolves once all that a reply may rest on survives the end of the process.
    async fn settled(&self) -> Result<(), Fault>;

    /// Begins the work in the background.
    fn start(self: Arc<Self>, _seams: &Seams) {}

    /// The whole state was exchanged.
    fn notice_exchange(&self) {}

    /// See [`service::Service::notice_stop`].
    fn notice_stop(&self) {}

    /// What takes events for its resources, by the service in their ARNs.
    fn event_target(self: Arc<Self>) -> Option<(&'static str, Arc<dyn EventTarget>)> {
        None
    }

    /// Its functions, for who waits for them.
    fn functions(self: Arc<Self>) -> Option<Arc<dyn Functions>> {
        None
    }

    /// The access keys that it makes.
    fn access_keys(self: Arc<Self>) -> Option<Arc<dyn AccessKeys>> {
        None
    }

    /// The keys that it encrypts with for others.
    fn keys(self: Arc<Self>) -> Option<Arc<dyn Keys>> {
        None
    }

    /// Answers at one of the emulator's own paths of this service.
    async fn answer_control(&self, _path: &str, _request: Request) -> Option<Response> {
        None
    }
}

/// One service.
#[derive(Debug)]
pub struct Endpoint<E: Engine> {
    /// What is fixed of it for the gateway.
    pub facts: &'static Facts,
    /// Its dialect and its table.
    pub service: Service<E>,
    /// What answers.
    pub engine: Arc<E>,
}

/// Every operation of a model, for [`Facts::operations`].
pub fn known<E: Send + Sync + 'static>(dialect: &Dialect, rows: &[Row<Modelled<E>>]) -> Vec<Known> {
    let row_of = |name: &str| rows.iter().find(|row| row.signature.name == name);
    let known = dialect.model.names.iter().map(|(name, _, _)| match row_of(name) {
        Some(row) => Known { name, is_built: true, kept: row.kept, limits: row.limits },
        None => Known { name, is_built: false, kept: &[], limits: "" },
    });
    known.collect()
}

#[async_trait]
impl<E: Engine> service::Service for Endpoint<E> {
    fn facts(&self) -> &'static Facts {
        self.facts
    }

    async fn answer(&self, call: Call, request: Request) -> Response {
        let spoken = Spoken::of_request(&request);
        let reply = self.service.answer(&self.engine, &call, (&spoken, request)).await;
        // Every reply, a refusal too, may show what others have committed.
        match self.engine.settled().await {
            Ok(()) => reply,
            Err(fault) => {
                let (request_id, service, cause) = (&call.request_id, self.facts.name, &fault.cause);
                tracing::error!(%request_id, service, cause, "the store failed");
                refuse(self.service.dialect, &spoken, &call.request_id, &fault)
            }
        }
    }

    fn refuse(&self, call: &Call, spoken: &Spoken, refusal: &Refusal) -> Response {
        let mut fault = Fault::sender(refusal.code, refusal.message.clone()).status(refusal.status.as_u16());
        fault.sender = refusal.status.is_client_error();
        fault.fields =
            refusal.fields.iter().map(|(name, value)| (*name, Value::Text(value.clone()))).collect();
        refuse(self.service.dialect, spoken, &call.request_id, &fault)
    }

    async fn answer_control(&self, path: &str, request: Request) -> Option<Response> {
        self.engine.answer_control(path, request).await
    }

    fn event_target(&self) -> Option<(&'static str, Arc<dyn EventTarget>)> {
        self.engine.clone().event_target()
    }

    fn functions(&self) -> Option<Arc<dyn Functions>> {
        self.engine.clone().functions()
    }

    fn access_keys(&self) -> Option<Arc<dyn AccessKeys>> {
        self.engine.clone().access_keys()
    }

    fn keys(&self) -> Option<Arc<dyn Keys>> {
        self.engine.clone().keys()
    }

    fn start(&self, seams: &Seams) {
        self.engine.clone().start(seams);
    }

    fn notice_exchange(&self) {
        self.engine.notice_exchange();
    }

    fn notice_stop(&self) {
        self.engine.notice_stop();
    }
}
