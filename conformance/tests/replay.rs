//! The sequences of calls that are kept as data, played against the built binary, and the player itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed step is a failed test, and what was played is shown"
)]
#![allow(missing_docs, reason = "tests are described by their names")]

use std::fs;
use std::path::PathBuf;

use conformance::replay::{self, End, Place, Report, Script};
use conformance::sdk::Identity;
use conformance::server::Server;
use serde_json::{Value, json};

async fn play(folder: &std::path::Path, filter: Option<&str>) -> Report {
    let server = Server::start().unwrap();
    let place = Place { host: server.address().to_string(), who: Identity::default() };
    replay::play_all(&place, folder, filter).await.unwrap()
}

/// A folder with one file, which has one sequence of these steps.
fn script(steps: Value) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.json");
    let source = json!({"repository": "owner/name", "paths": ["a.go"], "version": "1"});
    let read = json!([{"call": "dynamodb:ListTables", "input": {}}]);
    let sequence =
        json!({"name": "it goes", "set": {"bucket": "replay-$run", "on": "Enabled"}, "steps": steps});
    let script =
        json!({"resource": "thing", "source": source, "routines": {"read": read}, "sequences": [sequence]});
    fs::write(&file, script.to_string()).unwrap();
    (folder, file)
}

async fn report_of(steps: Value) -> (bool, String) {
    let (folder, _) = script(steps);
    let report = play(folder.path(), None).await;
    (report.holds(), report.to_string())
}

/// Every file of `conformance/replay`: its authority is the `source` that it names.
#[tokio::test]
async fn every_sequence_goes_as_its_file_says() {
    let report = play(&replay::folder(), None).await;
    println!("{report}");
    assert!(report.holds(), "{report}");
}

#[tokio::test]
async fn the_example_of_the_page_can_be_played() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/replay.md")).unwrap();
    let example = page.split("```json").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("example.json"), example).unwrap();
    let report = play(folder.path(), None).await;
    assert!(report.holds(), "{report}");
}

#[tokio::test]
async fn a_filter_is_part_of_a_file_a_resource_or_a_name() {
    let count = async |filter| play(&replay::folder(), Some(filter)).await.0.len();
    assert_eq!(count("dynamodb/tag.json").await, 1);
    assert!(count("aws_dynamodb_table_item").await >= 1);
    let server = Server::start().unwrap();
    let place = Place { host: server.address().to_string(), who: Identity::default() };
    let none = replay::play_all(&place, &replay::folder(), Some("no such thing")).await.unwrap_err();
    assert_eq!(none.to_string(), "there is no such sequence");
}

#[tokio::test]
async fn what_was_written_is_expected_again_by_its_name() {
    let (holds, report) = report_of(json!([
        {"call": "s3:CreateBucket", "http": "PUT /$bucket", "save": {"location": "@header.location"}},
        {"call": "s3:PutBucketVersioning", "http": "PUT $location?versioning",
         "xml": {"VersioningConfiguration": {"Status": "$on"}}},
        {"call": "s3:GetBucketVersioning", "http": "GET $location?versioning",
         "expect": {"VersioningConfiguration": {"Status": "$on"}, "@status": 200}},
        {"call": "s3:HeadBucket", "http": "HEAD /$bucket-none", "status": 404},
        {"do": "read", "but": {"ListTables": {"TableNames": []}}},
        {"do": "read", "again": true},
    ]))
    .await;
    assert!(holds, "{report}");
    assert!(report.starts_with("thing, it goes: 6 steps\n"), "{report}");
}

#[tokio::test]
async fn a_wrong_expectation_fails_with_a_report_of_the_step_of_what_was_expected_and_of_what_came() {
    let (holds, report) = report_of(json!([
        {"call": "s3:CreateBucket", "http": "PUT /$bucket"},
        {"call": "s3:GetBucketVersioning", "http": "GET /$bucket?versioning",
         "expect": {"VersioningConfiguration.Status": "$on", "@header.content-type": {"matches": "text/.*"}}},
        {"call": "s3:DeleteBucket", "http": "DELETE /$bucket"},
    ]))
    .await;
    assert!(!holds, "{report}");
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines[0], "thing, it goes: FAILED at step 2 of 3, GetBucketVersioning");
    assert!(lines[1].starts_with("    sent   GET /replay-") && lines[1].ends_with("?versioning"), "{report}");
    assert_eq!(
        lines[2],
        "    wrong  @header.content-type: expected /^(?:text/.*)$/, and \"application/xml\" came"
    );
    assert_eq!(lines[3], "    wrong  VersioningConfiguration.Status: expected \"Enabled\", and nothing came");
    assert!(lines[4].starts_with("    reply  200 <?xml "), "{report}");
    assert!(lines[5].ends_with("1 failed; 0 answers differ from AWS's, as marked"), "{report}");
}

#[tokio::test]
async fn errors_and_statuses_are_expected_like_members() {
    let missing = |more: Value| {
        let mut step = json!({"call": "dynamodb:DescribeTable", "input": {"TableName": "none"}});
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([step])
    };
    let named = json!({"error": "ResourceNotFoundException", "status": 400, "expect": {"message": {"matches": "Requested.*"}}});
    assert!(report_of(missing(named)).await.0);
    let (_, report) = report_of(missing(json!({}))).await;
    assert!(report.contains("wrong  expected success, and 400 ResourceNotFoundException came"), "{report}");
    let (_, report) = report_of(missing(json!({"error": "ThrottlingException"}))).await;
    let wrong = "wrong  expected the error ThrottlingException, and ResourceNotFoundException came";
    assert!(report.contains(wrong), "{report}");
    let listed = json!([{"call": "dynamodb:ListTables", "input": {}, "error": "ThrottlingException"}]);
    let (_, report) = report_of(listed).await;
    assert!(
        report.contains("expected the error ThrottlingException, and a reply of the status 200 came"),
        "{report}"
    );
}

