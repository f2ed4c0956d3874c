//! Sentences about users, groups and their credentials.

use wire::fault::Fault;

use super::{access_denied, already_exists, delete_conflict, invalid_input, no_such_entity, validation};
use crate::model::iam;

/// What must be done before a thing can be deleted, as AWS says it. Recorded: that of objects that are referenced. The others
/// were answered by AWS to others: <https://github.com/rebuy-de/aws-nuke/issues/281>,
/// <https://github.com/rebuy-de/aws-nuke/pull/169>, <https://github.com/aws-controllers-k8s/community/issues/2229>,
/// <https://github.com/go-to-k/delstack/issues/40>.
pub(crate) mod must {
    pub(crate) const REMOVE_USERS_FROM_GROUP: &str = "remove users from group";
    pub(crate) const DELETE_LOGIN_PROFILE: &str = "delete login profile";
    pub(crate) const DELETE_ACCESS_KEYS: &str = "delete access keys";
    pub(crate) const DELETE_MFA_DEVICE: &str = "delete MFA device";
    pub(crate) const DELETE_SIGNING_CERTIFICATES: &str = "delete certificates";
    pub(crate) const REMOVE_REFERENCED_OBJECTS: &str = "remove referenced objects";
    pub(crate) const DETACH_ALL_POLICIES: &str = "detach all policies";
    pub(crate) const DELETE_POLICIES: &str = "delete policies";
}

/// What [`must`] be done first.
pub(crate) fn must_first(must: &str) -> Fault {
    delete_conflict(format!("Cannot delete entity, must {must} first."))
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
fn password(message: impl Into<String>) -> Fault {
    Fault::of(&iam::PASSWORD_POLICY_VIOLATION_EXCEPTION, message)
}

/// See [`password`].
pub(crate) fn password_too_short(least: usize) -> Fault {
    password(format!("Password should have a minimum length of {least}"))
}

/// See [`password`]: of a kind of characters that the account's policy asks for.
pub(crate) fn password_without(class: &str) -> Fault {
    password(format!("Password should have at least one {class}"))
}

/// See [`password`].
pub(crate) fn password_of_few_kinds(least: usize) -> Fault {
    password(format!(
        "Password should have at least {least} of the following: uppercase letters, lowercase letters, numbers, symbols"
    ))
}

/// See [`password`].
pub(crate) fn password_used_before() -> Fault {
    password("Password was used before, and the account's password policy prevents its reuse")
}

/// The account's password policy leaves changes of passwords to administrators, and no policy of the user's allows them.
/// The form is AWS's of other actions; the name of the resource is as its users report it of this one.
pub(crate) fn may_not_change_password(arn: &str, user: &str) -> Fault {
    access_denied(format!(
        "User: {arn} is not authorized to perform: iam:ChangePassword on resource: user {user} because no identity-based \
         policy allows the iam:ChangePassword action"
    ))
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

/// Our guess at the sentence.
pub(crate) fn device_in_use() -> Fault {
    already_exists("MFA Device is already in use.")
}

/// Our guess at the sentence.
pub(crate) fn not_enabled(user: &str) -> Fault {
    no_such_entity(format!("MFA Device invalid for user {user}."))
}

/// Our guess at the sentence. That there is the error: <https://dev.classmethod.jp/articles/mfa-device-alredy-exists>.
pub(crate) fn device_exists() -> Fault {
    already_exists("MFADevice entity at the same path and name already exists.")
}

/// Our guess at the sentence.
pub(crate) fn device_is_enabled() -> Fault {
    delete_conflict("MFA VirtualDevice in use. Must deactivate first.")
}

/// Our guess: the model has no limit.
pub(crate) fn device_name_too_long() -> Fault {
    validation("The path and the name of the virtual MFA device are too long.")
}

/// What the model's documentation says of the error.
pub(crate) fn unrecognized_public_key() -> Fault {
    let message =
        "The request was rejected because the public key encoding format is unsupported or unrecognized.";
    Fault::of(&iam::UNRECOGNIZED_PUBLIC_KEY_ENCODING_EXCEPTION, message)
}

/// What the model's documentation says of the error.
pub(crate) fn invalid_public_key() -> Fault {
    let message = "The request was rejected because the public key is malformed or otherwise invalid.";
    Fault::of(&iam::INVALID_PUBLIC_KEY_EXCEPTION, message)
}

/// What the model's documentation says of the error.
pub(crate) fn duplicate_public_key() -> Fault {
    let message = "The request was rejected because the SSH public key is already associated with the specified IAM user.";
    Fault::of(&iam::DUPLICATE_SSH_PUBLIC_KEY_EXCEPTION, message)
}

/// As AWS says it of server certificates: <https://github.com/vmware-archive/terraforming-aws/issues/46>.
pub(crate) fn malformed_certificate() -> Fault {
    let message = "Unable to parse certificate. Please ensure the certificate is in PEM format.";
    Fault::of(&iam::MALFORMED_CERTIFICATE_EXCEPTION, message)
}

/// What the model's documentation says of the error.
pub(crate) fn duplicate_certificate() -> Fault {
    let message = "The request was rejected because the same certificate is associated with an IAM user in the account.";
    Fault::of(&iam::DUPLICATE_CERTIFICATE_EXCEPTION, message)
}

/// Recorded on AWS, 2026-11-29.
pub(crate) fn no_credentials_for(service: &str) -> Fault {
    no_such_entity(format!("No such service {service} is supported for Service Specific Credentials"))
}

/// Recorded on AWS, 2026-11-29.
pub(crate) fn no_credential(id: &str) -> Fault {
    no_such_entity(format!("No such credential {id} exists"))
}

/// What is for the credentials of some services alone. Our guess at the sentence.
pub(crate) fn not_for(member: &str, service: &str) -> Fault {
    invalid_input(format!("{member} is not supported for {service}"))
}
