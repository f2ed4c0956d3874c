//! Guests written in WebAssembly's text form: what the contract in `docs/wasm-functions.md` promises them, and what
//! becomes of those who break it.

use std::collections::BTreeMap;
use std::time::Duration;

use base::clock::{Stopwatch, Timestamp};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::*;
use crate::execution::executor::{Invocation, LOG_LIMIT, Outcome, ReplySink};
use crate::execution::runtime_api::RESPONSE_LIMIT;

mod components;
mod examples;
pub(crate) mod http;
mod kept;
mod pace;

const IMPORTS: &str = r#"
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $environ (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (memory (export "memory") 3)
  (func $say (param $fd i32) (param $at i32) (param $len i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $len))
    (drop (call $write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func $copy (param $from i32)
    (loop $more
      (i32.store (i32.const 0) (i32.const 65536))
      (i32.store (i32.const 4) (i32.const 65536))
      (drop (call $read (local.get $from) (i32.const 0) (i32.const 1) (i32.const 12)))
      (if (i32.load (i32.const 12))
        (then (call $say (i32.const 1) (i32.const 65536) (i32.load (i32.const 12))) (br $more)))))
"#;

/// A guest whose `_start` is `body`, after `data` at address 1024.
fn guest(data: &str, body: &str) -> String {
    format!("(module {IMPORTS} (data (i32.const 1024) \"{data}\") (func (export \"_start\") {body}))")
}

const ECHO: &str = "(call $copy (i32.const 0))";

struct Function {
    _folder: TempDir,
    version: Version,
}

fn function(module: &str, files: &[(&str, &str)]) -> Function {
    package(&wat::parse_str(module).unwrap(), files)
}

fn package(module: &[u8], files: &[(&str, &str)]) -> Function {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("main.wasm"), module).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let version = Version {
        account: "123456789012".into(),
        region: "eu-west-1".into(),
        function: "f".into(),
        version: "$LATEST".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        runtime: "provided.al2023".into(),
        handler: "main.wasm".into(),
        memory_mib: 128,
        timeout: Duration::from_secs(20),
        environment: BTreeMap::from([("COLOUR".to_owned(), "blue".to_owned())]),
        code: folder.path().to_owned().into(),
        log_group: "/aws/lambda/f".into(),
        log_format: crate::execution::executor::LogFormat::Text,
        role: "arn:aws:iam::000000000000:role/r".into(),
        layers: None,
        code_sha256: hex::encode(Sha256::digest(module)),
        way: None,
        container: Default::default(),
        endpoint: "http://127.0.0.1:4566".into(),
    };
    Function { _folder: folder, version }
}

fn executor() -> WasmExecutor {
    executor_in(None)
}

/// One that keeps what it compiles in a folder.
fn executor_in(compiled: Option<PathBuf>) -> WasmExecutor {
    let at = Timestamp::from_secs(1_767_323_045);
    WasmExecutor::new(
        Clock::frozen(at),
        Entropy::from_host(),
        Tasks::new(),
        Settings { compiled, ..Settings::default() },
    )
}

fn event(payload: impl Into<Bytes>) -> Invocation {
    Invocation {
        request_id: "8a2f7a6e-0000-4000-8000-000000000001".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        deadline: Timestamp::default(),
        payload: payload.into(),
        client_context: None,
        trace_id: "Root=1-2-3".to_owned(),
    }
}

async fn start(function: &Function) -> Box<dyn Environment> {
    executor().start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await.unwrap()
}

/// One invocation in a fresh environment.
async fn once(function: &Function, payload: impl Into<Bytes>) -> Outcome {
    start(function).await.invoke(event(payload), ReplySink::whole()).await
}

fn log(outcome: &Outcome) -> String {
    String::from_utf8(outcome.log.to_vec()).unwrap()
}

#[tokio::test]
async fn a_guest_reads_its_event_and_writes_its_response() {
    let function = function(&guest("", ECHO), &[]);
    let mut environment = start(&function).await;
    let large = Bytes::from(vec![b'x'; 6 * 1024 * 1024]);
    for payload in [Bytes::from_static(b"{\"n\":1}"), Bytes::new(), large] {
        let outcome = environment.invoke(event(payload.clone()), ReplySink::whole()).await;
        assert_eq!(outcome.result, Ok(payload));
        assert!(outcome.is_reusable() && environment.is_alive());
    }
    let text = log(&environment.invoke(event("1"), ReplySink::whole()).await);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "START RequestId: 8a2f7a6e-0000-4000-8000-000000000001 Version: $LATEST");
    assert_eq!(lines[1], "END RequestId: 8a2f7a6e-0000-4000-8000-000000000001");
    assert!(lines[2].contains("Memory Size: 128 MB\tMax Memory Used: 1 MB"), "{text}");
}

