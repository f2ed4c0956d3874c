//! Users, groups and roles by their ARNs.

use base::arn::{AccountId, Arn};
use policy::Principal;
use wire::fault::Fault;

use crate::error;
use crate::identity::group::Group;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::records::Records;

/// What an ARN names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Group,
    Role,
}

/// Whom an ARN names, whether it is there or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) arn: Arn,
    pub(crate) account: AccountId,
    pub(crate) kind: Kind,
    /// Without its path.
    pub(crate) name: String,
}

/// A user, group or role.
#[derive(Clone, Debug)]
pub(crate) enum Entity {
    User(User),
    Group(Group),
    Role(Role),
}

impl Kind {
    /// As the resources of ARNs and the ids of inline policies have it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Kind::User => "user",
            Kind::Group => "group",
            Kind::Role => "role",
        }
    }
}

impl Named {
    /// Reads an ARN: `arn:aws:iam::ACCOUNT:user/PATH/NAME`, or of a group or role.
    pub(crate) fn read(arn: &str) -> Option<Named> {
        let arn = Arn::parse(arn).filter(|arn| arn.service == "iam" && arn.region.is_empty())?;
        let account = AccountId::parse(&arn.account)?;
        let (kind, rest) = arn.resource.split_once('/')?;
        let kind = [Kind::User, Kind::Group, Kind::Role].into_iter().find(|known| known.text() == kind)?;
        let name = rest.rsplit('/').next().filter(|name| !name.is_empty())?.to_owned();
        Some(Named { account, kind, name, arn })
    }

    /// The same, where it must name somebody.
    ///
    /// # Errors
    ///
    /// It does not.
    pub(crate) fn demand(arn: &str) -> Result<Named, Fault> {
        Named::read(arn).ok_or_else(|| error::simulation::no_entity(arn))
    }

    /// The same, where it must name somebody of an account.
    ///
    /// # Errors
    ///
    /// It does not.
    pub(crate) fn demand_own(account: AccountId, arn: &str) -> Result<Named, Fault> {
        let named = Named::demand(arn)?;
        if named.account == account {
            Ok(named)
        } else {
            Err(error::simulation::foreign_source(account, named.account))
        }
    }

    /// The thing itself. Its path must be that of the ARN.
    ///
    /// # Errors
    ///
    /// It is not there.
    pub(crate) fn find(&self, records: &Records) -> Result<Entity, Fault> {
        let (account, name, arn) = (self.account, self.name.as_str(), self.arn.to_string());
        let found = match self.kind {
            Kind::User => records.get::<User>(account, name)?.map(Entity::User),
            Kind::Group => records.get::<Group>(account, name)?.map(Entity::Group),
            Kind::Role => records.get::<Role>(account, name)?.map(Entity::Role),
        };
        found.filter(|found| found.arn() == arn).ok_or_else(|| match self.kind {
            Kind::User => User::missing(name),
            Kind::Group => Group::missing(name),
            Kind::Role => Role::missing(name),
        })
    }

    /// Who it is in a simulated request. A group cannot ask; it stands for a member whose name is not known.
    pub(crate) fn principal(&self) -> Principal {
        let role = self.arn.clone();
        match self.kind {
            Kind::User | Kind::Group => Principal::User { arn: role },
            Kind::Role => {
                let resource = format!("assumed-role/{}/simulated", self.name);
                let session = Arn { service: "sts".to_owned(), resource, ..role.clone() };
                Principal::RoleSession { session, role }
            }
        }
    }
}

impl Entity {
    pub(crate) fn arn(&self) -> &str {
        match self {
            Entity::User(user) => &user.arn,
            Entity::Group(group) => &group.arn,
            Entity::Role(role) => &role.arn,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Entity::User(_) => Kind::User,
            Entity::Group(_) => Kind::Group,
            Entity::Role(_) => Kind::Role,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_names_a_user_group_or_role() {
        for (arn, expected) in [
            ("arn:aws:iam::123456789012:user/p/q/ann", Some((Kind::User, "ann"))),
            ("arn:aws-cn:iam::123456789012:group/g", Some((Kind::Group, "g"))),
            ("arn:aws:iam::123456789012:role/service-role/r", Some((Kind::Role, "r"))),
            ("arn:aws:sts::123456789012:assumed-role/r/s", None),
            ("arn:aws:iam::123456789012:root", None),
            ("arn:aws:iam::123456789012:user/", None),
            ("arn:aws:iam::aws:user/u", None),
            ("arn:aws:iam:us-east-1:123456789012:user/u", None),
            ("ann", None),
        ] {
            let named = Named::read(arn);
            assert_eq!(named.as_ref().map(|named| (named.kind, named.name.as_str())), expected, "{arn}");
        }
    }
}
