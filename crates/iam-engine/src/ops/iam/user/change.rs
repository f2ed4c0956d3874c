//! What becomes of a user: another name or path, or its end.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::login_profile::LoginProfile;
use crate::identity::policy_use::PolicyUse;
use crate::identity::user::{RenamedUser, User};
use crate::message::name;
use crate::model::iam;
use crate::records::Change;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html>
pub(crate) struct UpdateUser;

/// What is to become of a user.
pub(crate) struct Renamed {
    name: String,
    new_name: Option<String>,
    new_path: Option<String>,
}

impl Operation for UpdateUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = Renamed;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Renamed, Fault> {
        Ok(Renamed {
            name: fields.required("UserName").to_owned(),
            new_name: fields.text("NewUserName").map(str::to_owned),
            new_path: fields.text("NewPath").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Renamed) -> Result<(), Fault> {
        let Renamed { name, new_name, new_path } = asked;
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &name)?;
            let mut renamed = user.clone();
            renamed.path = new_path.clone().unwrap_or(renamed.path);
            if let Some(new_name) = new_name.clone() {
                // A user may take its own name in another case.
                let other = change.get::<User>(&new_name)?.filter(|other| other.id != user.id);
                if other.is_some() {
                    return Err(User::taken(&new_name));
                }
                renamed.name = new_name;
            }
            renamed.arn = name::arn(call, "user", &renamed.path, &renamed.name);
            user.rename(change, &renamed)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
pub(crate) struct DeleteUser;

impl Operation for DeleteUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("UserName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &name)?;
            hangs_on(change, &user)?;
            PolicyUse::release(change, &user.permissions)?;
            change.remove::<User>(&user.name);
            change.remove::<RenamedUser>(&user.id);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// Whether something still hangs on a user. The sentences are AWS's; their order is our guess.
fn hangs_on(change: &Change<'_>, user: &User) -> Result<(), Fault> {
    let hanging = [
        (!user.groups.is_empty(), error::user::must::REMOVE_USERS_FROM_GROUP),
        (change.get::<LoginProfile>(&user.name)?.is_some(), error::user::must::DELETE_LOGIN_PROFILE),
        (!user.belongings.access_keys.is_empty(), error::user::must::DELETE_ACCESS_KEYS),
        (!user.belongings.signing_certificates.is_empty(), error::user::must::DELETE_SIGNING_CERTIFICATES),
        (!user.belongings.ssh_public_keys.is_empty(), error::user::must::REMOVE_REFERENCED_OBJECTS),
        (!user.belongings.service_credentials.is_empty(), error::user::must::REMOVE_REFERENCED_OBJECTS),
        (!user.belongings.mfa_devices.is_empty(), error::user::must::DELETE_MFA_DEVICE),
        (!user.permissions.attached.is_empty(), error::user::must::DETACH_ALL_POLICIES),
        (!user.permissions.inline.is_empty(), error::user::must::DELETE_POLICIES),
    ];
    match hanging.into_iter().find(|(is_there, _)| *is_there) {
        Some((_, must)) => Err(error::user::must_first(must)),
        None => Ok(()),
    }
}
