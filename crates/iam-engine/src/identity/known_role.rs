//! Roles that were assumed before: as long as nothing has changed, they are not read again.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::identity::role::Role;
use crate::records::Stamp;

/// How many roles are remembered, each of some thousand bytes; then all are forgotten.
const MOST: usize = 256;

/// Roles by their ARNs, each with the state in which it was read.
#[derive(Debug, Default)]
pub(crate) struct KnownRoles(RwLock<HashMap<String, (Stamp, Arc<Role>)>>);

impl KnownRoles {
    /// The role of that ARN, if it was read in this state.
    pub(crate) fn found(&self, arn: &str, stamp: Stamp) -> Option<Arc<Role>> {
        let roles = self.0.read();
        roles.get(arn).filter(|(of, _)| *of == stamp).map(|(_, role)| Arc::clone(role))
    }

    /// Remembers a role that was read in this state, or later.
    pub(crate) fn remember(&self, stamp: Stamp, role: &Arc<Role>) {
        let mut roles = self.0.write();
        if roles.len() >= MOST {
            roles.clear();
        }
        roles.insert(role.arn.clone(), (stamp, Arc::clone(role)));
    }
}
