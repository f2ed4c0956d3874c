//! Functions: create, describe, update, list, delete, invoke, permissions; WASM, Python, Node and `provided`.

use aws_sdk_lambda::client::Waiters as _;
use aws_sdk_lambda::error::ProvideErrorMetadata as _;
use aws_sdk_lambda::operation::invoke::InvokeOutput;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{
    Environment, FunctionCode, InvocationType, LastUpdateStatus, LogType, Runtime, State,
};
use aws_sdk_s3::primitives::ByteStream;
use conformance::sdk::Sdk;

use crate::fixture::{echo_package, start, zip};

const ROLE: &str = "arn:aws:iam::000000000000:role/lambda";

pub(crate) async fn function(sdk: &Sdk, name: &str, runtime: Runtime, handler: &str, package: Vec<u8>) {
    sdk.lambda
        .create_function()
        .function_name(name)
        .runtime(runtime)
        .handler(handler)
        .role(ROLE)
        .timeout(5)
        .code(FunctionCode::builder().zip_file(Blob::new(package)).build())
        .send()
        .await
        .unwrap();
    let wait = sdk.lambda.wait_until_function_active_v2().function_name(name);
    wait.wait(std::time::Duration::from_secs(30)).await.unwrap();
}

pub(crate) async fn invoke(sdk: &Sdk, name: &str, payload: &str) -> InvokeOutput {
    sdk.lambda.invoke().function_name(name).payload(Blob::new(payload)).send().await.unwrap()
}

pub(crate) fn text(output: &InvokeOutput) -> &str {
    std::str::from_utf8(output.payload().unwrap().as_ref()).unwrap()
}

fn json(output: &InvokeOutput) -> serde_json::Value {
    serde_json::from_slice(output.payload().unwrap().as_ref()).unwrap()
}

#[tokio::test]
async fn a_wasm_function_answers() {
    let (_server, sdk) = start();
    function(&sdk, "echo", Runtime::Providedal2023, "bootstrap", echo_package()).await;
    for payload in ["{}", r#"{"a":[1,2,3]}"#, "\"text\""] {
        let output = invoke(&sdk, "echo", payload).await;
        assert_eq!((text(&output), output.function_error()), (payload, None));
        assert_eq!(output.status_code, 200);
        assert_eq!(output.executed_version(), Some("$LATEST"));
    }
    let dry = sdk
        .lambda
        .invoke()
        .function_name("echo")
        .invocation_type(InvocationType::DryRun)
        .send()
        .await
        .unwrap();
    assert_eq!(dry.status_code, 204);
    let event = sdk.lambda.invoke().function_name("echo").invocation_type(InvocationType::Event);
    assert_eq!(event.payload(Blob::new("{}")).send().await.unwrap().status_code, 202);
}

