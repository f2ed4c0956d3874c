//! Every sentence of IAM's and STS's errors, in one place.
//!
//! Codes and statuses are those of the models. Sentences marked "recorded" were answered by AWS itself.

pub(crate) mod simulation;

use wire::fault::Fault;

use crate::model::{iam, sts};

/// A fault of the store.
pub(crate) fn store(cause: store::Error) -> Fault {
    internal(cause.to_string())
}

/// A record that cannot be read.
pub(crate) fn damaged(what: &str, cause: impl std::fmt::Display) -> Fault {
    internal(format!("{what} is damaged: {cause}"))
}

fn internal(cause: String) -> Fault {
    Fault::internal(
        "ServiceFailure",
        "The request processing has failed because of an unknown error, exception or failure.",
    )
    .because(cause)
}

/// What is not there. Recorded: "The user with name non-existent-user cannot be found."
pub(crate) fn no_such_entity(message: impl Into<String>) -> Fault {
    Fault::of(&iam::NO_SUCH_ENTITY_EXCEPTION, message)
}

/// A name that is taken.
pub(crate) fn already_exists(message: impl Into<String>) -> Fault {
    Fault::of(&iam::ENTITY_ALREADY_EXISTS_EXCEPTION, message)
}

/// What something else still hangs on.
pub(crate) fn delete_conflict(message: impl Into<String>) -> Fault {
    Fault::of(&iam::DELETE_CONFLICT_EXCEPTION, message)
}

/// A limit of the account: "Cannot exceed quota for RolesPerAccount: 1000".
pub(crate) fn limit_exceeded(quota: &str, most: usize) -> Fault {
    Fault::of(&iam::LIMIT_EXCEEDED_EXCEPTION, format!("Cannot exceed quota for {quota}: {most}"))
}

/// A rule that the model does not have.
pub(crate) fn invalid_input(message: impl Into<String>) -> Fault {
    Fault::of(&iam::INVALID_INPUT_EXCEPTION, message)
}

/// What breaks a constraint, in a sentence of its own.
pub(crate) fn validation(message: impl Into<String>) -> Fault {
    Fault::sender("ValidationError", message)
}

/// A document that is no policy.
pub(crate) fn malformed_policy(message: impl Into<String>) -> Fault {
    Fault::of(&iam::MALFORMED_POLICY_DOCUMENT_EXCEPTION, message)
}

/// Who may not, in IAM's words. <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>
pub(crate) fn access_denied(sentence: impl Into<String>) -> Fault {
    Fault::sender("AccessDenied", sentence).status(403)
}

/// A session's policies and tags together are too long.
pub(crate) fn packed_policy_too_large(percent: u64) -> Fault {
    let message = format!("Packed policy consumes {percent}% of allotted space, please use smaller policy.");
    Fault::of(&sts::PACKED_POLICY_TOO_LARGE_EXCEPTION, message)
}

/// A value of STS's parameters that AWS refuses in a sentence of its own. Recorded: "Duplicate tag keys found. …".
pub(crate) fn invalid_parameter_value(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterValue", message)
}
