//! Real processes: sh, Python, Node.js, Ruby and Java functions. A missing interpreter skips its tests, and says so.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use base::clock::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::execution::executor::{After, Invocation, Outcome, ReplySink};
use crate::execution::process::{ends_soon, is_running};

mod extensions;
mod interpreters;
mod java;
mod json_log;
mod node;
mod python;
mod ruby;
mod surroundings;

/// A function that is a folder of files.
struct Function {
    _folder: TempDir,
    version: Version,
}

fn function(runtime: &str, handler: &str, files: &[(&str, &str)]) -> Function {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let version = Version {
        account: "123456789012".into(),
        region: "eu-west-1".into(),
        function: "f".into(),
        version: "$LATEST".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        runtime: runtime.into(),
        handler: handler.into(),
        memory_mib: 128,
        timeout: Duration::from_secs(20),
        environment: BTreeMap::from([("COLOUR".to_owned(), "blue".to_owned())]),
        code: folder.path().to_owned().into(),
        log_group: "/aws/lambda/f".into(),
        log_format: crate::execution::executor::LogFormat::Text,
        role: "arn:aws:iam::000000000000:role/r".into(),
        layers: None,
        code_sha256: String::new(),
        way: None,
        container: Default::default(),
        endpoint: "http://127.0.0.1:4566".into(),
    };
    Function { _folder: folder, version }
}

fn executor() -> ProcessExecutor {
    let at = Timestamp::from_secs(1_767_323_045);
    ProcessExecutor::new(Clock::frozen(at), Entropy::from_host(), Tasks::new())
}

