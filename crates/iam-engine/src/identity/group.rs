//! IAM groups.

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::identity::permissions::Permissions;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Change, Kind, Record};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 300;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) path: String,
    /// `AGPA…`
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    pub(crate) permissions: Permissions,
    /// The names of its users, in the order in which they came.
    pub(crate) users: Vec<String>,
}

impl Record for Group {
    const KIND: Kind = Kind::Group;

    fn name(&self) -> &str {
        &self.name
    }
}

impl Group {
    /// The group of that name, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, name: &str) -> Result<Group, Fault> {
        change.get(name)?.ok_or_else(|| Group::missing(name))
    }

    /// As recorded of users.
    pub(crate) fn missing(name: &str) -> Fault {
        error::no_such_entity(format!("The group with name {name} cannot be found."))
    }

    /// As replies show it.
    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&iam::GROUP)
            .with("Path", self.path.as_str())
            .with("GroupName", self.name.as_str())
            .with("GroupId", self.id.as_str())
            .with("Arn", self.arn.as_str())
            .with("CreateDate", shown::time(self.created_s))
    }
}
