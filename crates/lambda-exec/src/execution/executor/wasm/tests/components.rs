//! Components written as text: handlers of our own world, and programs with a `main`.

use super::*;

/// A component's module has two pages of memory, takes what it is given from 4096 on, and answers by what stands at 16.
const MODULE: &str = r#"
    (memory (export "memory") 2)
    (global $next (mut i32) (i32.const 4096))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
      (global.set $next (i32.add (local.get $at) (local.get 3)))
      (block $done (loop $more
        (br_if $done (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
        unreachable))
      (local.get $at))
    (func $answer (param $is_error i32) (param $at i32) (param $len i32) (result i32)
      (i32.store8 (i32.const 16) (local.get $is_error))
      (i32.store (i32.const 20) (local.get $at))
      (i32.store (i32.const 24) (local.get $len))
      (global.set $next (i32.const 4096))
      (i32.const 16))
"#;

/// A handler whose context has these fields, with these core parameters, and `data` at address 1024.
fn handler(fields: &str, parameters: &str, data: &str, body: &str) -> String {
    format!(
        "(component
           (type $record (record {fields}))
           (import \"context\" (type $context (eq $record)))
           (core module $module {MODULE} (data (i32.const 1024) \"{data}\")
             (func (export \"handler\") {parameters} (result i32) {body}))
           (core instance $it (instantiate $module))
           (func (export \"handler\") (param \"event\" string) (param \"context\" $context)
             (result (result string (error string)))
             (canon lift (core func $it \"handler\") (memory (core memory $it \"memory\"))
               (realloc (core func $it \"realloc\")))))"
    )
}

/// One that knows its event and its request id.
pub(super) fn simple(data: &str, body: &str) -> Function {
    let parameters = "(param $event i32) (param $event_len i32) (param $id i32) (param $id_len i32)";
    function(&handler("(field \"request-id\" string)", parameters, data, body), &[])
}

pub(super) const ECHO: &str = "(call $answer (i32.const 0) (local.get $event) (local.get $event_len))";

#[tokio::test]
async fn a_handler_takes_its_event_and_gives_its_response() {
    let function = simple("", ECHO);
    let mut environment = start(&function).await;
    let large = Bytes::from(vec![b'x'; 6 * 1024 * 1024]);
    for payload in [Bytes::from_static(b"{\"n\":1}"), Bytes::new(), large] {
        let outcome = environment.invoke(event(payload.clone()), ReplySink::whole()).await;
        assert_eq!(outcome.result, Ok(payload));
        assert!(outcome.is_reusable());
    }
    let lines = log(&environment.invoke(event("1"), ReplySink::whole()).await);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines[0], "START RequestId: 8a2f7a6e-0000-4000-8000-000000000001 Version: $LATEST");
    assert!(lines[2].contains("Max Memory Used: 7 MB"), "{lines:?}");
}

/// Every field of `docs/wit/ruststack-lambda.wit`: texts are joined by `|`, and two numbers are looked at.
#[tokio::test]
async fn a_handler_is_told_its_context() {
    let texts = ["request-id", "invoked-function-arn", "function-name", "function-version"];
    let more = ["log-group-name", "log-stream-name", "trace-id"];
    let field = |name: &&str| format!("(field \"{name}\" string)");
    let fields = format!(
        "{} (field \"deadline-ms\" u64) (field \"memory-limit-mb\" u32) {} (field \"client-context\" (option string))",
        texts.iter().map(field).collect::<String>(),
        more.iter().map(field).collect::<String>(),
    );
    // Too many for parameters, so they come in memory: two texts of eight bytes, …
    let join: String = [8, 16, 24, 32, 52, 60, 68, 80]
        .map(|at| {
            format!(
                "(call $add (i32.load (i32.add (local.get $all) (i32.const {at})))
                            (i32.load (i32.add (local.get $all) (i32.const {}))))",
                at + 4
            )
        })
        .concat();
    let body = format!(
        "(if (i32.ne (i32.load (i32.add (local.get $all) (i32.const 48))) (i32.const 128)) (then unreachable))
         (if (i64.lt_u (i64.load (i32.add (local.get $all) (i32.const 40))) (i64.const 1700000000000)) (then unreachable))
         (if (i32.ne (i32.load8_u (i32.add (local.get $all) (i32.const 76))) (i32.const 1)) (then unreachable))
         {join} (call $answer (i32.const 0) (i32.const 2048) (global.get $len)))
         (global $len (mut i32) (i32.const 0))
         (func $add (param $from i32) (param $n i32)
           (memory.copy (i32.add (i32.const 2048) (global.get $len)) (local.get $from) (local.get $n))
           (global.set $len (i32.add (global.get $len) (local.get $n)))
           (i32.store8 (i32.add (i32.const 2048) (global.get $len)) (i32.const 124))
           (global.set $len (i32.add (global.get $len) (i32.const 1)))"
    );
    let function = function(&handler(&fields, "(param $all i32)", "", &body), &[]);
    let invocation = Invocation { client_context: Some("{\"custom\":{}}".to_owned()), ..event("{}") };
    let identity = crate::test_engine::identity("e1");
    let stream = identity.log.name().to_owned();
    let executor = executor();
    let environment = executor.start(Arc::new(function.version.clone()), identity);
    let outcome = environment.await.unwrap().invoke(invocation, ReplySink::whole()).await;
    let expected = format!(
        "8a2f7a6e-0000-4000-8000-000000000001|arn:aws:lambda:eu-west-1:123456789012:function:f|f|$LATEST|\
         /aws/lambda/f|{stream}|Root=1-2-3|{{\"custom\":{{}}}}|"
    );
    assert_eq!(outcome.result, Ok(expected.into()), "{}", log(&outcome));
}

/// As AWS's environments: what stands in memory is there the next time. After a failure a new environment begins anew.
#[tokio::test]
async fn a_handler_keeps_its_state_from_call_to_call() {
    let body = "(i32.store8 (i32.const 1024) (i32.add (i32.load8_u (i32.const 1024)) (i32.const 1)))
                (if (i32.eqz (local.get $event_len)) (then unreachable))
                (call $answer (i32.const 0) (i32.const 1024) (i32.const 1))";
    let function = simple("a", body);
    let mut environment = start(&function).await;
    for expected in ["b", "c", "d"] {
        assert_eq!(environment.invoke(event("1"), ReplySink::whole()).await.result, Ok(expected.into()));
    }
    let failed = environment.invoke(event(""), ReplySink::whole()).await;
    assert!(!failed.is_reusable() && matches!(failed.result, Err(Failure::Exited { .. })));
    assert_eq!(once(&function, "1").await.result, Ok("b".into()));
}

/// Our contract.
#[tokio::test]
async fn a_handler_s_error_is_the_function_s() {
    for (given, expected) in [
        ("{\\22errorMessage\\22:\\22no\\22,\\22errorType\\22:\\22No\\22}", None),
        ("it did not work", Some("{\"errorMessage\":\"it did not work\"}")),
        ("[1]", Some("{\"errorMessage\":\"[1]\"}")),
    ] {
        let plain = given.replace("\\22", "\"");
        let body = format!("(call $answer (i32.const 1) (i32.const 1024) (i32.const {}))", plain.len());
        let function = simple(given, &body);
        let mut environment = start(&function).await;
        for _ in 0..2 {
            let outcome = environment.invoke(event(""), ReplySink::whole()).await;
            let expected = Bytes::from(expected.unwrap_or(&plain).to_owned());
            assert_eq!(outcome.result, Err(Failure::Reported(expected)));
            assert!(outcome.is_reusable());
        }
    }
}

#[tokio::test]
async fn a_handler_that_does_not_answer_is_ended() {
    let mut endless = simple("", "(loop $l (br $l)) unreachable");
    endless.version.timeout = Duration::from_millis(300);
    let outcome = once(&endless, "").await;
    assert_eq!(outcome.result, Err(Failure::TimedOut { after: Duration::from_millis(300) }));
    assert!(!outcome.is_reusable() && log(&outcome).contains("Task timed out after 0.30 seconds"));
    let hog = simple("", "(loop $l (drop (memory.grow (i32.const 16))) (br $l)) unreachable");
    let outcome = once(&hog, "").await;
    assert_eq!(outcome.result, Err(Failure::OutOfMemory));
    let outcome = once(&simple("", "unreachable"), "").await;
    let words = "wasm trap: wasm `unreachable` instruction executed";
    assert_eq!(outcome.result, Err(Failure::Exited { how: words.to_owned() }));
    assert!(log(&outcome).contains(words));
    let long = "(call $answer (i32.const 0) (i32.const 131072) (i32.const 7000000))";
    let long = format!("(drop (memory.grow (i32.const 200))) {long}");
    let outcome = once(&simple("", &long), "").await;
    assert_eq!(outcome.result, Err(Failure::ResponseTooLarge { len: 7_000_000 }));
    // A pointer out of the memory is the guest's fault.
    let outside = "(call $answer (i32.const 0) (i32.const 0x7fffff00) (i32.const 9))";
    assert!(matches!(once(&simple("", outside), "").await.result, Err(Failure::Exited { .. })));
}

/// The memory of all modules of a component counts together.
#[tokio::test]
async fn memories_count_together() {
    let two = "(component
        (core module $large (memory (export \"memory\") 1100))
        (core instance (instantiate $large)) (core instance (instantiate $large))
        (core module $module (func (export \"run\") (result i32) (i32.const 0)))
        (core instance $it (instantiate $module))
        (func $run (result (result)) (canon lift (core func $it \"run\")))
        (instance $command (export \"run\" (func $run)))
        (export \"wasi:cli/run@0.2.3\" (instance $command)))";
    assert_eq!(once(&function(two, &[]), "").await.result, Err(Failure::OutOfMemory));
    let small = two.replace("1100", "900");
    assert_eq!(once(&function(&small, &[]), "").await.result, Ok(Bytes::new()));
    let failing = small.replace("(i32.const 0)", "(i32.const 1)");
    let failed = once(&function(&failing, &[]), "").await.result;
    assert_eq!(failed, Err(Failure::Exited { how: "exit status 1".into() }));
}

/// Our words; the codes are AWS's `StateReasonCode`.
#[tokio::test]
async fn what_is_no_function_is_refused_when_it_is_prepared() {
    let typed = |event: &str, result: &str| {
        handler("(field \"request-id\" string)", "(param i32 i32 i32 i32)", "", "(i32.const 16)")
            .replace("\"event\" string", event)
            .replace("(result string (error string))", result)
    };
    let unknown = handler("(field \"colour\" string)", "(param i32 i32 i32 i32)", "", "(i32.const 16)");
    let importing = "(component (import \"env:magic/spell@1.0.0\" (instance (export \"cast\" (func))))
        (core module $m (func (export \"run\") (result i32) (i32.const 0))) (core instance $it (instantiate $m))
        (func $run (result (result)) (canon lift (core func $it \"run\")))
        (instance $command (export \"run\" (func $run))) (export \"wasi:cli/run@0.2.0\" (instance $command)))";
    for (text, part) in [
        ("(component)".to_owned(), "exports neither"),
        (typed("\"event\" (list u8)", "(result string (error string))"), "`handler` is not `func("),
        (typed("\"event\" string", "(result string (error (list u8)))"), "`handler` is not `func("),
        (unknown, "a field `colour`"),
        (importing.to_owned(), "env:magic/spell"),
    ] {
        let function = function(&text, &[]);
        let refused = executor().prepare(&function.version).await.unwrap_err();
        assert!(refused.reason.contains(part), "{refused}");
        assert_eq!(refused.code, "FunctionError.InvalidEntryPoint");
    }
}
