//! Policies of parameters: <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html>.

use serde_json::{Value, json};
use store::Space;
use testkit::eventually;

use crate::harness::{World, ask, ok, put, reply, world};

fn expires(at: &str) -> String {
    format!(r#"{{"Type":"Expiration","Version":"1.0","Attributes":{{"Timestamp":"{at}"}}}}"#)
}

fn advanced(policies: &str) -> Value {
    json!({"Tier": "Advanced", "Overwrite": true, "Policies": policies})
}

async fn is_there(world: &World, name: &str) -> bool {
    world.send(ask("GetParameter", &json!({"Name": name}))).await.status == 200
}

/// The texts are those of AWS's page; that they are shown so is the page of DescribeParameters.
#[test]
fn policies_are_shown_until_there_are_others() {
    let world = world();
    let before =
        r#"{"Type":"ExpirationNotification","Version":"1.0","Attributes":{"Before":"15","Unit":"Days"}}"#;
    let policies = format!("[{},{before}]", expires("2027-01-01T00:00:00.000Z"));
    put(&world, "/a", "v", &advanced(&policies)).ok();
    let shown = || ok(&world, "DescribeParameters", &json!({}))["Parameters"][0]["Policies"].clone();
    let expected = json!([
        {"PolicyText": expires("2027-01-01T00:00:00.000Z"), "PolicyType": "Expiration", "PolicyStatus": "Pending"},
        {"PolicyText": before, "PolicyType": "ExpirationNotification", "PolicyStatus": "Pending"},
    ]);
    assert_eq!(shown(), expected);
    put(&world, "/a", "w", &json!({"Overwrite": true})).ok();
    assert_eq!(shown(), expected);
    assert_eq!(world.stored(Space::SsmExpiry), 1);
    put(&world, "/a", "w", &advanced("[{}]")).ok();
    assert_eq!((shown(), world.stored(Space::SsmExpiry)), (json!([]), 0));
    put(&world, "/a", "w", &advanced("[")).is_error(400, "InvalidPolicyAttributeException", "");
    reply(&world, "PutParameter", &json!({"Name": "/b", "Value": "v", "Type": "String", "Policies": ""}))
        .is_error(400, "ValidationException", "'policies'");
}

/// The world begins on 2026-01-01.
#[tokio::test]
async fn a_parameter_goes_when_its_policy_says_so() {
    let world = world();
    let send = |name: &str, policies: String| {
        let mut input = advanced(&policies);
        for (member, value) in [("Name", name), ("Value", "v"), ("Type", "String")] {
            input[member] = json!(value);
        }
        world.send(ask("PutParameter", &input))
    };
    world.engine.engine.begin();
    send("/hour", format!("[{}]", expires("2026-01-01T01:00:00Z"))).await.ok();
    send("/day", format!("[{}]", expires("2026-01-02T00:00:00+00:00"))).await.ok();
    send("/moved", format!("[{}]", expires("2026-01-01T01:00:00Z"))).await.ok();
    send("/moved", format!("[{}]", expires("2026-01-01T03:00:00Z"))).await.ok();
    world.advance(3599);
    tokio::task::yield_now().await;
    assert!(is_there(&world, "/hour").await);
    world.advance(1);
    eventually(|| world.stored(Space::SsmParameter) == 2).await;
    assert!(!is_there(&world, "/hour").await);
    assert!(is_there(&world, "/day").await && is_there(&world, "/moved").await);
    // A long sleep of the clock: all that was due goes.
    world.advance(7 * 24 * 3600);
    eventually(|| world.stored(Space::SsmParameter) == 0).await;
    for space in [Space::SsmParameter, Space::SsmVersion, Space::SsmExpiry] {
        assert_eq!(world.stored(space), 0, "{space:?}");
    }
    // What has expired when it is made goes at once: our guess.
    send("/late", format!("[{}]", expires("2020-01-01T00:00:00Z"))).await.ok();
    eventually(|| world.stored(Space::SsmParameter) == 0).await;
    world.stop().await;
}