#[tokio::test]
async fn a_reply_that_changes_between_two_readings_fails() {
    let table = json!({"TableName": "one", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}]});
    let (holds, report) = report_of(json!([
        {"do": "read"},
        {"call": "dynamodb:CreateTable", "input": table},
        {"do": "read", "again": true},
    ]))
    .await;
    assert!(!holds);
    assert!(report.contains("wrong  expected the same reply as before: "), "{report}");
    let (holds, report) = report_of(json!([{"do": "read", "again": true}])).await;
    assert!(!holds && report.contains("this is its first"), "{report}");
}

#[tokio::test]
async fn a_mark_ends_or_excuses_a_step_until_it_is_wrong_itself() {
    let tables = |more: Value| {
        let mut step = json!({"call": "dynamodb:ListTables", "input": {}});
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        step
    };
    // The operation of S3 that is built last, if ever.
    let (folder, _) = script(json!([
        {"call": "s3:GetObjectTorrent", "http": "GET /$bucket/key?torrent", "not_built": "GetObjectTorrent"},
        tables(json!({"error": "this is not played"})),
    ]));
    let report = play(folder.path(), None).await;
    assert!(report.holds(), "{report}");
    assert!(matches!(&report.0[0].end, End::NotBuilt(name) if name == "GetObjectTorrent"));
    assert!(
        report
            .to_string()
            .starts_with("thing, it goes: 1 of 2 steps, to GetObjectTorrent, which is not built\n")
    );

    let (holds, report) = report_of(json!([tables(json!({"not_built": "ListTables"}))])).await;
    assert!(!holds && report.contains("is it built by now? Then take the mark away"), "{report}");

    let differs = json!({"aws": "it says x", "source": "our guess"});
    let (holds, report) =
        report_of(json!([tables(json!({"expect": {"TableNames": ["x"]}, "differs": differs}))])).await;
    assert!(holds && report.contains("    ListTables differs from AWS: it says x\n"), "{report}");
    let (holds, report) =
        report_of(json!([tables(json!({"expect": {"TableNames": []}, "differs": differs}))])).await;
    assert!(!holds && report.contains("take the mark `differs` away"), "{report}");
}

/// The query protocol: a form is sent, and the result or the error is what is judged.
#[tokio::test]
async fn a_call_of_a_query_protocol_is_a_form() {
    let trust = r#"{"Statement":{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"AWS":"*"}}}"#;
    let (holds, report) = report_of(json!([
        {"call": "sts:GetCallerIdentity", "expect": {"Account": "$account"}},
        {"call": "iam:CreateRole", "input": {"RoleName": "replay-$run", "AssumeRolePolicyDocument": trust}},
        {"call": "iam:GetRole", "input": {"RoleName": "replay-$run"},
         "expect": {"Role.AssumeRolePolicyDocument|document.Statement.Effect": "Allow"}},
        {"call": "iam:GetRole", "input": {"RoleName": "replay-none-$run"}, "status": 404, "error": "NoSuchEntity",
         "expect": {"Error.Type": "Sender"}},
    ]))
    .await;
    assert!(holds, "{report}");
}

#[test]
fn what_the_form_does_not_have_is_refused() {
    let check = |steps: Value, expected: &str| {
        let (_folder, file) = script(steps);
        let refused = Script::read(&file).unwrap_err().to_string();
        assert!(refused.contains(expected), "{refused}");
    };
    check(json!([{"call": "dynamodb:ListTables", "expects": {}}]), "unknown field `expects`");
    check(
        json!([{"call": "sns:ListTopics"}]),
        "step 1: sns:ListTopics is no call of dynamodb, iam, lambda, logs, s3, s3control, secretsmanager, sqs, ssm or sts",
    );
    check(json!([{"call": "s3:ListBuckets"}]), "`http` is to be METHOD /PATH");
    check(json!([{"call": "dynamodb:ListTables", "http": "GET /"}]), "DynamoDB has one path");
    check(json!([{"call": "iam:ListUsers", "http": "GET /"}]), "IAM and STS have one path");
    check(json!([{"note": "nothing"}]), "the step neither calls nor does anything");
    check(json!([{"do": "write"}]), "there is no routine write");
    check(json!([{"do": "read", "but": {"GetItem": {}}}]), "the routine read does not call GetItem");
    check(json!([{"call": "dynamodb:ListTables", "again": true}]), "are for routines");
    // Also behind a step where the sequence ends today.
    let end = json!({"call": "s3:PutBucketCors", "http": "PUT /$bucket?cors", "not_built": "PutBucketCors"});
    let unknown = json!({"call": "s3:HeadBucket", "http": "HEAD /$bucker"});
    check(json!([end, unknown]), "step 2, HeadBucket: nothing is known as $bucker");
    let pattern =
        json!({"call": "s3:HeadBucket", "http": "HEAD /$bucket", "expect": {"a": {"matches": "("}}});
    check(json!([end, pattern]), "step 2, HeadBucket: regex parse error");
    check(
        json!([{"call": "s3:PutObject", "http": "PUT /b/k", "body": "x", "input": {}}]),
        "there is one body",
    );
}