#[tokio::test]
async fn a_python_function_sees_its_event_its_context_and_its_environment() {
    let (_server, sdk) = start();
    let code = r#"
import os
def handle(event, context):
    print("seen", event["n"])
    if event["n"] < 0:
        raise ValueError("negative")
    return {"double": event["n"] * 2, "colour": os.environ["COLOUR"], "arn": context.invoked_function_arn,
            "name": context.function_name, "left": context.get_remaining_time_in_millis() > 0}
"#;
    function(&sdk, "double", Runtime::Python313, "main.handle", zip(&[("main.py", code.as_bytes())])).await;
    let environment = Environment::builder().variables("COLOUR", "blue").build();
    sdk.lambda
        .update_function_configuration()
        .function_name("double")
        .environment(environment)
        .send()
        .await
        .unwrap();
    let wait = sdk.lambda.wait_until_function_updated_v2().function_name("double");
    wait.wait(std::time::Duration::from_secs(30)).await.unwrap();
    let call = sdk.lambda.invoke().function_name("double").log_type(LogType::Tail);
    let output = call.payload(Blob::new(r#"{"n":21}"#)).send().await.unwrap();
    let expected = serde_json::json!({
        "double": 42, "colour": "blue", "name": "double", "left": true,
        "arn": "arn:aws:lambda:us-east-1:000000000000:function:double",
    });
    assert_eq!(json(&output), expected);
    use std::io::Read as _;
    let mut log = String::new();
    base64_reader(output.log_result().unwrap()).read_to_string(&mut log).unwrap();
    for line in ["START RequestId: ", "seen 21", "END RequestId: ", "REPORT RequestId: "] {
        assert!(log.contains(line), "{log}");
    }
    // https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
    let failed = invoke(&sdk, "double", r#"{"n":-1}"#).await;
    assert_eq!((failed.status_code, failed.function_error()), (200, Some("Unhandled")));
    let error = json(&failed);
    assert_eq!(
        (error["errorType"].as_str(), error["errorMessage"].as_str()),
        (Some("ValueError"), Some("negative"))
    );
}

/// Base64 decoded by the SDK's own blob type would need a shape; this is four lines.
fn base64_reader(text: &str) -> std::io::Cursor<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = text.bytes().filter_map(|b| ALPHABET.iter().position(|&a| a == b)).collect::<Vec<_>>();
    let bytes = bits.chunks(4).flat_map(|four| {
        let word = four.iter().fold(0_u32, |word, &six| word << 6 | six as u32) << (6 * (4 - four.len()));
        word.to_be_bytes()[1..four.len()].to_vec()
    });
    std::io::Cursor::new(bytes.collect())
}

#[tokio::test]
async fn a_node_function_answers_and_fails_as_on_aws() {
    let (_server, sdk) = start();
    let code = "export const handler = async (event) => { if (event.bad) throw new TypeError('bad'); return { hello: event.name }; };";
    function(&sdk, "node", Runtime::Nodejs22x, "index.handler", zip(&[("index.mjs", code.as_bytes())])).await;
    assert_eq!(json(&invoke(&sdk, "node", r#"{"name":"you"}"#).await), serde_json::json!({"hello": "you"}));
    let failed = invoke(&sdk, "node", r#"{"bad":true}"#).await;
    assert_eq!(failed.function_error(), Some("Unhandled"));
    assert_eq!(json(&failed)["errorType"], "TypeError");
}

#[tokio::test]
async fn a_bootstrap_speaks_the_runtime_api() {
    // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-walkthrough.html, with Python in place of curl.
    let (_server, sdk) = start();
    let code = br#"#!/usr/bin/env python3
import os, urllib.request
api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    event = urllib.request.urlopen(api + "next")
    reply = b'{"got":' + event.read() + b"}"
    urllib.request.urlopen(api + event.headers["Lambda-Runtime-Aws-Request-Id"] + "/response", data=reply)
"#;
    function(&sdk, "own", Runtime::Providedal2023, "any", zip(&[("bootstrap", code)])).await;
    for _ in 0..3 {
        assert_eq!(text(&invoke(&sdk, "own", "1").await), r#"{"got":1}"#);
    }
}

#[tokio::test]
async fn a_function_that_hangs_crashes_or_is_not_there_gives_the_error_of_aws() {
    let (_server, sdk) = start();
    let code = r#"
import os, time
def hang(event, context):
    time.sleep(60)
def crash(event, context):
    os._exit(3)
"#;
    let package = || zip(&[("main.py", code.as_bytes())]);
    for (name, handler) in
        [("hang", "main.hang"), ("crash", "main.crash"), ("none", "main.none"), ("nowhere", "nowhere.f")]
    {
        function(&sdk, name, Runtime::Python313, handler, package()).await;
    }
    sdk.lambda.update_function_configuration().function_name("hang").timeout(1).send().await.unwrap();
    // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
    for (name, kind, message) in [
        ("hang", "Sandbox.Timedout", "Task timed out after 1.00 seconds"),
        ("crash", "Runtime.ExitError", "Runtime exited with error: exit status 3"),
        ("none", "Runtime.HandlerNotFound", "Handler 'none' missing on module 'main'"),
        (
            "nowhere",
            "Runtime.ImportModuleError",
            "Unable to import module 'nowhere': No module named 'nowhere'",
        ),
    ] {
        let failed = invoke(&sdk, name, "{}").await;
        assert_eq!(failed.function_error(), Some("Unhandled"), "{name}");
        let error = json(&failed);
        assert_eq!(error["errorType"], kind, "{error}");
        assert!(error["errorMessage"].as_str().unwrap().contains(message), "{error}");
    }
    // The environment that hung is gone; a fresh one takes its place.
    sdk.lambda
        .update_function_configuration()
        .function_name("crash")
        .handler("main.hang")
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_function_is_described_updated_listed_and_deleted() {
    let (_server, sdk) = start();
    function(&sdk, "f", Runtime::Providedal2023, "bootstrap", echo_package()).await;
    let got = sdk.lambda.get_function().function_name("f").send().await.unwrap();
    let made = got.configuration.unwrap();
    assert_eq!(made.state, Some(State::Active));
    assert_eq!(made.function_arn(), Some("arn:aws:lambda:us-east-1:000000000000:function:f"));
    assert_eq!((made.memory_size, made.timeout), (Some(128), Some(5)));
    assert_eq!(made.code_size, echo_package().len() as i64);
    assert!(got.code.unwrap().location.is_some());

    sdk.s3.create_bucket().bucket("packages").send().await.unwrap();
    let package = zip(&[("main.py", b"def f(event, context): return 'new'")]);
    sdk.s3.put_object().bucket("packages").key("p.zip").body(ByteStream::from(package)).send().await.unwrap();
    let update = sdk.lambda.update_function_code().function_name("f").s3_bucket("packages").s3_key("p.zip");
    let updated = update.send().await.unwrap();
    assert_ne!(updated.code_sha256, made.code_sha256);
    assert_ne!(updated.revision_id, made.revision_id);
    let wait = sdk.lambda.wait_until_function_updated_v2().function_name("f");
    wait.wait(std::time::Duration::from_secs(30)).await.unwrap();
    let update = sdk.lambda.update_function_configuration().function_name("f").runtime(Runtime::Python313);
    update.handler("main.f").send().await.unwrap();
    let wait = sdk.lambda.wait_until_function_updated_v2().function_name("f");
    wait.wait(std::time::Duration::from_secs(30)).await.unwrap();
    let now = sdk.lambda.get_function_configuration().function_name("f").send().await.unwrap();
    assert_eq!(now.last_update_status, Some(LastUpdateStatus::Successful));
    assert_eq!(text(&invoke(&sdk, "f", "{}").await), "\"new\"");

    let listed = sdk.lambda.list_functions().send().await.unwrap();
    assert_eq!(listed.functions().iter().map(|f| f.function_name().unwrap()).collect::<Vec<_>>(), ["f"]);
    sdk.lambda.delete_function().function_name("f").send().await.unwrap();
    let gone = sdk.lambda.get_function().function_name("f").send().await.unwrap_err();
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    assert_eq!(gone.message(), Some("Function not found: arn:aws:lambda:us-east-1:000000000000:function:f"));
}

#[tokio::test]
async fn a_policy_is_what_permissions_were_added() {
    let (_server, sdk) = start();
    function(&sdk, "f", Runtime::Providedal2023, "bootstrap", echo_package()).await;
    let none = sdk.lambda.get_policy().function_name("f").send().await.unwrap_err();
    assert_eq!(none.code(), Some("ResourceNotFoundException"));
    sdk.lambda
        .add_permission()
        .function_name("f")
        .statement_id("from-s3")
        .action("lambda:InvokeFunction")
        .principal("s3.amazonaws.com")
        .source_arn("arn:aws:s3:::bucket")
        .send()
        .await
        .unwrap();
    let policy = sdk.lambda.get_policy().function_name("f").send().await.unwrap().policy.unwrap();
    let policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
    assert_eq!(
        policy["Statement"][0],
        serde_json::json!({
            "Sid": "from-s3",
            "Effect": "Allow",
            "Principal": {"Service": "s3.amazonaws.com"},
            "Action": "lambda:InvokeFunction",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
            "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::bucket"}},
        })
    );
    sdk.lambda.remove_permission().function_name("f").statement_id("from-s3").send().await.unwrap();
    sdk.lambda.get_policy().function_name("f").send().await.unwrap_err();
}
