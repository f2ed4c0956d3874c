//! IAM groups.

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::identity::membership::Membership;
use crate::identity::permissions::Permissions;
use crate::identity::user::{self, User};
use crate::message::shown;
use crate::model::iam;
use crate::records::{Change, Kind, Record, Records};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 300;

/// How many groups a user may be in, from the same page.
pub(crate) const MOST_OF_A_USER: usize = 10;

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

    /// The group of that name, to be read.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(records: &Records, account: AccountId, name: &str) -> Result<Group, Fault> {
        records.get(account, name)?.ok_or_else(|| Group::missing(name))
    }

    /// As recorded of users.
    pub(crate) fn missing(name: &str) -> Fault {
        error::no_such_entity(format!("The group with name {name} cannot be found."))
    }

    /// As recorded of users.
    pub(crate) fn taken(name: &str) -> Fault {
        error::already_exists(format!("Group with name {name} already exists."))
    }

    /// Writes the group under another name, and what names it with it: its users and their memberships.
    ///
    /// # Errors
    ///
    /// Something cannot be read.
    pub(crate) fn rename(self, change: &mut Change<'_>, renamed: &Group) -> Result<(), Fault> {
        if self.name != renamed.name {
            for name in Membership::users_to_change(change, &self.name, user::MOST)? {
                change.remove::<Membership>(&Membership::of(&self.name, &name).name);
                change.put(&Membership::of(&renamed.name, &name))?;
                let mut user = User::demand(change, &name)?;
                for group in user.groups.iter_mut().filter(|group| **group == self.name) {
                    group.clone_from(&renamed.name);
                }
                change.put(&user)?;
            }
        }
        change.remove::<Group>(&self.name);
        change.put(renamed)
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
