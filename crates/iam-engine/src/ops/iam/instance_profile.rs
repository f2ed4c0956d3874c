//! Instance profiles: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html> and its
//! siblings. How they are made, read and deleted; `instance_profile/role` puts a role into one, `instance_profile/tag` has
//! their tags.

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::instance_profile::{self, InstanceProfile};
use crate::identity::permissions::Permissions;
use crate::identity::role::Role;
use crate::message::page::{Asked, Page};
use crate::message::{id, name, tags};
use crate::model::iam;
use crate::records::{Kind, Records};

pub(super) mod role;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html>
pub(super) struct CreateInstanceProfile;

/// What an instance profile is made of.
pub(super) struct New {
    name: String,
    path: String,
    tags: Tags,
}

impl Operation for CreateInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = New;
    type Output = InstanceProfile;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        Ok(New {
            name: fields.required("InstanceProfileName").to_owned(),
            path: fields.text("Path").unwrap_or(name::ROOT).to_owned(),
            tags: tags::read(&fields)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<InstanceProfile, Fault> {
        let New { name, path, tags } = new;
        let profile = InstanceProfile {
            id: id::new(id::Prefix::InstanceProfile, &engine.entropy),
            arn: name::arn(call, "instance-profile", &path, &name),
            created_s: call.now.secs(),
            role: None,
            name,
            path,
            tags,
        };
        engine.records.change(call.account, |change| {
            if change.get::<InstanceProfile>(&profile.name)?.is_some() {
                let sentence = format!("Instance Profile {} already exists.", profile.name);
                return Err(error::already_exists(sentence));
            }
            let most = instance_profile::MOST;
            if change.count(Kind::InstanceProfile, most)? >= most {
                return Err(error::limit_exceeded("InstanceProfilesPerAccount", most));
            }
            change.put(&profile)
        })?;
        Ok(profile)
    }

    fn reply(profile: InstanceProfile) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("InstanceProfile", profile.shown(None, false)).into()
    }
}

/// An instance profile, and its role.
pub(super) type Whole = (InstanceProfile, Option<Role>);

/// An instance profile with its role. A role that has just gone is left out.
fn whole(records: &Records, account: AccountId, profile: InstanceProfile) -> Result<Whole, Fault> {
    let role = profile.role.as_deref().map(|name| records.get::<Role>(account, name));
    // What it may is not shown, and may be long.
    let role = role.transpose()?.flatten().map(|role| Role { permissions: Permissions::default(), ..role });
    Ok((profile, role))
}

/// Bytes of the trust policies of one page, about: "IAM might return fewer than the MaxItems number of results".
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html>
const MAX_TEXTS: usize = 4 << 20;

/// Profiles with their roles, of which there are fewer than asked for if they are long together.
fn all_whole(
    records: &Records,
    account: AccountId,
    profiles: Vec<InstanceProfile>,
    most: &mut usize,
) -> Result<Vec<Whole>, Fault> {
    let mut found = Vec::new();
    let mut bytes = 0;
    for profile in profiles {
        let (profile, role) = whole(records, account, profile)?;
        bytes += role.as_ref().map_or(0, |role| role.trust_policy.len());
        found.push((profile, role));
        if bytes > MAX_TEXTS && found.len() > 1 {
            // The last one is only known to be there.
            *most = (*most).min(found.len() - 1);
            break;
        }
    }
    Ok(found)
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html>
pub(super) struct GetInstanceProfile;

impl Operation for GetInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = String;
    type Output = Whole;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("InstanceProfileName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Whole, Fault> {
        let profile = engine.records.get::<InstanceProfile>(call.account, &name)?;
        let profile = profile.ok_or_else(|| InstanceProfile::missing(&name))?;
        whole(&engine.records, call.account, profile)
    }

    fn reply((profile, role): Whole) -> Outgoing {
        let shown = profile.shown(role.as_ref(), false);
        Fields::new(Self::SIGNATURE.output).with("InstanceProfile", shown).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html>
pub(super) struct ListInstanceProfiles;

impl Operation for ListInstanceProfiles {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_INSTANCE_PROFILES;
    type Input = (Asked, String);
    type Output = Page<Whole>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<(Asked, String), Fault> {
        let asked = Asked::read(call, &fields, "iam:ListInstanceProfiles", &["PathPrefix"])?;
        Ok((asked, fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (mut asked, prefix): (Asked, String),
    ) -> Result<Page<Whole>, Fault> {
        let (engine, account) = (engine.clone(), call.account);
        let gather = move || {
            let is_meant = |profile: &InstanceProfile| profile.path.starts_with(&prefix);
            let records = &engine.records;
            let profiles = records.some(account, asked.after.as_deref(), &mut asked.most, is_meant)?;
            let whole = all_whole(records, account, profiles, &mut asked.most)?;
            Ok(asked.page(whole, |(profile, _)| profile.name.clone()))
        };
        apart_if(true, gather).await
    }

    fn reply(page: Page<Whole>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "InstanceProfiles", shown_in_a_list)
    }
}

fn shown_in_a_list((profile, role): Whole) -> Value {
    Value::Struct(profile.shown(role.as_ref(), true))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html>
pub(super) struct ListInstanceProfilesForRole;

impl Operation for ListInstanceProfilesForRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_INSTANCE_PROFILES_FOR_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = (Asked, String);
    type Output = Page<Whole>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<(Asked, String), Fault> {
        let asked = Asked::read(call, &fields, "iam:ListInstanceProfilesForRole", &["RoleName"])?;
        Ok((asked, fields.required("RoleName").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (mut asked, name): (Asked, String),
    ) -> Result<Page<Whole>, Fault> {
        let (engine, account) = (engine.clone(), call.account);
        let gather = move || {
            let records = &engine.records;
            let role = records.get::<Role>(account, &name)?.ok_or_else(|| Role::missing(&name))?;
            let mut names = role.instance_profiles;
            names.retain(|name| asked.after.as_ref().is_none_or(|after| name > after));
            names.sort();
            names.truncate(asked.most + 1);
            // One that has just gone is left out.
            let found = names.iter().map(|name| records.get::<InstanceProfile>(account, name));
            let found = found.collect::<Result<Vec<_>, Fault>>()?.into_iter().flatten().collect();
            let whole = all_whole(records, account, found, &mut asked.most)?;
            Ok(asked.page(whole, |(profile, _)| profile.name.clone()))
        };
        apart_if(true, gather).await
    }

    fn reply(page: Page<Whole>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "InstanceProfiles", shown_in_a_list)
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html>
pub(super) struct DeleteInstanceProfile;

impl Operation for DeleteInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("InstanceProfileName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let profile = InstanceProfile::demand(change, &name)?;
            if profile.role.is_some() {
                return Err(error::roles_in_an_instance_profile());
            }
            change.remove::<InstanceProfile>(&profile.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
