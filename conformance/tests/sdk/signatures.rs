//! `--auth verify`: known keys only, and only what they signed.

use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_lambda::types::Runtime;
use aws_sdk_s3::primitives::ByteStream;
use conformance::sdk::{Identity, Sdk};
use conformance::server::Server;

use crate::fixture::{table, zip};
use crate::lambda::{function, invoke, text};

fn strict() -> Server {
    Server::start_with(&["--auth", "verify", "--access-keys", "AKIAIOSFODNN7EXAMPLE:secret"]).unwrap()
}

fn who(access_key: &str, secret: &str) -> Identity {
    Identity { access_key: access_key.into(), secret: secret.into(), ..Identity::default() }
}

#[tokio::test]
async fn a_known_key_works_for_every_service() {
    let server = strict();
    let sdk = Sdk::of(&server, &who("AKIAIOSFODNN7EXAMPLE", "secret"));
    sdk.dynamodb.list_tables().send().await.unwrap();
    sdk.streams.list_streams().send().await.unwrap();
    sdk.lambda.list_functions().send().await.unwrap();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let key = "a b+c/é//x~";
    let body = ByteStream::from(vec![7; 300_000]);
    sdk.s3.put_object().bucket("bucket").key(key).body(body).send().await.unwrap();
    let got = sdk.s3.get_object().bucket("bucket").key(key).send().await.unwrap();
    assert_eq!(got.body.collect().await.unwrap().to_vec(), vec![7; 300_000]);
}

#[tokio::test]
async fn an_unknown_key_and_a_wrong_secret_are_refused_as_on_aws() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    let server = strict();
    let unknown = Sdk::of(&server, &who("AKIAUNKNOWN", "secret"));
    let wrong = Sdk::of(&server, &who("AKIAIOSFODNN7EXAMPLE", "wrong"));
    let code = |error: Option<&str>| error.unwrap_or_default().to_owned();
    for (sdk, json, s3) in [
        (unknown, "UnrecognizedClientException", "InvalidAccessKeyId"),
        (wrong, "InvalidSignatureException", "SignatureDoesNotMatch"),
    ] {
        assert_eq!(code(sdk.dynamodb.list_tables().send().await.unwrap_err().code()), json);
        assert_eq!(code(sdk.lambda.list_functions().send().await.unwrap_err().code()), json);
        assert_eq!(code(sdk.s3.list_buckets().send().await.unwrap_err().code()), s3);
    }
}

/// A function calls with the keys of its environment, by the standard library alone.
const SIGNED_CALL: &str = r#"
import datetime, hashlib, hmac, os, urllib.request
def handler(event, context):
    env, body, target = os.environ, b"{}", "DynamoDB_20120810.ListTables"
    host = env["AWS_ENDPOINT_URL"].split("//")[1]
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = "/".join([now[:8], env["AWS_REGION"], "dynamodb", "aws4_request"])
    headers = {"host": host, "x-amz-date": now, "x-amz-security-token": env["AWS_SESSION_TOKEN"], "x-amz-target": target}
    names = ";".join(headers)
    lines = ["POST", "/", ""] + [f"{n}:{v}" for n, v in headers.items()] + ["", names, hashlib.sha256(body).hexdigest()]
    hashed = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    key = ("AWS4" + env["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in scope.split("/") + ["\n".join(["AWS4-HMAC-SHA256", now, scope, hashed])]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={env['AWS_ACCESS_KEY_ID']}/{scope}, "
                                f"SignedHeaders={names}, Signature={key.hex()}")
    headers["content-type"] = "application/x-amz-json-1.0"
    request = urllib.request.Request(env["AWS_ENDPOINT_URL"], data=body, headers=headers)
    return urllib.request.urlopen(request).read().decode()
"#;

/// What runs on AWS with the temporary credentials of its role runs here with those of its account, a process as well as a WASM
/// module, also where the account's own key has another secret.
#[tokio::test]
async fn functions_call_back_where_signatures_are_verified() {
    let server = Server::start_with(&["--auth", "verify", "--access-keys", "123456789012:secret"]).unwrap();
    let sdk = Sdk::of(&server, &who("123456789012", "secret"));
    table(&sdk, "mine").await;
    let request = "dynamodb POST /\nX-Amz-Target: DynamoDB_20120810.ListTables\n\
                   Content-Type: application/x-amz-json-1.0\n\n{}";
    let wasm = conformance::package::caller(request).unwrap();
    function(&sdk, "wasm", Runtime::Providedal2023, "bootstrap", wasm).await;
    let python = zip(&[("app.py", SIGNED_CALL.as_bytes())]);
    function(&sdk, "python", Runtime::Python313, "app.handler", python).await;
    for name in ["wasm", "python"] {
        let output = invoke(&sdk, name, "{}").await;
        let text = text(&output);
        assert!(
            output.function_error().is_none() && text.contains("TableNames") && text.contains("mine"),
            "{text}"
        );
    }
}

/// AWS's page on recursive loops; that a function's chain is known by its credentials, whatever trace it sends, is ours.
#[tokio::test]
async fn a_function_that_calls_itself_with_its_credentials_alone_is_stopped() {
    for flags in [&["--auth", "verify", "--access-keys", "123456789012:secret"][..], &[]] {
        let server = Server::start_with(flags).unwrap();
        let sdk = Sdk::of(&server, &who("123456789012", "secret"));
        let request = "lambda POST /2015-03-31/functions/loop/invocations\nX-Amzn-Trace-Id: Root=1-2-3\n\n{}";
        let wasm = conformance::package::caller(request).unwrap();
        function(&sdk, "loop", Runtime::Providedal2023, "bootstrap", wasm).await;
        let output = invoke(&sdk, "loop", "{}").await;
        let text = text(&output);
        assert!(text.contains("RecursiveInvocationException"), "{text}");
        assert!(text.contains("being invoked in a recursive loop"), "{text}");
    }
}
