//! Managed policies: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html> and its siblings.
//!
//! - `list` which there are; `version` their versions; `tags` their tags; `entities` who has one

pub(super) mod entities;
pub(super) mod list;
pub(super) mod version;

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity::policy::{self, Place, Policy, Version};
use crate::identity::policy_use::PolicyUse;
use crate::message::{id, name};
use crate::model::iam;
use crate::records::Kind;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
pub(super) struct CreatePolicy;

/// What a policy is made of.
pub(super) struct New {
    name: String,
    path: String,
    document: String,
    description: Option<String>,
    tags: Tags,
}

impl Operation for CreatePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicyName"];
    type Input = New;
    type Output = Policy;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let document = fields.required("PolicyDocument").to_owned();
        policy::check_document(&document)?;
        Ok(New {
            name: fields.required("PolicyName").to_owned(),
            path: fields.text("Path").unwrap_or(name::ROOT).to_owned(),
            document,
            description: fields.text("Description").map(str::to_owned),
            tags: crate::message::tags::read(&fields)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<Policy, Fault> {
        let created_s = call.now.secs();
        let policy = Policy {
            id: id::new(id::Prefix::ManagedPolicy, &engine.entropy),
            arn: name::arn(call, "policy", &new.path, &new.name),
            name: new.name,
            path: new.path,
            description: new.description,
            created_s,
            tags: new.tags,
            versions: vec![Version { number: 1, created_s, document: new.document }],
            default: 1,
            latest: 1,
        };
        engine.records.change(call.account, |change| {
            if change.get::<Policy>(&policy.name)?.is_some() {
                let name = &policy.name;
                // As quoted in konstructio/kubefirst#855.
                return Err(error::already_exists(format!(
                    "A policy called {name} already exists. Duplicate names are not allowed."
                )));
            }
            if change.count(Kind::Policy, policy::MOST)? >= policy::MOST {
                return Err(error::limit_exceeded("PoliciesPerAccount", policy::MOST));
            }
            change.put(&policy)
        })?;
        Ok(policy)
    }

    fn reply(policy: Policy) -> Outgoing {
        let shown = policy.shown(&PolicyUse::default(), Place::Made);
        Fields::new(Self::SIGNATURE.output).with("Policy", shown).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html>
pub(super) struct GetPolicy;

impl Operation for GetPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = String;
    type Output = (Policy, PolicyUse);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("PolicyArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<(Policy, PolicyUse), Fault> {
        let policy = Policy::demand(&engine.records, call.account, &arn)?;
        let used = PolicyUse::of(&engine.records, call.account, &arn)?;
        Ok((policy, used))
    }

    fn reply((policy, used): (Policy, PolicyUse)) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Policy", policy.shown(&used, Place::Alone)).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
pub(super) struct DeletePolicy;

impl Operation for DeletePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("PolicyArn").to_owned())
    }

    /// The sentences are those quoted in hashicorp/terraform-provider-aws#32906 and rebuy-de/aws-nuke#1. That a boundary is
    /// refused in the words of the first is our guess.
    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let policy = Policy::demand_own(change.records(), call.account, &arn)?;
            if !PolicyUse::of(change.records(), call.account, &arn)?.is_none() {
                return Err(error::delete_conflict("Cannot delete a policy attached to entities."));
            }
            if policy.versions.len() > 1 {
                return Err(error::delete_conflict(
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's \
                     versions. The default version is deleted with the policy.",
                ));
            }
            change.remove::<Policy>(&policy.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
