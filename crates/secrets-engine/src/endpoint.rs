//! Secrets Manager as the gateway sees it.

use std::sync::Arc;

use async_trait::async_trait;
use base::schedule::Next;
use base::seams::{Seams, Secrets};
use base::service::{self, Facts, Known};
use wire::endpoint::{self, Endpoint, known};
use wire::fault::Fault;
use wire::service::Service;

use crate::dialect::{BODY_LIMIT, DIALECT};
use crate::engine::Engine;
use crate::{access, ops};

/// Secrets Manager.
pub static SECRETS_MANAGER: Facts = Facts {
    signing_names: &["secretsmanager"],
    targets: &["secretsmanager"],
    hosts: &[&["secretsmanager"], &["secretsmanager-fips"]],
    operations,
    body_limit: BODY_LIMIT,
    ..Facts::of("secretsmanager")
};

fn operations() -> Vec<Known> {
    known(&DIALECT, ops::ROWS)
}

/// The service that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn service::Service>> {
    let strict = engine.settings.strict;
    let service = Service { dialect: &DIALECT, rows: ops::ROWS, strict, admits: access::admits };
    vec![Arc::new(Endpoint { facts: &SECRETS_MANAGER, service, engine })]
}

impl Engine {
    /// Begins the work in the background.
    pub fn begin(self: &Arc<Self>) {
        self.upkeep.hold(self.schedule.add("secrets upkeep", self, Next::NOW, Engine::keep_up));
    }

    /// The secrets, for who hands them on.
    pub fn secrets(self: &Arc<Self>) -> Arc<dyn Secrets> {
        self.clone()
    }
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.records.settled().await
    }

    fn start(self: Arc<Self>, seams: &Seams) {
        self.meet(seams.keys.clone(), seams.functions.clone());
        self.begin();
    }

    fn notice_exchange(&self) {
        self.upkeep.wake();
    }
}
