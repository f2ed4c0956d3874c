//! Every sentence of SQS's errors, in one place.
//!
//! Sentences marked "recorded" were answered by AWS itself; of the others the source is named, or they are our guess.

use wire::fault::{ErrorForm, Fault};

use crate::model;

/// A fault of the store.
pub(crate) fn store(cause: store::Error) -> Fault {
    internal(cause.to_string())
}

/// A record that cannot be read.
pub(crate) fn damaged(what: &str, cause: impl std::fmt::Display) -> Fault {
    internal(format!("{what} is damaged: {cause}"))
}

fn internal(cause: String) -> Fault {
    Fault::internal(INTERNAL.0, INTERNAL.1).because(cause)
}

/// What a client sees of a fault of ours: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html>.
pub(crate) const INTERNAL: (&str, &str) = (
    "InternalFailure",
    "The request processing has failed because of an unknown error, exception or failure.",
);

/// A change that was overtaken again and again.
pub(crate) fn overtaken() -> Fault {
    internal("a change was overtaken too often".to_owned())
}

static NO_SUCH_QUEUE: ErrorForm = ErrorForm {
    query_message: Some("The specified queue does not exist for this wsdl version."),
    ..ErrorForm::PLAIN
};

/// Recorded: the query protocol still speaks of its WSDL.
pub(crate) fn no_such_queue() -> Fault {
    let mut fault = Fault::of(&model::QUEUE_DOES_NOT_EXIST, "The specified queue does not exist.");
    fault.form = &NO_SUCH_QUEUE;
    fault
}

/// Recorded.
pub(crate) fn other_attribute(name: &str) -> Fault {
    let message =
        format!("A queue already exists with the same name and a different value for attribute {name}");
    Fault::of(&model::QUEUE_NAME_EXISTS, message)
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html#API_CreateQueue_Errors>
pub(crate) fn deleted_recently() -> Fault {
    let message =
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.";
    Fault::of(&model::QUEUE_DELETED_RECENTLY, message)
}

/// Recorded.
pub(crate) fn purge_in_progress(queue: &str) -> Fault {
    let message = format!("Only one PurgeQueue operation on {queue} is allowed every 60 seconds.");
    Fault::of(&model::PURGE_QUEUE_IN_PROGRESS, message)
}

/// A queue's address that is none. Its sentence as users report it: <https://github.com/aws/aws-sdk-net/issues/437>.
pub(crate) fn invalid_address(url: &str) -> Fault {
    let message = format!("The address {} is not valid for this endpoint.", shown(url));
    Fault::of(&model::INVALID_ADDRESS, message)
}

/// A member that must be there. Recorded; JSON has Coral's name for it.
pub(crate) fn missing(parameter: &str) -> Fault {
    let message = format!("The request must contain the parameter {parameter}.");
    let mut fault = Fault::sender("MissingRequiredParameterException", message);
    fault.query_code = Some("MissingParameter");
    fault
}

/// A value that is refused, in a sentence of its own. JSON has Coral's name for the code.
pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    let mut fault = Fault::sender("InvalidParameterValueException", message);
    fault.query_code = Some("InvalidParameterValue");
    fault
}

/// The same, with what is wrong with which parameter. Recorded.
pub(crate) fn invalid_value(value: impl std::fmt::Display, parameter: &str, reason: &str) -> Fault {
    let value = shown(&value.to_string());
    invalid(format!("Value {value} for parameter {parameter} is invalid. Reason: {reason}"))
}

/// How much of a client's own text an error says back, in characters.
const MAX_SHOWN: usize = 4096;

fn shown(text: &str) -> String {
    text.chars().take(MAX_SHOWN).collect()
}

/// A number out of its range. Recorded of WaitTimeSeconds.
pub(crate) fn out_of_range(value: i64, parameter: &str, least: i64, most: i64) -> Fault {
    invalid_value(value, parameter, &format!("Must be >= {least} and <= {most}, if provided."))
}

/// Recorded.
pub(crate) fn unknown_attribute(name: &str) -> Fault {
    Fault::of(&model::INVALID_ATTRIBUTE_NAME, format!("Unknown Attribute {}.", shown(name)))
}

/// An attribute that a queue of this kind does not have, in a sentence of its own.
pub(crate) fn invalid_attribute_name(message: impl Into<String>) -> Fault {
    Fault::of(&model::INVALID_ATTRIBUTE_NAME, message)
}

