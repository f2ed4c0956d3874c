//! Replicas in other accounts: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/cross-account-replicate-secrets.html>;
//! and secrets for Systems Manager.

use base::arn::{AccountId, Region};
use base::seams::{SeamError, SecretContent, SecretQuery};
use serde_json::json;

use crate::harness::{Asks, SECOND, world};

/// AWS's pages of AssociateCrossAccountReplica and DisassociateCrossAccountReplica.
#[test]
fn a_secret_repeats_that_of_another_account() {
    let world = world();
    let primary = world.make("a", "1");
    let other = world.as_account("111111111111");
    let create = json!({"Name": "copy", "CrossAccountPrimaryARN": primary, "KmsKeyId": "alias/theirs"});
    let replica = other.call_for("CreateSecret", create).ok().json()["ARN"].as_str().unwrap().to_owned();
    assert_eq!(other.describe("copy")["CrossAccountPrimary"]["ReplicationStatus"], "Pending");
    let both = json!({"SecretId": "a", "CrossAccountReplicaARN": replica});
    let associated = world.call_for("AssociateCrossAccountReplica", both.clone()).ok().json();
    assert_eq!(
        associated,
        json!({"ARN": primary, "CrossAccountReplicaARN": replica, "ReplicationStatus": "InSync"})
    );
    assert_eq!(other.text("copy"), "1");
    world.put("a", "2", SECOND);
    assert_eq!(other.text("copy"), "2");
    assert_eq!(world.describe("a")["CrossAccountReplicas"][0]["ReplicaSecretARN"], json!(replica));
    let put = json!({"SecretId": "copy", "SecretString": "3", "ClientRequestToken": "x".repeat(32)});
    other.call_for("PutSecretValue", put.clone()).is_error(400, "InvalidParameterException", "replica");
    world.call_for("DisassociateCrossAccountReplica", both).ok();
    world.put("a", "4", &"y".repeat(32));
    assert_eq!((other.text("copy").as_str(), world.text("a").as_str()), ("2", "4"));
    assert_eq!(other.describe("copy")["CrossAccountPrimary"]["ReplicationStatus"], "Detached");
    other.call_for("PutSecretValue", put).ok();
}

/// AWS's page on secrets as parameters.
#[tokio::test]
async fn systems_manager_is_given_a_version() {
    let world = world();
    let create = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": SECOND});
    world.send(crate::harness::ask("CreateSecret", &create)).await.ok();
    let secrets = world.engine.secrets();
    let query = |id: &str, stage: Option<&str>| SecretQuery {
        account: AccountId::DEFAULT,
        region: Region::us_east_1(),
        id: id.to_owned(),
        version_id: None,
        version_stage: stage.map(str::to_owned),
    };
    let version = secrets.version(&query("a", None)).await.unwrap();
    assert_eq!(version.content, SecretContent::Text("1".to_owned()));
    assert_eq!((version.version_id.as_str(), version.stages), (SECOND, vec!["AWSCURRENT".to_owned()]));
    let missing = secrets.version(&query("a", Some("AWSPREVIOUS"))).await;
    assert!(matches!(missing, Err(SeamError::NotFound(_))), "{missing:?}");
    let arn = version.arn.to_string();
    let foreign = SecretQuery { account: AccountId::parse("111111111111").unwrap(), ..query(&arn, None) };
    assert!(matches!(secrets.version(&foreign).await, Err(SeamError::Refused(_))));
}
