//! AWS's model of the service, as data; its texts of documentation are left out.
//!
//! Written by `cargo run -p conformance -- shapes sqs`, not by hand, from botocore 1.44.8,
//! `data/sqs/2012-11-05/service-2.json`, whose licence is Apache-2.0: see NOTICE.
//! Its names in query, which that model does not have: `--query-models`, botocore 1.31.0, `data/sqs/2012-11-05`.

#![allow(missing_docs, reason = "the names are AWS's, whose documentation says what they mean")]

use wire::shape::{ErrorShape, Kind, List, Map, Member, Model, NOTHING, Shape, Signature};

pub static MODEL: Model = Model {
    name: "sqs",
    target_prefix: Some("AmazonSQS"),
    version: "2012-11-05",
    namespace: Some("http://queue.amazonaws.com/doc/2012-11-05/"),
    names: &[
        ("AddPermission", "POST", "/"),
        ("CancelMessageMoveTask", "POST", "/"),
        ("ChangeMessageVisibility", "POST", "/"),
        ("ChangeMessageVisibilityBatch", "POST", "/"),
        ("CreateQueue", "POST", "/"),
        ("DeleteMessage", "POST", "/"),
        ("DeleteMessageBatch", "POST", "/"),
        ("DeleteQueue", "POST", "/"),
        ("GetQueueAttributes", "POST", "/"),
        ("GetQueueUrl", "POST", "/"),
        ("ListDeadLetterSourceQueues", "POST", "/"),
        ("ListMessageMoveTasks", "POST", "/"),
        ("ListQueueTags", "POST", "/"),
        ("ListQueues", "POST", "/"),
        ("PurgeQueue", "POST", "/"),
        ("ReceiveMessage", "POST", "/"),
        ("RemovePermission", "POST", "/"),
        ("SendMessage", "POST", "/"),
        ("SendMessageBatch", "POST", "/"),
        ("SetQueueAttributes", "POST", "/"),
        ("StartMessageMoveTask", "POST", "/"),
        ("TagQueue", "POST", "/"),
        ("UntagQueue", "POST", "/"),
    ],
    errors: &[
        BATCH_ENTRY_IDS_NOT_DISTINCT,
        BATCH_REQUEST_TOO_LONG,
        EMPTY_BATCH_REQUEST,
        INVALID_ADDRESS,
        INVALID_ATTRIBUTE_NAME,
        INVALID_ATTRIBUTE_VALUE,
        INVALID_BATCH_ENTRY_ID,
        INVALID_ID_FORMAT,
        INVALID_MESSAGE_CONTENTS,
        INVALID_SECURITY,
        KMS_ACCESS_DENIED,
        KMS_DISABLED,
        KMS_INVALID_KEY_USAGE,
        KMS_INVALID_STATE,
        KMS_NOT_FOUND,
        KMS_OPT_IN_REQUIRED,
        KMS_THROTTLED,
        MESSAGE_NOT_INFLIGHT,
        OVER_LIMIT,
        PURGE_QUEUE_IN_PROGRESS,
        QUEUE_DELETED_RECENTLY,
        QUEUE_DOES_NOT_EXIST,
        QUEUE_NAME_EXISTS,
        RECEIPT_HANDLE_IS_INVALID,
        REQUEST_THROTTLED,
        RESOURCE_NOT_FOUND_EXCEPTION,
        TOO_MANY_ENTRIES_IN_BATCH_REQUEST,
        UNSUPPORTED_OPERATION,
    ],
};

pub const BATCH_ENTRY_IDS_NOT_DISTINCT: ErrorShape = ErrorShape {
    name: "BatchEntryIdsNotDistinct",
    code: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
    status: 400,
    sender: true,
};

pub const BATCH_REQUEST_TOO_LONG: ErrorShape = ErrorShape {
    name: "BatchRequestTooLong",
    code: "AWS.SimpleQueueService.BatchRequestTooLong",
    status: 400,
    sender: true,
};

pub const EMPTY_BATCH_REQUEST: ErrorShape = ErrorShape {
    name: "EmptyBatchRequest",
    code: "AWS.SimpleQueueService.EmptyBatchRequest",
    status: 400,
    sender: true,
};

pub const INVALID_ADDRESS: ErrorShape =
    ErrorShape { name: "InvalidAddress", code: "InvalidAddress", status: 400, sender: true };

pub const INVALID_ATTRIBUTE_NAME: ErrorShape =
    ErrorShape { name: "InvalidAttributeName", code: "InvalidAttributeName", status: 400, sender: true };

pub const INVALID_ATTRIBUTE_VALUE: ErrorShape =
    ErrorShape { name: "InvalidAttributeValue", code: "InvalidAttributeValue", status: 400, sender: true };

