//! IAM users.

use base::arn::AccountId;
use base::call::Call;
use policy::principal::account_arn;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::error;
use crate::identity::access_key::AccessKey;
use crate::identity::belongings::Belongings;
use crate::identity::login_profile::LoginProfile;
use crate::identity::membership::Membership;
use crate::identity::mfa_device::MfaDevice;
use crate::identity::permissions::Permissions;
use crate::identity::service_credential::ServiceCredential;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Change, Kind, Record, Records};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 5000;

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct User {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) path: String,
    /// `AIDA…`
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    pub(crate) tags: Tags,
    pub(crate) permissions: Permissions,
    /// The names of its groups.
    pub(crate) groups: Vec<String>,
    pub(crate) belongings: Belongings,
}

impl Record for User {
    const KIND: Kind = Kind::User;

    fn name(&self) -> &str {
        &self.name
    }
}

/// What a user is called now that was renamed: its sessions know the name that it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RenamedUser {
    id: String,
    called: String,
}

impl Record for RenamedUser {
    const KIND: Kind = Kind::RenamedUser;

    fn name(&self) -> &str {
        &self.id
    }
}

impl User {
    /// The user of that name, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, name: &str) -> Result<User, Fault> {
        change.get(name)?.ok_or_else(|| User::missing(name))
    }

    /// The user of that name, to be read.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(records: &Records, account: AccountId, name: &str) -> Result<User, Fault> {
        records.get(account, name)?.ok_or_else(|| User::missing(name))
    }

    /// Recorded: "The user with name non-existent-user cannot be found."
    pub(crate) fn missing(name: &str) -> Fault {
        error::no_such_entity(format!("The user with name {name} cannot be found."))
    }

    /// Recorded of roles' names: "… with name … already exists."
    pub(crate) fn taken(name: &str) -> Fault {
        error::already_exists(format!("User with name {name} already exists."))
    }

    /// Writes the user under another name, and what names it with it.
    ///
    /// # Errors
    ///
    /// Something cannot be read.
    pub(crate) fn rename(self, change: &mut Change<'_>, renamed: &User) -> Result<(), Fault> {
        for group in &self.groups {
            change.remove::<Membership>(&Membership::of(group, &self.name).name);
            change.put(&Membership::of(group, &renamed.name))?;
        }
        for id in &self.belongings.access_keys {
            if let Some(key) = change.get::<AccessKey>(id)? {
                change.put(&AccessKey { user: Some(renamed.name.clone()), ..key })?;
            }
        }
        for serial in &self.belongings.mfa_devices {
            let mut device = MfaDevice::demand(change, serial)?;
            if let Some(enabled) = &mut device.enabled {
                enabled.user.clone_from(&renamed.name);
            }
            change.put(&device)?;
        }
        for id in &self.belongings.service_credentials {
            if let Some(mut credential) = change.get::<ServiceCredential>(id)? {
                credential.user.clone_from(&renamed.name);
                change.put(&credential)?;
            }
        }
        if let Some(mut profile) = change.get::<LoginProfile>(&self.name)? {
            change.remove::<LoginProfile>(&self.name);
            profile.user.clone_from(&renamed.name);
            change.put(&profile)?;
        }
        if renamed.name != self.name {
            change.put(&RenamedUser { id: self.id.clone(), called: renamed.name.clone() })?;
        }
        change.remove::<User>(&self.name);
        change.put(renamed)
    }

    /// The user that had that name when it had that id, whatever it is called now; nothing if it is gone.
    ///
    /// # Errors
    ///
    /// A record cannot be read.
    pub(crate) fn once_called(
        records: &Records,
        account: AccountId,
        name: &str,
        id: &str,
    ) -> Result<Option<User>, Fault> {
        let is_it = |user: &User| user.id == id;
        if let Some(user) = records.get::<User>(account, name)?.filter(is_it) {
            return Ok(Some(user));
        }
        let Some(RenamedUser { called, .. }) = records.get(account, id)? else { return Ok(None) };
        Ok(records.get::<User>(account, &called)?.filter(is_it))
    }

    /// As replies show it. Lists leave out tags and the boundary.
    pub(crate) fn shown(&self, is_in_a_list: bool) -> Fields {
        let mut fields = Fields::new(&iam::USER)
            .with("Path", self.path.as_str())
            .with("UserName", self.name.as_str())
            .with("UserId", self.id.as_str())
            .with("Arn", self.arn.as_str())
            .with("CreateDate", shown::time(self.created_s));
        if !is_in_a_list {
            fields.set("PermissionsBoundary", self.permissions.boundary_shown());
            fields.set("Tags", shown::tags(&self.tags));
        }
        fields
    }
}

/// The root user of the caller's account, as GetUser shows it to its own key: it has no name. Our guess at when it was
/// made: when IAM's own time begins.
pub(crate) fn root_shown(call: &Call) -> Fields {
    Fields::new(&iam::USER)
        .with("UserId", call.account.as_str())
        .with("Arn", account_arn(call.region.partition(), call.account))
        .with("CreateDate", shown::time(ROOT_CREATED_S))
}

/// 2010-09-01, the day on which IAM came.
pub(crate) const ROOT_CREATED_S: u64 = 1_283_299_200;
