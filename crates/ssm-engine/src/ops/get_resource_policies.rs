//! Which other accounts may read a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetResourcePolicies.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::resource;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::ParameterName;
use crate::records::{ResourcePolicy, keys};

pub(super) struct GetResourcePolicies;

impl Operation for GetResourcePolicies {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_RESOURCE_POLICIES;
    type Input = ParameterName;
    type Output = Option<ResourcePolicy>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<ParameterName, Fault> {
        // One page has all that there can be, and no token.
        if fields.text("NextToken").is_some_and(|token| !token.is_empty()) {
            return Err(error::cannot_be_shared("The specified token isn't valid."));
        }
        resource::shared(call, &fields)
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        name: ParameterName,
    ) -> Result<Option<ResourcePolicy>, Fault> {
        engine.records.parameter(&name)?.ok_or_else(error::no_shared_parameter)?;
        engine.records.record(&keys::resource_policy(&name))
    }

    fn reply(policy: Option<ResourcePolicy>) -> Outgoing {
        let shown = |policy: ResourcePolicy| {
            Fields::new(&model::GET_RESOURCE_POLICIES_RESPONSE_ENTRY)
                .with("PolicyId", policy.id)
                .with("PolicyHash", policy.hash)
                .with("Policy", policy.text)
        };
        let policies: Vec<Fields> = policy.into_iter().map(shown).collect();
        Fields::new(Self::SIGNATURE.output).with("Policies", policies).into()
    }
}
