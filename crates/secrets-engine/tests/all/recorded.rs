//! Answers that were recorded on AWS, and those that its users show.

use serde_json::json;

use crate::harness::{Asks, FIRST, FUNCTION, SECOND, World, world};

fn refused(world: &World, operation: &str, input: serde_json::Value, code: &str, message: &str) {
    let reply = world.call_for(operation, input);
    assert_eq!(
        (reply.status, reply.code().as_str(), reply.message().as_str()),
        (400, code, message),
        "{operation}"
    );
}

/// Recorded on AWS (2026): codes and sentences.
#[test]
fn the_recorded_sentences() {
    let world = world();
    let arn = world.make("a", "1");
    let gone = "Secrets Manager can't find the specified secret.";
    refused(&world, "GetSecretValue", json!({"SecretId": "b"}), "ResourceNotFoundException", gone);
    let elsewhere = arn.replace("us-east-1", "eu-west-1");
    refused(&world, "GetSecretValue", json!({"SecretId": elsewhere}), "ResourceNotFoundException", gone);
    let message = "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS";
    let previous = json!({"SecretId": "a", "VersionStage": "AWSPREVIOUS"});
    refused(&world, "GetSecretValue", previous, "ResourceNotFoundException", message);
    let message = "You provided a VersionStage that is not associated to the provided VersionId.";
    let mixed = json!({"SecretId": "a", "VersionId": FIRST, "VersionStage": "AWSPENDING"});
    refused(&world, "GetSecretValue", mixed, "InvalidRequestException", message);
    let message = "The operation failed because the secret a already exists.";
    let again = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": SECOND});
    refused(&world, "CreateSecret", again, "ResourceExistsException", message);
    let message = "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
    let wrong = json!({"Name": "a b", "SecretString": "1", "ClientRequestToken": FIRST});
    refused(&world, "CreateSecret", wrong, "ValidationException", message);
    refused(&world, "GetSecretValue", json!({"SecretId": "a b"}), "ValidationException", message);
    let message = "No Lambda rotation function ARN is associated with this secret.";
    let rotate = json!({"SecretId": "a", "ClientRequestToken": SECOND});
    refused(&world, "RotateSecret", rotate, "InvalidRequestException", message);
    *world.engine.function.refusal.lock() = Some(base::seams::SeamError::Refused(String::new()));
    let message = "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants \
                   access to the principal secretsmanager.amazonaws.com.";
    let rotate = json!({"SecretId": "a", "ClientRequestToken": SECOND, "RotationLambdaARN": FUNCTION});
    refused(&world, "RotateSecret", rotate, "AccessDeniedException", message);

    world.call_for("DeleteSecret", json!({"SecretId": "a"})).ok();
    let message = "You can't perform this operation on the secret because it was marked for deletion.";
    let put = json!({"SecretId": "a", "SecretString": "2", "ClientRequestToken": SECOND});
    for (operation, input) in [("GetSecretValue", json!({"SecretId": "a"})), ("PutSecretValue", put)] {
        refused(&world, operation, input, "InvalidRequestException", message);
    }
    let message =
        "You can't create this secret because a secret with this name is already scheduled for deletion.";
    let again = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": SECOND});
    refused(&world, "CreateSecret", again, "InvalidRequestException", message);
}

/// What users of AWS show: aws/aws-sdk-java 1556, paperclipai/paperclip 9970, floci-io/floci 3247, gruntwork-io/cloud-nuke 435.
#[test]
fn sentences_that_users_show() {
    let world = world();
    let arn = world.make("a", "1");
    let both =
        json!({"SecretId": "a", "SecretString": "1", "SecretBinary": "MQ==", "ClientRequestToken": SECOND});
    let message =
        "You can't specify both a binary secret value and a string secret value in the same secret.";
    refused(&world, "PutSecretValue", both, "InvalidParameterException", message);
    let message = "You must provide a ClientRequestToken value. We recommend a UUID-type value.";
    let none = json!({"SecretId": "a", "SecretString": "1"});
    refused(&world, "PutSecretValue", none, "InvalidRequestException", message);
    world.put("a", "2", SECOND);
    let message = format!(
        "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version \
         {SECOND}, so you must explicitly reference that version in RemoveFromVersionId."
    );
    let stage = json!({"SecretId": "a", "VersionStage": "AWSCURRENT", "MoveToVersionId": FIRST});
    refused(&world, "UpdateSecretVersionStage", stage, "InvalidParameterException", &message);
    let message = format!(
        "You can't use ClientRequestToken {FIRST} because that value is already in use for a version of secret {arn}."
    );
    let used = json!({"SecretId": "a", "SecretString": "other", "ClientRequestToken": FIRST});
    refused(&world, "PutSecretValue", used, "ResourceExistsException", &message);

    let replicas =
        json!({"SecretId": "a", "AddReplicaRegions": [{"Region": "us-west-2"}, {"Region": "eu-west-1"}]});
    world.call_for("ReplicateSecretToRegions", replicas).ok();
    let message =
        format!("You can't delete secret {arn} that still has replica regions [us-west-2, eu-west-1].");
    refused(&world, "DeleteSecret", json!({"SecretId": "a"}), "InvalidParameterException", &message);
    let there = world.in_region("us-west-2");
    let message =
        "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    refused(&there, "DeleteSecret", json!({"SecretId": "a"}), "InvalidParameterException", message);
}