pub const INVALID_BATCH_ENTRY_ID: ErrorShape = ErrorShape {
    name: "InvalidBatchEntryId",
    code: "AWS.SimpleQueueService.InvalidBatchEntryId",
    status: 400,
    sender: true,
};

pub const INVALID_ID_FORMAT: ErrorShape =
    ErrorShape { name: "InvalidIdFormat", code: "InvalidIdFormat", status: 400, sender: true };

pub const INVALID_MESSAGE_CONTENTS: ErrorShape =
    ErrorShape { name: "InvalidMessageContents", code: "InvalidMessageContents", status: 400, sender: true };

pub const INVALID_SECURITY: ErrorShape =
    ErrorShape { name: "InvalidSecurity", code: "InvalidSecurity", status: 400, sender: true };

pub const KMS_ACCESS_DENIED: ErrorShape =
    ErrorShape { name: "KmsAccessDenied", code: "KmsAccessDenied", status: 400, sender: true };

pub const KMS_DISABLED: ErrorShape =
    ErrorShape { name: "KmsDisabled", code: "KmsDisabled", status: 400, sender: true };

pub const KMS_INVALID_KEY_USAGE: ErrorShape =
    ErrorShape { name: "KmsInvalidKeyUsage", code: "KmsInvalidKeyUsage", status: 400, sender: true };

pub const KMS_INVALID_STATE: ErrorShape =
    ErrorShape { name: "KmsInvalidState", code: "KmsInvalidState", status: 400, sender: true };

pub const KMS_NOT_FOUND: ErrorShape =
    ErrorShape { name: "KmsNotFound", code: "KmsNotFound", status: 400, sender: true };

pub const KMS_OPT_IN_REQUIRED: ErrorShape =
    ErrorShape { name: "KmsOptInRequired", code: "KmsOptInRequired", status: 400, sender: true };

pub const KMS_THROTTLED: ErrorShape =
    ErrorShape { name: "KmsThrottled", code: "KmsThrottled", status: 400, sender: true };

pub const MESSAGE_NOT_INFLIGHT: ErrorShape = ErrorShape {
    name: "MessageNotInflight",
    code: "AWS.SimpleQueueService.MessageNotInflight",
    status: 400,
    sender: true,
};

pub const OVER_LIMIT: ErrorShape =
    ErrorShape { name: "OverLimit", code: "OverLimit", status: 403, sender: true };

pub const PURGE_QUEUE_IN_PROGRESS: ErrorShape = ErrorShape {
    name: "PurgeQueueInProgress",
    code: "AWS.SimpleQueueService.PurgeQueueInProgress",
    status: 403,
    sender: true,
};

pub const QUEUE_DELETED_RECENTLY: ErrorShape = ErrorShape {
    name: "QueueDeletedRecently",
    code: "AWS.SimpleQueueService.QueueDeletedRecently",
    status: 400,
    sender: true,
};

pub const QUEUE_DOES_NOT_EXIST: ErrorShape = ErrorShape {
    name: "QueueDoesNotExist",
    code: "AWS.SimpleQueueService.NonExistentQueue",
    status: 400,
    sender: true,
};

pub const QUEUE_NAME_EXISTS: ErrorShape =
    ErrorShape { name: "QueueNameExists", code: "QueueAlreadyExists", status: 400, sender: true };

pub const RECEIPT_HANDLE_IS_INVALID: ErrorShape =
    ErrorShape { name: "ReceiptHandleIsInvalid", code: "ReceiptHandleIsInvalid", status: 400, sender: true };

pub const REQUEST_THROTTLED: ErrorShape =
    ErrorShape { name: "RequestThrottled", code: "RequestThrottled", status: 400, sender: true };

pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorShape = ErrorShape {
    name: "ResourceNotFoundException",
    code: "ResourceNotFoundException",
    status: 404,
    sender: true,
};

pub const TOO_MANY_ENTRIES_IN_BATCH_REQUEST: ErrorShape = ErrorShape {
    name: "TooManyEntriesInBatchRequest",
    code: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
    status: 400,
    sender: true,
};

pub const UNSUPPORTED_OPERATION: ErrorShape = ErrorShape {
    name: "UnsupportedOperation",
    code: "AWS.SimpleQueueService.UnsupportedOperation",
    status: 400,
    sender: true,
};

