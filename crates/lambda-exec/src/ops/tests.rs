//! The operations, request in, reply out. Authority of texts and members: AWS's answers as recorded by LocalStack's
//! validated tests (2022 to 2026) unless a test names another.

use base::arn::{AccountId, Region};
use base::call::Call;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use wire::shape::{Kind, Shape};

use crate::execution::executor::{Failure, Unrunnable};
use crate::function_name::FunctionId;
use crate::model;
use crate::test_engine::{Bench, creation, zip_of};

mod hot_reload;
mod images;
mod layers;
mod provisioned;
mod regional;
mod reserved;

const FUNCTIONS: &str = "/2015-03-31/functions";
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function";

fn with(mut body: Value, member: &str, value: Value) -> Value {
    body[member] = value;
    body
}

#[tokio::test]
async fn a_function_is_created_pending_and_becomes_active() {
    let bench = Bench::new();
    let go = bench.script.hold();
    let made = bench.post(FUNCTIONS, with(creation("f"), "Tags", json!({"a": "b"}))).await;
    assert_eq!(made.status, 201);
    let zip = zip_of("def handler(e, c): return e");
    let made = made.json();
    for (member, expected) in [
        ("FunctionArn", json!(format!("{ARN}:f"))),
        ("CodeSha256", json!(STANDARD.encode(Sha256::digest(&zip)))),
        ("CodeSize", json!(zip.len())),
        ("State", json!("Pending")),
        ("StateReason", json!("The function is being created.")),
        ("StateReasonCode", json!("Creating")),
        ("Timeout", json!(3)),
        ("MemorySize", json!(128)),
        ("Version", json!("$LATEST")),
        ("LastModified", json!("2027-01-15T08:00:00.000+0000")),
        ("PackageType", json!("Zip")),
        ("Architectures", json!(["x86_64"])),
        ("LoggingConfig", json!({"LogFormat": "Text", "LogGroup": "/aws/lambda/f"})),
        ("LastUpdateStatus", Value::Null),
        ("Environment", Value::Null),
    ] {
        assert_eq!(made[member], expected, "{member}");
    }
    go.send_replace(true);
    let active = bench.settled("f").await;
    assert_eq!((&active["State"], &active["LastUpdateStatus"]), (&json!("Active"), &json!("Successful")));
    assert_ne!(active["RevisionId"], made["RevisionId"]);
    let whole = bench.get(&format!("{FUNCTIONS}/f")).await.json();
    assert_eq!(whole["Configuration"], active);
    assert_eq!(whole["Tags"], json!({"a": "b"}));
    // The address serves the package.
    let location = whole["Code"]["Location"].as_str().unwrap().strip_prefix("http://localhost:4510").unwrap();
    let fetched = bench.get(location).await;
    assert_eq!((fetched.status, fetched.body), (200, zip));
    bench.post(FUNCTIONS, creation("f")).await.is_error(
        409,
        "ResourceConflictException",
        "Function already exist: f",
    );
}

/// On AWS an active function has no reason; here there may be something to say about the host.
#[tokio::test]
async fn an_active_function_says_what_stands_in_for_its_runtime() {
    let bench = Bench::new();
    bench.create("plain").await;
    bench.script.remark("Version 3.11.7 runs it.");
    bench.create("f").await;
    for (name, expected) in [("plain", Value::Null), ("f", json!("Version 3.11.7 runs it."))] {
        let shown = bench.settled(name).await;
        assert_eq!(shown["State"], "Active");
        assert_eq!((&shown["StateReason"], &shown["StateReasonCode"]), (&expected, &Value::Null), "{name}");
    }
    let published = bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await.json();
    assert_eq!(published["StateReason"], "Version 3.11.7 runs it.");
}

#[tokio::test]
async fn what_cannot_run_here_is_failed_and_says_why() {
    let bench = Bench::new();
    bench.script.refuse(Unrunnable { code: "InvalidRuntime", reason: "No interpreter.".to_owned() });
    bench.post(FUNCTIONS, creation("f")).await;
    let shown = bench.settled("f").await;
    assert_eq!(shown["State"], "Failed");
    assert_eq!(
        (&shown["StateReasonCode"], &shown["StateReason"]),
        (&json!("InvalidRuntime"), &json!("No interpreter."))
    );
    bench.invoke("f", "RequestResponse", "1").await.is_error(
        409,
        "ResourceConflictException",
        "No interpreter.",
    );
}

