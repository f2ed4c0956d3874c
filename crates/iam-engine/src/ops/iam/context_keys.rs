//! The keys that policies ask for: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html>
//! and its sibling for those of users, groups and roles.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::call::Call;
use base::task::apart;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model::iam;
use crate::simulation::entity::Named;
use crate::simulation::source::{self, Source};

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html>
pub(super) struct GetContextKeysForCustomPolicy;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html>
pub(super) struct GetContextKeysForPrincipalPolicy;

impl Operation for GetContextKeysForCustomPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY;
    type Input = Vec<Source>;
    type Output = Vec<String>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Vec<Source>, Fault> {
        given(&fields)
    }

    async fn run(_: &Arc<Engine>, _: &Call, given: Vec<Source>) -> Result<Vec<String>, Fault> {
        Ok(keys(&given))
    }

    fn reply(keys: Vec<String>) -> Outgoing {
        reply(keys)
    }
}

impl Operation for GetContextKeysForPrincipalPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicySourceArn"];
    type Input = (Named, Vec<Source>);
    type Output = Vec<String>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let named = Named::demand_own(call.account, fields.required("PolicySourceArn"))?;
        Ok((named, given(&fields)?))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (named, given): Self::Input,
    ) -> Result<Vec<String>, Fault> {
        let entity = named.find(&engine.records)?;
        let (engine, account) = (engine.clone(), call.account);
        apart(move || {
            let held = source::held(&engine.records, account, &entity)?;
            Ok(keys(&held.identity.into_iter().chain(given).collect::<Vec<_>>()))
        })
        .await
    }

    fn reply(keys: Vec<String>) -> Outgoing {
        reply(keys)
    }
}

fn given(fields: &Fields) -> Result<Vec<Source>, Fault> {
    Source::all_given("PolicyInputList", fields.texts("PolicyInputList"))
}

/// Each key once, in the order of the policies.
fn keys(sources: &[Source]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = sources.iter().flat_map(|source| source.document.context_keys());
    all.filter(|key| seen.insert(key.to_ascii_lowercase())).map(str::to_owned).collect()
}

fn reply(keys: Vec<String>) -> Outgoing {
    Fields::new(&iam::GET_CONTEXT_KEYS_FOR_POLICY_RESPONSE).with("ContextKeyNames", keys).into()
}