pub static ADD_PERMISSION: Signature = Signature {
    name: "AddPermission",
    method: "POST",
    path: "/",
    status: 200,
    input: &ADD_PERMISSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CANCEL_MESSAGE_MOVE_TASK: Signature = Signature {
    name: "CancelMessageMoveTask",
    method: "POST",
    path: "/",
    status: 200,
    input: &CANCEL_MESSAGE_MOVE_TASK_REQUEST,
    output: &CANCEL_MESSAGE_MOVE_TASK_RESULT,
    wrapper: Some("CancelMessageMoveTaskResult"),
};

pub static CHANGE_MESSAGE_VISIBILITY: Signature = Signature {
    name: "ChangeMessageVisibility",
    method: "POST",
    path: "/",
    status: 200,
    input: &CHANGE_MESSAGE_VISIBILITY_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static CHANGE_MESSAGE_VISIBILITY_BATCH: Signature = Signature {
    name: "ChangeMessageVisibilityBatch",
    method: "POST",
    path: "/",
    status: 200,
    input: &CHANGE_MESSAGE_VISIBILITY_BATCH_REQUEST,
    output: &CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT,
    wrapper: Some("ChangeMessageVisibilityBatchResult"),
};

pub static CREATE_QUEUE: Signature = Signature {
    name: "CreateQueue",
    method: "POST",
    path: "/",
    status: 200,
    input: &CREATE_QUEUE_REQUEST,
    output: &CREATE_QUEUE_RESULT,
    wrapper: Some("CreateQueueResult"),
};

pub static DELETE_MESSAGE: Signature = Signature {
    name: "DeleteMessage",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_MESSAGE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static DELETE_MESSAGE_BATCH: Signature = Signature {
    name: "DeleteMessageBatch",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_MESSAGE_BATCH_REQUEST,
    output: &DELETE_MESSAGE_BATCH_RESULT,
    wrapper: Some("DeleteMessageBatchResult"),
};

pub static DELETE_QUEUE: Signature = Signature {
    name: "DeleteQueue",
    method: "POST",
    path: "/",
    status: 200,
    input: &DELETE_QUEUE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static GET_QUEUE_ATTRIBUTES: Signature = Signature {
    name: "GetQueueAttributes",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_QUEUE_ATTRIBUTES_REQUEST,
    output: &GET_QUEUE_ATTRIBUTES_RESULT,
    wrapper: Some("GetQueueAttributesResult"),
};

pub static GET_QUEUE_URL: Signature = Signature {
    name: "GetQueueUrl",
    method: "POST",
    path: "/",
    status: 200,
    input: &GET_QUEUE_URL_REQUEST,
    output: &GET_QUEUE_URL_RESULT,
    wrapper: Some("GetQueueUrlResult"),
};

pub static LIST_DEAD_LETTER_SOURCE_QUEUES: Signature = Signature {
    name: "ListDeadLetterSourceQueues",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_DEAD_LETTER_SOURCE_QUEUES_REQUEST,
    output: &LIST_DEAD_LETTER_SOURCE_QUEUES_RESULT,
    wrapper: Some("ListDeadLetterSourceQueuesResult"),
};

pub static LIST_MESSAGE_MOVE_TASKS: Signature = Signature {
    name: "ListMessageMoveTasks",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_MESSAGE_MOVE_TASKS_REQUEST,
    output: &LIST_MESSAGE_MOVE_TASKS_RESULT,
    wrapper: Some("ListMessageMoveTasksResult"),
};

pub static LIST_QUEUE_TAGS: Signature = Signature {
    name: "ListQueueTags",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_QUEUE_TAGS_REQUEST,
    output: &LIST_QUEUE_TAGS_RESULT,
    wrapper: Some("ListQueueTagsResult"),
};

pub static LIST_QUEUES: Signature = Signature {
    name: "ListQueues",
    method: "POST",
    path: "/",
    status: 200,
    input: &LIST_QUEUES_REQUEST,
    output: &LIST_QUEUES_RESULT,
    wrapper: Some("ListQueuesResult"),
};

pub static PURGE_QUEUE: Signature = Signature {
    name: "PurgeQueue",
    method: "POST",
    path: "/",
    status: 200,
    input: &PURGE_QUEUE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static RECEIVE_MESSAGE: Signature = Signature {
    name: "ReceiveMessage",
    method: "POST",
    path: "/",
    status: 200,
    input: &RECEIVE_MESSAGE_REQUEST,
    output: &RECEIVE_MESSAGE_RESULT,
    wrapper: Some("ReceiveMessageResult"),
};

pub static REMOVE_PERMISSION: Signature = Signature {
    name: "RemovePermission",
    method: "POST",
    path: "/",
    status: 200,
    input: &REMOVE_PERMISSION_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static SEND_MESSAGE: Signature = Signature {
    name: "SendMessage",
    method: "POST",
    path: "/",
    status: 200,
    input: &SEND_MESSAGE_REQUEST,
    output: &SEND_MESSAGE_RESULT,
    wrapper: Some("SendMessageResult"),
};

pub static SEND_MESSAGE_BATCH: Signature = Signature {
    name: "SendMessageBatch",
    method: "POST",
    path: "/",
    status: 200,
    input: &SEND_MESSAGE_BATCH_REQUEST,
    output: &SEND_MESSAGE_BATCH_RESULT,
    wrapper: Some("SendMessageBatchResult"),
};

pub static SET_QUEUE_ATTRIBUTES: Signature = Signature {
    name: "SetQueueAttributes",
    method: "POST",
    path: "/",
    status: 200,
    input: &SET_QUEUE_ATTRIBUTES_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static START_MESSAGE_MOVE_TASK: Signature = Signature {
    name: "StartMessageMoveTask",
    method: "POST",
    path: "/",
    status: 200,
    input: &START_MESSAGE_MOVE_TASK_REQUEST,
    output: &START_MESSAGE_MOVE_TASK_RESULT,
    wrapper: Some("StartMessageMoveTaskResult"),
};

pub static TAG_QUEUE: Signature = Signature {
    name: "TagQueue",
    method: "POST",
    path: "/",
    status: 200,
    input: &TAG_QUEUE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

pub static UNTAG_QUEUE: Signature = Signature {
    name: "UntagQueue",
    method: "POST",
    path: "/",
    status: 200,
    input: &UNTAG_QUEUE_REQUEST,
    output: &NOTHING,
    wrapper: None,
};

static ACTION_NAME_LIST: List =
    List { element: Member::new("member", Kind::Text).in_query("ActionName"), flattened: true };

pub static ADD_PERMISSION_REQUEST: Shape = Shape::new(
    "AddPermissionRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("Label", Kind::Text).required(),
        Member::new("AWSAccountIds", Kind::List(&AWS_ACCOUNT_ID_LIST)).required(),
        Member::new("Actions", Kind::List(&ACTION_NAME_LIST)).required(),
    ],
);

static ATTRIBUTE_NAME_LIST: List = List {
    element: Member::new("member", Kind::Text).in_query("AttributeName").one_of(QUEUE_ATTRIBUTE_NAME_VALUES),
    flattened: true,
};

static AWS_ACCOUNT_ID_LIST: List =
    List { element: Member::new("member", Kind::Text).in_query("AWSAccountId"), flattened: true };

pub static BATCH_RESULT_ERROR_ENTRY: Shape = Shape::new(
    "BatchResultErrorEntry",
    &[
        Member::new("Id", Kind::Text).required(),
        Member::new("SenderFault", Kind::Boolean).required(),
        Member::new("Code", Kind::Text).required(),
        Member::new("Message", Kind::Text),
    ],
);

static BATCH_RESULT_ERROR_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&BATCH_RESULT_ERROR_ENTRY)).in_query("BatchResultErrorEntry"),
    flattened: true,
};

static BINARY_LIST_FLATTENED: List =
    List { element: Member::new("member", Kind::Blob).in_query("BinaryListValue"), flattened: true };

pub static CANCEL_MESSAGE_MOVE_TASK_REQUEST: Shape =
    Shape::new("CancelMessageMoveTaskRequest", &[Member::new("TaskHandle", Kind::Text).required()]);

pub static CANCEL_MESSAGE_MOVE_TASK_RESULT: Shape =
    Shape::new("CancelMessageMoveTaskResult", &[Member::new("ApproximateNumberOfMessagesMoved", Kind::Long)]);

pub static CHANGE_MESSAGE_VISIBILITY_BATCH_REQUEST: Shape = Shape::new(
    "ChangeMessageVisibilityBatchRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("Entries", Kind::List(&CHANGE_MESSAGE_VISIBILITY_BATCH_REQUEST_ENTRY_LIST)).required(),
    ],
);

pub static CHANGE_MESSAGE_VISIBILITY_BATCH_REQUEST_ENTRY: Shape = Shape::new(
    "ChangeMessageVisibilityBatchRequestEntry",
    &[
        Member::new("Id", Kind::Text).required(),
        Member::new("ReceiptHandle", Kind::Text).required(),
        Member::new("VisibilityTimeout", Kind::Integer),
    ],
);

static CHANGE_MESSAGE_VISIBILITY_BATCH_REQUEST_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&CHANGE_MESSAGE_VISIBILITY_BATCH_REQUEST_ENTRY))
        .in_query("ChangeMessageVisibilityBatchRequestEntry"),
    flattened: true,
};

