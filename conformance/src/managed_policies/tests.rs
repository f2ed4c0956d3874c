//! What is read of a package, and that the same gives the same table.

use serde_json::{Value, json};

use super::pack;
use super::source::{Source, policies};

/// A file of the form of moto's.
fn python(data: &Value) -> String {
    format!("# Imported\naws_managed_policies_data = \"\"\"\n{data}\"\"\"\n")
}

fn example() -> Value {
    let given = |version: &str, document: Value| {
        json!({
            "CreateDate": "2015-02-06T18:39:46+00:00", "UpdateDate": "2015-02-06T18:40:46+00:00",
            "DefaultVersionId": version, "Path": "/service-role/", "PermissionsBoundaryUsageCount": 0,
            "Document": document,
        })
    };
    let statement = json!({"Action": ["s3:Get*", "s3:\u{e9}"], "Effect": "Allow", "Resource": "*",
        "Condition": {"Bool": {"k": [true, "false"]}, "NumericEquals": {"n": 1}}});
    json!({
        "B": given("v12", json!({"Statement": [statement], "Version": "2012-10-17"})),
        "A": given("v1", json!({"Statement": [], "Version": "2012-10-17"})),
    })
}

#[test]
fn a_policy_is_read_as_the_package_has_it() {
    let example = example();
    let read = policies(&python(&example)).unwrap();
    assert_eq!(read.iter().map(|policy| policy.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!((read[1].version, read[1].created_s, read[1].updated_s), (12, 1_423_247_986, 1_423_248_046));
    assert_eq!(read[1].path, "/service-role/");
    for policy in read {
        let text = policy.document.text();
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap(),
            example[&policy.name]["Document"],
            "{text}"
        );
        assert!(text.starts_with(r#"{"Version":"2012-10-17","Statement":["#), "{text}");
    }
}

#[test]
fn what_is_no_policy_is_refused() {
    for (wrong, what) in [("v", "DefaultVersionId"), ("yesterday", "CreateDate")] {
        let mut example = example();
        example["A"][what] = wrong.into();
        assert!(policies(&python(&example)).is_err(), "{what}");
    }
    assert!(policies("nothing").is_err());
    assert!(policies(&python(&example()).replace("s3:Get*", r"s3:\u0047et*")).is_err(), "escapes");
}

#[test]
fn the_head_says_what_the_table_holds() {
    let source =
        |example: &Value| Source { version: "1.2".to_owned(), policies: policies(&python(example)).unwrap() };
    let mut example = example();
    let head = pack::head(&source(&example));
    assert!(head.starts_with(b"AWS's managed policies, from moto 1.2, form 1\n"));
    let table = pack::write(&source(&example)).unwrap();
    assert!(table.starts_with(&head));
    assert_eq!(table, pack::write(&source(&example)).unwrap());
    example["A"]["UpdateDate"] = "2016-02-06T18:39:46+00:00".into();
    assert_ne!(pack::head(&source(&example)), head);
}
