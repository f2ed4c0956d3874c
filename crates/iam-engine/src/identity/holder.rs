//! Who has policies: users, groups and roles, in what they are alike.

use wire::fault::Fault;

use crate::identity::group::Group;
use crate::identity::permissions::Permissions;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::records::{Change, Record};

/// What a user, group or role is to its policies. The quotas:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) trait Holder: Record + Send + 'static {
    /// The member of requests and replies that names it.
    const MEMBER: &'static str;
    /// What sentences call it.
    const WORD: &'static str;
    /// Characters of all its own policies together, without white space.
    const MAX_INLINE: usize;
    /// The name of the quota of policies that are attached to it.
    const ATTACHED: &'static str;

    /// `AIDA…`, `AGPA…`, `AROA…`
    fn id(&self) -> &str;

    /// Its path.
    fn path(&self) -> &str;

    /// What it may.
    fn permissions(&self) -> &Permissions;

    /// The same, to be changed.
    fn permissions_mut(&mut self) -> &mut Permissions;

    /// What is said where there is none of that name.
    fn missing(name: &str) -> Fault;

    /// Whether its owner may change it.
    ///
    /// # Errors
    ///
    /// Only AWS may.
    fn check_modifiable(&self) -> Result<(), Fault> {
        Ok(())
    }
}

/// The user, group or role of that name, whose policies are to be changed.
///
/// # Errors
///
/// There is none, or only AWS may change it.
pub(crate) fn demand<H: Holder>(change: &Change<'_>, name: &str) -> Result<H, Fault> {
    let holder: H = change.get(name)?.ok_or_else(|| H::missing(name))?;
    holder.check_modifiable()?;
    Ok(holder)
}

impl Holder for User {
    const MEMBER: &'static str = "UserName";
    const WORD: &'static str = "user";
    const MAX_INLINE: usize = 2048;
    const ATTACHED: &'static str = "PoliciesPerUser";

    fn id(&self) -> &str {
        &self.id
    }

    fn path(&self) -> &str {
        &self.path
    }

    fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    fn permissions_mut(&mut self) -> &mut Permissions {
        &mut self.permissions
    }

    fn missing(name: &str) -> Fault {
        User::missing(name)
    }
}

impl Holder for Group {
    const MEMBER: &'static str = "GroupName";
    const WORD: &'static str = "group";
    const MAX_INLINE: usize = 5120;
    const ATTACHED: &'static str = "PoliciesPerGroup";

    fn id(&self) -> &str {
        &self.id
    }

    fn path(&self) -> &str {
        &self.path
    }

    fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    fn permissions_mut(&mut self) -> &mut Permissions {
        &mut self.permissions
    }

    fn missing(name: &str) -> Fault {
        Group::missing(name)
    }
}

impl Holder for Role {
    const MEMBER: &'static str = "RoleName";
    const WORD: &'static str = "role";
    const MAX_INLINE: usize = 10_240;
    const ATTACHED: &'static str = "PoliciesPerRole";

    fn id(&self) -> &str {
        &self.id
    }

    fn path(&self) -> &str {
        &self.path
    }

    fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    fn permissions_mut(&mut self) -> &mut Permissions {
        &mut self.permissions
    }

    fn missing(name: &str) -> Fault {
        Role::missing(name)
    }

    /// The role of a service is the service's.
    fn check_modifiable(&self) -> Result<(), Fault> {
        Role::check_modifiable(self)
    }
}