pub static CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT: Shape = Shape::new(
    "ChangeMessageVisibilityBatchResult",
    &[
        Member::new("Successful", Kind::List(&CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT_ENTRY_LIST)).required(),
        Member::new("Failed", Kind::List(&BATCH_RESULT_ERROR_ENTRY_LIST)).required(),
    ],
);

pub static CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT_ENTRY: Shape =
    Shape::new("ChangeMessageVisibilityBatchResultEntry", &[Member::new("Id", Kind::Text).required()]);

static CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&CHANGE_MESSAGE_VISIBILITY_BATCH_RESULT_ENTRY))
        .in_query("ChangeMessageVisibilityBatchResultEntry"),
    flattened: true,
};

pub static CHANGE_MESSAGE_VISIBILITY_REQUEST: Shape = Shape::new(
    "ChangeMessageVisibilityRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("ReceiptHandle", Kind::Text).required(),
        Member::new("VisibilityTimeout", Kind::Integer).required(),
    ],
);

pub static CREATE_QUEUE_REQUEST: Shape = Shape::new(
    "CreateQueueRequest",
    &[
        Member::new("QueueName", Kind::Text).required(),
        Member::new("Attributes", Kind::Map(&QUEUE_ATTRIBUTE_MAP)).in_query("Attribute"),
        Member::new("tags", Kind::Map(&TAG_MAP)).in_query("Tag"),
    ],
);

