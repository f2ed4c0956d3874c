//! Every sentence of CloudWatch Logs' errors, in one place.
//!
//! Sentences marked "recorded" were answered by AWS itself; of the others the source is named, or they are our guess.

use std::ops::Range;

use serde_json::json;
use wire::fault::Fault;
use wire::value::Value;

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

/// What a client sees of a fault of ours: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html>.
pub(crate) const INTERNAL: (&str, &str) = (
    "InternalFailure",
    "The request processing has failed because of an unknown error, exception or failure.",
);

/// A change that was overtaken again and again.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html#API_CreateLogGroup_Errors>
pub(crate) fn overtaken() -> Fault {
    let message = "Multiple concurrent requests to update the same resource were in conflict.";
    Fault::of(&model::OPERATION_ABORTED_EXCEPTION, message)
}

/// A value that is refused, in a sentence of its own.
pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    Fault::of(&model::INVALID_PARAMETER_EXCEPTION, message)
}

/// The same under the code of newer operations.
pub(crate) fn invalid_by_newer_code(message: impl Into<String>) -> Fault {
    Fault::of(&model::VALIDATION_EXCEPTION, message)
}

fn not_found(message: impl Into<String>) -> Fault {
    Fault::of(&model::RESOURCE_NOT_FOUND_EXCEPTION, message)
}

/// Recorded.
pub(crate) fn no_group() -> Fault {
    not_found("The specified log group does not exist.")
}

/// Recorded.
pub(crate) fn no_stream() -> Fault {
    not_found("The specified log stream does not exist.")
}

/// Recorded.
pub(crate) fn group_exists() -> Fault {
    Fault::of(&model::RESOURCE_ALREADY_EXISTS_EXCEPTION, "The specified log group already exists")
}

/// Recorded.
pub(crate) fn stream_exists() -> Fault {
    Fault::of(&model::RESOURCE_ALREADY_EXISTS_EXCEPTION, "The specified log stream already exists")
}

/// Recorded.
pub(crate) fn wrong_token() -> Fault {
    invalid("The specified nextToken is invalid.")
}

/// Recorded.
pub(crate) fn name_and_arn() -> Fault {
    invalid_by_newer_code("LogGroup name and LogGroup ARN are mutually exclusive parameters.")
}

/// Our guess.
pub(crate) fn no_name() -> Fault {
    invalid("Either logGroupName or logGroupIdentifier must be specified.")
}

/// Recorded.
pub(crate) fn prefix_and_pattern() -> Fault {
    invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
}

/// Our guess.
pub(crate) fn protected(group: &str) -> Fault {
    let message = format!(
        "The log group {group} has deletion protection enabled. Disable deletion protection before deleting it."
    );
    invalid_by_newer_code(message)
}

/// Our guess, under AWS's code for it:
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html#API_TagResource_Errors>.
pub(crate) fn too_many_tags() -> Fault {
    Fault::of(&model::TOO_MANY_TAGS_EXCEPTION, "The maximum number of tags per resource is 50.")
}

/// Recorded.
pub(crate) fn out_of_order() -> Fault {
    invalid("Log events in a single PutLogEvents request must be in chronological order.")
}

/// As users report it: <https://github.com/aws-greengrass/aws-greengrass-log-manager/issues/59>.
pub(crate) fn spans_too_long() -> Fault {
    invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
}

/// As users report it: <https://github.com/maxbanton/cwh/issues/101>, where the limit was another one still.
pub(crate) fn event_too_large(size: usize, most: usize) -> Fault {
    invalid(format!("Log event too large: {size} bytes exceeds limit of {most}"))
}

/// As users report it: <https://github.com/nhs-england-tools/terraform-aws-opennext/issues/27>.
pub(crate) fn upload_too_large(size: usize, most: usize) -> Fault {
    invalid(format!("Upload too large: {size} bytes exceeds limit of {most}"))
}

/// As users report it of FilterLogEvents: <https://github.com/aws/aws-toolkit-jetbrains/issues/3219>.
pub(crate) fn wrong_pattern() -> Fault {
    invalid("Invalid filter pattern")
}

