//! Resource policies: kept; who sends events is not judged by them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html>

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

pub(super) struct PutResourcePolicy;
pub(super) struct DescribeResourcePolicies;
pub(super) struct DeleteResourcePolicy;

/// How many an account may have in a region: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>.
const MOST: usize = 10;

/// What a policy is kept under: its name, or the resource that it is of.
fn name_of(fields: &Fields) -> Result<String, Fault> {
    match (fields.text("policyName"), fields.text("resourceArn")) {
        (_, Some(resource)) => Ok(resource.to_owned()),
        (Some(name), None) => Ok(name.to_owned()),
        // Our guess.
        (None, None) => Err(error::invalid("Either policyName or resourceArn must be specified.")),
    }
}

impl Operation for PutResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_RESOURCE_POLICY;
    const KEPT: &'static [&'static str] = &["policyDocument"];
    type Input = (String, Fields);
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        check_json(fields.required("policyDocument"))?;
        Ok((name_of(&fields)?, fields))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let place = (call.account, &call.region);
        let key = keys::of_account(place, OfAccount::ResourcePolicy, &name);
        let revision = engine.records.fresh_uuid()?;
        engine.records.change(&[&name], |change| {
            let before = change.kept(&key, &model::RESOURCE_POLICY)?;
            let all = keys::all_of_account(place, OfAccount::ResourcePolicy);
            if before.is_none() && change.all_kept(&all, &model::RESOURCE_POLICY)?.len() >= MOST {
                return Err(error::limit_exceeded());
            }
            check_revision(before.as_ref(), &asked)?;
            let is_of_resource = asked.has("resourceArn");
            let policy = asked
                .recast(&model::RESOURCE_POLICY)
                .with("lastUpdatedTime", call.now.millis())
                .with("policyScope", if is_of_resource { "RESOURCE" } else { "ACCOUNT" })
                .with("revisionId", is_of_resource.then(|| revision.clone()));
            change.keep(key.clone(), &policy);
            Ok(policy)
        })
    }

    fn reply(policy: Fields) -> Outgoing {
        let revision = policy.text("revisionId").map(str::to_owned);
        Fields::new(Self::SIGNATURE.output).with("resourcePolicy", policy).with("revisionId", revision).into()
    }
}

fn check_json(document: &str) -> Result<(), Fault> {
    let is_object =
        serde_json::from_str::<serde_json::Value>(document).is_ok_and(|document| document.is_object());
    // Our guess of the sentence.
    if is_object { Ok(()) } else { Err(error::invalid("The policy document is not valid JSON.")) }
}

/// Whether a policy has the revision that a request expects.
fn check_revision(before: Option<&Fields>, asked: &Fields) -> Result<(), Fault> {
    let held = before.and_then(|policy| policy.text("revisionId"));
    match asked.text("expectedRevisionId") {
        // Our guess of the sentence.
        Some(expected) if held != Some(expected) => {
            Err(error::invalid("The expected revision of the policy is not the present one."))
        }
        _ => Ok(()),
    }
}

impl Operation for DescribeResourcePolicies {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_RESOURCE_POLICIES;
    type Input = (Option<String>, Option<String>, Paging);
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeResourcePolicies", &[])?;
        Ok((text("resourceArn"), text("policyScope"), paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (resource, scope, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let all = keys::all_of_account((call.account, &call.region), OfAccount::ResourcePolicy);
        let after = paging.after().map(|name| all.clone().text(name));
        let is_meant = |policy: &Fields| {
            resource.as_ref().is_none_or(|resource| policy.text("resourceArn") == Some(resource))
                && scope.as_ref().is_none_or(|scope| policy.text("policyScope") == Some(scope))
        };
        let range = (&all, after.as_ref());
        let shape = &model::RESOURCE_POLICY;
        let found = engine.records.some_kept(range, shape, paging.most() + 1, is_meant).await?;
        Ok(paging.page(found, |policy| name_of(policy).unwrap_or_default()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "resourcePolicies", |kept| kept)
    }
}

impl Operation for DeleteResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_RESOURCE_POLICY;
    type Input = (String, Fields);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((name_of(&fields)?, fields))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::ResourcePolicy, &name);
        engine.records.change(&[&name], |change| {
            let policy = change.kept(&key, &model::RESOURCE_POLICY)?;
            let policy = policy.ok_or_else(|| error::no_policy(&name))?;
            check_revision(Some(&policy), &asked)?;
            change.delete(key.clone());
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
