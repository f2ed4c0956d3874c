//! Systems Manager as the gateway sees it.

use std::sync::Arc;

use async_trait::async_trait;
use base::schedule::Next;
use base::seams::{Keys, Seams};
use base::service::{self, Facts, Known};
use wire::endpoint::{self, Endpoint, known};
use wire::fault::Fault;
use wire::service::Service;

use crate::access;
use crate::dialect::DIALECT;
use crate::engine::Engine;
use crate::ops;

/// Systems Manager, of which Parameter Store is here.
pub static SSM: Facts = Facts {
    signing_names: &["ssm"],
    targets: &["AmazonSSM"],
    hosts: &[&["ssm"]],
    operations,
    ..Facts::of("ssm")
};

fn operations() -> Vec<Known> {
    known(&DIALECT, ops::ROWS)
}

/// The service that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn service::Service>> {
    let strict = engine.settings.strict;
    let service = Service { dialect: &DIALECT, rows: ops::ROWS, strict, admits: access::admits };
    vec![Arc::new(Endpoint { facts: &SSM, service, engine })]
}

impl Engine {
    /// Who encrypts secure strings.
    pub fn use_keys(&self, keys: Arc<dyn Keys>) {
        self.keys.set(keys);
    }

    /// Begins the work in the background.
    pub fn begin(self: &Arc<Self>) {
        self.expiry.hold(self.schedule.add("ssm expiry", self, Next::NOW, Engine::expire));
    }
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.records.settled().await
    }

    fn start(self: Arc<Self>, seams: &Seams) {
        self.use_keys(seams.keys.clone());
        self.begin();
    }

    fn notice_exchange(&self) {
        self.expiry.wake();
    }
}
