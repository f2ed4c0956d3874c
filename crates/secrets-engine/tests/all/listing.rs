//! Secrets are listed, and read several at once.

use serde_json::{Value, json};

use crate::harness::{Asks, FIRST, World, world};

fn names(world: &World, input: Value) -> Vec<String> {
    let listed = world.call_for("ListSecrets", input).ok().json();
    let all = listed["SecretList"].as_array().unwrap();
    all.iter().map(|secret| secret["Name"].as_str().unwrap().to_owned()).collect()
}

fn three() -> World {
    let world = world();
    for (name, description, key, value) in [
        ("prod/b", "The Database of orders", "team", "blue"),
        ("prod/a", "api key", "Team", "red"),
        ("dev/c", "database", "stage", "blue green"),
    ] {
        let input = json!({"Name": name, "Description": description, "SecretString": name, "ClientRequestToken": FIRST,
            "Tags": [{"Key": key, "Value": value}]});
        world.call_for("CreateSecret", input).ok();
        world.advance(1);
    }
    world
}

/// AWS's page on filters: prefixes, case, the exclamation mark.
#[test]
fn filters_mean_what_awss_page_says() {
    let world = three();
    let check = |key: &str, values: &[&str], expected: &[&str]| {
        let filters = json!({"Filters": [{"Key": key, "Values": values}]});
        assert_eq!(names(&world, filters), expected, "{key} {values:?}");
    };
    check("name", &["prod/"], &["prod/b", "prod/a"]);
    check("name", &["Prod/"], &[]);
    check("name", &["!prod/"], &["dev/c"]);
    check("name", &["prod/", "!prod/a"], &["prod/b"]);
    check("name", &["dev", "prod/a"], &["prod/a", "dev/c"]);
    check("description", &["DATABASE"], &["prod/b", "dev/c"]);
    check("description", &["the data"], &["prod/b"]);
    check("tag-key", &["team"], &["prod/b"]);
    check("tag-value", &["blue"], &["prod/b", "dev/c"]);
    check("all", &["database"], &["prod/b", "dev/c"]);
    check("all", &["Blue prod"], &["prod/b"]);
    check("all", &["!red"], &["prod/b", "dev/c"]);
    check("owning-service", &["rds"], &[]);
    check("primary-region", &["us"], &[]);
    let both =
        json!({"Filters": [{"Key": "name", "Values": ["prod"]}, {"Key": "tag-value", "Values": ["red"]}]});
    assert_eq!(names(&world, both), ["prod/a"]);
    let wrong = json!({"Filters": [{"Key": "nothing", "Values": ["a"]}]});
    world.call_for("ListSecrets", wrong).is_error(400, "ValidationException", "enum value set");
}

/// AWS's page of ListSecrets; that the oldest come first where nothing is said is our guess.
#[test]
fn secrets_come_in_the_order_that_is_asked_for() {
    let world = three();
    assert_eq!(names(&world, json!({})), ["prod/b", "prod/a", "dev/c"]);
    assert_eq!(names(&world, json!({"SortOrder": "desc"})), ["dev/c", "prod/a", "prod/b"]);
    assert_eq!(names(&world, json!({"SortBy": "name"})), ["dev/c", "prod/a", "prod/b"]);
    world.call_for("UpdateSecret", json!({"SecretId": "prod/b", "Description": "x"})).ok();
    assert_eq!(
        names(&world, json!({"SortBy": "last-changed-date", "SortOrder": "asc"})),
        ["prod/a", "dev/c", "prod/b"]
    );
    let mut seen = Vec::new();
    let mut input = json!({"MaxResults": 2, "SortOrder": "desc"});
    loop {
        let page = world.call_for("ListSecrets", input.clone()).ok().json();
        seen.extend(page["SecretList"].as_array().unwrap().iter().map(|secret| secret["Name"].clone()));
        let Some(token) = page.get("NextToken") else { break };
        input["NextToken"] = token.clone();
    }
    assert_eq!(seen, ["dev/c", "prod/a", "prod/b"]);
    let foreign = json!({"MaxResults": 2, "NextToken": input["NextToken"]});
    world.call_for("ListSecrets", foreign).is_error(400, "InvalidNextTokenException", "");

    world.call_for("DeleteSecret", json!({"SecretId": "prod/a"})).ok();
    assert_eq!(names(&world, json!({})), ["prod/b", "dev/c"]);
    assert_eq!(names(&world, json!({"IncludePlannedDeletion": true})).len(), 3);
    assert_eq!(names(&world.in_region("eu-west-1"), json!({})), [] as [&str; 0]);
    let entry = &world.call_for("ListSecrets", json!({"SortBy": "name"})).ok().json()["SecretList"][0];
    assert_eq!(entry["SecretVersionsToStages"], json!({FIRST: ["AWSCURRENT"]}));
}

/// AWS's page of BatchGetSecretValue; sentences of what is refused are our guess.
#[test]
fn several_values_are_read_at_once() {
    let world = three();
    world.call_for("DeleteSecret", json!({"SecretId": "dev/c"})).ok();
    let got = world
        .call_for("BatchGetSecretValue", json!({"SecretIdList": ["prod/a", "none", "dev/c"]}))
        .ok()
        .json();
    assert_eq!(got["SecretValues"].as_array().unwrap().len(), 1);
    assert_eq!(got["SecretValues"][0]["SecretString"], "prod/a");
    let errors: Vec<(&str, &str)> = got["Errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["SecretId"].as_str().unwrap(), error["ErrorCode"].as_str().unwrap()))
        .collect();
    assert_eq!(errors, [("none", "ResourceNotFoundException"), ("dev/c", "InvalidRequestException")]);
    let mut input = json!({"Filters": [{"Key": "name", "Values": ["prod"]}], "MaxResults": 1});
    let first = world.call_for("BatchGetSecretValue", input.clone()).ok().json();
    assert_eq!(first["SecretValues"][0]["Name"], "prod/b");
    input["NextToken"] = first["NextToken"].clone();
    let second = world.call_for("BatchGetSecretValue", input).ok().json();
    assert_eq!((&second["SecretValues"][0]["Name"], second.get("NextToken")), (&json!("prod/a"), None));
    for wrong in [
        json!({}),
        json!({"SecretIdList": ["a"], "Filters": [{"Key": "name", "Values": ["a"]}]}),
        json!({"SecretIdList": ["a"], "MaxResults": 1}),
    ] {
        world.call_for("BatchGetSecretValue", wrong).is_error(400, "InvalidParameterException", "");
    }
}

/// AWS's page of TagResource; the sentences are our guess.
#[test]
fn tags_are_added_and_taken_away() {
    let world = world();
    world.make("a", "1");
    let tag = |tags: Value| world.call_for("TagResource", json!({"SecretId": "a", "Tags": tags}));
    tag(json!([{"Key": "k", "Value": "1"}, {"Key": "l", "Value": ""}])).ok();
    tag(json!([{"Key": "k", "Value": "2"}])).ok();
    assert_eq!(world.describe("a")["Tags"], json!([{"Key": "k", "Value": "2"}, {"Key": "l", "Value": ""}]));
    world.call_for("UntagResource", json!({"SecretId": "a", "TagKeys": ["k", "none"]})).ok();
    assert_eq!(world.describe("a")["Tags"], json!([{"Key": "l", "Value": ""}]));
    tag(json!([{"Key": "aws:k", "Value": "2"}])).is_error(400, "InvalidParameterException", "aws:");
    let many: Vec<Value> = (0..50).map(|number| json!({"Key": number.to_string(), "Value": ""})).collect();
    tag(many.into()).is_error(400, "InvalidParameterException", "50");
}
