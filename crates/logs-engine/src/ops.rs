//! The table of the operations of CloudWatch Logs.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod create_log_group;
mod create_log_stream;
mod delete_log_group;
mod delete_log_stream;
mod describe_log_groups;
mod describe_log_streams;
mod filter_log_events;
mod get_log_events;
mod group_settings;
mod list_log_groups;
mod metric_filters;
mod paging;
mod put_log_events;
mod retention_policy;
mod subscription_filters;
mod tags;
mod test_metric_filter;

/// The operations, in the order of their names.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<group_settings::AssociateKmsKey>(),
    Row::of::<create_log_group::CreateLogGroup>(),
    Row::of::<create_log_stream::CreateLogStream>(),
    Row::of::<delete_log_group::DeleteLogGroup>(),
    Row::of::<delete_log_stream::DeleteLogStream>(),
    Row::of::<metric_filters::DeleteMetricFilter>(),
    Row::of::<retention_policy::DeleteRetentionPolicy>(),
    Row::of::<subscription_filters::DeleteSubscriptionFilter>(),
    Row::of::<describe_log_groups::DescribeLogGroups>(),
    Row::of::<describe_log_streams::DescribeLogStreams>(),
    Row::of::<metric_filters::DescribeMetricFilters>(),
    Row::of::<subscription_filters::DescribeSubscriptionFilters>(),
    Row::of::<group_settings::DisassociateKmsKey>(),
    Row::of::<filter_log_events::FilterLogEvents>(),
    Row::of::<get_log_events::GetLogEvents>(),
    Row::of::<list_log_groups::ListLogGroups>(),
    Row::of::<tags::ListTagsForResource>(),
    Row::of::<tags::ListTagsLogGroup>(),
    Row::of::<group_settings::PutBearerTokenAuthentication>(),
    Row::of::<put_log_events::PutLogEvents>(),
    Row::of::<group_settings::PutLogGroupDeletionProtection>(),
    Row::of::<metric_filters::PutMetricFilter>(),
    Row::of::<retention_policy::PutRetentionPolicy>(),
    Row::of::<subscription_filters::PutSubscriptionFilter>(),
    Row::of::<tags::TagLogGroup>(),
    Row::of::<tags::TagResource>(),
    Row::of::<test_metric_filter::TestMetricFilter>(),
    Row::of::<tags::UntagLogGroup>(),
    Row::of::<tags::UntagResource>(),
];