pub static CREATE_QUEUE_RESULT: Shape =
    Shape::new("CreateQueueResult", &[Member::new("QueueUrl", Kind::Text)]);

pub static DELETE_MESSAGE_BATCH_REQUEST: Shape = Shape::new(
    "DeleteMessageBatchRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("Entries", Kind::List(&DELETE_MESSAGE_BATCH_REQUEST_ENTRY_LIST)).required(),
    ],
);

pub static DELETE_MESSAGE_BATCH_REQUEST_ENTRY: Shape = Shape::new(
    "DeleteMessageBatchRequestEntry",
    &[Member::new("Id", Kind::Text).required(), Member::new("ReceiptHandle", Kind::Text).required()],
);

static DELETE_MESSAGE_BATCH_REQUEST_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&DELETE_MESSAGE_BATCH_REQUEST_ENTRY))
        .in_query("DeleteMessageBatchRequestEntry"),
    flattened: true,
};

pub static DELETE_MESSAGE_BATCH_RESULT: Shape = Shape::new(
    "DeleteMessageBatchResult",
    &[
        Member::new("Successful", Kind::List(&DELETE_MESSAGE_BATCH_RESULT_ENTRY_LIST)).required(),
        Member::new("Failed", Kind::List(&BATCH_RESULT_ERROR_ENTRY_LIST)).required(),
    ],
);

pub static DELETE_MESSAGE_BATCH_RESULT_ENTRY: Shape =
    Shape::new("DeleteMessageBatchResultEntry", &[Member::new("Id", Kind::Text).required()]);

static DELETE_MESSAGE_BATCH_RESULT_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&DELETE_MESSAGE_BATCH_RESULT_ENTRY))
        .in_query("DeleteMessageBatchResultEntry"),
    flattened: true,
};

pub static DELETE_MESSAGE_REQUEST: Shape = Shape::new(
    "DeleteMessageRequest",
    &[Member::new("QueueUrl", Kind::Text).required(), Member::new("ReceiptHandle", Kind::Text).required()],
);

pub static DELETE_QUEUE_REQUEST: Shape =
    Shape::new("DeleteQueueRequest", &[Member::new("QueueUrl", Kind::Text).required()]);

pub static GET_QUEUE_ATTRIBUTES_REQUEST: Shape = Shape::new(
    "GetQueueAttributesRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("AttributeNames", Kind::List(&ATTRIBUTE_NAME_LIST)),
    ],
);

pub static GET_QUEUE_ATTRIBUTES_RESULT: Shape = Shape::new(
    "GetQueueAttributesResult",
    &[Member::new("Attributes", Kind::Map(&QUEUE_ATTRIBUTE_MAP)).in_query("Attribute")],
);

pub static GET_QUEUE_URL_REQUEST: Shape = Shape::new(
    "GetQueueUrlRequest",
    &[Member::new("QueueName", Kind::Text).required(), Member::new("QueueOwnerAWSAccountId", Kind::Text)],
);

pub static GET_QUEUE_URL_RESULT: Shape =
    Shape::new("GetQueueUrlResult", &[Member::new("QueueUrl", Kind::Text)]);

pub static LIST_DEAD_LETTER_SOURCE_QUEUES_REQUEST: Shape = Shape::new(
    "ListDeadLetterSourceQueuesRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("NextToken", Kind::Text),
        Member::new("MaxResults", Kind::Integer),
    ],
);

pub static LIST_DEAD_LETTER_SOURCE_QUEUES_RESULT: Shape = Shape::new(
    "ListDeadLetterSourceQueuesResult",
    &[Member::new("queueUrls", Kind::List(&QUEUE_URL_LIST)).required(), Member::new("NextToken", Kind::Text)],
);

