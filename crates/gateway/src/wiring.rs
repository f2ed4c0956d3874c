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
    /// Builds it. The engines' background work has begun on return. Must be called within the runtime.
    pub(crate) async fn build(settings: &Settings) -> Result<Arc<Emulator>, store::Error> {
        let (clock, tasks) = (Clock::system(), Tasks::new());
        let entropy = settings.seed.map_or_else(Entropy::from_host, Entropy::seeded);
        let store = open_store(settings, entropy.clone()).await?;
        let engines = Engines {
            dynamodb: ddb_engine::Engine::new(store.clone(), clock.clone(), entropy.clone(), tasks.clone()),
        };
        let (settings, session, up) = (settings.clone(), entropy.uuid(), Stopwatch::start());
        Ok(Arc::new(Emulator { settings, clock, entropy, store, tasks, engines, up, session }))
    }

    /// Whether the settings have this service on.
    pub(crate) fn is_on(&self, service: Service) -> bool {
        self.settings.services.contains(&service)
    }
}

/// Opening a folder waits for the disk, so it happens on a thread that may.
async fn open_store(settings: &Settings, entropy: Entropy) -> Result<Store, store::Error> {
    let Some(folder) = settings.data_dir.clone() else { return Ok(Store::in_memory(entropy)) };
    let opening = tokio::task::spawn_blocking(move || Store::open(&folder, entropy));
    opening.await.unwrap_or_else(|cause| Err(store::Error::Io(std::io::Error::other(cause))))
}
