//! Function URLs through the whole server: hosts, methods, pages. Authority: AWS's guide,
//! <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html>, and the pages it leads to.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Running, status_of};

/// Answers with what came.
const CODE: &str = r#"
import json

def handle(event, context):
    came = [event["requestContext"]["http"]["method"], event["rawPath"], event.get("body")]
    return {"statusCode": 202, "headers": {"x-came": "yes"}, "body": json.dumps(came), "cookies": ["a=1"]}
"#;

/// The body of CreateFunction.
pub(crate) fn creation() -> Value {
    creation_of(CODE)
}

/// The same, of a function in Python with another `handle`.
pub(crate) fn creation_of(code: &str) -> Value {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("main.py", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(code.as_bytes()).unwrap();
    let zip = STANDARD.encode(zip.finish().unwrap().into_inner());
    json!({
        "FunctionName": "f", "Runtime": "python3.13", "Handler": "main.handle", "Code": {"ZipFile": zip},
        "Role": "arn:aws:iam::000000000000:role/r",
    })
}

/// The host of the URL that a reply of CreateFunctionUrlConfig shows.
pub(crate) fn host_of(body: &str) -> String {
    let shown: Value = serde_json::from_str(body).unwrap();
    shown["FunctionUrl"].as_str().unwrap().trim_start_matches("http://").trim_end_matches('/').to_owned()
}

/// A server with a function that has a URL, and the URL's host.
fn server(config: &Value) -> (Running, String) {
    let server = Running::with(&[]);
    let (head, body) = server.ask("POST /2015-03-31/functions", &[], &creation().to_string());
    assert_eq!(status_of(&head), 201, "{body}");
    let (head, body) = server.ask("POST /2021-10-31/functions/f/url", &[], &config.to_string());
    assert_eq!(status_of(&head), 201, "{body}");
    (server, host_of(&body))
}

#[test]
fn a_url_is_called_by_every_method_and_reaches_its_function_alone() {
    let (server, host) = server(&json!({"AuthType": "NONE"}));
    assert!(host.contains(".lambda-url.us-east-1.localhost"), "{host}");
    let header = format!("host: {host}");
    for (line, body, expected) in [
        ("GET /", "", json!(["GET", "/", null])),
        ("POST /2015-03-31/functions", "{}", json!(["POST", "/2015-03-31/functions", "{}"])),
        ("DELETE /2015-03-31/functions/f", "", json!(["DELETE", "/2015-03-31/functions/f", null])),
        ("PATCH /x/?Action=ListQueues", "", json!(["PATCH", "/x/", null])),
        ("OPTIONS /x", "", json!(["OPTIONS", "/x", null])),
    ] {
        let (head, came) = server.ask(line, &[&header, "content-type: application/json"], body);
        assert_eq!(status_of(&head), 202, "{line}: {head} {came}");
        assert_eq!(serde_json::from_str::<Value>(&came).unwrap(), expected, "{line}");
        assert!(head.contains("x-came: yes") && head.contains("set-cookie: a=1"), "{head}");
    }
    // The emulator's own paths are not there.
    let (_, came) = server.ask("GET /_ruststack/health", &[&header], "");
    assert_eq!(came, r#"["GET", "/_ruststack/health", null]"#);
    // Where LocalStack's name leads, too.
    let (id, _) = host.split_once('.').unwrap();
    let elsewhere = format!("host: {id}.lambda-url.us-east-1.localhost.localstack.cloud:4566");
    assert_eq!(server.status("HEAD /", &[&elsewhere], ""), 202);
    // Who cannot look names up has it in a path.
    let (head, came) =
        server.ask(&format!("PUT /_aws/lambda-url/{id}/x/y?z=1"), &["content-type: text/plain"], "{}");
    assert_eq!((status_of(&head), came.as_str()), (202, r#"["PUT", "/x/y", "{}"]"#), "{head}");
    assert_eq!(server.status("GET /_aws/lambda-url/nobody/x", &[], ""), 404);
    assert_eq!(server.status("GET /2015-03-31/functions/f", &[], ""), 200, "the function is there still");
}

#[test]
fn a_url_for_who_signs_is_closed_to_others_though_nothing_is_verified() {
    let (server, host) = server(&json!({"AuthType": "AWS_IAM"}));
    let header = format!("host: {host}");
    let (head, body) = server.ask("GET /", &[&header], "");
    assert_eq!((status_of(&head), body.as_str()), (403, r#"{"Message":"Forbidden"}"#), "{head}");
    let signed = "authorization: AWS4-HMAC-SHA256 Credential=AKID/20270115/us-east-1/lambda/aws4_request, \
                  SignedHeaders=host, Signature=00";
    assert_eq!(server.status("GET /", &[&header, signed], ""), 202);
}

/// A page comes in where the URL's own rules let it, and nowhere else.
#[test]
fn a_foreign_page_calls_a_url_whose_rules_say_so() {
    let cors =
        json!({"AllowOrigins": ["https://a.example"], "AllowMethods": ["POST"], "AllowHeaders": ["x-a"]});
    let (server, host) = server(&json!({"AuthType": "NONE", "Cors": cors}));
    let header = format!("host: {host}");
    let origin = "origin: https://a.example";
    let asked = ["access-control-request-method: POST", "access-control-request-headers: x-a"];
    let (head, _) = server.ask("OPTIONS /", &[&header, origin, asked[0], asked[1]], "");
    assert_eq!(status_of(&head), 200, "{head}");
    for granted in ["access-control-allow-origin: https://a.example", "access-control-allow-methods: POST"] {
        assert!(head.contains(granted), "{granted} in {head}");
    }
    let (head, _) = server.ask("POST /", &[&header, origin, "content-type: application/json"], "{}");
    assert_eq!(status_of(&head), 202, "{head}");
    assert!(head.contains("access-control-allow-origin: https://a.example"), "{head}");
    for (line, other) in [("POST /", "origin: https://b.example"), ("DELETE /", origin)] {
        assert_eq!(server.status(line, &[&header, other], ""), 403, "{line} {other}");
    }
    // Nothing else has that host, so a form is the URL's; in a path it is at the same host.
    let form = "content-type: application/x-www-form-urlencoded";
    assert_eq!(server.status("POST /", &[&header, origin, form], "Action=a"), 202);
    let (id, _) = host.split_once('.').unwrap();
    let in_path = format!("POST /_aws/lambda-url/{id}/");
    assert_eq!(server.status(&in_path, &[origin, form], "a=b"), 202);
    assert_eq!(server.status(&in_path, &["origin: https://b.example", form], "a=b"), 403);
    let rebound = server.status(&in_path, &["host: rebound.example"], "");
    assert_eq!(rebound, 403, "its own host is judged first");
    // The rules are the URL's, not Lambda's.
    assert_eq!(server.status("POST /2015-03-31/functions", &[origin], "{}"), 403);
}
