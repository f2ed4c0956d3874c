//! Builds one emulator: clock, chance, store, engines, and the seams between the engines.

use std::sync::Arc;

use base::clock::{Clock, Stopwatch};
use base::entropy::Entropy;
use base::task::Tasks;
use store::Store;

use crate::config::Settings;
use crate::engines::Engines;
use crate::service_of::Service;

/// Everything that one emulator consists of, but for its socket.
#[derive(Debug)]
pub(crate) struct Emulator {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) store: Store,
    pub(crate) tasks: Tasks,
    pub(crate) engines: Engines,
    /// Runs since the emulator was built.
    pub(crate) up: Stopwatch,
    /// Tells this run of the emulator from others.
    pub(crate) session: String,
}

impl Emulator {
    /// Builds it. The engines' background work has begun on return.
    pub(crate) fn build(settings: &Settings) -> Result<Arc<Emulator>, store::Error> {
        let entropy = settings.seed.map_or_else(Entropy::from_host, Entropy::seeded);
        let store = Store::in_memory(entropy.clone());
        Ok(Arc::new(Emulator {
            settings: settings.clone(),
            clock: Clock::system(),
            session: entropy.uuid(),
            entropy,
            store,
            tasks: Tasks::new(),
            engines: Engines::default(),
            up: Stopwatch::start(),
        }))
    }

    /// Whether the settings have this service on.
    pub(crate) fn is_on(&self, service: Service) -> bool {
        self.settings.services.contains(&service)
    }
}
