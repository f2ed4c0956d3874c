//! Listings: hierarchies and filters.

use serde_json::{Value, json};

use crate::harness::{World, names, ok, put, reply, world};

fn with_hierarchy() -> World {
    let world = world();
    for name in ["/a/b/c/d", "/a/b/c", "/a/b", "/a/x", "/ab", "plain", "/a/b/e"] {
        put(&world, name, "v", &json!({})).ok();
    }
    world
}

fn pages(world: &World, operation: &str, mut input: Value, most: usize) -> Vec<String> {
    let mut all = Vec::new();
    input["MaxResults"] = json!(most);
    loop {
        let page = ok(world, operation, &input);
        assert!(names(&page).len() <= most);
        all.extend(names(&page).into_iter().map(str::to_owned));
        if page["NextToken"].is_null() {
            return all;
        }
        input["NextToken"] = page["NextToken"].clone();
    }
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html>
#[test]
fn a_hierarchy_is_listed_by_its_path() {
    let world = with_hierarchy();
    let by_path = |path: &str, recursive: bool| {
        pages(&world, "GetParametersByPath", json!({"Path": path, "Recursive": recursive}), 2)
    };
    assert_eq!(by_path("/a", false), ["/a/b", "/a/x"]);
    assert_eq!(by_path("/a/", true), ["/a/b", "/a/b/c", "/a/b/c/d", "/a/b/e", "/a/x"]);
    assert_eq!(by_path("/a/b", false), ["/a/b/c", "/a/b/e"]);
    assert_eq!(by_path("/", false), ["/ab", "plain"]);
    assert_eq!(by_path("/", true).len(), 7);
    // Nothing below a path is no error.
    assert!(by_path("/none", true).is_empty());
    let ten = ok(&world, "GetParametersByPath", &json!({"Path": "/", "Recursive": true}));
    assert_eq!((names(&ten).len(), &ten["NextToken"]), (7, &Value::Null));
    let refused = |input: Value, code: &str, part: &str| {
        reply(&world, "GetParametersByPath", &input).is_error(400, code, part);
    };
    // Recorded: <https://github.com/aws/copilot-cli/issues/66>.
    refused(
        json!({"Path": "a"}),
        "ValidationException",
        r#"The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive)."#,
    );
    refused(json!({"Path": "/a", "MaxResults": 11}), "ValidationException", "less than or equal to 10");
    refused(json!({"Path": "/a", "NextToken": "x"}), "InvalidNextToken", "");
    let filter = |filter: Value| json!({"Path": "/a", "ParameterFilters": [filter]});
    for key in ["Name", "Path", "Tier", "DataType", "tag:x"] {
        refused(filter(json!({"Key": key, "Values": ["x"]})), "InvalidFilterKey", "");
    }
    refused(
        filter(json!({"Key": "Type", "Option": "Contains", "Values": ["x"]})),
        "InvalidFilterOption",
        "Equals",
    );
    refused(
        filter(json!({"Key": "Label", "Option": "BeginsWith", "Values": ["x"]})),
        "InvalidFilterOption",
        "Equals",
    );
    let found = ok(&world, "GetParametersByPath", &filter(json!({"Key": "Type", "Values": ["String"]})));
    assert_eq!(names(&found), ["/a/b", "/a/x"]);
    let found = ok(&world, "GetParametersByPath", &filter(json!({"Key": "Type", "Values": ["StringList"]})));
    assert!(names(&found).is_empty());
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html>; the rule about slashes:
/// <https://github.com/getmoto/moto/pull/3189>; that a path is recursive by default: AWS's page on finding public parameters.
#[test]
fn parameters_are_described_by_filters() {
    let world = with_hierarchy();
    put(&world, "/list", "a,b", &json!({"Type": "StringList", "Tags": [{"Key": "k", "Value": "v1"}]})).ok();
    put(
        &world,
        "/secure",
        "s",
        &json!({"Type": "SecureString", "Tier": "Advanced", "Tags": [{"Key": "k", "Value": "w"}]}),
    )
    .ok();
    let found = |filters: Value| pages(&world, "DescribeParameters", json!({"ParameterFilters": filters}), 3);
    let one = |key: &str, option: Option<&str>, values: &[&str]| {
        found(json!([{"Key": key, "Option": option, "Values": values}]))
    };
    assert_eq!(one("Name", None, &["/a/b", "/plain", "/none"]), ["/a/b", "plain"]);
    assert_eq!(one("Name", Some("Equals"), &["a/x"]), ["/a/x"]);
    assert_eq!(one("Name", Some("BeginsWith"), &["/a/b"]), ["/a/b", "/a/b/c", "/a/b/c/d", "/a/b/e"]);
    assert_eq!(one("Name", Some("Contains"), &["ai"]), ["plain"]);
    assert_eq!(one("Name", Some("Contains"), &["/pl"]), ["plain"]);
    assert!(one("Name", Some("Contains"), &["/lain"]).is_empty());
    assert_eq!(one("Path", None, &["/a/b"]), ["/a/b/c", "/a/b/c/d", "/a/b/e"]);
    assert_eq!(
        one("Path", Some("OneLevel"), &["/a/b", "/"]),
        ["/a/b/c", "/a/b/e", "/ab", "/list", "plain", "/secure"]
    );
    assert_eq!(one("Path", Some("Recursive"), &["/a/b/c"]), ["/a/b/c/d"]);
    assert_eq!(one("Type", None, &["StringList", "SecureString"]), ["/list", "/secure"]);
    assert_eq!(one("Type", Some("BeginsWith"), &["Sec"]), ["/secure"]);
    assert_eq!(one("Tier", None, &["Advanced"]), ["/secure"]);
    assert_eq!(one("KeyId", None, &["alias/aws/ssm"]), ["/secure"]);
    assert_eq!(one("DataType", None, &["text"]).len(), 9);
    assert_eq!(one("tag:k", None, &["v1"]), ["/list"]);
    assert_eq!(one("tag:k", Some("BeginsWith"), &["v", "w"]), ["/list", "/secure"]);
    assert_eq!(found(json!([{"Key": "tag:k"}])), ["/list", "/secure"]);
    assert_eq!(found(json!([{"Key": "tag:k"}, {"Key": "Type", "Values": ["StringList"]}])), ["/list"]);
    assert_eq!(
        found(
            json!([{"Key": "Name", "Values": ["/list", "/secure"]}, {"Key": "Tier", "Values": ["Standard"]}])
        ),
        ["/list"]
    );
    let old = |key: &str, values: &[&str]| {
        pages(&world, "DescribeParameters", json!({"Filters": [{"Key": key, "Values": values}]}), 50)
    };
    assert_eq!(old("Type", &["SecureString"]), ["/secure"]);
    assert_eq!(old("Name", &["/list"]), ["/list"]);
    assert_eq!(old("KeyId", &["alias/aws/ssm"]), ["/secure"]);
}

/// The codes are AWS's; the sentences have their sources in `error.rs`.
#[test]
fn filters_that_cannot_be() {
    let world = with_hierarchy();
    let refused = |input: Value, code: &str, part: &str| {
        reply(&world, "DescribeParameters", &input).is_error(400, code, part);
    };
    let filter = |filter: Value| json!({"ParameterFilters": [filter]});
    refused(filter(json!({"Key": "Label", "Values": ["x"]})), "InvalidFilterKey", "");
    refused(
        filter(json!({"Key": "x", "Values": ["x"]})),
        "ValidationException",
        "regular expression pattern",
    );
    refused(
        filter(json!({"Key": "Type", "Option": "Contains", "Values": ["x"]})),
        "InvalidFilterOption",
        "Contains",
    );
    refused(
        filter(json!({"Key": "Path", "Option": "Equals", "Values": ["/x"]})),
        "InvalidFilterOption",
        "Recursive",
    );
    refused(
        filter(json!({"Key": "Path", "Values": ["x"]})),
        "ValidationException",
        "must begin with a forward slash",
    );
    refused(
        filter(json!({"Key": "Name"})),
        "InvalidFilterValue",
        "The following filter values are missing : null for filter key Name.",
    );
    refused(
        filter(json!({"Key": "Label", "Values": ["x"]})),
        "InvalidFilterKey",
        "The following filter key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier].",
    );
    refused(
        filter(json!({"Key": "Type", "Values": ["String", "Text"]})),
        "InvalidFilterOption",
        "The following filter value is not valid: Text. Valid values include: [String, StringList, SecureString].",
    );
    refused(
        filter(json!({"Key": "Tier", "Values": ["x"]})),
        "InvalidFilterOption",
        "The following filter value is not valid: x. Valid values include: [Standard, Advanced, Intelligent-Tiering].",
    );
    let twice = json!({"Key": "Name", "Values": ["x"]});
    refused(
        json!({"ParameterFilters": [twice, twice]}),
        "InvalidFilterKey",
        "The following filter is duplicated in the request: Name.",
    );
    refused(
        json!({"Filters": [{"Key": "Name", "Values": ["x"]}], "ParameterFilters": [{"Key": "Name", "Values": ["x"]}]}),
        "ValidationException",
        "You can use either Filters or ParameterFilters in a single request.",
    );
    refused(json!({"MaxResults": 51}), "ValidationException", "less than or equal to 50");
    refused(json!({"NextToken": "x"}), "InvalidNextToken", "");
    let token = ok(&world, "DescribeParameters", &json!({"MaxResults": 1}))["NextToken"].clone();
    refused(json!({"Shared": true, "NextToken": token}), "InvalidNextToken", "");
    assert!(names(&ok(&world, "DescribeParameters", &json!({"Shared": true}))).is_empty());
}