pub static LIST_MESSAGE_MOVE_TASKS_REQUEST: Shape = Shape::new(
    "ListMessageMoveTasksRequest",
    &[Member::new("SourceArn", Kind::Text).required(), Member::new("MaxResults", Kind::Integer)],
);

pub static LIST_MESSAGE_MOVE_TASKS_RESULT: Shape = Shape::new(
    "ListMessageMoveTasksResult",
    &[Member::new("Results", Kind::List(&LIST_MESSAGE_MOVE_TASKS_RESULT_ENTRY_LIST))],
);

pub static LIST_MESSAGE_MOVE_TASKS_RESULT_ENTRY: Shape = Shape::new(
    "ListMessageMoveTasksResultEntry",
    &[
        Member::new("TaskHandle", Kind::Text),
        Member::new("Status", Kind::Text),
        Member::new("SourceArn", Kind::Text),
        Member::new("DestinationArn", Kind::Text),
        Member::new("MaxNumberOfMessagesPerSecond", Kind::Integer),
        Member::new("ApproximateNumberOfMessagesMoved", Kind::Long),
        Member::new("ApproximateNumberOfMessagesToMove", Kind::Long),
        Member::new("FailureReason", Kind::Text),
        Member::new("StartedTimestamp", Kind::Long),
    ],
);

static LIST_MESSAGE_MOVE_TASKS_RESULT_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&LIST_MESSAGE_MOVE_TASKS_RESULT_ENTRY))
        .in_query("ListMessageMoveTasksResultEntry"),
    flattened: true,
};

pub static LIST_QUEUES_REQUEST: Shape = Shape::new(
    "ListQueuesRequest",
    &[
        Member::new("QueueNamePrefix", Kind::Text),
        Member::new("NextToken", Kind::Text),
        Member::new("MaxResults", Kind::Integer),
    ],
);

pub static LIST_QUEUES_RESULT: Shape = Shape::new(
    "ListQueuesResult",
    &[Member::new("QueueUrls", Kind::List(&QUEUE_URL_LIST)), Member::new("NextToken", Kind::Text)],
);

pub static LIST_QUEUE_TAGS_REQUEST: Shape =
    Shape::new("ListQueueTagsRequest", &[Member::new("QueueUrl", Kind::Text).required()]);

pub static LIST_QUEUE_TAGS_RESULT: Shape =
    Shape::new("ListQueueTagsResult", &[Member::new("Tags", Kind::Map(&TAG_MAP)).in_query("Tag")]);

pub static MESSAGE: Shape = Shape::new(
    "Message",
    &[
        Member::new("MessageId", Kind::Text),
        Member::new("ReceiptHandle", Kind::Text),
        Member::new("MD5OfBody", Kind::Text),
        Member::new("Body", Kind::Text),
        Member::new("Attributes", Kind::Map(&MESSAGE_SYSTEM_ATTRIBUTE_MAP)).in_query("Attribute"),
        Member::new("MD5OfMessageAttributes", Kind::Text),
        Member::new("MessageAttributes", Kind::Map(&MESSAGE_BODY_ATTRIBUTE_MAP)).in_query("MessageAttribute"),
    ],
);

static MESSAGE_ATTRIBUTE_NAME_LIST: List =
    List { element: Member::new("member", Kind::Text).in_query("MessageAttributeName"), flattened: true };

pub static MESSAGE_ATTRIBUTE_VALUE: Shape = Shape::new(
    "MessageAttributeValue",
    &[
        Member::new("StringValue", Kind::Text),
        Member::new("BinaryValue", Kind::Blob),
        Member::new("StringListValues", Kind::List(&STRING_LIST_FLATTENED)).in_query("StringListValue"),
        Member::new("BinaryListValues", Kind::List(&BINARY_LIST_FLATTENED)).in_query("BinaryListValue"),
        Member::new("DataType", Kind::Text).required(),
    ],
);

static MESSAGE_BODY_ATTRIBUTE_MAP: Map = Map {
    key: Member::new("key", Kind::Text).in_query("Name"),
    value: Member::new("value", Kind::Struct(&MESSAGE_ATTRIBUTE_VALUE)).in_query("Value"),
    flattened: true,
};

static MESSAGE_BODY_SYSTEM_ATTRIBUTE_MAP: Map = Map {
    key: Member::new("key", Kind::Text)
        .in_query("Name")
        .one_of(MESSAGE_SYSTEM_ATTRIBUTE_NAME_FOR_SENDS_VALUES),
    value: Member::new("value", Kind::Struct(&MESSAGE_SYSTEM_ATTRIBUTE_VALUE)).in_query("Value"),
    flattened: true,
};

