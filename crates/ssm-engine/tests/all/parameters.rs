//! Parameters: made, got, overwritten and gone.

use serde_json::{Value, json};

use crate::harness::{get, names, ok, put, reply, world};

/// The members are those of <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html> and of the example of
/// <https://docs.aws.amazon.com/cli/latest/reference/ssm/get-parameter.html>.
#[test]
fn a_parameter_shows_what_it_is() {
    let world = world();
    world.clock.advance(std::time::Duration::from_millis(1234));
    let said = put(&world, "/a/b", "v", &json!({"Description": "d", "AllowedPattern": "^v$"})).ok();
    assert_eq!(said.json(), json!({"Version": 1, "Tier": "Standard"}));
    assert_eq!(
        get(&world, "/a/b"),
        json!({
            "Name": "/a/b",
            "Type": "String",
            "Value": "v",
            "Version": 1,
            "LastModifiedDate": 1_767_225_601.234,
            "ARN": "arn:aws:ssm:us-east-1:000000000000:parameter/a/b",
            "DataType": "text",
        })
    );
    assert_eq!(
        ok(&world, "DescribeParameters", &json!({})),
        json!({"Parameters": [{
            "Name": "/a/b",
            "ARN": "arn:aws:ssm:us-east-1:000000000000:parameter/a/b",
            "Type": "String",
            "LastModifiedDate": 1_767_225_601.234,
            "LastModifiedUser": "arn:aws:iam::000000000000:root",
            "Description": "d",
            "AllowedPattern": "^v$",
            "Version": 1,
            "Tier": "Standard",
            "Policies": [],
            "DataType": "text",
        }]})
    );
    assert!(names(&ok(&world.in_region("eu-west-1"), "DescribeParameters", &json!({}))).is_empty());
    assert!(names(&ok(&world.as_account("111111111111"), "DescribeParameters", &json!({}))).is_empty());
}

/// AWS's page on names: a parameter with a first slash and one without are not two. Which name it shows is our guess.
#[test]
fn a_first_slash_makes_no_other_parameter() {
    let world = world();
    put(&world, "a", "1", &json!({})).ok();
    put(&world, "/a", "2", &json!({})).is_error(400, "ParameterAlreadyExists", "");
    assert_eq!(
        (get(&world, "/a")["Name"].as_str(), get(&world, " a ")["Value"].as_str()),
        (Some("a"), Some("1"))
    );
    assert_eq!(get(&world, "a")["ARN"], "arn:aws:ssm:us-east-1:000000000000:parameter/a");
}

/// Clients show that this error has no sentence: <https://github.com/aws/aws-sdk-js-v3/issues/3074> and others.
#[test]
fn what_is_not_there_is_not_found_without_words() {
    let world = world();
    for operation in ["GetParameter", "GetParameterHistory", "DeleteParameter"] {
        let refused = reply(&world, operation, &json!({"Name": "/none"}));
        assert_eq!(
            (refused.status, refused.json()),
            (400, json!({"__type": "ParameterNotFound"})),
            "{operation}"
        );
    }
}

