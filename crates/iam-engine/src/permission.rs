//! All policies of a user, group or role together, as decisions need them.

use base::arn::AccountId;
use policy::{Document, Form, Principal};
use wire::fault::Fault;

use crate::error;
use crate::identity::group::Group;
use crate::identity::holder::Holder;
use crate::identity::permissions::Permissions;
use crate::identity::policy::Policy;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::name;
use crate::records::Records;

/// What a user, group or role may.
#[derive(Debug)]
pub(crate) struct Applying {
    /// The policies that grant and deny: its own, those attached to it, and of a user those of its groups.
    pub(crate) identity: Vec<Source>,
    /// The policy that limits what they grant.
    pub(crate) boundary: Option<Source>,
}

/// A policy, and where it is from.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its name.
    pub(crate) name: String,
    pub(crate) origin: Origin,
    pub(crate) document: Document,
}

/// Where a policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A user's own.
    User,
    /// A group's own.
    Group,
    /// A role's own.
    Role,
    /// A managed policy of AWS's.
    Aws,
    /// A managed policy of the account's.
    Account,
}

/// All policies of who makes a request: a user, or the role or user that a session is of. Nothing if it is neither, or is
/// not there.
///
/// # Errors
///
/// A record cannot be read.
pub(crate) fn of(records: &Records, who: &Principal) -> Result<Option<Applying>, Fault> {
    let (Principal::User { arn }
    | Principal::RoleSession { role: arn, .. }
    | Principal::FederatedUser { user: Some(arn), .. }) = who
    else {
        return Ok(None);
    };
    let Some(account) = AccountId::parse(&arn.account) else { return Ok(None) };
    let (name, whole) = (name::last(&arn.resource), arn.to_string());
    // The path is a part of the ARN.
    if arn.resource.starts_with("role/") {
        let role = records.get::<Role>(account, name)?.filter(|role| role.arn == whole);
        role.map(|role| of_role(records, account, &role)).transpose()
    } else {
        let user = records.get::<User>(account, name)?.filter(|user| user.arn == whole);
        user.map(|user| of_user(records, account, &user)).transpose()
    }
}

/// All policies of a user. Groups of its list that are gone have none.
///
/// # Errors
///
/// A record cannot be read.
pub(crate) fn of_user(records: &Records, account: AccountId, user: &User) -> Result<Applying, Fault> {
    let mut identity = policies(records, account, user, Origin::User)?;
    for name in &user.groups {
        if let Some(group) = records.get::<Group>(account, name)? {
            identity.extend(policies(records, account, &group, Origin::Group)?);
        }
    }
    Ok(Applying { identity, boundary: boundary(records, account, &user.permissions)? })
}

/// All policies of a role.
///
/// # Errors
///
/// A record cannot be read.
pub(crate) fn of_role(records: &Records, account: AccountId, role: &Role) -> Result<Applying, Fault> {
    let identity = policies(records, account, role, Origin::Role)?;
    Ok(Applying { identity, boundary: boundary(records, account, &role.permissions)? })
}

/// All policies of a group.
///
/// # Errors
///
/// A record cannot be read.
pub(crate) fn of_group(records: &Records, account: AccountId, group: &Group) -> Result<Applying, Fault> {
    Ok(Applying { identity: policies(records, account, group, Origin::Group)?, boundary: None })
}

fn policies<H: Holder>(
    records: &Records,
    account: AccountId,
    holder: &H,
    own: Origin,
) -> Result<Vec<Source>, Fault> {
    let Permissions { attached, inline, .. } = holder.permissions();
    let mut found = Vec::with_capacity(attached.len() + inline.len());
    for (name, text) in inline {
        found.push(Source { name: name.clone(), origin: own, document: read(name, text)? });
    }
    for arn in attached {
        found.extend(managed(records, account, arn)?);
    }
    Ok(found)
}

fn boundary(
    records: &Records,
    account: AccountId,
    permissions: &Permissions,
) -> Result<Option<Source>, Fault> {
    let Some(arn) = &permissions.boundary else { return Ok(None) };
    // Without it nothing would limit what the others grant, so nothing is granted.
    let gone = || error::damaged(arn, "it is a boundary, and is not there");
    managed(records, account, arn)?.map(Some).ok_or_else(gone)
}

fn managed(records: &Records, account: AccountId, arn: &str) -> Result<Option<Source>, Fault> {
    let Some(policy) = Policy::find(records, account, arn)? else { return Ok(None) };
    let document = read(arn, &policy.document())?;
    let origin = if policy.is_of_aws() { Origin::Aws } else { Origin::Account };
    Ok(Some(Source { name: policy.name, origin, document }))
}

fn read(name: &str, text: &str) -> Result<Document, Fault> {
    Document::read(text, Form::Identity).map_err(|wrong| error::damaged(name, wrong))
}
