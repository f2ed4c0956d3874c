//! What becomes of a group: another name or path, users that come and go, its end.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::group::{self, Group};
use crate::identity::membership::Membership;
use crate::identity::user::User;
use crate::message::name;
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html>
pub(crate) struct UpdateGroup;

/// What is to become of a group.
pub(crate) struct Renamed {
    name: String,
    new_name: Option<String>,
    new_path: Option<String>,
}

impl Operation for UpdateGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_GROUP;
    const RESOURCE: &'static [&'static str] = &["GroupName"];
    type Input = Renamed;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Renamed, Fault> {
        Ok(Renamed {
            name: fields.required("GroupName").to_owned(),
            new_name: fields.text("NewGroupName").map(str::to_owned),
            new_path: fields.text("NewPath").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Renamed) -> Result<(), Fault> {
        let Renamed { name, new_name, new_path } = asked;
        engine.records.change(call.account, |change| {
            let group = Group::demand(change, &name)?;
            let mut renamed = group.clone();
            renamed.path = new_path.clone().unwrap_or(renamed.path);
            if let Some(new_name) = new_name.clone() {
                // A group may take its own name in another case.
                let other = change.get::<Group>(&new_name)?.filter(|other| other.id != group.id);
                if other.is_some() {
                    return Err(Group::taken(&new_name));
                }
                renamed.name = new_name;
            }
            renamed.arn = name::arn(call, "group", &renamed.path, &renamed.name);
            group.rename(change, &renamed)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html>
pub(crate) struct DeleteGroup;

impl Operation for DeleteGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_GROUP;
    const RESOURCE: &'static [&'static str] = &["GroupName"];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("GroupName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let group = Group::demand(change, &name)?;
            if !Membership::users_to_change(change, &group.name, 1)?.is_empty() {
                return Err(error::user::must_first(error::user::must::REMOVE_USERS_FROM_GROUP));
            }
            if !group.permissions.attached.is_empty() {
                return Err(error::user::must_first(error::user::must::DETACH_ALL_POLICIES));
            }
            if !group.permissions.inline.is_empty() {
                return Err(error::user::must_first(error::user::must::DELETE_POLICIES));
            }
            change.remove::<Group>(&group.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// A group and a user, by their names.
pub(crate) type Pair = (String, String);

fn pair(fields: &Fields) -> Pair {
    (fields.required("GroupName").to_owned(), fields.required("UserName").to_owned())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html>. A user that is in the group stays there, and
/// nothing is said: seen on AWS in <https://github.com/cloud-custodian/cloud-custodian/pull/4730>.
pub(crate) struct AddUserToGroup;

impl Operation for AddUserToGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::ADD_USER_TO_GROUP;
    const RESOURCE: &'static [&'static str] = &["GroupName"];
    type Input = Pair;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Pair, Fault> {
        Ok(pair(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (group, user): Pair) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let group = Group::demand(change, &group)?;
            let mut user = User::demand(change, &user)?;
            if user.groups.contains(&group.name) {
                return Ok(());
            }
            if user.groups.len() >= group::MOST_OF_A_USER {
                return Err(error::limit_exceeded("GroupsPerUser", group::MOST_OF_A_USER));
            }
            change.put(&Membership::of(&group.name, &user.name))?;
            user.groups.push(group.name);
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html>. Of a user that is not in the group nothing
/// is said, as with [`AddUserToGroup`].
pub(crate) struct RemoveUserFromGroup;

impl Operation for RemoveUserFromGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::REMOVE_USER_FROM_GROUP;
    const RESOURCE: &'static [&'static str] = &["GroupName"];
    type Input = Pair;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Pair, Fault> {
        Ok(pair(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (group, user): Pair) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let group = Group::demand(change, &group)?;
            let mut user = User::demand(change, &user)?;
            if !user.groups.contains(&group.name) {
                return Ok(());
            }
            change.remove::<Membership>(&Membership::of(&group.name, &user.name).name);
            user.groups.retain(|held| *held != group.name);
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
