//! Roles: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::boundary;
use crate::identity::permissions::Permissions;
use crate::identity::role::{self, Role};
use crate::message::{id, name, tags};
use crate::model::iam;
use crate::records::Kind;

/// The longest session where the request does not say.
const MAX_SESSION_S: u32 = 3600;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
pub(super) struct CreateRole;

/// What a role is made of.
pub(super) struct New {
    name: String,
    path: String,
    trust_policy: String,
    description: Option<String>,
    max_session_s: u32,
    boundary: Option<String>,
    tags: Tags,
}

impl Operation for CreateRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    const LIMITS: &'static str = "A trust policy may name users and roles that do not exist; AWS refuses it.";
    type Input = New;
    type Output = Role;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let max_session_s = fields.integer("MaxSessionDuration").and_then(|given| u32::try_from(given).ok());
        Ok(New {
            name: fields.required("RoleName").to_owned(),
            path: fields.text("Path").unwrap_or(name::ROOT).to_owned(),
            trust_policy: fields.required("AssumeRolePolicyDocument").to_owned(),
            description: fields.text("Description").map(str::to_owned),
            max_session_s: max_session_s.unwrap_or(MAX_SESSION_S),
            boundary: fields.text("PermissionsBoundary").map(str::to_owned),
            tags: tags::read(&fields)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<Role, Fault> {
        let role = Role {
            id: id::new(id::Prefix::Role, &engine.entropy),
            arn: name::arn(call, "role", &new.path, &new.name),
            created_s: call.now.secs(),
            permissions: Permissions { boundary: new.boundary, ..Permissions::default() },
            name: new.name,
            path: new.path,
            trust_policy: new.trust_policy,
            description: new.description,
            max_session_s: new.max_session_s,
            tags: new.tags,
        };
        engine.records.change(call.account, |change| {
            if change.get::<Role>(&role.name)?.is_some() {
                return Err(error::already_exists(format!("Role with name {} already exists.", role.name)));
            }
            if change.count(Kind::Role, role::MOST)? >= role::MOST {
                return Err(error::limit_exceeded("RolesPerAccount", role::MOST));
            }
            if let Some(arn) = &role.permissions.boundary {
                boundary::begin(&engine.records, change, arn)?;
            }
            change.put(&role)
        })?;
        Ok(role)
    }

    fn reply(role: Role) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Role", role.shown(false)).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html>
pub(super) struct GetRole;

impl Operation for GetRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = String;
    type Output = Role;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("RoleName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Role, Fault> {
        engine.records.get::<Role>(call.account, &name)?.ok_or_else(|| Role::missing(&name))
    }

    fn reply(role: Role) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Role", role.shown(false)).into()
    }
}