static MESSAGE_LIST: List =
    List { element: Member::new("member", Kind::Struct(&MESSAGE)).in_query("Message"), flattened: true };

static MESSAGE_SYSTEM_ATTRIBUTE_LIST: List = List {
    element: Member::new("member", Kind::Text).one_of(MESSAGE_SYSTEM_ATTRIBUTE_NAME_VALUES),
    flattened: true,
};

static MESSAGE_SYSTEM_ATTRIBUTE_MAP: Map = Map {
    key: Member::new("key", Kind::Text).in_query("Name").one_of(MESSAGE_SYSTEM_ATTRIBUTE_NAME_VALUES),
    value: Member::new("value", Kind::Text).in_query("Value"),
    flattened: true,
};

const MESSAGE_SYSTEM_ATTRIBUTE_NAME_FOR_SENDS_VALUES: &[&str] = &["AWSTraceHeader"];

const MESSAGE_SYSTEM_ATTRIBUTE_NAME_VALUES: &[&str] = &[
    "All",
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
];

pub static MESSAGE_SYSTEM_ATTRIBUTE_VALUE: Shape = Shape::new(
    "MessageSystemAttributeValue",
    &[
        Member::new("StringValue", Kind::Text),
        Member::new("BinaryValue", Kind::Blob),
        Member::new("StringListValues", Kind::List(&STRING_LIST_FLATTENED)).in_query("StringListValue"),
        Member::new("BinaryListValues", Kind::List(&BINARY_LIST_FLATTENED)).in_query("BinaryListValue"),
        Member::new("DataType", Kind::Text).required(),
    ],
);

pub static PURGE_QUEUE_REQUEST: Shape =
    Shape::new("PurgeQueueRequest", &[Member::new("QueueUrl", Kind::Text).required()]);

static QUEUE_ATTRIBUTE_MAP: Map = Map {
    key: Member::new("key", Kind::Text).in_query("Name").one_of(QUEUE_ATTRIBUTE_NAME_VALUES),
    value: Member::new("value", Kind::Text).in_query("Value"),
    flattened: true,
};

const QUEUE_ATTRIBUTE_NAME_VALUES: &[&str] = &[
    "All",
    "Policy",
    "VisibilityTimeout",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
    "ApproximateNumberOfMessagesDelayed",
    "DelaySeconds",
    "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy",
    "FifoQueue",
    "ContentBasedDeduplication",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "DeduplicationScope",
    "FifoThroughputLimit",
    "RedriveAllowPolicy",
    "SqsManagedSseEnabled",
];

static QUEUE_URL_LIST: List =
    List { element: Member::new("member", Kind::Text).in_query("QueueUrl"), flattened: true };

pub static RECEIVE_MESSAGE_REQUEST: Shape = Shape::new(
    "ReceiveMessageRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("AttributeNames", Kind::List(&ATTRIBUTE_NAME_LIST)),
        Member::new("MessageSystemAttributeNames", Kind::List(&MESSAGE_SYSTEM_ATTRIBUTE_LIST)),
        Member::new("MessageAttributeNames", Kind::List(&MESSAGE_ATTRIBUTE_NAME_LIST)),
        Member::new("MaxNumberOfMessages", Kind::Integer),
        Member::new("VisibilityTimeout", Kind::Integer),
        Member::new("WaitTimeSeconds", Kind::Integer),
        Member::new("ReceiveRequestAttemptId", Kind::Text),
    ],
);

pub static RECEIVE_MESSAGE_RESULT: Shape =
    Shape::new("ReceiveMessageResult", &[Member::new("Messages", Kind::List(&MESSAGE_LIST))]);

pub static REMOVE_PERMISSION_REQUEST: Shape = Shape::new(
    "RemovePermissionRequest",
    &[Member::new("QueueUrl", Kind::Text).required(), Member::new("Label", Kind::Text).required()],
);

pub static SEND_MESSAGE_BATCH_REQUEST: Shape = Shape::new(
    "SendMessageBatchRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("Entries", Kind::List(&SEND_MESSAGE_BATCH_REQUEST_ENTRY_LIST)).required(),
    ],
);

pub static SEND_MESSAGE_BATCH_REQUEST_ENTRY: Shape = Shape::new(
    "SendMessageBatchRequestEntry",
    &[
        Member::new("Id", Kind::Text).required(),
        Member::new("MessageBody", Kind::Text).required(),
        Member::new("DelaySeconds", Kind::Integer),
        Member::new("MessageAttributes", Kind::Map(&MESSAGE_BODY_ATTRIBUTE_MAP)).in_query("MessageAttribute"),
        Member::new("MessageSystemAttributes", Kind::Map(&MESSAGE_BODY_SYSTEM_ATTRIBUTE_MAP))
            .in_query("MessageSystemAttribute"),
        Member::new("MessageDeduplicationId", Kind::Text),
        Member::new("MessageGroupId", Kind::Text),
    ],
);

