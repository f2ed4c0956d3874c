//! Node.js handlers that stream their response. What is expected is what AWS's client did, see `node`.

use super::*;

/// AWS's page on response streaming for the prelude; a plain Invoke gathers what was streamed.
#[tokio::test]
async fn a_streamed_response_is_gathered() {
    let cases = [
        ("two", "s.write('one,'); s.write('two'); s.end();", "one,two"),
        ("end", "s.end('x');", "x"),
        ("empty", "s.end();", ""),
        ("bytes", "s.write(Buffer.from('b')); s.write(new Uint8Array([65])); s.end();", "bA"),
        ("object", "s.write({ a: 1 }); s.end();", "{\"a\":1}"),
        ("later", "s.setContentType('text/plain'); s.write('1'); setTimeout(() => s.end('!'), 5);", "1!"),
        (
            "http",
            "s = awslambda.HttpResponseStream.from(s, { statusCode: 201 }); s.write('body'); s.end();",
            "{\"statusCode\":201}\0\0\0\0\0\0\0\0body",
        ),
        (
            "piped",
            "await require('stream/promises').pipeline(require('stream').Readable.from(['a', 'b']), s);",
            "ab",
        ),
        ("context", "s.write(context.awsRequestId); s.end();", "8a2f7a6e-0000-4000-8000-000000000001"),
        ("fails_after", "s.write('part'); throw new Error('ta');", "Error: ta"),
        ("fails_before", "throw new Error('tb');", "Error: tb"),
        (
            "too_late",
            "s.write('x'); s.setContentType('text/plain');",
            "Runtime.InvalidStreamingOperation: Cannot set content-type, too late.",
        ),
    ];
    let arms: String = cases
        .iter()
        .map(|(name, body, _)| format!("cases.{name} = async (s, context) => {{ {body} }};\n"))
        .collect();
    let app = format!(
        "const cases = {{}};\n{arms}exports.handler = awslambda.streamifyResponse(\
         async (event, s, context) => cases[event](s, context));\n"
    );
    for runtime in ["nodejs22.x", "nodejs24.x"] {
        let function = function(runtime, "app.handler", &[("app.js", &app)]);
        if !can_run(&function).await {
            return;
        }
        let mut environment = start(&function).await;
        for (name, body, expected) in cases {
            let outcome = environment.invoke(event(&format!("\"{name}\"")), ReplySink::whole()).await;
            assert_eq!(told(&outcome), expected, "{runtime}: {body}");
            assert!(outcome.is_reusable(), "{body}");
        }
    }
}

/// One that gives no promise is refused, in words that changed with Node.js 24.
#[tokio::test]
async fn a_streaming_handler_has_to_be_asynchronous() {
    let text = "exports.handler = awslambda.streamifyResponse((event, s) => { s.write('x'); });";
    for (runtime, expected) in [
        ("nodejs22.x", "string: Streaming does not support non-async handlers."),
        ("nodejs24.x", "Error: Streaming does not support non-async handlers."),
    ] {
        check_files(runtime, &[("app.js", text, expected)]).await;
    }
}