#[tokio::test]
async fn every_invocation_is_a_fresh_instance() {
    let body = "(i32.store8 (i32.const 1024) (i32.add (i32.load8_u (i32.const 1024)) (i32.const 1)))
                (call $say (i32.const 1) (i32.const 1024) (i32.const 1))";
    let function = function(&guest("a", body), &[]);
    let mut environment = start(&function).await;
    for _ in 0..2 {
        assert_eq!(environment.invoke(event(""), ReplySink::whole()).await.result, Ok("b".into()));
    }
}

#[tokio::test]
async fn standard_error_is_the_log_and_keeps_its_end() {
    let body = "(call $say (i32.const 2) (i32.const 1024) (i32.const 6))";
    let outcome = once(&function(&guest("words\\n", body), &[]), "").await;
    assert!(log(&outcome).contains("$LATEST\nwords\nEND "), "{}", log(&outcome));
    let flood = format!(
        "(local $i i32) (loop $more (call $say (i32.const 2) (i32.const 65536) (i32.const 65536))
         (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 50)))) {body}"
    );
    let outcome = once(&function(&guest("words\\n", &flood), &[]), "").await;
    assert_eq!(outcome.log.len(), LOG_LIMIT);
    assert!(log(&outcome).contains("words\nEND "));
}

/// Our contract; the shapes of the failures are AWS's.
#[tokio::test]
async fn a_guest_that_ends_badly_is_a_function_error() {
    let fails = "(call $say (i32.const 1) (i32.const 1024) (i32.const 21)) (call $exit (i32.const 3))";
    for (data, body, expected) in [
        ("", "(call $exit (i32.const 0))", Ok(Bytes::new())),
        ("", "(call $exit (i32.const 3))", Err(Failure::Exited { how: "exit status 3".into() })),
        ("not an error's JSON...", fails, Err(Failure::Exited { how: "exit status 3".into() })),
        (
            "{\\22errorMessage\\22:\\22no\\22}",
            fails,
            Err(Failure::Reported("{\"errorMessage\":\"no\"}".into())),
        ),
        (
            "",
            "unreachable",
            Err(Failure::Exited { how: "wasm trap: wasm `unreachable` instruction executed".into() }),
        ),
    ] {
        let outcome = once(&function(&guest(data, body), &[]), "").await;
        assert_eq!(outcome.result, expected, "{data} {body}");
    }
    let trapped = once(&function(&guest("", "unreachable"), &[]), "").await;
    assert!(!trapped.is_reusable() && log(&trapped).contains("wasm trap: "), "{}", log(&trapped));
    let deep =
        "(module (func $f (call $f) (call $f)) (memory (export \"memory\") 1) (export \"_start\" (func $f)))";
    match once(&function(deep, &[]), "").await.result {
        Err(Failure::Exited { how }) => assert!(how.contains("call stack exhausted"), "{how}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_endless_loop_and_an_endless_wait_are_timed_out() {
    let sleep = "(i64.store (i32.const 1024) (i64.const 0)) (i32.store8 (i32.const 1032) (i32.const 0))
                 (i32.store (i32.const 1040) (i32.const 1)) (i64.store (i32.const 1048) (i64.const 3600000000000))
                 (drop (call $poll (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 4096)))";
    for body in ["(loop $l (br $l))", sleep] {
        let mut function = function(&guest("", body), &[]);
        function.version.timeout = Duration::from_millis(300);
        let mut environment = start(&function).await;
        let watch = Stopwatch::start();
        let outcome = environment.invoke(event(""), ReplySink::whole()).await;
        assert_eq!(outcome.result, Err(Failure::TimedOut { after: Duration::from_millis(300) }));
        assert!((300..5_000).contains(&watch.elapsed().as_millis()), "{:?}", watch.elapsed());
        assert!(!outcome.is_reusable() && log(&outcome).contains("Task timed out after 0.30 seconds"));
    }
}

#[tokio::test]
async fn a_guest_that_wants_more_memory_than_it_has_is_out_of_memory() {
    let hog = "(loop $l (drop (memory.grow (i32.const 16))) (br $l))";
    let outcome = once(&function(&guest("", hog), &[]), "").await;
    assert_eq!(outcome.result, Err(Failure::OutOfMemory));
    assert!(log(&outcome).contains("Max Memory Used: 128 MB"), "{}", log(&outcome));
    let large = "(module (memory (export \"memory\") 2049) (func (export \"_start\")))";
    assert_eq!(once(&function(large, &[]), "").await.result, Err(Failure::OutOfMemory));
    // A module's own maximum is its own affair: growth fails and the program goes on, as the language says.
    let modest = "(module (memory (export \"memory\") 1 2) (func (export \"_start\")
                   (if (i32.ne (memory.grow (i32.const 9)) (i32.const -1)) (then unreachable))))";
    assert_eq!(once(&function(modest, &[]), "").await.result, Ok(Bytes::new()));
}