/// As users report it of filters: <https://github.com/dougmoscrop/serverless-plugin-log-subscription/issues/47>.
pub(crate) fn wrong_term(term: &str) -> Fault {
    let term: String = term.chars().take(MOST_SHOWN).collect();
    invalid(format!("Invalid character(s) in term '{term}'"))
}

/// As users report it: <https://github.com/jorgebastida/awslogs/issues/210>.
pub(crate) fn open_brace() -> Fault {
    invalid("If a filter pattern starts with '{' it must end with '}'")
}

/// How much of a client's own text an error says back, in characters.
const MOST_SHOWN: usize = 1024;

/// Recorded.
pub(crate) fn no_subscription_filter() -> Fault {
    not_found("The specified subscription filter does not exist.")
}

/// Our guess, after that of subscription filters.
pub(crate) fn no_metric_filter() -> Fault {
    not_found("The specified metric filter does not exist.")
}

/// Recorded.
pub(crate) fn limit_exceeded() -> Fault {
    Fault::of(&model::LIMIT_EXCEEDED_EXCEPTION, "Resource limit exceeded.")
}

/// Recorded.
pub(crate) fn foreign_function() -> Fault {
    let message = "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create \
                   cross account lambda triggers.";
    Fault::of(&model::ACCESS_DENIED_EXCEPTION, message)
}

/// Recorded of Kinesis.
pub(crate) fn no_role(vendor: &str) -> Fault {
    invalid(format!("destinationArn for vendor {vendor} cannot be used without roleArn"))
}

