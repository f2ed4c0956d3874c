//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html>

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Value;

use crate::catalog;
use crate::engine::Engine;
use crate::identity::policy::{Place, Policy};
use crate::identity::policy_use::{PolicyUse, Usage};
use crate::message::name;
use crate::message::page::{Asked, Page};
use crate::model::iam;
use crate::records::Records;

pub(in crate::ops::iam) struct ListPolicies;

/// What is asked for.
pub(in crate::ops::iam) struct Wanted {
    page: Asked,
    own: bool,
    of_aws: bool,
    prefix: String,
    usage: Usage,
}

/// What places in the list begin with: first the account's policies, then AWS's.
const OWN: &str = "0";
const OF_AWS: &str = "1";

impl Operation for ListPolicies {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_POLICIES;
    type Input = Wanted;
    type Output = Page<(Policy, PolicyUse)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Wanted, Fault> {
        let bound = ["Scope", "PathPrefix", "PolicyUsageFilter"];
        let scope = fields.text("Scope").unwrap_or("All");
        let only_attached = fields.boolean("OnlyAttached").unwrap_or(false);
        Ok(Wanted {
            page: Asked::read(call, &fields, "iam:ListPolicies", &bound)?,
            own: scope != "AWS",
            of_aws: scope != "Local",
            prefix: fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned(),
            usage: Usage::asked(&fields, only_attached),
        })
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        wanted: Wanted,
    ) -> Result<Page<(Policy, PolicyUse)>, Fault> {
        let (engine, account, partition) = (engine.clone(), call.account, call.region.partition());
        apart_if(true, move || policies(&engine.records, account, partition, wanted)).await
    }

    fn reply(page: Page<(Policy, PolicyUse)>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Policies", |(policy, used)| {
            Value::Struct(policy.shown(&used, Place::List))
        })
    }
}

/// Gathers a page. All policies may be looked at, and their documents may be long.
fn policies(
    records: &Records,
    account: AccountId,
    partition: &str,
    wanted: Wanted,
) -> Result<Page<(Policy, PolicyUse)>, Fault> {
    let used = records.list::<PolicyUse>(account)?;
    let used: HashMap<String, PolicyUse> = used.into_iter().map(|used| (used.arn.clone(), used)).collect();
    let of = |arn: &str| used.get(arn).cloned().unwrap_or_default();
    let is_meant = |path: &str, arn: &str| path.starts_with(&wanted.prefix) && wanted.usage.holds(&of(arn));
    let after = wanted.page.after.as_deref();
    let after_aws = after.and_then(|after| after.strip_prefix(OF_AWS));
    let most = wanted.page.most + 1;
    let mut found: Vec<Policy> = Vec::new();
    if wanted.own && after_aws.is_none() {
        let after = after.and_then(|after| after.strip_prefix(OWN));
        records.visit(account, after, |mut policy: Policy| {
            if is_meant(&policy.path, &policy.arn) {
                // A list shows no documents, and many would be long together.
                policy.versions.iter_mut().for_each(|version| version.document = String::new());
                found.push(policy);
            }
            if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    if wanted.of_aws && found.len() < most {
        let behind = |name: &str| after_aws.is_none_or(|after| name > after);
        let mut all: Vec<_> = catalog::all_in(partition).collect();
        all.retain(|policy| behind(&policy.name) && is_meant(&policy.path, &policy.arn));
        all.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        let rest = most - found.len();
        found.extend(all.into_iter().take(rest).map(Policy::of_aws));
    }
    let found =
        found.into_iter().map(|policy| (of(&policy.arn), policy)).map(|(used, policy)| (policy, used));
    let place = |(policy, _): &(Policy, PolicyUse)| {
        format!("{}{}", if policy.is_of_aws() { OF_AWS } else { OWN }, policy.name)
    };
    Ok(wanted.page.page(found.collect(), place))
}
