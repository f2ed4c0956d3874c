//! The table of operations. One more operation: its file, its `mod` line, its line in [`ALL`].

mod create_table;
mod transact_get_items;
mod transact_write_items;
mod batch_write_item;
mod batch_get_item;
mod delete_item;
mod delete_table;
mod describe_stream;
mod describe_table;
mod get_item;
mod get_records;
mod get_shard_iterator;
mod list_streams;
mod list_tables;
mod put_item;
mod query;
mod scan;
mod update_item;

use crate::operation::Entry;

/// Every operation that AWS has, Streams' too, in alphabetical order.
pub(crate) const ALL: &[Entry] = &[
    Entry::unbuilt("BatchExecuteStatement"),
    Entry::of::<batch_get_item::BatchGetItem>(),
    Entry::of::<batch_write_item::BatchWriteItem>(),
    Entry::unbuilt("CancelBulkOperation"),
    Entry::unbuilt("CreateBackup"),
    Entry::unbuilt("CreateGlobalTable"),
    Entry::of::<create_table::CreateTable>(),
    Entry::unbuilt("DeleteBackup"),
    Entry::of::<delete_item::DeleteItem>(),
    Entry::unbuilt("DeleteResourcePolicy"),
    Entry::of::<delete_table::DeleteTable>(),
    Entry::unbuilt("DescribeBackup"),
    Entry::unbuilt("DescribeBulkOperation"),
    Entry::unbuilt("DescribeContinuousBackups"),
    Entry::unbuilt("DescribeContributorInsights"),
    Entry::unbuilt("DescribeEndpoints"),
    Entry::unbuilt("DescribeExport"),
    Entry::unbuilt("DescribeGlobalTable"),
    Entry::unbuilt("DescribeGlobalTableSettings"),
    Entry::unbuilt("DescribeImport"),
    Entry::unbuilt("DescribeKinesisStreamingDestination"),
    Entry::unbuilt("DescribeLimits"),
    Entry::of::<describe_stream::DescribeStream>(),
    Entry::of::<describe_table::DescribeTable>(),
    Entry::unbuilt("DescribeTableReplicaAutoScaling"),
    Entry::unbuilt("DescribeTimeToLive"),
    Entry::unbuilt("DisableKinesisStreamingDestination"),
    Entry::unbuilt("EnableKinesisStreamingDestination"),
    Entry::unbuilt("ExecuteStatement"),
    Entry::unbuilt("ExecuteTransaction"),
    Entry::unbuilt("ExportTableToPointInTime"),
    Entry::of::<get_item::GetItem>(),
    Entry::of::<get_records::GetRecords>(),
    Entry::unbuilt("GetResourcePolicy"),
    Entry::of::<get_shard_iterator::GetShardIterator>(),
    Entry::unbuilt("ImportTable"),
    Entry::unbuilt("ListBackups"),
    Entry::unbuilt("ListBulkOperations"),
    Entry::unbuilt("ListContributorInsights"),
    Entry::unbuilt("ListExports"),
    Entry::unbuilt("ListGlobalTables"),
    Entry::unbuilt("ListImports"),
    Entry::of::<list_streams::ListStreams>(),
    Entry::of::<list_tables::ListTables>(),
    Entry::unbuilt("ListTagsOfResource"),
    Entry::of::<put_item::PutItem>(),
    Entry::unbuilt("PutResourcePolicy"),
    Entry::of::<query::Query>(),
    Entry::unbuilt("RestoreTableFromBackup"),
    Entry::unbuilt("RestoreTableToPointInTime"),
    Entry::of::<scan::Scan>(),
    Entry::unbuilt("SearchVectors"),
    Entry::unbuilt("StartBulkPutItems"),
    Entry::unbuilt("TagResource"),
    Entry::of::<transact_get_items::TransactGetItems>(),
    Entry::of::<transact_write_items::TransactWriteItems>(),
    Entry::unbuilt("UntagResource"),
    Entry::unbuilt("UpdateContinuousBackups"),
    Entry::unbuilt("UpdateContributorInsights"),
    Entry::unbuilt("UpdateGlobalTable"),
    Entry::unbuilt("UpdateGlobalTableSettings"),
    Entry::of::<update_item::UpdateItem>(),
    Entry::unbuilt("UpdateKinesisStreamingDestination"),
    Entry::unbuilt("UpdateTable"),
    Entry::unbuilt("UpdateTableReplicaAutoScaling"),
    Entry::unbuilt("UpdateTimeToLive"),
];
