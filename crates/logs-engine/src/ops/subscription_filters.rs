//! Subscription filters: new events go to functions; other destinations are kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html>

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use base::seams::SeamError;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::courier::sender;
use crate::engine::Engine;
use crate::error;
use crate::filter_pattern::Pattern;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};
use crate::subscription::is_delivered_to;

pub(super) struct PutSubscriptionFilter;
pub(super) struct DescribeSubscriptionFilters;
pub(super) struct DeleteSubscriptionFilter;

/// How many a group may have: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>.
const MOST: u32 = 2;

impl Operation for PutSubscriptionFilter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_SUBSCRIPTION_FILTER;
    const KEPT: &'static [&'static str] =
        &["applyOnTransformedLogs", "fieldSelectionCriteria", "emitSystemFields", "distribution=Random"];
    const LIMITS: &'static str = "Events go to functions; destinations of Kinesis, Firehose and of other accounts are kept, and get none.";
    type Input = (GroupName, Fields);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Pattern::read(fields.required("filterPattern"))?;
        let name = GroupName::named(&fields, call);
        let destination = Arn::parse(fields.required("destinationArn"));
        // Our guess of the sentence.
        let destination = destination.ok_or_else(|| error::invalid("destinationArn is not a valid ARN."))?;
        let vendor = destination.service.as_str();
        if vendor == "lambda" && destination.account != call.account.as_str() {
            return Err(error::foreign_function());
        }
        if vendor == "lambda" && own_group(&destination).is_some_and(|own| own == name.name) {
            return Err(error::own_group());
        }
        if matches!(vendor, "kinesis" | "firehose") && !fields.has("roleArn") {
            return Err(error::no_role(vendor));
        }
        Ok((name, fields.recast(&model::SUBSCRIPTION_FILTER)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, filter): Self::Input) -> Result<(), Fault> {
        let distribution = filter.text("distribution").unwrap_or("ByLogStream").to_owned();
        let is_transformed = filter.boolean("applyOnTransformedLogs").unwrap_or(false);
        let filter = filter
            .with("creationTime", call.now.millis())
            .with("distribution", distribution)
            .with("applyOnTransformedLogs", is_transformed);
        // What is asked of others is asked once the group is known to be there.
        engine.records.group(&name)?;
        let destination = filter.required("destinationArn").to_owned();
        if is_delivered_to(&destination) {
            check_function(engine, &name, &destination).await?;
        } else {
            tracing::info!(group = name.name, destination, "the subscription is kept, and gets no events");
        }
        engine.records.change(&[&name.name], |change| {
            let mut group = change.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::SubscriptionFilter, filter.required("filterName"));
            if change.kept(&key, &model::SUBSCRIPTION_FILTER)?.is_none() {
                group.subscription_filters += 1;
                if group.subscription_filters > MOST {
                    return Err(error::limit_exceeded());
                }
                change.put_group(&name, &group)?;
            }
            change.keep(key, &filter);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// Whether a function is there and takes events of the group.
async fn check_function(engine: &Engine, name: &GroupName, destination: &str) -> Result<(), Fault> {
    let Some((events, target)) = engine.events.get().zip(Arn::parse(destination)) else { return Ok(()) };
    match events.accepts(&sender(name), &target).await {
        Ok(()) => Ok(()),
        Err(SeamError::NotFound(_) | SeamError::Refused(_)) => Err(error::function_refuses()),
        // It is asked again when there is something to deliver.
        Err(SeamError::Unavailable(_)) => Ok(()),
    }
}

impl Operation for DescribeSubscriptionFilters {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_SUBSCRIPTION_FILTERS;
    type Input = (GroupName, String, Paging);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = GroupName::named(&fields, call);
        let prefix = fields.text("filterNamePrefix").unwrap_or_default().to_owned();
        let bound = [name.name.as_str(), &prefix];
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeSubscriptionFilters", &bound)?;
        Ok((name, prefix, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (name, prefix, paging): Self::Input,
    ) -> Result<Page<Fields>, Fault> {
        let group = engine.records.group(&name)?;
        let all = keys::all_of_group(group.id, OfGroup::SubscriptionFilter);
        let after = paging.after().map(|name| all.clone().text(name));
        let range = (&all.clone().text_prefix(&prefix), after.as_ref());
        let shape = &model::SUBSCRIPTION_FILTER;
        let found = engine.records.some_kept(range, shape, paging.most() + 1, |_| true).await?;
        Ok(paging.page(found, |filter| filter.required("filterName").to_owned()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "subscriptionFilters", |filter| filter)
    }
}

impl Operation for DeleteSubscriptionFilter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_SUBSCRIPTION_FILTER;
    type Input = (GroupName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::named(&fields, call), fields.required("filterName").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, filter): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name.name], |change| {
            let mut group = change.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::SubscriptionFilter, &filter);
            change.kept(&key, &model::SUBSCRIPTION_FILTER)?.ok_or_else(error::no_subscription_filter)?;
            group.subscription_filters = group.subscription_filters.saturating_sub(1);
            change.delete(key);
            change.put_group(&name, &group)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// The group that a function logs to, where it names no other.
fn own_group(function: &Arn) -> Option<String> {
    let name = function.resource.strip_prefix("function:")?.split(':').next()?;
    Some(format!("/aws/lambda/{name}"))
}
