//! Every sentence of IAM's and STS's errors, in one place.
//!
//! Codes and statuses are those of the models. Sentences marked "recorded" were answered by AWS itself.

pub(crate) mod simulation;

use wire::fault::Fault;

use crate::model::iam;

pub(crate) mod sts;

pub(crate) mod user;

pub(crate) mod account;
pub(crate) mod certificate;
pub(crate) mod identity_provider;

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

/// AWS's own, of its page on errors: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html#API_UpdateRole_Errors>.
pub(crate) fn concurrent_modification() -> Fault {
    Fault::of(
        &iam::CONCURRENT_MODIFICATION_EXCEPTION,
        "The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few \
         minutes and submit your request again.",
    )
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

/// A role that is in an instance profile, or an instance profile that has one. AWS's sentence, as users report it:
/// <https://github.com/99designs/iamy/pull/68> of the one, <https://github.com/99designs/iamy/issues/47> of the other.
pub(crate) fn roles_in_an_instance_profile() -> Fault {
    delete_conflict("Cannot delete entity, must remove roles from instance profile first.")
}

/// What belongs to a service of AWS's.
pub(crate) fn unmodifiable(message: impl Into<String>) -> Fault {
    Fault::of(&iam::UNMODIFIABLE_ENTITY_EXCEPTION, message)
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

/// A value of STS's parameters that AWS refuses in a sentence of its own. Recorded: "Duplicate tag keys found. …".
pub(crate) fn invalid_parameter_value(message: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterValue", message)
}

/// A policy that is AWS's cannot be changed. Our guess at the sentence.
pub(crate) fn outside_own_account() -> Fault {
    access_denied("Policy is outside your own account.")
}

/// A limit, in a sentence of its own.
pub(crate) fn limit(message: impl Into<String>) -> Fault {
    Fault::of(&iam::LIMIT_EXCEEDED_EXCEPTION, message)
}

/// Recorded on AWS, 2026-11-29: "Policy arn:… does not exist or is not attachable."
pub(crate) fn not_attachable(arn: &str) -> Fault {
    no_such_entity(format!("Policy {arn} does not exist or is not attachable."))
}

/// A policy that is for the roles of one service, as quoted in aws/aws-cdk#6131.
pub(crate) fn of_a_service() -> Fault {
    let message = "Cannot attach a Service Role Policy to a Customer Role.";
    Fault::of(&iam::POLICY_NOT_ATTACHABLE_EXCEPTION, message)
}
