//! IAM roles.

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::error;
use crate::identity::permissions::Permissions;
use crate::message::{document, shown};
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
    /// The longest session of a sign-in; nothing if it was never said.
    pub(crate) max_signin_s: Option<u32>,
    pub(crate) tags: Tags,
    pub(crate) permissions: Permissions,
    /// The names of the instance profiles that it is in, in the order in which it was put there.
    pub(crate) instance_profiles: Vec<String>,
}

/// Where roles stand that are linked to a service: nobody else puts one there.
pub(crate) const LINKED_PATH: &str = "/aws-service-role/";

/// How their names begin.
pub(crate) const LINKED_NAME: &str = "AWSServiceRoleFor";

/// How long a trust policy may be, in characters without white space:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length>.
const MOST_TRUST_POLICY: usize = 2048;

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

    /// Whether it belongs to a service.
    pub(crate) fn is_linked(&self) -> bool {
        self.path.starts_with(LINKED_PATH)
    }

    /// That it may be changed by who is not the service that it belongs to.
    ///
    /// # Errors
    ///
    /// It is linked to a service. AWS's sentence, as users report it:
    /// <https://github.com/gruntwork-io/cloud-nuke/issues/880>.
    pub(crate) fn check_modifiable(&self) -> Result<(), Fault> {
        if !self.is_linked() {
            return Ok(());
        }
        Err(error::unmodifiable(format!(
            "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS",
            self.name
        )))
    }

    /// As replies show it. Lists leave out tags, the boundary and the last use.
    pub(crate) fn shown(&self, is_in_a_list: bool) -> Fields {
        let mut fields = self
            .core()
            .with("Description", self.description.clone())
            .with("MaxSessionDuration", self.max_session_s)
            .with("MaxSigninSessionDuration", self.max_signin_s);
        if !is_in_a_list {
            fields.set("PermissionsBoundary", self.permissions.boundary_shown());
            fields.set("Tags", shown::tags(&self.tags));
        }
        fields
    }

    /// As the reply shows it that made it: description and session are not said again.
    /// <https://docs.aws.amazon.com/cli/latest/reference/iam/create-role.html#examples>
    pub(crate) fn shown_as_made(&self) -> Fields {
        self.core()
            .with("PermissionsBoundary", self.permissions.boundary_shown())
            .with("Tags", shown::tags(&self.tags))
    }

    /// What every reply shows of it; instance profiles show no more.
    /// <https://docs.aws.amazon.com/cli/latest/reference/iam/get-instance-profile.html#examples>
    pub(crate) fn core(&self) -> Fields {
        Fields::new(&iam::ROLE)
            .with("Path", self.path.as_str())
            .with("RoleName", self.name.as_str())
            .with("RoleId", self.id.as_str())
            .with("Arn", self.arn.as_str())
            .with("CreateDate", shown::time(self.created_s))
            .with("AssumeRolePolicyDocument", shown::document(&self.trust_policy))
    }
}

/// Judges the text of a trust policy.
///
/// # Errors
///
/// It is no policy of that form, or too long: white space does not count.
pub(crate) fn check_trust_policy(text: &str) -> Result<(), Fault> {
    document::check(text, policy::Form::Trust)?;
    if text.chars().filter(|c| !c.is_whitespace()).count() > MOST_TRUST_POLICY {
        return Err(error::limit_exceeded("ACLSizePerRole", MOST_TRUST_POLICY));
    }
    Ok(())
}
