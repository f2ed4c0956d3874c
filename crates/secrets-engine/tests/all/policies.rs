//! Resource policies: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html>.

use serde_json::{Value, json};

use crate::harness::{Asks, world};

fn policy(principal: Value, condition: Option<Value>) -> String {
    let mut statement = json!({"Effect": "Allow", "Principal": principal, "Action": "secretsmanager:GetSecretValue", "Resource": "*"});
    if let Some(condition) = condition {
        statement["Condition"] = condition;
    }
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

/// AWS's page: another account needs the secret's policy, and a key that is not AWS's own. The last sentence is one that users
/// of AWS report.
#[test]
fn another_account_needs_the_policy() {
    let world = world();
    let arn = world.make("a", "1");
    let other = world.as_account("111111111111");
    let get = |id: &str| other.call_for("GetSecretValue", json!({"SecretId": id}));
    get(&arn).is_error(400, "AccessDeniedException", "secretsmanager:GetSecretValue");
    get(&arn.replace("secret:a", "secret:b")).is_error(
        400,
        "AccessDeniedException",
        "secretsmanager:GetSecretValue",
    );
    get("a").is_error(400, "ResourceNotFoundException", "");
    let text = policy(json!({"AWS": "111111111111"}), None);
    let put =
        world.call_for("PutResourcePolicy", json!({"SecretId": "a", "ResourcePolicy": text})).ok().json();
    assert_eq!(put, json!({"ARN": arn, "Name": "a"}));
    get(&arn).is_error(400, "InvalidRequestException", "default KMS service key");
    world.call_for("UpdateSecret", json!({"SecretId": "a", "KmsKeyId": "alias/mine"})).ok();
    assert_eq!(get(&arn).ok().json()["SecretString"], "1");
    assert_eq!(get(arn.rsplit_once('-').unwrap().0).ok().json()["SecretString"], "1");
    let put = json!({"SecretId": arn, "SecretString": "2", "ClientRequestToken": "x".repeat(32)});
    other.call_for("PutSecretValue", put).is_error(
        400,
        "AccessDeniedException",
        "secretsmanager:PutSecretValue",
    );
    let batch = other.call_for("BatchGetSecretValue", json!({"SecretIdList": [arn]})).ok().json();
    assert_eq!(batch["SecretValues"][0]["SecretString"], "1");
    // By the version's label.
    let of_stage = json!({"StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}});
    let text = policy(json!({"AWS": "111111111111"}), Some(of_stage));
    world.call_for("PutResourcePolicy", json!({"SecretId": "a", "ResourcePolicy": text})).ok();
    get(&arn).is_error(400, "AccessDeniedException", "");
    let current = json!({"SecretId": arn, "VersionStage": "AWSCURRENT"});
    other.call_for("GetSecretValue", current).ok();
}

/// AWS's pages of the five operations; AWS leaves out the policy where there is none.
#[test]
fn a_policy_is_kept_and_judged() {
    let world = world();
    let arn = world.make("a", "1");
    let get = || world.call_for("GetResourcePolicy", json!({"SecretId": "a"})).ok().json();
    assert_eq!(get(), json!({"ARN": arn, "Name": "a"}));
    let public = policy(json!("*"), None);
    let put = |input: Value| world.call_for("PutResourcePolicy", input);
    put(json!({"SecretId": "a", "ResourcePolicy": public, "BlockPublicPolicy": true})).is_error(
        400,
        "PublicPolicyException",
        "broad access",
    );
    put(json!({"SecretId": "a", "ResourcePolicy": public})).ok();
    assert_eq!(get()["ResourcePolicy"], json!(public));
    let named =
        world.call_for("GetResourcePolicy", json!({"SecretId": "a", "PolicyName": "default"})).ok().json();
    assert_eq!(named["PolicyName"], "default");
    let listed = world.call_for("ListResourcePolicies", json!({"SecretId": "a"})).ok().json();
    assert_eq!(listed, json!({"ResourcePolicies": [{"PolicyName": "default"}]}));
    put(json!({"SecretId": "a", "ResourcePolicy": public, "PolicyName": "other"})).is_error(
        400,
        "InvalidParameterException",
        "default",
    );
    for malformed in ["{", "[]", "{\"Version\":\"2019-10-19\",\"Statement\":[]}"] {
        put(json!({"SecretId": "a", "ResourcePolicy": malformed})).is_error(
            400,
            "MalformedPolicyDocumentException",
            "",
        );
    }
    let narrowed = policy(json!("*"), Some(json!({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})));
    put(json!({"SecretId": "a", "ResourcePolicy": narrowed, "BlockPublicPolicy": true})).ok();
    let validated =
        |text: &str| world.call_for("ValidateResourcePolicy", json!({"ResourcePolicy": text})).ok().json();
    assert_eq!(validated(&narrowed), json!({"PolicyValidationPassed": true, "ValidationErrors": []}));
    assert_eq!(validated(&public)["PolicyValidationPassed"], false);
    world.call_for("DeleteResourcePolicy", json!({"SecretId": "a"})).ok();
    assert_eq!(get().get("ResourcePolicy"), None);
}
