//! Node.js handlers. Unless a test says otherwise, what is expected is what AWS's Node.js runtime interface client
//! (`aws-lambda-ric` 3.3.0 for runtimes up to nodejs22.x, 4.0.2 for nodejs24.x) did with the same handler on 2026-11-29.

use super::*;

mod streams;

const NODE: &str = r#"
let calls = 0;
exports.asynchronous = async (event) => { calls += 1; console.log('call', calls); return { event, calls }; };
exports.callback = (event, context, callback) => { setTimeout(() => callback(null, event), 10); };
exports.succeed = (event, context) => { context.succeed(event); };
exports.silent = () => {};
exports.context = async (event, context) => ({
  request: context.awsRequestId, name: context.functionName, version: context.functionVersion,
  arn: context.invokedFunctionArn, memory: context.memoryLimitInMB, custom: context.clientContext.custom,
  remaining: context.getRemainingTimeInMillis() > 15000, trace: process.env._X_AMZN_TRACE_ID,
});
exports.fails = async () => { throw new TypeError('bad value'); };
exports.refuses = (event, context, callback) => callback(new Error('no'));
exports.text = (event, context, callback) => callback('words');
exports.escapes = () => { setTimeout(() => { throw new Error('late'); }, 5); };
exports.leaves = async () => process.exit(4);
exports.global = async () => globalThis.awslambda ?? null;
"#;

pub(super) fn function_of(handler: &str) -> Function {
    let module = "export const handler = async (event) => ({ from: 'module', event });";
    let files = [("app.js", NODE), ("esm.mjs", module), ("dir/app.js", NODE), ("bad.js", "function (")];
    function("nodejs22.x", handler, &files)
}

#[tokio::test]
async fn node_handlers_of_every_style_answer() {
    if !can_run(&function_of("app.asynchronous")).await {
        return;
    }
    for (handler, expected) in [
        ("app.asynchronous", json!({ "event": [1], "calls": 1 })),
        ("dir/app.asynchronous", json!({ "event": [1], "calls": 1 })),
        ("esm.handler", json!({ "from": "module", "event": [1] })),
        ("app.callback", json!([1])),
        ("app.succeed", json!([1])),
        ("app.silent", json!(null)),
    ] {
        let outcome = once(&function_of(handler), "[1]").await;
        assert_eq!(value(&outcome), expected, "{handler}");
        assert!(outcome.result.is_ok() && outcome.is_reusable(), "{handler}");
    }
    let context = value(&once(&function_of("app.context"), "{}").await);
    assert_eq!(
        context,
        json!({
            "request": "8a2f7a6e-0000-4000-8000-000000000001", "name": "f", "version": "$LATEST",
            "arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "memory": "128",
            "custom": { "k": "v" }, "remaining": true, "trace": "Root=1-2-3",
        })
    );
    let function = function_of("app.asynchronous");
    let mut environment = start(&function).await;
    environment.invoke(event("1"), ReplySink::whole()).await;
    let second = environment.invoke(event("1"), ReplySink::whole()).await;
    assert_eq!(value(&second)["calls"], 2);
    assert!(
        log(&second).contains("Z\t8a2f7a6e-0000-4000-8000-000000000001\tINFO\tcall 2\n"),
        "{}",
        log(&second)
    );
}

/// Types, messages and members as AWS's Node.js runtime gives them.
#[tokio::test]
async fn node_errors_are_aws_s() {
    if !can_run(&function_of("app.fails")).await {
        return;
    }
    for (handler, kind, message, reusable) in [
        ("app.fails", "TypeError", "bad value", true),
        ("app.refuses", "Error", "no", true),
        ("app.text", "string", "words", true),
        ("app.escapes", "Error", "late", true),
        ("app.none", "Runtime.HandlerNotFound", "app.none is undefined or not exported", false),
        ("nope.f", "Runtime.ImportModuleError", "Error: Cannot find module 'nope'", false),
        ("app", "Runtime.MalformedHandlerName", "Bad handler", false),
        (
            "../app.f",
            "Runtime.MalformedHandlerName",
            "'../app.f' is not a valid handler name. Use absolute",
            false,
        ),
    ] {
        let outcome = once(&function_of(handler), "{}").await;
        let error = value(&outcome);
        assert_eq!(error["errorType"], kind, "{error}");
        assert!(error["errorMessage"].as_str().unwrap().starts_with(message), "{error}");
        assert!(error["trace"].is_array(), "{error}");
        assert_eq!(outcome.is_reusable(), reusable, "{handler}");
    }
    let left = once(&function_of("app.leaves"), "{}").await;
    assert_eq!(left.result, Err(Failure::Exited { how: "exit status 4".into() }));
}

