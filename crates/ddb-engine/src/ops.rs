//! The table of operations. One more operation: its file, its `mod` line, its line in [`ALL`].

mod batch_execute_statement;
mod batch_get_item;
mod batch_write_item;
mod cancel_bulk_operation;
mod create_backup;
mod create_global_table;
mod create_table;
mod delete_backup;
mod delete_item;
mod delete_resource_policy;
mod delete_table;
mod describe_backup;
mod describe_bulk_operation;
mod describe_continuous_backups;
mod describe_contributor_insights;
mod describe_endpoints;
mod describe_export;
mod describe_global_table;
mod describe_global_table_settings;
mod describe_import;
mod describe_kinesis_streaming_destination;
mod describe_limits;
mod describe_stream;
mod describe_table;
mod describe_table_replica_auto_scaling;
mod describe_time_to_live;
mod disable_kinesis_streaming_destination;
mod enable_kinesis_streaming_destination;
mod execute_statement;
mod execute_transaction;
mod export_table_to_point_in_time;
mod get_item;
mod get_records;
mod get_resource_policy;
mod get_shard_iterator;
mod import_table;
mod list_backups;
mod list_bulk_operations;
mod list_contributor_insights;
mod list_exports;
mod list_global_tables;
mod list_imports;
mod list_streams;
mod list_tables;
mod list_tags_of_resource;
mod put_item;
mod put_resource_policy;
mod query;
mod restore_table_from_backup;
mod restore_table_to_point_in_time;
mod scan;
mod search_vectors;
mod start_bulk_put_items;
mod tag_resource;
mod transact_get_items;
mod transact_write_items;
mod untag_resource;
mod update_continuous_backups;
mod update_contributor_insights;
mod update_global_table;
mod update_global_table_settings;
mod update_item;
mod update_kinesis_streaming_destination;
mod update_table;
mod update_table_replica_auto_scaling;
mod update_time_to_live;

use crate::operation::Entry;

/// Every operation that AWS has, Streams' too, in alphabetical order.
pub(crate) const ALL: &[Entry] = &[
    Entry::of::<batch_execute_statement::BatchExecuteStatement>(),
    Entry::of::<batch_get_item::BatchGetItem>(),
    Entry::of::<batch_write_item::BatchWriteItem>(),
    Entry::of::<cancel_bulk_operation::CancelBulkOperation>(),
    Entry::of::<create_backup::CreateBackup>(),
    Entry::of::<create_global_table::CreateGlobalTable>(),
    Entry::of::<create_table::CreateTable>(),
    Entry::of::<delete_backup::DeleteBackup>(),
    Entry::of::<delete_item::DeleteItem>(),
    Entry::of::<delete_resource_policy::DeleteResourcePolicy>(),
    Entry::of::<delete_table::DeleteTable>(),
    Entry::of::<describe_backup::DescribeBackup>(),
    Entry::of::<describe_bulk_operation::DescribeBulkOperation>(),
    Entry::of::<describe_continuous_backups::DescribeContinuousBackups>(),
    Entry::of::<describe_contributor_insights::DescribeContributorInsights>(),
    Entry::of::<describe_endpoints::DescribeEndpoints>(),
    Entry::of::<describe_export::DescribeExport>(),
    Entry::of::<describe_global_table::DescribeGlobalTable>(),
    Entry::of::<describe_global_table_settings::DescribeGlobalTableSettings>(),
    Entry::of::<describe_import::DescribeImport>(),
    Entry::of::<describe_kinesis_streaming_destination::DescribeKinesisStreamingDestination>(),
    Entry::of::<describe_limits::DescribeLimits>(),
    Entry::of::<describe_stream::DescribeStream>(),
    Entry::of::<describe_table::DescribeTable>(),
    Entry::of::<describe_table_replica_auto_scaling::DescribeTableReplicaAutoScaling>(),
    Entry::of::<describe_time_to_live::DescribeTimeToLive>(),
    Entry::of::<disable_kinesis_streaming_destination::DisableKinesisStreamingDestination>(),
    Entry::of::<enable_kinesis_streaming_destination::EnableKinesisStreamingDestination>(),
    Entry::of::<execute_statement::ExecuteStatement>(),
    Entry::of::<execute_transaction::ExecuteTransaction>(),
    Entry::of::<export_table_to_point_in_time::ExportTableToPointInTime>(),
    Entry::of::<get_item::GetItem>(),
    Entry::of::<get_records::GetRecords>(),
    Entry::of::<get_resource_policy::GetResourcePolicy>(),
    Entry::of::<get_shard_iterator::GetShardIterator>(),
    Entry::of::<import_table::ImportTable>(),
    Entry::of::<list_backups::ListBackups>(),
    Entry::of::<list_bulk_operations::ListBulkOperations>(),
    Entry::of::<list_contributor_insights::ListContributorInsights>(),
    Entry::of::<list_exports::ListExports>(),
    Entry::of::<list_global_tables::ListGlobalTables>(),
    Entry::of::<list_imports::ListImports>(),
    Entry::of::<list_streams::ListStreams>(),
    Entry::of::<list_tables::ListTables>(),
    Entry::of::<list_tags_of_resource::ListTagsOfResource>(),
    Entry::of::<put_item::PutItem>(),
    Entry::of::<put_resource_policy::PutResourcePolicy>(),
    Entry::of::<query::Query>(),
    Entry::of::<restore_table_from_backup::RestoreTableFromBackup>(),
    Entry::of::<restore_table_to_point_in_time::RestoreTableToPointInTime>(),
    Entry::of::<scan::Scan>(),
    Entry::of::<search_vectors::SearchVectors>(),
    Entry::of::<start_bulk_put_items::StartBulkPutItems>(),
    Entry::of::<tag_resource::TagResource>(),
    Entry::of::<transact_get_items::TransactGetItems>(),
    Entry::of::<transact_write_items::TransactWriteItems>(),
    Entry::of::<untag_resource::UntagResource>(),
    Entry::of::<update_continuous_backups::UpdateContinuousBackups>(),
    Entry::of::<update_contributor_insights::UpdateContributorInsights>(),
    Entry::of::<update_global_table::UpdateGlobalTable>(),
    Entry::of::<update_global_table_settings::UpdateGlobalTableSettings>(),
    Entry::of::<update_item::UpdateItem>(),
    Entry::of::<update_kinesis_streaming_destination::UpdateKinesisStreamingDestination>(),
    Entry::of::<update_table::UpdateTable>(),
    Entry::of::<update_table_replica_auto_scaling::UpdateTableReplicaAutoScaling>(),
    Entry::of::<update_time_to_live::UpdateTimeToLive>(),
];
