//! Every error of the Lambda API: its code, status, spelling, and the one place of each sentence. `wire` writes it.
//!
//! Codes, statuses and the spelling of the message member are those of botocore's model of Lambda. Sentences marked
//! "recorded" were answered by AWS itself (LocalStack's snapshots of its validated tests, 2022 to 2026).

use std::fmt;

use wire::constraint;
use wire::fault::{ErrorForm, Fault};
use wire::value::Value;

mod durable;
mod resources;

/// What the caller did wrong, or what went wrong here.
#[derive(Debug)]
pub(crate) struct Error {
    pub(crate) code: Code,
    pub(crate) message: String,
    /// The `Reason` of a throttled request.
    pub(crate) reason: Option<&'static str>,
    /// The cause of an internal fault: for the log, never for the client.
    pub(crate) source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The error types of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    AccessDenied,
    CallbackTimeout,
    DurableExecutionAlreadyStarted,
    NoCodeSigningConfig,
    InvalidParameterValue,
    InvalidRequestContent,
    PolicyLengthExceeded,
    PreconditionFailed,
    ProvisionedConcurrencyConfigNotFound,
    RecursiveInvocation,
    RequestEntityTooLarge,
    RequestTooLarge,
    ResourceConflict,
    ResourceNotFound,
    Service,
    TooManyRequests,
}

/// `message` as most, and who did wrong.
static PLAIN: ErrorForm = form("message", &[("Type", "User")]);
/// `Message`: AWS spells it per type.
static UPPER: ErrorForm = form("Message", &[("Type", "User")]);
/// Without who did wrong.
static UNTYPED: ErrorForm = form("message", &[]);
static UPPER_UNTYPED: ErrorForm = form("Message", &[]);
static OF_SERVICE: ErrorForm = form("Message", &[("Type", "Service")]);
static THROTTLED: ErrorForm =
    ErrorForm { headers: &[("retry-after", "1")], ..form("message", &[("Type", "User")]) };

const fn form(message_member: &'static str, members: &'static [(&'static str, &'static str)]) -> ErrorForm {
    ErrorForm { message_member: Some(message_member), members, ..ErrorForm::PLAIN }
}

