//! Whose a credential is: a user's, or the root user's.

use base::arn::AccountId;
use base::call::{Call, Caller};
use base::seams::KeyIdentity;
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::identity::belongings::{Belongings, RootUser};
use crate::identity::user::User;
use crate::message::name;
use crate::records::{Change, Records};

/// The owner of credentials.
#[derive(Debug)]
pub(crate) enum Owner {
    User(Box<User>),
    Root(RootUser),
}

/// The user that a request is about: that of its member `UserName`, or the one whose key signed it; nothing if that is the
/// root user's.
///
/// # Errors
///
/// It names nobody and was signed by a session that is no user's.
pub(crate) fn asked(call: &Call, fields: &Fields) -> Result<Option<String>, Fault> {
    if let Some(name) = fields.text("UserName") {
        return Ok(Some(name.to_owned()));
    }
    let Caller::Principal { principal, .. } = &call.caller else { return Ok(None) };
    match &principal.identity {
        KeyIdentity::User(arn) => Ok(Some(name::last(&arn.resource).to_owned())),
        KeyIdentity::Root => Ok(None),
        KeyIdentity::RoleSession { .. } | KeyIdentity::FederatedUser { .. } => Err(error::user::no_user()),
    }
}

/// The same of what the root user cannot have.
///
/// # Errors
///
/// It names nobody and was not signed with a user's key.
pub(crate) fn asked_user(call: &Call, fields: &Fields) -> Result<String, Fault> {
    asked(call, fields)?.ok_or_else(error::user::no_user)
}

impl Owner {
    /// The owner that [`asked`] found, to be changed.
    ///
    /// # Errors
    ///
    /// There is no such user.
    pub(crate) fn demand(change: &Change<'_>, user: Option<&str>) -> Result<Owner, Fault> {
        Ok(match user {
            Some(name) => Owner::User(Box::new(User::demand(change, name)?)),
            None => Owner::Root(change.get(RootUser::NAME)?.unwrap_or_default()),
        })
    }

    /// The owner that [`asked`] found, to be read.
    ///
    /// # Errors
    ///
    /// There is no such user.
    pub(crate) fn find(records: &Records, account: AccountId, user: Option<&str>) -> Result<Owner, Fault> {
        Ok(match user {
            Some(name) => Owner::User(Box::new(User::find(records, account, name)?)),
            None => Owner::Root(records.get(account, RootUser::NAME)?.unwrap_or_default()),
        })
    }

    /// The user's name; the root user has none.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Owner::User(user) => Some(&user.name),
            Owner::Root(_) => None,
        }
    }

    /// What hangs on it.
    pub(crate) fn belongings(&self) -> &Belongings {
        match self {
            Owner::User(user) => &user.belongings,
            Owner::Root(root) => &root.belongings,
        }
    }

    /// What hangs on it, to be changed.
    pub(crate) fn belongings_mut(&mut self) -> &mut Belongings {
        match self {
            Owner::User(user) => &mut user.belongings,
            Owner::Root(root) => &mut root.belongings,
        }
    }

    /// Writes it.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(crate) fn put(&self, change: &mut Change<'_>) -> Result<(), Fault> {
        match self {
            Owner::User(user) => change.put(&**user),
            Owner::Root(root) => change.put(root),
        }
    }
}
