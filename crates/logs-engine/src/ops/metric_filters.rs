//! Metric filters: they are kept, shown and can be tested; there are no metrics that they would count.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::filter_pattern::Pattern;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};

pub(super) struct PutMetricFilter;
pub(super) struct DescribeMetricFilters;
pub(super) struct DeleteMetricFilter;

/// How many a group may have:
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>.
const MOST: u32 = 100;

impl Operation for PutMetricFilter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_METRIC_FILTER;
    const KEPT: &'static [&'static str] =
        &["applyOnTransformedLogs", "fieldSelectionCriteria", "emitSystemFieldDimensions"];
    const LIMITS: &'static str = "No metric counts what a filter takes.";
    type Input = (GroupName, Fields);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let pattern = Pattern::read(fields.required("filterPattern"))?;
        for transformation in fields.structs("metricTransformations") {
            let has_dimensions = !transformation.map("dimensions").is_empty();
            if has_dimensions && transformation.has("defaultValue") {
                // As users report it, but for the full stop:
                // <https://github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/pull/632>.
                let message = "Invalid metric transformation: dimensions and default value are mutually exclusive properties.";
                return Err(error::invalid(message));
            }
            if has_dimensions && !pattern.has_values() {
                // As users report it:
                // <https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-logs/issues/64>.
                return Err(error::invalid("The specified filter pattern does not support dimensions"));
            }
        }
        Ok((GroupName::named(&fields, call), fields.recast(&model::METRIC_FILTER)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, filter): Self::Input) -> Result<(), Fault> {
        let is_transformed = filter.boolean("applyOnTransformedLogs").unwrap_or(false);
        let filter =
            filter.with("creationTime", call.now.millis()).with("applyOnTransformedLogs", is_transformed);
        engine.records.change(&[&name.name], |change| {
            let mut group = change.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::MetricFilter, filter.required("filterName"));
            if change.kept(&key, &model::METRIC_FILTER)?.is_none() {
                group.metric_filters += 1;
                if group.metric_filters > MOST {
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

/// Which filters are asked for.
pub(super) struct Asked {
    group: Option<GroupName>,
    prefix: String,
    metric: Option<(String, String)>,
    paging: Paging,
}

impl Operation for DescribeMetricFilters {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_METRIC_FILTERS;
    type Input = Asked;
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let (group, prefix) = (text("logGroupName"), text("filterNamePrefix").unwrap_or_default());
        let metric = match (text("metricName"), text("metricNamespace")) {
            (Some(name), Some(namespace)) => Some((name, namespace)),
            (None, None) => None,
            // Our guess of the sentence, after AWS's page.
            _ => return Err(error::invalid("metricName and metricNamespace must be specified together.")),
        };
        let bound = [group.as_deref().unwrap_or_default(), &prefix];
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeMetricFilters", &bound)?;
        Ok(Asked { group: group.map(|name| GroupName::of(call, name)), prefix, metric, paging })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Page<Fields>, Fault> {
        let Asked { group, prefix, metric, paging } = asked;
        // Of all groups they are in the order of the groups, and a place is a group and a filter.
        let after = paging.after().and_then(|after| after.split_once(':'));
        let mut found = Vec::new();
        let is_meant = |filter: &Fields| {
            filter.required("filterName").starts_with(&prefix)
                && metric.as_ref().is_none_or(|metric| counts(filter, metric))
        };
        let groups = match group {
            Some(name) => vec![(name.name.clone(), engine.records.group(&name)?)],
            None => with_filters(engine, call, after.map(|(group, _)| group)).await?,
        };
        for (name, group) in groups {
            let all = keys::all_of_group(group.id, OfGroup::MetricFilter);
            let behind =
                after.filter(|(group, _)| *group == name).map(|(_, filter)| all.clone().text(filter));
            let left = paging.most() + 1 - found.len();
            let range = (&all, behind.as_ref());
            found.extend(engine.records.some_kept(range, &model::METRIC_FILTER, left, is_meant).await?);
            if paging.is_full(&found) {
                break;
            }
        }
        Ok(paging.page(found, |filter| {
            format!("{}:{}", filter.required("logGroupName"), filter.required("filterName"))
        }))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "metricFilters", |filter| filter)
    }
}

fn counts(filter: &Fields, (name, namespace): &(String, String)) -> bool {
    filter.structs("metricTransformations").any(|transformation| {
        transformation.required("metricName") == name
            && transformation.required("metricNamespace") == namespace
    })
}

/// The groups of the caller's that have filters, from one on.
async fn with_filters(
    engine: &Engine,
    call: &Call,
    from: Option<&str>,
) -> Result<Vec<(String, Group)>, Fault> {
    let mut found = Vec::new();
    let mut groups = engine.records.groups((call.account, &call.region), "", None);
    while let Some((key, group)) = groups.next::<Group>().await? {
        let name = GroupName::of_key(&key).ok_or_else(|| error::damaged("a group's key", ""))?.name;
        if group.metric_filters > 0 && from.is_none_or(|from| name.as_str() >= from) {
            found.push((name, group));
        }
    }
    Ok(found)
}

impl Operation for DeleteMetricFilter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_METRIC_FILTER;
    type Input = (GroupName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::named(&fields, call), fields.required("filterName").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, filter): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name.name], |change| {
            let mut group = change.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::MetricFilter, &filter);
            change.kept(&key, &model::METRIC_FILTER)?.ok_or_else(error::no_metric_filter)?;
            group.metric_filters = group.metric_filters.saturating_sub(1);
            change.delete(key);
            change.put_group(&name, &group)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
