//! Every sentence of Secrets Manager's errors, in one place.
//!
//! Sentences marked "recorded" were answered by AWS itself; of the others the source is named, or they are our guess.

use wire::fault::Fault;

use crate::model;

/// A fault of the store.
pub(crate) fn store(cause: store::Error) -> Fault {
    internal(cause.to_string())
}

/// A record that cannot be read.
pub(crate) fn damaged(what: &str, cause: impl std::fmt::Display) -> Fault {
    internal(format!("{what} is damaged: {cause}"))
}

/// A fault of ours.
pub(crate) fn internal(cause: String) -> Fault {
    Fault::internal(INTERNAL.0, INTERNAL.1).because(cause)
}

/// What a client sees of a fault of ours:
/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors>.
pub(crate) const INTERNAL: (&str, &str) = ("InternalServiceError", "An error occurred on the server side.");

/// A change that was overtaken again and again. Our words.
pub(crate) fn overtaken() -> Fault {
    internal("a change of a secret was overtaken again and again".to_owned())
}

/// A parameter that cannot be, in a sentence of its own.
pub(crate) fn invalid_parameter(message: impl Into<String>) -> Fault {
    Fault::of(&model::INVALID_PARAMETER_EXCEPTION, message)
}

/// A request that does not fit what is there.
pub(crate) fn invalid_request(message: impl Into<String>) -> Fault {
    Fault::of(&model::INVALID_REQUEST_EXCEPTION, message)
}

fn not_found(message: impl Into<String>) -> Fault {
    Fault::of(&model::RESOURCE_NOT_FOUND_EXCEPTION, message)
}

/// A constraint of the model's, where the model does not have it.
pub(crate) fn broken(message: impl Into<String>) -> Fault {
    Fault::sender("ValidationException", message)
}

/// Recorded.
pub(crate) fn invalid_name() -> Fault {
    broken(
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    )
}

/// Recorded.
pub(crate) fn no_secret() -> Fault {
    not_found("Secrets Manager can't find the specified secret.")
}

/// Recorded.
pub(crate) fn no_value_of_stage(stage: &str) -> Fault {
    not_found(format!("Secrets Manager can't find the specified secret value for staging label: {stage}"))
}

/// As users report it: <https://github.com/aws-samples/aws-secrets-manager-rotation-lambdas/issues/16> and others.
pub(crate) fn no_value_of_version(version: &str) -> Fault {
    not_found(format!("Secrets Manager can't find the specified secret value for VersionId: {version}"))
}

/// Recorded.
pub(crate) fn stage_of_other_version() -> Fault {
    invalid_request("You provided a VersionStage that is not associated to the provided VersionId.")
}

/// Recorded.
pub(crate) fn exists(name: &str) -> Fault {
    let message = format!("The operation failed because the secret {name} already exists.");
    Fault::of(&model::RESOURCE_EXISTS_EXCEPTION, message)
}

/// Recorded.
pub(crate) fn name_is_scheduled_for_deletion() -> Fault {
    invalid_request(
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    )
}

