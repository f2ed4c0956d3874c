//! What does not act is kept and shown back, or refused where that is asked for: decision 0036. Authority of the shapes:
//! AWS's model; that a member is shown back as it was given is our reading of its pages.

use serde_json::{Value, json};
use wire::shape::Kind;

use crate::ops;
use crate::test_engine::{Bench, creation, zip_of};

const FUNCTIONS: &str = "/2015-03-31/functions";
const KEY: &str = "arn:aws:kms:us-east-1:000000000000:key/k";

fn dead_letters() -> Value {
    json!({"TargetArn": "arn:aws:sns:us-east-1:000000000000:t"})
}

fn vpc() -> Value {
    json!({"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]})
}

fn files() -> Value {
    let arn = "arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0";
    json!([{"Arn": arn, "LocalMountPath": "/mnt/x"}])
}

/// Members of CreateFunction and UpdateFunctionConfiguration, and how they are shown.
fn members() -> Vec<(&'static str, Value, Value)> {
    let same = |member, value: Value| (member, value.clone(), value);
    let runtime = json!({
        "RuntimeArn": "arn:aws:lambda:us-east-1:000000000000:runtime/mine/version/1", "RuntimeAlias": "live",
    });
    vec![
        same("DeadLetterConfig", dead_letters()),
        same("FileSystemConfigs", files()),
        same("KMSKeyArn", json!(KEY)),
        same("RuntimeConfig", runtime),
        same("TracingConfig", json!({"Mode": "Active"})),
        (
            "SnapStart",
            json!({"ApplyOn": "PublishedVersions"}),
            json!({"ApplyOn": "PublishedVersions", "OptimizationStatus": "Off"}),
        ),
        (
            "LoggingConfig",
            json!({"LogFormat": "JSON", "ApplicationLogLevel": "WARN"}),
            json!({
                "LogFormat": "JSON", "ApplicationLogLevel": "WARN", "SystemLogLevel": "INFO",
                "LogGroup": "/aws/lambda/f",
            }),
        ),
    ]
}

/// CreateFunction with all of them, kept over a restart.
async fn created() -> (Bench, Value) {
    let bench = Bench::new();
    let mut body = creation("f");
    for (member, value, _) in members() {
        body[member] = value;
    }
    body["VpcConfig"] = vpc();
    body["TenancyConfig"] = json!({"TenantIsolationMode": "PER_TENANT"});
    body["CodeSigningConfigArn"] =
        json!("arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-0123456789abcdef0");
    body["Code"]["SourceKMSKeyArn"] = json!(KEY);
    let made = bench.post(FUNCTIONS, body).await;
    assert_eq!(made.status, 201, "{made:?}");
    bench.settled("f").await;
    let bench = bench.restart().await;
    let shown = bench.settled("f").await;
    (bench, shown)
}

#[tokio::test]
async fn an_unchanged_template_deploys_and_is_shown_back() {
    let (bench, shown) = created().await;
    for (member, _, expected) in members() {
        assert_eq!(shown[member], expected, "{member}");
    }
    assert_eq!(shown["TenancyConfig"], json!({"TenantIsolationMode": "PER_TENANT"}));
    // The one VPC of an account's region is our guess; AWS shows the subnets' own.
    let mut expected = vpc();
    expected["Ipv6AllowedForDualStack"] = json!(false);
    expected["VpcId"] = shown["VpcConfig"]["VpcId"].clone();
    assert_eq!(shown["VpcConfig"], expected);
    let id = expected["VpcId"].as_str().unwrap();
    assert!(id.len() == 21 && id.starts_with("vpc-"), "{id}");
    let signing = bench.get("/2020-06-30/functions/f/code-signing-config").await.json();
    assert!(
        signing["CodeSigningConfigArn"].as_str().unwrap().ends_with("csc-0123456789abcdef0"),
        "{signing}"
    );
    let whole = bench.get(&format!("{FUNCTIONS}/f")).await.json();
    assert_eq!(whole["Code"]["SourceKMSKeyArn"], KEY);
    assert_eq!(bench.invoke("f", "RequestResponse", "1").await.body, "1");
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_SnapStartResponse.html>: a qualified ARN says whether it is on.
#[tokio::test]
async fn a_version_keeps_what_its_function_had() {
    let (bench, _) = created().await;
    let publish = async || bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await.json();
    let first = publish().await;
    assert_eq!(first["SnapStart"], json!({"ApplyOn": "PublishedVersions", "OptimizationStatus": "On"}));
    assert_eq!((&first["Version"], &first["DeadLetterConfig"]), (&json!("1"), &dead_letters()));
    bench.put(&format!("{FUNCTIONS}/f/configuration"), json!({"DeadLetterConfig": {"TargetArn": ""}})).await;
    bench.settled("f").await;
    assert_eq!(publish().await["Version"], "2", "it has changed");
}

/// What a request leaves out stays; what says nothing is taken away, as clients do it.
#[tokio::test]
async fn an_update_changes_what_it_names() {
    let (bench, before) = created().await;
    let update = async |body: Value| {
        let shown = bench.put(&format!("{FUNCTIONS}/f/configuration"), body).await;
        assert_eq!(shown.status, 200, "{shown:?}");
        bench.settled("f").await
    };
    let shown = update(json!({
        "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []}, "DeadLetterConfig": {"TargetArn": ""},
        "TracingConfig": {"Mode": "PassThrough"}, "SnapStart": {"ApplyOn": "None"}, "KMSKeyArn": "",
        "FileSystemConfigs": [], "LoggingConfig": {"SystemLogLevel": "DEBUG"},
    }))
    .await;
    for gone in ["VpcConfig", "DeadLetterConfig", "KMSKeyArn", "FileSystemConfigs"] {
        assert_eq!(shown[gone], Value::Null, "{gone}");
    }
    assert_eq!(shown["TracingConfig"], json!({"Mode": "PassThrough"}));
    assert_eq!(shown["SnapStart"], json!({"ApplyOn": "None", "OptimizationStatus": "Off"}));
    assert_eq!(shown["RuntimeConfig"], before["RuntimeConfig"]);
    let mut logging = before["LoggingConfig"].clone();
    logging["SystemLogLevel"] = json!("DEBUG");
    assert_eq!(shown["LoggingConfig"], logging);
    let shown = update(json!({"LoggingConfig": {"LogFormat": "Text"}})).await;
    assert_eq!(shown["LoggingConfig"], json!({"LogFormat": "Text", "LogGroup": "/aws/lambda/f"}));
    let shown = update(json!({"VpcConfig": vpc()})).await;
    assert_eq!(shown["VpcConfig"]["VpcId"], before["VpcConfig"]["VpcId"]);
}

/// AWS's guide to tenant isolation; environments are not kept apart here.
#[tokio::test]
async fn an_invocation_names_its_tenant_where_the_function_takes_one() {
    let (bench, _) = created().await;
    let path = format!("{FUNCTIONS}/f/invocations");
    assert_eq!(bench.call("POST", &path, &[("x-amz-tenant-id", "t")], "{}").await.status, 200);
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html>
#[tokio::test]
async fn code_that_is_referred_to_is_copied() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.world.put_object("bucket", "code.zip", zip_of("x"));
    let object = json!({"S3Bucket": "bucket", "S3Key": "code.zip"});
    let mut body = object.clone();
    body["S3ObjectStorageMode"] = json!("REFERENCE");
    assert_eq!(bench.put(&format!("{FUNCTIONS}/f/code"), body).await.status, 200);
    let shown = bench.get(&format!("{FUNCTIONS}/f")).await.json();
    assert_eq!(shown["Code"]["ResolvedS3Object"], object);
}

/// Our words.
#[tokio::test]
async fn where_it_is_asked_for_nothing_is_kept() {
    let bench = Bench::with(|settings| settings.strict = true);
    let mut members = members();
    members.push(("VpcConfig", vpc(), Value::Null));
    // It acts.
    members.retain(|(member, _, _)| *member != "LoggingConfig");
    for (member, value, _) in members {
        let mut body = creation("f");
        body[member] = value.clone();
        let words = format!("CreateFunction of lambda keeps {member}");
        bench.post(FUNCTIONS, body).await.is_error(501, "NotImplementedException", &words);
        let words = format!("UpdateFunctionConfiguration of lambda keeps {member}");
        let update = bench.put(&format!("{FUNCTIONS}/f/configuration"), json!({member: value})).await;
        update.is_error(501, "NotImplementedException", &words);
    }
    // What Terraform sends for "none", and what AWS does by default.
    let mut body = creation("f");
    body["VpcConfig"] = json!({"SubnetIds": [], "SecurityGroupIds": []});
    body["TracingConfig"] = json!({"Mode": "PassThrough"});
    body["SnapStart"] = json!({"ApplyOn": "None"});
    body["LoggingConfig"] = json!({"LogFormat": "Text", "LogGroup": "/a/b"});
    assert_eq!(bench.post(FUNCTIONS, body).await.status, 201);
}

#[test]
fn every_kept_path_is_of_the_model() {
    for row in ops::ROWS {
        for path in row.kept {
            let mut shape = Some(row.signature.input);
            for name in path.split(['=', '!']).next().unwrap().split('.') {
                let member = shape.and_then(|shape| shape.members.iter().find(|member| member.name == name));
                let member = member.unwrap_or_else(|| panic!("{}: {path}", row.signature.name));
                shape = if let Kind::Struct(inner) = member.kind { Some(inner) } else { None };
            }
        }
    }
}

/// Records that an earlier build wrote, which kept nothing.
#[test]
fn older_records_are_read() {
    let settings = json!({
        "runtime": "python3.13", "role": "r", "handler": "h", "description": "", "timeout_secs": 3, "memory_mib": 128,
        "storage_mib": 512, "environment": null,
    });
    let read: crate::function::Configured = serde_json::from_value(settings.clone()).unwrap();
    assert!(read.kept.is_empty());
    // What keeps nothing is written as before.
    let mut written = serde_json::to_value(&read).unwrap();
    assert_eq!(written.as_object_mut().unwrap().remove("log_group"), Some(Value::Null));
    assert_eq!(written, settings);
}