/// As users report it: <https://github.com/hashicorp/terraform-provider-aws/issues/14630>.
pub(crate) fn function_refuses() -> Fault {
    invalid(
        "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    )
}

/// Recorded.
pub(crate) fn no_policy(name: &str) -> Fault {
    let name: String = name.chars().take(MOST_SHOWN).collect();
    not_found(format!("Policy with name [{name}] does not exist."))
}

/// Our guess.
pub(crate) fn no_destination() -> Fault {
    not_found("The specified destination does not exist.")
}

/// Our guess.
pub(crate) fn no_data_protection() -> Fault {
    not_found("The specified log group has no data protection policy.")
}

/// Our guess.
pub(crate) fn no_query_definition() -> Fault {
    not_found("The specified query definition does not exist.")
}

/// Recorded.
pub(crate) fn no_bucket() -> Fault {
    invalid("The given bucket does not exist. Please make sure the bucket is valid.")
}

/// Recorded.
pub(crate) fn no_export_task() -> Fault {
    not_found("The specified export task does not exist.")
}

/// Our guess, under AWS's code for it:
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CancelExportTask.html>.
pub(crate) fn export_task_ended() -> Fault {
    Fault::of(&model::INVALID_OPERATION_EXCEPTION, "The specified export task has already finished")
}

/// Recorded of a resource whose service has no such logs.
pub(crate) fn no_service() -> Fault {
    not_found("Cannot access provided service.")
}

/// Our guess.
pub(crate) fn wrong_log_type() -> Fault {
    invalid_by_newer_code("This service is not allowed for this LogSource.")
}

/// Recorded of GetDeliverySource: with two points.
pub(crate) fn no_delivery_source_to_get() -> Fault {
    not_found("Requested Delivery Source does not exist in this account..")
}

/// Recorded.
pub(crate) fn no_delivery_source() -> Fault {
    not_found("Requested Delivery Source does not exist in this account.")
}

/// Recorded.
pub(crate) fn no_delivery_destination() -> Fault {
    not_found("Requested Delivery Destination does not exist in this account.")
}

/// Recorded.
pub(crate) fn no_delivery() -> Fault {
    not_found("Requested Delivery does not exist in this account.")
}

fn conflict(message: &str) -> Fault {
    Fault::of(&model::CONFLICT_EXCEPTION, message)
}

/// Our words.
pub(crate) fn tags_of_update() -> Fault {
    conflict("tags are for a new resource only: this one exists, and TagResource changes its tags.")
}

/// Our words.
pub(crate) fn other_resource() -> Fault {
    conflict(
        "The delivery source exists with another resourceArn, which cannot be changed: name another source.",
    )
}

/// Our words.
pub(crate) fn other_format() -> Fault {
    invalid_by_newer_code(
        "The delivery destination exists with another outputFormat, which cannot be changed: name another destination.",
    )
}

/// Our words.
pub(crate) fn delivery_exists() -> Fault {
    conflict("There is a delivery of this source to this destination.")
}

/// Our words.
pub(crate) fn delivery_of_type_exists() -> Fault {
    conflict("There is a delivery of this source to a destination of this type.")
}

/// Reported by a user of AWS: amplify-education/serverless-log-forwarding, issue 13.
pub(crate) fn own_group() -> Fault {
    invalid("The log group provided is reserved for the function logs of the destination function.")
}

/// Our guess.
pub(crate) fn no_resource() -> Fault {
    not_found("The specified resource does not exist.")
}

/// The sentence as users of Grafana and boto3 report it.
pub(crate) fn malformed_query(found: &str, line: usize, position: usize, place: Range<usize>) -> Fault {
    let found: String = found.chars().take(MOST_SHOWN).collect();
    let message = format!("unexpected symbol found {found} at line {line} and position {position}");
    not_compiled(message, place)
}

/// A query over a time of which none of its groups has anything, as users report it: behind it stands which of the query's
/// characters are meant, all of them. Which groups AWS looks at is our guess.
pub(crate) fn nothing_of_that_time(query: &str) -> Fault {
    let length = query.chars().count();
    let message = format!(
        "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention \
         settings ([0,{length}])"
    );
    not_compiled(message, 0..length)
}

/// With the place in the query, from its first character to behind its last:
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_QueryCompileError.html>.
fn not_compiled(message: String, place: Range<usize>) -> Fault {
    let location = json!({"startCharOffset": place.start, "endCharOffset": place.end});
    let details = json!({"location": location, "message": message});
    let mut fault = Fault::of(&model::MALFORMED_QUERY_EXCEPTION, message);
    fault.fields.push(("queryCompileError", Value::Document(details.to_string())));
    fault
}

/// Recorded of StartQuery: another service's words.
pub(crate) fn no_group_to_query(group: &str, account: impl std::fmt::Display, request_id: &str) -> Fault {
    not_found(format!(
        "Log group '{group}' does not exist for account ID '{account}' (Service: AWSLogs; Status Code: 400; Error Code: \
         ResourceNotFoundException; Request ID: {request_id}; Proxy: null)"
    ))
}

/// As users report it.
pub(crate) fn before_insights() -> Fault {
    invalid("End time should not be before the service was generally available")
}

/// Our guess, after AWS's page.
pub(crate) fn several_kinds_of_groups() -> Fault {
    invalid("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.")
}

/// Our guess, after AWS's page.
pub(crate) fn no_group_named() -> Fault {
    invalid("At least one log group must be specified.")
}

/// Our guess; AWS's page says that there is such an error.
pub(crate) fn too_many_groups() -> Fault {
    invalid("The query selects more than 10000 log groups. Select fewer of them in another way.")
}

/// Our guess.
pub(crate) fn no_query() -> Fault {
    not_found("The specified query does not exist.")
}

/// Our guess.
pub(crate) fn query_ended() -> Fault {
    invalid("The specified query has already ended.")
}

/// Our guess, under AWS's code for it.
pub(crate) fn no_language(language: &str) -> Fault {
    let message = format!("Queries in {language} are not understood here.");
    Fault::of(&model::MALFORMED_QUERY_EXCEPTION, message)
}

/// Our guess.
pub(crate) fn no_event() -> Fault {
    invalid("The specified log record pointer is invalid.")
}

/// As users report it: <https://github.com/DefangLabs/defang/issues/1008>.
pub(crate) fn wrong_pattern_of_tail(why: &str) -> Fault {
    invalid(format!("Invalid filter pattern: {why}"))
}

/// Recorded.
pub(crate) fn names_too_long() -> Fault {
    invalid("Invalid LogGroup or LogStream, both must have length less than or equal to 512.")
}
