//! The server in process, on a free port, spoken to in raw bytes: what any client on the wire could see. What the
//! services answer is the engines' and conformance's concern.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use base::service::Facts;
use gateway::config::{Resolved, Sources};
use gateway::server::Server;
use gateway::services::{self, Line};
use tokio_util::sync::CancellationToken;

#[path = "http/control.rs"]
mod control;
#[path = "http/forms.rs"]
mod forms;
#[path = "http/long.rs"]
mod long;
#[path = "http/older.rs"]
mod older;
#[path = "http/pages.rs"]
mod pages;
#[path = "http/parameters_extension.rs"]
mod parameters_extension;
#[path = "http/policies.rs"]
mod policies;
#[path = "http/queues.rs"]
mod queues;
#[path = "http/sessions.rs"]
mod sessions;
#[path = "http/tls.rs"]
mod tls;
#[path = "http/toy.rs"]
mod toy;
#[path = "http/urls.rs"]
mod urls;
#[path = "http/verify.rs"]
mod verify;

/// Nothing here may take longer; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server on its own thread.
struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    fn with(flags: &[(&'static str, &str)]) -> Running {
        Running::with_list(flags, services::ALL, &[])
    }

    /// With the services of a list; those of `more` are on, which no setting can name.
    fn with_list(flags: &[(&'static str, &str)], list: &'static [Line], more: &[&'static Facts]) -> Running {
        let mut flags: BTreeMap<&'static str, String> =
            flags.iter().map(|&(n, v)| (n, v.to_owned())).collect();
        flags.insert("port", "0".to_owned());
        let mut settings = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings;
        settings.services.extend(more);
        let stop = CancellationToken::new();
        let (sender, receiver) = std::sync::mpsc::channel();
        let token = stop.clone();
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let server = Server::start_with(&settings, list).await.unwrap();
                sender.send(server.address()).unwrap();
                server.serve(token.cancelled()).await;
            });
        });
        Running { address: receiver.recv_timeout(PATIENCE).unwrap(), stop, thread: Some(thread) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes on a fresh connection and reads until the server closes it.
    fn exchange(&self, request: &str) -> String {
        let mut stream = self.connect();
        // A server that refuses early still takes what is on its way.
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        String::from_utf8_lossy(&reply).into_owned()
    }

    /// One request with these header lines; the reply's head, and its body.
    fn ask(&self, line: &str, headers: &[&str], body: &str) -> (String, String) {
        let mut request =
            format!("{line} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
        let names_host = headers.iter().any(|header| header.starts_with("host:"));
        let host = (!names_host).then_some("host: localhost");
        for header in headers.iter().copied().chain(host) {
            request += &format!("{header}\r\n");
        }
        let reply = self.exchange(&format!("{request}\r\n{body}"));
        let (head, body) = reply.split_once("\r\n\r\n").unwrap_or((&reply, ""));
        (head.to_owned(), body.to_owned())
    }

    fn status(&self, line: &str, headers: &[&str], body: &str) -> u16 {
        status_of(&self.ask(line, headers, body).0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
        let ended = self.thread.take().unwrap().join();
        if !std::thread::panicking() {
            ended.unwrap();
        }
    }
}

fn status_of(head: &str) -> u16 {
    head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn json(body: &str) -> serde_json::Value {
    serde_json::from_str(body).unwrap_or_else(|cause| panic!("{cause}: {body}"))
}

/// The shape of LocalStack's health document, which testing tools read.
#[test]
fn health_is_shown_as_localstack_shows_it() {
    let server = Running::with(&[("services", "s3,lambda")]);
    for path in ["/_localstack/health", "/_ruststack/health"] {
        let (head, body) = server.ask(&format!("GET {path}"), &[], "");
        assert_eq!(status_of(&head), 200);
        assert!(head.contains("content-type: application/json"), "{head}");
        let health = json(&body);
        assert_eq!(health["services"]["s3"], "running");
        assert_eq!(health["services"]["dynamodb"], "disabled");
        assert!(health["version"].is_string() && health["edition"].is_string(), "{health}");
    }
    assert_eq!(server.status("HEAD /_localstack/health", &[], ""), 200);
    assert_eq!(json(&server.ask("GET /_localstack/init", &[], "").1)["completed"]["READY"], true);
    assert_eq!(server.status("GET /_ruststack/nothing", &[], ""), 404);
    assert_eq!(server.status("GET /_ruststack/reset", &[], ""), 405);
}

/// Our promise: who fetches nothing fills no memory, and what is lost by that is told.
#[test]
fn health_tells_what_was_dropped() {
    let server = Running::with(&[("dynamodb-stream-bytes", "1MiB"), ("dynamodb-recovery-bytes", "1MiB")]);
    let dropped = || json(&server.ask("GET /_localstack/health", &[], "").1).get("dropped").cloned();
    let dynamodb = |operation: &str, body: &serde_json::Value| {
        let target = format!("x-amz-target: DynamoDB_20120810.{operation}");
        let headers = ["content-type: application/x-amz-json-1.0", &target];
        let (head, reply) = server.ask("POST /", &headers, &body.to_string());
        assert_eq!(status_of(&head), 200, "{operation}: {reply}");
    };
    let attribute = serde_json::json!({"AttributeName": "pk", "AttributeType": "S"});
    let key = serde_json::json!({"AttributeName": "pk", "KeyType": "HASH"});
    let create = serde_json::json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [attribute],
        "KeySchema": [key], "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"},
    });
    dynamodb("CreateTable", &create);
    let recovery = serde_json::json!({"PointInTimeRecoveryEnabled": true});
    let recover = serde_json::json!({"TableName": "tab", "PointInTimeRecoverySpecification": recovery});
    dynamodb("UpdateContinuousBackups", &recover);
    let text = "x".repeat(60_000);
    let put = |n: usize| {
        let item = serde_json::json!({"pk": {"S": "a"}, "n": {"N": n.to_string()}, "text": {"S": text}});
        dynamodb("PutItem", &serde_json::json!({"TableName": "tab", "Item": item}));
    };
    (0..10).for_each(put);
    assert_eq!(dropped(), None, "there is room for them");
    (10..40).for_each(put);
    let began = base::clock::Stopwatch::start();
    let told = loop {
        let told = dropped().filter(|told| told["dynamodb"].as_object().is_some_and(|all| all.len() == 2));
        if let Some(told) = told {
            break told;
        }
        assert!(began.elapsed() < PATIENCE, "nothing is dropped: {:?}", dropped());
    };
    for kind in ["stream-records", "undo-records"] {
        assert!((1..40).contains(&told["dynamodb"][kind].as_u64().unwrap()), "{told}");
    }
    assert_eq!(told.get("s3"), None);
}

/// Our promise: the paths of a service that is off change nothing, and say why.
#[test]
fn the_own_paths_of_a_service_that_is_off_say_so() {
    let server = Running::with(&[("services", "s3")]);
    for line in [
        "DELETE /_aws/dynamodb/expired",
        "DELETE /_ruststack/dynamodb/expired",
        "POST /_ruststack/dynamodb/realism",
        "GET /_ruststack/lambda/anything",
    ] {
        let (head, body) = server.ask(line, &[], "");
        assert_eq!(status_of(&head), 404, "{line}: {body}");
        let error = json(&body)["error"].as_str().unwrap().to_owned();
        assert!(error.starts_with("The service '") && error.contains("' is not on."), "{line}: {error}");
    }
    // One that is on, and what is no service.
    assert_eq!(Running::with(&[]).status("DELETE /_aws/dynamodb/expired", &[], ""), 200);
    let (_, body) = server.ask("GET /_aws/nothing/here", &[], "");
    assert_eq!(json(&body)["error"], "there is no such path");
}

#[test]
fn checkpoints_and_reset_have_an_address() {
    let server = Running::with(&[]);
    let names = || json(&server.ask("GET /_ruststack/checkpoints", &[], "").1)["checkpoints"].clone();
    assert_eq!(server.status("POST /_ruststack/checkpoints/seeded", &[], ""), 200);
    assert_eq!(names(), serde_json::json!(["seeded"]));
    assert_eq!(server.status("POST /_ruststack/checkpoints/seeded/restore", &[], ""), 200);
    assert_eq!(server.status("POST /_ruststack/checkpoints/other/restore", &[], ""), 404);
    assert_eq!(server.status("POST /_ruststack/checkpoints/a%2Fb", &[], ""), 400);
    assert_eq!(server.status("POST /_localstack/state/reset", &[], ""), 200);
    assert_eq!(names(), serde_json::json!(["seeded"]), "a reset keeps checkpoints");
    assert_eq!(server.status("DELETE /_ruststack/checkpoints/seeded", &[], ""), 200);
    assert_eq!(names(), serde_json::json!([]));
}

#[test]
fn dynamodb_can_be_made_as_scarce_and_slow_as_aws() {
    let server = Running::with(&[("dynamodb-transition", "20s")]);
    let (_, body) = server.ask("GET /_ruststack/dynamodb/realism", &[], "");
    let shown = json(&body);
    assert_eq!((&shown["throttling"], &shown["transition_ms"]), (&false.into(), &20_000.into()));
    let change = r#"{"throttling": true, "transition_ms": 0}"#;
    let (_, body) = server.ask("POST /_ruststack/dynamodb/realism", &[], change);
    let changed = json(&body);
    assert_eq!((&changed["throttling"], &changed["burst_seconds"]), (&true.into(), &300.into()));
    for wrong in [r#"{"throttle": true}"#, r#"{"table_lag_ms": -1}"#, "[]", ""] {
        assert_eq!(server.status("POST /_ruststack/dynamodb/realism", &[], wrong), 400, "{wrong}");
    }
    let (_, body) = server.ask("GET /_ruststack/dynamodb/realism", &[], "");
    assert_eq!(json(&body), changed);
}

#[test]
fn the_clock_can_be_stopped_and_moved() {
    let server = Running::with(&[]);
    let clock = |line: &str, body: &str| json(&server.ask(line, &[], body).1)["epoch_ms"].as_u64().unwrap();
    let frozen = clock("POST /_ruststack/clock/freeze", "");
    assert_eq!(clock("GET /_ruststack/clock", ""), frozen);
    assert_eq!(clock("POST /_ruststack/clock/advance", "{\"seconds\": 90.5}"), frozen + 90_500);
    assert!(clock("POST /_ruststack/clock/resume", "") >= frozen + 90_500);
    for wrong in ["", "{}", "{\"seconds\": -1}", "{\"seconds\": 1e300}", "{\"minutes\": 1}"] {
        assert_eq!(server.status("POST /_ruststack/clock/advance", &[], wrong), 400, "{wrong}");
    }
    // It ends with the year 9999.
    let century = "{\"seconds\": 3155760000}";
    let moved = |_: &u32| server.status("POST /_ruststack/clock/advance", &[], century) == 200;
    assert_eq!((0..100).take_while(moved).count(), 79);
}

/// NoSQL Workbench signs for the region `localhost`, <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/workbench.html>;
/// that it sees what is in us-east-1 is our choice.
#[test]
fn the_region_localhost_is_us_east_1() {
    let server = Running::with(&[]);
    let signed = |region: &str| {
        format!(
            "authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/{region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
        )
    };
    let ask = |region: &str, operation: &str, body: &str| {
        let target = format!("x-amz-target: DynamoDB_20120810.{operation}");
        let headers = [target.as_str(), "content-type: application/x-amz-json-1.0", &signed(region)];
        json(&server.ask("POST /", &headers, body).1)
    };
    let table = r#"{"TableName": "t-1", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}]}"#;
    let made = ask("localhost", "CreateTable", table);
    assert_eq!(made["TableDescription"]["TableArn"], "arn:aws:dynamodb:us-east-1:000000000000:table/t-1");
    assert_eq!(ask("us-east-1", "ListTables", "{}")["TableNames"], serde_json::json!(["t-1"]));
    assert_eq!(ask("eu-west-1", "ListTables", "{}")["TableNames"], serde_json::json!([]));
}

/// A client that follows an address which it was given stays here: the address is what it called, or the setting's.
#[test]
fn addresses_handed_out_lead_back_here() {
    let handed_out = |server: &Running, version: &str, host: &str| {
        let sent = format!(
            "POST / HTTP/{version}\r\n{host}connection: close\r\nx-amz-target: DynamoDB_20120810.DescribeEndpoints\r\n\
             content-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\n\r\n{{}}"
        );
        let reply = server.exchange(&sent);
        let body = json(reply.split_once("\r\n\r\n").unwrap().1);
        body["Endpoints"][0]["Address"].as_str().unwrap().to_owned()
    };
    let server = Running::with(&[]);
    assert_eq!(handed_out(&server, "1.1", "host: localhost:4510\r\n"), "localhost:4510");
    assert_eq!(
        handed_out(&server, "1.1", "host: localhost.localstack.cloud\r\n"),
        "localhost.localstack.cloud"
    );
    assert_eq!(handed_out(&server, "1.0", ""), server.address.to_string());
    let public = Running::with(&[("public-host", "stack.internal:4510")]);
    for host in ["host: localhost\r\n", "host: stack.internal\r\n"] {
        assert_eq!(handed_out(&public, "1.1", host), "stack.internal:4510");
    }
}

#[test]
fn a_service_that_is_not_there_is_refused_by_name() {
    let server = Running::with(&[("services", "s3")]);
    let signed = |service: &str| {
        format!(
            "authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        )
    };
    let (head, body) = server.ask("POST /", &[&signed("sqs"), "x-amz-target: AmazonSQS.SendMessage"], "{}");
    assert_eq!(status_of(&head), 501);
    assert!(json(&body)["message"].as_str().unwrap().contains("'sqs'"), "{body}");
    let form = "content-type: application/x-www-form-urlencoded";
    let (head, body) = server.ask("POST /", &[&signed("sns"), form], "Action=ListTopics");
    assert_eq!(status_of(&head), 501);
    assert!(body.starts_with("<ErrorResponse><Error>") && body.contains("'sns'"), "{body}");
    let (head, body) = server.ask("POST /", &["x-amz-target: DynamoDB_20120810.ListTables"], "{}");
    assert_eq!(status_of(&head), 501);
    assert!(body.contains("'dynamodb'") && body.contains("SERVICES"), "{body}");
}

#[test]
fn a_connection_serves_one_request_after_another() {
    let server = Running::with(&[]);
    let mut stream = server.connect();
    let request = "GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    // Both at once: the second is answered in its turn.
    stream.write_all(format!("{request}{request}").as_bytes()).unwrap();
    let mut seen = String::new();
    let mut buffer = [0; 4096];
    while seen.matches("HTTP/1.1 200 OK").count() < 2 {
        let n = stream.read(&mut buffer).unwrap();
        assert!(n > 0, "closed after {seen}");
        seen += &String::from_utf8_lossy(&buffer[..n]);
    }
}

/// Prior knowledge: <https://www.rfc-editor.org/rfc/rfc9113#name-starting-http-2-with-prior->.
#[tokio::test(flavor = "multi_thread")]
async fn http_2_is_spoken_without_tls() {
    let server = Running::with(&[]);
    let stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
    let io = hyper_util::rt::TokioIo::new(stream);
    let executor = hyper_util::rt::TokioExecutor::new();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io).await.unwrap();
    let asking = async {
        let uri = format!("http://{}/_ruststack/health", server.address);
        let request = http::Request::get(uri).body(http_body_util::Empty::<bytes::Bytes>::new()).unwrap();
        let reply = sender.send_request(request).await.unwrap();
        assert_eq!((reply.status(), reply.version()), (http::StatusCode::OK, http::Version::HTTP_2));
        let body = http_body_util::BodyExt::collect(reply.into_body()).await.unwrap().to_bytes();
        assert_eq!(json(std::str::from_utf8(&body).unwrap())["services"]["s3"], "running");
    };
    tokio::select! {
        () = asking => {}
        ended = connection => panic!("the connection ended first: {ended:?}"),
    }
}

#[test]
fn what_is_too_large_or_malformed_is_refused_with_its_status() {
    let server = Running::with(&[("max-body-bytes", "1KiB"), ("max-header-bytes", "8KiB")]);
    let long = "a".repeat(10_000);
    assert_eq!(server.status("GET /_ruststack/health", &[&format!("x-long: {long}")], ""), 431);
    assert_eq!(server.status(&format!("GET /_ruststack/health?{long}"), &[], ""), 431);
    assert_eq!(server.status("PUT /bucket/key", &[], &"a".repeat(1_025)), 413);
    assert_eq!(status_of(&server.exchange("NONSENSE\r\n\r\n")), 400);
    assert_eq!(
        status_of(&server.exchange("GET / HTTP/1.1\r\nhost: localhost\r\ncontent-length: x\r\n\r\n")),
        400
    );
    assert_eq!(status_of(&server.exchange("GET / HTTP/9.9\r\n\r\n")), 400);
    assert_eq!(server.status("GET /_ruststack/health", &[], ""), 200, "the server goes on");
}

/// RFC 9112, 9.6: a server that closes a connection says so in its last reply. A client that keeps connections and sends
/// head and body apart would else send its next request into one that is gone.
#[test]
fn a_connection_that_is_not_closed_by_its_reply_serves_the_next_request() {
    let server = Running::with(&[]);
    let strict = Running::with(&[("auth", "verify")]);
    let target = "x-amz-target: DynamoDB_20120810.ListTables\r\ncontent-type: application/x-amz-json-1.0";
    for (server, line, header, closes) in [
        (&server, "PUT /bucket/key", "origin: https://evil.example", true),
        (&server, "PUT /nowhere/key", "expect: 100-continue", true),
        (&server, "POST /_ruststack/reset", "x: y", true),
        (&server, "PUT /bucket/key?renameObject", "x: y", true),
        (&strict, "PUT /bucket/key", "x: y", true),
        (&strict, "POST /2015-03-31/functions", "x: y", true),
        (&server, "POST /", target, false),
        (&server, "PUT /bucket", "x: y", false),
    ] {
        let head =
            |line: &str, len| format!("{line} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len}\r\n");
        let mut stream = server.connect();
        stream.write_all(format!("{}{header}\r\n\r\n", head(line, 2)).as_bytes()).unwrap();
        if !closes {
            stream.write_all(b"{}").unwrap();
        }
        let first = one_reply(&mut stream);
        assert_eq!(first.contains("connection: close\r\n"), closes, "{line} {header}: {first}");
        if !closes {
            let next = head("GET /_ruststack/health", 0);
            stream.write_all(format!("{next}\r\n").as_bytes()).unwrap();
            assert_eq!(status_of(&one_reply(&mut stream)), 200, "{line} {header}");
        }
    }
}

/// The head and the body of the next reply.
fn one_reply(stream: &mut TcpStream) -> String {
    let (mut seen, mut byte) = (Vec::new(), [0]);
    while !seen.ends_with(b"\r\n\r\n") {
        assert_eq!(stream.read(&mut byte).unwrap(), 1, "closed after {}", String::from_utf8_lossy(&seen));
        seen.push(byte[0]);
    }
    let head = String::from_utf8(seen).unwrap();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8_lossy(&body)
}

/// RFC 9112, 9.6: without a lingering close the client sees a reset instead of the reply.
#[test]
fn a_client_that_is_still_sending_reads_why_it_was_refused() {
    let server = Running::with(&[("max-body-bytes", "1KiB")]);
    for len in [100_000, 20_000_000] {
        assert_eq!(server.status("PUT /bucket/key", &[], &"a".repeat(len)), 413, "{len}");
    }
}

#[test]
fn a_client_that_dawdles_with_its_headers_is_cut_off() {
    let server = Running::with(&[("header-timeout", "100ms")]);
    let reply = server.exchange("GET /_ruststack/health HTTP/1.1\r\nhost:");
    assert!(!reply.contains("200 OK"), "{reply}");
}

#[test]
fn a_connection_over_the_limit_waits_for_its_turn_but_for_the_health() {
    let server = Running::with(&[("max-connections", "1")]);
    let health = "GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let buckets = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let mut idle = server.connect();
    idle.write_all(buckets.as_bytes()).unwrap();
    assert!(one_reply(&mut idle).starts_with("HTTP/1.1 200"));
    let mut first = server.connect();
    first.write_all(b"PUT /bucket HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let mut second = server.connect();
    second.write_all(buckets.as_bytes()).unwrap();
    second.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    assert!(second.read(&mut [0; 64]).is_err(), "answered beyond the limit");
    for _ in 0..50 {
        let mut third = server.connect();
        third.write_all(health.as_bytes()).unwrap();
        assert!(one_reply(&mut third).starts_with("HTTP/1.1 200"));
    }
    drop(first);
    second.set_read_timeout(Some(PATIENCE)).unwrap();
    assert!(one_reply(&mut second).starts_with("HTTP/1.1 200"));
}

/// Our promise: a long poll takes no place among the connections that work.
#[test]
fn long_polls_leave_their_places_to_others() {
    let server = Running::with(&[("max-connections", "2")]);
    let ask = |operation: &str, input: &str| {
        format!(
            "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AmazonSQS.{operation}\r\n\
             content-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\r\n{input}",
            input.len()
        )
    };
    let mut worker = server.connect();
    worker.write_all(ask("CreateQueue", r#"{"QueueName": "jobs"}"#).as_bytes()).unwrap();
    assert!(one_reply(&mut worker).starts_with("HTTP/1.1 200"));
    let url = r#"{"QueueUrl": "http://localhost/000000000000/jobs""#;
    let mut polls: Vec<TcpStream> = (0..20).map(|_| server.connect()).collect();
    for poll in &mut polls {
        poll.write_all(ask("ReceiveMessage", &format!("{url}, \"WaitTimeSeconds\": 20}}")).as_bytes())
            .unwrap();
    }
    for number in 0..polls.len() {
        let message = format!("{url}, \"MessageBody\": \"{number}\"}}");
        worker.write_all(ask("SendMessage", &message).as_bytes()).unwrap();
        assert!(one_reply(&mut worker).starts_with("HTTP/1.1 200"));
    }
    for poll in &mut polls {
        let reply = one_reply(poll);
        assert!(reply.contains("\"Messages\""), "{reply}");
    }
}

#[test]
fn a_request_in_flight_ends_before_the_server_does() {
    let server = Running::with(&[]);
    let mut stream = server.connect();
    let half =
        "POST /_ruststack/clock/advance HTTP/1.1\r\nhost: localhost\r\ncontent-length: 13\r\n\r\n{\"sec";
    stream.write_all(half.as_bytes()).unwrap();
    // An idle connection next to it, answered once so that the server surely has both.
    let mut idle = server.connect();
    idle.write_all(b"GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    assert!(idle.read(&mut [0; 1024]).unwrap() > 0);
    server.stop.cancel();
    // The idle connection is closed at once, and nobody new gets in.
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).unwrap();
    stream.write_all(b"onds\":1}").unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 200 OK"), "{reply}");
    assert!(TcpStream::connect(server.address).is_err());
}

#[tokio::test]
async fn a_port_in_use_is_said_with_what_helps() {
    let server = Running::with(&[]);
    let flags = BTreeMap::from([("port", server.address.port().to_string())]);
    let settings = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings;
    let failure = Server::start(&settings).await.unwrap_err();
    assert_eq!(failure.exit_code, 1);
    assert!(failure.message.contains(&server.address.to_string()), "{}", failure.message);
    assert!(failure.message.contains("--port"), "{}", failure.message);
}

/// A request to DynamoDB, signed now by AWS's own signer.
fn signed(server: &Running, key: &str, secret: &str, sent: &str) -> (u16, serde_json::Value) {
    signed_before(server, Duration::ZERO, key, secret, sent)
}

/// The same, signed a while ago.
fn signed_before(
    server: &Running,
    ago: Duration,
    key: &str,
    secret: &str,
    sent: &str,
) -> (u16, serde_json::Value) {
    use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
    let credentials = aws_credential_types::Credentials::new(key, secret, None, None, "test");
    let identity = credentials.into();
    let params = aws_sigv4::sign::v4::SigningParams::builder()
        .identity(&identity)
        .region("eu-west-1")
        .name("dynamodb")
        .time(std::time::UNIX_EPOCH + Duration::from_millis(server.clock()) - ago)
        .settings(SigningSettings::default())
        .build()
        .unwrap()
        .into();
    let target = "DynamoDB_20120810.ListTables";
    let headers = [("host", "localhost"), ("x-amz-target", target)];
    let request =
        SignableRequest::new("POST", "http://localhost/", headers.into_iter(), SignableBody::Bytes(b"{}"))
            .unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    let mut lines =
        vec![format!("x-amz-target: {target}"), "content-type: application/x-amz-json-1.0".to_owned()];
    lines.extend(instructions.headers().map(|(name, value)| format!("{name}: {value}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (head, body) = server.ask("POST /", &lines, sent);
    (status_of(&head), json(&body))
}

impl Running {
    fn clock(&self) -> u64 {
        json(&self.ask("GET /_ruststack/clock", &[], "").1)["epoch_ms"].as_u64().unwrap()
    }
}

/// Codes and sentences as DynamoDB answers,
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html>.
#[test]
fn with_verify_only_known_keys_and_right_signatures_pass() {
    let server = Running::with(&[("auth", "verify"), ("access-keys", "AKID:hush,123456789012:hush")]);
    let check = |key, secret, body, code: &str| {
        let (status, reply) = signed(&server, key, secret, body);
        assert_eq!(status, 400, "{reply}");
        assert!(reply["__type"].as_str().unwrap().ends_with(&format!("#{code}")), "{reply}");
        reply["message"].as_str().unwrap().to_owned()
    };
    for key in ["AKID", "123456789012"] {
        assert_eq!(signed(&server, key, "hush", "{}").0, 200, "{key}");
    }
    check("AKID", "other", "{}", "InvalidSignatureException");
    check("AKID", "hush", "{} ", "InvalidSignatureException");
    let message = check("OTHER", "hush", "{}", "UnrecognizedClientException");
    assert_eq!(message, "The security token included in the request is invalid.");
    let unsigned = ["x-amz-target: DynamoDB_20120810.ListTables", "content-type: application/x-amz-json-1.0"];
    let (head, body) = server.ask("POST /", &unsigned, "{}");
    assert_eq!(status_of(&head), 400);
    assert!(body.contains("MissingAuthenticationTokenException"), "{body}");
}

/// dynalite's tests of connections, recorded on AWS: JSON and operation come before the signature.
#[test]
fn dynamodb_looks_at_json_and_operation_before_the_signature() {
    let server = Running::with(&[("auth", "verify")]);
    let kind = "content-type: application/x-amz-json-1.0";
    let known = "x-amz-target: DynamoDB_20120810.ListTables";
    for (headers, body, code) in [
        (vec!["x-amz-target: DynamoDB_20120810.ListTable", kind], "{}", "UnknownOperationException"),
        (vec!["x-amz-target: DynamoDB_20120810.ListTable"], "", "UnknownOperationException"),
        (vec!["x-amz-target: DynamoDB_20120810.ListTable", kind], "hi", "SerializationException"),
        (vec![known, kind], "hi", "SerializationException"),
        (vec![known, kind], "{}", "MissingAuthenticationTokenException"),
        (vec![known, kind], "", "MissingAuthenticationTokenException"),
    ] {
        let (head, reply) = server.ask("POST /", &headers, body);
        assert_eq!(status_of(&head), 400);
        assert_eq!(json(&reply)["__type"], format!("com.amazon.coral.service#{code}"), "{headers:?} {body}");
    }
    assert_eq!(server.status("POST /", &[known, "content-type: text/plain"], "{}"), 404);
    let (head, body) = server.ask("GET /", &[known], "");
    assert_eq!((status_of(&head), body.as_str()), (200, "healthy: dynamodb.us-east-1.amazonaws.com "));
}

/// AWS allows 15 minutes, a setting what it says.
#[test]
fn the_clock_of_a_signer_may_be_as_wrong_as_the_setting_says() {
    for (skew, minutes, status) in [("", 14, 200), ("", 16, 400), ("1h", 59, 200), ("1m", 2, 400)] {
        let mut flags = vec![("auth", "verify"), ("access-keys", "AKID:hush"), ("auth-skew", skew)];
        flags.retain(|(_, value)| !value.is_empty());
        let server = Running::with(&flags);
        let ago = Duration::from_secs(minutes * 60);
        let (found, reply) = signed_before(&server, ago, "AKID", "hush", "{}");
        assert_eq!(found, status, "{skew} {minutes}: {reply}");
    }
}

/// Each service's own way of writing an error: S3's XML, Lambda's header and JSON.
#[test]
fn a_refusal_comes_in_the_format_of_its_service() {
    let server = Running::with(&[("auth", "verify")]);
    let (head, body) = server.ask("GET /", &[], "");
    assert_eq!(status_of(&head), 403);
    assert!(head.contains("content-type: application/xml") && head.contains("x-amz-request-id: "), "{head}");
    assert!(body.contains("<Error><Code>AccessDenied</Code><Message>Access Denied</Message>"), "{body}");
    let (head, body) = server.ask("GET /2015-03-31/functions/f", &[], "");
    assert_eq!(status_of(&head), 403);
    assert!(head.contains("x-amzn-errortype: MissingAuthenticationTokenException"), "{head}");
    assert_eq!(json(&body)["message"], "Missing Authentication Token");
    let unknown = "AWS4-HMAC-SHA256 Credential=NOBODY/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    let headers = [format!("authorization: {unknown}"), "x-amz-date: 20260101T000000Z".to_owned()];
    let headers: Vec<&str> =
        headers.iter().map(String::as_str).chain(["x-amz-content-sha256: UNSIGNED-PAYLOAD"]).collect();
    let (head, body) = server.ask("GET /", &headers, "");
    assert_eq!(status_of(&head), 403);
    assert!(body.contains("<Code>InvalidAccessKeyId</Code>"), "{body}");
    assert!(body.contains("<AWSAccessKeyId>NOBODY</AWSAccessKeyId>"), "{body}");
}

/// An algorithm that AWS does not know is no signature of AWS's at all: S3's sentence for any other kind of
/// authorization, with the header as <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html> shows arguments.
#[test]
fn s3_names_a_header_that_it_cannot_read() {
    let server = Running::with(&[("auth", "verify")]);
    for kind in ["AWS4-HMAC-SHA25", "AWS4-HMAC-SHA512", "AWS5-HMAC-SHA256", "Bearer", "Basic"] {
        let sent = format!(
            "{kind} Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
        );
        let (head, body) = server.ask("GET /bucket/key", &[&format!("authorization: {sent}")], "");
        assert_eq!(status_of(&head), 400, "{body}");
        assert!(
            body.contains("<Code>InvalidArgument</Code><Message>Unsupported Authorization Type</Message>"),
            "{body}"
        );
        let argument =
            format!("<ArgumentName>Authorization</ArgumentName><ArgumentValue>{sent}</ArgumentValue>");
        assert!(body.contains(&argument), "{body}");
    }
    let of_4a = "authorization: AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, SignedHeaders=host, Signature=0";
    let (_, body) = server.ask("GET /bucket/key", &[of_4a], "");
    assert!(body.contains("<Code>InvalidRequest</Code>"), "{body}");
}

/// A stale presigned URL is refused even where any key is good, so that a test can wait for it. Dated 2013, from
/// AWS's example: <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>.
#[test]
fn a_presigned_url_ends_in_every_mode() {
    let server = Running::with(&[]);
    let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2F\
                 aws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeee";
    let (head, body) = server.ask(&format!("GET /test.txt?{query}"), &[], "");
    assert_eq!(status_of(&head), 403, "{body}");
    assert!(
        body.contains("<Message>Request has expired</Message><X-Amz-Expires>86400</X-Amz-Expires>"),
        "{body}"
    );
    assert!(body.contains("<Expires>2013-05-25T00:00:00Z</Expires>"), "{body}");
}

#[test]
fn without_verify_any_key_and_none_pass() {
    let server = Running::with(&[]);
    assert_eq!(signed(&server, "ANY", "thing", "{}").0, 200);
    let unsigned = ["x-amz-target: DynamoDB_20120810.ListTables", "content-type: application/x-amz-json-1.0"];
    assert_eq!(server.status("POST /", &unsigned, "{}"), 200);
    let nonsense = "authorization: AWS4-HMAC-SHA256 nonsense";
    assert_eq!(server.status("POST /", &[unsigned[0], unsigned[1], nonsense], "{}"), 200);
}

/// A service that is not here is refused in the protocol that it speaks, by botocore's models: API Gateway in JSON, IAM in
/// XML.
#[test]
fn what_is_not_emulated_is_refused_in_its_own_protocol() {
    let server = Running::with(&[]);
    let signed = |service: &str| {
        format!(
            "authorization: AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/{service}/aws4_request, Signature=0"
        )
    };
    let (head, body) = server.ask("GET /restapis", &[&signed("apigateway")], "");
    assert_eq!(status_of(&head), 501);
    assert!(json(&body)["message"].as_str().unwrap().contains("'apigateway'"), "{body}");
    assert!(head.contains("x-amzn-errortype: NotImplemented"), "{head}");
    let form = "content-type: application/x-www-form-urlencoded";
    for headers in [&[form][..], &[form, &signed("sns")]] {
        let (head, body) = server.ask("POST /", headers, "Action=ListTopics&Version=2010-03-31");
        assert_eq!(status_of(&head), 501);
        assert!(body.starts_with("<ErrorResponse>") && body.contains("'sns'"), "{body}");
    }
    // No buckets are listed for a link from one of SNS's mails.
    let (head, body) = server.ask("GET /?Action=ConfirmSubscription&TopicArn=a&Token=b", &[], "");
    assert!(status_of(&head) == 501 && body.contains("ConfirmSubscription"), "{body}");
}
