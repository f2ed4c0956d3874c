//! One WASM environment at work: its program runs once for each invocation, in a `/tmp` that outlives them.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::Stopwatch;

use super::Shared;
use super::command::{self, Done};
use super::component::{self, Component, Warm};
use super::program::Program;
use super::surroundings::{Surroundings, no_folder};
use crate::execution::executor::{
    After, Environment, Failure, Identity, Invocation, Outcome, ReplySink, Version,
};
use crate::execution::log::{Log, Usage};

/// The environment.
pub(super) struct Instance {
    around: Surroundings,
    /// The component's instance that goes on from invocation to invocation.
    warm: Option<Warm>,
    /// How long the start took, until the first invocation has reported it.
    init: Option<Duration>,
}

impl Instance {
    /// Compiles the program if that has not been done, and makes the folder.
    pub(super) async fn start(
        shared: Arc<Shared>,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Instance, Failure> {
        let watch = Stopwatch::start();
        let around = Surroundings::of(shared, version, identity).await?;
        Ok(Instance { around, warm: None, init: Some(watch.elapsed()) })
    }

    async fn run(&mut self, invocation: &Invocation, reply: &ReplySink) -> wasmtime::Result<Done> {
        let (around, warm) = (&self.around, self.warm.take());
        match &around.compiled.program {
            Program::Module(pre, places) => {
                command::run_module(around, (pre.clone(), places.clone()), invocation).await
            }
            Program::Component(Component::Command(pre)) => {
                command::run_component(around, pre.clone(), invocation).await
            }
            Program::Component(Component::Http(pre)) => {
                component::http::serve(around, pre.clone(), invocation, reply).await
            }
            Program::Component(Component::Handler(handler)) => {
                let (done, warm) = handler.call(around, warm, invocation).await?;
                self.warm = warm;
                Ok(done)
            }
        }
    }
}

#[async_trait]
impl Environment for Instance {
    async fn invoke(&mut self, invocation: Invocation, reply: ReplySink) -> Outcome {
        let log = self.around.log.clone();
        let (version, clock) = (self.around.version.clone(), self.around.shared.clock.clone());
        *log.0.lock() = Log::to(self.around.identity.log.clone(), version.log_format.clone());
        log.0.lock().start(&invocation.request_id, &version.version, clock.now());
        let watch = Stopwatch::start();
        let (result, used_bytes) = match self.run(&invocation, &reply).await {
            Ok(done) => (done.result, u64::try_from(done.peak_bytes).ok()),
            Err(cause) => (Err(no_folder(&format_args!("{cause:#}"))), None),
        };
        let usage = Usage {
            duration: watch.elapsed(),
            init: self.init.take(),
            memory_mib: version.memory_mib,
            used_bytes,
        };
        let log = log.0.lock().finish(&invocation.request_id, result.as_ref().err(), usage, clock.now());
        // A guest that failed takes nothing with it, but on AWS its environment would be a new one.
        let goes_on = matches!(result, Ok(_) | Err(Failure::Reported(_) | Failure::ResponseTooLarge { .. }));
        Outcome { result, log, after: After::reusable(goes_on) }
    }

    fn is_alive(&mut self) -> bool {
        self.around.scratch.path().is_dir()
    }

    async fn stop(self: Box<Self>) {
        self.around.scratch.remove().await;
    }
}

impl std::fmt::Debug for Instance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Instance").field("version", &self.around.version).finish_non_exhaustive()
    }
}