fn event(payload: &str) -> Invocation {
    Invocation {
        request_id: "8a2f7a6e-0000-4000-8000-000000000001".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        deadline: Timestamp::default(),
        payload: payload.to_owned().into(),
        client_context: Some(r#"{"custom":{"k":"v"}}"#.to_owned()),
        trace_id: "Root=1-2-3".to_owned(),
    }
}

/// Whether the interpreter is there; says so if not.
async fn can_run(function: &Function) -> bool {
    match executor().prepare(&function.version).await {
        Ok(_) => true,
        Err(unrunnable) => {
            println!("SKIPPED: {unrunnable}");
            false
        }
    }
}

async fn start(function: &Function) -> Box<dyn Environment> {
    executor().start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await.unwrap()
}

/// One invocation in a fresh environment.
async fn once(function: &Function, payload: &str) -> Outcome {
    start(function).await.invoke(event(payload), ReplySink::whole()).await
}

fn value(outcome: &Outcome) -> Value {
    match &outcome.result {
        Ok(bytes) | Err(Failure::Reported(bytes)) => serde_json::from_slice(bytes).unwrap(),
        other => panic!("{other:?}, log {}", log(outcome)),
    }
}

fn log(outcome: &Outcome) -> String {
    String::from_utf8(outcome.log.to_vec()).unwrap()
}

/// A bootstrap in a shell script that reads an event and runs `body` with `$id` and `$event` set.
fn bootstrap(body: &str) -> Function {
    function("provided.al2023", "x", &[("bootstrap", &bootstrap_text(body))])
}

fn bootstrap_text(body: &str) -> String {
    format!(
        r#"#!/bin/sh
API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
respond() {{ curl -sS -o /dev/null -X POST "$API/invocation/$id/response" --data-binary "$1"; }}
while :; do
  event=$(curl -sS -D "$TMPDIR/head" "$API/invocation/next") || exit 1
  id=$(sed -n 's/^lambda-runtime-aws-request-id: \([^\r]*\).*/\1/p' "$TMPDIR/head")
  {body}
done
"#
    )
}

#[tokio::test]
async fn a_bootstrap_is_kept_warm_and_its_output_is_the_log() {
    let function = bootstrap(r#"n=$((n+1)); echo "call $n" >&2; respond "{\"n\":$n,\"got\":$event}""#);
    let mut environment = start(&function).await;
    let first = environment.invoke(event("[1]"), ReplySink::whole()).await;
    assert_eq!(value(&first), json!({ "n": 1, "got": [1] }));
    assert!(first.is_reusable() && environment.is_alive());
    let text = log(&first);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "START RequestId: 8a2f7a6e-0000-4000-8000-000000000001 Version: $LATEST");
    assert_eq!(lines[1], "call 1");
    assert_eq!(lines[2], "END RequestId: 8a2f7a6e-0000-4000-8000-000000000001");
    assert!(lines[3].starts_with("REPORT ") && lines[3].contains("Init Duration: "), "{text}");
    let second = environment.invoke(event("[2]"), ReplySink::whole()).await;
    assert_eq!(value(&second), json!({ "n": 2, "got": [2] }));
    assert!(log(&second).contains("call 2") && !log(&second).contains("Init Duration"), "{}", log(&second));
}

/// Lambda's sandbox ends everything at a timeout; the message is AWS's.
#[tokio::test]
async fn a_timeout_ends_the_whole_process_group() {
    let mut function = bootstrap("sleep 600 & echo child $!; wait");
    function.version.timeout = Duration::from_millis(700);
    let mut environment = start(&function).await;
    let outcome = environment.invoke(event("{}"), ReplySink::whole()).await;
    assert_eq!(outcome.result, Err(Failure::TimedOut { after: Duration::from_millis(700) }));
    assert!(!outcome.is_reusable() && !environment.is_alive());
    let text = log(&outcome);
    assert!(text.contains("Task timed out after 0.70 seconds"), "{text}");
    let child = text.lines().find_map(|line| line.strip_prefix("child ")).unwrap();
    assert!(ends_soon(child.parse().unwrap()));
}

#[tokio::test]
async fn dropping_an_environment_ends_its_processes_and_its_folder() {
    let body = r#"(cd "$TMPDIR" && seq 5000 | xargs touch)
sleep 600 & respond "{\"pid\":$!,\"tmp\":\"$TMPDIR\"}""#;
    let (function, tasks) = (bootstrap(body), Tasks::new());
    let executor = ProcessExecutor::new(Clock::system(), Entropy::from_host(), tasks.clone());
    let mut environment =
        executor.start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await.unwrap();
    let answer = value(&environment.invoke(event("{}"), ReplySink::whole()).await);
    let pid = i32::try_from(answer["pid"].as_i64().unwrap()).unwrap();
    assert!(is_running(pid));
    drop(environment);
    assert!(ends_soon(pid));
    // The end of the emulator waits for that, and so none is left.
    assert!(tasks.shutdown(Duration::from_secs(30)).await);
    assert!(!Path::new(answer["tmp"].as_str().unwrap()).exists());
}

/// AWS's page on memory: a function that needs more than it has is ended. Here within moments, not at once.
#[tokio::test]
async fn a_process_with_too_much_memory_is_ended() {
    let body = "import time\ndef main(event, context):\n    hoard = b'x' * (event << 20)\n    time.sleep(event // 100)\n";
    let function = function("python3.13", "app.main", &[("app.py", body)]);
    if !can_run(&function).await {
        return;
    }
    let outcome = once(&function, "300").await;
    assert_eq!((outcome.result, outcome.after), (Err(Failure::OutOfMemory), After::Ended));
    assert_eq!(once(&function, "50").await.result, Ok("null".into()));
}

/// How a process ended, in Go's words, for AWS's "Runtime exited with error: …".
#[tokio::test]
async fn a_crash_is_told_with_its_status() {
    for (body, expected) in [
        ("echo last words; exit 3", "exit status 3"),
        ("echo last words; kill -SEGV $$", "signal: segmentation fault"),
    ] {
        let outcome = once(&bootstrap(body), "{}").await;
        match &outcome.result {
            Err(Failure::Exited { how }) => assert!(how.starts_with(expected), "{how}"),
            other => panic!("{other:?}"),
        }
        assert!(!outcome.is_reusable());
        assert!(log(&outcome).contains("last words\n"), "{}", log(&outcome));
    }
}

/// AWS's error types; the messages are those seen on AWS.
#[tokio::test]
async fn a_package_without_a_runnable_bootstrap_is_an_invalid_entrypoint() {
    let without = function("provided.al2023", "x", &[("other", "")]);
    let text = function("provided.al2023", "x", &[("bootstrap", "echo hello")]);
    let plain = function("provided.al2023", "x", &[("bootstrap", "#!/bin/sh\n")]);
    let mode = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(plain.version.code.join("bootstrap"), mode).unwrap();
    for (function, part) in
        [(without, "Couldn't find valid bootstrap(s)"), (text, "exec format"), (plain, "permission denied")]
    {
        assert_eq!(executor().prepare(&function.version).await, Ok(Prepared::default()));
        match executor().start(Arc::new(function.version.clone()), crate::test_engine::identity("e1")).await {
            Err(Failure::Init { error_type, message }) => {
                assert_eq!(error_type, "Runtime.InvalidEntrypoint");
                assert!(message.contains(part), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_process_that_ends_or_fails_before_it_asks_for_work_fails_the_first_invocation() {
    let ends = function("provided.al2023", "x", &[("bootstrap", "#!/bin/sh\nexit 7\n")]);
    let outcome = once(&ends, "{}").await;
    assert_eq!(outcome.result, Err(Failure::Exited { how: "exit status 7".into() }));
    let script = "#!/bin/sh\ncurl -sS -X POST -H 'Lambda-Runtime-Function-Error-Type: No.Luck' \
                  http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/init/error -d 'plain words'\nexit 1\n";
    let outcome = once(&function("provided.al2023", "x", &[("bootstrap", script)]), "{}").await;
    let expected = Failure::Init { error_type: "No.Luck".into(), message: "plain words".into() };
    assert_eq!(outcome.result, Err(expected));
    assert!(!outcome.is_reusable());
}

#[tokio::test]
async fn an_answer_under_the_wrong_id_is_not_the_answer() {
    let body = r#"id=wrong respond no; real=$id; id=wrong; respond no; id=$real; respond yes"#;
    let outcome = once(&bootstrap(body), "{}").await;
    assert_eq!(outcome.result, Ok("yes".into()));
}

#[tokio::test]
async fn a_response_over_the_limit_is_refused_and_the_environment_goes_on() {
    let body = r#"[ "$event" = 1 ] && { head -c 7000000 /dev/zero > "$TMPDIR/big"; respond "@$TMPDIR/big"; } || respond ok"#;
    let function = bootstrap(body);
    let mut environment = start(&function).await;
    let outcome = environment.invoke(event("1"), ReplySink::whole()).await;
    assert_eq!(outcome.result, Err(Failure::ResponseTooLarge { len: 7_000_000 }));
    assert!(outcome.is_reusable());
    assert_eq!(environment.invoke(event("2"), ReplySink::whole()).await.result, Ok("ok".into()));
}

#[tokio::test]
async fn a_long_log_keeps_its_end() {
    let body = "head -c 900000 /dev/zero | tr '\\0' x; echo; echo the end; respond 1";
    let outcome = once(&bootstrap(body), "{}").await;
    assert_eq!(outcome.log.len(), crate::execution::executor::LOG_LIMIT);
    assert!(log(&outcome).contains("x\nthe end\nEND "));
}

/// Figures for the page on executors; run by hand with `--ignored --nocapture`.
#[tokio::test]
#[ignore = "a measurement, not a test"]
async fn measure_warm_invocations() {
    let java = java::app().await.map(|app| ("java", app.with_handler("app.App::echo")));
    for (name, function) in [
        ("python", python::function_of("app.echo")),
        ("node", node::function_of("app.succeed")),
        ("ruby", ruby::function_of("app.echo")),
        ("sh + curl", bootstrap("respond \"$event\"")),
    ]
    .into_iter()
    .chain(java)
    {
        let executor = executor();
        let watch = base::clock::Stopwatch::start();
        executor.prepare(&function.version).await.unwrap();
        let prepared = watch.elapsed();
        let watch = base::clock::Stopwatch::start();
        let version = Arc::new(function.version.clone());
        let mut environment = executor.start(version, crate::test_engine::identity("e1")).await.unwrap();
        environment.invoke(event("{}"), ReplySink::whole()).await.result.unwrap();
        let cold = watch.elapsed();
        let mut times = Vec::new();
        for _ in 0..200 {
            let watch = base::clock::Stopwatch::start();
            environment.invoke(event("{}"), ReplySink::whole()).await.result.unwrap();
            times.push(watch.elapsed());
        }
        times.sort();
        let (median, p95) = (times[100], times[190]);
        println!("{name}: prepared {prepared:?}, cold {cold:?}, warm median {median:?}, p95 {p95:?}");
    }
}