impl Code {
    /// The code as AWS spells it.
    pub(crate) fn name(self) -> &'static str {
        self.wire().0
    }

    /// How a code looks on the wire: the type, as in the header `x-amzn-ErrorType`; the status; the rest of the reply.
    fn wire(self) -> (&'static str, u16, &'static ErrorForm) {
        match self {
            Code::AccessDenied => ("AccessDeniedException", 403, &UPPER_UNTYPED),
            Code::CallbackTimeout => ("CallbackTimeoutException", 400, &UPPER),
            Code::DurableExecutionAlreadyStarted => ("DurableExecutionAlreadyStartedException", 409, &UPPER),
            Code::NoCodeSigningConfig => ("CodeSigningConfigNotFoundException", 404, &UPPER),
            Code::InvalidParameterValue => ("InvalidParameterValueException", 400, &PLAIN),
            Code::InvalidRequestContent => ("InvalidRequestContentException", 400, &PLAIN),
            Code::PolicyLengthExceeded => ("PolicyLengthExceededException", 400, &PLAIN),
            Code::PreconditionFailed => ("PreconditionFailedException", 412, &PLAIN),
            Code::ProvisionedConcurrencyConfigNotFound => {
                ("ProvisionedConcurrencyConfigNotFoundException", 404, &PLAIN)
            }
            Code::RecursiveInvocation => ("RecursiveInvocationException", 400, &UPPER),
            Code::RequestEntityTooLarge => ("RequestEntityTooLargeException", 413, &UNTYPED),
            Code::RequestTooLarge => ("RequestTooLargeException", 413, &PLAIN),
            Code::ResourceConflict => ("ResourceConflictException", 409, &PLAIN),
            Code::ResourceNotFound => ("ResourceNotFoundException", 404, &UPPER),
            Code::Service => ("ServiceException", 500, &OF_SERVICE),
            Code::TooManyRequests => ("TooManyRequestsException", 429, &THROTTLED),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        let (name, status, form) = error.code.wire();
        let mut fault = Fault::sender(name, error.message).status(status);
        (fault.sender, fault.form) = (status < 500, form);
        let reason = error.reason.map(|reason| ("Reason", Value::Text(reason.to_owned())));
        fault.fields.extend(reason);
        match error.source {
            Some(source) => fault.because(source.to_string()),
            None => fault,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.wire().0, self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl From<store::Error> for Error {
    fn from(cause: store::Error) -> Error {
        Error::internal(cause)
    }
}

/// Requests as a whole.
impl Error {
    fn of(code: Code, message: impl Into<String>) -> Error {
        Error { code, message: message.into(), reason: None, source: None }
    }

    pub(crate) fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        let mut error = Error::of(Code::Service, "Internal server error");
        error.source = Some(cause.into());
        error
    }

    /// A record of ours that cannot be read.
    pub(crate) fn damaged(what: &str, cause: impl fmt::Display) -> Error {
        Error::internal(format!("the record of {what} cannot be read: {cause}"))
    }

    /// Recorded for CreateFunction.
    pub(crate) fn body_too_large(operation: &str, limit: usize) -> Error {
        let message = format!("Request must be smaller than {limit} bytes for the {operation} operation");
        Error::of(Code::RequestEntityTooLarge, message)
    }

    /// `detail` as `jackson.rs` words it.
    pub(crate) fn not_json(detail: impl fmt::Display) -> Error {
        Error::of(Code::InvalidRequestContent, format!("Could not parse request body into json: {detail}"))
    }

    /// Recorded, `detail` as `jackson.rs` words it.
    pub(crate) fn payload_not_json(detail: impl fmt::Display) -> Error {
        Error::not_json(format_args!("Could not parse payload into json: {detail}"))
    }

    /// A constraint that AWS checks behind its public model: the same words under another type (recorded).
    pub(crate) fn inner_validation(at: &str, value: &str, must: &str) -> Error {
        let broken = constraint::broken_constraint(value, at, must);
        Error::of(Code::InvalidParameterValue, constraint::sentence(&[broken]))
    }

    /// The name of its type, as AWS has it.
    pub(crate) fn type_name(&self) -> &'static str {
        self.code.wire().0
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Error {
        Error::of(Code::InvalidParameterValue, message)
    }
}

/// Folders of the user's that are code: LocalStack's convention, our words.
impl Error {
    pub(crate) fn no_live_folder(path: &str) -> Error {
        Error::invalid(format!("hot-reload: {path} is not the absolute path of a folder of this host"))
    }

    pub(crate) fn live_folder_not_allowed(path: &str) -> Error {
        Error::invalid(format!("hot-reload: {path} is below no folder of the setting lambda-hot-reload"))
    }
}

/// Functions, versions and aliases.
impl Error {
    /// Recorded.
    pub(crate) fn no_function(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceNotFound, format!("Function not found: {arn}"))
    }

    /// Recorded.
    pub(crate) fn no_alias(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceNotFound, format!("Cannot find alias arn: {arn}"))
    }

    /// Recorded: UpdateAlias has its own words.
    pub(crate) fn no_alias_to_update(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceNotFound, format!("Alias not found: {arn}"))
    }

    /// Recorded.
    pub(crate) fn alias_exists(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceConflict, format!("Alias already exists: {arn}"))
    }

    pub(crate) fn version_has_alias(alias: &str) -> Error {
        let message = format!("Version is referenced by alias {alias}.");
        Error::of(Code::ResourceConflict, message)
    }

    /// Recorded.
    pub(crate) fn other_region(theirs: &str, ours: &str) -> Error {
        let message = format!("Functions from '{theirs}' are not reachable in this region ('{ours}')");
        Error::of(Code::ResourceNotFound, message)
    }

    /// What a policy refuses, in the words of the evaluation.
    pub(crate) fn access_denied(refusal: String) -> Error {
        Error::of(Code::AccessDenied, refusal)
    }

    /// What S3 shows when a function does not let it: recorded in
    /// <https://github.com/awslabs/aws-lambda-redshift-loader/issues/219>, 2020-08-17.
    pub(crate) fn sender_denied(function: impl fmt::Display) -> Error {
        Error::access_denied(format!("Not authorized to invoke function [{function}]"))
    }

    pub(crate) fn function_exists(name: &str) -> Error {
        Error::of(Code::ResourceConflict, format!("Function already exist: {name}"))
    }

    /// Recorded.
    pub(crate) fn qualifiers_differ() -> Error {
        Error::invalid("The derived qualifier from the function name does not match the specified qualifier.")
    }

    /// Recorded.
    pub(crate) fn latest_stays() -> Error {
        Error::invalid("$LATEST version cannot be deleted without deleting the function.")
    }

    /// Recorded for an update; the words for a state that is not Active are AWS's documented ones.
    pub(crate) fn update_in_progress(arn: impl fmt::Display) -> Error {
        let message = format!(
            "The operation cannot be performed at this time. An update is in progress for resource: {arn}"
        );
        Error::of(Code::ResourceConflict, message)
    }

    pub(crate) fn in_state(state: &str) -> Error {
        let message = format!(
            "The operation cannot be performed at this time. The function is currently in the following state: \
             {state}"
        );
        Error::of(Code::ResourceConflict, message)
    }

    /// Recorded.
    pub(crate) fn old_revision(read_it_with: &str) -> Error {
        let message = format!(
            "The Revision Id provided does not match the latest Revision Id. Call the {read_it_with} API to \
             retrieve the latest Revision Id"
        );
        Error::of(Code::PreconditionFailed, message)
    }

    /// Recorded.
    pub(crate) fn other_code(given: &str, current: &str) -> Error {
        Error::invalid(format!(
            "CodeSHA256 ({given}) is different from current CodeSHA256 in $LATEST ({current}). Please try again \
             with the CodeSHA256 in $LATEST."
        ))
    }

    pub(crate) fn no_concurrency_left() -> Error {
        let mut error = Error::of(Code::TooManyRequests, "Rate Exceeded.");
        error.reason = Some("ConcurrentInvocationLimitExceeded");
        error
    }

    /// What a function reserves is used up. The reason is the model's.
    pub(crate) fn no_reserved_concurrency_left() -> Error {
        let mut error = Error::of(Code::TooManyRequests, "Rate Exceeded.");
        error.reason = Some("ReservedFunctionConcurrentInvocationLimitExceeded");
        error
    }

    /// Reported with other numbers: <https://github.com/milliHQ/terraform-aws-next-js/issues/251>, 2021-12-30.
    pub(crate) fn too_little_unreserved(least: u64) -> Error {
        Error::invalid(format!(
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution \
             below its minimum value of [{least}]."
        ))
    }

    /// Our guess.
    pub(crate) fn functions_only() -> Error {
        Error::invalid(
            "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. \
             Please specify either a function name or an unqualified function ARN.",
        )
    }

    /// The words of AWS's API reference about the exception; what it answers is not recorded.
    pub(crate) fn recursion() -> Error {
        let message = "Lambda has detected your function being invoked in a recursive loop with other Amazon Web \
                       Services resources and stopped your function's invocation.";
        Error::of(Code::RecursiveInvocation, message)
    }

    pub(crate) fn payload_too_large(limit: usize) -> Error {
        let message = format!("Request must be smaller than {limit} bytes for the InvokeFunction operation");
        Error::of(Code::RequestTooLarge, message)
    }
}

