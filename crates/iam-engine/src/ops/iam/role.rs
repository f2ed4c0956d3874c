//! Roles: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html> and its siblings. How they are made,
//! read and deleted; `role/update` has what changes them, `role/tag` their tags.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::boundary;
use crate::identity::permissions::Permissions;
use crate::identity::policy_use::PolicyUse;
use crate::identity::role::{self, LINKED_NAME, LINKED_PATH, Role};
use crate::message::page::{Asked, Page};
use crate::message::{id, name, tags};
use crate::model::iam;
use crate::ops::iam::listed;
use crate::records::Kind;
use crate::session::shown;

pub(super) mod update;

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
    max_signin_s: Option<u32>,
    boundary: Option<String>,
    tags: Tags,
}

impl Operation for CreateRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    const KEPT: &'static [&'static str] = &["MaxSigninSessionDuration"];
    const LIMITS: &'static str = "A trust policy may name users and roles that do not exist; AWS refuses it.";
    type Input = New;
    type Output = Role;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let seconds = |name| fields.integer(name).and_then(|given| u32::try_from(given).ok());
        let name = fields.required("RoleName");
        let path = fields.text("Path").unwrap_or(name::ROOT);
        check_not_reserved(name, path)?;
        let trust_policy = fields.required("AssumeRolePolicyDocument");
        role::check_trust_policy(trust_policy)?;
        Ok(New {
            name: name.to_owned(),
            path: path.to_owned(),
            trust_policy: trust_policy.to_owned(),
            description: fields.text("Description").map(str::to_owned),
            max_session_s: seconds("MaxSessionDuration").unwrap_or(MAX_SESSION_S),
            max_signin_s: seconds("MaxSigninSessionDuration"),
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
            max_signin_s: new.max_signin_s,
            tags: new.tags,
            instance_profiles: Vec::new(),
        };
        engine.records.change(call.account, |change| {
            if change.get::<Role>(&role.name)?.is_some() {
                return Err(error::already_exists(format!("Role with name {} already exists.", role.name)));
            }
            if change.count(Kind::Role, role::MOST)? >= role::MOST {
                return Err(error::limit_exceeded("RolesPerAccount", role::MOST));
            }
            if let Some(arn) = &role.permissions.boundary {
                boundary::begin(change, arn)?;
            }
            change.put(&role)
        })?;
        Ok(role)
    }

    fn reply(role: Role) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Role", role.shown_as_made()).into()
    }
}

/// That neither path nor name is one of those that roles of services have. The path's sentence is AWS's, as users report
/// it (<https://github.com/tilfin/aws-iam-policy-tool/pull/9>); the name's is our guess.
fn check_not_reserved(name: &str, path: &str) -> Result<(), Fault> {
    let refused =
        |what: &str| error::invalid_input(format!("{what} can only be used for AWS Service linked Roles"));
    if path.starts_with(LINKED_PATH) {
        return Err(refused(&format!("Path prefix '{LINKED_PATH}'")));
    }
    let start = name.get(..LINKED_NAME.len());
    if start.is_some_and(|start| start.eq_ignore_ascii_case(LINKED_NAME)) {
        return Err(refused(&format!("Role name prefix '{LINKED_NAME}'")));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html>
pub(super) struct GetRole;

impl Operation for GetRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    const LIMITS: &'static str = "`RoleLastUsed` tells the uses since the start of the process.";
    type Input = String;
    /// The role, and when it was last used.
    type Output = (Role, Fields);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("RoleName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Self::Output, Fault> {
        let role: Role = engine.records.get(call.account, &name)?.ok_or_else(|| Role::missing(&name))?;
        let last_use = shown::last_use(engine.known.last_use_of_role(&role.id));
        Ok((role, last_use))
    }

    fn reply((role, last_use): Self::Output) -> Outgoing {
        let shown = role.shown(false).with("RoleLastUsed", last_use);
        Fields::new(Self::SIGNATURE.output).with("Role", shown).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
pub(super) struct ListRoles;

impl Operation for ListRoles {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_ROLES;
    type Input = (Asked, String);
    type Output = Page<Role>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListRoles", &["PathPrefix"])?;
        Ok((asked, fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, prefix): Self::Input,
    ) -> Result<Page<Role>, Fault> {
        listed::page(engine, call, asked, move |role: &Role| role.path.starts_with(&prefix)).await
    }

    fn reply(page: Page<Role>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Roles", |role| Value::Struct(role.shown(true)))
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
pub(super) struct DeleteRole;

impl Operation for DeleteRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("RoleName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let role = Role::demand(change, &name)?;
            role.check_modifiable()?;
            check_unused(&role)?;
            PolicyUse::release(change, &role.permissions)?;
            change.remove::<Role>(&role.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// That nothing hangs on a role. The sentences are AWS's, as users report them
/// (<https://github.com/cloud-custodian/cloud-custodian/issues/4078>); their order is our guess.
fn check_unused(role: &Role) -> Result<(), Fault> {
    if !role.instance_profiles.is_empty() {
        return Err(error::roles_in_an_instance_profile());
    }
    if !role.permissions.attached.is_empty() {
        return Err(error::delete_conflict("Cannot delete entity, must detach all policies first."));
    }
    if !role.permissions.inline.is_empty() {
        return Err(error::delete_conflict("Cannot delete entity, must delete policies first."));
    }
    Ok(())
}
