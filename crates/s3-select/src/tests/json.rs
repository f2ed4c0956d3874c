//! JSON: AWS's page on the SELECT command has the examples of paths.

use super::{asked, check, of_json, refused};
use crate::{Asked, Input};

/// The user guide's page on the SELECT command.
const RULES: &str = r#"{ "Rules": [ {"id": "1"}, {"expr": "y > x"}, {"id": "2", "expr": "z = DEBUG"} ]}
{ "created": "June 27", "modified": "July 6" }"#;

#[test]
fn paths_of_from() {
    check(
        &of_json("SELECT id FROM S3Object[*].Rules[*].id"),
        RULES,
        "{\"id\":\"1\"}\n{}\n{\"id\":\"2\"}\n{}\n",
    );
    check(
        &of_json("SELECT * FROM S3Object[*].Rules[*]"),
        r#"{"Rules":[{"id":1},{"b":[1,{"c":null}]}]}"#,
        "{\"id\":1}\n{\"b\":[1,{\"c\":null}]}\n",
    );
    check(&of_json("SELECT * FROM S3Object[*].a[1]"), r#"{"a":[1,"x"]}"#, "{\"_1\":\"x\"}\n");
}

/// The same page.
#[test]
fn paths_of_the_select_list() {
    let object = r#"{"name":"Susan Smith","org":"engineering","projects":[{"project_name":"project1","completed":false},{"project_name":"project2","completed":true}]}"#;
    check(
        &of_json("SELECT s.projects[0].project_name FROM S3Object s"),
        object,
        "{\"project_name\":\"project1\"}\n",
    );
    check(&of_json("SELECT s.NAME AS n, s.\"NAME\" FROM S3Object s"), object, "{\"n\":\"Susan Smith\"}\n");
    check(&of_json("SELECT s['org'] FROM S3Object s"), object, "{\"org\":\"engineering\"}\n");
}

#[test]
fn values() {
    let lines = Asked { input: Input::JsonLines, ..of_json("SELECT * FROM S3Object") };
    let object = "{\"b\":1,\"a\":-2.5e0,\"c\":\"\\u00e9\\n\"}\n\n{\"b\":true}";
    check(&lines, object, "{\"b\":1,\"a\":-2.5,\"c\":\"é\\n\"}\n{\"b\":true}\n");
    check(&of_json("SELECT COUNT(*) AS n FROM S3Object"), "1 \"two\"[3]{}null", "{\"n\":5}\n");
    let to_csv = Asked { output: asked("").output, ..of_json("SELECT * FROM S3Object") };
    check(&to_csv, r#"{"a":null,"b":[1,"x"],"c":{"d":1}}"#, ",\"[1,\"\"x\"\"]\",\"{\"\"d\"\":1}\"\n");
}

#[test]
fn what_is_no_json() {
    let all = of_json("SELECT * FROM S3Object");
    for object in ["{", "{\"a\":}", "[1", "\"x", "nope", "{\"a\":1}}"] {
        refused(&all, object, "JSONParsingError");
    }
    refused(&all, &"[".repeat(1000), "JSONParsingError");
    refused(&of_json("SELECT a FROM S3Object"), r#"{"a":1,"A":2}"#, "AmbiguousFieldName");
    let lines = Asked { input: Input::JsonLines, ..all };
    refused(&lines, &format!("\"{}\"", "x".repeat(1 << 20)), "OverMaxRecordSize");
}
