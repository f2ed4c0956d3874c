//! What all of Secrets Manager is made of.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use base::clock::Clock;
use base::schedule::{Schedule, Slot};
use base::seams::{Functions, Keys};
use parking_lot::Mutex;
use store::Store;
use wire::fault::Fault;

use crate::error;
use crate::records::Records;
use crate::secret::name::SecretName;

/// What the user set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Whether members that are kept without effect are refused.
    pub strict: bool,
}

/// What other services do for this one, once it has started.
#[derive(Clone, Debug)]
pub(crate) struct Others {
    /// What encrypts.
    pub(crate) keys: Arc<dyn Keys>,
    /// What rotates.
    pub(crate) functions: Arc<dyn Functions>,
}

/// Secrets Manager of one emulator.
pub struct Engine {
    pub(crate) records: Records,
    pub(crate) schedule: Schedule,
    pub(crate) settings: Settings,
    others: OnceLock<Others>,
    pub(crate) upkeep: Slot,
    /// The secrets whose functions run now.
    pub(crate) rotating: Mutex<HashSet<SecretName>>,
}

impl Engine {
    /// An engine on this state.
    pub fn new(store: Store, schedule: Schedule, settings: Settings) -> Arc<Engine> {
        Arc::new(Engine {
            records: Records::new(store),
            schedule,
            settings,
            others: OnceLock::new(),
            upkeep: Slot::default(),
            rotating: Mutex::default(),
        })
    }

    /// An engine over a fork of the store, on the same schedule, with the same others.
    pub fn fork(&self, store: Store) -> Arc<Engine> {
        let fork = Engine::new(store, self.schedule.clone(), self.settings);
        if let Some(Others { keys, functions }) = self.others.get().cloned() {
            fork.meet(keys, functions);
        }
        fork
    }

    /// What others do for it from now on.
    pub fn meet(&self, keys: Arc<dyn Keys>, functions: Arc<dyn Functions>) {
        // Whoever was there first stays.
        let _ = self.others.set(Others { keys, functions });
    }

    /// What others do for it.
    ///
    /// # Errors
    ///
    /// The service has not started.
    pub(crate) fn others(&self) -> Result<&Others, Fault> {
        self.others
            .get()
            .ok_or_else(|| error::internal("Secrets Manager has no keys before it has started".to_owned()))
    }

    /// The emulator's clock.
    pub(crate) fn clock(&self) -> &Clock {
        self.schedule.clock()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}
