//! What all of SQS is made of.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use base::clock::Clock;
use base::schedule::{Schedule, Slot};
use parking_lot::Mutex;
use store::Store;

use crate::queue::name::QueueName;
use crate::records::Records;

pub(crate) mod waiting;

use waiting::Waiting;

/// What the user set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Whether members that are kept without effect are refused.
    pub strict: bool,
    /// Whether a queue's name is taken for a minute after its deletion, and a queue purged once in a minute, as on AWS.
    pub delays: bool,
}

/// SQS of one emulator.
pub struct Engine {
    pub(crate) records: Records,
    pub(crate) schedule: Schedule,
    pub(crate) settings: Settings,
    /// Who waits for messages.
    pub(crate) waiting: Waiting,
    /// When the oldest message of all is too old, as far as is known, in milliseconds since 1970.
    pub(crate) sweep_at_ms: AtomicU64,
    pub(crate) sweep: Slot,
    pub(crate) moving: Slot,
    /// Of which services the log says that queues' policies do not let them send: once for each.
    pub(crate) tolerated: Mutex<HashSet<(QueueName, &'static str)>>,
}

impl Engine {
    /// An engine on this state.
    pub fn new(store: Store, schedule: Schedule, settings: Settings) -> Arc<Engine> {
        Arc::new(Engine {
            records: Records::new(store),
            schedule,
            settings,
            waiting: Waiting::default(),
            sweep_at_ms: AtomicU64::new(0),
            sweep: Slot::default(),
            moving: Slot::default(),
            tolerated: Mutex::default(),
        })
    }

    /// An engine over a fork of the store, on the same schedule.
    pub fn fork(&self, store: Store) -> Arc<Engine> {
        Engine::new(store, self.schedule.clone(), self.settings)
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
