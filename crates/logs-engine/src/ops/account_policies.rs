//! Policies of an account for all its groups: kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeAccountPolicies.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteAccountPolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::records::keys::{self, OfAccount};

pub(super) struct PutAccountPolicy;
pub(super) struct DescribeAccountPolicies;
pub(super) struct DeleteAccountPolicy;

/// What a policy is kept under: names are of one type.
fn name_of(fields: &Fields) -> String {
    format!("{}:{}", fields.required("policyType"), fields.required("policyName"))
}

impl Operation for PutAccountPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_ACCOUNT_POLICY;
    const KEPT: &'static [&'static str] = &["policyDocument", "selectionCriteria"];
    type Input = Fields;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        if fields.boolean("dryRun").unwrap_or(false) {
            return Err(error::invalid("A dry run of account policies is not possible here."));
        }
        Ok(fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Self::Input) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::AccountPolicy, &name_of(&asked));
        let policy = asked
            .recast(&model::ACCOUNT_POLICY)
            .with("lastUpdatedTime", call.now.millis())
            .with("scope", asked.text("scope").unwrap_or("ALL"))
            .with("accountId", call.account.to_string());
        engine.records.change(&[asked.required("policyName")], |change| {
            change.keep(key.clone(), &policy);
            Ok(())
        })?;
        Ok(policy)
    }

    fn reply(policy: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("accountPolicy", policy).into()
    }
}

impl Operation for DescribeAccountPolicies {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_ACCOUNT_POLICIES;
    type Input = (String, Option<String>, Paging);
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let policy_type = fields.required("policyType").to_owned();
        let name = fields.text("policyName").map(str::to_owned);
        let bound = [policy_type.as_str(), name.as_deref().unwrap_or_default()];
        // AWS's page says nothing about the size of pages.
        let paging = Paging::of_size(&fields, 50, "logs:DescribeAccountPolicies", &bound)?;
        Ok((policy_type, name, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (policy_type, name, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let all = keys::all_of_account((call.account, &call.region), OfAccount::AccountPolicy);
        let after = paging.after().map(|name| all.clone().text(name));
        let is_meant = |policy: &Fields| {
            policy.required("policyType") == policy_type
                && name.as_ref().is_none_or(|name| policy.required("policyName") == name)
        };
        let range = (&all, after.as_ref());
        let shape = &model::ACCOUNT_POLICY;
        let found = engine.records.some_kept(range, shape, paging.most() + 1, is_meant).await?;
        Ok(paging.page(found, name_of))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "accountPolicies", |kept| kept)
    }
}

impl Operation for DeleteAccountPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_ACCOUNT_POLICY;
    type Input = Fields;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Self::Input) -> Result<Self::Output, Fault> {
        let (name, kept_as) = (asked.required("policyName"), name_of(&asked));
        let key = keys::of_account((call.account, &call.region), OfAccount::AccountPolicy, &kept_as);
        engine.records.change(&[name], |change| {
            change.kept(&key, &model::ACCOUNT_POLICY)?.ok_or_else(|| error::no_policy(name))?;
            change.delete(key.clone());
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
