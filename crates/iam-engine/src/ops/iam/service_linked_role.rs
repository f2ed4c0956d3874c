//! Roles of services: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html> and its
//! siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::permissions::Permissions;
use crate::identity::policy_use::{PolicyUse, Step};
use crate::identity::role::{self, LINKED_PATH, Role};
use crate::identity::role_deletion::{self, Deletions};
use crate::identity::service_role::{self, Known};
use crate::message::{id, name, shown};
use crate::model::iam;
use crate::records::Kind;

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length>
const LONGEST_NAME: usize = 64;

/// The longest session of a role that nobody has changed.
const MAX_SESSION_S: u32 = 3600;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html>
pub(super) struct CreateServiceLinkedRole;

/// What a role is made of.
pub(super) struct New {
    service: String,
    name: String,
    policy: Option<String>,
    description: Option<String>,
}

impl Operation for CreateServiceLinkedRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_SERVICE_LINKED_ROLE;
    const RESOURCE: &'static [&'static str] = &["AWSServiceName"];
    const LIMITS: &'static str = "The role's name is known of some 130 services; of another it is made of the service's \
         name, and no policy is attached.";
    type Input = New;
    type Output = (Role, String);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let service = fields.required("AWSServiceName");
        // Our guess at the sentence.
        let unknown = || error::invalid_input(format!("{service} is not a valid AWS service name."));
        let Known { name, policy, takes_suffix } = service_role::of_service(service).ok_or_else(unknown)?;
        let suffix = fields.text("CustomSuffix");
        if suffix.is_some() && !takes_suffix {
            // Recorded on AWS, 2026-11-29.
            return Err(error::invalid_input(format!("Custom suffix is not allowed for {service}")));
        }
        let name = suffix.map_or(name.clone(), |suffix| format!("{name}_{suffix}"));
        if name.len() > LONGEST_NAME {
            // Our guess at the sentence.
            let sentence = format!("Role name {name} is longer than {LONGEST_NAME} characters.");
            return Err(error::invalid_input(sentence));
        }
        Ok(New {
            service: service.to_owned(),
            name,
            policy: policy.map(|policy| format!("arn:{}{policy}", call.region.partition())),
            description: fields.text("Description").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<(Role, String), Fault> {
        let path = format!("{LINKED_PATH}{}/", new.service);
        let attached: Vec<String> = new.policy.into_iter().collect();
        let role = Role {
            id: id::new(id::Prefix::Role, &engine.entropy),
            arn: name::arn(call, "role", &path, &new.name),
            created_s: call.now.secs(),
            permissions: Permissions { attached, ..Permissions::default() },
            name: new.name,
            path,
            trust_policy: trust_policy(STATEMENT, &new.service),
            description: new.description,
            max_session_s: MAX_SESSION_S,
            max_signin_s: None,
            tags: Vec::new(),
            instance_profiles: Vec::new(),
        };
        engine.records.change(call.account, |change| {
            if change.get::<Role>(&role.name)?.is_some() {
                // Recorded on AWS, 2026-11-29.
                return Err(error::invalid_input(format!(
                    "Service role name {} has been taken in this account, please try a different suffix.",
                    role.name
                )));
            }
            if change.count(Kind::Role, role::MOST)? >= role::MOST {
                return Err(error::limit_exceeded("RolesPerAccount", role::MOST));
            }
            let attached: Vec<_> =
                role.permissions.attached.iter().map(|arn| (arn.as_str(), Step::Attach)).collect();
            PolicyUse::count(change, &attached)?;
            change.put(&role)
        })?;
        Ok((role, new.service))
    }

    /// The policy stands in lists here, as in
    /// <https://docs.aws.amazon.com/cli/latest/reference/iam/create-service-linked-role.html#examples>.
    fn reply((role, service): (Role, String)) -> Outgoing {
        let in_lists = trust_policy(
            r#"{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{"Service":["SERVICE"]}}"#,
            &service,
        );
        let shown = role.shown_as_made().with("AssumeRolePolicyDocument", shown::document(&in_lists));
        Fields::new(Self::SIGNATURE.output).with("Role", shown).into()
    }
}

/// How GetRole shows it, as in <https://github.com/99designs/iamy/issues/49>.
const STATEMENT: &str = r#"{"Effect":"Allow","Principal":{"Service":"SERVICE"},"Action":"sts:AssumeRole"}"#;

/// That the service may assume its role.
fn trust_policy(statement: &str, service: &str) -> String {
    // A service's name has no character that JSON escapes.
    let statement = statement.replace("SERVICE", service);
    format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html>
pub(super) struct DeleteServiceLinkedRole;

impl Operation for DeleteServiceLinkedRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_SERVICE_LINKED_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    const LIMITS: &'static str = "The role goes at once, whether its service still needs it or not.";
    type Input = String;
    type Output = String;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("RoleName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<String, Fault> {
        engine.records.change(call.account, |change| {
            let role = Role::demand(change, &name)?;
            if !role.is_linked() {
                // Our guess: AWS's page names no other error for it.
                return Err(Role::missing(&name));
            }
            let id = format!("task{}{}/{}", role.path, role.name, engine.entropy.uuid());
            let mut deletions = change.get::<Deletions>(role_deletion::NAME)?.unwrap_or_default();
            deletions.add(id.clone());
            change.put(&deletions)?;
            PolicyUse::release(change, &role.permissions)?;
            change.remove::<Role>(&role.name);
            Ok(id)
        })
    }

    fn reply(id: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("DeletionTaskId", id).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html>
pub(super) struct GetServiceLinkedRoleDeletionStatus;

impl Operation for GetServiceLinkedRoleDeletionStatus {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_SERVICE_LINKED_ROLE_DELETION_STATUS;
    const LIMITS: &'static str = "The last 100 deletions of an account are known.";
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("DeletionTaskId").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: String) -> Result<(), Fault> {
        let deletions = engine.records.get::<Deletions>(call.account, role_deletion::NAME)?;
        if deletions.is_some_and(|deletions| deletions.has(&id)) {
            return Ok(());
        }
        // Our guess at the sentence.
        Err(error::no_such_entity(format!("The deletion task with id {id} cannot be found.")))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Status", "SUCCEEDED").into()
    }
}
