//! Visible is durable, and nothing comes back or is lost.

use serde_json::json;
use testkit::{Parts, visible_is_durable};

use crate::harness::{FIRST, SECOND, ask, on};

#[tokio::test]
async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let (parts, faults) = Parts::faulty();
    let world = on(parts);
    let create = |name: &str| {
        ask("CreateSecret", &json!({"Name": name, "SecretString": "1", "ClientRequestToken": FIRST}))
    };
    world.send(create("a")).await.ok();
    let requests = [
        (ask("GetSecretValue", &json!({"SecretId": "a"})), 200),
        (ask("DescribeSecret", &json!({"SecretId": "a"})), 200),
        (ask("ListSecrets", &json!({})), 200),
        (
            ask(
                "PutSecretValue",
                &json!({"SecretId": "a", "SecretString": "2", "ClientRequestToken": SECOND}),
            ),
            200,
        ),
        (ask("DescribeSecret", &json!({"SecretId": "none"})), 400),
    ];
    visible_is_durable(&world, &faults, create("b"), &requests).await;
}