#[tokio::test]
async fn a_request_that_is_wrong_gets_awss_error() {
    let bench = Bench::new();
    let make = |member: &str, value: Value| with(creation("f"), member, value);
    let invalid = "InvalidParameterValueException";
    for (body, status, code, text) in [
        (
            make("Role", json!("r1")),
            400,
            "ValidationException",
            r"1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+",
        ),
        (
            make("Runtime", json!("PYTHON3.9")),
            400,
            invalid,
            "Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [",
        ),
        (
            make("Code", json!({"ZipFile": STANDARD.encode("no zip")})),
            400,
            invalid,
            "Could not unzip uploaded file. Please check your file, then try to upload again.",
        ),
        (
            make("Code", json!({"S3Bucket": "bucket", "S3Key": "none"})),
            400,
            invalid,
            "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
        ),
        (
            make("Architectures", json!(["x86_64", "arm64"])),
            400,
            "ValidationException",
            "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
        ),
        (
            make("FunctionName", json!("invalid:function:name")),
            400,
            "ValidationException",
            "Value 'invalid:function:name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:",
        ),
        (
            make("FunctionName", json!("a".repeat(65))),
            400,
            invalid,
            "at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64",
        ),
        (
            make("FunctionName", json!("arn:aws:lambda:ap-southeast-1:000000000000:function:f")),
            404,
            "ResourceNotFoundException",
            "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
        ),
        (
            make("MemorySize", json!("big")),
            400,
            "SerializationException",
            "STRING_VALUE can not be converted to an Integer",
        ),
    ] {
        bench.post(FUNCTIONS, body).await.is_error(status, code, text);
    }
}

#[tokio::test]
async fn a_request_that_means_nothing_gets_awss_error() {
    let bench = Bench::new();
    bench.call("POST", FUNCTIONS, &[], "{").await.is_error(
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json: Unexpected end-of-input",
    );
    let missing = bench.get(&format!("{FUNCTIONS}/g")).await;
    missing.is_error(404, "ResourceNotFoundException", &format!("Function not found: {ARN}:g"));
    assert_eq!(missing.json()["Type"], "User");
    bench.get("/2015-03-31/nothing").await.is_error(404, "UnknownOperationException", "");
    let big = format!("{{\"FunctionName\": \"{}\"}}", "x".repeat(70_167_211));
    bench.call("POST", FUNCTIONS, &[], big).await.is_error(
        413,
        "RequestEntityTooLargeException",
        "Request must be smaller than 70167211 bytes for the CreateFunction operation",
    );
}

#[tokio::test]
async fn code_comes_from_a_bucket_too() {
    let bench = Bench::new();
    bench.world.put_object("bucket", "code.zip", zip_of("x"));
    let body = with(creation("f"), "Code", json!({"S3Bucket": "bucket", "S3Key": "code.zip"}));
    let made = bench.post(FUNCTIONS, body).await;
    assert_eq!(made.json()["CodeSize"], zip_of("x").len());
}

