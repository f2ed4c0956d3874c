//! What was found out about access keys before: as long as nothing has changed, it still holds.

use std::collections::HashMap;

use base::clock::Timestamp;
use base::seams::{KeyIdentity, KnownKey};
use parking_lot::RwLock;

use crate::message::id;
use crate::records::Stamp;

/// How many keys are remembered; then all are forgotten.
const MOST: usize = 4096;

/// How many bytes their sessions' managed policies may have together; then too.
const MOST_BYTES: usize = 32 << 20;

/// How long a use of a key may go unnoticed behind another of the same kind.
const USES_APART_S: u64 = 60;

/// What was found before.
#[derive(Debug, Default)]
pub(crate) struct KnownKeys {
    found: RwLock<Remembered>,
    /// When the keys that last were last used: of this process alone.
    used: RwLock<HashMap<String, LastUse>>,
    /// The same of roles, below their ids, by the keys of their sessions.
    roles: RwLock<HashMap<String, LastUse>>,
}

/// The keys that were found, and how many bytes the managed policies of their sessions have.
#[derive(Debug, Default)]
struct Remembered {
    keys: HashMap<String, Found>,
    bytes: usize,
}

/// One key.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The state in which it was found.
    pub(crate) stamp: Stamp,
    pub(crate) key: KnownKey,
    pub(crate) expires: Option<Timestamp>,
}

/// When and where a key or a role was last used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LastUse {
    pub(crate) at_s: u64,
    pub(crate) service: String,
    pub(crate) region: String,
}

impl Found {
    /// The id of the role that the key's session is of.
    fn role(&self) -> Option<String> {
        let principal = self.key.owner.principal.as_ref()?;
        let KeyIdentity::RoleSession { .. } = &principal.identity else { return None };
        principal.user_id.split_once(':').map(|(id, _)| id.to_owned())
    }

    fn managed_bytes(&self) -> usize {
        let session = self.key.owner.principal.as_ref().and_then(|principal| principal.session.as_ref());
        session.map_or(0, |session| session.managed_policies.iter().map(String::len).sum())
    }
}

impl KnownKeys {
    /// What was found of a key.
    pub(crate) fn found(&self, access_key: &str) -> Option<Found> {
        self.found.read().keys.get(access_key).cloned()
    }

    /// Remembers what was found of a key.
    pub(crate) fn remember(&self, access_key: &str, found: Found) {
        let mut known = self.found.write();
        let bytes = found.managed_bytes();
        // What is in the place of another counts twice until all are forgotten.
        if known.keys.len() >= MOST || known.bytes.saturating_add(bytes) > MOST_BYTES {
            *known = Remembered::default();
        }
        known.bytes += bytes;
        known.keys.insert(access_key.to_owned(), found);
    }

    /// When a key was last used.
    pub(crate) fn last_use(&self, access_key: &str) -> Option<LastUse> {
        self.used.read().get(access_key).cloned()
    }

    /// When a role was last used, by its id.
    pub(crate) fn last_use_of_role(&self, id: &str) -> Option<LastUse> {
        self.roles.read().get(id).cloned()
    }

    /// Notes a use of a key: of one that lasts, of its own, and of a session's, of its role.
    pub(crate) fn note_use(&self, access_key: &str, service: &str, region: &str, at_s: u64) {
        if id::is_temporary(access_key) {
            let role = self.found.read().keys.get(access_key).and_then(Found::role);
            if let Some(role) = role {
                note(&self.roles, &role, (service, region), at_s);
            }
        } else if id::is_lasting(access_key) {
            note(&self.used, access_key, (service, region), at_s);
        }
    }
}

fn note(used: &RwLock<HashMap<String, LastUse>>, name: &str, (service, region): (&str, &str), at_s: u64) {
    let is_noted = |last: &LastUse| {
        last.service == service && last.region == region && at_s.abs_diff(last.at_s) < USES_APART_S
    };
    if used.read().get(name).is_some_and(is_noted) {
        return;
    }
    let mut used = used.write();
    if used.len() >= MOST {
        used.clear();
    }
    let last = LastUse { at_s, service: service.to_owned(), region: region.to_owned() };
    used.insert(name.to_owned(), last);
}
