//! CloudWatch Logs as the gateway sees it.

use std::sync::Arc;

use async_trait::async_trait;
use base::schedule::Next;
use base::seams::{LogSink, Seams};
use base::service::{self, Facts, Known};
use wire::endpoint::{self, Endpoint, known};
use wire::fault::Fault;
use wire::service::Service;

use crate::dialect::{self, BODY_LIMIT, DIALECT};
use crate::engine::Engine;
use crate::ops;

/// CloudWatch Logs.
pub static LOGS: Facts = Facts {
    signing_names: &["logs"],
    targets: &["Logs_20140328"],
    hosts: &[&["logs"], &["stream-logs"], &["streaming-logs"]],
    operations,
    body_limit: BODY_LIMIT,
    ..Facts::of("logs")
};

fn operations() -> Vec<Known> {
    known(&DIALECT, ops::ROWS)
}

/// The service that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn service::Service>> {
    let strict = engine.settings.strict;
    let service = Service { dialect: &DIALECT, rows: ops::ROWS, strict, admits: dialect::judge };
    vec![Arc::new(Endpoint { facts: &LOGS, service, engine })]
}

impl Engine {
    /// Begins the work in the background.
    pub fn begin(self: &Arc<Self>) {
        self.sweep.hold(self.schedule.add("logs sweep", self, Next::NOW, Engine::sweep));
        self.flush.hold(self.schedule.add("logs flush", self, Next::NOW, Engine::flush_handed));
        self.exports.hold(self.schedule.add("logs exports", self, Next::NOW, Engine::export));
        self.find_queries();
        self.queries.hold(self.schedule.add("logs queries", self, Next::NOW, Engine::run_queries));
    }

    /// What takes the lines of other services.
    pub fn log_sink(self: &Arc<Self>) -> Arc<dyn LogSink> {
        self.clone()
    }
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.records.settled().await
    }

    fn start(self: Arc<Self>, seams: &Seams) {
        self.begin();
        self.deliver_to(seams.events.clone());
    }

    fn notice_exchange(&self) {
        self.sweep.wake();
        self.exports.wake();
        self.find_queries();
    }

    fn notice_stop(&self) {
        // What was printed last is in the store before it closes.
        while self.flush_some().unwrap_or(false) {}
    }
}