#[tokio::test]
async fn a_response_over_the_limit_is_counted_and_not_kept() {
    let body = "(local $i i32) (loop $more (call $say (i32.const 1) (i32.const 65536) (i32.const 65536))
         (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 200))))";
    let outcome = once(&function(&guest("", body), &[]), "").await;
    assert_eq!(outcome.result, Err(Failure::ResponseTooLarge { len: 200 * 65536 }));
    const { assert!(200 * 65536 > RESPONSE_LIMIT) };
}

/// Names from the AWS page on environment variables, and our own for what a runtime would ask the API for.
#[tokio::test]
async fn the_environment_is_lambda_s_the_user_s_and_the_invocation_s() {
    let body = "(drop (call $sizes (i32.const 16) (i32.const 20)))
                (drop (call $environ (i32.const 2048) (i32.const 65536)))
                (call $say (i32.const 1) (i32.const 65536) (i32.load (i32.const 20)))";
    let outcome = once(&function(&guest("", body), &[]), "").await;
    let text = String::from_utf8(outcome.result.unwrap().to_vec()).unwrap();
    let has = |line: &str| text.split('\0').any(|l| l == line);
    for line in [
        "COLOUR=blue",
        "AWS_REGION=eu-west-1",
        "AWS_ACCESS_KEY_ID=ASIA-e1",
        "LAMBDA_TASK_ROOT=/var/task",
        "_HANDLER=main.wasm",
        "AWS_LAMBDA_REQUEST_ID=8a2f7a6e-0000-4000-8000-000000000001",
        "_X_AMZN_TRACE_ID=Root=1-2-3",
    ] {
        assert!(has(line), "{line} in {text:?}");
    }
    assert!(!text.contains("PATH="), "{text:?}");
}

#[tokio::test]
async fn the_package_can_be_read_and_not_written() {
    let open = |flags: u32, rights: u64| {
        format!(
            "(drop (call $open (i32.const 3) (i32.const 0) (i32.const 1024) (i32.const 8) (i32.const {flags})
               (i64.const {rights}) (i64.const 0) (i32.const 0) (i32.const 16)))"
        )
    };
    let reads = format!("{} (call $copy (i32.load (i32.const 16)))", open(0, 2));
    let function_with =
        |data: &str, body: &str| function(&guest(data, body), &[("data.txt", "from the package")]);
    assert_eq!(once(&function_with("data.txt", &reads), "").await.result, Ok("from the package".into()));
    let writes = function_with("new_file", &open(1, 64));
    once(&writes, "").await;
    assert!(!writes.version.code.join("new_file").exists());
    let escapes = function_with("../../et", &reads);
    assert_ne!(once(&escapes, "").await.result, Ok("from the package".into()));
}

/// AWS's page on layers has them at `/opt`. A package with nothing but its module has no folder of its own before it.
#[tokio::test]
async fn layers_can_be_read_beside_a_module_that_is_alone() {
    let reads = "(drop (call $open (i32.const 3) (i32.const 0) (i32.const 1024) (i32.const 8) (i32.const 0)
                   (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 16)))
                 (call $copy (i32.load (i32.const 16)))";
    let mut function = function(&guest("data.txt", reads), &[]);
    let layers = tempfile::tempdir().unwrap();
    std::fs::write(layers.path().join("data.txt"), "from a layer").unwrap();
    function.version.layers = Some(layers.path().to_owned().into());
    assert_eq!(once(&function, "").await.result, Ok("from a layer".into()));
}