/// The sentences have their sources in `error.rs`.
#[test]
fn what_put_refuses() {
    let world = world();
    let check = |name: &str, value: &str, more: &Value, code: &str, part: &str| {
        put(&world, name, value, more).is_error(400, code, part);
    };
    put(&world, "/a", "v", &json!({})).ok();
    check(
        "/a",
        "w",
        &json!({}),
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value",
    );
    check("awsx", "v", &json!({}), "AccessDeniedException", "No access to reserved parameter name: awsx.");
    check(
        "SSMx",
        "v",
        &json!({}),
        "ValidationException",
        "can't be prefixed with \"ssm\" (case-insensitive)",
    );
    check("a/b", "v", &json!({}), "ValidationException", "Parameter name must be a fully qualified name.");
    check(
        "/b",
        "{{ssm:a}}",
        &json!({}),
        "ValidationException",
        "Parameter value can't nest another parameter.",
    );
    let tagged = json!({"Overwrite": true, "Tags": [{"Key": "k", "Value": "v"}]});
    check(
        "/b",
        "v",
        &tagged,
        "ValidationException",
        "Invalid request: tags and overwrite can't be used together.",
    );
    let no_type = json!({"Type": null});
    check(
        "/b",
        "v",
        &no_type,
        "ValidationException",
        "A parameter type is required when you create a parameter.",
    );
    let key = json!({"KeyId": "alias/mine"});
    check("/b", "v", &key, "ValidationException", "KeyId is required for SecureString type parameter only.");
    let allowed = json!({"AllowedPattern": "^\\d+$"});
    check("/b", "v", &allowed, "ParameterPatternMismatchException", "allowedPattern: ^\\d+$");
    check("/b", "v", &json!({"AllowedPattern": "("}), "InvalidAllowedPatternException", "");
    check("/b", "v", &json!({"DataType": "x"}), "ValidationException", "data type is not supported: x");
    // Recorded: <https://github.com/ministryofjustice/modernisation-platform/pull/8116>.
    check(
        "/b",
        "",
        &json!({}),
        "ValidationException",
        "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    check("/b", &"v".repeat(32_769), &json!({}), "ValidationException", "length less than or equal to 32768");
    // As users of other emulators of AWS know the sentence: the values in the order of Java's sets.
    check(
        "/b",
        "v",
        &json!({"Type": "Text"}),
        "ValidationException",
        "Member must satisfy enum value set: [SecureString, StringList, String]",
    );
    assert_eq!(names(&ok(&world, "DescribeParameters", &json!({}))), ["/a"]);
}

/// What is not said stays, as Terraform's provider relies on, which sends only what has changed; an empty text takes it away.
#[test]
fn an_update_keeps_what_it_does_not_say() {
    let world = world();
    let all = json!({"Description": "d", "AllowedPattern": "[0-9]+", "DataType": "integer"});
    put(&world, "/a", "1", &all).ok();
    let update = |more: Value| {
        put(&world, "/a", "2", &json!({"Type": null, "Overwrite": true})).ok();
        put(&world, "/a", "2", &{
            let mut more = more;
            more["Overwrite"] = json!(true);
            more
        })
        .ok();
        ok(&world, "DescribeParameters", &json!({}))["Parameters"][0].clone()
    };
    let shown = update(json!({}));
    assert_eq!(
        (&shown["Description"], &shown["AllowedPattern"], &shown["DataType"], &shown["Version"]),
        (&json!("d"), &json!("[0-9]+"), &json!("integer"), &json!(3))
    );
    put(&world, "/a", "x", &json!({"Overwrite": true})).is_error(
        400,
        "ParameterPatternMismatchException",
        "",
    );
    let shown = update(json!({"Description": "", "AllowedPattern": "", "DataType": "text"}));
    assert!(shown.get("Description").is_none() && shown.get("AllowedPattern").is_none(), "{shown}");
}

/// HashiCorp's acceptance tests against AWS change a type in place and pass, as they list in
/// <https://github.com/hashicorp/terraform-provider-aws/pull/18640> (`TestAccAWSSSMParameter_updateType`); AWS's page says it cannot be.
#[test]
fn a_type_changes_in_place() {
    let world = world();
    put(&world, "/a", "v", &json!({"Type": "SecureString"})).ok();
    put(&world, "/a", "w", &json!({"Type": "String", "Overwrite": true})).ok();
    let shown = ok(&world, "GetParameter", &json!({"Name": "/a"}));
    assert_eq!((&shown["Parameter"]["Type"], &shown["Parameter"]["Value"]), (&json!("String"), &json!("w")));
    let history = ok(&world, "GetParameterHistory", &json!({"Name": "/a", "WithDecryption": true}));
    assert_eq!(history["Parameters"][0]["Type"], "SecureString");
    assert!(ok(&world, "DescribeParameters", &json!({}))["Parameters"][0].get("KeyId").is_none());
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html>: in alphabetical order; what is not there,
/// or cannot be, is invalid. That a name counts once is our guess.
#[test]
fn several_are_got_at_once() {
    let world = world();
    for name in ["/b", "/a", "c"] {
        put(&world, name, "v", &json!({})).ok();
    }
    let input = json!({"Names": ["c", "/none", "/b", "x y", "/a:1", "/a:2", "/b", "ssm"]});
    let found = ok(&world, "GetParameters", &input);
    assert_eq!(names(&found), ["/a", "/b", "c"]);
    assert_eq!(found["InvalidParameters"], json!(["/none", "x y", "/a:2", "ssm"]));
    assert_eq!(found["Parameters"][0]["Selector"], ":1");
    let many: Vec<String> = (0..11).map(|n| format!("/{n}")).collect();
    reply(&world, "GetParameters", &json!({"Names": many})).is_error(
        400,
        "ValidationException",
        "Member must have length less than or equal to 10",
    );
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html>
#[test]
fn what_is_deleted_is_gone() {
    let world = world();
    for name in ["/a", "/b", "/c"] {
        put(&world, name, "v", &json!({})).ok();
    }
    put(&world, "/a", "w", &json!({"Overwrite": true})).ok();
    ok(&world, "LabelParameterVersion", &json!({"Name": "/a", "Labels": ["x"]}));
    assert_eq!(ok(&world, "DeleteParameter", &json!({"Name": "/a"})), json!({}));
    let deleted = ok(&world, "DeleteParameters", &json!({"Names": ["/b", "/a", "awsx", "/b", "/c"]}));
    assert_eq!(deleted, json!({"DeletedParameters": ["/b", "/c"], "InvalidParameters": ["/a", "awsx"]}));
    for space in [store::Space::SsmParameter, store::Space::SsmVersion, store::Space::SsmLabels] {
        assert_eq!(world.stored(space), 0, "{space:?}");
    }
    // One of the same name begins anew.
    put(&world, "/a", "v", &json!({})).ok();
    assert_eq!(get(&world, "/a")["Version"], 1);
    reply(&world, "GetParameter", &json!({"Name": "/a:x"})).is_error(400, "ParameterVersionNotFound", "");
    // Recorded: <https://github.com/awslabs/aws-deployment-framework/issues/119>.
    reply(&world, "DeleteParameter", &json!({"Name": "aws-cdk-playground"})).is_error(
        400,
        "AccessDeniedException",
        "No access to reserved parameter name: aws-cdk-playground.",
    );
}

/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html>: what is no image's id is accepted,
/// and never seen.
#[test]
fn ids_of_images_are_judged_later() {
    let world = world();
    let image = json!({"DataType": "aws:ec2:image"});
    put(&world, "/image", "ami-12345abcdeEXAMPLE", &image).ok();
    assert_eq!(get(&world, "/image")["DataType"], "aws:ec2:image");
    assert_eq!(put(&world, "/none", "x", &image).ok().json()["Version"], 1);
    reply(&world, "GetParameter", &json!({"Name": "/none"})).is_error(400, "ParameterNotFound", "");
    let mut list = image.clone();
    list["Type"] = json!("StringList");
    put(&world, "/list", "ami-12345abcdeEXAMPLE", &list).is_error(400, "ValidationException", "");
}

/// Every operation of AWS's model that is not here is refused by its name.
#[test]
fn other_operations_are_refused_by_name() {
    let world = world();
    reply(&world, "SendCommand", &json!({})).is_error(501, "NotImplementedException", "SendCommand");
}
