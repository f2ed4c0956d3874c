//! Values, versions and their labels.

use serde_json::{Value, json};
use store::Space;

use crate::harness::{Asks, FIRST, SECOND, THIRD, World, world};

/// The labels of a version.
fn stages(world: &World, version: &str) -> Value {
    world.describe("a")["VersionIdsToStages"][version].clone()
}

/// AWS's page of GetSecretValue: members and their forms; a day is shown by its beginning.
#[test]
fn a_value_comes_back_as_it_was_given() {
    let world = world();
    let arn = world.make("prod/db", "{\"user\":\"u\"}");
    assert!(arn.starts_with("arn:aws:secretsmanager:us-east-1:000000000000:secret:prod/db-"), "{arn}");
    assert_eq!(arn.rsplit_once('-').unwrap().1.len(), 6);
    let value = world.call_for("GetSecretValue", json!({"SecretId": "prod/db"})).ok().json();
    let expected = json!({"ARN": arn, "Name": "prod/db", "VersionId": FIRST, "SecretString": "{\"user\":\"u\"}",
        "VersionStages": ["AWSCURRENT"], "CreatedDate": 1_767_225_600});
    assert_eq!(value, expected);
    let binary = json!({"SecretId": arn, "SecretBinary": "AAEC", "ClientRequestToken": SECOND});
    let put = world.call_for("PutSecretValue", binary).ok().json();
    assert_eq!(
        put,
        json!({"ARN": arn, "Name": "prod/db", "VersionId": SECOND, "VersionStages": ["AWSCURRENT"]})
    );
    let value = world.call_for("GetSecretValue", json!({"SecretId": "prod/db"})).ok().json();
    assert_eq!((value["SecretBinary"].as_str(), value.get("SecretString")), (Some("AAEC"), None));
    world.advance(3600 * 5);
    world.call_for("GetSecretValue", json!({"SecretId": "prod/db"})).ok();
    assert_eq!(world.describe("prod/db")["LastAccessedDate"], 1_767_225_600);
}

/// AWS's page on ids: name, ARN, ARN without its last characters; a name that ends in a hyphen and six characters has no such.
#[test]
fn a_secret_is_found_by_each_of_its_ids() {
    let world = world();
    let arn = world.make("a", "1");
    let partial = arn.rsplit_once('-').unwrap().0.to_owned();
    for id in ["a", &arn, &partial] {
        assert_eq!(world.text(id), "1", "{id}");
    }
    let name_and_suffix = format!("a-{}", arn.rsplit_once('-').unwrap().1);
    let other_suffix = format!("{partial}-000000");
    for id in [name_and_suffix.as_str(), &other_suffix, "arn:aws:secretsmanager:us-east-1", "arn:aws:s3:::a"]
    {
        world.call_for("GetSecretValue", json!({"SecretId": id})).is_error(
            400,
            "ResourceNotFoundException",
            "",
        );
    }
    let arn = world.make("my-secret", "2");
    let partial = arn.rsplit_once('-').unwrap().0;
    assert_eq!((world.text("my-secret"), world.text(&arn)), ("2".to_owned(), "2".to_owned()));
    world.call_for("GetSecretValue", json!({"SecretId": partial})).is_error(
        400,
        "ResourceNotFoundException",
        "",
    );
}

