//! SQS as the gateway sees it.

use std::sync::Arc;

use async_trait::async_trait;
use base::http::{Request, Response};
use base::schedule::Next;
use base::seams::{EventTarget, Seams};
use base::service::{self, Facts, Known, SignatureWords};
use wire::endpoint::{self, Endpoint, known};
use wire::fault::Fault;
use wire::service::Service;

use crate::dialect::{BODY_LIMIT, DIALECT};
use crate::engine::Engine;
use crate::{access, ops};

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

fn operations() -> Vec<Known> {
    known(&DIALECT, ops::ROWS)
}

/// The service that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn service::Service>> {
    let strict = engine.settings.strict;
    let service = Service { dialect: &DIALECT, rows: ops::ROWS, strict, admits: access::admits };
    vec![Arc::new(Endpoint { facts: &SQS, service, engine })]
}

impl Engine {
    /// Begins the work in the background.
    pub fn begin(self: &Arc<Self>) {
        self.sweep.hold(self.schedule.add("sqs sweep", self, Next::NOW, Engine::sweep));
        self.moving.hold(self.schedule.add("sqs moves", self, Next::NOW, Engine::move_messages));
    }
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.records.settled().await
    }

    fn start(self: Arc<Self>, _: &Seams) {
        self.begin();
    }

    fn notice_exchange(&self) {
        self.waiting.wake_everybody();
        self.sweep.wake();
        self.moving.wake();
    }

    fn notice_stop(&self) {
        self.waiting.close();
    }

    fn event_target(self: Arc<Self>) -> Option<(&'static str, Arc<dyn EventTarget>)> {
        Some(("sqs", self))
    }

    async fn answer_control(&self, path: &str, request: Request) -> Option<Response> {
        self.answer_own(path, request).await
    }
}
