//! Extensions as processes of their own and as parts of the runtime, and the Telemetry API. Authority: the developer guide's
//! pages on the Extensions API and the Telemetry API.

use super::*;

/// What a test's extension has written, a line for each event; `until` it holds.
fn written(file: &Path, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let patience = base::clock::Stopwatch::start();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if holds(&lines) || patience.elapsed() > Duration::from_secs(10) {
            return lines;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// An extension that writes what it is told to a file, and works on every invocation for a while.
const WATCH: &str = r#"#!/usr/bin/env python3
import http.server, json, os, threading, time, urllib.request

API = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"]
SEEN = open(os.environ["SEEN"], "a", buffering=1)

def ask(method, path, body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(API + path, json.dumps(body).encode() if body is not None else None, headers, method=method)
    reply = urllib.request.urlopen(request)
    return reply.headers, json.loads(reply.read() or b"null")

class Telemetry(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        for event in json.loads(self.rfile.read(int(self.headers["content-length"]))):
            SEEN.write(json.dumps({"telemetry": event}) + "\n")
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Telemetry)
threading.Thread(target=server.serve_forever, daemon=True).start()
headers, body = ask("POST", "/2020-01-01/extension/register", {"events": ["INVOKE", "SHUTDOWN"]},
                    Lambda_Extension_Name="watch", Lambda_Extension_Accept_Feature="accountId")
SEEN.write(json.dumps({"registered": body, "handler": os.environ.get("_HANDLER")}) + "\n")
me = headers["Lambda-Extension-Identifier"]
_, answer = ask("PUT", "/2022-07-01/telemetry", {
    "schemaVersion": "2022-12-13", "types": ["platform", "function", "extension"],
    "buffering": {"timeoutMs": 25}, "destination": {"protocol": "HTTP", "URI": "http://sandbox.localdomain:%d/in" % server.server_port},
}, Lambda_Extension_Identifier=me)
assert answer == "OK", answer
print("the extension is here", flush=True)
while True:
    _, event = ask("GET", "/2020-01-01/extension/event/next", Lambda_Extension_Identifier=me)
    SEEN.write(json.dumps(event) + "\n")
    if event["eventType"] == "SHUTDOWN":
        break
    time.sleep(float(os.environ["WORKS"]))
    SEEN.write(json.dumps("done") + "\n")
"#;

struct Watched {
    function: Function,
    layers: TempDir,
}

impl Watched {
    /// A function in Python, with an extension that works so many seconds behind each answer.
    fn new(code: &str, works: &str) -> Watched {
        let mut function = function("python3.13", "main.handler", &[("main.py", code)]);
        let layers = tempfile::tempdir().unwrap();
        let folder = layers.path().join("extensions");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("watch"), WATCH).unwrap();
        std::fs::set_permissions(folder.join("watch"), std::fs::Permissions::from_mode(0o755)).unwrap();
        // What cannot be run is none.
        std::fs::write(folder.join("README"), "no program").unwrap();
        let seen = layers.path().join("seen").to_string_lossy().into_owned();
        function.version.environment.insert("SEEN".to_owned(), seen);
        function.version.environment.insert("WORKS".to_owned(), works.to_owned());
        function.version.layers = Some(layers.path().to_owned().into());
        Watched { function, layers }
    }

    fn seen(&self, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        written(&self.layers.path().join("seen"), holds)
    }
}

#[tokio::test]
async fn an_extension_hears_of_each_invocation_and_of_the_end() {
    let watched = Watched::new("def handler(event, context):\n    print('hello')\n    return 1\n", "1");
    if !can_run(&watched.function).await {
        return;
    }
    let mut environment = start(&watched.function).await;
    let done = || watched.seen(|_| true).iter().filter(|line| **line == "done").count();
    for before in 0..2 {
        let outcome = environment.invoke(event("1"), ReplySink::whole()).await;
        assert_eq!((value(&outcome), outcome.after), (json!(1), After::Settles), "{}", log(&outcome));
        // The answer does not wait for the extension; the next invocation does.
        assert_eq!(done(), before);
        assert!(environment.settle().await);
        assert_eq!(done(), before + 1);
    }
    environment.stop().await;
    let seen = watched.seen(|_| true);
    let registered = json!({
        "functionName": "f", "functionVersion": "$LATEST", "handler": "main.handler", "accountId": "123456789012",
    });
    assert_eq!(seen[0], json!({"registered": registered, "handler": null}));
    let events: Vec<_> = seen.iter().filter(|line| line["eventType"].is_string()).collect();
    assert_eq!(events.len(), 3, "{seen:?}");
    assert_eq!(events[0]["requestId"], "8a2f7a6e-0000-4000-8000-000000000001");
    assert_eq!(events[0]["invokedFunctionArn"], "arn:aws:lambda:eu-west-1:123456789012:function:f");
    assert_eq!(events[0]["tracing"], json!({"type": "X-Amzn-Trace-Id", "value": "Root=1-2-3"}));
    assert_eq!(
        (&events[2]["eventType"], &events[2]["shutdownReason"]),
        (&json!("SHUTDOWN"), &json!("spindown"))
    );

    let told: Vec<_> = seen.iter().map(|line| &line["telemetry"]).filter(|event| event.is_object()).collect();
    let kinds: Vec<_> = told.iter().map(|event| event["type"].as_str().unwrap()).collect();
    let of = |kind: &str| told.iter().filter(|event| event["type"] == kind).collect::<Vec<_>>();
    for (kind, count) in [
        ("platform.initStart", 1),
        ("platform.telemetrySubscription", 1),
        ("platform.initRuntimeDone", 1),
        ("platform.initReport", 1),
        ("platform.start", 2),
        ("platform.runtimeDone", 2),
        ("platform.report", 2),
        ("function", 2),
        ("extension", 1),
    ] {
        assert_eq!(of(kind).len(), count, "{kind} in {kinds:?}");
    }
    assert_eq!(of("function")[0]["record"], "hello\n");
    assert_eq!(of("extension")[0]["record"], "the extension is here\n");
    let report = &of("platform.report")[0]["record"];
    assert_eq!((&report["status"], &report["metrics"]["memorySizeMB"]), (&json!("success"), &json!(128)));
    assert!(report["metrics"]["initDurationMs"].is_number());
    assert!(of("platform.report")[1]["record"]["metrics"].get("initDurationMs").is_none());
}

#[tokio::test]
async fn after_a_timeout_the_extension_hears_why_it_ends() {
    let code = "import time\ndef handler(event, context):\n    time.sleep(60)\n";
    let mut watched = Watched::new(code, "0");
    watched.function.version.timeout = Duration::from_secs(1);
    if !can_run(&watched.function).await {
        return;
    }
    let mut environment = start(&watched.function).await;
    let outcome = environment.invoke(event("1"), ReplySink::whole()).await;
    assert!(matches!(outcome.result, Err(Failure::TimedOut { .. })), "{outcome:?}");
    assert!(!environment.settle().await);
    environment.stop().await;
    let seen = watched.seen(|lines| lines.iter().any(|line| line["eventType"] == "SHUTDOWN"));
    assert_eq!(
        seen.iter().find(|line| line["eventType"] == "SHUTDOWN").unwrap()["shutdownReason"],
        "timeout"
    );
}

/// The guide: the time of an invocation is over when all extensions are done; who is not is ended.
#[tokio::test]
async fn an_extension_that_takes_too_long_ends_the_environment() {
    let mut watched = Watched::new("def handler(event, context):\n    return 1\n", "60");
    watched.function.version.timeout = Duration::from_secs(1);
    if !can_run(&watched.function).await {
        return;
    }
    let mut environment = start(&watched.function).await;
    let outcome = environment.invoke(event("1"), ReplySink::whole()).await;
    assert_eq!(value(&outcome), json!(1));
    assert!(!environment.settle().await);
    environment.stop().await;
}

/// Type: AWS's interface emulator; the message is our guess.
#[tokio::test]
async fn an_extension_that_dies_fails_the_start() {
    let watched = Watched::new("def handler(event, context):\n    return 1\n", "0");
    let program = watched.layers.path().join("extensions/watch");
    std::fs::write(&program, "#!/bin/sh\necho broken\nexit 3\n").unwrap();
    let identity = crate::test_engine::identity("e1");
    let failure = executor().start(Arc::new(watched.function.version.clone()), identity).await.unwrap_err();
    let Failure::Init { error_type, message } = failure else { panic!("{failure:?}") };
    assert_eq!((error_type.as_str(), message.as_str()), ("Extension.Crash", "exit status 3"));
}

/// A part of the runtime registers before the first invocation, and hears of each.
#[tokio::test]
async fn a_part_of_the_runtime_is_an_extension_too() {
    let code = r#"
import json, os, threading, urllib.request
API = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2020-01-01/extension/"
heard = []
def ask(method, path, body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    reply = urllib.request.urlopen(urllib.request.Request(API + path, body, headers, method=method))
    return reply.headers, reply.read()
headers, _ = ask("POST", "register", b'{"events":["INVOKE"]}', Lambda_Extension_Name="inside")
me = headers["Lambda-Extension-Identifier"]
def listen():
    while True:
        heard.append(json.loads(ask("GET", "event/next", Lambda_Extension_Identifier=me)[1])["eventType"])
threading.Thread(target=listen, daemon=True).start()
def handler(event, context):
    return heard
"#;
    let function = function("python3.13", "main.handler", &[("main.py", code)]);
    if !can_run(&function).await {
        return;
    }
    let mut environment = start(&function).await;
    for count in 1..=2 {
        let outcome = environment.invoke(event("1"), ReplySink::whole()).await;
        assert_eq!(outcome.after, After::Settles);
        assert!(value(&outcome).as_array().unwrap().len() <= count);
        assert!(environment.settle().await);
    }
    environment.stop().await;
}
