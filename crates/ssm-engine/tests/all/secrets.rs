//! Secrets as parameters: <https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html>.

use serde_json::{Value, json};

use crate::harness::{VERSION_ID, get, names, ok, reply, world};

const PATH: &str = "/aws/reference/secretsmanager/";

/// The members and their order in `SourceResult` are those of the examples of AWS's page. The version is our guess.
#[test]
fn a_secret_is_shown_as_a_parameter() {
    let world = world();
    let shown = get(&world, &format!("{PATH}db"));
    let arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-AbCdEf";
    assert_eq!(
        shown,
        json!({
            "Name": format!("{PATH}db"),
            "Type": "SecureString",
            "Value": "pass\"word",
            "Version": 0,
            "SourceResult": format!(
                r#"{{"CreatedDate":1526334434.743,"Name":"db","VersionId":"{VERSION_ID}","SecretString":"pass\"word","VersionStages":["AWSCURRENT"],"ARN":"{arn}"}}"#
            ),
            "LastModifiedDate": 1_526_334_434.743,
            "ARN": arn,
            "DataType": "text",
        })
    );
    for selector in [VERSION_ID, "AWSCURRENT"] {
        let shown = get(&world, &format!("{PATH}db:{selector}"));
        assert_eq!(
            (&shown["Selector"], &shown["Name"]),
            (&json!(format!(":{selector}")), &json!(format!("{PATH}db")))
        );
    }
    let bytes = get(&world, &format!("{PATH}{arn}:old"));
    assert_eq!(bytes["Value"], "AQI=");
    let source: Value = serde_json::from_str(bytes["SourceResult"].as_str().unwrap()).unwrap();
    assert_eq!(source["SecretBinary"], "AQI=");
    let found = ok(
        &world,
        "GetParameters",
        &json!({"Names": [format!("{PATH}db"), format!("{PATH}x")], "WithDecryption": true}),
    );
    assert_eq!((names(&found).len(), &found["InvalidParameters"]), (1, &json!([format!("{PATH}x")])));
}

#[test]
fn a_secret_that_is_not_shown() {
    let world = world();
    // Recorded: <https://github.com/sous-chefs/aws/issues/419>.
    let sentence = "WithDecryption flag must be True for retrieving a Secret Manager secret.";
    reply(&world, "GetParameter", &json!({"Name": format!("{PATH}db")})).is_error(
        400,
        "ValidationException",
        sentence,
    );
    reply(&world, "GetParameters", &json!({"Names": [format!("{PATH}db")]})).is_error(
        400,
        "ValidationException",
        sentence,
    );
    let missing = |name: &str, code: &str| {
        let input = json!({"Name": format!("{PATH}{name}"), "WithDecryption": true});
        reply(&world, "GetParameter", &input).is_error(400, code, "");
    };
    missing("none", "ParameterNotFound");
    missing("db:none", "ParameterNotFound");
    missing("deleted", "AccessDeniedException");
    // AWS's page: they can be got by GetParameter and GetParameters alone.
    reply(&world, "GetParameterHistory", &json!({"Name": format!("{PATH}db")})).is_error(
        400,
        "ParameterNotFound",
        "",
    );
    reply(&world, "GetParametersByPath", &json!({"Path": PATH})).is_error(400, "ValidationException", "");
}
