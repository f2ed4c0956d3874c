//! Node.js handlers.

use super::*;

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
        assert!(outcome.result.is_ok() && outcome.reusable, "{handler}");
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
    environment.invoke(event("1")).await;
    let second = environment.invoke(event("1")).await;
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
        ("bad.f", "Runtime.UserCodeSyntaxError", "Function statements require a function name", false),
    ] {
        let outcome = once(&function_of(handler), "{}").await;
        let error = value(&outcome);
        assert_eq!(error["errorType"], kind, "{error}");
        assert!(error["errorMessage"].as_str().unwrap().starts_with(message), "{error}");
        assert!(error["trace"].is_array(), "{error}");
        assert_eq!(outcome.reusable, reusable, "{handler}");
    }
    let left = once(&function_of("app.leaves"), "{}").await;
    assert_eq!(left.result, Err(Failure::Exited { how: "exit status 4".into() }));
}
