//! Every sentence of IAM's and STS's errors, in one place.
//!
//! Codes and statuses are those of the models. Sentences marked "recorded" were answered by AWS itself.

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

/// What must be done before a thing can be deleted, as AWS says it. Recorded: that of objects that are referenced. The others
/// were answered by AWS to others: <https://github.com/rebuy-de/aws-nuke/issues/281>,
/// <https://github.com/rebuy-de/aws-nuke/pull/169>, <https://github.com/aws-controllers-k8s/community/issues/2229>,
/// <https://github.com/go-to-k/delstack/issues/40>.
pub(crate) mod must {
    pub(crate) const REMOVE_USERS_FROM_GROUP: &str = "remove users from group";
    pub(crate) const DELETE_LOGIN_PROFILE: &str = "delete login profile";
    pub(crate) const DELETE_ACCESS_KEYS: &str = "delete access keys";
    pub(crate) const DELETE_MFA_DEVICE: &str = "delete MFA device";
    pub(crate) const DETACH_ALL_POLICIES: &str = "detach all policies";
    pub(crate) const DELETE_POLICIES: &str = "delete policies";
}

/// What [`must`] be done first.
pub(crate) fn must_first(must: &str) -> Fault {
    delete_conflict(format!("Cannot delete entity, must {must} first."))
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

/// Who calls is no user, and names none. Answered by AWS: <https://github.com/aws/aws-sdk-java/issues/1304>.
pub(crate) fn no_user() -> Fault {
    validation("Must specify userName when calling with non-User credentials")
}

/// Two members that cannot be together. Our guess at the sentence.
pub(crate) fn both(one: &str, other: &str) -> Fault {
    invalid_input(format!("{one} and {other} cannot be specified together."))
}

/// A password that breaks a rule. Our guess at the sentences.
pub(crate) fn password(message: impl Into<String>) -> Fault {
    Fault::of(&iam::PASSWORD_POLICY_VIOLATION_EXCEPTION, message)
}

/// Who calls has no password. Our guess at the sentence.
pub(crate) fn users_alone() -> Fault {
    Fault::of(&iam::INVALID_USER_TYPE_EXCEPTION, "Only IAM Users can change their own password")
}

/// The old password is another one. Our guess at the code and the sentence: the model has no error for it.
pub(crate) fn wrong_password() -> Fault {
    access_denied("The old password was incorrect.")
}

/// A code that no device shows now. Our guess at the sentence.
pub(crate) fn wrong_code() -> Fault {
    Fault::of(&iam::INVALID_AUTHENTICATION_CODE_EXCEPTION, "Authentication code for device is not valid.")
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
