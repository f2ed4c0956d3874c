//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes logs`, not by hand, from botocore 1.44.8,
//! `data/logs/2014-03-28/service-2.json`, whose licence is Apache-2.0: see NOTICE.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Kind, List, Map, Member, Model, NOTHING, Pattern, Shape, Signature};

pub static MODEL: Model = Model {
    name: "logs",
    target_prefix: Some("Logs_20140328"),
    version: "2014-03-28",
    namespace: None,
    names: &[
        ("AssociateKmsKey", "POST", "/"),
        ("AssociateSourceToS3TableIntegration", "POST", "/"),
        ("CancelExportTask", "POST", "/"),
        ("CancelImportTask", "POST", "/"),
        ("CreateDelivery", "POST", "/"),
        ("CreateExportTask", "POST", "/"),
        ("CreateImportTask", "POST", "/"),
        ("CreateLogAnomalyDetector", "POST", "/"),
        ("CreateLogGroup", "POST", "/"),
        ("CreateLogStream", "POST", "/"),
        ("CreateLookupTable", "POST", "/"),
        ("CreateScheduledQuery", "POST", "/"),
        ("DeleteAccountPolicy", "POST", "/"),
        ("DeleteDataProtectionPolicy", "POST", "/"),
        ("DeleteDelivery", "POST", "/"),
        ("DeleteDeliveryDestination", "POST", "/"),
        ("DeleteDeliveryDestinationPolicy", "POST", "/"),
        ("DeleteDeliverySource", "POST", "/"),
        ("DeleteDestination", "POST", "/"),
        ("DeleteIndexPolicy", "POST", "/"),
        ("DeleteIntegration", "POST", "/"),
        ("DeleteLogAnomalyDetector", "POST", "/"),
        ("DeleteLogGroup", "POST", "/"),
        ("DeleteLogStream", "POST", "/"),
        ("DeleteLookupTable", "POST", "/"),
        ("DeleteMetricFilter", "POST", "/"),
        ("DeleteQueryDefinition", "POST", "/"),
        ("DeleteResourcePolicy", "POST", "/"),
        ("DeleteRetentionPolicy", "POST", "/"),
        ("DeleteScheduledQuery", "POST", "/"),
        ("DeleteSubscriptionFilter", "POST", "/"),
        ("DeleteSyslogConfiguration", "POST", "/"),
        ("DeleteTransformer", "POST", "/"),
        ("DescribeAccountPolicies", "POST", "/"),
        ("DescribeConfigurationTemplates", "POST", "/"),
        ("DescribeDeliveries", "POST", "/"),
        ("DescribeDeliveryDestinations", "POST", "/"),
        ("DescribeDeliverySources", "POST", "/"),
        ("DescribeDestinations", "POST", "/"),
        ("DescribeExportTasks", "POST", "/"),
        ("DescribeFieldIndexes", "POST", "/"),
        ("DescribeImportTaskBatches", "POST", "/"),
        ("DescribeImportTasks", "POST", "/"),
        ("DescribeIndexPolicies", "POST", "/"),
        ("DescribeLogGroups", "POST", "/"),
        ("DescribeLogStreams", "POST", "/"),
        ("DescribeLookupTables", "POST", "/"),
        ("DescribeMetricFilters", "POST", "/"),
        ("DescribeQueries", "POST", "/"),
        ("DescribeQueryDefinitions", "POST", "/"),
        ("DescribeResourcePolicies", "POST", "/"),
        ("DescribeSubscriptionFilters", "POST", "/"),
        ("DisassociateKmsKey", "POST", "/"),
        ("DisassociateSourceFromS3TableIntegration", "POST", "/"),
        ("FilterLogEvents", "POST", "/"),
        ("GetDataProtectionPolicy", "POST", "/"),
        ("GetDelivery", "POST", "/"),
        ("GetDeliveryDestination", "POST", "/"),
        ("GetDeliveryDestinationPolicy", "POST", "/"),
        ("GetDeliverySource", "POST", "/"),
        ("GetIntegration", "POST", "/"),
        ("GetLogAnomalyDetector", "POST", "/"),
        ("GetLogEvents", "POST", "/"),
        ("GetLogFields", "POST", "/"),
        ("GetLogGroupFields", "POST", "/"),
        ("GetLogObject", "POST", "/"),
        ("GetLogRecord", "POST", "/"),
        ("GetLookupTable", "POST", "/"),
        ("GetQueryResults", "POST", "/"),
        ("GetScheduledQuery", "POST", "/"),
        ("GetScheduledQueryHistory", "POST", "/"),
        ("GetStorageTierPolicy", "POST", "/"),
        ("GetTransformer", "POST", "/"),
        ("ListAggregateLogGroupSummaries", "POST", "/"),
        ("ListAnomalies", "POST", "/"),
        ("ListIntegrations", "POST", "/"),
        ("ListLogAnomalyDetectors", "POST", "/"),
        ("ListLogGroups", "POST", "/"),
        ("ListLogGroupsForQuery", "POST", "/"),
        ("ListScheduledQueries", "POST", "/"),
        ("ListSourcesForS3TableIntegration", "POST", "/"),
        ("ListSyslogConfigurations", "POST", "/"),
        ("ListTagsForResource", "POST", "/"),
        ("ListTagsLogGroup", "POST", "/"),
        ("PutAccountPolicy", "POST", "/"),
        ("PutBearerTokenAuthentication", "POST", "/"),
        ("PutDataProtectionPolicy", "POST", "/"),
        ("PutDeliveryDestination", "POST", "/"),
        ("PutDeliveryDestinationPolicy", "POST", "/"),
        ("PutDeliverySource", "POST", "/"),
        ("PutDestination", "POST", "/"),
        ("PutDestinationPolicy", "POST", "/"),
        ("PutIndexPolicy", "POST", "/"),
        ("PutIntegration", "POST", "/"),
        ("PutLogEvents", "POST", "/"),
        ("PutLogGroupDeletionProtection", "POST", "/"),
        ("PutMetricFilter", "POST", "/"),
        ("PutQueryDefinition", "POST", "/"),
        ("PutResourcePolicy", "POST", "/"),
        ("PutRetentionPolicy", "POST", "/"),
        ("PutStorageTierPolicy", "POST", "/"),
        ("PutSubscriptionFilter", "POST", "/"),
        ("PutSyslogConfiguration", "POST", "/"),
        ("PutTransformer", "POST", "/"),
        ("StartLiveTail", "POST", "/"),
        ("StartQuery", "POST", "/"),
        ("StopQuery", "POST", "/"),
        ("TagLogGroup", "POST", "/"),
        ("TagResource", "POST", "/"),
        ("TestMetricFilter", "POST", "/"),
        ("TestTransformer", "POST", "/"),
        ("UntagLogGroup", "POST", "/"),
        ("UntagResource", "POST", "/"),
        ("UpdateAnomaly", "POST", "/"),
        ("UpdateDeliveryConfiguration", "POST", "/"),
        ("UpdateLogAnomalyDetector", "POST", "/"),
        ("UpdateLookupTable", "POST", "/"),
        ("UpdateScheduledQuery", "POST", "/"),
    ],
    errors: &[
        ACCESS_DENIED_EXCEPTION,
        CONFLICT_EXCEPTION,
        DATA_ALREADY_ACCEPTED_EXCEPTION,
        INTERNAL_SERVER_EXCEPTION,
        INTERNAL_STREAMING_EXCEPTION,
        INVALID_OPERATION_EXCEPTION,
        INVALID_PARAMETER_EXCEPTION,
        INVALID_SEQUENCE_TOKEN_EXCEPTION,
        LIMIT_EXCEEDED_EXCEPTION,
        MALFORMED_QUERY_EXCEPTION,
        OPERATION_ABORTED_EXCEPTION,
        RESOURCE_ALREADY_EXISTS_EXCEPTION,
        RESOURCE_NOT_FOUND_EXCEPTION,
        SERVICE_QUOTA_EXCEEDED_EXCEPTION,
        SERVICE_UNAVAILABLE_EXCEPTION,
        SESSION_STREAMING_EXCEPTION,
        SESSION_TIMEOUT_EXCEPTION,
        THROTTLING_EXCEPTION,
        TOO_MANY_TAGS_EXCEPTION,
        UNRECOGNIZED_CLIENT_EXCEPTION,
        VALIDATION_EXCEPTION,
    ],
};

pub const ACCESS_DENIED_EXCEPTION: ErrorShape =
    ErrorShape { name: "AccessDeniedException", code: "AccessDeniedException", status: 400, sender: true };

pub const CONFLICT_EXCEPTION: ErrorShape =
    ErrorShape { name: "ConflictException", code: "ConflictException", status: 400, sender: true };

pub const DATA_ALREADY_ACCEPTED_EXCEPTION: ErrorShape = ErrorShape {
    name: "DataAlreadyAcceptedException",
    code: "DataAlreadyAcceptedException",
    status: 400,
    sender: true,
};

pub const INTERNAL_SERVER_EXCEPTION: ErrorShape = ErrorShape {
    name: "InternalServerException",
    code: "InternalServerException",
    status: 500,
    sender: false,
};

pub const INTERNAL_STREAMING_EXCEPTION: ErrorShape = ErrorShape {
    name: "InternalStreamingException",
    code: "InternalStreamingException",
    status: 400,
    sender: true,
};

pub const INVALID_OPERATION_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidOperationException",
    code: "InvalidOperationException",
    status: 400,
    sender: true,
};

pub const INVALID_PARAMETER_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidParameterException",
    code: "InvalidParameterException",
    status: 400,
    sender: true,
};

pub const INVALID_SEQUENCE_TOKEN_EXCEPTION: ErrorShape = ErrorShape {
    name: "InvalidSequenceTokenException",
    code: "InvalidSequenceTokenException",
    status: 400,
    sender: true,
};

pub const LIMIT_EXCEEDED_EXCEPTION: ErrorShape =
    ErrorShape { name: "LimitExceededException", code: "LimitExceededException", status: 400, sender: true };

pub const MALFORMED_QUERY_EXCEPTION: ErrorShape = ErrorShape {
    name: "MalformedQueryException",
    code: "MalformedQueryException",
    status: 400,
    sender: true,
};

pub const OPERATION_ABORTED_EXCEPTION: ErrorShape = ErrorShape {
    name: "OperationAbortedException",
    code: "OperationAbortedException",
    status: 400,
    sender: true,
};

pub const RESOURCE_ALREADY_EXISTS_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceAlreadyExistsException",
    code: "ResourceAlreadyExistsException",
    status: 400,
    sender: true,
};

pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceNotFoundException",
    code: "ResourceNotFoundException",
    status: 400,
    sender: true,
};

pub const SERVICE_QUOTA_EXCEEDED_EXCEPTION: ErrorShape = ErrorShape {
    name: "ServiceQuotaExceededException",
    code: "ServiceQuotaExceededException",
    status: 400,
    sender: true,
};

pub const SERVICE_UNAVAILABLE_EXCEPTION: ErrorShape = ErrorShape {
    name: "ServiceUnavailableException",
    code: "ServiceUnavailableException",
    status: 500,
    sender: false,
};

pub const SESSION_STREAMING_EXCEPTION: ErrorShape = ErrorShape {
    name: "SessionStreamingException",
    code: "SessionStreamingException",
    status: 400,
    sender: true,
};

pub const SESSION_TIMEOUT_EXCEPTION: ErrorShape = ErrorShape {
    name: "SessionTimeoutException",
    code: "SessionTimeoutException",
    status: 400,
    sender: true,
};

pub const THROTTLING_EXCEPTION: ErrorShape =
    ErrorShape { name: "ThrottlingException", code: "ThrottlingException", status: 400, sender: true };

pub const TOO_MANY_TAGS_EXCEPTION: ErrorShape =
    ErrorShape { name: "TooManyTagsException", code: "TooManyTagsException", status: 400, sender: true };

pub const UNRECOGNIZED_CLIENT_EXCEPTION: ErrorShape = ErrorShape {
    name: "UnrecognizedClientException",
    code: "UnrecognizedClientException",
    status: 400,
    sender: true,
};

pub const VALIDATION_EXCEPTION: ErrorShape =
    ErrorShape { name: "ValidationException", code: "ValidationException", status: 400, sender: true };

