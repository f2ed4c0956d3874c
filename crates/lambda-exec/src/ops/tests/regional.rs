//! Code signing configurations and capacity providers. Authority: AWS's API reference; the words are our guess but where
//! `error.rs` says otherwise.

use serde_json::{Value, json};

use crate::test_engine::{Bench, creation};

const FUNCTIONS: &str = "/2015-03-31/functions";
const CONFIGS: &str = "/2020-04-22/code-signing-configs";
const PROVIDERS: &str = "/2025-11-30/capacity-providers";

#[tokio::test]
async fn a_code_signing_config_is_kept_shown_and_given_to_functions() {
    let bench = Bench::new();
    bench.create("f").await;
    let publisher = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/p/abcdefghij";
    let publishers = json!({"SigningProfileVersionArns": [publisher]});
    let body = json!({"AllowedPublishers": publishers, "Description": "d", "Tags": {"a": "b"}});
    let made = bench.post(CONFIGS, body).await;
    assert_eq!(made.status, 201, "{made:?}");
    let config = made.json()["CodeSigningConfig"].clone();
    let id = config["CodeSigningConfigId"].as_str().unwrap();
    assert!(id.starts_with("csc-") && id.len() == 21, "{id}");
    let arn = format!("arn:aws:lambda:us-east-1:000000000000:code-signing-config:{id}");
    assert_eq!(
        config,
        json!({
            "CodeSigningConfigId": id, "CodeSigningConfigArn": arn, "Description": "d",
            "AllowedPublishers": publishers,
            "CodeSigningPolicies": {"UntrustedArtifactOnDeployment": "Warn"},
            "LastModified": "2027-01-15T08:00:00.000+0000",
        })
    );
    let bench = bench.restart().await;
    let path = format!("{CONFIGS}/{arn}");
    let enforce = json!({"CodeSigningPolicies": {"UntrustedArtifactOnDeployment": "Enforce"}});
    let changed = bench.put(&path, enforce.clone()).await.json()["CodeSigningConfig"].clone();
    assert_eq!(changed["CodeSigningPolicies"], enforce["CodeSigningPolicies"]);
    assert_eq!(changed["Description"], "d");
    assert_eq!(bench.get(&path).await.json()["CodeSigningConfig"], changed);
    assert_eq!(bench.get(CONFIGS).await.json()["CodeSigningConfigs"], json!([changed]));
    let tags = format!("/2017-03-31/tags/{arn}");
    assert_eq!(bench.get(&tags).await.json()["Tags"], json!({"a": "b"}));
    assert_eq!(bench.post(&tags, json!({"Tags": {"c": "d"}})).await.status, 204);
    assert_eq!(bench.get(&tags).await.json()["Tags"], json!({"a": "b", "c": "d"}));
    let of_function = "/2020-06-30/functions/f/code-signing-config";
    let put = bench.put(of_function, json!({"CodeSigningConfigArn": arn})).await.json();
    assert_eq!(put, json!({"CodeSigningConfigArn": arn, "FunctionName": "f"}));
    assert_eq!(bench.get(of_function).await.json(), put);
    let functions = bench.get(&format!("{path}/functions")).await.json();
    assert_eq!(functions["FunctionArns"], json!(["arn:aws:lambda:us-east-1:000000000000:function:f"]));
    bench.delete(&path).await.is_error(409, "ResourceConflictException", "in use");
    assert_eq!(bench.delete(of_function).await.status, 204);
    assert_eq!(bench.get(of_function).await.json(), json!({"FunctionName": "f"}));
    assert_eq!(bench.delete(&path).await.status, 204);
    for reply in [bench.get(&path).await, bench.delete(&path).await, bench.put(&path, enforce).await] {
        reply.is_error(404, "ResourceNotFoundException", &arn);
    }
    bench.put(of_function, json!({"CodeSigningConfigArn": arn})).await.is_error(
        404,
        "CodeSigningConfigNotFoundException",
        "does not exist",
    );
}

#[tokio::test]
async fn a_capacity_provider_is_kept_shown_and_named_by_functions() {
    let bench = Bench::new();
    let arn = "arn:aws:lambda:us-east-1:000000000000:capacity-provider:p";
    let vpc = json!({"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]});
    let role = json!({"CapacityProviderOperatorRoleArn": "arn:aws:iam::000000000000:role/r"});
    let body =
        json!({"CapacityProviderName": "p", "VpcConfig": vpc, "PermissionsConfig": role, "Tags": {"a": "b"}});
    let made = bench.post(PROVIDERS, body.clone()).await;
    assert_eq!(
        (made.status, &made.json()["CapacityProvider"]["State"]),
        (202, &json!("Pending")),
        "{made:?}"
    );
    bench.post(PROVIDERS, body).await.is_error(409, "ResourceConflictException", "p already exists");
    let bench = bench.restart().await;
    let path = format!("{PROVIDERS}/p");
    let shown = bench.get(&path).await.json()["CapacityProvider"].clone();
    assert_eq!(
        shown,
        json!({
            "CapacityProviderArn": arn, "State": "Active", "VpcConfig": vpc, "PermissionsConfig": role,
            "LastModified": "2027-01-15T08:00:00.000+0000",
        })
    );
    assert_eq!(bench.get(&format!("{PROVIDERS}/{arn}")).await.json()["CapacityProvider"], shown);
    let scaling = json!({"MaxVCpuCount": 16, "ScalingMode": "Auto"});
    let changed = bench.put(&path, json!({"CapacityProviderScalingConfig": scaling})).await;
    assert_eq!(changed.status, 202, "{changed:?}");
    let listed = bench.get(PROVIDERS).await.json();
    assert_eq!(listed["CapacityProviders"][0]["CapacityProviderScalingConfig"], scaling);
    assert_eq!(bench.get(&format!("{PROVIDERS}?State=Failed")).await.json()["CapacityProviders"], json!([]));
    assert_eq!(bench.get(&format!("/2017-03-31/tags/{arn}")).await.json()["Tags"], json!({"a": "b"}));
    let mut function = creation("f");
    let config = json!({"LambdaManagedInstancesCapacityProviderConfig": {"CapacityProviderArn": arn}});
    function["CapacityProviderConfig"] = config.clone();
    let created = bench.post(FUNCTIONS, function).await;
    assert_eq!((created.status, &created.json()["CapacityProviderConfig"]), (201, &config), "{created:?}");
    bench.settled("f").await;
    let versions = bench.get(&format!("{path}/function-versions")).await.json();
    assert_eq!(versions["CapacityProviderArn"], arn);
    let version =
        json!({"FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST", "State": "Active"});
    assert_eq!(versions["FunctionVersions"], json!([version]));
    bench.delete(&path).await.is_error(409, "ResourceConflictException", "in use");
    bench.delete(&format!("{FUNCTIONS}/f")).await;
    let deleted = bench.delete(&path).await;
    assert_eq!((deleted.status, &deleted.json()["CapacityProvider"]["State"]), (202, &json!("Deleting")));
    bench.get(&path).await.is_error(404, "ResourceNotFoundException", arn);
    assert_eq!(bench.get(&format!("{path}/function-versions")).await.json()["FunctionVersions"], Value::Null);
}