/// A function whose handler picks one of many by its event: each is the body of a function.
fn chooser(runtime: &str, cases: &[(&str, &str)]) -> Function {
    let arms: String = cases.iter().map(|(name, body)| format!("cases.{name} = {body};\n")).collect();
    // With two parameters: newer runtimes refuse a handler with three.
    let app = format!(
        "const cases = {{}};\n{arms}exports.handler = (...given) => cases[given[0]](given[1], given[2], given[0]);\n"
    );
    function(runtime, "app.handler", &[("app.js", &app)])
}

/// How an outcome reads: the payload of a response, and an error as its type and message.
fn told(outcome: &Outcome) -> String {
    match &outcome.result {
        Ok(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        Err(Failure::Reported(_)) => {
            let error = value(outcome);
            format!("{}: {}", error["errorType"].as_str().unwrap(), error["errorMessage"].as_str().unwrap())
        }
        Err(other) => format!("{other:?}"),
    }
}

/// Each case in one environment of its own kind: a name, a handler of `(context, callback)`, and what comes of it.
async fn check(runtime: &str, cases: &[(&str, &str, &str)]) {
    let bodies: Vec<_> = cases.iter().map(|(name, body, _)| (*name, *body)).collect();
    let function = chooser(runtime, &bodies);
    if !can_run(&function).await {
        return;
    }
    let mut environment = start(&function).await;
    for (name, body, expected) in cases {
        let outcome = environment.invoke(event(&format!("\"{name}\"")), ReplySink::whole()).await;
        assert_eq!(told(&outcome), *expected, "{runtime}, {name}: {body}");
        if !outcome.is_reusable() {
            environment = start(&function).await;
        }
    }
}

/// A whole file for each case, whose handler is `app.handler`, and what the first invocation gives.
async fn check_files(runtime: &str, cases: &[(&str, &str, &str)]) {
    for (file, text, expected) in cases {
        let function = function(runtime, "app.handler", &[(file, text)]);
        if !can_run(&function).await {
            return;
        }
        let found = told(&once(&function, "1").await);
        let found = found.replace(&*function.version.code.to_string_lossy(), "CODE");
        // The last of those that required it is the runtime itself, as on AWS: `/var/runtime/index.mjs`.
        let found: Vec<_> = found.lines().filter(|line| !line.ends_with("/bootstrap.mjs")).collect();
        assert_eq!(found.join("\n"), *expected, "{runtime}, {file}: {text}");
    }
}

#[tokio::test]
async fn what_json_cannot_have_is_an_error_of_the_runtime() {
    const UNABLE: &str = "Unable to stringify response body";
    let cases = [
        ("big", "async () => 1n"),
        ("deep", "async () => ({ a: [1n] })"),
        ("circle", "async () => { const a = {}; a.a = a; return a; }"),
        ("throws", "async () => ({ toJSON() { throw new Error('no'); } })"),
    ];
    for (runtime, kind) in [("nodejs22.x", "Error"), ("nodejs24.x", "Runtime.JSONStringifyError")] {
        let expected = format!("{kind}: {UNABLE}");
        let cases: Vec<_> = cases.iter().map(|(name, body)| (*name, *body, expected.as_str())).collect();
        check(runtime, &cases).await;
    }
    check(
        "nodejs22.x",
        &[(
            "by_callback",
            "(context, callback) => callback(null, 1n)",
            "Error: Unable to stringify response body",
        )],
    )
    .await;
}

#[tokio::test]
async fn what_a_node_handler_returns_is_encoded_as_javascript_encodes_it() {
    let cases = [
        ("nothing", "async () => undefined", "null"),
        ("nan", "async () => [NaN, -0, undefined]", "[null,0,null]"),
        ("dates", "async () => new Date(0)", "\"1970-01-01T00:00:00.000Z\""),
        ("maps", "async () => [new Map([[1, 2]]), new Set([1])]", "[{},{}]"),
        ("half", "async () => '\\ud800'", "\"\\ud800\""),
        ("text", "async () => 'é\\u2028'", "\"é\u{2028}\""),
        ("thenable", "() => ({ then(done) { done(8); } })", "8"),
    ];
    check("nodejs22.x", &cases).await;
    check("nodejs24.x", &cases).await;
}

#[tokio::test]
async fn a_node_log_line_is_marked_with_its_level() {
    let body = "async () => { for (const level of ['fatal', 'error', 'warn', 'info', 'debug', 'trace']) \
                console[level]('%s-%j', level, { a: 1 }); console.log('two\\nlines'); return 1; }";
    for runtime in ["nodejs22.x", "nodejs24.x"] {
        let function = chooser(runtime, &[("levels", body)]);
        if !can_run(&function).await {
            return;
        }
        let text = log(&start(&function).await.invoke(event("\"levels\""), ReplySink::whole()).await);
        for level in ["fatal", "error", "warn", "info", "debug", "trace"] {
            let line = format!(
                "Z\t8a2f7a6e-0000-4000-8000-000000000001\t{}\t{level}-{{\"a\":1}}\n",
                level.to_uppercase()
            );
            assert!(text.contains(&line), "{level} in {text}");
        }
        assert!(text.contains("\tINFO\ttwo\nlines\n"), "{text}");
    }
}

#[tokio::test]
async fn a_node_file_that_does_not_load_is_told_as_aws_tells_it() {
    check_files(
        "nodejs22.x",
        &[
            (
                "app.js",
                "require('nosuchpkg')",
                "Runtime.ImportModuleError: Error: Cannot find module 'nosuchpkg'\nRequire stack:\n- CODE/app.js",
            ),
            (
                "app.mjs",
                "import 'nosuchpkg'",
                "Error: Cannot find package 'nosuchpkg' imported from CODE/app.mjs",
            ),
            (
                "app.mjs",
                "import './nosuch.mjs'",
                "Error: Cannot find module 'CODE/nosuch.mjs' imported from CODE/app.mjs",
            ),
            (
                "app.js",
                "function (",
                "Runtime.UserCodeSyntaxError: SyntaxError: Function statements require a function name",
            ),
            ("app.mjs", "let a = ;", "Runtime.UserCodeSyntaxError: SyntaxError: Unexpected token ';'"),
            ("app.js", "throw new SyntaxError('mine')",
                "Runtime.UserCodeSyntaxError: SyntaxError: mine"),
            ("app.mjs", "export default { handler: async () => 1 }", "Runtime.HandlerNotFound: app.handler is undefined or not exported"),
            ("app.js", "exports.handler = 5", "Runtime.HandlerNotFound: app.handler is not a function"),
            ("app.js", "throw new TypeError('at load')", "TypeError: at load"),
            ("app.js", "throw 'words'", "string: words"),
        ],
    )
    .await;
    // Newer runtimes look into the default export too.
    check_files("nodejs24.x", &[("app.mjs", "export default { handler: async () => 1 }", "1")]).await;
}

/// A trace begins with the error's own line; of what Node itself threw, the frames are Node's.
#[tokio::test]
async fn a_node_trace_of_loading_begins_with_the_error() {
    let trace = async |file: &str, text: &str| {
        let function = function("nodejs22.x", "app.handler", &[(file, text)]);
        if !can_run(&function).await {
            return None;
        }
        let lines: Vec<String> =
            serde_json::from_value(value(&once(&function, "1").await)["trace"].clone()).unwrap();
        Some(lines)
    };
    let Some(syntax) = trace("app.js", "function (").await else { return };
    assert_eq!(
        syntax[0],
        "Runtime.UserCodeSyntaxError: SyntaxError: Function statements require a function name"
    );
    let import = trace("app.mjs", "import 'nosuchpkg'").await.unwrap();
    assert!(
        import[0].starts_with("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'nosuchpkg'"),
        "{import:?}"
    );
    assert!(import[1].contains("node:internal/modules/esm"), "{import:?}");
}

#[tokio::test]
async fn odd_rejections_of_a_node_handler_are_told_as_aws_tells_them() {
    check(
        "nodejs22.x",
        &[
            ("undefined", "async () => { throw undefined; }", "string: handled"),
            ("null", "async () => { throw null; }", "string: handled"),
            ("fail", "(context) => { context.fail(); }", "string: handled"),
            ("not_async", "() => { throw undefined; }", "null"),
            ("unnamed", "async () => { throw Object.assign(new Error('x'), { name: '' }); }", ": x"),
            (
                "delete",
                "async () => { throw Object.assign(new Error('a\\x7fb'), { name: 'N\\x7f' }); }",
                "N%7F: a%7Fb",
            ),
            ("like", "async () => { throw { name: 'N', message: 'M', stack: 'S' }; }", "N: M"),
            ("part", "async () => { throw { message: 'M' }; }", "object: [object Object]"),
            ("number", "async () => { throw 5; }", "number: 5"),
        ],
    )
    .await;
    check(
        "nodejs24.x",
        &[
            ("undefined", "async () => { throw undefined; }", "undefined: undefined"),
            (
                "like",
                "async () => { throw { name: 'N', message: 'M', stack: 'S' }; }",
                "object: [object Object]",
            ),
        ],
    )
    .await;
    let function = chooser("nodejs22.x", &[("undefined", "async () => { throw undefined; }")]);
    if can_run(&function).await {
        let error = value(&start(&function).await.invoke(event("\"undefined\""), ReplySink::whole()).await);
        assert_eq!(error, json!({ "errorType": "string", "errorMessage": "handled", "trace": [] }));
    }
}

/// The caller gets an error that nobody handles, and the process ends; from nodejs24.x on it ends it as Node does.
#[tokio::test]
async fn a_rejection_that_nobody_handles_is_told_and_ends_the_environment() {
    for (reason, message) in [
        ("undefined", ""),
        ("{ message: 'mm' }", "[object Object]"),
        ("'words'", "words"),
        ("new Error('late')", "Error: late"),
    ] {
        let body = format!(
            "async () => {{ Promise.reject({reason}); await new Promise(() => setInterval(() => 0, 1000)); }}"
        );
        let function = chooser("nodejs22.x", &[("escapes", &body)]);
        if !can_run(&function).await {
            return;
        }
        let mut environment = start(&function).await;
        let outcome = environment.invoke(event("\"escapes\""), ReplySink::whole()).await;
        assert_eq!(told(&outcome), format!("Runtime.UnhandledPromiseRejection: {message}"));
        let function = chooser("nodejs24.x", &[("escapes", &body)]);
        let outcome = start(&function).await.invoke(event("\"escapes\""), ReplySink::whole()).await;
        assert_eq!(outcome.result, Err(Failure::Exited { how: "exit status 1".into() }));
    }
}

/// A rejection while loading is an error of the start: the handler never runs.
#[tokio::test]
async fn a_rejection_while_loading_fails_every_call() {
    for file in ["app.js", "app.mjs"] {
        let export = if file == "app.js" { "exports.handler =" } else { "export const handler =" };
        let text = format!("Promise.reject(new Error('ir')); {export} async () => 1;");
        let function = function("nodejs22.x", "app.handler", &[(file, &text)]);
        if !can_run(&function).await {
            return;
        }
        for _ in 0..2 {
            let outcome = once(&function, "1").await;
            assert_eq!(told(&outcome), "Runtime.UnhandledPromiseRejection: Error: ir", "{file}");
            assert!(!outcome.is_reusable());
        }
    }
}

/// AWS Compute Blog, "Node.js 24 runtime now available in AWS Lambda", and the guide's page on Node.js handlers.
#[tokio::test]
async fn newer_node_runtimes_know_no_callbacks() {
    let text = "exports.handler = (event, context, callback) => callback(null, 1);";
    let function = function("nodejs24.x", "app.handler", &[("app.js", text)]);
    if !can_run(&function).await {
        return;
    }
    let outcome = once(&function, "1").await;
    let error = told(&outcome);
    let start = "Runtime.CallbackHandlerDeprecated: ERROR: AWS Lambda has removed support for callback-based function \
                 handlers starting with Node.js 24.";
    assert!(error.starts_with(start), "{error}");
    assert!(!outcome.is_reusable());
    check(
        "nodejs24.x",
        &[
            ("ways", "async (context) => ['done', 'succeed', 'fail', 'callbackWaitsForEmptyEventLoop'].filter((name) => name in context)", "[]"),
            ("none", "async (context, callback) => callback === undefined", "true"),
            ("not_async", "() => 5", "5"),
            ("trace", "async (context) => context.xRayTraceId", "\"Root=1-2-3\""),
        ],
    )
    .await;
}

/// Which of its ways to answer counts, and what a callback waits for.
#[tokio::test]
async fn older_node_runtimes_take_the_first_answer() {
    check(
        "nodejs22.x",
        &[
            ("twice", "(context, callback) => { callback(null, 1); callback(null, 2); }", "1"),
            ("error_first", "(context, callback) => { callback(new Error('x')); callback(null, 2); }", "Error: x"),
            ("promise_after", "async (context, callback) => { callback(null, 1); return 2; }", "1"),
            ("done", "(context) => { context.done(null, 6); }", "6"),
            ("late", "(context) => { setTimeout(() => context.succeed('late'), 5); }", "\"late\""),
            (
                "waits",
                "(context, callback) => { const got = []; setTimeout(() => got.push('timer'), 20); callback(null, got); }",
                "[\"timer\"]",
            ),
            (
                "does_not_wait",
                "(context, callback) => { context.callbackWaitsForEmptyEventLoop = false; const got = []; \
                 setTimeout(() => got.push('timer'), 20); callback(null, got); }",
                "[]",
            ),
        ],
    )
    .await;
}

/// What libraries look for: agents and tracers.
#[tokio::test]
async fn a_node_function_finds_what_aws_s_runtime_puts_there() {
    check(
        "nodejs22.x",
        &[
            ("before_exit", "async () => typeof global[Symbol.for('aws.lambda.beforeExit')]", "\"function\""),
            ("tenant", "async (context) => [context.tenantId ?? null, 'tenantId' in context]", "[null,true]"),
            ("arguments", "async () => process.argv.length", "2"),
            (
                "streams",
                "async () => [typeof awslambda, Object.keys(awslambda)]",
                r#"["object",["streamifyResponse","HttpResponseStream"]]"#,
            ),
        ],
    )
    .await;
    let switched_off = async |value: &str| {
        let mut function = function_of("app.global");
        function.version.environment.insert("AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA".into(), value.into());
        if can_run(&function).await { Some(value_of(&function).await) } else { None }
    };
    assert!(matches!(switched_off("true").await, None | Some(Value::Null)));
}

async fn value_of(function: &Function) -> Value {
    value(&once(function, "1").await)
}

/// AWS's runtime writes each line before it goes on: nothing is lost by an error or overtaken by an answer.
#[tokio::test]
async fn node_has_written_all_that_it_logged_when_it_answers() {
    let code = "exports.handler = async () => {\n  for (let i = 0; i < 200; i++) console.log(i, 'y'.repeat(1000));\n  \
                throw new Error('important');\n};\n";
    let function = function("nodejs20.x", "index.handler", &[("index.js", code)]);
    if !can_run(&function).await {
        return;
    }
    let text = log(&once(&function, "1").await);
    let lines = text.lines().filter(|line| line.contains("yyyy")).count();
    assert!(lines == 200 && text.contains("important"), "{lines} lines");
}

/// The guide's page on environments: one whose runtime ends instead of asking for more is not given another invocation.
#[tokio::test]
async fn an_environment_that_is_about_to_exit_is_not_ready() {
    let code = "exports.handler = async () => {\n  Promise.reject(new Error('boo'));\n  \
                await new Promise((go) => setTimeout(go, 50));\n  return 1;\n};\n";
    let function = function("nodejs22.x", "index.handler", &[("index.js", code)]);
    if !can_run(&function).await {
        return;
    }
    let mut environment = start(&function).await;
    let outcome = environment.invoke(event("1"), ReplySink::whole()).await;
    let is_ready = environment.is_ready().await;
    assert!(!is_ready || outcome.result.is_err(), "{outcome:?}");
    let well =
        self::function("nodejs22.x", "index.handler", &[("index.js", "exports.handler = async () => 1;\n")]);
    let mut environment = start(&well).await;
    environment.invoke(event("1"), ReplySink::whole()).await;
    assert!(environment.is_ready().await);
}
