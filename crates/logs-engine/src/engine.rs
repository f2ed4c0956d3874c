//! What all of CloudWatch Logs is made of.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, OnceLock};

use base::arn::{AccountId, Region};
use base::clock::Clock;
use base::schedule::{Schedule, Slot};
use base::seams::{EventTarget, ObjectStore};
use parking_lot::Mutex;
use store::{Channel, Outbox, Store};

use crate::records::Records;

pub(crate) mod handed;
pub(crate) mod tails;

use handed::Handed;
use tails::Tails;

/// What the user set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Whether members that are kept without effect are refused.
    pub strict: bool,
}

/// What other engines do for this one.
#[derive(Clone, Debug)]
pub struct Seams {
    /// Where exports are put.
    pub objects: Arc<dyn ObjectStore>,
}

/// CloudWatch Logs of one emulator.
pub struct Engine {
    pub(crate) records: Records,
    pub(crate) schedule: Schedule,
    pub(crate) settings: Settings,
    pub(crate) seams: Seams,
    /// Lines that other services have handed over, and that are not in the store yet.
    pub(crate) handed: Handed,
    /// Events on their way to those who subscribe to them.
    pub(crate) outbox: Outbox,
    /// Where events are sent, once the service has started.
    pub(crate) events: OnceLock<Arc<dyn EventTarget>>,
    pub(crate) sweep: Slot,
    pub(crate) flush: Slot,
    pub(crate) exports: Slot,
    /// Queries that are to be run.
    pub(crate) asked: Mutex<VecDeque<Asked>>,
    pub(crate) queries: Slot,
    /// Who looks at new events as they come.
    pub(crate) tails: Tails,
}

/// A query that is to be run: whose it is, and its id.
pub(crate) type Asked = (AccountId, Region, String);

impl Engine {
    /// An engine on this state.
    pub fn new(store: Store, schedule: Schedule, settings: Settings, seams: Seams) -> Arc<Engine> {
        Arc::new(Engine {
            outbox: Outbox::new(&store, Channel::LogsSubscriptions, Outbox::MOST_BYTES),
            events: OnceLock::new(),
            records: Records::new(store),
            schedule,
            settings,
            seams,
            handed: Handed::default(),
            sweep: Slot::default(),
            flush: Slot::default(),
            exports: Slot::default(),
            asked: Mutex::default(),
            queries: Slot::default(),
            tails: Tails::default(),
        })
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
