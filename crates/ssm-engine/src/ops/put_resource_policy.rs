//! Says which other accounts may read a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutResourcePolicy.html>. A parameter has one policy here;
//! that AWS's limit for the policies of OpsItemGroups counts for parameters too is our guess.

use std::sync::Arc;

use ::policy::{Document, Form};
use base::call::Call;
use sha2::{Digest as _, Sha256};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::resource;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::Parameter;
use crate::parameter::kind::Tier;
use crate::parameter::name::ParameterName;
use crate::records::{ResourcePolicy, keys};

pub(super) struct PutResourcePolicy;

/// How long a policy may be, in bytes.
const MOST_BYTES: usize = 1024;

/// What is asked for: the policy that it replaces, by its id and hash.
pub(super) struct Input {
    name: ParameterName,
    text: String,
    id: Option<String>,
    hash: Option<String>,
}

impl Operation for PutResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_RESOURCE_POLICY;
    const LIMITS: &'static str = "of parameters, one policy each; OpsItemGroups and documents are not here";
    type Input = Input;
    type Output = ResourcePolicy;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Input, Fault> {
        let text = fields.required("Policy").to_owned();
        if text.len() > MOST_BYTES {
            return Err(error::too_many_resource_policies());
        }
        Document::read(&text, Form::Resource).map_err(error::malformed_policy)?;
        let given = |member: &str| fields.text(member).map(str::to_owned);
        Ok(Input {
            name: resource::shared(call, &fields)?,
            text,
            id: given("PolicyId"),
            hash: given("PolicyHash"),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<ResourcePolicy, Fault> {
        let Input { name, text, id, hash } = input;
        let held = engine.records.parameter(&name)?.ok_or_else(error::no_shared_parameter)?;
        check(engine, &name, &held).await?;
        let fresh = engine.records.fresh_uuid()?;
        engine.records.change((name.account, &name.region), |change| {
            let parameter = change.parameter(&name)?.ok_or_else(error::no_shared_parameter)?;
            if parameter.current.key_id != held.current.key_id || parameter.current.tier != held.current.tier
            {
                return Err(error::overtaken());
            }
            let key = keys::resource_policy(&name);
            let before: Option<ResourcePolicy> = change.record(&key)?;
            let id = match (&before, &id) {
                (None, None) => fresh.clone(),
                (Some(_), None) => return Err(error::too_many_resource_policies()),
                (Some(before), Some(id)) if before.id == *id => {
                    if hash.as_ref() != Some(&before.hash) {
                        return Err(error::other_resource_policy());
                    }
                    id.clone()
                }
                (_, Some(_)) => return Err(error::no_resource_policy()),
            };
            let hash = hex::encode(Sha256::digest(format!("{id} {text}").as_bytes()));
            let policy = ResourcePolicy { id, hash, text: text.clone() };
            change.put_record(key, &policy)?;
            Ok(policy)
        })
    }

    fn reply(policy: ResourcePolicy) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("PolicyId", policy.id).with("PolicyHash", policy.hash).into()
    }
}

/// AWS's page: only an advanced parameter can be shared, and no secure string whose key is AWS's.
async fn check(engine: &Engine, name: &ParameterName, parameter: &Parameter) -> Result<(), Fault> {
    if parameter.current.tier != Tier::Advanced {
        return Err(error::cannot_be_shared(
            "To share a parameter, it must be in the advanced parameter tier.",
        ));
    }
    if let Some(key) = &parameter.current.key_id
        && engine.keys.is_own(name, key).await?
    {
        return Err(error::cannot_be_shared(
            "To share a SecureString parameter, it must be encrypted with a customer managed key.",
        ));
    }
    Ok(())
}
