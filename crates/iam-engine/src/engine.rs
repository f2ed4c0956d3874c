//! What all of IAM and STS is made of.

use std::fmt;
use std::sync::Arc;

use base::clock::Clock;
use base::entropy::Entropy;
use base::seams::Sessions;
use store::Store;

use crate::identity::known_role::KnownRoles;
use crate::records::Records;
use crate::session::known::KnownKeys;

/// IAM and STS of one emulator.
pub struct Engine {
    pub(crate) records: Records,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    /// What is known of access keys that came before.
    pub(crate) known: KnownKeys,
    /// Roles that were assumed before.
    pub(crate) known_roles: KnownRoles,
}

impl Engine {
    /// An engine on this state. `entropy` may repeat; secrets never come from it.
    pub fn new(store: Store, clock: Clock, entropy: Entropy) -> Arc<Engine> {
        Arc::new(Engine {
            records: Records::new(store),
            clock,
            entropy,
            known: KnownKeys::default(),
            known_roles: KnownRoles::default(),
        })
    }

    /// An engine over a fork of the store, on the same clock. What is known of keys and roles depends on the state, and is
    /// found out again.
    pub fn fork(&self, store: Store, entropy: Entropy) -> Arc<Engine> {
        Engine::new(store, self.clock.clone(), entropy)
    }

    /// Sessions of roles, for services that run a user's code.
    pub fn sessions(self: &Arc<Engine>) -> Arc<dyn Sessions> {
        self.clone()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}
