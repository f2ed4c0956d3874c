//! Versions and their labels.

use serde_json::{Value, json};

use crate::harness::{World, get, names, ok, put, reply, world};

fn with_versions(count: usize) -> World {
    let world = world();
    for number in 1..=count {
        put(&world, "/a", &format!("v{number}"), &json!({"Overwrite": true})).ok();
    }
    world
}

fn label(world: &World, version: Option<u64>, labels: &[&str]) -> testkit::Reply {
    let mut input = json!({"Name": "/a", "Labels": labels});
    if let Some(version) = version {
        input["ParameterVersion"] = json!(version);
    }
    reply(world, "LabelParameterVersion", &input)
}

/// `Selector` as in <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html>; the sentence is
/// recorded: <https://github.com/getmoto/moto/pull/3977>.
#[test]
fn a_version_is_got_by_its_number_or_label() {
    let world = with_versions(3);
    assert_eq!(
        label(&world, Some(2), &["prod"]).ok().json(),
        json!({"InvalidLabels": [], "ParameterVersion": 2})
    );
    for (name, value, selector) in [
        ("/a", "v3", Value::Null),
        ("/a:3", "v3", json!(":3")),
        ("/a:1", "v1", json!(":1")),
        ("/a:prod", "v2", json!(":prod")),
        ("arn:aws:ssm:us-east-1:000000000000:parameter/a:prod", "v2", json!(":prod")),
    ] {
        let shown = get(&world, name);
        assert_eq!(
            (&shown["Value"], &shown["Selector"], &shown["Name"]),
            (&json!(value), &selector, &json!("/a"))
        );
        assert_eq!(shown["ARN"], "arn:aws:ssm:us-east-1:000000000000:parameter/a");
    }
    let missing = |name: &str, part: &str| {
        reply(&world, "GetParameter", &json!({"Name": name})).is_error(400, "ParameterVersionNotFound", part);
    };
    missing("/a:4", "Systems Manager could not find version 4 of /a. Verify the version and try again.");
    missing("/a:0", "could not find version 0 of /a");
    missing("/a:none", "could not find label none for parameter /a");
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html>
#[test]
fn a_history_has_all_versions_page_by_page() {
    let world = with_versions(5);
    label(&world, None, &["new", "last"]).ok();
    label(&world, Some(1), &["old"]).ok();
    let mut all = Vec::new();
    let mut input = json!({"Name": "/a", "MaxResults": 2});
    loop {
        let page = ok(&world, "GetParameterHistory", &input);
        let found = page["Parameters"].as_array().unwrap().clone();
        assert!(found.len() <= 2);
        all.extend(found);
        if page["NextToken"].is_null() {
            break;
        }
        input["NextToken"] = page["NextToken"].clone();
    }
    let shown: Vec<Value> =
        all.iter().map(|one| json!([one["Version"], one["Value"], one["Labels"]])).collect();
    let expected =
        json!([[1, "v1", ["old"]], [2, "v2", []], [3, "v3", []], [4, "v4", []], [5, "v5", ["last", "new"]]]);
    assert_eq!(json!(shown), expected);
    assert_eq!(all[0]["LastModifiedUser"], "arn:aws:iam::000000000000:root");
    let foreign = json!({"Name": "/b", "NextToken": input["NextToken"]});
    reply(&world, "GetParameterHistory", &foreign).is_error(400, "InvalidNextToken", "");
    reply(&world, "GetParameterHistory", &json!({"Name": "/a", "MaxResults": 51})).is_error(
        400,
        "ValidationException",
        "less than or equal to 50",
    );
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html>
#[test]
fn labels_move_and_go() {
    let world = with_versions(2);
    let said = label(&world, Some(1), &["prod", "1st", "AWSx", "ssm", "a b", "prod"]).ok().json();
    assert_eq!(said, json!({"InvalidLabels": ["1st", "AWSx", "ssm", "a b"], "ParameterVersion": 1}));
    label(&world, None, &["prod"]).ok();
    assert_eq!(get(&world, "/a:prod")["Version"], 2);
    let unlabel = |version: u64, labels: Value| {
        let input = json!({"Name": "/a", "ParameterVersion": version, "Labels": labels});
        reply(&world, "UnlabelParameterVersion", &input)
    };
    let said = unlabel(1, json!(["prod", "none"])).ok().json();
    assert_eq!(said, json!({"RemovedLabels": [], "InvalidLabels": ["prod", "none"]}));
    let said = unlabel(2, json!(["prod"])).ok().json();
    assert_eq!(said, json!({"RemovedLabels": ["prod"], "InvalidLabels": []}));
    assert_eq!(world.stored(store::Space::SsmLabels), 0);
    unlabel(3, json!(["x"])).is_error(400, "ParameterVersionNotFound", "could not find version 3 of /a");
    label(&world, Some(3), &["x"]).is_error(400, "ParameterVersionNotFound", "");
    let ten: Vec<String> = (0..10).map(|n| format!("l{n}")).collect();
    label(&world, Some(1), &ten.iter().map(String::as_str).collect::<Vec<_>>()).ok();
    label(&world, Some(1), &["l0"]).ok();
    label(&world, Some(1), &["eleventh"]).is_error(400, "ParameterVersionLabelLimitExceeded", "10 labels");
    label(&world, Some(2), &["l3"]).ok();
    label(&world, Some(1), &["eleventh"]).ok();
    reply(&world, "LabelParameterVersion", &json!({"Name": "/none", "Labels": ["x"]})).is_error(
        400,
        "ParameterNotFound",
        "",
    );
}

/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html>; the sentence is that of AWS's page on
/// ParameterMaxVersionLimitExceeded.
#[test]
fn the_oldest_of_a_hundred_versions_goes_unless_it_has_a_label() {
    let world = with_versions(100);
    label(&world, Some(2), &["kept"]).ok();
    put(&world, "/a", "v101", &json!({"Overwrite": true})).ok();
    reply(&world, "GetParameter", &json!({"Name": "/a:1"})).is_error(400, "ParameterVersionNotFound", "");
    put(&world, "/a", "v102", &json!({"Overwrite": true})).is_error(
        400,
        "ParameterMaxVersionLimitExceeded",
        "You attempted to create a new version of /a by calling the PutParameter API with the overwrite flag. Version 2, the \
         oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the \
         parameter, and try again.",
    );
    assert_eq!(get(&world, "/a")["Version"], 101);
    label(&world, None, &["kept"]).ok();
    put(&world, "/a", "v102", &json!({"Overwrite": true})).ok();
    let first = ok(&world, "GetParameterHistory", &json!({"Name": "/a"}))["Parameters"][0]["Version"].clone();
    assert_eq!(first, 3);
}

/// Of <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html>: a listing by label shows the version
/// that has it.
#[test]
fn a_hierarchy_is_listed_by_label() {
    let world = world();
    for (name, versions) in [("/Config/DBpwd", 3), ("/Config/endpoint", 2), ("/Config/other", 1)] {
        for number in 1..=versions {
            put(&world, name, &format!("v{number}"), &json!({"Overwrite": true})).ok();
        }
    }
    for (name, version) in [("/Config/DBpwd", 2), ("/Config/endpoint", 2)] {
        ok(
            &world,
            "LabelParameterVersion",
            &json!({"Name": name, "ParameterVersion": version, "Labels": ["x"]}),
        );
    }
    let filter = json!([{"Key": "Label", "Option": "Equals", "Values": ["x"]}]);
    let found = ok(&world, "GetParametersByPath", &json!({"Path": "/Config", "ParameterFilters": filter}));
    assert_eq!(names(&found), ["/Config/DBpwd", "/Config/endpoint"]);
    assert_eq!(
        (&found["Parameters"][0]["Value"], &found["Parameters"][0]["Version"]),
        (&json!("v2"), &json!(2))
    );
}
