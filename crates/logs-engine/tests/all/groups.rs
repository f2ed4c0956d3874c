//! Groups: made, found, set, tagged and gone.

use serde_json::{Value, json};

use crate::harness::{World, ask, world};

fn create(world: &World, name: &str) {
    world.ask(ask("CreateLogGroup", &json!({"logGroupName": name}))).ok();
}

fn described(world: &World, input: &Value) -> Vec<String> {
    let reply = world.ask(ask("DescribeLogGroups", input)).ok().json();
    let groups = reply["logGroups"].as_array().unwrap();
    groups.iter().map(|group| group["logGroupName"].as_str().unwrap().to_owned()).collect()
}

/// The members are those of <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html>.
#[test]
fn a_group_shows_what_it_is() {
    let world = world();
    world.advance(1);
    let input = json!({"logGroupName": "/aws/lambda/f", "kmsKeyId": "arn:aws:kms:us-east-1:000000000000:key/k", "tags": {"a": "b"}});
    let reply = world.ask(ask("CreateLogGroup", &input)).ok();
    assert_eq!((reply.status, &reply.body[..]), (200, &b""[..]));
    world
        .ask(ask("PutRetentionPolicy", &json!({"logGroupName": "/aws/lambda/f", "retentionInDays": 7})))
        .ok();
    let group = world.ask(ask("DescribeLogGroups", &json!({}))).ok().json()["logGroups"][0].clone();
    assert_eq!(
        group,
        json!({
            "logGroupName": "/aws/lambda/f",
            "creationTime": 1_767_225_601_000_u64,
            "retentionInDays": 7,
            "metricFilterCount": 0,
            "arn": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*",
            "logGroupArn": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f",
            "storedBytes": 0,
            "kmsKeyId": "arn:aws:kms:us-east-1:000000000000:key/k",
            "logGroupClass": "STANDARD",
            "deletionProtectionEnabled": false,
            "bearerTokenAuthenticationEnabled": false,
        })
    );
    world.ask(ask("DeleteRetentionPolicy", &json!({"logGroupName": "/aws/lambda/f"}))).ok();
    world.ask(ask("DisassociateKmsKey", &json!({"logGroupName": "/aws/lambda/f"}))).ok();
    let group = world.ask(ask("DescribeLogGroups", &json!({}))).ok().json()["logGroups"][0].clone();
    assert!(group["retentionInDays"].is_null() && group["kmsKeyId"].is_null(), "{group}");
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>
#[test]
fn groups_are_found_by_prefix_pattern_and_page() {
    let world = world();
    for name in ["b/1", "a/1", "a/2", "A/3", "c"] {
        create(&world, name);
    }
    assert_eq!(described(&world, &json!({})), ["A/3", "a/1", "a/2", "b/1", "c"]);
    assert_eq!(described(&world, &json!({"logGroupNamePrefix": "a"})), ["a/1", "a/2"]);
    assert_eq!(described(&world, &json!({"logGroupNamePattern": "/1"})), ["a/1", "b/1"]);
    let mut all = Vec::new();
    let mut input = json!({"limit": 2});
    loop {
        let reply = world.ask(ask("DescribeLogGroups", &input)).ok().json();
        all.extend(reply["logGroups"].as_array().unwrap().iter().map(|group| group["logGroupName"].clone()));
        if reply["nextToken"].is_null() {
            break;
        }
        input["nextToken"] = reply["nextToken"].clone();
    }
    assert_eq!(all, ["A/3", "a/1", "a/2", "b/1", "c"]);
    let wrong = json!({"nextToken": "wrong"});
    let refused = "The specified nextToken is invalid.";
    world.ask(ask("DescribeLogGroups", &wrong)).is_error(400, "InvalidParameterException", refused);
    assert!(described(&world.in_region("eu-west-1"), &json!({})).is_empty());
    assert!(described(&world.as_account("111111111111"), &json!({})).is_empty());
    let listed = world.ask(ask("ListLogGroups", &json!({"logGroupNamePattern": "^a/1|b/1"}))).ok().json();
    assert_eq!(listed["logGroups"].as_array().unwrap().len(), 2);
}

/// Terraform asks for tags by the ARN with and without `:*`; the older operations know names alone.
#[test]
fn tags_are_one_by_whatever_operation() {
    let world = world();
    create(&world, "g");
    let arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
    let whole = format!("{arn}:*");
    world.ask(ask("TagLogGroup", &json!({"logGroupName": "g", "tags": {"a": "1", "b": "2"}}))).ok();
    world.ask(ask("TagResource", &json!({"resourceArn": arn, "tags": {"b": "3", "c": "4"}}))).ok();
    let by = |operation: &str, input: &Value| world.ask(ask(operation, input)).ok().json()["tags"].clone();
    for resource in [arn, &whole] {
        let tags = by("ListTagsForResource", &json!({"resourceArn": resource}));
        assert_eq!(tags, json!({"a": "1", "b": "3", "c": "4"}));
    }
    world.ask(ask("UntagResource", &json!({"resourceArn": whole, "tagKeys": ["a"]}))).ok();
    world.ask(ask("UntagLogGroup", &json!({"logGroupName": "g", "tags": ["b", "none"]}))).ok();
    assert_eq!(by("ListTagsLogGroup", &json!({"logGroupName": "g"})), json!({"c": "4"}));
    let many: serde_json::Map<String, Value> = (0..50).map(|n| (format!("k{n}"), json!(""))).collect();
    let refused = world.ask(ask("TagResource", &json!({"resourceArn": arn, "tags": many})));
    refused.is_error(400, "TooManyTagsException", "");
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/protecting-log-groups-from-deletion.html>; the code is AWS's list
/// of errors of the operation.
#[test]
fn a_protected_group_stays() {
    let world = world();
    create(&world, "g");
    let protect = |on: bool| {
        let input = json!({"logGroupIdentifier": "g", "deletionProtectionEnabled": on});
        world.ask(ask("PutLogGroupDeletionProtection", &input)).ok();
    };
    protect(true);
    let delete = ask("DeleteLogGroup", &json!({"logGroupName": "g"}));
    world.ask(delete.clone()).is_error(400, "ValidationException", "");
    protect(false);
    world.ask(delete).ok();
    assert!(described(&world, &json!({})).is_empty());
}

/// The enumeration is AWS's: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>.
#[test]
fn a_retention_is_one_of_aws_s() {
    let world = world();
    create(&world, "g");
    let set = |days: i64| {
        world.ask(ask("PutRetentionPolicy", &json!({"logGroupName": "g", "retentionInDays": days})))
    };
    set(3653).ok();
    set(2).is_error(400, "InvalidParameterException", "retentionInDays");
}