#[tokio::test]
async fn an_update_is_in_progress_and_then_successful() {
    let bench = Bench::new();
    bench.create("f").await;
    let before = bench.settled("f").await;
    bench.invoke("f", "RequestResponse", "1").await;
    assert_eq!(bench.engine.pool.count().1, 1);
    let stale = json!({"ZipFile": STANDARD.encode(zip_of("2")), "RevisionId": "old"});
    let code = format!("{FUNCTIONS}/f/code");
    bench.put(&code, stale).await.is_error(412, "PreconditionFailedException", "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
    let body = json!({"ZipFile": STANDARD.encode(zip_of("2")), "RevisionId": before["RevisionId"]});
    let shown = bench.put(&code, body).await.json();
    assert_eq!((&shown["State"], &shown["LastUpdateStatus"]), (&json!("Active"), &json!("InProgress")));
    assert_ne!(shown["CodeSha256"], before["CodeSha256"]);
    assert_eq!(bench.settled("f").await["LastUpdateStatus"], "Successful");
    assert_eq!(bench.engine.pool.count().1, 0, "nothing of the old code stays warm");
    let body = json!({"Timeout": 10, "Environment": {"Variables": {"AB": "c"}}});
    let shown = bench.put(&format!("{FUNCTIONS}/f/configuration"), body).await.json();
    assert_eq!((&shown["Timeout"], &shown["Handler"]), (&json!(10), &json!("index.handler")));
    assert_eq!(shown["Environment"], json!({"Variables": {"AB": "c"}}));
}

#[tokio::test]
async fn what_is_not_ready_is_refused_as_on_aws_if_nobody_waits() {
    let bench = Bench::impatient();
    let _never = bench.script.hold();
    bench.post(FUNCTIONS, creation("f")).await;
    let text = "The operation cannot be performed at this time. The function is currently in the following state: Pending";
    bench.invoke("f", "RequestResponse", "1").await.is_error(409, "ResourceConflictException", text);
    let update = bench.put(&format!("{FUNCTIONS}/f/configuration"), json!({"Timeout": 4})).await;
    update.is_error(409, "ResourceConflictException", text);
}

#[tokio::test]
async fn an_invocation_waits_for_a_function_in_the_making() {
    let bench = Bench::new();
    let go = bench.script.hold();
    bench.post(FUNCTIONS, creation("f")).await;
    let (reply, ()) = futures::join!(bench.invoke("f", "RequestResponse", "1"), async {
        tokio::task::yield_now().await;
        go.send_replace(true);
    });
    assert_eq!((reply.status, &reply.body[..]), (200, &b"1"[..]));
}

#[tokio::test]
async fn a_listing_comes_in_pages() {
    let bench = Bench::new();
    for name in ["b", "a", "c"] {
        bench.create(name).await;
    }
    let names = |page: &Value| -> Vec<String> {
        page["Functions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["FunctionName"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = bench.get(&format!("{FUNCTIONS}/?MaxItems=2")).await.json();
    assert_eq!(names(&first), ["a", "b"]);
    let marker = first["NextMarker"].as_str().unwrap();
    let second = bench.get(&format!("{FUNCTIONS}?MaxItems=2&Marker={marker}")).await.json();
    assert_eq!((names(&second), &second["NextMarker"]), (vec!["c".to_owned()], &Value::Null));
    bench.get(&format!("{FUNCTIONS}?FunctionVersion=invalid")).await.is_error(400, "ValidationException", "1 validation error detected: Value 'invalid' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]");
}

#[tokio::test]
async fn a_function_is_deleted_with_all_it_has() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.delete(&format!("{FUNCTIONS}/f?Qualifier=$LATEST")).await.is_error(
        400,
        "InvalidParameterValueException",
        "$LATEST version cannot be deleted without deleting the function.",
    );
    assert_eq!(bench.delete(&format!("{FUNCTIONS}/f")).await.status, 204);
    bench.delete(&format!("{FUNCTIONS}/f")).await.is_error(
        404,
        "ResourceNotFoundException",
        &format!("Function not found: {ARN}:f"),
    );
    let mut left = 0;
    bench
        .store
        .scan_prefix(&store::Key::of(store::Space::BlobCount), &mut |_, _| {
            left += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(left, 0, "the package is gone with its function");
}

#[tokio::test]
async fn an_invocation_answers_with_all_its_headers() {
    let bench = Bench::new();
    bench.create("f").await;
    for name in [
        "f",
        "f:$LATEST",
        "000000000000:function:f",
        "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af",
    ] {
        let reply = bench.invoke(name, "RequestResponse", "{\"a\":1}").await;
        assert_eq!((reply.status, &reply.body[..]), (200, &b"{\"a\":1}"[..]), "{name}");
        assert_eq!(reply.header("x-amz-executed-version"), "$LATEST");
        assert_eq!(reply.header("x-amz-function-error"), "");
        assert_eq!(reply.header("x-amzn-requestid"), "11111111-1111-4111-8111-111111111111");
        let log = STANDARD.decode(reply.header("x-amz-log-result")).unwrap();
        assert_eq!(log.len(), 4096, "the last 4 KB, as the API's page says");
        assert!(log.ends_with(b"REPORT RequestId: 11111111-1111-4111-8111-111111111111\n"));
    }
    assert_eq!(&bench.invoke("f", "RequestResponse", "").await.body[..], b"{}");
    bench.script.answer([Err(Failure::Exited { how: "exit status 1".to_owned() })]);
    let failed = bench.invoke("f", "RequestResponse", "1").await;
    assert_eq!((failed.status, failed.header("x-amz-function-error")), (200, "Unhandled"));
    assert_eq!(
        failed.json(),
        json!({"errorType": "Runtime.ExitError", "errorMessage": "RequestId: 11111111-1111-4111-8111-111111111111 Error: Runtime exited with error: exit status 1"})
    );
    let dry = bench.invoke("f", "DryRun", "1").await;
    assert_eq!((dry.status, dry.body.len()), (204, 0));
}

#[tokio::test]
async fn an_invocation_that_is_wrong_gets_awss_error() {
    let bench = Bench::new();
    bench.create("f").await;
    let sync = |payload: String| async {
        let payload = payload;
        bench.invoke("f", "RequestResponse", &payload).await
    };
    sync("{a}".to_owned()).await.is_error(
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json: Could not parse payload into json: ",
    );
    sync(" ".repeat(6 * 1024 * 1024 + 1)).await.is_error(
        413,
        "RequestTooLargeException",
        "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
    );
    let large = format!("\"{}\"", "x".repeat(1024 * 1024));
    bench.invoke("f", "Event", &large).await.is_error(413, "RequestTooLargeException", "1048576 bytes");
    bench.invoke("f", "Sometimes", "1").await.is_error(
        400,
        "ValidationException",
        "Value 'Sometimes' at 'invocationType'",
    );
    bench.invoke("g", "Event", "1").await.is_error(
        404,
        "ResourceNotFoundException",
        &format!("Function not found: {ARN}:g"),
    );
    bench.invoke("f:7", "RequestResponse", "1").await.is_error(
        404,
        "ResourceNotFoundException",
        &format!("Function not found: {ARN}:f:7"),
    );
    let differ = bench.call("POST", &format!("{FUNCTIONS}/f:1/invocations?Qualifier=2"), &[], "1").await;
    differ.is_error(
        400,
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.",
    );
    assert_eq!(bench.script.events().len(), 0);
}

#[tokio::test]
async fn permissions_make_a_policy() {
    let bench = Bench::new();
    bench.create("f").await;
    let policy = format!("{FUNCTIONS}/f/policy");
    bench.get(&policy).await.is_error(
        404,
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
    );
    let grant = json!({"StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::b"});
    let made = bench.post(&policy, grant.clone()).await;
    assert_eq!(made.status, 201);
    let statement = json!({
        "Sid": "s3", "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "lambda:InvokeFunction",
        "Resource": format!("{ARN}:f"), "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::b"}},
    });
    let text = made.json()["Statement"].as_str().unwrap().to_owned();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), statement);
    let shown = bench.get(&policy).await.json()["Policy"].as_str().unwrap().to_owned();
    assert_eq!(
        serde_json::from_str::<Value>(&shown).unwrap(),
        json!({"Version": "2012-10-17", "Id": "default", "Statement": [statement]})
    );
    bench.post(&policy, grant.clone()).await.is_error(409, "ResourceConflictException", "The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.");
    let bad = with(with(grant.clone(), "StatementId", json!("x")), "Principal", json!("nobody"));
    bench.post(&policy, bad).await.is_error(
        400,
        "InvalidParameterValueException",
        "The provided principal was invalid. Please check the principal and try again.",
    );
    let url = with(with(grant.clone(), "StatementId", json!("url")), "InvokedViaFunctionUrl", json!(true));
    let made = bench.post(&policy, url).await.json()["Statement"].as_str().unwrap().to_owned();
    assert!(made.contains(r#""Bool":{"lambda:InvokedViaFunctionUrl":"true"}"#), "{made}");
    assert_eq!(bench.delete(&format!("{policy}/url")).await.status, 204);
    bench.post(&policy, with(grant, "StatementId", json!("example.com"))).await.is_error(400, "ValidationException", "Value 'example.com' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)");
    bench.delete(&format!("{policy}/none")).await.is_error(
        404,
        "ResourceNotFoundException",
        "Statement none is not found in resource policy.",
    );
    assert_eq!(bench.delete(&format!("{policy}/s3")).await.status, 204);
    bench.delete(&format!("{policy}/s3")).await.is_error(
        404,
        "ResourceNotFoundException",
        "No policy is associated with the given resource.",
    );
}

/// The whole way down and up, nothing scripted. Authority: recorded for the error, AWS's page on handlers in Python.
#[tokio::test]
async fn a_python_function_really_runs() {
    let bench = Bench::real();
    let source = "def handler(event, context):\n    if event == 0: raise ValueError('zero')\n    return {'n': event + 1, 'arn': context.invoked_function_arn}\n";
    let body = with(creation("f"), "Code", json!({"ZipFile": STANDARD.encode(zip_of(source))}));
    assert_eq!(bench.post(FUNCTIONS, body).await.status, 201);
    let reply = bench.invoke("f", "RequestResponse", "41").await;
    assert_eq!(reply.json(), json!({"n": 42, "arn": format!("{ARN}:f")}), "{reply:?}");
    let failed = bench.invoke("f", "RequestResponse", "0").await;
    assert_eq!(failed.header("x-amz-function-error"), "Unhandled");
    assert_eq!(
        (&failed.json()["errorType"], &failed.json()["errorMessage"]),
        (&json!("ValueError"), &json!("zero"))
    );
    let log = STANDARD.decode(reply.header("x-amz-log-result")).unwrap();
    assert!(
        String::from_utf8(log)
            .unwrap()
            .contains("START RequestId: 11111111-1111-4111-8111-111111111111 Version: $LATEST")
    );
    assert!(bench.tasks.shutdown(std::time::Duration::from_secs(10)).await);
}

/// What went wrong and its type are shown so by AWS (softprops/serverless-rust, issue 122); the lines of an invocation around
/// them are our guess.
#[tokio::test]
async fn a_function_that_cannot_start_has_a_log() {
    let bench = Bench::real();
    let body = with(creation("f"), "Runtime", json!("provided.al2023"));
    assert_eq!(bench.post(FUNCTIONS, body).await.status, 201);
    let reply = bench.invoke("f", "RequestResponse", "1").await;
    assert_eq!(reply.json()["errorType"], "Runtime.InvalidEntrypoint");
    let log = STANDARD.decode(reply.header("x-amz-log-result")).unwrap();
    let log = String::from_utf8(log).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines.first().unwrap().starts_with("START RequestId: 11111111-"), "{log}");
    assert!(lines.contains(&"Runtime.InvalidEntrypoint"), "{log}");
    assert!(lines.last().unwrap().starts_with("REPORT RequestId: 11111111-"), "{log}");
}

/// A module uploaded bare, as an extension of ours.
#[tokio::test]
async fn a_webassembly_function_really_runs() {
    let bench = Bench::real();
    let module = wat::parse_str(
        r#"(module
            (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 8) "{\"ok\":true}")
            (func (export "_start")
                (i32.store (i32.const 0) (i32.const 8))
                (i32.store (i32.const 4) (i32.const 11))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32)))))"#,
    )
    .unwrap();
    let body = with(creation("f"), "Code", json!({"ZipFile": STANDARD.encode(module)}));
    let body = with(with(body, "Runtime", json!("provided.al2023")), "Handler", json!("bootstrap"));
    assert_eq!(bench.post(FUNCTIONS, body).await.status, 201);
    let reply = bench.invoke("f", "RequestResponse", "{}").await;
    assert_eq!(
        (reply.header("x-amz-function-error"), &reply.json()),
        ("", &json!({"ok": true})),
        "{reply:?}"
    );
    assert!(bench.tasks.shutdown(std::time::Duration::from_secs(10)).await);
}