/// Our words; the codes are AWS's `StateReasonCode`.
#[tokio::test]
async fn what_cannot_be_run_is_refused_when_it_is_prepared() {
    let cases: [(&[u8], &str); 5] = [
        (b"\0asm\x0d\0\x01\0", "it is a component that exports neither"),
        (b"\0asm\x01\0\0\0garbage", "cannot be run"),
        (&wat::parse_str("(module)").unwrap(), "exports no function `_start`"),
        (
            &wat::parse_str("(module (func (export \"_start\") (param i32)))").unwrap(),
            "exports no function `_start`",
        ),
        (
            &wat::parse_str("(module (import \"env\" \"magic\" (func)) (func (export \"_start\")))").unwrap(),
            "env::magic",
        ),
    ];
    for (module, part) in cases {
        let function = package(module, &[]);
        let executor = executor();
        assert!(executor.takes(&function.version));
        let refused = executor.prepare(&function.version).await.unwrap_err();
        assert!(refused.reason.contains(part), "{refused}");
        let started =
            executor.start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await;
        assert!(matches!(started, Err(Failure::Init { .. })), "{started:?}");
    }
}

#[test]
fn a_module_is_known_by_its_first_bytes_inside_the_package() {
    let module = wat::parse_str("(module)").unwrap();
    let mut function = package(&module, &[("text.wasm", "not a module"), ("bootstrap", "#!/bin/sh\n")]);
    for (handler, expected) in [
        ("main.wasm", Some("main.wasm")),
        ("text.wasm", None),
        ("none.wasm", None),
        ("app.main", None),
        ("../main.wasm", None),
        ("/main.wasm", None),
    ] {
        function.version.handler = handler.into();
        assert_eq!(module_file(&function.version).as_deref(), expected.map(Path::new), "{handler}");
    }
    std::fs::write(function.version.code.join("bootstrap"), &module).unwrap();
    assert_eq!(module_file(&function.version).as_deref(), Some(Path::new("bootstrap")));
}

/// What is too large for the pool runs outside it.
#[tokio::test]
async fn a_module_that_does_not_fit_the_pool_runs_all_the_same() {
    let large = guest("", ECHO).replace("(memory (export", "(table 30000 funcref) (memory (export");
    assert_eq!(once(&function(&large, &[]), "1").await.result, Ok("1".into()));
    let two =
        guest("", ECHO).replace("(memory (export", "(table 1 funcref) (table 1 funcref) (memory (export");
    assert_eq!(once(&function(&two, &[]), "1").await.result, Ok("1".into()));
}

/// A pool gives a guest what another one had. Nothing of it may be left, in memory, stack or table.
#[tokio::test]
async fn what_a_guest_left_in_its_place_is_not_there_for_the_next() {
    let executor = executor();
    // Fills all of its memory beside its data; the other one says whether anything stands there.
    let fills = "(memory.fill (i32.const 65536) (i32.const 255) (i32.const 131072)) (call $say (i32.const 1) (i32.const 65536) (i32.const 1))";
    let looks = "(local $at i32) (local.set $at (i32.const 65536))
        (loop $more
          (if (i32.load (local.get $at)) (then unreachable))
          (br_if $more (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 196608))))
        (call $say (i32.const 1) (i32.const 1024) (i32.const 5))";
    let (fills, looks) = (function(&guest("", fills), &[]), function(&guest("clean", looks), &[]));
    for turn in 0..20 {
        for (function, expected) in [(&fills, &b"\xff"[..]), (&looks, b"clean")] {
            let version = Arc::new(function.version.clone());
            let mut environment = executor.start(version, crate::test_engine::identity("e1")).await.unwrap();
            let result = environment.invoke(event(""), ReplySink::whole()).await.result;
            assert_eq!(result, Ok(Bytes::from_static(expected)), "turn {turn}");
        }
    }
}

