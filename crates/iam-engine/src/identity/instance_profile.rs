//! IAM instance profiles: what puts a role on a machine.

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::error;
use crate::identity::role::Role;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Change, Kind, Record};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 1000;

/// An instance profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InstanceProfile {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) path: String,
    /// `AIPA…`
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    pub(crate) tags: Tags,
    /// The name of its role. It has one at most.
    pub(crate) role: Option<String>,
}

impl Record for InstanceProfile {
    const KIND: Kind = Kind::InstanceProfile;

    fn name(&self) -> &str {
        &self.name
    }
}

impl InstanceProfile {
    /// The instance profile of that name, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, name: &str) -> Result<InstanceProfile, Fault> {
        change.get(name)?.ok_or_else(|| InstanceProfile::missing(name))
    }

    /// AWS's sentence, as users report it: <https://github.com/skyplane-project/skyplane/pull/724>.
    pub(crate) fn missing(name: &str) -> Fault {
        error::no_such_entity(format!("Instance Profile {name} cannot be found."))
    }

    /// As replies show it, with its role. Lists leave out tags.
    pub(crate) fn shown(&self, role: Option<&Role>, is_in_a_list: bool) -> Fields {
        let roles: Vec<Fields> = role.map(Role::core).into_iter().collect();
        let mut fields = Fields::new(&iam::INSTANCE_PROFILE)
            .with("Path", self.path.as_str())
            .with("InstanceProfileName", self.name.as_str())
            .with("InstanceProfileId", self.id.as_str())
            .with("Arn", self.arn.as_str())
            .with("CreateDate", shown::time(self.created_s))
            .with("Roles", roles);
        if !is_in_a_list {
            fields.set("Tags", shown::tags(&self.tags));
        }
        fields
    }
}