/// Authority: botocore's model, which names each error's members.
#[tokio::test]
async fn a_refusal_from_outside_has_lambdas_form() {
    let call = Call {
        account: AccountId::DEFAULT,
        region: Region::us_east_1(),
        request_id: "r".into(),
        now: crate::test_engine::START,
        caller: base::call::Caller::Anonymous,
        address: "127.0.0.1:4566".into(),
        origin: base::call::Origin::default(),
    };
    let reply = crate::service::refusal(&call, 403, "InvalidSignatureException", "No.");
    assert_eq!(reply.status(), 403);
    assert_eq!(reply.headers()["x-amzn-errortype"], "InvalidSignatureException");
    assert_eq!(reply.into_body().collect(1000).await.unwrap(), "{\"message\":\"No.\"}");
}

#[tokio::test]
async fn versions_are_published_and_aliases_lead_to_them() {
    let bench = Bench::new();
    bench.create("f").await;
    let f = format!("{FUNCTIONS}/f");
    let published = bench.post(&format!("{f}/versions"), json!({"Description": "first"})).await;
    assert_eq!((published.status, &published.json()["Version"]), (201, &json!("1")));
    assert_eq!(published.json()["FunctionArn"], format!("{ARN}:f:1"));
    assert_eq!(
        bench.post(&format!("{f}/versions"), json!({})).await.json()["Version"],
        "1",
        "nothing has changed"
    );
    bench.put(&format!("{f}/configuration"), json!({"Timeout": 9})).await;
    bench.settled("f").await;
    bench.post(&format!("{f}/versions"), json!({"CodeSha256": "x"})).await.is_error(
        400,
        "InvalidParameterValueException",
        "CodeSHA256 (x) is different from current CodeSHA256 in $LATEST (",
    );
    assert_eq!(bench.post(&format!("{f}/versions"), json!({})).await.json()["Version"], "2");
    let listed = bench.get(&format!("{f}/versions")).await.json();
    let versions: Vec<&str> =
        listed["Versions"].as_array().unwrap().iter().map(|v| v["Version"].as_str().unwrap()).collect();
    assert_eq!(versions, ["$LATEST", "1", "2"]);
    let made = bench.post(&format!("{f}/aliases"), json!({"Name": "live", "FunctionVersion": "1"})).await;
    assert_eq!((made.status, &made.json()["AliasArn"]), (201, &json!(format!("{ARN}:f:live"))));
    bench.post(&format!("{f}/aliases"), json!({"Name": "live", "FunctionVersion": "1"})).await.is_error(
        409,
        "ResourceConflictException",
        &format!("Alias already exists: {ARN}:f:live"),
    );
    bench.post(&format!("{f}/aliases"), json!({"Name": "2024", "FunctionVersion": "1"})).await.is_error(400, "ValidationException", "Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)");
    bench.post(&format!("{f}/aliases"), json!({"Name": "x", "FunctionVersion": "10"})).await.is_error(
        404,
        "ResourceNotFoundException",
        &format!("Function not found: {ARN}:f:10"),
    );
    assert_eq!(bench.invoke("f:live", "RequestResponse", "1").await.header("x-amz-executed-version"), "1");
    bench.delete(&format!("{f}?Qualifier=1")).await.is_error(409, "ResourceConflictException", "live");
    let moved = bench
        .put(&format!("{f}/aliases/live"), json!({"RoutingConfig": {"AdditionalVersionWeights": {"2": 1.0}}}))
        .await;
    assert_eq!(moved.json()["RoutingConfig"], json!({"AdditionalVersionWeights": {"2": 1.0}}));
    assert_eq!(bench.invoke("f:live", "RequestResponse", "1").await.header("x-amz-executed-version"), "2");
    assert_eq!(bench.get(&format!("{f}/aliases")).await.json()["Aliases"].as_array().unwrap().len(), 1);
    assert_eq!(bench.delete(&format!("{f}/aliases/live")).await.status, 204);
    bench.get(&format!("{f}/aliases/live")).await.is_error(
        404,
        "ResourceNotFoundException",
        &format!("Cannot find alias arn: {ARN}:f:live"),
    );
    assert_eq!(bench.delete(&format!("{f}?Qualifier=1")).await.status, 204);
}