/// Asynchronous invocations.
impl Error {
    /// Our guess at the words about a function that is not there.
    pub(crate) fn no_function_to_configure() -> Error {
        Error::of(Code::ResourceNotFound, "The function doesn't exist.")
    }

    /// Our guess.
    pub(crate) fn no_event_invoke_config(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceNotFound, format!("The function {arn} doesn't have an EventInvokeConfig"))
    }

    /// Reported: <https://github.com/serverless/serverless/issues/7507>, 2020-03-25. That one which is not there is told so is our
    /// guess.
    pub(crate) fn wrong_destination(arn: impl fmt::Display) -> Error {
        Error::invalid(format!("The destination ARN {arn} is invalid."))
    }
}

/// Packages.
impl Error {
    /// Recorded.
    pub(crate) fn not_a_zip() -> Error {
        Error::invalid("Could not unzip uploaded file. Please check your file, then try to upload again.")
    }

    /// Recorded.
    pub(crate) fn unzipped_too_large(limit: u64) -> Error {
        Error::invalid(format!("Unzipped size must be smaller than {limit} bytes"))
    }

    /// Recorded.
    pub(crate) fn zipped_too_large(limit: usize) -> Error {
        let message = format!("Zipped size must be smaller than {limit} bytes");
        Error::of(Code::RequestEntityTooLarge, message)
    }

    /// Recorded for a bucket or key that is not there.
    pub(crate) fn object(code: &str, message: &str) -> Error {
        let message =
            format!("Error occurred while GetObject. S3 Error Code: {code}. S3 Error Message: {message}");
        Error::invalid(message)
    }
}

/// Resource policies.
impl Error {
    /// Recorded.
    pub(crate) fn no_policy() -> Error {
        Error::of(Code::ResourceNotFound, "No policy is associated with the given resource.")
    }

    /// Recorded: GetPolicy where there is no policy, or no function.
    pub(crate) fn no_function_policy() -> Error {
        Error::of(Code::ResourceNotFound, "The resource you requested does not exist.")
    }

    /// Recorded: RemovePermission on a function that is not there.
    pub(crate) fn no_policy_for(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceNotFound, format!("No policy found for: {arn}"))
    }

    /// Recorded.
    pub(crate) fn no_statement(id: &str) -> Error {
        let message = format!("Statement {id} is not found in resource policy.");
        Error::of(Code::ResourceNotFound, message)
    }

    /// Recorded.
    pub(crate) fn statement_exists(id: &str) -> Error {
        let message = format!(
            "The statement id ({id}) provided already exists. Please provide a new statement id, or remove the \
             existing statement."
        );
        Error::of(Code::ResourceConflict, message)
    }

    /// Recorded.
    pub(crate) fn no_policy_of_latest() -> Error {
        Error::invalid("We currently do not support adding policies for $LATEST.")
    }

    /// Our guess.
    pub(crate) fn malformed_policy() -> Error {
        Error::invalid("The provided policy is not a valid resource-based policy document.")
    }

    pub(crate) fn policy_too_long(len: usize, limit: usize) -> Error {
        let message = format!("The final policy size ({len}) is bigger than the limit ({limit}).");
        Error::of(Code::PolicyLengthExceeded, message)
    }
}

