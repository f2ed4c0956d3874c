//! The deletions of services' roles that were asked for.

use serde::{Deserialize, Serialize};

use crate::records::{Kind, Record};

/// How many are remembered; of more the oldest is forgotten, as AWS forgets them too:
/// <https://github.com/gruntwork-io/cloud-nuke/issues/1143>.
const MOST: usize = 100;

/// Under which name they are kept: together, as there are few.
pub(crate) const NAME: &str = "deletions of services' roles";

/// The deletions of an account. All have succeeded: a role is gone at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deletions {
    /// Their ids, the oldest first: `task/aws-service-role/SERVICE/ROLE/UUID`.
    ids: Vec<String>,
}

impl Record for Deletions {
    const KIND: Kind = Kind::Job;

    fn name(&self) -> &'static str {
        NAME
    }
}

impl Deletions {
    /// Remembers one more.
    pub(crate) fn add(&mut self, id: String) {
        if self.ids.len() >= MOST {
            self.ids.remove(0);
        }
        self.ids.push(id);
    }

    /// Whether one is remembered.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|known| known == id)
    }
}
