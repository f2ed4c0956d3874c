//! What changes a role: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::role::{self, Role};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html>
pub(in crate::ops::iam) struct UpdateRole;

/// What is to become of a role; what is not said stays. The page's sentence that a session without a length lasts an hour
/// is CreateRole's: AWS leaves it as it is, as <https://github.com/go-to-k/cdkd/pull/1239> has seen.
pub(in crate::ops::iam) struct Update {
    name: String,
    description: Option<String>,
    max_session_s: Option<u32>,
    /// How long a sign-in lasts, or that nothing is said about it.
    max_signin_s: Option<Option<u32>>,
}

impl Operation for UpdateRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    const KEPT: &'static [&'static str] = &["MaxSigninSessionDuration"];
    type Input = Update;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Update, Fault> {
        let seconds = |name| fields.integer(name).and_then(|given| u32::try_from(given).ok());
        let given = seconds("MaxSigninSessionDuration");
        let is_reset = fields.boolean("ResetMaxSigninSessionDuration").unwrap_or(false);
        if is_reset && given.is_some() {
            // That both are refused together is the page's; the sentence is our guess.
            return Err(error::invalid_input(
                "MaxSigninSessionDuration and ResetMaxSigninSessionDuration cannot be specified together.",
            ));
        }
        Ok(Update {
            name: fields.required("RoleName").to_owned(),
            description: fields.text("Description").map(str::to_owned),
            max_session_s: seconds("MaxSessionDuration"),
            max_signin_s: if is_reset { Some(None) } else { given.map(Some) },
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, update: Update) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut role = Role::demand(change, &update.name)?;
            // Of a service's role the description alone:
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-service-linked-role.html
            if update.max_session_s.is_some() || update.max_signin_s.is_some() {
                role.check_modifiable()?;
            }
            if let Some(description) = update.description.clone() {
                role.description = Some(description);
            }
            if let Some(max_session_s) = update.max_session_s {
                role.max_session_s = max_session_s;
            }
            if let Some(max_signin_s) = update.max_signin_s {
                role.max_signin_s = max_signin_s;
            }
            change.put(&role)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html>
pub(in crate::ops::iam) struct UpdateRoleDescription;

impl Operation for UpdateRoleDescription {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_ROLE_DESCRIPTION;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = (String, String);
    type Output = Role;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, String), Fault> {
        Ok((fields.required("RoleName").to_owned(), fields.required("Description").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, description): (String, String),
    ) -> Result<Role, Fault> {
        engine.records.change(call.account, |change| {
            let mut role = Role::demand(change, &name)?;
            role.description = Some(description.clone());
            change.put(&role)?;
            Ok(role)
        })
    }

    /// <https://docs.aws.amazon.com/cli/latest/reference/iam/update-role-description.html#examples>
    fn reply(role: Role) -> Outgoing {
        let shown = role.core().with("Description", role.description.clone());
        Fields::new(Self::SIGNATURE.output).with("Role", shown).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html>
pub(in crate::ops::iam) struct UpdateAssumeRolePolicy;

impl Operation for UpdateAssumeRolePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_ASSUME_ROLE_POLICY;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, String), Fault> {
        let trust_policy = fields.required("PolicyDocument");
        role::check_trust_policy(trust_policy)?;
        Ok((fields.required("RoleName").to_owned(), trust_policy.to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, trust_policy): (String, String),
    ) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut role = Role::demand(change, &name)?;
            role.check_modifiable()?;
            role.trust_policy = trust_policy.clone();
            change.put(&role)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
