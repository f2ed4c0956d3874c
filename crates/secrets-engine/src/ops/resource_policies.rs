//! Resource policies. A secret has one, whose name is `default`.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListResourcePolicies.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::Paging;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::records::Found;
use crate::secret::id::{self, SecretId};
use crate::secret::policy::{self, DEFAULT};

pub(super) struct PutResourcePolicy;
pub(super) struct GetResourcePolicy;
pub(super) struct DeleteResourcePolicy;
pub(super) struct ListResourcePolicies;
pub(super) struct ValidateResourcePolicy;

/// Whether a request names its policy: then replies do.
fn named(fields: &Fields) -> bool {
    fields.has("PolicyName")
}

/// Whether a request means the one policy that can be changed.
fn check_changes(fields: &Fields) -> Result<(), Fault> {
    match fields.text("PolicyName") {
        None | Some(DEFAULT) => Ok(()),
        Some(_) => Err(error::policy_cannot_change()),
    }
}

/// ARN and name of a secret, and whether its policy was named.
pub(super) type Changed = (String, String, bool);

fn changed(signature: &Signature, (arn, name, is_named): Changed) -> Fields {
    let policy = is_named.then_some(DEFAULT);
    Fields::new(signature.output).with("ARN", arn).with("Name", name).with("PolicyName", policy)
}

impl Operation for PutResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const LIMITS: &'static str = "Whether the policy's principals exist is not judged.";
    type Input = (SecretId, String, bool);
    type Output = Changed;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        check_changes(&fields)?;
        let id = SecretId::asked(&fields, call)?;
        let text = fields.required("ResourcePolicy");
        let document = policy::read(text)?;
        if fields.boolean("BlockPublicPolicy").unwrap_or(false) && policy::is_public(&document) {
            return Err(error::public_policy());
        }
        Ok((id, text.to_owned(), named(&fields)))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (id, text, is_named): Self::Input,
    ) -> Result<Changed, Fault> {
        set(engine, &id, Some(&text), is_named)
    }

    fn reply(output: Changed) -> Outgoing {
        changed(Self::SIGNATURE, output).into()
    }
}

impl Operation for DeleteResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, bool);
    type Output = Changed;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        check_changes(&fields)?;
        Ok((SecretId::asked(&fields, call)?, named(&fields)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, is_named): Self::Input) -> Result<Changed, Fault> {
        set(engine, &id, None, is_named)
    }

    fn reply(output: Changed) -> Outgoing {
        changed(Self::SIGNATURE, output).into()
    }
}

fn set(engine: &Engine, id: &SecretId, text: Option<&str>, is_named: bool) -> Result<Changed, Fault> {
    engine.records.change(&[&id.name.name], |change| {
        let mut held = change.live(id)?;
        held.secret.policy = text.map(str::to_owned);
        let named = (held.arn(), held.name.name.clone(), is_named);
        change.put(held)?;
        Ok(named)
    })
}

impl Operation for GetResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, Option<String>);
    type Output = (Found, bool);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let policy = fields.text("PolicyName").map(str::to_owned);
        Ok((SecretId::asked(&fields, call)?, policy))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, policy): Self::Input) -> Result<Self::Output, Fault> {
        let found = engine.records.find(&id)?.alive()?;
        if let Some(other) = policy.as_deref().filter(|name| *name != DEFAULT) {
            return Err(error::no_policy(other));
        }
        Ok((found, policy.is_some()))
    }

    fn reply((found, is_named): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", found.arn_text())
            .with("Name", found.name.name)
            .with("ResourcePolicy", found.secret.policy)
            .with("PolicyName", is_named.then_some(DEFAULT))
            .into()
    }
}

impl Operation for ListResourcePolicies {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_RESOURCE_POLICIES;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, Paging);
    type Output = (Vec<String>, Option<String>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = SecretId::asked(&fields, call)?;
        let paging = Paging::read(&fields, 100, "ListResourcePolicies", &[&format!("{id:?}")])?;
        Ok((id, paging))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, paging): Self::Input) -> Result<Self::Output, Fault> {
        let found = engine.records.find(&id)?.alive()?;
        let policies = found.secret.policy.iter().map(|_| DEFAULT.to_owned()).collect();
        Ok(paging.page(policies, String::clone))
    }

    fn reply((policies, token): Self::Output) -> Outgoing {
        let entry = |name: String| Fields::new(&model::RESOURCE_POLICY_SUMMARY).with("PolicyName", name);
        Fields::new(Self::SIGNATURE.output)
            .with("ResourcePolicies", policies.into_iter().map(entry).collect::<Vec<_>>())
            .with("NextToken", token)
            .into()
    }
}

impl Operation for ValidateResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::VALIDATE_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const LIMITS: &'static str = "Only whether a policy is public is validated.";
    type Input = (Option<SecretId>, bool);
    /// Whether it is public.
    type Output = bool;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = fields.text(id::MEMBER).map(|text| SecretId::read(text, call)).transpose()?;
        Ok((id, policy::is_public(&policy::read(fields.required("ResourcePolicy"))?)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, is_public): Self::Input) -> Result<bool, Fault> {
        if let Some(id) = id {
            engine.records.find(&id)?.alive()?;
        }
        Ok(is_public)
    }

    fn reply(is_public: bool) -> Outgoing {
        // The words are our guess.
        let error = || {
            Fields::new(&model::VALIDATION_ERRORS_ENTRY)
                .with("CheckName", "PUBLIC_POLICY")
                .with("ErrorMessage", "The resource policy did not prevent broad access to the secret.")
        };
        let errors: Vec<Fields> = is_public.then(error).into_iter().collect();
        Fields::new(Self::SIGNATURE.output)
            .with("PolicyValidationPassed", !is_public)
            .with("ValidationErrors", errors)
            .into()
    }
}
