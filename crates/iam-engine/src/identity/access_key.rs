//! Access keys that last. Their secrets are made of the state's own key, and stand nowhere.

use serde::{Deserialize, Serialize};

use wire::fault::Fault;

use crate::error;
use crate::records::{Kind, Record};

/// How many a user may have, or the root user: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 2;

/// An access key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessKey {
    /// `AKIA…`
    pub(crate) id: String,
    pub(crate) account: String,
    /// The name of its user; nothing if it is the root user's.
    pub(crate) user: Option<String>,
    pub(crate) is_active: bool,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
}

impl Record for AccessKey {
    const KIND: Kind = Kind::AccessKey;

    fn name(&self) -> &str {
        &self.id
    }
}

/// Our guess at the sentence, after the one recorded of users.
pub(crate) fn missing(id: &str) -> Fault {
    error::no_such_entity(format!("The Access Key with id {id} cannot be found."))
}