/// A guest keeps a thread, never the ones that serve: many busy ones do not hold up another.
#[tokio::test]
async fn busy_guests_do_not_hold_up_others_and_nothing_ticks_when_all_is_done() {
    let executor = executor();
    let mut busy = function(&guest("", "(loop $l (br $l))"), &[]);
    busy.version.timeout = Duration::from_millis(500);
    let echo = function(&guest("", ECHO), &[]);
    let start = |function: &Function| {
        executor.start(Arc::new(function.version.clone()), crate::test_engine::identity("e1"))
    };
    let spin = async {
        let result = start(&busy).await.unwrap().invoke(event(""), ReplySink::whole()).await.result;
        assert!(matches!(result, Err(Failure::TimedOut { .. })), "{result:?}");
    };
    let watch = Stopwatch::start();
    let quick = async {
        for _ in 0..20 {
            assert_eq!(
                start(&echo).await.unwrap().invoke(event("1"), ReplySink::whole()).await.result,
                Ok("1".into())
            );
        }
        watch.elapsed()
    };
    let (took, _) = futures::join!(quick, futures::future::join_all([spin]));
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(executor.shared().await.unwrap().ticker.stands_still().await);
}

#[tokio::test]
async fn an_invocation_that_is_dropped_stops_its_guest() {
    let executor = executor();
    let function = function(&guest("", "(loop $l (br $l))"), &[]);
    let mut environment =
        executor.start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await.unwrap();
    let call =
        tokio::time::timeout(Duration::from_millis(50), environment.invoke(event(""), ReplySink::whole()));
    assert!(call.await.is_err());
    assert!(executor.shared().await.unwrap().ticker.stands_still().await);
}

/// A server that answers one request with `reply`, and gives the request.
async fn serve(reply: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let served = async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut text = String::new();
        while !text.ends_with("{}") {
            let mut buffer = [0; 4096];
            let n = stream.read(&mut buffer).await.unwrap();
            text.push_str(std::str::from_utf8(&buffer[..n]).unwrap());
        }
        stream.write_all(reply.as_bytes()).await.unwrap();
        text.to_lowercase()
    };
    #[expect(clippy::disallowed_methods, reason = "a test's own server, joined at its end")]
    let served = tokio::spawn(served);
    (endpoint, served)
}

