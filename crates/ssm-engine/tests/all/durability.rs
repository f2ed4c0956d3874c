//! Visible is durable.

use serde_json::json;
use testkit::{Parts, visible_is_durable};

use crate::harness::{ask, on};

#[tokio::test]
async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let (parts, faults) = Parts::faulty();
    let world = on(parts);
    let first = json!({"Name": "/a", "Value": "1", "Type": "String"});
    world.send(ask("PutParameter", &first)).await.ok();
    let mut second = first.clone();
    second["Overwrite"] = json!(true);
    let named = json!({"Name": "/a"});
    let requests = [
        (ask("GetParameter", &named), 200),
        (ask("GetParameters", &json!({"Names": ["/a"]})), 200),
        (ask("GetParametersByPath", &json!({"Path": "/"})), 200),
        (ask("GetParameterHistory", &named), 200),
        (ask("DescribeParameters", &json!({})), 200),
        (ask("GetParameter", &json!({"Name": "/none"})), 400),
        (ask("PutParameter", &first), 400),
        (ask("ListTagsForResource", &json!({"ResourceType": "Parameter", "ResourceId": "/a"})), 200),
    ];
    visible_is_durable(&world, &faults, ask("PutParameter", &second), &requests).await;
}
