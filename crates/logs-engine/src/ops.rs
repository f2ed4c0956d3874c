//! The table of the operations of CloudWatch Logs.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod account_policies;
mod create_log_group;
mod create_log_stream;
mod data_protection;
mod delete_log_group;
mod delete_log_stream;
mod deliveries;
mod delivery;
mod delivery_destinations;
mod delivery_sources;
mod describe_log_groups;
mod describe_log_streams;
mod destinations;
mod export_tasks;
mod filter_log_events;
mod get_log_events;
mod group_settings;
mod index_policies;
mod list_log_groups;
mod log_fields;
mod metric_filters;
mod paging;
mod put_log_events;
mod queries;
mod query_definitions;
mod resource_policies;
mod retention_policy;
mod start_live_tail;
mod storage_tier;
mod subscription_filters;
mod tags;
mod test_metric_filter;
mod transformers;

/// The operations, in the order of their names.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<group_settings::AssociateKmsKey>(),
    Row::of::<export_tasks::CancelExportTask>(),
    Row::of::<deliveries::CreateDelivery>(),
    Row::of::<export_tasks::CreateExportTask>(),
    Row::of::<create_log_group::CreateLogGroup>(),
    Row::of::<create_log_stream::CreateLogStream>(),
    Row::of::<account_policies::DeleteAccountPolicy>(),
    Row::of::<data_protection::DeleteDataProtectionPolicy>(),
    Row::of::<deliveries::DeleteDelivery>(),
    Row::of::<delivery_destinations::DeleteDeliveryDestination>(),
    Row::of::<delivery_destinations::DeleteDeliveryDestinationPolicy>(),
    Row::of::<delivery_sources::DeleteDeliverySource>(),
    Row::of::<destinations::DeleteDestination>(),
    Row::of::<index_policies::DeleteIndexPolicy>(),
    Row::of::<delete_log_group::DeleteLogGroup>(),
    Row::of::<delete_log_stream::DeleteLogStream>(),
    Row::of::<metric_filters::DeleteMetricFilter>(),
    Row::of::<query_definitions::DeleteQueryDefinition>(),
    Row::of::<resource_policies::DeleteResourcePolicy>(),
    Row::of::<retention_policy::DeleteRetentionPolicy>(),
    Row::of::<subscription_filters::DeleteSubscriptionFilter>(),
    Row::of::<transformers::DeleteTransformer>(),
    Row::of::<account_policies::DescribeAccountPolicies>(),
    Row::of::<deliveries::DescribeDeliveries>(),
    Row::of::<delivery_destinations::DescribeDeliveryDestinations>(),
    Row::of::<delivery_sources::DescribeDeliverySources>(),
    Row::of::<destinations::DescribeDestinations>(),
    Row::of::<export_tasks::DescribeExportTasks>(),
    Row::of::<index_policies::DescribeFieldIndexes>(),
    Row::of::<index_policies::DescribeIndexPolicies>(),
    Row::of::<describe_log_groups::DescribeLogGroups>(),
    Row::of::<describe_log_streams::DescribeLogStreams>(),
    Row::of::<metric_filters::DescribeMetricFilters>(),
    Row::of::<queries::DescribeQueries>(),
    Row::of::<query_definitions::DescribeQueryDefinitions>(),
    Row::of::<resource_policies::DescribeResourcePolicies>(),
    Row::of::<subscription_filters::DescribeSubscriptionFilters>(),
    Row::of::<group_settings::DisassociateKmsKey>(),
    Row::of::<filter_log_events::FilterLogEvents>(),
    Row::of::<data_protection::GetDataProtectionPolicy>(),
    Row::of::<deliveries::GetDelivery>(),
    Row::of::<delivery_destinations::GetDeliveryDestination>(),
    Row::of::<delivery_destinations::GetDeliveryDestinationPolicy>(),
    Row::of::<delivery_sources::GetDeliverySource>(),
    Row::of::<get_log_events::GetLogEvents>(),
    Row::of::<log_fields::GetLogGroupFields>(),
    Row::of::<log_fields::GetLogRecord>(),
    Row::of::<queries::GetQueryResults>(),
    Row::of::<storage_tier::GetStorageTierPolicy>(),
    Row::of::<transformers::GetTransformer>(),
    Row::of::<list_log_groups::ListLogGroups>(),
    Row::of::<queries::ListLogGroupsForQuery>(),
    Row::of::<tags::ListTagsForResource>(),
    Row::of::<tags::ListTagsLogGroup>(),
    Row::of::<account_policies::PutAccountPolicy>(),
    Row::of::<group_settings::PutBearerTokenAuthentication>(),
    Row::of::<data_protection::PutDataProtectionPolicy>(),
    Row::of::<delivery_destinations::PutDeliveryDestination>(),
    Row::of::<delivery_destinations::PutDeliveryDestinationPolicy>(),
    Row::of::<delivery_sources::PutDeliverySource>(),
    Row::of::<destinations::PutDestination>(),
    Row::of::<destinations::PutDestinationPolicy>(),
    Row::of::<index_policies::PutIndexPolicy>(),
    Row::of::<put_log_events::PutLogEvents>(),
    Row::of::<group_settings::PutLogGroupDeletionProtection>(),
    Row::of::<metric_filters::PutMetricFilter>(),
    Row::of::<query_definitions::PutQueryDefinition>(),
    Row::of::<resource_policies::PutResourcePolicy>(),
    Row::of::<retention_policy::PutRetentionPolicy>(),
    Row::of::<storage_tier::PutStorageTierPolicy>(),
    Row::of::<subscription_filters::PutSubscriptionFilter>(),
    Row::of::<transformers::PutTransformer>(),
    Row::of::<start_live_tail::StartLiveTail>(),
    Row::of::<queries::StartQuery>(),
    Row::of::<queries::StopQuery>(),
    Row::of::<tags::TagLogGroup>(),
    Row::of::<tags::TagResource>(),
    Row::of::<test_metric_filter::TestMetricFilter>(),
    Row::of::<tags::UntagLogGroup>(),
    Row::of::<tags::UntagResource>(),
    Row::of::<deliveries::UpdateDeliveryConfiguration>(),
];