pub static ASSOCIATE_KMS_KEY: Signature = Signature {
    name: "AssociateKmsKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &ASSOCIATE_KMS_KEY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CANCEL_EXPORT_TASK: Signature = Signature {
    name: "CancelExportTask",
    method: "POST",
    path: "/",
    status: 200,
    input: &CANCEL_EXPORT_TASK_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CREATE_DELIVERY: Signature = Signature {
    name: "CreateDelivery",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_DELIVERY_REQUEST,
    output: &CREATE_DELIVERY_RESPONSE,
    wrapper: None,
};

pub static CREATE_EXPORT_TASK: Signature = Signature {
    name: "CreateExportTask",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_EXPORT_TASK_REQUEST,
    output: &CREATE_EXPORT_TASK_RESPONSE,
    wrapper: None,
};

pub static CREATE_LOG_GROUP: Signature = Signature {
    name: "CreateLogGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_LOG_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CREATE_LOG_STREAM: Signature = Signature {
    name: "CreateLogStream",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_LOG_STREAM_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_ACCOUNT_POLICY: Signature = Signature {
    name: "DeleteAccountPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_ACCOUNT_POLICY_REQUEST,
    output: &DELETE_ACCOUNT_POLICY_RESPONSE,
    wrapper: None,
};

pub static DELETE_DATA_PROTECTION_POLICY: Signature = Signature {
    name: "DeleteDataProtectionPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_DATA_PROTECTION_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_DELIVERY: Signature = Signature {
    name: "DeleteDelivery",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_DELIVERY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_DELIVERY_DESTINATION: Signature = Signature {
    name: "DeleteDeliveryDestination",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_DELIVERY_DESTINATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_DELIVERY_DESTINATION_POLICY: Signature = Signature {
    name: "DeleteDeliveryDestinationPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_DELIVERY_DESTINATION_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_DELIVERY_SOURCE: Signature = Signature {
    name: "DeleteDeliverySource",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_DELIVERY_SOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_DESTINATION: Signature = Signature {
    name: "DeleteDestination",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_DESTINATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_INDEX_POLICY: Signature = Signature {
    name: "DeleteIndexPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_INDEX_POLICY_REQUEST,
    output: &DELETE_INDEX_POLICY_RESPONSE,
    wrapper: None,
};

pub static DELETE_LOG_GROUP: Signature = Signature {
    name: "DeleteLogGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_LOG_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_LOG_STREAM: Signature = Signature {
    name: "DeleteLogStream",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_LOG_STREAM_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_METRIC_FILTER: Signature = Signature {
    name: "DeleteMetricFilter",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_METRIC_FILTER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_QUERY_DEFINITION: Signature = Signature {
    name: "DeleteQueryDefinition",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_QUERY_DEFINITION_REQUEST,
    output: &DELETE_QUERY_DEFINITION_RESPONSE,
    wrapper: None,
};

pub static DELETE_RESOURCE_POLICY: Signature = Signature {
    name: "DeleteResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_RESOURCE_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_RETENTION_POLICY: Signature = Signature {
    name: "DeleteRetentionPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_RETENTION_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_SUBSCRIPTION_FILTER: Signature = Signature {
    name: "DeleteSubscriptionFilter",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_SUBSCRIPTION_FILTER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_TRANSFORMER: Signature = Signature {
    name: "DeleteTransformer",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_TRANSFORMER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DESCRIBE_ACCOUNT_POLICIES: Signature = Signature {
    name: "DescribeAccountPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_ACCOUNT_POLICIES_REQUEST,
    output: &DESCRIBE_ACCOUNT_POLICIES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_DELIVERIES: Signature = Signature {
    name: "DescribeDeliveries",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_DELIVERIES_REQUEST,
    output: &DESCRIBE_DELIVERIES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_DELIVERY_DESTINATIONS: Signature = Signature {
    name: "DescribeDeliveryDestinations",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_DELIVERY_DESTINATIONS_REQUEST,
    output: &DESCRIBE_DELIVERY_DESTINATIONS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_DELIVERY_SOURCES: Signature = Signature {
    name: "DescribeDeliverySources",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_DELIVERY_SOURCES_REQUEST,
    output: &DESCRIBE_DELIVERY_SOURCES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_DESTINATIONS: Signature = Signature {
    name: "DescribeDestinations",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_DESTINATIONS_REQUEST,
    output: &DESCRIBE_DESTINATIONS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_EXPORT_TASKS: Signature = Signature {
    name: "DescribeExportTasks",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_EXPORT_TASKS_REQUEST,
    output: &DESCRIBE_EXPORT_TASKS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_FIELD_INDEXES: Signature = Signature {
    name: "DescribeFieldIndexes",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_FIELD_INDEXES_REQUEST,
    output: &DESCRIBE_FIELD_INDEXES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_INDEX_POLICIES: Signature = Signature {
    name: "DescribeIndexPolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_INDEX_POLICIES_REQUEST,
    output: &DESCRIBE_INDEX_POLICIES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_LOG_GROUPS: Signature = Signature {
    name: "DescribeLogGroups",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_LOG_GROUPS_REQUEST,
    output: &DESCRIBE_LOG_GROUPS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_LOG_STREAMS: Signature = Signature {
    name: "DescribeLogStreams",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_LOG_STREAMS_REQUEST,
    output: &DESCRIBE_LOG_STREAMS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_METRIC_FILTERS: Signature = Signature {
    name: "DescribeMetricFilters",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_METRIC_FILTERS_REQUEST,
    output: &DESCRIBE_METRIC_FILTERS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_QUERIES: Signature = Signature {
    name: "DescribeQueries",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_QUERIES_REQUEST,
    output: &DESCRIBE_QUERIES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_QUERY_DEFINITIONS: Signature = Signature {
    name: "DescribeQueryDefinitions",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_QUERY_DEFINITIONS_REQUEST,
    output: &DESCRIBE_QUERY_DEFINITIONS_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_RESOURCE_POLICIES: Signature = Signature {
    name: "DescribeResourcePolicies",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_RESOURCE_POLICIES_REQUEST,
    output: &DESCRIBE_RESOURCE_POLICIES_RESPONSE,
    wrapper: None,
};

pub static DESCRIBE_SUBSCRIPTION_FILTERS: Signature = Signature {
    name: "DescribeSubscriptionFilters",
    method: "POST",
    path: "/",
    status: 200,
    input: &DESCRIBE_SUBSCRIPTION_FILTERS_REQUEST,
    output: &DESCRIBE_SUBSCRIPTION_FILTERS_RESPONSE,
    wrapper: None,
};

pub static DISASSOCIATE_KMS_KEY: Signature = Signature {
    name: "DisassociateKmsKey",
    method: "POST",
    path: "/",
    status: 200,
    input: &DISASSOCIATE_KMS_KEY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static FILTER_LOG_EVENTS: Signature = Signature {
    name: "FilterLogEvents",
    method: "POST",
    path: "/",
    status: 200,
    input: &FILTER_LOG_EVENTS_REQUEST,
    output: &FILTER_LOG_EVENTS_RESPONSE,
    wrapper: None,
};

pub static GET_DATA_PROTECTION_POLICY: Signature = Signature {
    name: "GetDataProtectionPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_DATA_PROTECTION_POLICY_REQUEST,
    output: &GET_DATA_PROTECTION_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_DELIVERY: Signature = Signature {
    name: "GetDelivery",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_DELIVERY_REQUEST,
    output: &GET_DELIVERY_RESPONSE,
    wrapper: None,
};

pub static GET_DELIVERY_DESTINATION: Signature = Signature {
    name: "GetDeliveryDestination",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_DELIVERY_DESTINATION_REQUEST,
    output: &GET_DELIVERY_DESTINATION_RESPONSE,
    wrapper: None,
};

pub static GET_DELIVERY_DESTINATION_POLICY: Signature = Signature {
    name: "GetDeliveryDestinationPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_DELIVERY_DESTINATION_POLICY_REQUEST,
    output: &GET_DELIVERY_DESTINATION_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_DELIVERY_SOURCE: Signature = Signature {
    name: "GetDeliverySource",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_DELIVERY_SOURCE_REQUEST,
    output: &GET_DELIVERY_SOURCE_RESPONSE,
    wrapper: None,
};

pub static GET_LOG_EVENTS: Signature = Signature {
    name: "GetLogEvents",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_LOG_EVENTS_REQUEST,
    output: &GET_LOG_EVENTS_RESPONSE,
    wrapper: None,
};

pub static GET_LOG_GROUP_FIELDS: Signature = Signature {
    name: "GetLogGroupFields",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_LOG_GROUP_FIELDS_REQUEST,
    output: &GET_LOG_GROUP_FIELDS_RESPONSE,
    wrapper: None,
};

pub static GET_LOG_RECORD: Signature = Signature {
    name: "GetLogRecord",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_LOG_RECORD_REQUEST,
    output: &GET_LOG_RECORD_RESPONSE,
    wrapper: None,
};

pub static GET_QUERY_RESULTS: Signature = Signature {
    name: "GetQueryResults",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_QUERY_RESULTS_REQUEST,
    output: &GET_QUERY_RESULTS_RESPONSE,
    wrapper: None,
};

pub static GET_STORAGE_TIER_POLICY: Signature = Signature {
    name: "GetStorageTierPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_STORAGE_TIER_POLICY_REQUEST,
    output: &GET_STORAGE_TIER_POLICY_RESPONSE,
    wrapper: None,
};

pub static GET_TRANSFORMER: Signature = Signature {
    name: "GetTransformer",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_TRANSFORMER_REQUEST,
    output: &GET_TRANSFORMER_RESPONSE,
    wrapper: None,
};

pub static LIST_LOG_GROUPS: Signature = Signature {
    name: "ListLogGroups",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_LOG_GROUPS_REQUEST,
    output: &LIST_LOG_GROUPS_RESPONSE,
    wrapper: None,
};

pub static LIST_LOG_GROUPS_FOR_QUERY: Signature = Signature {
    name: "ListLogGroupsForQuery",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_LOG_GROUPS_FOR_QUERY_REQUEST,
    output: &LIST_LOG_GROUPS_FOR_QUERY_RESPONSE,
    wrapper: None,
};

pub static LIST_TAGS_FOR_RESOURCE: Signature = Signature {
    name: "ListTagsForResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_TAGS_FOR_RESOURCE_REQUEST,
    output: &LIST_TAGS_FOR_RESOURCE_RESPONSE,
    wrapper: None,
};

pub static LIST_TAGS_LOG_GROUP: Signature = Signature {
    name: "ListTagsLogGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_TAGS_LOG_GROUP_REQUEST,
    output: &LIST_TAGS_LOG_GROUP_RESPONSE,
    wrapper: None,
};

pub static PUT_ACCOUNT_POLICY: Signature = Signature {
    name: "PutAccountPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_ACCOUNT_POLICY_REQUEST,
    output: &PUT_ACCOUNT_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_BEARER_TOKEN_AUTHENTICATION: Signature = Signature {
    name: "PutBearerTokenAuthentication",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_BEARER_TOKEN_AUTHENTICATION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_DATA_PROTECTION_POLICY: Signature = Signature {
    name: "PutDataProtectionPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_DATA_PROTECTION_POLICY_REQUEST,
    output: &PUT_DATA_PROTECTION_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_DELIVERY_DESTINATION: Signature = Signature {
    name: "PutDeliveryDestination",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_DELIVERY_DESTINATION_REQUEST,
    output: &PUT_DELIVERY_DESTINATION_RESPONSE,
    wrapper: None,
};

pub static PUT_DELIVERY_DESTINATION_POLICY: Signature = Signature {
    name: "PutDeliveryDestinationPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_DELIVERY_DESTINATION_POLICY_REQUEST,
    output: &PUT_DELIVERY_DESTINATION_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_DELIVERY_SOURCE: Signature = Signature {
    name: "PutDeliverySource",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_DELIVERY_SOURCE_REQUEST,
    output: &PUT_DELIVERY_SOURCE_RESPONSE,
    wrapper: None,
};

pub static PUT_DESTINATION: Signature = Signature {
    name: "PutDestination",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_DESTINATION_REQUEST,
    output: &PUT_DESTINATION_RESPONSE,
    wrapper: None,
};

pub static PUT_DESTINATION_POLICY: Signature = Signature {
    name: "PutDestinationPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_DESTINATION_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_INDEX_POLICY: Signature = Signature {
    name: "PutIndexPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_INDEX_POLICY_REQUEST,
    output: &PUT_INDEX_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_LOG_EVENTS: Signature = Signature {
    name: "PutLogEvents",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_LOG_EVENTS_REQUEST,
    output: &PUT_LOG_EVENTS_RESPONSE,
    wrapper: None,
};

pub static PUT_LOG_GROUP_DELETION_PROTECTION: Signature = Signature {
    name: "PutLogGroupDeletionProtection",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_LOG_GROUP_DELETION_PROTECTION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_METRIC_FILTER: Signature = Signature {
    name: "PutMetricFilter",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_METRIC_FILTER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_QUERY_DEFINITION: Signature = Signature {
    name: "PutQueryDefinition",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_QUERY_DEFINITION_REQUEST,
    output: &PUT_QUERY_DEFINITION_RESPONSE,
    wrapper: None,
};

pub static PUT_RESOURCE_POLICY: Signature = Signature {
    name: "PutResourcePolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_RESOURCE_POLICY_REQUEST,
    output: &PUT_RESOURCE_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_RETENTION_POLICY: Signature = Signature {
    name: "PutRetentionPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_RETENTION_POLICY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_STORAGE_TIER_POLICY: Signature = Signature {
    name: "PutStorageTierPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_STORAGE_TIER_POLICY_REQUEST,
    output: &PUT_STORAGE_TIER_POLICY_RESPONSE,
    wrapper: None,
};

pub static PUT_SUBSCRIPTION_FILTER: Signature = Signature {
    name: "PutSubscriptionFilter",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_SUBSCRIPTION_FILTER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static PUT_TRANSFORMER: Signature = Signature {
    name: "PutTransformer",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_TRANSFORMER_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static START_LIVE_TAIL: Signature = Signature {
    name: "StartLiveTail",
    method: "POST",
    path: "/",
    status: 200,
    input: &START_LIVE_TAIL_REQUEST,
    output: &START_LIVE_TAIL_RESPONSE,
    wrapper: None,
};

pub static START_QUERY: Signature = Signature {
    name: "StartQuery",
    method: "POST",
    path: "/",
    status: 200,
    input: &START_QUERY_REQUEST,
    output: &START_QUERY_RESPONSE,
    wrapper: None,
};

pub static STOP_QUERY: Signature = Signature {
    name: "StopQuery",
    method: "POST",
    path: "/",
    status: 200,
    input: &STOP_QUERY_REQUEST,
    output: &STOP_QUERY_RESPONSE,
    wrapper: None,
};

pub static TAG_LOG_GROUP: Signature = Signature {
    name: "TagLogGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_LOG_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TAG_RESOURCE: Signature = Signature {
    name: "TagResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_RESOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static TEST_METRIC_FILTER: Signature = Signature {
    name: "TestMetricFilter",
    method: "POST",
    path: "/",
    status: 200,
    input: &TEST_METRIC_FILTER_REQUEST,
    output: &TEST_METRIC_FILTER_RESPONSE,
    wrapper: None,
};

pub static UNTAG_LOG_GROUP: Signature = Signature {
    name: "UntagLogGroup",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_LOG_GROUP_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_RESOURCE: Signature = Signature {
    name: "UntagResource",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_RESOURCE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UPDATE_DELIVERY_CONFIGURATION: Signature = Signature {
    name: "UpdateDeliveryConfiguration",
    method: "POST",
    path: "/",
    status: 200,
    input: &UPDATE_DELIVERY_CONFIGURATION_REQUEST,
    output: &UPDATE_DELIVERY_CONFIGURATION_RESPONSE,
    wrapper: None,
};

static ACCOUNT_IDS: List = List {
    element: Member::new("member", Kind::Text).min(12).max(12).matching(&ACCOUNT_ID_PATTERN),
    flattened: false,
};

static ACCOUNT_ID_PATTERN: Pattern = Pattern::new(r"^\d{12}$");

static ACCOUNT_POLICIES: List =
    List { element: Member::new("member", Kind::Struct(&ACCOUNT_POLICY)), flattened: false };

pub static ACCOUNT_POLICY: Shape = Shape::new(
    "AccountPolicy",
    &[
        Member::new("policyName", Kind::Text),
        Member::new("policyDocument", Kind::Text),
        Member::new("lastUpdatedTime", Kind::Long).min(0),
        Member::new("policyType", Kind::Text).one_of(POLICY_TYPE_VALUES),
        Member::new("scope", Kind::Text).one_of(SCOPE_VALUES),
        Member::new("selectionCriteria", Kind::Text),
        Member::new("accountId", Kind::Text).min(12).max(12).matching(&ACCOUNT_ID_PATTERN),
    ],
);

pub static ADD_KEYS: Shape =
    Shape::new("AddKeys", &[Member::new("entries", Kind::List(&ADD_KEY_ENTRIES)).required().min(1).max(5)]);

static ADD_KEY_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&ADD_KEY_ENTRY)), flattened: false };

pub static ADD_KEY_ENTRY: Shape = Shape::new(
    "AddKeyEntry",
    &[
        Member::new("key", Kind::Text).required().min(1).max(128),
        Member::new("value", Kind::Text).required().min(1).max(256),
        Member::new("overwriteIfExists", Kind::Boolean),
    ],
);

static AMAZON_RESOURCE_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@-]*");

pub static ASSOCIATE_KMS_KEY_REQUEST: Shape = Shape::new(
    "AssociateKmsKeyRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("kmsKeyId", Kind::Text).required().max(256),
        Member::new("resourceIdentifier", Kind::Text).min(1).max(2048).matching(&RESOURCE_IDENTIFIER_PATTERN),
    ],
);

pub static CANCEL_EXPORT_TASK_REQUEST: Shape =
    Shape::new("CancelExportTaskRequest", &[Member::new("taskId", Kind::Text).required().min(1).max(512)]);

static CLIENT_TOKEN_PATTERN: Pattern = Pattern::new(r"\S{36,128}");

static COLUMNS: List = List { element: Member::new("member", Kind::Text).min(1).max(128), flattened: false };

pub static COPY_VALUE: Shape = Shape::new(
    "CopyValue",
    &[Member::new("entries", Kind::List(&COPY_VALUE_ENTRIES)).required().min(1).max(5)],
);

static COPY_VALUE_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&COPY_VALUE_ENTRY)), flattened: false };

pub static COPY_VALUE_ENTRY: Shape = Shape::new(
    "CopyValueEntry",
    &[
        Member::new("source", Kind::Text).required().min(1).max(128),
        Member::new("target", Kind::Text).required().min(1).max(128),
        Member::new("overwriteIfExists", Kind::Boolean),
    ],
);

pub static CREATE_DELIVERY_REQUEST: Shape = Shape::new(
    "CreateDeliveryRequest",
    &[
        Member::new("deliverySourceName", Kind::Text)
            .required()
            .min(1)
            .max(60)
            .matching(&DELIVERY_SOURCE_NAME_PATTERN),
        Member::new("deliveryDestinationArn", Kind::Text).required(),
        Member::new("recordFields", Kind::List(&RECORD_FIELDS)).min(0).max(128),
        Member::new("fieldDelimiter", Kind::Text).min(0).max(5),
        Member::new("s3DeliveryConfiguration", Kind::Struct(&S3_DELIVERY_CONFIGURATION)),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
    ],
);

pub static CREATE_DELIVERY_RESPONSE: Shape =
    Shape::new("CreateDeliveryResponse", &[Member::new("delivery", Kind::Struct(&DELIVERY))]);

pub static CREATE_EXPORT_TASK_REQUEST: Shape = Shape::new(
    "CreateExportTaskRequest",
    &[
        Member::new("taskName", Kind::Text).min(1).max(512),
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logStreamNamePrefix", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("from", Kind::Long).required().min(0),
        Member::new("to", Kind::Long).required().min(0),
        Member::new("destination", Kind::Text).required().min(1).max(512),
        Member::new("destinationPrefix", Kind::Text),
    ],
);

pub static CREATE_EXPORT_TASK_RESPONSE: Shape =
    Shape::new("CreateExportTaskResponse", &[Member::new("taskId", Kind::Text).min(1).max(512)]);

pub static CREATE_LOG_GROUP_REQUEST: Shape = Shape::new(
    "CreateLogGroupRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("kmsKeyId", Kind::Text).max(256),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
        Member::new("logGroupClass", Kind::Text).one_of(LOG_GROUP_CLASS_VALUES),
        Member::new("deletionProtectionEnabled", Kind::Boolean),
    ],
);

pub static CREATE_LOG_STREAM_REQUEST: Shape = Shape::new(
    "CreateLogStreamRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logStreamName", Kind::Text)
            .required()
            .min(1)
            .max(512)
            .matching(&LOG_STREAM_NAME_PATTERN),
    ],
);

pub static CSV: Shape = Shape::new(
    "CSV",
    &[
        Member::new("quoteCharacter", Kind::Text).min(1).max(1),
        Member::new("delimiter", Kind::Text).min(1).max(2),
        Member::new("columns", Kind::List(&COLUMNS)).max(100),
        Member::new("source", Kind::Text).min(1).max(128),
        Member::new("destination", Kind::Text).min(1).max(128),
    ],
);

const DATA_PROTECTION_STATUS_VALUES: &[&str] = &["ACTIVATED", "DELETED", "ARCHIVED", "DISABLED"];

pub static DATA_SOURCE_FILTER: Shape = Shape::new(
    "DataSourceFilter",
    &[Member::new("name", Kind::Text).required(), Member::new("type", Kind::Text)],
);

static DATA_SOURCE_FILTERS: List =
    List { element: Member::new("member", Kind::Struct(&DATA_SOURCE_FILTER)), flattened: false };

pub static DATE_TIME_CONVERTER: Shape = Shape::new(
    "DateTimeConverter",
    &[
        Member::new("source", Kind::Text).required().min(1).max(128),
        Member::new("target", Kind::Text).required().min(1).max(128),
        Member::new("targetFormat", Kind::Text).min(1).max(64),
        Member::new("matchPatterns", Kind::List(&MATCH_PATTERNS)).required().min(1).max(5),
        Member::new("sourceTimezone", Kind::Text).min(1),
        Member::new("targetTimezone", Kind::Text).min(1),
        Member::new("locale", Kind::Text).min(1),
    ],
);

pub static DELETE_ACCOUNT_POLICY_REQUEST: Shape = Shape::new(
    "DeleteAccountPolicyRequest",
    &[
        Member::new("policyName", Kind::Text).required(),
        Member::new("policyType", Kind::Text).required().one_of(POLICY_TYPE_VALUES),
        Member::new("dryRun", Kind::Boolean),
    ],
);

pub static DELETE_ACCOUNT_POLICY_RESPONSE: Shape =
    Shape::new("DeleteAccountPolicyResponse", &[Member::new("dryRunResult", Kind::Struct(&DRY_RUN_RESULT))]);

pub static DELETE_DATA_PROTECTION_POLICY_REQUEST: Shape = Shape::new(
    "DeleteDataProtectionPolicyRequest",
    &[Member::new("logGroupIdentifier", Kind::Text)
        .required()
        .min(1)
        .max(2048)
        .matching(&LOG_GROUP_IDENTIFIER_PATTERN)],
);

pub static DELETE_DELIVERY_DESTINATION_POLICY_REQUEST: Shape = Shape::new(
    "DeleteDeliveryDestinationPolicyRequest",
    &[Member::new("deliveryDestinationName", Kind::Text)
        .required()
        .min(1)
        .max(60)
        .matching(&DELIVERY_DESTINATION_NAME_PATTERN)],
);

pub static DELETE_DELIVERY_DESTINATION_REQUEST: Shape = Shape::new(
    "DeleteDeliveryDestinationRequest",
    &[Member::new("name", Kind::Text).required().min(1).max(60).matching(&DELIVERY_DESTINATION_NAME_PATTERN)],
);

pub static DELETE_DELIVERY_REQUEST: Shape = Shape::new(
    "DeleteDeliveryRequest",
    &[Member::new("id", Kind::Text).required().min(1).max(64).matching(&DELIVERY_ID_PATTERN)],
);

pub static DELETE_DELIVERY_SOURCE_REQUEST: Shape = Shape::new(
    "DeleteDeliverySourceRequest",
    &[Member::new("name", Kind::Text).required().min(1).max(60).matching(&DELIVERY_SOURCE_NAME_PATTERN)],
);

pub static DELETE_DESTINATION_REQUEST: Shape = Shape::new(
    "DeleteDestinationRequest",
    &[Member::new("destinationName", Kind::Text)
        .required()
        .min(1)
        .max(512)
        .matching(&DESTINATION_NAME_PATTERN)],
);

pub static DELETE_INDEX_POLICY_REQUEST: Shape = Shape::new(
    "DeleteIndexPolicyRequest",
    &[Member::new("logGroupIdentifier", Kind::Text)
        .required()
        .min(1)
        .max(2048)
        .matching(&LOG_GROUP_IDENTIFIER_PATTERN)],
);

pub static DELETE_INDEX_POLICY_RESPONSE: Shape = Shape::new("DeleteIndexPolicyResponse", &[]);

pub static DELETE_KEYS: Shape = Shape::new(
    "DeleteKeys",
    &[Member::new("withKeys", Kind::List(&DELETE_WITH_KEYS)).required().min(1).max(5)],
);

pub static DELETE_LOG_GROUP_REQUEST: Shape = Shape::new(
    "DeleteLogGroupRequest",
    &[Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN)],
);

pub static DELETE_LOG_STREAM_REQUEST: Shape = Shape::new(
    "DeleteLogStreamRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logStreamName", Kind::Text)
            .required()
            .min(1)
            .max(512)
            .matching(&LOG_STREAM_NAME_PATTERN),
    ],
);

pub static DELETE_METRIC_FILTER_REQUEST: Shape = Shape::new(
    "DeleteMetricFilterRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterName", Kind::Text).required().min(1).max(512).matching(&FILTER_NAME_PATTERN),
    ],
);

pub static DELETE_QUERY_DEFINITION_REQUEST: Shape = Shape::new(
    "DeleteQueryDefinitionRequest",
    &[Member::new("queryDefinitionId", Kind::Text).required().min(1).max(256)],
);

pub static DELETE_QUERY_DEFINITION_RESPONSE: Shape =
    Shape::new("DeleteQueryDefinitionResponse", &[Member::new("success", Kind::Boolean)]);

pub static DELETE_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "DeleteResourcePolicyRequest",
    &[
        Member::new("policyName", Kind::Text),
        Member::new("resourceArn", Kind::Text),
        Member::new("expectedRevisionId", Kind::Text).min(1),
    ],
);

pub static DELETE_RETENTION_POLICY_REQUEST: Shape = Shape::new(
    "DeleteRetentionPolicyRequest",
    &[Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN)],
);

pub static DELETE_SUBSCRIPTION_FILTER_REQUEST: Shape = Shape::new(
    "DeleteSubscriptionFilterRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterName", Kind::Text).required().min(1).max(512).matching(&FILTER_NAME_PATTERN),
    ],
);

pub static DELETE_TRANSFORMER_REQUEST: Shape = Shape::new(
    "DeleteTransformerRequest",
    &[Member::new("logGroupIdentifier", Kind::Text)
        .required()
        .min(1)
        .max(2048)
        .matching(&LOG_GROUP_IDENTIFIER_PATTERN)],
);

static DELETE_WITH_KEYS: List = List { element: Member::new("member", Kind::Text).min(1), flattened: false };

static DELIVERIES: List = List { element: Member::new("member", Kind::Struct(&DELIVERY)), flattened: false };

pub static DELIVERY: Shape = Shape::new(
    "Delivery",
    &[
        Member::new("id", Kind::Text).min(1).max(64).matching(&DELIVERY_ID_PATTERN),
        Member::new("arn", Kind::Text),
        Member::new("deliverySourceName", Kind::Text).min(1).max(60).matching(&DELIVERY_SOURCE_NAME_PATTERN),
        Member::new("deliveryDestinationArn", Kind::Text),
        Member::new("deliveryDestinationType", Kind::Text).one_of(DELIVERY_DESTINATION_TYPE_VALUES),
        Member::new("recordFields", Kind::List(&RECORD_FIELDS)).min(0).max(128),
        Member::new("fieldDelimiter", Kind::Text).min(0).max(5),
        Member::new("s3DeliveryConfiguration", Kind::Struct(&S3_DELIVERY_CONFIGURATION)),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
    ],
);

pub static DELIVERY_DESTINATION: Shape = Shape::new(
    "DeliveryDestination",
    &[
        Member::new("name", Kind::Text).min(1).max(60).matching(&DELIVERY_DESTINATION_NAME_PATTERN),
        Member::new("arn", Kind::Text),
        Member::new("deliveryDestinationType", Kind::Text).one_of(DELIVERY_DESTINATION_TYPE_VALUES),
        Member::new("outputFormat", Kind::Text).one_of(OUTPUT_FORMAT_VALUES),
        Member::new("deliveryDestinationConfiguration", Kind::Struct(&DELIVERY_DESTINATION_CONFIGURATION)),
        Member::new("roleArn", Kind::Text),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
    ],
);

static DELIVERY_DESTINATIONS: List =
    List { element: Member::new("member", Kind::Struct(&DELIVERY_DESTINATION)), flattened: false };

pub static DELIVERY_DESTINATION_CONFIGURATION: Shape = Shape::new(
    "DeliveryDestinationConfiguration",
    &[Member::new("destinationResourceArn", Kind::Text).required()],
);

static DELIVERY_DESTINATION_NAMES: List = List {
    element: Member::new("member", Kind::Text).min(1).max(60).matching(&DELIVERY_DESTINATION_NAME_PATTERN),
    flattened: false,
};

static DELIVERY_DESTINATION_NAME_PATTERN: Pattern = Pattern::new(r"[\w-]*");

const DELIVERY_DESTINATION_TYPE_VALUES: &[&str] = &["S3", "CWL", "FH", "XRAY"];

static DELIVERY_ID_PATTERN: Pattern = Pattern::new("^[0-9A-Za-z]+$");

pub static DELIVERY_SOURCE: Shape = Shape::new(
    "DeliverySource",
    &[
        Member::new("name", Kind::Text).min(1).max(60).matching(&DELIVERY_SOURCE_NAME_PATTERN),
        Member::new("arn", Kind::Text),
        Member::new("resourceArns", Kind::List(&RESOURCE_ARNS)),
        Member::new("service", Kind::Text).min(1).max(255).matching(&SERVICE_PATTERN),
        Member::new("logType", Kind::Text).min(1).max(255).matching(&LOG_TYPE_PATTERN),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
        Member::new("deliverySourceConfiguration", Kind::Map(&DELIVERY_SOURCE_CONFIGURATION)),
        Member::new("status", Kind::Text).one_of(DELIVERY_SOURCE_STATUS_VALUES),
        Member::new("statusReason", Kind::Text).one_of(DELIVERY_SOURCE_STATUS_REASON_VALUES),
    ],
);

static DELIVERY_SOURCES: List =
    List { element: Member::new("member", Kind::Struct(&DELIVERY_SOURCE)), flattened: false };

static DELIVERY_SOURCE_CONFIGURATION: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(255),
    value: Member::new("value", Kind::Text).min(1).max(255),
    flattened: false,
};

static DELIVERY_SOURCE_NAMES: List = List {
    element: Member::new("member", Kind::Text).min(1).max(60).matching(&DELIVERY_SOURCE_NAME_PATTERN),
    flattened: false,
};

static DELIVERY_SOURCE_NAME_PATTERN: Pattern = Pattern::new(r"[\w-]*");

const DELIVERY_SOURCE_STATUS_REASON_VALUES: &[&str] = &["RESOURCE_DELETED"];

const DELIVERY_SOURCE_STATUS_VALUES: &[&str] = &["ACTIVE", "INACTIVE"];

pub static DESCRIBE_ACCOUNT_POLICIES_REQUEST: Shape = Shape::new(
    "DescribeAccountPoliciesRequest",
    &[
        Member::new("policyType", Kind::Text).required().one_of(POLICY_TYPE_VALUES),
        Member::new("policyName", Kind::Text),
        Member::new("accountIdentifiers", Kind::List(&ACCOUNT_IDS)).min(0).max(20),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_ACCOUNT_POLICIES_RESPONSE: Shape = Shape::new(
    "DescribeAccountPoliciesResponse",
    &[
        Member::new("accountPolicies", Kind::List(&ACCOUNT_POLICIES)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_DELIVERIES_REQUEST: Shape = Shape::new(
    "DescribeDeliveriesRequest",
    &[
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
        Member::new("deliverySourceNames", Kind::List(&DELIVERY_SOURCE_NAMES)).min(1).max(20),
    ],
);

pub static DESCRIBE_DELIVERIES_RESPONSE: Shape = Shape::new(
    "DescribeDeliveriesResponse",
    &[Member::new("deliveries", Kind::List(&DELIVERIES)), Member::new("nextToken", Kind::Text).min(1)],
);

pub static DESCRIBE_DELIVERY_DESTINATIONS_REQUEST: Shape = Shape::new(
    "DescribeDeliveryDestinationsRequest",
    &[
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
        Member::new("names", Kind::List(&DELIVERY_DESTINATION_NAMES)).min(1).max(20),
    ],
);

pub static DESCRIBE_DELIVERY_DESTINATIONS_RESPONSE: Shape = Shape::new(
    "DescribeDeliveryDestinationsResponse",
    &[
        Member::new("deliveryDestinations", Kind::List(&DELIVERY_DESTINATIONS)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_DELIVERY_SOURCES_REQUEST: Shape = Shape::new(
    "DescribeDeliverySourcesRequest",
    &[
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
        Member::new("resourceArns", Kind::List(&FILTER_RESOURCE_ARNS)).min(1).max(20),
    ],
);

pub static DESCRIBE_DELIVERY_SOURCES_RESPONSE: Shape = Shape::new(
    "DescribeDeliverySourcesResponse",
    &[
        Member::new("deliverySources", Kind::List(&DELIVERY_SOURCES)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_DESTINATIONS_REQUEST: Shape = Shape::new(
    "DescribeDestinationsRequest",
    &[
        Member::new("DestinationNamePrefix", Kind::Text).min(1).max(512).matching(&DESTINATION_NAME_PATTERN),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
    ],
);

pub static DESCRIBE_DESTINATIONS_RESPONSE: Shape = Shape::new(
    "DescribeDestinationsResponse",
    &[Member::new("destinations", Kind::List(&DESTINATIONS)), Member::new("nextToken", Kind::Text).min(1)],
);

pub static DESCRIBE_EXPORT_TASKS_REQUEST: Shape = Shape::new(
    "DescribeExportTasksRequest",
    &[
        Member::new("taskId", Kind::Text).min(1).max(512),
        Member::new("statusCode", Kind::Text).one_of(EXPORT_TASK_STATUS_CODE_VALUES),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
    ],
);

pub static DESCRIBE_EXPORT_TASKS_RESPONSE: Shape = Shape::new(
    "DescribeExportTasksResponse",
    &[Member::new("exportTasks", Kind::List(&EXPORT_TASKS)), Member::new("nextToken", Kind::Text).min(1)],
);

static DESCRIBE_FIELD_INDEXES_LOG_GROUP_IDENTIFIERS: List = List {
    element: Member::new("member", Kind::Text).min(1).max(2048).matching(&LOG_GROUP_IDENTIFIER_PATTERN),
    flattened: false,
};

pub static DESCRIBE_FIELD_INDEXES_REQUEST: Shape = Shape::new(
    "DescribeFieldIndexesRequest",
    &[
        Member::new("logGroupIdentifiers", Kind::List(&DESCRIBE_FIELD_INDEXES_LOG_GROUP_IDENTIFIERS))
            .required()
            .min(1)
            .max(100),
        Member::new("indexCategories", Kind::List(&INDEX_CATEGORIES)).max(4),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_FIELD_INDEXES_RESPONSE: Shape = Shape::new(
    "DescribeFieldIndexesResponse",
    &[Member::new("fieldIndexes", Kind::List(&FIELD_INDEXES)), Member::new("nextToken", Kind::Text).min(1)],
);

static DESCRIBE_INDEX_POLICIES_LOG_GROUP_IDENTIFIERS: List = List {
    element: Member::new("member", Kind::Text).min(1).max(2048).matching(&LOG_GROUP_IDENTIFIER_PATTERN),
    flattened: false,
};

pub static DESCRIBE_INDEX_POLICIES_REQUEST: Shape = Shape::new(
    "DescribeIndexPoliciesRequest",
    &[
        Member::new("logGroupIdentifiers", Kind::List(&DESCRIBE_INDEX_POLICIES_LOG_GROUP_IDENTIFIERS))
            .required()
            .min(1)
            .max(1),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_INDEX_POLICIES_RESPONSE: Shape = Shape::new(
    "DescribeIndexPoliciesResponse",
    &[Member::new("indexPolicies", Kind::List(&INDEX_POLICIES)), Member::new("nextToken", Kind::Text).min(1)],
);

static DESCRIBE_LOG_GROUPS_LOG_GROUP_IDENTIFIERS: List = List {
    element: Member::new("member", Kind::Text).min(1).max(2048).matching(&LOG_GROUP_IDENTIFIER_PATTERN),
    flattened: false,
};

pub static DESCRIBE_LOG_GROUPS_REQUEST: Shape = Shape::new(
    "DescribeLogGroupsRequest",
    &[
        Member::new("accountIdentifiers", Kind::List(&ACCOUNT_IDS)).min(0).max(20),
        Member::new("logGroupNamePrefix", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logGroupNamePattern", Kind::Text)
            .min(0)
            .max(512)
            .matching(&LOG_GROUP_NAME_PATTERN_PATTERN),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
        Member::new("includeLinkedAccounts", Kind::Boolean),
        Member::new("logGroupClass", Kind::Text).one_of(LOG_GROUP_CLASS_VALUES),
        Member::new("logGroupIdentifiers", Kind::List(&DESCRIBE_LOG_GROUPS_LOG_GROUP_IDENTIFIERS))
            .min(1)
            .max(50),
    ],
);

pub static DESCRIBE_LOG_GROUPS_RESPONSE: Shape = Shape::new(
    "DescribeLogGroupsResponse",
    &[Member::new("logGroups", Kind::List(&LOG_GROUPS)), Member::new("nextToken", Kind::Text).min(1)],
);

pub static DESCRIBE_LOG_STREAMS_REQUEST: Shape = Shape::new(
    "DescribeLogStreamsRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("logStreamNamePrefix", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("orderBy", Kind::Text).one_of(ORDER_BY_VALUES),
        Member::new("descending", Kind::Boolean),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
    ],
);

pub static DESCRIBE_LOG_STREAMS_RESPONSE: Shape = Shape::new(
    "DescribeLogStreamsResponse",
    &[Member::new("logStreams", Kind::List(&LOG_STREAMS)), Member::new("nextToken", Kind::Text).min(1)],
);

pub static DESCRIBE_METRIC_FILTERS_REQUEST: Shape = Shape::new(
    "DescribeMetricFiltersRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterNamePrefix", Kind::Text).min(1).max(512).matching(&FILTER_NAME_PATTERN),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
        Member::new("metricName", Kind::Text).max(255).matching(&METRIC_NAME_PATTERN),
        Member::new("metricNamespace", Kind::Text).max(255).matching(&METRIC_NAMESPACE_PATTERN),
    ],
);

pub static DESCRIBE_METRIC_FILTERS_RESPONSE: Shape = Shape::new(
    "DescribeMetricFiltersResponse",
    &[Member::new("metricFilters", Kind::List(&METRIC_FILTERS)), Member::new("nextToken", Kind::Text).min(1)],
);

pub static DESCRIBE_QUERIES_REQUEST: Shape = Shape::new(
    "DescribeQueriesRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("status", Kind::Text).one_of(QUERY_STATUS_VALUES),
        Member::new("maxResults", Kind::Integer).min(1).max(1000),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
    ],
);

pub static DESCRIBE_QUERIES_RESPONSE: Shape = Shape::new(
    "DescribeQueriesResponse",
    &[Member::new("queries", Kind::List(&QUERY_INFO_LIST)), Member::new("nextToken", Kind::Text).min(1)],
);

pub static DESCRIBE_QUERY_DEFINITIONS_REQUEST: Shape = Shape::new(
    "DescribeQueryDefinitionsRequest",
    &[
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
        Member::new("queryDefinitionNamePrefix", Kind::Text).min(1).max(255),
        Member::new("maxResults", Kind::Integer).min(1).max(1000),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_QUERY_DEFINITIONS_RESPONSE: Shape = Shape::new(
    "DescribeQueryDefinitionsResponse",
    &[
        Member::new("queryDefinitions", Kind::List(&QUERY_DEFINITION_LIST)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_RESOURCE_POLICIES_REQUEST: Shape = Shape::new(
    "DescribeResourcePoliciesRequest",
    &[
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
        Member::new("resourceArn", Kind::Text),
        Member::new("policyScope", Kind::Text).one_of(POLICY_SCOPE_VALUES),
    ],
);

pub static DESCRIBE_RESOURCE_POLICIES_RESPONSE: Shape = Shape::new(
    "DescribeResourcePoliciesResponse",
    &[
        Member::new("resourcePolicies", Kind::List(&RESOURCE_POLICIES)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESCRIBE_SUBSCRIPTION_FILTERS_REQUEST: Shape = Shape::new(
    "DescribeSubscriptionFiltersRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterNamePrefix", Kind::Text).min(1).max(512).matching(&FILTER_NAME_PATTERN),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(50),
    ],
);

pub static DESCRIBE_SUBSCRIPTION_FILTERS_RESPONSE: Shape = Shape::new(
    "DescribeSubscriptionFiltersResponse",
    &[
        Member::new("subscriptionFilters", Kind::List(&SUBSCRIPTION_FILTERS)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static DESTINATION: Shape = Shape::new(
    "Destination",
    &[
        Member::new("destinationName", Kind::Text).min(1).max(512).matching(&DESTINATION_NAME_PATTERN),
        Member::new("targetArn", Kind::Text).min(1),
        Member::new("roleArn", Kind::Text).min(1),
        Member::new("accessPolicy", Kind::Text).min(1),
        Member::new("arn", Kind::Text),
        Member::new("creationTime", Kind::Long).min(0),
    ],
);

static DESTINATIONS: List =
    List { element: Member::new("member", Kind::Struct(&DESTINATION)), flattened: false };

static DESTINATION_NAME_PATTERN: Pattern = Pattern::new("[^:*]*");

static DIMENSIONS: Map = Map {
    key: Member::new("key", Kind::Text).max(255),
    value: Member::new("value", Kind::Text).max(255),
    flattened: false,
};

pub static DISASSOCIATE_KMS_KEY_REQUEST: Shape = Shape::new(
    "DisassociateKmsKeyRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("resourceIdentifier", Kind::Text).min(1).max(2048).matching(&RESOURCE_IDENTIFIER_PATTERN),
    ],
);

const DISTRIBUTION_VALUES: &[&str] = &["Random", "ByLogStream"];

pub static DRY_RUN_RESULT: Shape = Shape::new(
    "DryRunResult",
    &[
        Member::new("totalMatchedLogGroups", Kind::Integer).min(0),
        Member::new("increasedRetentionLogGroupCount", Kind::Integer).min(0),
        Member::new("decreasedRetentionLogGroupCount", Kind::Integer).min(0),
        Member::new("unchangedRetentionLogGroupCount", Kind::Integer).min(0),
        Member::new("failedAnalysisCount", Kind::Integer).min(0),
        Member::new("topLogGroupsImpacted", Kind::List(&LOG_GROUP_IMPACTS)),
    ],
);

static EMIT_SYSTEM_FIELDS: List = List { element: Member::new("member", Kind::Text), flattened: false };

pub static ENTITY: Shape = Shape::new(
    "Entity",
    &[
        Member::new("keyAttributes", Kind::Map(&ENTITY_KEY_ATTRIBUTES)).min(2).max(4),
        Member::new("attributes", Kind::Map(&ENTITY_ATTRIBUTES)).min(0).max(10),
    ],
);

static ENTITY_ATTRIBUTES: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(256),
    value: Member::new("value", Kind::Text).min(1).max(512),
    flattened: false,
};

static ENTITY_KEY_ATTRIBUTES: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(32),
    value: Member::new("value", Kind::Text).min(1).max(512),
    flattened: false,
};

const ENTITY_REJECTION_ERROR_TYPE_VALUES: &[&str] = &[
    "InvalidEntity",
    "InvalidTypeValue",
    "InvalidKeyAttributes",
    "InvalidAttributes",
    "EntitySizeTooLarge",
    "UnsupportedLogGroupType",
    "MissingRequiredFields",
];

const EVENT_SOURCE_VALUES: &[&str] = &["CloudTrail", "Route53Resolver", "VPCFlow", "EKSAudit", "AWSWAF"];

pub static EXPORT_TASK: Shape = Shape::new(
    "ExportTask",
    &[
        Member::new("taskId", Kind::Text).min(1).max(512),
        Member::new("taskName", Kind::Text).min(1).max(512),
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("from", Kind::Long).min(0),
        Member::new("to", Kind::Long).min(0),
        Member::new("destination", Kind::Text).min(1).max(512),
        Member::new("destinationPrefix", Kind::Text),
        Member::new("status", Kind::Struct(&EXPORT_TASK_STATUS)),
        Member::new("executionInfo", Kind::Struct(&EXPORT_TASK_EXECUTION_INFO)),
    ],
);

static EXPORT_TASKS: List =
    List { element: Member::new("member", Kind::Struct(&EXPORT_TASK)), flattened: false };

pub static EXPORT_TASK_EXECUTION_INFO: Shape = Shape::new(
    "ExportTaskExecutionInfo",
    &[Member::new("creationTime", Kind::Long).min(0), Member::new("completionTime", Kind::Long).min(0)],
);

pub static EXPORT_TASK_STATUS: Shape = Shape::new(
    "ExportTaskStatus",
    &[
        Member::new("code", Kind::Text).one_of(EXPORT_TASK_STATUS_CODE_VALUES),
        Member::new("message", Kind::Text),
    ],
);

const EXPORT_TASK_STATUS_CODE_VALUES: &[&str] =
    &["CANCELLED", "COMPLETED", "FAILED", "PENDING", "PENDING_CANCEL", "RUNNING"];

static EXTRACTED_VALUES: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };

pub static FIELD_INDEX: Shape = Shape::new(
    "FieldIndex",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("fieldIndexName", Kind::Text).min(1).max(512).matching(&FIELD_INDEX_NAME_PATTERN),
        Member::new("lastScanTime", Kind::Long).min(0),
        Member::new("firstEventTime", Kind::Long).min(0),
        Member::new("lastEventTime", Kind::Long).min(0),
        Member::new("type", Kind::Text).one_of(INDEX_TYPE_VALUES),
        Member::new("indexCategory", Kind::Text).one_of(INDEX_CATEGORY_VALUES),
    ],
);

static FIELD_INDEXES: List =
    List { element: Member::new("member", Kind::Struct(&FIELD_INDEX)), flattened: false };

static FIELD_INDEX_NAMES: List = List {
    element: Member::new("member", Kind::Text).min(1).max(512).matching(&FIELD_INDEX_NAME_PATTERN),
    flattened: false,
};

static FIELD_INDEX_NAME_PATTERN: Pattern = Pattern::new(r"[\.\-_/#A-Za-z0-9]+");

pub static FILTERED_LOG_EVENT: Shape = Shape::new(
    "FilteredLogEvent",
    &[
        Member::new("logStreamName", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("timestamp", Kind::Long).min(0),
        Member::new("message", Kind::Text).min(1),
        Member::new("ingestionTime", Kind::Long).min(0),
        Member::new("eventId", Kind::Text),
    ],
);

static FILTERED_LOG_EVENTS: List =
    List { element: Member::new("member", Kind::Struct(&FILTERED_LOG_EVENT)), flattened: false };

pub static FILTER_LOG_EVENTS_REQUEST: Shape = Shape::new(
    "FilterLogEventsRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("logStreamNames", Kind::List(&INPUT_LOG_STREAM_NAMES)).min(1).max(100),
        Member::new("logStreamNamePrefix", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("startTime", Kind::Long).min(0),
        Member::new("endTime", Kind::Long).min(0),
        Member::new("filterPattern", Kind::Text).min(0).max(1024),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(10000),
        Member::new("startFromHead", Kind::Boolean),
        Member::new("interleaved", Kind::Boolean),
        Member::new("unmask", Kind::Boolean),
    ],
);

pub static FILTER_LOG_EVENTS_RESPONSE: Shape = Shape::new(
    "FilterLogEventsResponse",
    &[
        Member::new("events", Kind::List(&FILTERED_LOG_EVENTS)),
        Member::new("searchedLogStreams", Kind::List(&SEARCHED_LOG_STREAMS)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

static FILTER_NAME_PATTERN: Pattern = Pattern::new("[^:*]*");

static FILTER_RESOURCE_ARNS: List = List { element: Member::new("member", Kind::Text), flattened: false };

const FLATTENED_ELEMENT_VALUES: &[&str] = &["first", "last"];

pub static GET_DATA_PROTECTION_POLICY_REQUEST: Shape = Shape::new(
    "GetDataProtectionPolicyRequest",
    &[Member::new("logGroupIdentifier", Kind::Text)
        .required()
        .min(1)
        .max(2048)
        .matching(&LOG_GROUP_IDENTIFIER_PATTERN)],
);

pub static GET_DATA_PROTECTION_POLICY_RESPONSE: Shape = Shape::new(
    "GetDataProtectionPolicyResponse",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("policyDocument", Kind::Text),
        Member::new("lastUpdatedTime", Kind::Long).min(0),
    ],
);

pub static GET_DELIVERY_DESTINATION_POLICY_REQUEST: Shape = Shape::new(
    "GetDeliveryDestinationPolicyRequest",
    &[Member::new("deliveryDestinationName", Kind::Text)
        .required()
        .min(1)
        .max(60)
        .matching(&DELIVERY_DESTINATION_NAME_PATTERN)],
);

pub static GET_DELIVERY_DESTINATION_POLICY_RESPONSE: Shape =
    Shape::new("GetDeliveryDestinationPolicyResponse", &[Member::new("policy", Kind::Struct(&POLICY))]);

pub static GET_DELIVERY_DESTINATION_REQUEST: Shape = Shape::new(
    "GetDeliveryDestinationRequest",
    &[Member::new("name", Kind::Text).required().min(1).max(60).matching(&DELIVERY_DESTINATION_NAME_PATTERN)],
);

pub static GET_DELIVERY_DESTINATION_RESPONSE: Shape = Shape::new(
    "GetDeliveryDestinationResponse",
    &[Member::new("deliveryDestination", Kind::Struct(&DELIVERY_DESTINATION))],
);

pub static GET_DELIVERY_REQUEST: Shape = Shape::new(
    "GetDeliveryRequest",
    &[Member::new("id", Kind::Text).required().min(1).max(64).matching(&DELIVERY_ID_PATTERN)],
);

pub static GET_DELIVERY_RESPONSE: Shape =
    Shape::new("GetDeliveryResponse", &[Member::new("delivery", Kind::Struct(&DELIVERY))]);

pub static GET_DELIVERY_SOURCE_REQUEST: Shape = Shape::new(
    "GetDeliverySourceRequest",
    &[Member::new("name", Kind::Text).required().min(1).max(60).matching(&DELIVERY_SOURCE_NAME_PATTERN)],
);

pub static GET_DELIVERY_SOURCE_RESPONSE: Shape =
    Shape::new("GetDeliverySourceResponse", &[Member::new("deliverySource", Kind::Struct(&DELIVERY_SOURCE))]);

pub static GET_LOG_EVENTS_REQUEST: Shape = Shape::new(
    "GetLogEventsRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("logStreamName", Kind::Text)
            .required()
            .min(1)
            .max(512)
            .matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("startTime", Kind::Long).min(0),
        Member::new("endTime", Kind::Long).min(0),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(10000),
        Member::new("startFromHead", Kind::Boolean),
        Member::new("unmask", Kind::Boolean),
    ],
);

pub static GET_LOG_EVENTS_RESPONSE: Shape = Shape::new(
    "GetLogEventsResponse",
    &[
        Member::new("events", Kind::List(&OUTPUT_LOG_EVENTS)),
        Member::new("nextForwardToken", Kind::Text).min(1),
        Member::new("nextBackwardToken", Kind::Text).min(1),
    ],
);

pub static GET_LOG_GROUP_FIELDS_REQUEST: Shape = Shape::new(
    "GetLogGroupFieldsRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("time", Kind::Long).min(0),
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
    ],
);

pub static GET_LOG_GROUP_FIELDS_RESPONSE: Shape = Shape::new(
    "GetLogGroupFieldsResponse",
    &[Member::new("logGroupFields", Kind::List(&LOG_GROUP_FIELD_LIST))],
);

pub static GET_LOG_RECORD_REQUEST: Shape = Shape::new(
    "GetLogRecordRequest",
    &[Member::new("logRecordPointer", Kind::Text).required(), Member::new("unmask", Kind::Boolean)],
);

pub static GET_LOG_RECORD_RESPONSE: Shape =
    Shape::new("GetLogRecordResponse", &[Member::new("logRecord", Kind::Map(&LOG_RECORD))]);

pub static GET_QUERY_RESULTS_REQUEST: Shape = Shape::new(
    "GetQueryResultsRequest",
    &[
        Member::new("queryId", Kind::Text).required().min(1).max(256),
        Member::new("nextToken", Kind::Text).max(1024),
        Member::new("maxItems", Kind::Integer).min(0).max(10000),
    ],
);

pub static GET_QUERY_RESULTS_RESPONSE: Shape = Shape::new(
    "GetQueryResultsResponse",
    &[
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
        Member::new("results", Kind::List(&QUERY_RESULTS)),
        Member::new("statistics", Kind::Struct(&QUERY_STATISTICS)),
        Member::new("status", Kind::Text).one_of(QUERY_STATUS_VALUES),
        Member::new("encryptionKey", Kind::Text).max(256),
        Member::new("nextToken", Kind::Text).max(1024),
    ],
);

pub static GET_STORAGE_TIER_POLICY_REQUEST: Shape = Shape::new("GetStorageTierPolicyRequest", &[]);

pub static GET_STORAGE_TIER_POLICY_RESPONSE: Shape = Shape::new(
    "GetStorageTierPolicyResponse",
    &[
        Member::new("storageTier", Kind::Text).one_of(STORAGE_TIER_VALUES),
        Member::new("lastUpdatedTime", Kind::Long).min(0),
    ],
);

pub static GET_TRANSFORMER_REQUEST: Shape = Shape::new(
    "GetTransformerRequest",
    &[Member::new("logGroupIdentifier", Kind::Text)
        .required()
        .min(1)
        .max(2048)
        .matching(&LOG_GROUP_IDENTIFIER_PATTERN)],
);

pub static GET_TRANSFORMER_RESPONSE: Shape = Shape::new(
    "GetTransformerResponse",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("creationTime", Kind::Long).min(0),
        Member::new("lastModifiedTime", Kind::Long).min(0),
        Member::new("transformerConfig", Kind::List(&PROCESSORS)).min(1).max(20),
    ],
);

pub static GROK: Shape = Shape::new(
    "Grok",
    &[
        Member::new("source", Kind::Text).min(1).max(128),
        Member::new("match", Kind::Text).required().min(1).max(512),
    ],
);

static INDEX_CATEGORIES: List =
    List { element: Member::new("member", Kind::Text).one_of(INDEX_CATEGORY_VALUES), flattened: false };

const INDEX_CATEGORY_VALUES: &[&str] = &["DEFAULT", "CUSTOM", "AUTO", "INACTIVE"];

static INDEX_POLICIES: List =
    List { element: Member::new("member", Kind::Struct(&INDEX_POLICY)), flattened: false };

pub static INDEX_POLICY: Shape = Shape::new(
    "IndexPolicy",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("lastUpdateTime", Kind::Long).min(0),
        Member::new("policyDocument", Kind::Text).min(1).max(51200),
        Member::new("policyName", Kind::Text),
        Member::new("source", Kind::Text).one_of(INDEX_SOURCE_VALUES),
    ],
);

const INDEX_SOURCE_VALUES: &[&str] = &["ACCOUNT", "LOG_GROUP"];

const INDEX_TYPE_VALUES: &[&str] = &["FACET", "FIELD_INDEX"];

static INHERITED_PROPERTIES: List =
    List { element: Member::new("member", Kind::Text).one_of(INHERITED_PROPERTY_VALUES), flattened: false };

const INHERITED_PROPERTY_VALUES: &[&str] = &["ACCOUNT_DATA_PROTECTION"];

pub static INPUT_LOG_EVENT: Shape = Shape::new(
    "InputLogEvent",
    &[
        Member::new("timestamp", Kind::Long).required().min(0),
        Member::new("message", Kind::Text).required().min(1),
    ],
);

static INPUT_LOG_EVENTS: List =
    List { element: Member::new("member", Kind::Struct(&INPUT_LOG_EVENT)), flattened: false };

static INPUT_LOG_STREAM_NAMES: List = List {
    element: Member::new("member", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
    flattened: false,
};

pub static LIST_LOG_GROUPS_FOR_QUERY_REQUEST: Shape = Shape::new(
    "ListLogGroupsForQueryRequest",
    &[
        Member::new("queryId", Kind::Text).required().min(1).max(256),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("maxResults", Kind::Integer).min(50).max(500),
    ],
);

pub static LIST_LOG_GROUPS_FOR_QUERY_RESPONSE: Shape = Shape::new(
    "ListLogGroupsForQueryResponse",
    &[
        Member::new("logGroupIdentifiers", Kind::List(&LOG_GROUP_IDENTIFIERS)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static LIST_LOG_GROUPS_REQUEST: Shape = Shape::new(
    "ListLogGroupsRequest",
    &[
        Member::new("logGroupNamePattern", Kind::Text)
            .min(3)
            .max(129)
            .matching(&LOG_GROUP_NAME_REGEX_PATTERN_PATTERN),
        Member::new("logGroupClass", Kind::Text).one_of(LOG_GROUP_CLASS_VALUES),
        Member::new("includeLinkedAccounts", Kind::Boolean),
        Member::new("accountIdentifiers", Kind::List(&ACCOUNT_IDS)).min(0).max(20),
        Member::new("nextToken", Kind::Text).min(1),
        Member::new("limit", Kind::Integer).min(1).max(1000),
        Member::new("dataSources", Kind::List(&DATA_SOURCE_FILTERS)).min(1).max(5),
        Member::new("fieldIndexNames", Kind::List(&FIELD_INDEX_NAMES)).min(1).max(20),
        Member::new("logGroupTags", Kind::List(&TAG_FILTERS)).min(1).max(5),
    ],
);

pub static LIST_LOG_GROUPS_RESPONSE: Shape = Shape::new(
    "ListLogGroupsResponse",
    &[
        Member::new("logGroups", Kind::List(&LOG_GROUP_SUMMARIES)),
        Member::new("nextToken", Kind::Text).min(1),
    ],
);

pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Shape = Shape::new(
    "ListTagsForResourceRequest",
    &[Member::new("resourceArn", Kind::Text)
        .required()
        .min(1)
        .max(1011)
        .matching(&AMAZON_RESOURCE_NAME_PATTERN)],
);

pub static LIST_TAGS_FOR_RESOURCE_RESPONSE: Shape =
    Shape::new("ListTagsForResourceResponse", &[Member::new("tags", Kind::Map(&TAGS)).min(1).max(50)]);

pub static LIST_TAGS_LOG_GROUP_REQUEST: Shape = Shape::new(
    "ListTagsLogGroupRequest",
    &[Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN)],
);

pub static LIST_TAGS_LOG_GROUP_RESPONSE: Shape =
    Shape::new("ListTagsLogGroupResponse", &[Member::new("tags", Kind::Map(&TAGS)).min(1).max(50)]);

pub static LIST_TO_MAP: Shape = Shape::new(
    "ListToMap",
    &[
        Member::new("source", Kind::Text).required().min(1).max(128),
        Member::new("key", Kind::Text).required().min(1).max(128),
        Member::new("valueKey", Kind::Text).min(1).max(128),
        Member::new("target", Kind::Text).min(1).max(128),
        Member::new("flatten", Kind::Boolean),
        Member::new("flattenedElement", Kind::Text).one_of(FLATTENED_ELEMENT_VALUES),
    ],
);

pub static LIVE_TAIL_SESSION_LOG_EVENT: Shape = Shape::new(
    "LiveTailSessionLogEvent",
    &[
        Member::new("logStreamName", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("message", Kind::Text).min(1),
        Member::new("timestamp", Kind::Long).min(0),
        Member::new("ingestionTime", Kind::Long).min(0),
    ],
);

pub static LIVE_TAIL_SESSION_METADATA: Shape =
    Shape::new("LiveTailSessionMetadata", &[Member::new("sampled", Kind::Boolean)]);

static LIVE_TAIL_SESSION_RESULTS: List =
    List { element: Member::new("member", Kind::Struct(&LIVE_TAIL_SESSION_LOG_EVENT)), flattened: false };

pub static LIVE_TAIL_SESSION_START: Shape = Shape::new(
    "LiveTailSessionStart",
    &[
        Member::new("requestId", Kind::Text).min(0).max(256),
        Member::new("sessionId", Kind::Text).min(0).max(256),
        Member::new("logGroupIdentifiers", Kind::List(&START_LIVE_TAIL_LOG_GROUP_IDENTIFIERS)).min(1).max(10),
        Member::new("logStreamNames", Kind::List(&INPUT_LOG_STREAM_NAMES)).min(1).max(100),
        Member::new("logStreamNamePrefixes", Kind::List(&INPUT_LOG_STREAM_NAMES)).min(1).max(100),
        Member::new("logEventFilterPattern", Kind::Text).min(0).max(1024),
    ],
);

pub static LIVE_TAIL_SESSION_UPDATE: Shape = Shape::new(
    "LiveTailSessionUpdate",
    &[
        Member::new("sessionMetadata", Kind::Struct(&LIVE_TAIL_SESSION_METADATA)),
        Member::new("sessionResults", Kind::List(&LIVE_TAIL_SESSION_RESULTS)),
    ],
);

pub static LOG_GROUP: Shape = Shape::new(
    "LogGroup",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("creationTime", Kind::Long).min(0),
        Member::new("retentionInDays", Kind::Integer),
        Member::new("metricFilterCount", Kind::Integer),
        Member::new("arn", Kind::Text),
        Member::new("storedBytes", Kind::Long).min(0),
        Member::new("kmsKeyId", Kind::Text).max(256),
        Member::new("dataProtectionStatus", Kind::Text).one_of(DATA_PROTECTION_STATUS_VALUES),
        Member::new("inheritedProperties", Kind::List(&INHERITED_PROPERTIES)),
        Member::new("logGroupClass", Kind::Text).one_of(LOG_GROUP_CLASS_VALUES),
        Member::new("logGroupArn", Kind::Text),
        Member::new("deletionProtectionEnabled", Kind::Boolean),
        Member::new("bearerTokenAuthenticationEnabled", Kind::Boolean),
        Member::new("retentionPolicyName", Kind::Text),
    ],
);

static LOG_GROUPS: List = List { element: Member::new("member", Kind::Struct(&LOG_GROUP)), flattened: false };

const LOG_GROUP_CLASS_VALUES: &[&str] = &["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"];

pub static LOG_GROUP_FIELD: Shape = Shape::new(
    "LogGroupField",
    &[Member::new("name", Kind::Text), Member::new("percent", Kind::Integer).min(0).max(100)],
);

static LOG_GROUP_FIELD_LIST: List =
    List { element: Member::new("member", Kind::Struct(&LOG_GROUP_FIELD)), flattened: false };

static LOG_GROUP_IDENTIFIERS: List = List {
    element: Member::new("member", Kind::Text).min(1).max(2048).matching(&LOG_GROUP_IDENTIFIER_PATTERN),
    flattened: false,
};

static LOG_GROUP_IDENTIFIER_PATTERN: Pattern = Pattern::new(r"[\w#+=/:,.@-]*");

pub static LOG_GROUP_IMPACT: Shape = Shape::new(
    "LogGroupImpact",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("currentRetention", Kind::Text).min(1).max(12),
        Member::new("proposedRetention", Kind::Text).min(1).max(12),
        Member::new("storedBytes", Kind::Long).min(0),
    ],
);

static LOG_GROUP_IMPACTS: List =
    List { element: Member::new("member", Kind::Struct(&LOG_GROUP_IMPACT)), flattened: false };

static LOG_GROUP_NAMES: List = List {
    element: Member::new("member", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
    flattened: false,
};

static LOG_GROUP_NAME_PATTERN: Pattern = Pattern::new(r"[\.\-_/#A-Za-z0-9]+");

static LOG_GROUP_NAME_PATTERN_PATTERN: Pattern = Pattern::new(r"[\.\-_/#A-Za-z0-9]*");

static LOG_GROUP_NAME_REGEX_PATTERN_PATTERN: Pattern =
    Pattern::new(r"(\^?[\.\-_\/#A-Za-z0-9]{3,24})(\|\^?[\.\-_\/#A-Za-z0-9]{3,24}){0,4}");

static LOG_GROUP_SUMMARIES: List =
    List { element: Member::new("member", Kind::Struct(&LOG_GROUP_SUMMARY)), flattened: false };

pub static LOG_GROUP_SUMMARY: Shape = Shape::new(
    "LogGroupSummary",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logGroupArn", Kind::Text),
        Member::new("logGroupClass", Kind::Text).one_of(LOG_GROUP_CLASS_VALUES),
    ],
);

static LOG_RECORD: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };

pub static LOG_STREAM: Shape = Shape::new(
    "LogStream",
    &[
        Member::new("logStreamName", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("creationTime", Kind::Long).min(0),
        Member::new("firstEventTimestamp", Kind::Long).min(0),
        Member::new("lastEventTimestamp", Kind::Long).min(0),
        Member::new("lastIngestionTime", Kind::Long).min(0),
        Member::new("uploadSequenceToken", Kind::Text).min(1),
        Member::new("arn", Kind::Text),
        Member::new("storedBytes", Kind::Long).min(0),
    ],
);

static LOG_STREAMS: List =
    List { element: Member::new("member", Kind::Struct(&LOG_STREAM)), flattened: false };

static LOG_STREAM_NAME_PATTERN: Pattern = Pattern::new("[^:*]*");

static LOG_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]*");

pub static LOWER_CASE_STRING: Shape = Shape::new(
    "LowerCaseString",
    &[Member::new("withKeys", Kind::List(&LOWER_CASE_STRING_WITH_KEYS)).required().min(1).max(10)],
);

static LOWER_CASE_STRING_WITH_KEYS: List =
    List { element: Member::new("member", Kind::Text).min(1), flattened: false };

static MAPPING_VERSION_PATTERN: Pattern = Pattern::new(r"^\d+\.\d+(\.\d+)?$");

static MATCH_PATTERNS: List = List { element: Member::new("member", Kind::Text).min(1), flattened: false };

pub static METRIC_FILTER: Shape = Shape::new(
    "MetricFilter",
    &[
        Member::new("filterName", Kind::Text).min(1).max(512).matching(&FILTER_NAME_PATTERN),
        Member::new("filterPattern", Kind::Text).min(0).max(1024),
        Member::new("metricTransformations", Kind::List(&METRIC_TRANSFORMATIONS)).min(1).max(1),
        Member::new("creationTime", Kind::Long).min(0),
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("applyOnTransformedLogs", Kind::Boolean),
        Member::new("fieldSelectionCriteria", Kind::Text).min(0).max(2000),
        Member::new("emitSystemFieldDimensions", Kind::List(&EMIT_SYSTEM_FIELDS)),
    ],
);

static METRIC_FILTERS: List =
    List { element: Member::new("member", Kind::Struct(&METRIC_FILTER)), flattened: false };

static METRIC_FILTER_MATCHES: List =
    List { element: Member::new("member", Kind::Struct(&METRIC_FILTER_MATCH_RECORD)), flattened: false };

pub static METRIC_FILTER_MATCH_RECORD: Shape = Shape::new(
    "MetricFilterMatchRecord",
    &[
        Member::new("eventNumber", Kind::Long),
        Member::new("eventMessage", Kind::Text).min(1),
        Member::new("extractedValues", Kind::Map(&EXTRACTED_VALUES)),
    ],
);

static METRIC_NAMESPACE_PATTERN: Pattern = Pattern::new("[^:*$]*");

static METRIC_NAME_PATTERN: Pattern = Pattern::new("[^:*$]*");

pub static METRIC_TRANSFORMATION: Shape = Shape::new(
    "MetricTransformation",
    &[
        Member::new("metricName", Kind::Text).required().max(255).matching(&METRIC_NAME_PATTERN),
        Member::new("metricNamespace", Kind::Text).required().max(255).matching(&METRIC_NAMESPACE_PATTERN),
        Member::new("metricValue", Kind::Text).required().max(100),
        Member::new("defaultValue", Kind::Double),
        Member::new("unit", Kind::Text).one_of(STANDARD_UNIT_VALUES),
        Member::new("dimensions", Kind::Map(&DIMENSIONS)),
    ],
);

static METRIC_TRANSFORMATIONS: List =
    List { element: Member::new("member", Kind::Struct(&METRIC_TRANSFORMATION)), flattened: false };

pub static MOVE_KEYS: Shape =
    Shape::new("MoveKeys", &[Member::new("entries", Kind::List(&MOVE_KEY_ENTRIES)).required().min(1).max(5)]);

static MOVE_KEY_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&MOVE_KEY_ENTRY)), flattened: false };

pub static MOVE_KEY_ENTRY: Shape = Shape::new(
    "MoveKeyEntry",
    &[
        Member::new("source", Kind::Text).required().min(1).max(128),
        Member::new("target", Kind::Text).required().min(1).max(128),
        Member::new("overwriteIfExists", Kind::Boolean),
    ],
);

const OCSF_VERSION_VALUES: &[&str] = &["V1.1", "V1.5"];

const ORDER_BY_VALUES: &[&str] = &["LogStreamName", "LastEventTime"];

const OUTPUT_FORMAT_VALUES: &[&str] = &["json", "plain", "w3c", "raw", "parquet"];

pub static OUTPUT_LOG_EVENT: Shape = Shape::new(
    "OutputLogEvent",
    &[
        Member::new("timestamp", Kind::Long).min(0),
        Member::new("message", Kind::Text).min(1),
        Member::new("ingestionTime", Kind::Long).min(0),
    ],
);

static OUTPUT_LOG_EVENTS: List =
    List { element: Member::new("member", Kind::Struct(&OUTPUT_LOG_EVENT)), flattened: false };

pub static PARSE_CLOUDFRONT: Shape =
    Shape::new("ParseCloudfront", &[Member::new("source", Kind::Text).min(1).max(128)]);

pub static PARSE_JSON: Shape = Shape::new(
    "ParseJSON",
    &[
        Member::new("source", Kind::Text).min(1).max(128),
        Member::new("destination", Kind::Text).min(1).max(128),
    ],
);

pub static PARSE_KEY_VALUE: Shape = Shape::new(
    "ParseKeyValue",
    &[
        Member::new("source", Kind::Text).min(1).max(128),
        Member::new("destination", Kind::Text).min(1).max(128),
        Member::new("fieldDelimiter", Kind::Text).min(1).max(128),
        Member::new("keyValueDelimiter", Kind::Text).min(1).max(128),
        Member::new("keyPrefix", Kind::Text).min(1).max(128),
        Member::new("nonMatchValue", Kind::Text).min(1).max(128),
        Member::new("overwriteIfExists", Kind::Boolean),
    ],
);

pub static PARSE_POSTGRES: Shape =
    Shape::new("ParsePostgres", &[Member::new("source", Kind::Text).min(1).max(128)]);

pub static PARSE_ROUTE53: Shape =
    Shape::new("ParseRoute53", &[Member::new("source", Kind::Text).min(1).max(128)]);

pub static PARSE_TO_OCSF: Shape = Shape::new(
    "ParseToOCSF",
    &[
        Member::new("source", Kind::Text).min(1).max(128),
        Member::new("eventSource", Kind::Text).required().one_of(EVENT_SOURCE_VALUES),
        Member::new("ocsfVersion", Kind::Text).required().one_of(OCSF_VERSION_VALUES),
        Member::new("mappingVersion", Kind::Text).min(1).max(10).matching(&MAPPING_VERSION_PATTERN),
    ],
);

pub static PARSE_VPC: Shape = Shape::new("ParseVPC", &[Member::new("source", Kind::Text).min(1).max(128)]);

pub static PARSE_WAF: Shape = Shape::new("ParseWAF", &[Member::new("source", Kind::Text).min(1).max(128)]);

pub static POLICY: Shape =
    Shape::new("Policy", &[Member::new("deliveryDestinationPolicy", Kind::Text).min(1).max(51200)]);

const POLICY_SCOPE_VALUES: &[&str] = &["ACCOUNT", "RESOURCE"];

const POLICY_TYPE_VALUES: &[&str] = &[
    "DATA_PROTECTION_POLICY",
    "SUBSCRIPTION_FILTER_POLICY",
    "FIELD_INDEX_POLICY",
    "TRANSFORMER_POLICY",
    "METRIC_EXTRACTION_POLICY",
    "RETENTION_POLICY",
];

pub static PROCESSOR: Shape = Shape::new(
    "Processor",
    &[
        Member::new("addKeys", Kind::Struct(&ADD_KEYS)),
        Member::new("copyValue", Kind::Struct(&COPY_VALUE)),
        Member::new("csv", Kind::Struct(&CSV)),
        Member::new("dateTimeConverter", Kind::Struct(&DATE_TIME_CONVERTER)),
        Member::new("deleteKeys", Kind::Struct(&DELETE_KEYS)),
        Member::new("grok", Kind::Struct(&GROK)),
        Member::new("listToMap", Kind::Struct(&LIST_TO_MAP)),
        Member::new("lowerCaseString", Kind::Struct(&LOWER_CASE_STRING)),
        Member::new("moveKeys", Kind::Struct(&MOVE_KEYS)),
        Member::new("parseCloudfront", Kind::Struct(&PARSE_CLOUDFRONT)),
        Member::new("parseJSON", Kind::Struct(&PARSE_JSON)),
        Member::new("parseKeyValue", Kind::Struct(&PARSE_KEY_VALUE)),
        Member::new("parseRoute53", Kind::Struct(&PARSE_ROUTE53)),
        Member::new("parseToOCSF", Kind::Struct(&PARSE_TO_OCSF)),
        Member::new("parsePostgres", Kind::Struct(&PARSE_POSTGRES)),
        Member::new("parseVPC", Kind::Struct(&PARSE_VPC)),
        Member::new("parseWAF", Kind::Struct(&PARSE_WAF)),
        Member::new("renameKeys", Kind::Struct(&RENAME_KEYS)),
        Member::new("splitString", Kind::Struct(&SPLIT_STRING)),
        Member::new("substituteString", Kind::Struct(&SUBSTITUTE_STRING)),
        Member::new("trimString", Kind::Struct(&TRIM_STRING)),
        Member::new("typeConverter", Kind::Struct(&TYPE_CONVERTER)),
        Member::new("upperCaseString", Kind::Struct(&UPPER_CASE_STRING)),
    ],
);

static PROCESSORS: List = List { element: Member::new("member", Kind::Struct(&PROCESSOR)), flattened: false };

pub static PUT_ACCOUNT_POLICY_REQUEST: Shape = Shape::new(
    "PutAccountPolicyRequest",
    &[
        Member::new("policyName", Kind::Text).required(),
        Member::new("policyDocument", Kind::Text).required(),
        Member::new("policyType", Kind::Text).required().one_of(POLICY_TYPE_VALUES),
        Member::new("scope", Kind::Text).one_of(SCOPE_VALUES),
        Member::new("selectionCriteria", Kind::Text),
        Member::new("dryRun", Kind::Boolean),
    ],
);

pub static PUT_ACCOUNT_POLICY_RESPONSE: Shape = Shape::new(
    "PutAccountPolicyResponse",
    &[
        Member::new("accountPolicy", Kind::Struct(&ACCOUNT_POLICY)),
        Member::new("dryRunResult", Kind::Struct(&DRY_RUN_RESULT)),
    ],
);

pub static PUT_BEARER_TOKEN_AUTHENTICATION_REQUEST: Shape = Shape::new(
    "PutBearerTokenAuthenticationRequest",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .required()
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("bearerTokenAuthenticationEnabled", Kind::Boolean).required(),
    ],
);

pub static PUT_DATA_PROTECTION_POLICY_REQUEST: Shape = Shape::new(
    "PutDataProtectionPolicyRequest",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .required()
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("policyDocument", Kind::Text).required(),
    ],
);

pub static PUT_DATA_PROTECTION_POLICY_RESPONSE: Shape = Shape::new(
    "PutDataProtectionPolicyResponse",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("policyDocument", Kind::Text),
        Member::new("lastUpdatedTime", Kind::Long).min(0),
    ],
);

pub static PUT_DELIVERY_DESTINATION_POLICY_REQUEST: Shape = Shape::new(
    "PutDeliveryDestinationPolicyRequest",
    &[
        Member::new("deliveryDestinationName", Kind::Text)
            .required()
            .min(1)
            .max(60)
            .matching(&DELIVERY_DESTINATION_NAME_PATTERN),
        Member::new("deliveryDestinationPolicy", Kind::Text).required().min(1).max(51200),
    ],
);

pub static PUT_DELIVERY_DESTINATION_POLICY_RESPONSE: Shape =
    Shape::new("PutDeliveryDestinationPolicyResponse", &[Member::new("policy", Kind::Struct(&POLICY))]);

pub static PUT_DELIVERY_DESTINATION_REQUEST: Shape = Shape::new(
    "PutDeliveryDestinationRequest",
    &[
        Member::new("name", Kind::Text)
            .required()
            .min(1)
            .max(60)
            .matching(&DELIVERY_DESTINATION_NAME_PATTERN),
        Member::new("outputFormat", Kind::Text).one_of(OUTPUT_FORMAT_VALUES),
        Member::new("deliveryDestinationConfiguration", Kind::Struct(&DELIVERY_DESTINATION_CONFIGURATION)),
        Member::new("deliveryDestinationType", Kind::Text).one_of(DELIVERY_DESTINATION_TYPE_VALUES),
        Member::new("roleArn", Kind::Text),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
    ],
);

pub static PUT_DELIVERY_DESTINATION_RESPONSE: Shape = Shape::new(
    "PutDeliveryDestinationResponse",
    &[Member::new("deliveryDestination", Kind::Struct(&DELIVERY_DESTINATION))],
);

pub static PUT_DELIVERY_SOURCE_REQUEST: Shape = Shape::new(
    "PutDeliverySourceRequest",
    &[
        Member::new("name", Kind::Text).required().min(1).max(60).matching(&DELIVERY_SOURCE_NAME_PATTERN),
        Member::new("resourceArn", Kind::Text).required(),
        Member::new("logType", Kind::Text).required().min(1).max(255).matching(&LOG_TYPE_PATTERN),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
        Member::new("deliverySourceConfiguration", Kind::Map(&DELIVERY_SOURCE_CONFIGURATION)),
    ],
);

pub static PUT_DELIVERY_SOURCE_RESPONSE: Shape =
    Shape::new("PutDeliverySourceResponse", &[Member::new("deliverySource", Kind::Struct(&DELIVERY_SOURCE))]);

pub static PUT_DESTINATION_POLICY_REQUEST: Shape = Shape::new(
    "PutDestinationPolicyRequest",
    &[
        Member::new("destinationName", Kind::Text)
            .required()
            .min(1)
            .max(512)
            .matching(&DESTINATION_NAME_PATTERN),
        Member::new("accessPolicy", Kind::Text).required().min(1),
        Member::new("forceUpdate", Kind::Boolean),
    ],
);

pub static PUT_DESTINATION_REQUEST: Shape = Shape::new(
    "PutDestinationRequest",
    &[
        Member::new("destinationName", Kind::Text)
            .required()
            .min(1)
            .max(512)
            .matching(&DESTINATION_NAME_PATTERN),
        Member::new("targetArn", Kind::Text).required().min(1),
        Member::new("roleArn", Kind::Text).required().min(1),
        Member::new("tags", Kind::Map(&TAGS)).min(1).max(50),
    ],
);

pub static PUT_DESTINATION_RESPONSE: Shape =
    Shape::new("PutDestinationResponse", &[Member::new("destination", Kind::Struct(&DESTINATION))]);

pub static PUT_INDEX_POLICY_REQUEST: Shape = Shape::new(
    "PutIndexPolicyRequest",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .required()
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("policyDocument", Kind::Text).required().min(1).max(51200),
    ],
);

pub static PUT_INDEX_POLICY_RESPONSE: Shape =
    Shape::new("PutIndexPolicyResponse", &[Member::new("indexPolicy", Kind::Struct(&INDEX_POLICY))]);

pub static PUT_LOG_EVENTS_REQUEST: Shape = Shape::new(
    "PutLogEventsRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logStreamName", Kind::Text)
            .required()
            .min(1)
            .max(512)
            .matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("logEvents", Kind::List(&INPUT_LOG_EVENTS)).required().min(1).max(10000),
        Member::new("sequenceToken", Kind::Text).min(1),
        Member::new("entity", Kind::Struct(&ENTITY)),
    ],
);

pub static PUT_LOG_EVENTS_RESPONSE: Shape = Shape::new(
    "PutLogEventsResponse",
    &[
        Member::new("nextSequenceToken", Kind::Text).min(1),
        Member::new("rejectedLogEventsInfo", Kind::Struct(&REJECTED_LOG_EVENTS_INFO)),
        Member::new("rejectedEntityInfo", Kind::Struct(&REJECTED_ENTITY_INFO)),
    ],
);

pub static PUT_LOG_GROUP_DELETION_PROTECTION_REQUEST: Shape = Shape::new(
    "PutLogGroupDeletionProtectionRequest",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .required()
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("deletionProtectionEnabled", Kind::Boolean).required(),
    ],
);

pub static PUT_METRIC_FILTER_REQUEST: Shape = Shape::new(
    "PutMetricFilterRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterName", Kind::Text).required().min(1).max(512).matching(&FILTER_NAME_PATTERN),
        Member::new("filterPattern", Kind::Text).required().min(0).max(1024),
        Member::new("metricTransformations", Kind::List(&METRIC_TRANSFORMATIONS)).required().min(1).max(1),
        Member::new("applyOnTransformedLogs", Kind::Boolean),
        Member::new("fieldSelectionCriteria", Kind::Text).min(0).max(2000),
        Member::new("emitSystemFieldDimensions", Kind::List(&EMIT_SYSTEM_FIELDS)),
    ],
);

pub static PUT_QUERY_DEFINITION_REQUEST: Shape = Shape::new(
    "PutQueryDefinitionRequest",
    &[
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
        Member::new("name", Kind::Text).required().min(1).max(255),
        Member::new("queryDefinitionId", Kind::Text).min(1).max(256),
        Member::new("logGroupNames", Kind::List(&LOG_GROUP_NAMES)),
        Member::new("queryString", Kind::Text).required().min(1).max(10000),
        Member::new("clientToken", Kind::Text).min(36).max(128).matching(&CLIENT_TOKEN_PATTERN),
        Member::new("parameters", Kind::List(&QUERY_PARAMETER_LIST)).max(20),
    ],
);

pub static PUT_QUERY_DEFINITION_RESPONSE: Shape =
    Shape::new("PutQueryDefinitionResponse", &[Member::new("queryDefinitionId", Kind::Text).min(1).max(256)]);

pub static PUT_RESOURCE_POLICY_REQUEST: Shape = Shape::new(
    "PutResourcePolicyRequest",
    &[
        Member::new("policyName", Kind::Text),
        Member::new("policyDocument", Kind::Text).min(1).max(51200),
        Member::new("resourceArn", Kind::Text),
        Member::new("expectedRevisionId", Kind::Text).min(1),
    ],
);

pub static PUT_RESOURCE_POLICY_RESPONSE: Shape = Shape::new(
    "PutResourcePolicyResponse",
    &[
        Member::new("resourcePolicy", Kind::Struct(&RESOURCE_POLICY)),
        Member::new("revisionId", Kind::Text).min(1),
    ],
);

pub static PUT_RETENTION_POLICY_REQUEST: Shape = Shape::new(
    "PutRetentionPolicyRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("retentionInDays", Kind::Integer).required(),
    ],
);

pub static PUT_STORAGE_TIER_POLICY_REQUEST: Shape = Shape::new(
    "PutStorageTierPolicyRequest",
    &[Member::new("storageTier", Kind::Text).required().one_of(STORAGE_TIER_VALUES)],
);

pub static PUT_STORAGE_TIER_POLICY_RESPONSE: Shape = Shape::new(
    "PutStorageTierPolicyResponse",
    &[
        Member::new("storageTier", Kind::Text).one_of(STORAGE_TIER_VALUES),
        Member::new("lastUpdatedTime", Kind::Long).min(0),
    ],
);

pub static PUT_SUBSCRIPTION_FILTER_REQUEST: Shape = Shape::new(
    "PutSubscriptionFilterRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterName", Kind::Text).required().min(1).max(512).matching(&FILTER_NAME_PATTERN),
        Member::new("filterPattern", Kind::Text).required().min(0).max(1024),
        Member::new("destinationArn", Kind::Text).required().min(1),
        Member::new("roleArn", Kind::Text).min(1),
        Member::new("distribution", Kind::Text).one_of(DISTRIBUTION_VALUES),
        Member::new("applyOnTransformedLogs", Kind::Boolean),
        Member::new("fieldSelectionCriteria", Kind::Text).min(0).max(2000),
        Member::new("emitSystemFields", Kind::List(&EMIT_SYSTEM_FIELDS)),
    ],
);

pub static PUT_TRANSFORMER_REQUEST: Shape = Shape::new(
    "PutTransformerRequest",
    &[
        Member::new("logGroupIdentifier", Kind::Text)
            .required()
            .min(1)
            .max(2048)
            .matching(&LOG_GROUP_IDENTIFIER_PATTERN),
        Member::new("transformerConfig", Kind::List(&PROCESSORS)).required().min(1).max(20),
    ],
);

pub static QUERY_DEFINITION: Shape = Shape::new(
    "QueryDefinition",
    &[
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
        Member::new("queryDefinitionId", Kind::Text).min(1).max(256),
        Member::new("name", Kind::Text).min(1).max(255),
        Member::new("queryString", Kind::Text).min(1).max(10000),
        Member::new("lastModified", Kind::Long).min(0),
        Member::new("logGroupNames", Kind::List(&LOG_GROUP_NAMES)),
        Member::new("parameters", Kind::List(&QUERY_PARAMETER_LIST)).max(20),
    ],
);

static QUERY_DEFINITION_LIST: List =
    List { element: Member::new("member", Kind::Struct(&QUERY_DEFINITION)), flattened: false };

pub static QUERY_INFO: Shape = Shape::new(
    "QueryInfo",
    &[
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
        Member::new("queryId", Kind::Text).min(1).max(256),
        Member::new("queryString", Kind::Text).min(0).max(10000),
        Member::new("status", Kind::Text).one_of(QUERY_STATUS_VALUES),
        Member::new("createTime", Kind::Long).min(0),
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("queryDuration", Kind::Long),
        Member::new("bytesScanned", Kind::Double),
        Member::new("userIdentity", Kind::Text).min(1).max(2048),
    ],
);

static QUERY_INFO_LIST: List =
    List { element: Member::new("member", Kind::Struct(&QUERY_INFO)), flattened: false };

const QUERY_LANGUAGE_VALUES: &[&str] = &["CWLI", "SQL", "PPL"];

pub static QUERY_PARAMETER: Shape = Shape::new(
    "QueryParameter",
    &[
        Member::new("name", Kind::Text).required().min(1).max(128).matching(&QUERY_PARAMETER_NAME_PATTERN),
        Member::new("defaultValue", Kind::Text).max(1024),
        Member::new("description", Kind::Text).max(512),
    ],
);

static QUERY_PARAMETER_LIST: List =
    List { element: Member::new("member", Kind::Struct(&QUERY_PARAMETER)), flattened: false };

static QUERY_PARAMETER_NAME_PATTERN: Pattern = Pattern::new("^[a-zA-Z_][a-zA-Z0-9_]*");

static QUERY_RESULTS: List =
    List { element: Member::new("member", Kind::List(&RESULT_ROWS)), flattened: false };

pub static QUERY_STATISTICS: Shape = Shape::new(
    "QueryStatistics",
    &[
        Member::new("recordsMatched", Kind::Double),
        Member::new("recordsScanned", Kind::Double),
        Member::new("estimatedRecordsSkipped", Kind::Double),
        Member::new("bytesScanned", Kind::Double),
        Member::new("estimatedBytesSkipped", Kind::Double),
        Member::new("logGroupsScanned", Kind::Double),
        Member::new("resultCount", Kind::Double),
    ],
);

const QUERY_STATUS_VALUES: &[&str] =
    &["Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown"];

static RECORD_FIELDS: List =
    List { element: Member::new("member", Kind::Text).min(1).max(64), flattened: false };

pub static REJECTED_ENTITY_INFO: Shape = Shape::new(
    "RejectedEntityInfo",
    &[Member::new("errorType", Kind::Text).required().one_of(ENTITY_REJECTION_ERROR_TYPE_VALUES)],
);

pub static REJECTED_LOG_EVENTS_INFO: Shape = Shape::new(
    "RejectedLogEventsInfo",
    &[
        Member::new("tooNewLogEventStartIndex", Kind::Integer),
        Member::new("tooOldLogEventEndIndex", Kind::Integer),
        Member::new("expiredLogEventEndIndex", Kind::Integer),
    ],
);

pub static RENAME_KEYS: Shape = Shape::new(
    "RenameKeys",
    &[Member::new("entries", Kind::List(&RENAME_KEY_ENTRIES)).required().min(1).max(5)],
);

static RENAME_KEY_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&RENAME_KEY_ENTRY)), flattened: false };

pub static RENAME_KEY_ENTRY: Shape = Shape::new(
    "RenameKeyEntry",
    &[
        Member::new("key", Kind::Text).required().min(1).max(128),
        Member::new("renameTo", Kind::Text).required().min(1).max(128),
        Member::new("overwriteIfExists", Kind::Boolean),
    ],
);

static RESOURCE_ARNS: List = List { element: Member::new("member", Kind::Text), flattened: false };

static RESOURCE_IDENTIFIER_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@\-\*]*");

static RESOURCE_POLICIES: List =
    List { element: Member::new("member", Kind::Struct(&RESOURCE_POLICY)), flattened: false };

pub static RESOURCE_POLICY: Shape = Shape::new(
    "ResourcePolicy",
    &[
        Member::new("policyName", Kind::Text),
        Member::new("policyDocument", Kind::Text).min(1).max(51200),
        Member::new("lastUpdatedTime", Kind::Long).min(0),
        Member::new("policyScope", Kind::Text).one_of(POLICY_SCOPE_VALUES),
        Member::new("resourceArn", Kind::Text),
        Member::new("revisionId", Kind::Text).min(1),
    ],
);

pub static RESULT_FIELD: Shape =
    Shape::new("ResultField", &[Member::new("field", Kind::Text), Member::new("value", Kind::Text)]);

static RESULT_ROWS: List =
    List { element: Member::new("member", Kind::Struct(&RESULT_FIELD)), flattened: false };

pub static S3_DELIVERY_CONFIGURATION: Shape = Shape::new(
    "S3DeliveryConfiguration",
    &[
        Member::new("suffixPath", Kind::Text).min(1).max(256),
        Member::new("enableHiveCompatiblePath", Kind::Boolean),
    ],
);

const SCOPE_VALUES: &[&str] = &["ALL"];

pub static SEARCHED_LOG_STREAM: Shape = Shape::new(
    "SearchedLogStream",
    &[
        Member::new("logStreamName", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("searchedCompletely", Kind::Boolean),
    ],
);

static SEARCHED_LOG_STREAMS: List =
    List { element: Member::new("member", Kind::Struct(&SEARCHED_LOG_STREAM)), flattened: false };

static SERVICE_PATTERN: Pattern = Pattern::new(r"[\w_-]*");

pub static SPLIT_STRING: Shape = Shape::new(
    "SplitString",
    &[Member::new("entries", Kind::List(&SPLIT_STRING_ENTRIES)).required().min(1).max(10)],
);

static SPLIT_STRING_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&SPLIT_STRING_ENTRY)), flattened: false };

pub static SPLIT_STRING_ENTRY: Shape = Shape::new(
    "SplitStringEntry",
    &[
        Member::new("source", Kind::Text).required().min(1).max(128),
        Member::new("delimiter", Kind::Text).required().min(1).max(128),
    ],
);

const STANDARD_UNIT_VALUES: &[&str] = &[
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
    "None",
];

static START_LIVE_TAIL_LOG_GROUP_IDENTIFIERS: List = List {
    element: Member::new("member", Kind::Text).min(1).max(2048).matching(&LOG_GROUP_IDENTIFIER_PATTERN),
    flattened: false,
};

pub static START_LIVE_TAIL_REQUEST: Shape = Shape::new(
    "StartLiveTailRequest",
    &[
        Member::new("logGroupIdentifiers", Kind::List(&START_LIVE_TAIL_LOG_GROUP_IDENTIFIERS))
            .required()
            .min(1)
            .max(10),
        Member::new("logStreamNames", Kind::List(&INPUT_LOG_STREAM_NAMES)).min(1).max(100),
        Member::new("logStreamNamePrefixes", Kind::List(&INPUT_LOG_STREAM_NAMES)).min(1).max(100),
        Member::new("logEventFilterPattern", Kind::Text).min(0).max(1024),
    ],
);

pub static START_LIVE_TAIL_RESPONSE: Shape = Shape::new(
    "StartLiveTailResponse",
    &[Member::new("responseStream", Kind::Struct(&START_LIVE_TAIL_RESPONSE_STREAM))],
);

pub static START_LIVE_TAIL_RESPONSE_STREAM: Shape = Shape::new(
    "StartLiveTailResponseStream",
    &[
        Member::new("sessionStart", Kind::Struct(&LIVE_TAIL_SESSION_START)),
        Member::new("sessionUpdate", Kind::Struct(&LIVE_TAIL_SESSION_UPDATE)),
    ],
);

pub static START_QUERY_REQUEST: Shape = Shape::new(
    "StartQueryRequest",
    &[
        Member::new("queryLanguage", Kind::Text).one_of(QUERY_LANGUAGE_VALUES),
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("logGroupNames", Kind::List(&LOG_GROUP_NAMES)),
        Member::new("logGroupIdentifiers", Kind::List(&LOG_GROUP_IDENTIFIERS)),
        Member::new("startTime", Kind::Long).required().min(0),
        Member::new("endTime", Kind::Long).required().min(0),
        Member::new("queryString", Kind::Text).required().min(0).max(10000),
        Member::new("limit", Kind::Integer).min(1).max(100000),
    ],
);

pub static START_QUERY_RESPONSE: Shape =
    Shape::new("StartQueryResponse", &[Member::new("queryId", Kind::Text).min(1).max(256)]);

pub static STOP_QUERY_REQUEST: Shape =
    Shape::new("StopQueryRequest", &[Member::new("queryId", Kind::Text).required().min(1).max(256)]);

pub static STOP_QUERY_RESPONSE: Shape =
    Shape::new("StopQueryResponse", &[Member::new("success", Kind::Boolean)]);

const STORAGE_TIER_VALUES: &[&str] = &["STANDARD", "INTELLIGENT_TIERING"];

pub static SUBSCRIPTION_FILTER: Shape = Shape::new(
    "SubscriptionFilter",
    &[
        Member::new("filterName", Kind::Text).min(1).max(512).matching(&FILTER_NAME_PATTERN),
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("filterPattern", Kind::Text).min(0).max(1024),
        Member::new("destinationArn", Kind::Text).min(1),
        Member::new("roleArn", Kind::Text).min(1),
        Member::new("distribution", Kind::Text).one_of(DISTRIBUTION_VALUES),
        Member::new("applyOnTransformedLogs", Kind::Boolean),
        Member::new("creationTime", Kind::Long).min(0),
        Member::new("fieldSelectionCriteria", Kind::Text).min(0).max(2000),
        Member::new("emitSystemFields", Kind::List(&EMIT_SYSTEM_FIELDS)),
    ],
);

static SUBSCRIPTION_FILTERS: List =
    List { element: Member::new("member", Kind::Struct(&SUBSCRIPTION_FILTER)), flattened: false };

pub static SUBSTITUTE_STRING: Shape = Shape::new(
    "SubstituteString",
    &[Member::new("entries", Kind::List(&SUBSTITUTE_STRING_ENTRIES)).required().min(1).max(10)],
);

static SUBSTITUTE_STRING_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&SUBSTITUTE_STRING_ENTRY)), flattened: false };

pub static SUBSTITUTE_STRING_ENTRY: Shape = Shape::new(
    "SubstituteStringEntry",
    &[
        Member::new("source", Kind::Text).required().min(1).max(128),
        Member::new("from", Kind::Text).required().min(1).max(128),
        Member::new("to", Kind::Text).required().min(1).max(128),
    ],
);

static TAGS: Map = Map {
    key: Member::new("key", Kind::Text).min(1).max(128).matching(&TAG_KEY_PATTERN),
    value: Member::new("value", Kind::Text).max(256).matching(&TAG_VALUE_PATTERN),
    flattened: false,
};

pub static TAG_FILTER: Shape = Shape::new(
    "TagFilter",
    &[
        Member::new("key", Kind::Text).required().min(1).max(128).matching(&TAG_FILTER_KEY_PATTERN),
        Member::new("values", Kind::List(&TAG_FILTER_VALUES)).min(0).max(5),
    ],
);

static TAG_FILTERS: List =
    List { element: Member::new("member", Kind::Struct(&TAG_FILTER)), flattened: false };

static TAG_FILTER_KEY_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$");

static TAG_FILTER_VALUES: List = List {
    element: Member::new("member", Kind::Text).min(0).max(259).matching(&TAG_FILTER_VALUE_PATTERN),
    flattened: false,
};

static TAG_FILTER_VALUE_PATTERN: Pattern = Pattern::new(r"^!?\*?([\p{L}\p{Z}\p{N}_.:/=+\-@]*)\*?$");

static TAG_KEY_LIST: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&TAG_KEY_PATTERN),
    flattened: false,
};

static TAG_KEY_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$");

static TAG_LIST: List = List {
    element: Member::new("member", Kind::Text).min(1).max(128).matching(&TAG_KEY_PATTERN),
    flattened: false,
};

pub static TAG_LOG_GROUP_REQUEST: Shape = Shape::new(
    "TagLogGroupRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("tags", Kind::Map(&TAGS)).required().min(1).max(50),
    ],
);

pub static TAG_RESOURCE_REQUEST: Shape = Shape::new(
    "TagResourceRequest",
    &[
        Member::new("resourceArn", Kind::Text)
            .required()
            .min(1)
            .max(1011)
            .matching(&AMAZON_RESOURCE_NAME_PATTERN),
        Member::new("tags", Kind::Map(&TAGS)).required().min(1).max(50),
    ],
);

static TAG_VALUE_PATTERN: Pattern = Pattern::new(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$");

static TEST_EVENT_MESSAGES: List =
    List { element: Member::new("member", Kind::Text).min(1), flattened: false };

pub static TEST_METRIC_FILTER_REQUEST: Shape = Shape::new(
    "TestMetricFilterRequest",
    &[
        Member::new("filterPattern", Kind::Text).required().min(0).max(1024),
        Member::new("logEventMessages", Kind::List(&TEST_EVENT_MESSAGES)).required().min(1).max(50),
    ],
);

pub static TEST_METRIC_FILTER_RESPONSE: Shape =
    Shape::new("TestMetricFilterResponse", &[Member::new("matches", Kind::List(&METRIC_FILTER_MATCHES))]);

pub static TRIM_STRING: Shape = Shape::new(
    "TrimString",
    &[Member::new("withKeys", Kind::List(&TRIM_STRING_WITH_KEYS)).required().min(1).max(10)],
);

static TRIM_STRING_WITH_KEYS: List =
    List { element: Member::new("member", Kind::Text).min(1), flattened: false };

pub static TYPE_CONVERTER: Shape = Shape::new(
    "TypeConverter",
    &[Member::new("entries", Kind::List(&TYPE_CONVERTER_ENTRIES)).required().min(1).max(5)],
);

static TYPE_CONVERTER_ENTRIES: List =
    List { element: Member::new("member", Kind::Struct(&TYPE_CONVERTER_ENTRY)), flattened: false };

pub static TYPE_CONVERTER_ENTRY: Shape = Shape::new(
    "TypeConverterEntry",
    &[
        Member::new("key", Kind::Text).required().min(1).max(128),
        Member::new("type", Kind::Text).required().one_of(TYPE_VALUES),
    ],
);

const TYPE_VALUES: &[&str] = &["boolean", "integer", "double", "string"];

pub static UNTAG_LOG_GROUP_REQUEST: Shape = Shape::new(
    "UntagLogGroupRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("tags", Kind::List(&TAG_LIST)).required().min(1),
    ],
);

pub static UNTAG_RESOURCE_REQUEST: Shape = Shape::new(
    "UntagResourceRequest",
    &[
        Member::new("resourceArn", Kind::Text)
            .required()
            .min(1)
            .max(1011)
            .matching(&AMAZON_RESOURCE_NAME_PATTERN),
        Member::new("tagKeys", Kind::List(&TAG_KEY_LIST)).required().min(0).max(50),
    ],
);

pub static UPDATE_DELIVERY_CONFIGURATION_REQUEST: Shape = Shape::new(
    "UpdateDeliveryConfigurationRequest",
    &[
        Member::new("id", Kind::Text).required().min(1).max(64).matching(&DELIVERY_ID_PATTERN),
        Member::new("recordFields", Kind::List(&RECORD_FIELDS)).min(0).max(128),
        Member::new("fieldDelimiter", Kind::Text).min(0).max(5),
        Member::new("s3DeliveryConfiguration", Kind::Struct(&S3_DELIVERY_CONFIGURATION)),
    ],
);

pub static UPDATE_DELIVERY_CONFIGURATION_RESPONSE: Shape =
    Shape::new("UpdateDeliveryConfigurationResponse", &[]);

pub static UPPER_CASE_STRING: Shape = Shape::new(
    "UpperCaseString",
    &[Member::new("withKeys", Kind::List(&UPPER_CASE_STRING_WITH_KEYS)).required().min(1).max(10)],
);

static UPPER_CASE_STRING_WITH_KEYS: List =
    List { element: Member::new("member", Kind::Text).min(1), flattened: false };
