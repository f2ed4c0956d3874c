//! Secrets go, and come back.

use serde_json::json;
use store::Space;
use testkit::eventually;

use crate::harness::{Asks, SECOND, ask, world};

const DAY: u64 = 24 * 60 * 60;

/// AWS's page of DeleteSecret.
#[tokio::test]
async fn a_secret_goes_once_its_window_is_over() {
    let world = world();
    world.engine.engine.begin();
    let create = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": SECOND});
    world.send(ask("CreateSecret", &create)).await.ok();
    let delete = json!({"SecretId": "a", "RecoveryWindowInDays": 7});
    let deleted = world.send(ask("DeleteSecret", &delete)).await.ok().json();
    assert_eq!(deleted["DeletionDate"], 1_767_225_600 + 7 * DAY);
    let described = world.send(ask("DescribeSecret", &json!({"SecretId": "a"}))).await.ok().json();
    assert_eq!(described["DeletedDate"], deleted["DeletionDate"]);
    world.advance(7 * DAY - 1);
    world.send(ask("RestoreSecret", &json!({"SecretId": "a"}))).await.ok();
    world.send(ask("GetSecretValue", &json!({"SecretId": "a"}))).await.ok();
    world.advance(7 * DAY);
    world.send(ask("GetSecretValue", &json!({"SecretId": "a"}))).await.ok();
    world.send(ask("DeleteSecret", &delete)).await.ok();
    world.advance(7 * DAY);
    let gone = || {
        [Space::SecretsSecret, Space::SecretsValue, Space::SecretsDue].map(|space| world.stored(space))
            == [0; 3]
    };
    eventually(gone).await;
    let reply = world.send(ask("DescribeSecret", &json!({"SecretId": "a"}))).await;
    reply.is_error(400, "ResourceNotFoundException", "");
}

/// AWS's page of DeleteSecret: what is refused, and that a forced deletion of nothing is no error.
#[test]
fn a_forced_deletion_leaves_nothing() {
    let world = world();
    let arn = world.make("a", "1");
    let both = json!({"SecretId": "a", "RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": true});
    world.call_for("DeleteSecret", both).is_error(400, "InvalidParameterException", "in conjunction with");
    for days in [6, 31, -1, 0] {
        let input = json!({"SecretId": "a", "RecoveryWindowInDays": days});
        world.call_for("DeleteSecret", input).is_error(400, "InvalidParameterException", "between 7 and 30");
    }
    world.call_for("DeleteSecret", json!({"SecretId": "a"})).ok();
    let force = json!({"SecretId": "a", "ForceDeleteWithoutRecovery": true});
    let deleted = world.call_for("DeleteSecret", force.clone()).ok().json();
    assert_eq!(deleted, json!({"ARN": arn, "Name": "a", "DeletionDate": 1_767_225_600}));
    assert_eq!(
        [Space::SecretsSecret, Space::SecretsValue, Space::SecretsDue].map(|space| world.stored(space)),
        [0; 3]
    );
    world.call_for("DeleteSecret", force).ok();
    world.call_for("DeleteSecret", json!({"SecretId": "a"})).is_error(400, "ResourceNotFoundException", "");
    // The name is free at once, and has another ARN.
    assert_ne!(world.make("a", "1"), arn);
}
