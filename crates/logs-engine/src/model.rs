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

pub static GET_LOG_EVENTS: Signature = Signature {
    name: "GetLogEvents",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_LOG_EVENTS_REQUEST,
    output: &GET_LOG_EVENTS_RESPONSE,
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

pub static PUT_BEARER_TOKEN_AUTHENTICATION: Signature = Signature {
    name: "PutBearerTokenAuthentication",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_BEARER_TOKEN_AUTHENTICATION_REQUEST,
    output: &NOTHING,
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

pub static PUT_RETENTION_POLICY: Signature = Signature {
    name: "PutRetentionPolicy",
    method: "POST",
    path: "/",
    status: 200,
    input: &PUT_RETENTION_POLICY_REQUEST,
    output: &NOTHING,
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

static ACCOUNT_IDS: List = List {
    element: Member::new("member", Kind::Text).min(12).max(12).matching(&ACCOUNT_ID_PATTERN),
    flattened: false,
};

static ACCOUNT_ID_PATTERN: Pattern = Pattern::new(r"^\d{12}$");

static AMAZON_RESOURCE_NAME_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@-]*");

pub static ASSOCIATE_KMS_KEY_REQUEST: Shape = Shape::new(
    "AssociateKmsKeyRequest",
    &[
        Member::new("logGroupName", Kind::Text).min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("kmsKeyId", Kind::Text).required().max(256),
        Member::new("resourceIdentifier", Kind::Text).min(1).max(2048).matching(&RESOURCE_IDENTIFIER_PATTERN),
    ],
);

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

const DATA_PROTECTION_STATUS_VALUES: &[&str] = &["ACTIVATED", "DELETED", "ARCHIVED", "DISABLED"];

pub static DATA_SOURCE_FILTER: Shape = Shape::new(
    "DataSourceFilter",
    &[Member::new("name", Kind::Text).required(), Member::new("type", Kind::Text)],
);

static DATA_SOURCE_FILTERS: List =
    List { element: Member::new("member", Kind::Struct(&DATA_SOURCE_FILTER)), flattened: false };

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

static EXTRACTED_VALUES: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };

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

static LOG_GROUP_IDENTIFIER_PATTERN: Pattern = Pattern::new(r"[\w#+=/:,.@-]*");

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
        Member::new("dimensions", Kind::Map(&DIMENSIONS)),
        Member::new("unit", Kind::Text).one_of(STANDARD_UNIT_VALUES),
    ],
);

static METRIC_TRANSFORMATIONS: List =
    List { element: Member::new("member", Kind::Struct(&METRIC_TRANSFORMATION)), flattened: false };

const ORDER_BY_VALUES: &[&str] = &["LogStreamName", "LastEventTime"];

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

pub static PUT_RETENTION_POLICY_REQUEST: Shape = Shape::new(
    "PutRetentionPolicyRequest",
    &[
        Member::new("logGroupName", Kind::Text).required().min(1).max(512).matching(&LOG_GROUP_NAME_PATTERN),
        Member::new("retentionInDays", Kind::Integer).required(),
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

static RESOURCE_IDENTIFIER_PATTERN: Pattern = Pattern::new(r"[\w+=/:,.@\-\*]*");

pub static SEARCHED_LOG_STREAM: Shape = Shape::new(
    "SearchedLogStream",
    &[
        Member::new("logStreamName", Kind::Text).min(1).max(512).matching(&LOG_STREAM_NAME_PATTERN),
        Member::new("searchedCompletely", Kind::Boolean),
    ],
);

static SEARCHED_LOG_STREAMS: List =
    List { element: Member::new("member", Kind::Struct(&SEARCHED_LOG_STREAM)), flattened: false };

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
