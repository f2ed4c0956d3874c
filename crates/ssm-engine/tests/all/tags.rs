//! Tags of parameters: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html>.

use serde_json::{Value, json};

use crate::harness::{ok, put, reply, world};

#[test]
fn tags_come_and_go() {
    let world = world();
    put(&world, "/a", "v", &json!({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]})).ok();
    let of = |name: &str| json!({"ResourceType": "Parameter", "ResourceId": name});
    let with = |members: Value| {
        let mut input = of("/a");
        for (member, value) in members.as_object().unwrap() {
            input[member] = value.clone();
        }
        input
    };
    let tags = || ok(&world, "ListTagsForResource", &of("/a"))["TagList"].clone();
    assert_eq!(tags(), json!([{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]));
    let added = with(json!({"Tags": [{"Key": "b", "Value": "2"}, {"Key": "c", "Value": "3"}]}));
    assert_eq!(ok(&world, "AddTagsToResource", &added), json!({}));
    assert_eq!(ok(&world, "RemoveTagsFromResource", &with(json!({"TagKeys": ["a", "none"]}))), json!({}));
    assert_eq!(tags(), json!([{"Key": "b", "Value": "2"}, {"Key": "c", "Value": "3"}]));
    // A new version keeps them.
    put(&world, "/a", "w", &json!({"Overwrite": true})).ok();
    assert_eq!(tags().as_array().unwrap().len(), 2);
    let many: Vec<Value> = (0..50).map(|n| json!({"Key": format!("k{n}"), "Value": ""})).collect();
    reply(&world, "AddTagsToResource", &with(json!({"Tags": many}))).is_error(400, "TooManyTagsError", "");
    let reserved = with(json!({"Tags": [{"Key": "aws:x", "Value": ""}]}));
    reply(&world, "AddTagsToResource", &reserved).is_error(400, "ValidationException", "aws:");
    // Recorded, without a sentence: <https://github.com/getmoto/moto/issues/4360>.
    let missing = reply(&world, "ListTagsForResource", &of("special-not-there-4"));
    assert_eq!((missing.status, missing.text().as_str()), (400, r#"{"__type":"InvalidResourceId"}"#));
    let other = json!({"ResourceType": "Document", "ResourceId": "/a"});
    reply(&world, "ListTagsForResource", &other).is_error(400, "InvalidResourceId", "");
}
