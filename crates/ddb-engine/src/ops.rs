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

use wire::operation::Row;

use crate::operation::DynamoDb;

/// Every operation that AWS has, Streams' too, in alphabetical order.
pub(crate) const ALL: &[Row<DynamoDb>] = &[
    Row::of::<batch_execute_statement::BatchExecuteStatement>(),
    Row::of::<batch_get_item::BatchGetItem>(),
    Row::of::<batch_write_item::BatchWriteItem>(),
    Row::of::<cancel_bulk_operation::CancelBulkOperation>(),
    Row::of::<create_backup::CreateBackup>(),
    Row::of::<legacy_global_table::CreateGlobalTable>(),
    Row::of::<create_table::CreateTable>(),
    Row::of::<delete_backup::DeleteBackup>(),
    Row::of::<delete_item::DeleteItem>(),
    Row::of::<delete_resource_policy::DeleteResourcePolicy>(),
    Row::of::<delete_table::DeleteTable>(),
    Row::of::<backups::DescribeBackup>(),
    Row::of::<bulk_operations::DescribeBulkOperation>(),
    Row::of::<describe_continuous_backups::DescribeContinuousBackups>(),
    Row::of::<contributor_insights::DescribeContributorInsights>(),
    Row::of::<describe_endpoints::DescribeEndpoints>(),
    Row::of::<exports::DescribeExport>(),
    Row::of::<legacy_global_table::DescribeGlobalTable>(),
    Row::of::<legacy_global_table::DescribeGlobalTableSettings>(),
    Row::of::<imports::DescribeImport>(),
    Row::of::<kinesis_streaming_destination::DescribeKinesisStreamingDestination>(),
    Row::of::<describe_limits::DescribeLimits>(),
    Row::of::<describe_stream::DescribeStream>(),
    Row::of::<describe_table::DescribeTable>(),
    Row::of::<describe_table_replica_auto_scaling::DescribeTableReplicaAutoScaling>(),
    Row::of::<describe_time_to_live::DescribeTimeToLive>(),
    Row::of::<kinesis_streaming_destination::DisableKinesisStreamingDestination>(),
    Row::of::<kinesis_streaming_destination::EnableKinesisStreamingDestination>(),
    Row::of::<execute_statement::ExecuteStatement>(),
    Row::of::<execute_transaction::ExecuteTransaction>(),
    Row::of::<export_table_to_point_in_time::ExportTableToPointInTime>(),
    Row::of::<get_item::GetItem>(),
    Row::of::<get_records::GetRecords>(),
    Row::of::<get_resource_policy::GetResourcePolicy>(),
    Row::of::<get_shard_iterator::GetShardIterator>(),
    Row::of::<import_table::ImportTable>(),
    Row::of::<backups::ListBackups>(),
    Row::of::<bulk_operations::ListBulkOperations>(),
    Row::of::<contributor_insights::ListContributorInsights>(),
    Row::of::<exports::ListExports>(),
    Row::of::<legacy_global_table::ListGlobalTables>(),
    Row::of::<imports::ListImports>(),
    Row::of::<list_streams::ListStreams>(),
    Row::of::<list_tables::ListTables>(),
    Row::of::<resource_tags::ListTagsOfResource>(),
    Row::of::<put_item::PutItem>(),
    Row::of::<put_resource_policy::PutResourcePolicy>(),
    Row::of::<query::Query>(),
    Row::of::<restore_table_from_backup::RestoreTableFromBackup>(),
    Row::of::<restore_table_to_point_in_time::RestoreTableToPointInTime>(),
    Row::of::<scan::Scan>(),
    Row::of::<search_vectors::SearchVectors>(),
    Row::of::<start_bulk_put_items::StartBulkPutItems>(),
    Row::of::<resource_tags::TagResource>(),
    Row::of::<transact_get_items::TransactGetItems>(),
    Row::of::<transact_write_items::TransactWriteItems>(),
    Row::of::<resource_tags::UntagResource>(),
    Row::of::<update_continuous_backups::UpdateContinuousBackups>(),
    Row::of::<contributor_insights::UpdateContributorInsights>(),
    Row::of::<legacy_global_table::UpdateGlobalTable>(),
    Row::of::<legacy_global_table::UpdateGlobalTableSettings>(),
    Row::of::<update_item::UpdateItem>(),
    Row::of::<kinesis_streaming_destination::UpdateKinesisStreamingDestination>(),
    Row::of::<update_table::UpdateTable>(),
    Row::of::<update_table_replica_auto_scaling::UpdateTableReplicaAutoScaling>(),
    Row::of::<update_time_to_live::UpdateTimeToLive>(),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Operations are looked up by halves.
    #[test]
    fn the_table_is_in_order_of_names() {
        let names: Vec<&str> = ALL.iter().map(|row| row.signature.name).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
    }
}