/// Recorded on 2025-11-24 for a payload that the AWS CLI took for base64; a text that is no UTF-8 is the same case.
#[tokio::test]
async fn a_payload_that_is_not_utf8_is_refused() {
    let bench = Bench::new();
    bench.create("f").await;
    for way in ["RequestResponse", "Event"] {
        let headers = [("x-amz-invocation-type", way)];
        let path = format!("{FUNCTIONS}/f/invocations");
        let reply = bench.call("POST", &path, &headers, Bytes::from_static(b"\"\xff\"")).await;
        let text = "Could not parse request body into json: Could not parse payload into json: Invalid UTF-8 start \
                    byte 0xff";
        reply.is_error(400, "InvalidRequestContentException", text);
    }
    assert!(bench.script.events().is_empty());
}

/// API references of UpdateFunctionCode ("the same effect as calling PublishVersion separately") and PublishVersion (no
/// version "if the function's configuration and code haven't changed"). That a description is configuration is our
/// reading.
#[tokio::test]
async fn publishing_what_has_not_changed_gives_the_last_version() {
    let bench = Bench::new();
    let f = format!("{FUNCTIONS}/f");
    let mut creating = creation("f");
    creating["Publish"] = json!(true);
    assert_eq!(bench.post(FUNCTIONS, creating).await.json()["Version"], "1");
    bench.settled("f").await;
    let update = async |text: &str| {
        let body = json!({"ZipFile": STANDARD.encode(zip_of(text)), "Publish": true});
        let version = bench.put(&format!("{f}/code"), body).await.json()["Version"].clone();
        bench.settled("f").await;
        version
    };
    let publish =
        async |body: Value| bench.post(&format!("{f}/versions"), body).await.json()["Version"].clone();
    for (text, version) in
        [("def handler(e, c): return e", "1"), ("a", "2"), ("a", "2"), ("b", "3"), ("b", "3")]
    {
        assert_eq!(update(text).await, version, "{text}");
        assert_eq!(publish(json!({})).await, version, "{text}");
    }
    assert_eq!(publish(json!({"Description": "of the version"})).await, "3");
    bench.put(&format!("{f}/configuration"), json!({"Description": "new"})).await;
    bench.settled("f").await;
    for _ in 0..2 {
        assert_eq!(publish(json!({"Description": "of the version"})).await, "4");
        assert_eq!(update("b").await, "4");
    }
    let shown = bench.get(&format!("{f}/configuration?Qualifier=4")).await.json();
    assert_eq!(shown["Description"], "of the version");
}

