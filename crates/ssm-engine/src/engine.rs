//! What all of Parameter Store is made of.

use std::fmt;
use std::sync::Arc;

use base::call::Call;
use base::clock::Clock;
use base::schedule::{Schedule, Slot};
use base::seams::Secrets;
use policy::Principal;
use store::Store;

use crate::records::Records;
use crate::seal::Keyring;

/// What the user set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Whether members that are kept without effect are refused.
    pub strict: bool,
}

/// What other engines do for this one.
#[derive(Clone, Debug)]
pub struct Seams {
    /// The secrets that it hands on.
    pub secrets: Arc<dyn Secrets>,
}

/// Parameter Store of one emulator.
pub struct Engine {
    pub(crate) records: Records,
    pub(crate) schedule: Schedule,
    pub(crate) settings: Settings,
    pub(crate) seams: Seams,
    /// The keys of KMS.
    pub(crate) keys: Keyring,
    /// Parameters that have expired go.
    pub(crate) expiry: Slot,
}

impl Engine {
    /// An engine on this state.
    pub fn new(store: Store, schedule: Schedule, settings: Settings, seams: Seams) -> Arc<Engine> {
        Arc::new(Engine {
            records: Records::new(store),
            schedule,
            settings,
            seams,
            keys: Keyring::default(),
            expiry: Slot::default(),
        })
    }

    /// The emulator's clock.
    pub(crate) fn clock(&self) -> &Clock {
        self.schedule.clock()
    }
}

/// Who makes a change, as parameters and settings show it: an ARN.
pub(crate) fn who(call: &Call) -> String {
    Principal::of(call).name()
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}
