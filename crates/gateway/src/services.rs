//! The services: one list. Adding a service is its crate, one line here, and how it is built in `build`.

pub mod build;

use std::sync::{Arc, OnceLock};

use base::clock::Clock;
use base::entropy::Entropy;
use base::schedule::Schedule;
use base::service::{Facts, Known, Service};
use base::task::Tasks;
use store::Store;

use crate::config::Settings;
use crate::wiring::Surroundings;

/// One line of the list: an engine, and the services that it is.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// What is fixed of its services.
    pub services: &'static [&'static Facts],
    /// Builds the engine; its services in the order of their facts.
    pub build: fn(&Ground) -> Vec<Arc<dyn Service>>,
}

/// Every service, in the order in which they are shown. An engine may use those that stand before it.
pub static ALL: &[Line] = &[
    Line { services: &[&s3_engine::S3, &s3_engine::S3_CONTROL], build: build::s3 },
    Line { services: &[&iam_engine::IAM, &iam_engine::STS], build: build::iam },
    Line { services: &[&sqs_engine::SQS], build: build::sqs },
    Line { services: &[&logs_engine::LOGS], build: build::logs },
    Line { services: &[&ssm_engine::SSM], build: build::ssm },
    Line { services: &[&secrets_engine::SECRETS_MANAGER], build: build::secrets },
    Line { services: &[&ddb_engine::DYNAMODB, &ddb_engine::DYNAMODB_STREAMS], build: build::dynamodb },
    Line { services: &[&lambda_exec::LAMBDA, &lambda_exec::FUNCTION_URL], build: build::lambda },
];

/// The facts of every service of a list.
pub fn facts(list: &'static [Line]) -> impl Iterator<Item = &'static Facts> + Clone {
    list.iter().flat_map(|line| line.services.iter().copied())
}

/// The services that have a switch of their own.
pub fn switches(list: &'static [Line]) -> impl Iterator<Item = &'static Facts> + Clone {
    facts(list).filter(|facts| facts.switched_by == facts.name)
}

/// The service of that name, of those that have a switch.
pub fn named(name: &str) -> Option<&'static Facts> {
    switches(ALL).find(|facts| facts.name == name)
}

/// Every operation that AWS has, by service; services whose operations stand in another's table are left out.
pub fn operations(list: &'static [Line]) -> Vec<(&'static Facts, Vec<Known>)> {
    let tables = facts(list).map(|facts| (facts, (facts.operations)()));
    tables.filter(|(_, known)| !known.is_empty()).collect()
}

/// What an engine is built on.
#[derive(Debug)]
pub struct Ground {
    /// All state.
    pub store: Store,
    /// The emulated time.
    pub clock: Clock,
    /// Chance.
    pub entropy: Entropy,
    /// Work in the background.
    pub tasks: Tasks,
    /// When it is due.
    pub schedule: Schedule,
    /// What the user set.
    pub settings: Settings,
    /// What of this process the engines of the first services need.
    pub(crate) surroundings: Surroundings,
    /// The engines that later lines use.
    pub(crate) iam: OnceLock<Arc<iam_engine::Engine>>,
    pub(crate) sqs: OnceLock<Arc<sqs_engine::Engine>>,
    pub(crate) logs: OnceLock<Arc<logs_engine::Engine>>,
    pub(crate) s3: OnceLock<Arc<s3_engine::Engine>>,
    pub(crate) dynamodb: OnceLock<Arc<ddb_engine::Engine>>,
    pub(crate) secrets: OnceLock<Arc<secrets_engine::Engine>>,
}

/// The services of one emulator. Those that are off are built too, which costs next to nothing, and are never asked.
#[derive(Debug)]
pub(crate) struct Services {
    list: &'static [Line],
    running: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    facts: &'static Facts,
    service: Arc<dyn Service>,
    is_on: bool,
}

impl Services {
    /// Builds all of a list.
    pub(crate) fn build(list: &'static [Line], ground: &Ground) -> Services {
        let built = list.iter().flat_map(|line| (line.build)(ground));
        let running = built.map(|service| {
            let facts = service.facts();
            Running { facts, service, is_on: ground.settings.is_on(facts) }
        });
        Services { list, running: running.collect() }
    }

    /// The list that they were built from.
    pub(crate) fn list(&self) -> &'static [Line] {
        self.list
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<dyn Service>> {
        self.running.iter().map(|running| &running.service)
    }

    /// The service that has these facts, and whether the settings have it on.
    pub(crate) fn of(&self, facts: &Facts) -> Option<(&dyn Service, bool)> {
        let found = self.running.iter().find(|running| std::ptr::eq(running.facts, facts));
        found.map(|running| (running.service.as_ref(), running.is_on))
    }

    /// Notifies all that the whole state was exchanged.
    pub(crate) fn notice_exchange(&self) {
        self.iter().for_each(|service| service.notice_exchange());
    }
}