#[tokio::test]
async fn tags_come_and_go() {
    let bench = Bench::new();
    bench.create("f").await;
    let tags = format!("/2017-03-31/tags/{ARN}:f");
    assert_eq!(bench.post(&tags, json!({"Tags": {"A": "a", "B": "b"}})).await.status, 204);
    assert_eq!(bench.delete(&format!("{tags}?tagKeys=A&tagKeys=none")).await.status, 204);
    assert_eq!(bench.get(&tags).await.json(), json!({"Tags": {"B": "b"}}));
    bench.delete(&tags).await.is_error(400, "ValidationException", "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null");
    bench.post(&format!("{tags}:$LATEST"), json!({"Tags": {"A": "a"}})).await.is_error(
        400,
        "InvalidParameterValueException",
        "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
    let many: serde_json::Map<String, Value> = (0..51).map(|n| (n.to_string(), json!(""))).collect();
    bench.post(&tags, json!({"Tags": many})).await.is_error(
        400,
        "InvalidParameterValueException",
        "Number of tags exceeds resource tag limit.",
    );
    bench.get(&format!("/2017-03-31/tags/{ARN}:g")).await.is_error(
        404,
        "ResourceNotFoundException",
        &format!("Function not found: {ARN}:g"),
    );
}

/// What Terraform asks for beside the function itself.
#[tokio::test]
async fn what_cannot_be_set_has_awss_default() {
    let bench = Bench::new();
    bench.create("f").await;
    let get = async |path: &str| bench.get(path).await.json();
    assert_eq!(get("/2019-09-30/functions/f/concurrency").await, json!({}));
    assert_eq!(get("/2020-06-30/functions/f/code-signing-config").await, json!({"FunctionName": "f"}));
    assert_eq!(get("/2024-08-31/functions/f/recursion-config").await["RecursiveLoop"], "Terminate");
    assert_eq!(get("/2021-07-20/functions/f/runtime-management-config").await["UpdateRuntimeOn"], "Auto");
    let settings = get("/2016-08-19/account-settings").await;
    assert_eq!(settings["AccountUsage"]["FunctionCount"], 1);
    assert_eq!(settings["AccountLimit"]["ConcurrentExecutions"], 1000);
    let durable = "/2025-12-01/functions/f/durable-executions";
    assert_eq!(get(durable).await["DurableExecutions"], json!([]));
}

/// Authority: botocore 1.44.8's model has 91 operations.
#[test]
fn the_table_names_every_operation_once() {
    let mut names: Vec<&str> = crate::service::operations().into_iter().map(|known| known.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 91);
}

#[test]
fn the_rows_are_of_the_model_and_its_patterns_are_sound() {
    for row in super::ROWS {
        let signature = row.signature;
        let route = (signature.name, signature.method, signature.path);
        assert!(crate::routes().any(|known| known == route), "{route:?}");
        assert_eq!(signature.unsound_patterns(), [""; 0], "{}", signature.name);
    }
}

/// Authority: the expressions of botocore's model, read by eye.
#[test]
fn patterns_judge_as_the_model() {
    let check = |shape: &Shape, name: &str, fitting: &[&str], not: &[&str]| {
        let member = shape.members.iter().find(|member| member.name == name).unwrap();
        let mut rules = member.rules;
        if let Kind::Map(map) = member.kind {
            rules = map.key.rules;
        }
        let pattern = rules.pattern.unwrap();
        fitting.iter().for_each(|text| assert!(pattern.holds(text), "{text} fits {pattern:?}"));
        not.iter().for_each(|text| assert!(!pattern.holds(text), "{text} does not fit {pattern:?}"));
    };
    check(
        &model::CREATE_FUNCTION_REQUEST,
        "Role",
        &[
            "arn:aws:iam::000000000000:role/r",
            "arn:aws-cn:iam::000000000000:role/a/b@c",
            "arn::iam::123456789012:roleX",
            // The slash is optional, and the name may be one.
            "arn:aws:iam::000000000000:role/",
        ],
        &[
            "r1",
            "",
            "arn:aws:iam::0:role/r",
            "arn:aws:iam::000000000000:role",
            "arn:aws:iam::000000000000:role/a b",
        ],
    );
    let alias = &model::CREATE_ALIAS_REQUEST;
    check(alias, "Name", &["live", "v1", "1a"], &["", "12", "a b", "ä"]);
    check(alias, "FunctionVersion", &["$LATEST", "12", "$LATEST.PUBLISHED"], &["", "live", "1a"]);
    check(&model::INVOCATION_REQUEST, "Qualifier", &["$LATEST", "$x", "live", "1"], &["", "a?b", "a.b"]);
    let (fitting, not) =
        (&["*", "lambda:*", "lambda:InvokeFunction"], &["", "lambda:", "s3:Get", "lambda:a1"]);
    check(&model::ADD_PERMISSION_REQUEST, "Action", fitting, not);
    check(&model::ENVIRONMENT, "Variables", &["AB", "a_1"], &["", "A", "1A", "_A", "A-B"]);
}

/// The model; the words are ours but for those about tenants, which users report.
#[tokio::test]
async fn what_no_function_here_can_have_is_refused_by_name() {
    let bench = Bench::new();
    bench.create("f").await;
    let (one, invalid) = (format!("{FUNCTIONS}/f"), "InvalidParameterValueException");
    for (member, value) in
        [("S3ObjectStorageMode", json!("REFERENCE")), ("PublishTo", json!("LATEST_PUBLISHED"))]
    {
        let body = with(json!({"ZipFile": STANDARD.encode(zip_of("x"))}), member, value);
        bench.put(&format!("{one}/code"), body).await.is_error(400, invalid, member);
    }
    let publish = json!({"PublishTo": "LATEST_PUBLISHED"});
    bench.post(&format!("{one}/versions"), publish).await.is_error(400, invalid, "PublishTo");
    for (header, text) in [("x-amz-tenant-id", "tenancy"), ("x-amz-durable-execution-name", "durable")] {
        let path = format!("{one}/invocations");
        bench.call("POST", &path, &[(header, "x")], "{}").await.is_error(400, invalid, text);
    }
    let edge = bench.get(&format!("{FUNCTIONS}?MasterRegion=ALL&FunctionVersion=ALL")).await.json();
    assert_eq!(edge["Functions"], json!([]));
    // https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html: "If specified, you must set FunctionVersion to
    // ALL". That it is this error is our guess.
    for path in ["MasterRegion=ALL", "MasterRegion=us-east-1"] {
        let alone = bench.get(&format!("{FUNCTIONS}?{path}")).await;
        alone.is_error(400, invalid, "FunctionVersion must be set to ALL when MasterRegion is specified.");
    }
}

/// A function gets its log group's name: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>
#[tokio::test]
async fn a_log_group_is_shown_and_told_to_the_function() {
    let bench = Bench::new();
    bench.create("f").await;
    let group = json!({"LoggingConfig": {"LogFormat": "Text", "LogGroup": "/my/group"}});
    bench.put(&format!("{FUNCTIONS}/f/configuration"), group).await;
    let shown = bench.settled("f").await;
    assert_eq!(shown["LoggingConfig"], json!({"LogFormat": "Text", "LogGroup": "/my/group"}));
    let id = FunctionId { account: AccountId::DEFAULT, region: Region::us_east_1(), name: "f".to_owned() };
    let version = bench.engine.version_to_run(&id, None).await.unwrap();
    let identity = crate::test_engine::identity("e");
    let told = crate::execution::variables::variables(&version, &identity, std::path::Path::new("/"));
    assert!(told.contains(&("AWS_LAMBDA_LOG_GROUP_NAME".to_owned(), "/my/group".to_owned())));
}

/// Our promise: nobody gets in by default. Who names a function of another account is judged by its policy only where the
/// row says which member names it.
#[test]
fn every_row_whose_request_names_a_function_says_so() {
    for row in crate::ops::ROWS {
        let names_one = row.signature.input.place_of("FunctionName").is_some();
        assert_eq!(row.resource.contains(&"FunctionName"), names_one, "{}", row.signature.name);
    }
}
