//! Python handlers. Unless a test says otherwise, what is expected is what AWS's Python runtime interface client
//! (`awslambdaric` 4.2.2 on Python 3.11 and 3.13) did with the same handler on 2026-11-29.

use super::*;

const PYTHON: &str = r#"
import json, logging, os, subprocess, sys
calls = 0
def echo(event, context):
    return event
def count(event, context):
    global calls
    calls += 1
    print("call", calls)
    print("to stderr", file=sys.stderr)
    logging.getLogger().warning("a warning")
    return calls
def context(event, context):
    return {
        "request": context.aws_request_id, "name": context.function_name, "version": context.function_version,
        "arn": context.invoked_function_arn, "memory": context.memory_limit_in_mb,
        "group": context.log_group_name, "stream": context.log_stream_name[:12],
        "remaining": 15000 < context.get_remaining_time_in_millis() <= 20000,
        "custom": context.client_context.custom, "identity": context.identity.cognito_identity_id,
        "trace": os.environ["_X_AMZN_TRACE_ID"],
    }
def fails(event, context):
    raise ValueError("bad value")
def leaves(event, context):
    sys.exit(4)
def odd(event, context):
    return {1, 2}
def spins(event, context):
    print(subprocess.Popen(["sleep", "600"]).pid, flush=True)
    while True:
        pass
"#;

pub(super) fn function_of(handler: &str) -> Function {
    function("python3.13", handler, &[("app.py", PYTHON), ("pkg/deep.py", PYTHON), ("bad.py", "def (:\n")])
}

