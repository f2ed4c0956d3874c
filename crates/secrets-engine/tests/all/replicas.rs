//! Replicas in other regions: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html>.

use serde_json::json;
use store::Space;

use crate::harness::{Asks, FIRST, SECOND, world};

/// AWS's pages of ReplicateSecretToRegions and StopReplicationToReplica.
#[test]
fn a_replica_follows_its_primary_until_it_is_promoted() {
    let world = world();
    let input = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": FIRST, "Description": "d",
        "AddReplicaRegions": [{"Region": "eu-west-1", "KmsKeyId": "alias/there"}]});
    let created = world.call_for("CreateSecret", input).ok().json();
    let status = &created["ReplicationStatus"][0];
    assert_eq!((&status["Region"], &status["Status"]), (&json!("eu-west-1"), &json!("InSync")));
    let there = world.in_region("eu-west-1");
    let arn = created["ARN"].as_str().unwrap().replace("us-east-1", "eu-west-1");
    assert_eq!((there.text("a").as_str(), there.text(&arn).as_str()), ("1", "1"));
    let described = there.describe("a");
    assert_eq!((&described["ARN"], &described["PrimaryRegion"]), (&json!(arn), &json!("us-east-1")));
    assert_eq!((&described["KmsKeyId"], &described["Description"]), (&json!("alias/there"), &json!("d")));
    assert_eq!(world.describe("a")["ReplicationStatus"][0]["LastAccessedDate"], 1_767_225_600);
    assert_eq!(world.describe("a").get("LastAccessedDate"), None, "it was read there only");
    world.put("a", "2", SECOND);
    assert_eq!(there.text("a"), "2");
    let put = json!({"SecretId": "a", "SecretString": "3", "ClientRequestToken": SECOND});
    there.call_for("PutSecretValue", put).is_error(400, "InvalidParameterException", "replica secret");
    world.call_for("StopReplicationToReplica", json!({"SecretId": "a"})).is_error(
        400,
        "InvalidParameterException",
        "",
    );
    let stopped = there.call_for("StopReplicationToReplica", json!({"SecretId": "a"})).ok().json();
    assert_eq!(stopped, json!({"ARN": arn}));
    assert_eq!(world.describe("a").get("ReplicationStatus"), None);
    world.put("a", "4", "44444444-aaaa-4aaa-8aaa-444444444444");
    assert_eq!((there.text("a").as_str(), world.text("a").as_str()), ("2", "4"));
    let previous = json!({"SecretId": "a", "VersionStage": "AWSPREVIOUS"});
    assert_eq!(there.call_for("GetSecretValue", previous).ok().json()["SecretString"], "1");
    there.call_for("DeleteSecret", json!({"SecretId": "a", "ForceDeleteWithoutRecovery": true})).ok();
    world.call_for("DeleteSecret", json!({"SecretId": "a", "ForceDeleteWithoutRecovery": true})).ok();
    assert_eq!([Space::SecretsSecret, Space::SecretsValue].map(|space| world.stored(space)), [0; 2]);
}

/// AWS's page: a secret of the same name is overwritten only where that is asked for; the message is our guess.
#[test]
fn a_replica_does_not_take_a_name() {
    let world = world();
    world.make("a", "1");
    let there = world.in_region("eu-west-1");
    there.make("a", "own");
    let replicate = |force: bool| {
        let input = json!({"SecretId": "a", "AddReplicaRegions": [{"Region": "eu-west-1"}], "ForceOverwriteReplicaSecret": force});
        world.call_for("ReplicateSecretToRegions", input)
    };
    let status = replicate(false).ok().json()["ReplicationStatus"][0].clone();
    assert_eq!((&status["Status"], there.text("a").as_str()), (&json!("Failed"), "own"));
    let status = replicate(true).ok().json()["ReplicationStatus"][0].clone();
    assert_eq!((&status["Status"], there.text("a").as_str()), (&json!("InSync"), "1"));
    let remove = |region: &str| {
        let input = json!({"SecretId": "a", "RemoveReplicaRegions": [region]});
        world.call_for("RemoveRegionsFromReplication", input)
    };
    remove("eu-west-2").is_error(400, "InvalidParameterException", "eu-west-2");
    assert_eq!(remove("eu-west-1").ok().json()["ReplicationStatus"], json!([]));
    there.call_for("DescribeSecret", json!({"SecretId": "a"})).is_error(400, "ResourceNotFoundException", "");
    let own = json!({"SecretId": "a", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.call_for("ReplicateSecretToRegions", own).is_error(400, "InvalidParameterException", "");
}
