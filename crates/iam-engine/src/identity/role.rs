//! IAM roles.

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::error;
use crate::identity::permissions::Permissions;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Change, Kind, Record};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 1000;

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Role {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) path: String,
    /// `AROA…`
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    /// Who may assume it, as the text that was given.
    pub(crate) trust_policy: String,
    /// Absent and empty are two things.
    pub(crate) description: Option<String>,
    /// The longest session in seconds.
    pub(crate) max_session_s: u32,
    pub(crate) tags: Tags,
    pub(crate) permissions: Permissions,
}

impl Record for Role {
    const KIND: Kind = Kind::Role;

    fn name(&self) -> &str {
        &self.name
    }
}

impl Role {
    /// The role of that name, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, name: &str) -> Result<Role, Fault> {
        change.get(name)?.ok_or_else(|| Role::missing(name))
    }

    /// As recorded of users.
    pub(crate) fn missing(name: &str) -> Fault {
        error::no_such_entity(format!("The role with name {name} cannot be found."))
    }

    /// As replies show it. Lists leave out tags, the boundary and the last use.
    pub(crate) fn shown(&self, is_in_a_list: bool) -> Fields {
        let mut fields = Fields::new(&iam::ROLE)
            .with("Path", self.path.as_str())
            .with("RoleName", self.name.as_str())
            .with("RoleId", self.id.as_str())
            .with("Arn", self.arn.as_str())
            .with("CreateDate", shown::time(self.created_s))
            .with("AssumeRolePolicyDocument", shown::document(&self.trust_policy))
            .with("Description", self.description.clone())
            .with("MaxSessionDuration", self.max_session_s);
        if !is_in_a_list {
            fields.set("PermissionsBoundary", self.permissions.boundary_shown());
            fields.set("Tags", shown::tags(&self.tags));
        }
        fields
    }
}