/// AWS's page of PutSecretValue.
#[test]
fn labels_move_to_what_is_new() {
    let world = world();
    world.make("a", "1");
    world.put("a", "2", SECOND);
    assert_eq!(
        (stages(&world, FIRST), stages(&world, SECOND)),
        (json!(["AWSPREVIOUS"]), json!(["AWSCURRENT"]))
    );
    let input = json!({"SecretId": "a", "SecretString": "3", "ClientRequestToken": THIRD, "VersionStages": ["mine", "mine"]});
    let put = world.call_for("PutSecretValue", input).ok().json();
    assert_eq!((&put["VersionStages"], world.text("a").as_str()), (&json!(["mine"]), "2"));
    let mine = world.call_for("GetSecretValue", json!({"SecretId": "a", "VersionStage": "mine"})).ok().json();
    assert_eq!(mine["SecretString"], "3");
    // The same again is nothing new; the same id with another value is refused.
    let again = world.put("a", "2", SECOND);
    assert_eq!(again["VersionStages"], json!(["AWSCURRENT"]));
    let other = json!({"SecretId": "a", "SecretBinary": "Mg==", "ClientRequestToken": SECOND});
    world.call_for("PutSecretValue", other).is_error(400, "ResourceExistsException", "");
    let stage = json!({"SecretId": "a", "VersionStage": "AWSCURRENT", "MoveToVersionId": THIRD, "RemoveFromVersionId": SECOND});
    world.call_for("UpdateSecretVersionStage", stage).ok();
    assert_eq!(stages(&world, THIRD), json!(["mine", "AWSCURRENT"]));
    assert_eq!((stages(&world, SECOND), stages(&world, FIRST)), (json!(["AWSPREVIOUS"]), Value::Null));
    let list = json!({"SecretId": "a"});
    let listed = world.call_for("ListSecretVersionIds", list.clone()).ok().json();
    let ids = |listed: &Value| -> Vec<String> {
        let all = listed["Versions"].as_array().unwrap();
        all.iter().map(|version| version["VersionId"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&listed), [SECOND, THIRD]);
    assert_eq!(listed["Versions"][0]["KmsKeyIds"], json!(["DefaultEncryptionKey"]));
    let mut page = json!({"SecretId": "a", "IncludeDeprecated": true, "MaxResults": 2});
    let listed = world.call_for("ListSecretVersionIds", page.clone()).ok().json();
    assert_eq!(ids(&listed), [FIRST, SECOND]);
    page["NextToken"] = listed["NextToken"].clone();
    let listed = world.call_for("ListSecretVersionIds", page).ok().json();
    assert_eq!((ids(&listed), listed.get("NextToken")), (vec![THIRD.to_owned()], None));
    let foreign = json!({"SecretId": "a", "NextToken": "x"});
    world.call_for("ListSecretVersionIds", foreign).is_error(400, "InvalidNextTokenException", "");
}

/// AWS's page of UpdateSecretVersionStage; the sentences but one are our guess.
#[test]
fn labels_are_moved_from_where_they_are() {
    let world = world();
    world.make("a", "1");
    world.put("a", "2", SECOND);
    let stage = |stage: &str, from: Option<&str>, to: Option<&str>| {
        let input = json!({"SecretId": "a", "VersionStage": stage});
        let mut input = input.as_object().unwrap().clone();
        input.extend(from.map(|id| ("RemoveFromVersionId".to_owned(), json!(id))));
        input.extend(to.map(|id| ("MoveToVersionId".to_owned(), json!(id))));
        world.call_for("UpdateSecretVersionStage", input.into())
    };
    stage("mine", None, Some(FIRST)).ok();
    assert_eq!(stages(&world, FIRST), json!(["AWSPREVIOUS", "mine"]));
    stage("mine", Some(SECOND), Some(FIRST)).is_error(400, "InvalidParameterException", "");
    stage("mine", None, Some(SECOND)).is_error(400, "InvalidParameterException", FIRST);
    stage("mine", None, Some(THIRD)).is_error(400, "ResourceNotFoundException", THIRD);
    stage("mine", Some(FIRST), None).ok();
    assert_eq!(stages(&world, FIRST), json!(["AWSPREVIOUS"]));
    stage("AWSCURRENT", Some(SECOND), None).is_error(400, "InvalidParameterException", "only move");
    stage("mine", None, None).is_error(400, "InvalidParameterException", "");
    for number in 0..19 {
        stage(&number.to_string(), None, Some(FIRST)).ok();
    }
    stage("more", None, Some(FIRST)).is_error(400, "LimitExceededException", "20");
}

/// AWS's page of CreateSecret: the same request again changes nothing, and has the same answer.
#[test]
fn a_secret_is_created_once() {
    let world = world();
    let input = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": FIRST});
    let first = world.call_for("CreateSecret", input.clone()).ok().json();
    assert_eq!(world.call_for("CreateSecret", input).ok().json(), first);
    let other = json!({"Name": "a", "SecretString": "2", "ClientRequestToken": FIRST});
    world.call_for("CreateSecret", other).is_error(400, "ResourceExistsException", "ClientRequestToken");
    let empty = world.call_for("CreateSecret", json!({"Name": "b"})).ok().json();
    assert_eq!(empty.get("VersionId"), None);
    let described = world.describe("b");
    let expected = json!({"ARN": empty["ARN"], "Name": "b", "LastChangedDate": 1_767_225_600, "CreatedDate": 1_767_225_600});
    assert_eq!(described, expected, "AWS leaves out what there is not");
    world.call_for("GetSecretValue", json!({"SecretId": "b"})).is_error(
        400,
        "ResourceNotFoundException",
        "AWSCURRENT",
    );
    // The first version is the current one, whatever its labels: AWS's page of PutSecretValue.
    let put =
        json!({"SecretId": "b", "SecretString": "1", "ClientRequestToken": FIRST, "VersionStages": ["mine"]});
    let put = world.call_for("PutSecretValue", put).ok().json();
    assert_eq!(put["VersionStages"], json!(["mine", "AWSCURRENT"]));
}

/// AWS's page of quotas: 65,536 bytes.
#[test]
fn a_value_has_64_kilobytes_at_most() {
    let world = world();
    world.make("a", "1");
    let put = |text: String| {
        let input = json!({"SecretId": "a", "SecretString": text, "ClientRequestToken": SECOND});
        world.call_for("PutSecretValue", input)
    };
    let message = "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length \
                   less than or equal to 65536";
    for text in ["x".repeat(65_537), "é".repeat(32_769)] {
        put(text).is_error(400, "ValidationException", message);
    }
    put("é".repeat(32_768)).ok();
    let short = json!({"SecretId": "a", "SecretString": "1", "ClientRequestToken": "short"});
    world.call_for("PutSecretValue", short).is_error(
        400,
        "ValidationException",
        "greater than or equal to 32",
    );
    let empty = json!({"SecretId": "a", "ClientRequestToken": SECOND});
    world.call_for("PutSecretValue", empty).is_error(
        400,
        "InvalidRequestException",
        "SecretString or SecretBinary",
    );
}

/// AWS's page of UpdateSecret.
#[test]
fn an_update_changes_what_it_names() {
    let world = world();
    world.make("a", "1");
    let update = |input: Value| {
        let mut input = input;
        input["SecretId"] = json!("a");
        world.call_for("UpdateSecret", input)
    };
    let reply = update(json!({"Description": "d", "KmsKeyId": "alias/mine"})).ok().json();
    assert_eq!(reply.get("VersionId"), None);
    let described = world.describe("a");
    assert_eq!((&described["Description"], &described["KmsKeyId"]), (&json!("d"), &json!("alias/mine")));
    // What was there is encrypted anew.
    assert_eq!(world.text("a"), "1");
    let listed = world.call_for("ListSecretVersionIds", json!({"SecretId": "a"})).ok().json();
    assert_eq!(listed["Versions"][0]["KmsKeyIds"], json!(["alias/mine"]));
    let reply = update(json!({"SecretString": "2", "ClientRequestToken": SECOND})).ok().json();
    assert_eq!((reply["VersionId"].as_str(), world.text("a").as_str()), (Some(SECOND), "2"));
    update(json!({"KmsKeyId": "none"})).is_error(400, "EncryptionFailure", "");
    update(json!({"KmsKeyId": "", "Description": ""})).ok();
    assert_eq!(world.describe("a").get("KmsKeyId"), None);
    update(json!({"SecretString": "3"})).is_error(400, "InvalidRequestException", "ClientRequestToken");
}

/// What is secret lies in the store encrypted only.
#[test]
fn nothing_secret_is_in_the_store() {
    let world = world();
    world.make("a", "correct horse");
    world.put("a", "battery staple", SECOND);
    for space in [Space::SecretsSecret, Space::SecretsValue, Space::SecretsDue] {
        let found = &mut |_: &[u8], value: &bytes::Bytes| {
            let shown = String::from_utf8_lossy(value);
            assert!(!shown.contains("horse") && !shown.contains("staple"), "{shown}");
            std::ops::ControlFlow::Continue(())
        };
        world.store.scan_prefix(&store::Key::of(space), found).unwrap();
    }
    assert_eq!(world.stored(Space::SecretsValue), 2);
}

/// AWS's page on versions: beyond a hundred those without labels go, a day after they came.
#[test]
fn deprecated_versions_go() {
    let world = world();
    world.make("a", "1");
    for number in 0..120 {
        let token = format!("{number:032}");
        world.put("a", &number.to_string(), &token);
    }
    assert_eq!(world.stored(Space::SecretsValue), 121);
    world.advance(24 * 60 * 60);
    world.put("a", "last", SECOND);
    assert_eq!(world.stored(Space::SecretsValue), 100);
    assert_eq!(world.text("a"), "last");
}
