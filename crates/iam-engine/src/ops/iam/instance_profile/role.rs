//! The role of an instance profile:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html> and its sibling.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::instance_profile::InstanceProfile;
use crate::identity::role::Role;
use crate::model::iam;

/// Which instance profile, and which role.
pub(in crate::ops::iam) struct Both {
    profile: String,
    role: String,
}

impl Both {
    fn read(fields: &Fields) -> Both {
        let text = |name| fields.required(name).to_owned();
        Both { profile: text("InstanceProfileName"), role: text("RoleName") }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
pub(in crate::ops::iam) struct AddRoleToInstanceProfile;

impl Operation for AddRoleToInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::ADD_ROLE_TO_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = Both;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Both, Fault> {
        Ok(Both::read(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, both: Both) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut profile = InstanceProfile::demand(change, &both.profile)?;
            let mut role = Role::demand(change, &both.role)?;
            role.check_modifiable()?;
            if profile.role.is_some() {
                // The quota's name: https://github.com/hashicorp/terraform/issues/3851
                return Err(error::limit_exceeded("InstanceSessionsPerInstanceProfile", 1));
            }
            profile.role = Some(role.name.clone());
            role.instance_profiles.push(profile.name.clone());
            change.put(&profile)?;
            change.put(&role)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html>
pub(in crate::ops::iam) struct RemoveRoleFromInstanceProfile;

impl Operation for RemoveRoleFromInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::REMOVE_ROLE_FROM_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = Both;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Both, Fault> {
        Ok(Both::read(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, both: Both) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut profile = InstanceProfile::demand(change, &both.profile)?;
            let mut role = Role::demand(change, &both.role)?;
            if profile.role.as_ref() != Some(&role.name) {
                // Our guess at the sentence.
                return Err(Role::missing(&both.role));
            }
            profile.role = None;
            role.instance_profiles.retain(|name| *name != profile.name);
            change.put(&profile)?;
            change.put(&role)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
