//! The table of operations. One more operation: its file, its `mod` line, its line in [`ALL`]. Operations that only keep and
//! show a record stand together in the file of their noun.

mod backups;
mod batch_execute_statement;
mod batch_get_item;
mod batch_write_item;
mod bulk_operations;
mod cancel_bulk_operation;
mod contributor_insights;
mod create_backup;
mod create_table;
mod delete_backup;
mod delete_item;
mod delete_resource_policy;
mod delete_table;
mod describe_continuous_backups;
mod describe_endpoints;
mod describe_limits;
mod describe_stream;
mod describe_table;
mod describe_table_replica_auto_scaling;
mod describe_time_to_live;
mod execute_statement;
mod execute_transaction;
mod export_table_to_point_in_time;
mod exports;
mod get_item;
mod get_records;
mod get_resource_policy;
mod get_shard_iterator;
mod import_table;
mod imports;
mod kinesis_streaming_destination;
mod legacy_global_table;
mod list_streams;
mod list_tables;
mod put_item;
mod put_resource_policy;
mod query;
mod resource_tags;
mod restore_table_from_backup;
mod restore_table_to_point_in_time;
mod scan;
mod search_vectors;
mod start_bulk_put_items;
mod transact_get_items;
mod transact_write_items;
mod update_continuous_backups;
mod update_item;
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
    Entry::of::<legacy_global_table::CreateGlobalTable>(),
    Entry::of::<create_table::CreateTable>(),
    Entry::of::<delete_backup::DeleteBackup>(),
    Entry::of::<delete_item::DeleteItem>(),
    Entry::of::<delete_resource_policy::DeleteResourcePolicy>(),
    Entry::of::<delete_table::DeleteTable>(),
    Entry::of::<backups::DescribeBackup>(),
    Entry::of::<bulk_operations::DescribeBulkOperation>(),
    Entry::of::<describe_continuous_backups::DescribeContinuousBackups>(),
    Entry::of::<contributor_insights::DescribeContributorInsights>(),
    Entry::of::<describe_endpoints::DescribeEndpoints>(),
    Entry::of::<exports::DescribeExport>(),
    Entry::of::<legacy_global_table::DescribeGlobalTable>(),
    Entry::of::<legacy_global_table::DescribeGlobalTableSettings>(),
    Entry::of::<imports::DescribeImport>(),
    Entry::of::<kinesis_streaming_destination::DescribeKinesisStreamingDestination>(),
    Entry::of::<describe_limits::DescribeLimits>(),
    Entry::of::<describe_stream::DescribeStream>(),
    Entry::of::<describe_table::DescribeTable>(),
    Entry::of::<describe_table_replica_auto_scaling::DescribeTableReplicaAutoScaling>(),
    Entry::of::<describe_time_to_live::DescribeTimeToLive>(),
    Entry::of::<kinesis_streaming_destination::DisableKinesisStreamingDestination>(),
    Entry::of::<kinesis_streaming_destination::EnableKinesisStreamingDestination>(),
    Entry::of::<execute_statement::ExecuteStatement>(),
    Entry::of::<execute_transaction::ExecuteTransaction>(),
    Entry::of::<export_table_to_point_in_time::ExportTableToPointInTime>(),
    Entry::of::<get_item::GetItem>(),
    Entry::of::<get_records::GetRecords>(),
    Entry::of::<get_resource_policy::GetResourcePolicy>(),
    Entry::of::<get_shard_iterator::GetShardIterator>(),
    Entry::of::<import_table::ImportTable>(),
    Entry::of::<backups::ListBackups>(),
    Entry::of::<bulk_operations::ListBulkOperations>(),
    Entry::of::<contributor_insights::ListContributorInsights>(),
    Entry::of::<exports::ListExports>(),
    Entry::of::<legacy_global_table::ListGlobalTables>(),
    Entry::of::<imports::ListImports>(),
    Entry::of::<list_streams::ListStreams>(),
    Entry::of::<list_tables::ListTables>(),
    Entry::of::<resource_tags::ListTagsOfResource>(),
    Entry::of::<put_item::PutItem>(),
    Entry::of::<put_resource_policy::PutResourcePolicy>(),
    Entry::of::<query::Query>(),
    Entry::of::<restore_table_from_backup::RestoreTableFromBackup>(),
    Entry::of::<restore_table_to_point_in_time::RestoreTableToPointInTime>(),
    Entry::of::<scan::Scan>(),
    Entry::of::<search_vectors::SearchVectors>(),
    Entry::of::<start_bulk_put_items::StartBulkPutItems>(),
    Entry::of::<resource_tags::TagResource>(),
    Entry::of::<transact_get_items::TransactGetItems>(),
    Entry::of::<transact_write_items::TransactWriteItems>(),
    Entry::of::<resource_tags::UntagResource>(),
    Entry::of::<update_continuous_backups::UpdateContinuousBackups>(),
    Entry::of::<contributor_insights::UpdateContributorInsights>(),
    Entry::of::<legacy_global_table::UpdateGlobalTable>(),
    Entry::of::<legacy_global_table::UpdateGlobalTableSettings>(),
    Entry::of::<update_item::UpdateItem>(),
    Entry::of::<kinesis_streaming_destination::UpdateKinesisStreamingDestination>(),
    Entry::of::<update_table::UpdateTable>(),
    Entry::of::<update_table_replica_auto_scaling::UpdateTableReplicaAutoScaling>(),
    Entry::of::<update_time_to_live::UpdateTimeToLive>(),
];
