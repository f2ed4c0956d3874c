//! What the readers of a mapping have of their engine: all that they wait with, and the engine itself only for as long as
//! something is done with it. So an engine goes with whoever has it, and its readers with it.

use std::sync::{Arc, Weak};
use std::time::Duration;

use base::clock::Clock;
use base::entropy::Entropy;
use base::task::Tasks;

use crate::engine::{self, Engine, Seams};

/// The surroundings of a reader.
#[derive(Debug)]
pub(super) struct Host {
    engine: Weak<Engine>,
    pub(super) clock: Clock,
    pub(super) host_clock: Clock,
    pub(super) entropy: Entropy,
    pub(super) tasks: Tasks,
    pub(super) seams: Seams,
    retry_scale: f64,
}

impl Host {
    pub(super) fn of(engine: &Arc<Engine>) -> Host {
        Host {
            engine: Arc::downgrade(engine),
            clock: engine.clock.clone(),
            host_clock: engine.host_clock.clone(),
            entropy: engine.entropy.clone(),
            tasks: engine.tasks.clone(),
            seams: engine.seams.clone(),
            retry_scale: engine.settings.retry_scale,
        }
    }

    /// The engine, if it is still there. If not, the mapping has been asked to end. It must not be held while waiting for what
    /// may never come.
    pub(super) fn engine(&self) -> Option<Arc<Engine>> {
        self.engine.upgrade()
    }

    /// A wait between attempts, as the settings scale it.
    pub(super) fn scaled(&self, wait: Duration) -> Duration {
        engine::scaled(wait, self.retry_scale)
    }
}
