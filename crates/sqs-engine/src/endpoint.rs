//! SQS as the gateway sees it.

use std::sync::Arc;

use async_trait::async_trait;
use base::http::{Request, Response};
use base::schedule::Next;
use base::seams::{EventTarget, Seams};
use base::service::{self, Facts, Known, SignatureWords};
use wire::endpoint::{self, Endpoint, known};
use wire::fault::Fault;
use wire::protocol::{Dialect, Protocol};
use wire::service::Service;

use crate::engine::Engine;
use crate::model::MODEL;
use crate::queue::address;
use crate::{access, error, ops};

/// SQS.
pub static SQS: Facts = Facts {
    signing_names: &["sqs"],
    targets: &["AmazonSQS"],
    query_versions: &["2012-11-05"],
    hosts: &[&["sqs"], &["*", "queue"], &["queue"]],
    // Forms are how query is spoken; the gateway keeps foreign pages from sending them.
    refuses_forms: false,
    signature_words: SignatureWords::Query,
    operations,
    body_limit: BODY_LIMIT,
    ..Facts::of("sqs")
};

/// How long a body may be, in bytes: a message of a megabyte takes up to six in JSON, and three in a form.
const BODY_LIMIT: usize = 8 << 20;

/// What SQS says in its own way.
pub(crate) static DIALECT: Dialect = Dialect {
    protocols: &[Protocol::Json10, Protocol::Query],
    // What is missing, too long or unknown has a sentence of SQS's own.
    judges: false,
    broken_constraints: "InvalidParameterValue",
    malformed: "SerializationException",
    unknown_operation: "InvalidAction",
    internal: error::INTERNAL,
    type_prefix: "com.amazonaws.sqs#",
    query_errors: true,
    writes_empty: false,
    body_limit: BODY_LIMIT,
    complete: address::complete,
    ..Dialect::of(&MODEL)
};

fn operations() -> Vec<Known> {
    known(&DIALECT, ops::ROWS)
}

/// The service that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn service::Service>> {
    let strict = engine.settings.strict;
    let service = Service { dialect: &DIALECT, rows: ops::ROWS, strict, admits: access::admits };
    vec![Arc::new(Endpoint { facts: &SQS, service, engine })]
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.records.settled().await
    }

    fn start(self: Arc<Self>, _: &Seams) {
        self.sweep.hold(self.schedule.add("sqs sweep", &self, Next::NOW, Engine::sweep));
        self.moving.hold(self.schedule.add("sqs moves", &self, Next::NOW, Engine::move_messages));
    }

    fn notice_exchange(&self) {
        self.waiting.wake_everybody();
        self.sweep.wake();
        self.moving.wake();
    }

    fn event_target(self: Arc<Self>) -> Option<(&'static str, Arc<dyn EventTarget>)> {
        Some(("sqs", self))
    }

    async fn answer_control(&self, path: &str, request: Request) -> Option<Response> {
        self.answer_own(path, request).await
    }
}