static SEND_MESSAGE_BATCH_REQUEST_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&SEND_MESSAGE_BATCH_REQUEST_ENTRY))
        .in_query("SendMessageBatchRequestEntry"),
    flattened: true,
};

pub static SEND_MESSAGE_BATCH_RESULT: Shape = Shape::new(
    "SendMessageBatchResult",
    &[
        Member::new("Successful", Kind::List(&SEND_MESSAGE_BATCH_RESULT_ENTRY_LIST)).required(),
        Member::new("Failed", Kind::List(&BATCH_RESULT_ERROR_ENTRY_LIST)).required(),
    ],
);

pub static SEND_MESSAGE_BATCH_RESULT_ENTRY: Shape = Shape::new(
    "SendMessageBatchResultEntry",
    &[
        Member::new("Id", Kind::Text).required(),
        Member::new("MessageId", Kind::Text).required(),
        Member::new("MD5OfMessageBody", Kind::Text).required(),
        Member::new("MD5OfMessageAttributes", Kind::Text),
        Member::new("MD5OfMessageSystemAttributes", Kind::Text),
        Member::new("SequenceNumber", Kind::Text),
    ],
);

static SEND_MESSAGE_BATCH_RESULT_ENTRY_LIST: List = List {
    element: Member::new("member", Kind::Struct(&SEND_MESSAGE_BATCH_RESULT_ENTRY))
        .in_query("SendMessageBatchResultEntry"),
    flattened: true,
};

pub static SEND_MESSAGE_REQUEST: Shape = Shape::new(
    "SendMessageRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("MessageBody", Kind::Text).required(),
        Member::new("DelaySeconds", Kind::Integer),
        Member::new("MessageAttributes", Kind::Map(&MESSAGE_BODY_ATTRIBUTE_MAP)).in_query("MessageAttribute"),
        Member::new("MessageSystemAttributes", Kind::Map(&MESSAGE_BODY_SYSTEM_ATTRIBUTE_MAP))
            .in_query("MessageSystemAttribute"),
        Member::new("MessageDeduplicationId", Kind::Text),
        Member::new("MessageGroupId", Kind::Text),
    ],
);

pub static SEND_MESSAGE_RESULT: Shape = Shape::new(
    "SendMessageResult",
    &[
        Member::new("MD5OfMessageBody", Kind::Text),
        Member::new("MD5OfMessageAttributes", Kind::Text),
        Member::new("MD5OfMessageSystemAttributes", Kind::Text),
        Member::new("MessageId", Kind::Text),
        Member::new("SequenceNumber", Kind::Text),
    ],
);

pub static SET_QUEUE_ATTRIBUTES_REQUEST: Shape = Shape::new(
    "SetQueueAttributesRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("Attributes", Kind::Map(&QUEUE_ATTRIBUTE_MAP)).in_query("Attribute").required(),
    ],
);

pub static START_MESSAGE_MOVE_TASK_REQUEST: Shape = Shape::new(
    "StartMessageMoveTaskRequest",
    &[
        Member::new("SourceArn", Kind::Text).required(),
        Member::new("DestinationArn", Kind::Text),
        Member::new("MaxNumberOfMessagesPerSecond", Kind::Integer),
    ],
);

pub static START_MESSAGE_MOVE_TASK_RESULT: Shape =
    Shape::new("StartMessageMoveTaskResult", &[Member::new("TaskHandle", Kind::Text)]);

static STRING_LIST_FLATTENED: List =
    List { element: Member::new("member", Kind::Text).in_query("StringListValue"), flattened: true };

static TAG_KEY_LIST: List =
    List { element: Member::new("member", Kind::Text).in_query("TagKey"), flattened: true };

static TAG_MAP: Map = Map {
    key: Member::new("key", Kind::Text).in_query("Key"),
    value: Member::new("value", Kind::Text).in_query("Value"),
    flattened: true,
};

pub static TAG_QUEUE_REQUEST: Shape = Shape::new(
    "TagQueueRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("Tags", Kind::Map(&TAG_MAP)).in_query("Tag").required(),
    ],
);

pub static UNTAG_QUEUE_REQUEST: Shape = Shape::new(
    "UntagQueueRequest",
    &[
        Member::new("QueueUrl", Kind::Text).required(),
        Member::new("TagKeys", Kind::List(&TAG_KEY_LIST)).required(),
    ],
);