#[tokio::test]
async fn a_python_handler_gets_its_event_and_context() {
    let function = function_of("app.echo");
    if !can_run(&function).await {
        return;
    }
    assert_eq!(value(&once(&function, r#"{"é":[1,null,"x"]}"#).await), json!({ "é": [1, null, "x"] }));
    assert_eq!(value(&once(&function_of("pkg/deep.echo"), "1").await), json!(1));
    let context = value(&once(&function_of("app.context"), "{}").await);
    assert_eq!(
        context,
        json!({
            "request": "8a2f7a6e-0000-4000-8000-000000000001", "name": "f", "version": "$LATEST",
            "arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "memory": "128",
            "group": "/aws/lambda/f", "stream": "2026/01/02/[", "remaining": true,
            "custom": { "k": "v" }, "identity": null, "trace": "Root=1-2-3",
        })
    );
}

#[tokio::test]
async fn a_python_environment_keeps_its_state_and_its_output_is_the_log() {
    let function = function_of("app.count");
    if !can_run(&function).await {
        return;
    }
    let mut environment = start(&function).await;
    assert_eq!(value(&environment.invoke(event("{}"), ReplySink::whole()).await), json!(1));
    let second = environment.invoke(event("{}"), ReplySink::whole()).await;
    assert_eq!(value(&second), json!(2));
    let text = log(&second);
    assert!(text.contains("\ncall 2\nto stderr\n[WARNING]\t"), "{text}");
    assert!(text.contains("Z\t8a2f7a6e-0000-4000-8000-000000000001\ta warning\n"), "{text}");
}

/// Types, messages and members as AWS's Python runtime gives them.
#[tokio::test]
async fn python_errors_are_aws_s() {
    if !can_run(&function_of("app.echo")).await {
        return;
    }
    for (handler, kind, message) in [
        ("app.fails", "ValueError", "bad value"),
        (
            "app.odd",
            "Runtime.MarshalError",
            "Unable to marshal response: Object of type set is not JSON serializable",
        ),
        ("app.none", "Runtime.HandlerNotFound", "Handler 'none' missing on module 'app'"),
        ("nope.f", "Runtime.ImportModuleError", "Unable to import module 'nope': No module named 'nope'"),
        (
            "app",
            "Runtime.MalformedHandlerName",
            "Bad handler 'app': not enough values to unpack (expected 2, got 1)",
        ),
    ] {
        let outcome = once(&function_of(handler), "{}").await;
        let error = value(&outcome);
        assert!(outcome.result.is_err());
        assert_eq!(
            (error["errorType"].as_str(), error["errorMessage"].as_str()),
            (Some(kind), Some(message))
        );
        assert!(error["stackTrace"].is_array(), "{error}");
        assert!(log(&outcome).contains(&format!("[ERROR] {kind}: {message}")), "{}", log(&outcome));
        // A handler's error leaves its environment in use; one of the start does not.
        assert_eq!(outcome.is_reusable(), matches!(handler, "app.fails" | "app.odd"), "{handler}");
    }
    let trace = value(&once(&function_of("app.fails"), "{}").await)["stackTrace"].clone();
    let lines = trace.as_array().unwrap();
    assert_eq!(lines.len(), 1, "{trace}");
    assert!(
        lines[0].as_str().unwrap().contains("in fails\n    raise ValueError(\"bad value\")\n"),
        "{trace}"
    );
    let syntax = value(&once(&function_of("bad.f"), "{}").await);
    assert_eq!(syntax["errorType"], "Runtime.UserCodeSyntaxError");
}

#[tokio::test]
async fn a_python_handler_that_exits_or_spins_ends_its_environment() {
    let mut function = function_of("app.leaves");
    if !can_run(&function).await {
        return;
    }
    let left = once(&function, "{}").await;
    assert_eq!(left.result, Err(Failure::Exited { how: "exit status 4".into() }));
    function.version.handler = "app.spins".into();
    function.version.timeout = Duration::from_secs(1);
    let spun = once(&function, "{}").await;
    assert_eq!(spun.result, Err(Failure::TimedOut { after: Duration::from_secs(1) }));
    let text = log(&spun);
    assert!(ends_soon(text.lines().nth(1).unwrap().parse().unwrap()), "{text}");
}

/// A function whose handler picks one of many by its event.
fn chooser(runtime: &str, cases: &[(&str, &str)]) -> Function {
    let arms: String = cases.iter().map(|(name, body)| format!("def {name}(context): {body}\n")).collect();
    let app = format!("{CASES}{arms}def handler(event, context): return globals()[event](context)\n");
    function(runtime, "app.handler", &[("app.py", &app)])
}

const CASES: &str = r#"
import collections, enum, logging, multiprocessing, os, sys
from decimal import Decimal
Point = collections.namedtuple("Point", "x y")
class Colour(enum.IntEnum): RED = 1
class AsDict:
    def _asdict(self): return {"a": 1}
def child(pipe): pipe.send(5)
def inner(): raise KeyError("k")
"#;

/// The payload of the response to each case, and that of an error as its message.
async fn payloads(function: &Function, cases: &[(&str, &str)]) -> Vec<String> {
    let mut environment = start(function).await;
    let mut found = Vec::new();
    for (name, _) in cases {
        let outcome = environment.invoke(event(&format!("\"{name}\"")), ReplySink::whole()).await;
        found.push(match &outcome.result {
            Ok(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            Err(_) => {
                let error = value(&outcome);
                format!(
                    "{}: {}",
                    error["errorType"].as_str().unwrap(),
                    error["errorMessage"].as_str().unwrap()
                )
            }
        });
    }
    found
}

async fn check(runtime: &str, cases: &[(&str, &str, &str)]) {
    let bodies: Vec<_> = cases.iter().map(|(name, body, _)| (*name, *body)).collect();
    let function = chooser(runtime, &bodies);
    if !can_run(&function).await {
        return;
    }
    for (found, (name, body, expected)) in payloads(&function, &bodies).await.iter().zip(cases) {
        assert_eq!(found, expected, "{name}: {body}");
    }
}

/// AWS encodes with simplejson, which knows more types than Python's own module.
#[tokio::test]
async fn what_a_python_handler_returns_is_encoded_as_aws_encodes_it() {
    check(
        "python3.13",
        &[
            ("digits", "return Decimal('0.12345678901234567890123')", "0.12345678901234567890123"),
            ("zeros", "return [Decimal('1.10'), Decimal('1E+3'), Decimal('-0')]", "[1.10, 1E+3, -0]"),
            ("specials", "return [Decimal('NaN'), Decimal('-Infinity')]", "[NaN, -Infinity]"),
            ("named", "return [Point(1, Point(2, 3))]", r#"[{"x": 1, "y": {"x": 2, "y": 3}}]"#),
            ("as_dict", "return AsDict()", r#"{"a": 1}"#),
            ("nested_bytes", "return {'a': b'abc', b'k': 1}", r#"{"a": "abc", "k": 1}"#),
            ("members", "return {Colour.RED: Colour.RED, None: None, False: 1.5}", r#"{"1": 1, "null": null, "false": 1.5}"#),
            ("empty", "return [(), [], {}, '']", r#"[[], [], {}, ""]"#),
            ("shared", "a = [1]; return [a, a]", "[[1], [1]]"),
            ("text", "return 'é\\x7f\\u2028\\n/'", "\"é\u{7f}\u{2028}\\n/\""),
            (
                "circle",
                "a = []; a.append(a); return a",
                "Runtime.MarshalError: Unable to marshal response: Circular reference detected",
            ),
            (
                "set",
                "return {1, 2}",
                "Runtime.MarshalError: Unable to marshal response: Object of type set is not JSON serializable",
            ),
            (
                "decimal_key",
                "return {Decimal('1'): 1}",
                "Runtime.MarshalError: Unable to marshal response: keys must be str, int, float, bool or None, not Decimal",
            ),
            (
                "no_text",
                r"return {'a': b'\xff'}",
                "Runtime.MarshalError: Unable to marshal response: 'utf-8' codec can't decode byte 0xff in position 0: \
                 invalid start byte",
            ),
        ],
    )
    .await;
}

/// Up to Python 3.11, AWS's runtime escapes what is not ASCII.
#[tokio::test]
async fn older_python_runtimes_answer_in_ascii() {
    check(
        "python3.11",
        &[
            ("text", r"return {'é': '😀\x7f'}", r#"{"\u00e9": "\ud83d\ude00\u007f"}"#),
            ("half", r"return '\ud800'", r#""\ud800""#),
        ],
    )
    .await;
}

/// Bytes are the payload itself.
#[tokio::test]
async fn bytes_that_a_python_handler_returns_are_the_payload() {
    let cases = [("raw", r"return b'\x00\xffraw'")];
    let function = chooser("python3.13", &cases);
    if can_run(&function).await {
        let outcome = start(&function).await.invoke(event("\"raw\""), ReplySink::whole()).await;
        assert_eq!(outcome.result.unwrap().as_ref(), b"\x00\xffraw");
    }
}

/// The frames of an error: no carets, none of the runtime's own unless the call itself failed.
#[tokio::test]
async fn a_python_stack_trace_is_the_function_s_own() {
    let source = "def inner(): raise KeyError('k')\ndef handler(e, c): inner()\ndef one(e): pass\nfive = 5\n";
    let traced = |handler: &str| function("python3.13", handler, &[("app.py", source)]);
    if !can_run(&traced("app.handler")).await {
        return;
    }
    let trace = async |handler: &str| {
        let error = value(&once(&traced(handler), "{}").await);
        let lines: Vec<String> = serde_json::from_value(error["stackTrace"].clone()).unwrap();
        // The folder of a package is another on AWS.
        lines.iter().map(|line| line.split_once(", ").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        trace("app.handler").await,
        [
            "line 2, in handler\n    def handler(e, c): inner()\n",
            "line 1, in inner\n    def inner(): raise KeyError('k')\n",
        ]
    );
    for handler in ["app.one", "app.five"] {
        let frames = trace(handler).await;
        let [frame] = frames.as_slice() else { panic!("{frames:?}") };
        let call = "in handle_event_request\n    response = request_handler(event, lambda_context)\n";
        assert!(frame.ends_with(call), "{frame}");
    }
}

/// An error while importing keeps the import machinery's frames: also recorded on AWS, 2025-11-24.
#[tokio::test]
async fn an_error_while_importing_python_is_traced_through_the_import() {
    let files = [("app.py", "import other\n"), ("other.py", "1 / 0\n"), ("odd.py", "x = 1\n  y = 2\n")];
    let of = |handler: &str| function("python3.13", handler, &files);
    if !can_run(&of("app.handler")).await {
        return;
    }
    let error = value(&once(&of("app.handler"), "{}").await);
    assert_eq!(
        (&error["errorType"], &error["errorMessage"]),
        (&json!("ZeroDivisionError"), &json!("division by zero"))
    );
    let trace: Vec<String> = serde_json::from_value(error["stackTrace"].clone()).unwrap();
    assert!(trace[0].contains("importlib/__init__.py") && !trace[0].contains('^'), "{trace:?}");
    let frozen = trace.iter().filter(|frame| frame.contains("<frozen importlib._bootstrap")).count();
    assert_eq!(frozen, 6, "{trace:?}");
    assert!(trace.last().unwrap().ends_with("other.py\", line 1, in <module>\n    1 / 0\n"), "{trace:?}");
    let syntax = value(&once(&of("odd.handler"), "{}").await);
    let line = syntax["stackTrace"][0].as_str().unwrap();
    assert!(line.ends_with("odd.py\" Line 2\n      y = 2\n"), "{line}");
}

#[tokio::test]
async fn a_python_module_named_like_a_built_in_one_is_refused() {
    let files = [("time.py", "def handler(e, c): return 1\n")];
    if !can_run(&function("python3.13", "time.handler", &files)).await {
        return;
    }
    let error = value(&once(&function("python3.13", "time.handler", &files), "{}").await);
    assert_eq!(error["errorType"], "Runtime.BuiltInModuleConflict");
    assert_eq!(error["errorMessage"], "Cannot use built-in module time as a handler module");
    assert_eq!(error["stackTrace"], json!([]));
}

#[tokio::test]
async fn a_python_context_is_aws_s() {
    check(
        "python3.13",
        &[
            ("kind", "return type(context).__name__", "\"LambdaContext\""),
            ("tenant", "return context.tenant_id", "null"),
            ("trace", "return context.w3c()", "{}"),
            (
                "shown",
                "return repr(context).split('log_stream_name')[0]",
                "\"LambdaContext([aws_request_id=8a2f7a6e-0000-4000-8000-000000000001,log_group_name=/aws/lambda/f,\"",
            ),
            (
                "end",
                "return repr(context).split('client_context=')[1]",
                "\"ClientContext([custom={'k': 'v'},env=None,client=None]),identity=CognitoIdentity([\
                 cognito_identity_id=None,cognito_identity_pool_id=None]),tenant_id=None])\"",
            ),
        ],
    )
    .await;
}

/// A filter marks the records, not a formatter: one of the function's own finds the marks too.
#[tokio::test]
async fn a_python_formatter_of_the_function_s_own_finds_the_request_id() {
    let body = "logging.getLogger().handlers[0].setFormatter(logging.Formatter('%(aws_request_id)s %(tenant_id)s \
                %(message)s\\n')); logging.warning('marked'); return logging.Formatter.converter.__name__";
    let function = chooser("python3.13", &[("own", body)]);
    if !can_run(&function).await {
        return;
    }
    let outcome = start(&function).await.invoke(event("\"own\""), ReplySink::whole()).await;
    assert_eq!(value(&outcome), json!("gmtime"));
    let text = log(&outcome);
    assert!(text.contains("\n8a2f7a6e-0000-4000-8000-000000000001 None marked\n"), "{text}");
}

/// AWS indents with no-break spaces; the line about a traceback comes without frames too.
#[tokio::test]
async fn a_python_error_in_the_log_is_indented_with_no_break_spaces() {
    let function = chooser("python3.13", &[("fails", "inner()")]);
    if !can_run(&function).await {
        return;
    }
    let text = log(&start(&function).await.invoke(event("\"fails\""), ReplySink::whole()).await);
    let head = "[ERROR] KeyError: 'k'\nTraceback (most recent call last):\n\u{a0}\u{a0}File \"";
    assert!(text.contains(head), "{text}");
    assert!(text.contains("\n\u{a0}\u{a0}\u{a0}\u{a0}def inner(): raise KeyError(\"k\")\n"), "{text}");
    let text = log(&once(&function_of("nope.f"), "{}").await);
    assert!(text.contains(": No module named 'nope'\nTraceback (most recent call last):\n"), "{text}");
}

/// Output is UTF-8 and strict, whatever locales the host has.
#[tokio::test]
async fn python_output_is_utf_8() {
    check(
        "python3.13",
        &[
            ("fine", "print('é😀'); return sys.stdout.encoding", "\"utf-8\""),
            (
                "half",
                r"print('\ud800')",
                r"UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed",
            ),
        ],
    )
    .await;
}

/// Such a child imports the file that the interpreter was started with, which must not run as a runtime again.
#[tokio::test]
async fn a_python_handler_may_start_processes_of_its_own() {
    let body = "m = multiprocessing.get_context('spawn'); a, b = m.Pipe(); p = m.Process(target=child, args=(b,)); \
                p.start(); p.join(10); return [a.poll(5) and a.recv(), p.exitcode]";
    check("python3.13", &[("spawn", body, "[5, 0]")]).await;
}