/// Recorded.
pub(crate) fn marked_for_deletion() -> Fault {
    invalid_request("You can't perform this operation on the secret because it was marked for deletion.")
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn token_is_used(token: &str, arn: &str) -> Fault {
    let message = format!(
        "You can't use ClientRequestToken {token} because that value is already in use for a version of secret {arn}."
    );
    Fault::of(&model::RESOURCE_EXISTS_EXCEPTION, message)
}

/// As users show it: <https://github.com/paperclipai/paperclip/issues/9970>.
pub(crate) fn no_token() -> Fault {
    invalid_request("You must provide a ClientRequestToken value. We recommend a UUID-type value.")
}

/// As users show it: <https://github.com/aws/aws-sdk-java/issues/1556>.
pub(crate) fn text_and_bytes() -> Fault {
    invalid_parameter(
        "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
}

/// Our guess, after AWS's page of PutSecretValue.
pub(crate) fn no_content() -> Fault {
    invalid_request("You must provide either SecretString or SecretBinary.")
}

/// The model's constraint, of bytes where the model counts characters.
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
pub(crate) fn content_too_long() -> Fault {
    broken(
        "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less \
         than or equal to 65536",
    )
}

/// The code is AWS's: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html>; the sentences
/// are our guess.
pub(crate) fn too_much(message: &str) -> Fault {
    Fault::of(&model::LIMIT_EXCEEDED_EXCEPTION, message)
}

/// As users show it: <https://github.com/gruntwork-io/cloud-nuke/issues/435>.
pub(crate) fn is_replica() -> Fault {
    invalid_parameter(
        "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    )
}

/// As users show it: <https://github.com/gruntwork-io/cloud-nuke/issues/435>.
pub(crate) fn has_replicas(arn: &str, regions: &[&str]) -> Fault {
    invalid_parameter(format!(
        "You can't delete secret {arn} that still has replica regions [{}].",
        regions.join(", ")
    ))
}

/// Our guess.
pub(crate) fn is_no_replica() -> Fault {
    invalid_parameter(
        "Operation not permitted on a primary or regional secret. Call must be made on a replica secret.",
    )
}

/// Our guess.
pub(crate) fn wrong_replica_region() -> Fault {
    invalid_parameter("Invalid replica region.")
}

/// Our guess.
pub(crate) fn no_replica_in(region: &str) -> Fault {
    invalid_parameter(format!("The secret has no replica in region {region}."))
}

/// Our guess.
pub(crate) fn not_associated() -> Fault {
    invalid_request("The secret is not associated with the specified cross-account replica.")
}

/// Our guess, after AWS's page of AssociateCrossAccountReplica.
pub(crate) fn cannot_associate(why: &str) -> Fault {
    invalid_request(format!("The secrets can't be associated: {why}."))
}

/// Our guess, after AWS's page of CreateSecret.
pub(crate) fn cross_account_replica(why: &str) -> Fault {
    invalid_parameter(format!("A cross-account replica secret {why}."))
}

/// Recorded.
pub(crate) fn no_rotation_function() -> Fault {
    invalid_request("No Lambda rotation function ARN is associated with this secret.")
}

/// Recorded.
pub(crate) fn function_refuses() -> Fault {
    let message = "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants \
                   access to the principal secretsmanager.amazonaws.com.";
    Fault::sender("AccessDeniedException", message)
}

/// Our guess, under the code of AWS's page of RotateSecret.
pub(crate) fn no_function() -> Fault {
    not_found("Secrets Manager can't find the specified Lambda function.")
}

/// AWS's, of RotateSecret while AWSPENDING is at another version than AWSCURRENT: as we
/// remember it of users' reports.
pub(crate) fn rotation_goes_on() -> Fault {
    invalid_request("A previous rotation isn't complete. That rotation will be reattempted.")
}

/// Our guess.
pub(crate) fn days_and_expression() -> Fault {
    invalid_parameter(
        "You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.",
    )
}

/// Our guess.
pub(crate) fn wrong_schedule() -> Fault {
    invalid_parameter("The ScheduleExpression is not valid.")
}

/// Our guess.
pub(crate) fn wrong_duration() -> Fault {
    invalid_parameter(
        "The Duration is not valid: the rotation window must not extend into the next UTC day or into the next rotation window.",
    )
}

/// Of the label that a secret always has. Our guess: as we remember it of users' reports.
pub(crate) fn current_only_moves() -> Fault {
    invalid_parameter(
        "You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.",
    )
}

/// As users show it: <https://github.com/floci-io/floci/pull/3247>.
pub(crate) fn remove_from_is_missing(stage: &str, version: &str) -> Fault {
    invalid_parameter(format!(
        "The parameter RemoveFromVersionId can't be empty. Staging label {stage} is currently attached to version {version}, \
         so you must explicitly reference that version in RemoveFromVersionId."
    ))
}

/// Our guess.
pub(crate) fn stage_is_elsewhere(stage: &str, version: &str) -> Fault {
    invalid_parameter(format!("Staging label {stage} is not currently attached to version {version}."))
}

/// Our guess.
pub(crate) fn no_version_to_stage() -> Fault {
    invalid_parameter("You must specify MoveToVersionId or RemoveFromVersionId.")
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn window_and_force() -> Fault {
    invalid_parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.")
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn wrong_window() -> Fault {
    invalid_parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
}

/// The sentence of AWS's page: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>.
pub(crate) fn cannot_encrypt() -> Fault {
    let message = "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS \
                   key is available, enabled, and not in an invalid state.";
    Fault::of(&model::ENCRYPTION_FAILURE, message)
}

/// The sentence of AWS's page: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html>.
pub(crate) fn cannot_decrypt() -> Fault {
    let message = "Secrets Manager can't decrypt the protected secret text using the provided KMS key.";
    Fault::of(&model::DECRYPTION_FAILURE, message)
}

/// Such a key cannot be used by another account. Our guess at the sentence: as we remember it of users' reports.
pub(crate) fn default_key_of_other_account() -> Fault {
    invalid_request(
        "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
    )
}

/// IAM's sentence.
pub(crate) fn access_denied(sentence: impl Into<String>) -> Fault {
    Fault::sender("AccessDeniedException", sentence)
}

/// As users report it: <https://github.com/awsdocs/aws-cloudformation-user-guide/pull/623>.
pub(crate) fn malformed_policy() -> Fault {
    Fault::of(&model::MALFORMED_POLICY_DOCUMENT_EXCEPTION, "This policy has invalid syntax.")
}

/// The sentence of AWS's page: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html>.
pub(crate) fn public_policy() -> Fault {
    let message = "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to \
                   the secret.";
    Fault::of(&model::PUBLIC_POLICY_EXCEPTION, message)
}

/// Our guess, after AWS's page of ListResourcePolicies: only the policy `default` can be changed.
pub(crate) fn policy_cannot_change() -> Fault {
    invalid_parameter("You can modify only the default policy.")
}

/// Our guess.
pub(crate) fn no_policy(name: &str) -> Fault {
    not_found(format!("Secrets Manager can't find the specified resource policy {name}."))
}

/// The code is AWS's, the sentence our guess.
pub(crate) fn wrong_token() -> Fault {
    Fault::of(&model::INVALID_NEXT_TOKEN_EXCEPTION, "Invalid pagination token.")
}

/// Our guess.
pub(crate) fn ids_and_filters() -> Fault {
    invalid_parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.")
}

/// Our guess.
pub(crate) fn pages_of_ids() -> Fault {
    invalid_parameter(
        "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
    )
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn password_too_short() -> Fault {
    invalid_parameter("Password length too short based on the required types.")
}

/// Our guess.
pub(crate) fn no_password_characters() -> Fault {
    invalid_parameter("No characters are left to generate a password from.")
}

/// Our guess.
pub(crate) fn wrong_tags(message: impl Into<String>) -> Fault {
    invalid_parameter(message)
}