fn caller(request: &str, cap: u32, then: &str) -> String {
    let len = request.replace("\\n", "n").replace("\\22", "q").len();
    let body = format!(
        "(local $n i32)
         (local.set $n (call $aws_call (i32.const 1024) (i32.const {len}) (i32.const 65536) (i32.const {cap}))) {then}"
    );
    guest(request, &body).replace(
        "(module",
        "(module (import \"ruststack\" \"aws_call\" (func $aws_call (param i32 i32 i32 i32) (result i32)))
                 (import \"ruststack\" \"aws_reply\" (func $aws_reply (param i32 i32 i32) (result i32)))",
    )
}

const SAY_REPLY: &str = "(call $say (i32.const 1) (i32.const 65536) (local.get $n))";

#[tokio::test]
async fn a_guest_calls_the_emulator_with_the_credentials_of_its_environment() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nx-amzn-requestid: r\r\n\r\n{\"ok\":10}";
    let (endpoint, served) = serve(reply).await;
    let request = "dynamodb POST /\\nX-Amz-Target: DynamoDB_20120810.PutItem\\n\\n{}";
    let mut function = function(&caller(request, 65536, SAY_REPLY), &[]);
    function.version.endpoint = endpoint;
    let outcome = once(&function, "").await;
    let expected = "200\ncontent-length: 9\nx-amzn-requestid: r\n\n{\"ok\":10}";
    assert_eq!(outcome.result, Ok(expected.into()));
    let request = served.await.unwrap();
    for part in [
        "post / http/1.1\r\n",
        "\r\nx-amz-target: dynamodb_20120810.putitem\r\n",
        "credential=asia-e1/20260102/eu-west-1/dynamodb/aws4_request",
        "\r\nx-amz-date: 20260102t030405z\r\n",
        "\r\nhost: 127.0.0.1:",
        "\r\ncontent-length: 2\r\n",
    ] {
        assert!(request.contains(part), "{part} in {request}");
    }
}

#[tokio::test]
async fn a_reply_larger_than_the_buffer_is_read_in_pieces() {
    let (endpoint, served) = serve("HTTP/1.1 404 Not Found\r\ncontent-length: 5\r\n\r\nabcde").await;
    let pieces = "(call $say (i32.const 1) (i32.const 65536) (i32.const 8))
        (call $say (i32.const 1) (i32.const 65536) (call $aws_reply (i32.const 8) (i32.const 65536) (i32.const 999)))
        (if (call $aws_reply (i32.const 1000) (i32.const 65536) (i32.const 999)) (then unreachable))";
    let mut function = function(&caller("s3 GET /b/k\\n\\n{}", 8, pieces), &[]);
    function.version.endpoint = endpoint;
    let outcome = once(&function, "").await;
    assert_eq!(outcome.result, Ok("404\ncontent-length: 5\n\nabcde".into()));
    served.await.unwrap();
}

#[tokio::test]
async fn a_call_that_cannot_be_made_is_told_with_a_code_and_a_sentence() {
    let exit = "(call $say (i32.const 1) (i32.const 65536) (i32.const 17))
                (call $exit (i32.sub (i32.const 0) (local.get $n)))";
    for (request, endpoint, status) in [
        ("not a request", "http://127.0.0.1:1", 1),
        ("s3 GET /\\nHost: example.com\\n\\n", "http://127.0.0.1:1", 1),
        ("s3 GET /\\n\\n", "http://127.0.0.1:1", 2),
        ("s3 GET /\\n\\n", "https://127.0.0.1:1", 2),
    ] {
        let mut function = function(&caller(request, 65536, exit), &[]);
        function.version.endpoint = endpoint.into();
        let result = once(&function, "").await.result;
        assert_eq!(result, Err(Failure::Exited { how: format!("exit status {status}") }), "{request}");
    }
    let outside = caller("s3 GET /\\n\\n", 0x7fff_ffff, "");
    match once(&function(&outside, &[]), "").await.result {
        Err(Failure::Exited { how }) => assert!(how.contains("outside memory"), "{how}"),
        other => panic!("{other:?}"),
    }
}

/// Figures for the page on executors; run by hand with `--ignored --nocapture`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement, not a test"]
async fn measure_warm_invocations() {
    measure("module", &function(&guest("", ECHO), &[])).await;
    measure("component with our world", &components::simple("", components::ECHO)).await;
}

async fn measure(kind: &str, function: &Function) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("compiled");
    for what in ["compiled", "found compiled"] {
        let watch = Stopwatch::start();
        let executor = executor_in(Some(folder.clone()));
        executor.shared().await.unwrap();
        let engine = watch.elapsed();
        executor.prepare(&function.version).await.unwrap();
        let prepared = watch.elapsed();
        let mut environment = started(&executor, function).await;
        environment.invoke(event("{}"), ReplySink::whole()).await.result.unwrap();
        let first = watch.elapsed();
        let (mut times, before) = (Vec::new(), cpu());
        for _ in 0..10_000 {
            let watch = Stopwatch::start();
            environment.invoke(event("{}"), ReplySink::whole()).await.result.unwrap();
            times.push(watch.elapsed());
        }
        let cpu = (cpu() - before) / 10_000;
        times.sort();
        println!(
            "{kind}: engines {engine:?}, {what} {:?}, first {:?}, warm median {:?}, p95 {:?}, {cpu:?} of processors",
            prepared - engine,
            first - prepared,
            times[5_000],
            times[9_500]
        );
    }
}

/// A thousand at once, each of which waits for a second.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement, not a test"]
async fn measure_a_thousand() {
    let sleeps = "(i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 1000000000))
                  (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))";
    let (executor, function) = (executor(), function(&guest("", sleeps), &[]));
    started(&executor, &function).await.invoke(event(""), ReplySink::whole()).await.result.unwrap();
    let before = resident_kib();
    let mut all = Vec::new();
    for _ in 0..1_000 {
        all.push(started(&executor, &function).await);
    }
    let idle = resident_kib();
    let watch = Stopwatch::start();
    let runs = all.iter_mut().map(|environment| environment.invoke(event(""), ReplySink::whole()));
    let outcomes = futures::future::join_all(runs).await;
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    let took = watch.elapsed();
    println!(
        "a thousand took {took:?}; {} KiB each before they ran, {} KiB each behind it",
        (idle - before) / 1_000,
        (resident_kib() - before) / 1_000
    );
}

async fn started(executor: &WasmExecutor, function: &Function) -> Box<dyn Environment> {
    executor.start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await.unwrap()
}

/// What all threads of this process have worked.
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.try_into().unwrap_or_default()
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
}
