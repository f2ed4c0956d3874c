//! Components that serve HTTP, written as text.

use serde_json::{Value, json};

use super::*;
use crate::execution::reply::{BEHIND_HEAD, Part, WITH_HEAD};

/// What of WASI's interfaces such a component imports here; the error codes are all that there are.
/// <https://github.com/WebAssembly/wasi-http>
const IMPORTS: &str = r#"
  (import "wasi:io/error@0.2.0" (instance $errors (export "error" (type (sub resource)))))
  (alias export $errors "error" (type $error))
  (import "wasi:io/streams@0.2.0" (instance $streams
    (export "output-stream" (type $out (sub resource)))
    (alias outer 1 $error (type $e))
    (export "error" (type $error (eq $e)))
    (type $se (variant (case "last-operation-failed" (own $error)) (case "closed")))
    (export "stream-error" (type $stream-error (eq $se)))
    (export "[method]output-stream.blocking-write-and-flush"
      (func (param "self" (borrow $out)) (param "contents" (list u8)) (result (result (error $stream-error)))))))
  (alias export $streams "output-stream" (type $output-stream))
  (import "wasi:http/types@0.2.0" (instance $types
    (export "fields" (type $fields (sub resource)))
    (export "incoming-request" (type $request (sub resource)))
    (export "response-outparam" (type $outparam (sub resource)))
    (export "outgoing-response" (type $response (sub resource)))
    (export "outgoing-body" (type $body (sub resource)))
    (alias outer 1 $output-stream (type $os))
    (export "output-stream" (type $stream (eq $os)))
    (type $dns (record (field "rcode" (option string)) (field "info-code" (option u16))))
    (export "DNS-error-payload" (type $dns-error (eq $dns)))
    (type $tls (record (field "alert-id" (option u8)) (field "alert-message" (option string))))
    (export "TLS-alert-received-payload" (type $tls-alert (eq $tls)))
    (type $size (record (field "field-name" (option string)) (field "field-size" (option u32))))
    (export "field-size-payload" (type $field-size (eq $size)))
    (type $code (variant
      (case "DNS-timeout") (case "DNS-error" $dns-error) (case "destination-not-found")
      (case "destination-unavailable") (case "destination-IP-prohibited") (case "destination-IP-unroutable")
      (case "connection-refused") (case "connection-terminated") (case "connection-timeout")
      (case "connection-read-timeout") (case "connection-write-timeout") (case "connection-limit-reached")
      (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" $tls-alert)
      (case "HTTP-request-denied") (case "HTTP-request-length-required")
      (case "HTTP-request-body-size" (option u64)) (case "HTTP-request-method-invalid")
      (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long")
      (case "HTTP-request-header-section-size" (option u32))
      (case "HTTP-request-header-size" (option $field-size))
      (case "HTTP-request-trailer-section-size" (option u32)) (case "HTTP-request-trailer-size" $field-size)
      (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" (option u32))
      (case "HTTP-response-header-size" $field-size) (case "HTTP-response-body-size" (option u64))
      (case "HTTP-response-trailer-section-size" (option u32)) (case "HTTP-response-trailer-size" $field-size)
      (case "HTTP-response-transfer-coding" (option string)) (case "HTTP-response-content-coding" (option string))
      (case "HTTP-response-timeout") (case "HTTP-upgrade-failed") (case "HTTP-protocol-error")
      (case "loop-detected") (case "configuration-error") (case "internal-error" (option string))))
    (export "error-code" (type $error-code (eq $code)))
    (type $he (variant (case "invalid-syntax") (case "forbidden") (case "immutable")))
    (export "header-error" (type $header-error (eq $he)))
    (export "[constructor]fields" (func (result (own $fields))))
    (export "[method]fields.append" (func (param "self" (borrow $fields)) (param "name" string)
      (param "value" (list u8)) (result (result (error $header-error)))))
    (export "[method]incoming-request.path-with-query"
      (func (param "self" (borrow $request)) (result (option string))))
    (export "[constructor]outgoing-response" (func (param "headers" (own $fields)) (result (own $response))))
    (export "[method]outgoing-response.set-status-code"
      (func (param "self" (borrow $response)) (param "status-code" u16) (result (result))))
    (export "[method]outgoing-response.body"
      (func (param "self" (borrow $response)) (result (result (own $body)))))
    (export "[method]outgoing-body.write" (func (param "self" (borrow $body)) (result (result (own $stream)))))
    (export "[static]outgoing-body.finish" (func (param "this" (own $body))
      (param "trailers" (option (own $fields))) (result (result (error $error-code)))))
    (export "[static]response-outparam.set" (func (param "param" (own $outparam))
      (param "response" (result (own $response) (error $error-code)))))))
  (alias export $types "incoming-request" (type $incoming-request))
  (alias export $types "response-outparam" (type $response-outparam))
  (core module $memory
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 8192)))
  (core instance $own (instantiate $memory))
  (alias core export $own "memory" (core memory $memory))
  (alias core export $own "realloc" (core func $realloc))
  (core func $fields (canon lower (func $types "[constructor]fields")))
  (core func $append (canon lower (func $types "[method]fields.append") (memory $memory)))
  (core func $path (canon lower (func $types "[method]incoming-request.path-with-query")
    (memory $memory) (realloc $realloc)))
  (core func $response (canon lower (func $types "[constructor]outgoing-response")))
  (core func $status (canon lower (func $types "[method]outgoing-response.set-status-code")))
  (core func $body (canon lower (func $types "[method]outgoing-response.body") (memory $memory)))
  (core func $write (canon lower (func $types "[method]outgoing-body.write") (memory $memory)))
  (core func $finish (canon lower (func $types "[static]outgoing-body.finish")
    (memory $memory) (realloc $realloc)))
  (core func $set (canon lower (func $types "[static]response-outparam.set") (memory $memory)))
  (core func $push (canon lower (func $streams "[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (core func $close (canon resource.drop $output-stream))
"#;

/// The same as the module sees it, and three steps: a response with two headers, its body's stream, and the end of both.
const MODULE: &str = r#"
  (import "" "memory" (memory 1))
  (import "" "fields" (func $fields (result i32)))
  (import "" "append" (func $append (param i32 i32 i32 i32 i32 i32)))
  (import "" "path" (func $path (param i32 i32)))
  (import "" "response" (func $response (param i32) (result i32)))
  (import "" "status" (func $status (param i32 i32) (result i32)))
  (import "" "body" (func $body (param i32 i32)))
  (import "" "write" (func $write (param i32 i32)))
  (import "" "finish" (func $finish (param i32 i32 i32 i32)))
  (import "" "set" (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "" "push" (func $push (param i32 i32 i32 i32)))
  (import "" "close" (func $close (param i32)))
  (data (i32.const 1024) "content-typetext/plainset-cookiea=b")
  (func $begin (param $out i32) (result i32 i32)
    (local $fields i32) (local $response i32) (local $body i32)
    (local.set $fields (call $fields))
    (call $append (local.get $fields) (i32.const 1024) (i32.const 12) (i32.const 1036) (i32.const 10) (i32.const 16))
    (call $append (local.get $fields) (i32.const 1046) (i32.const 10) (i32.const 1056) (i32.const 3) (i32.const 16))
    (local.set $response (call $response (local.get $fields)))
    (drop (call $status (local.get $response) (i32.const 201)))
    (call $body (local.get $response) (i32.const 16))
    (local.set $body (i32.load (i32.const 20)))
    (call $write (local.get $body) (i32.const 16))
    (call $set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0) (i32.const 0)
      (i32.const 0) (i32.const 0) (i32.const 0))
    (local.get $body) (i32.load (i32.const 20)))
  (func $say_path (param $request i32) (param $stream i32)
    (call $path (local.get $request) (i32.const 16))
    (call $push (local.get $stream) (i32.load (i32.const 20)) (i32.load (i32.const 24)) (i32.const 64)))
  (func $end (param $body i32) (param $stream i32)
    (call $close (local.get $stream))
    (call $finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 64)))
"#;

/// A component that answers with the path and query of its request, twice.
pub(crate) fn echo() -> String {
    component(&format!("{BEGIN} {SAY_PATH} {SAY_PATH} {END}"))
}

fn serving(body: &str) -> Function {
    function(&component(body), &[])
}

/// A component whose `handle` is `body`.
fn component(body: &str) -> String {
    let names = ["fields", "append", "path", "response", "status", "body", "write", "finish", "set", "push"];
    let given: String = names.iter().map(|name| format!("(export \"{name}\" (func ${name}))")).collect();
    format!(
        "(component {IMPORTS}
           (core module $main {MODULE}
             (func (export \"handle\") (param $request i32) (param $out i32)
               (local $body i32) (local $stream i32) {body}))
           (core instance $it (instantiate $main (with \"\" (instance
             (export \"memory\" (memory $memory)) (export \"close\" (func $close)) {given}))))
           (func $handle (param \"request\" (own $incoming-request)) (param \"response-out\" (own $response-outparam))
             (canon lift (core func $it \"handle\")))
           (instance $handler (export \"handle\" (func $handle)))
           (export \"wasi:http/incoming-handler@0.2.0\" (instance $handler)))"
    )
}

const BEGIN: &str = "(call $begin (local.get $out)) (local.set $stream) (local.set $body)";
const SAY_PATH: &str = "(call $say_path (local.get $request) (local.get $stream))";
const END: &str = "(call $end (local.get $body) (local.get $stream))";

/// As AWS's page shows it, with what matters here.
fn url_event() -> String {
    let event = json!({
        "version": "2.0",
        "rawPath": "/a/b",
        "rawQueryString": "q=1",
        "headers": {"host": "x.lambda-url.eu-west-1.localhost:4566", "x-forwarded-proto": "http"},
        "requestContext": {"http": {"method": "GET", "path": "/a/b"}},
        "isBase64Encoded": false,
    });
    event.to_string()
}

/// The answer's form is that of AWS's page on what function URLs take for a response.
#[tokio::test]
async fn a_component_serves_the_request_of_an_event() {
    let function = function(&echo(), &[]);
    let mut environment = start(&function).await;
    for _ in 0..2 {
        let outcome = environment.invoke(event(url_event()), ReplySink::whole()).await;
        let answer = outcome.result.clone().unwrap_or_else(|_| panic!("{outcome:?}"));
        assert_eq!(
            serde_json::from_slice::<Value>(&answer).unwrap(),
            json!({
                "statusCode": 201,
                "headers": {"content-type": "text/plain"},
                "cookies": ["a=b"],
                "body": "/a/b?q=1/a/b?q=1",
                "isBase64Encoded": false,
            })
        );
        assert!(outcome.is_reusable());
    }
}

/// How the head stands before the body is what AWS's own runtimes send.
#[tokio::test]
async fn a_response_is_streamed_while_it_is_written() {
    let mut function = serving(&format!("{BEGIN} {SAY_PATH} (loop $l (br $l))"));
    function.version.timeout = Duration::from_millis(400);
    let mut environment = start(&function).await;
    let (sink, mut parts) = ReplySink::streaming();
    let run = environment.invoke(event(url_event()), sink);
    let taken = async {
        assert_eq!(parts.recv().await, Some(Part::ContentType(WITH_HEAD.to_owned())));
        let Some(Part::Data(head)) = parts.recv().await else { panic!("no head") };
        let head = head.strip_suffix(&BEHIND_HEAD).unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(head).unwrap(),
            json!({"statusCode": 201, "headers": {"content-type": "text/plain"}, "cookies": ["a=b"]})
        );
        assert_eq!(parts.recv().await, Some(Part::Data("/a/b?q=1".into())));
        Stopwatch::start()
    };
    let (outcome, last) = futures::join!(run, taken);
    assert!(matches!(outcome.result, Err(Failure::TimedOut { .. })), "{outcome:?}");
    assert!(last.elapsed() > Duration::from_millis(50), "the bytes came with the end");
    let whole = serving(&format!("{BEGIN} {SAY_PATH} {END}"));
    let (sink, mut parts) = ReplySink::streaming();
    let outcome = start(&whole).await.invoke(event(url_event()), sink).await;
    assert_eq!(outcome.result, Ok(Bytes::new()));
    let mut count = 0;
    while parts.recv().await.is_some() {
        count += 1;
    }
    assert_eq!(count, 3);
}

/// A body that was never finished ends with its component, and nobody waits for more.
#[tokio::test]
async fn a_body_ends_with_its_component() {
    let outcome = once(&serving(&format!("{BEGIN} {SAY_PATH}")), url_event()).await;
    let answer: Value = serde_json::from_slice(&outcome.result.unwrap()).unwrap();
    assert_eq!(answer["body"], "/a/b?q=1");
}

/// Our words, but for the form of a failure.
#[tokio::test]
async fn a_component_that_gives_no_response_fails() {
    let refuse =
        "(call $set (local.get $out) (i32.const 1) (i32.const 15) (i32.const 0) (i64.const 0) (i32.const 0)
      (i32.const 0) (i32.const 0) (i32.const 0))";
    let text = |failure: &Failure| String::from_utf8(failure.clone().payload("r").to_vec()).unwrap();
    for (body, part) in [
        ("", "the component gave no response"),
        ("unreachable", "wasm trap"),
        (refuse, "HttpRequestDenied"),
        (&format!("{BEGIN} {SAY_PATH} unreachable"), "wasm trap"),
        // A host's resources are no memory of the function's, and have a limit of their own.
        ("(loop $l (drop (call $fields)) (br $l))", "Runtime exited with error: "),
    ] {
        let mut function = serving(body);
        function.version.timeout = Duration::from_secs(5);
        let failure = once(&function, url_event()).await.result.unwrap_err();
        assert!(text(&failure).contains(part), "{body}: {failure:?}");
    }
    for no_request in
        ["{}", "1", "", "{\"requestContext\":{\"http\":{\"method\":\"GET\"}},\"headers\":{\"a b\":1}}"]
    {
        let failure = once(&serving(END), no_request).await.result.unwrap_err();
        assert!(text(&failure).contains("Runtime.UnmarshalError"), "{failure:?}");
    }
}