/// Execution roles.
impl Error {
    /// Well known: Terraform waits for the role to come while it reads this sentence.
    pub(crate) fn role_not_assumable() -> Error {
        Error::invalid("The role defined for the function cannot be assumed by Lambda.")
    }

    /// <https://github.com/fabric8io/kubernetes-alexa/issues/6>.
    pub(crate) fn role_of_another_account() -> Error {
        Error::of(Code::AccessDenied, "Cross-account pass role is not allowed.")
    }
}

/// Event source mappings.
impl Error {
    pub(crate) fn no_mapping() -> Error {
        Error::of(Code::ResourceNotFound, "The resource you requested does not exist.")
    }

    /// Recorded: the words of the tag operations.
    pub(crate) fn no_mapping_to_tag(arn: impl fmt::Display) -> Error {
        Error::of(Code::ResourceNotFound, format!("Event source mapping not found: {arn}"))
    }

    /// Recorded: <https://github.com/aws-amplify/amplify-js/issues/4793>, 2020-01-28.
    pub(crate) fn no_access_to_stream(stream: impl fmt::Display) -> Error {
        Error::invalid(format!(
            "Cannot access stream {stream}. Please ensure the role can perform the GetRecords, GetShardIterator, \
             DescribeStream, and ListStreams Actions on your stream in IAM."
        ))
    }

    /// Recorded: <https://github.com/hashicorp/terraform/issues/26654>, 2020-10-20.
    pub(crate) fn no_queue() -> Error {
        Error::invalid(
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error \
             Message: The specified queue does not exist or you do not have access to it.",
        )
    }

    /// The beginning is what Terraform waits for; the rest is our guess.
    pub(crate) fn no_access_to_queue() -> Error {
        Error::invalid("The provided execution role does not have permissions to call ReceiveMessage on SQS")
    }

    /// Recorded: <https://github.com/winglang/wing/issues/1507>, 2023-02-12.
    pub(crate) fn visible_too_soon(visible_secs: u64, timeout_secs: u64) -> Error {
        Error::invalid(format!(
            "Queue visibility timeout: {visible_secs} seconds is less than Function timeout: {timeout_secs} seconds"
        ))
    }

    /// Recorded, with its spaces: <https://github.com/aws/chalice/issues/2146>, 2025-09-01.
    pub(crate) fn queue_mapping_exists(queue: &str, function: &str, uuid: &str) -> Error {
        let message = format!(
            "An event source mapping with SQS arn (\" {queue} \") and function (\" {function} \") already exists. \
             Please update or delete the existing mapping with UUID {uuid}"
        );
        Error::of(Code::ResourceConflict, message)
    }

    /// Recorded, with its spaces.
    pub(crate) fn mapping_exists(source: &str, function: &str, uuid: &str) -> Error {
        let message = format!(
            "The event source arn (\" {source} \") and function (\" {function} \") provided mapping already \
             exists. Please update or delete the existing mapping with UUID {uuid}"
        );
        Error::of(Code::ResourceConflict, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MODEL;

    /// botocore's model: what it declares has the status that it says, and is the caller's fault or the service's.
    #[test]
    fn codes_are_the_models() {
        let codes = [
            Code::AccessDenied,
            Code::CallbackTimeout,
            Code::DurableExecutionAlreadyStarted,
            Code::NoCodeSigningConfig,
            Code::InvalidParameterValue,
            Code::InvalidRequestContent,
            Code::PolicyLengthExceeded,
            Code::PreconditionFailed,
            Code::ProvisionedConcurrencyConfigNotFound,
            Code::RecursiveInvocation,
            Code::RequestEntityTooLarge,
            Code::RequestTooLarge,
            Code::ResourceConflict,
            Code::ResourceNotFound,
            Code::Service,
            Code::TooManyRequests,
        ];
        let mut declared = 0;
        for code in codes {
            let (name, status, _) = code.wire();
            let Some(shape) = MODEL.errors.iter().find(|shape| shape.name == name) else { continue };
            declared += 1;
            let fault = Fault::from(Error::of(code, "x"));
            assert_eq!((status, fault.sender), (shape.status, shape.sender), "{name}");
        }
        // AccessDenied and RequestEntityTooLarge are of the front.
        assert_eq!(declared, codes.len() - 2);
    }
}