/// A value that an attribute cannot have. The sentence is recorded of FifoQueue, with a reason behind it; without one it is our guess.
pub(crate) fn invalid_attribute(name: &str) -> Fault {
    let message = format!("Invalid value for the parameter {name}.");
    Fault::of(&model::INVALID_ATTRIBUTE_VALUE, message)
}

/// The same with a reason. Recorded of FifoQueue.
pub(crate) fn invalid_attribute_because(name: &str, reason: &str) -> Fault {
    let message = format!("Invalid value for the parameter {name}. Reason: {reason}");
    Fault::of(&model::INVALID_ATTRIBUTE_VALUE, message)
}

/// A handle that never was one: <https://github.com/awslabs/amazon-sqs-java-extended-client-lib/issues/16>.
pub(crate) fn no_handle() -> Fault {
    Fault::of(&model::RECEIPT_HANDLE_IS_INVALID, "The input receipt handle is invalid.")
}

/// A handle of another queue, as <https://github.com/aws/aws-sdk-java-v2/issues/3101> has it.
pub(crate) fn foreign_handle(handle: &str) -> Fault {
    let message = format!("The receipt handle \"{}\" is not valid for this queue.", shown(handle));
    Fault::of(&model::RECEIPT_HANDLE_IS_INVALID, message)
}

/// Recorded.
pub(crate) fn expired_handle(handle: &str) -> Fault {
    invalid_value(handle, "ReceiptHandle", "The receipt handle has expired.")
}

/// <https://github.com/mapbox/ecs-watchbot/issues/135>
pub(crate) fn not_in_flight(handle: &str) -> Fault {
    let reason = "Message does not exist or is not available for visibility timeout change.";
    invalid_value(handle, "ReceiptHandle", reason)
}

/// <https://github.com/awslabs/amazon-sqs-java-messaging-lib/issues/213>
pub(crate) fn not_retryable(attempt: &str) -> Fault {
    let reason = "The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.";
    invalid_value(attempt, "ReceiveRequestAttemptId", reason)
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html#API_ReceiveMessage_Errors>
pub(crate) fn over_limit() -> Fault {
    let message = "The maximum number of in flight messages is reached.";
    Fault::of(&model::OVER_LIMIT, message)
}

/// Recorded.
pub(crate) fn too_long(limit: u64) -> Fault {
    let reason =
        format!("One or more parameters are invalid. Reason: Message must be shorter than {limit} bytes.");
    invalid(reason)
}

/// Recorded.
pub(crate) fn batch_too_long(limit: usize, sent: usize) -> Fault {
    let message = format!("Batch requests cannot be longer than {limit} bytes. You have sent {sent} bytes.");
    Fault::of(&model::BATCH_REQUEST_TOO_LONG, message)
}

/// `entry`: the name of the entries' shape.
pub(crate) fn empty_batch(entry: &str) -> Fault {
    let message = format!("There should be at least one {entry} in the request.");
    Fault::of(&model::EMPTY_BATCH_REQUEST, message)
}

/// Recorded.
pub(crate) fn too_many_entries(most: usize, sent: usize) -> Fault {
    let message = format!("Maximum number of entries per request are {most}. You have sent {sent}.");
    Fault::of(&model::TOO_MANY_ENTRIES_IN_BATCH_REQUEST, message)
}

/// Recorded.
pub(crate) fn invalid_entry_id() -> Fault {
    let message = "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at \
                   most 80 letters long.";
    Fault::of(&model::INVALID_BATCH_ENTRY_ID, message)
}

/// An id that stands twice in a batch. Our guess at the sentence.
pub(crate) fn entry_id_twice(id: &str) -> Fault {
    Fault::of(&model::BATCH_ENTRY_IDS_NOT_DISTINCT, format!("Id {id} repeated."))
}

/// Characters that XML does not have: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>.
pub(crate) fn invalid_characters() -> Fault {
    let message = "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | \
                   #xE000 to #xFFFD | #x10000 to #x10FFFF";
    Fault::of(&model::INVALID_MESSAGE_CONTENTS, message)
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors>
pub(crate) fn unsupported(message: impl Into<String>) -> Fault {
    Fault::of(&model::UNSUPPORTED_OPERATION, message)
}

/// Recorded, of queues and move tasks.
pub(crate) fn no_such_resource(message: impl Into<String>) -> Fault {
    Fault::of(&model::RESOURCE_NOT_FOUND_EXCEPTION, message)
}

/// Who may not, in IAM's words.
pub(crate) fn access_denied(sentence: impl Into<String>) -> Fault {
    let mut fault = Fault::sender("AccessDeniedException", sentence).status(403);
    fault.query_code = Some("AccessDenied");
    fault
}
