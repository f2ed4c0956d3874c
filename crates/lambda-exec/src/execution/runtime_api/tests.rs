//! The API over a real socket, spoken to in plain text as a foreign runtime would.

use std::collections::BTreeMap;
use std::time::Duration;

use base::clock::{Stopwatch, Timestamp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::*;
use crate::execution::environment::Readiness;
use crate::execution::reply::{Part, ReplySink};

fn version() -> Arc<Version> {
    Arc::new(Version {
        account: "000000000000".into(),
        region: "us-east-1".into(),
        function: "f".into(),
        version: "$LATEST".into(),
        arn: "arn:aws:lambda:us-east-1:000000000000:function:f".into(),
        runtime: "provided.al2023".into(),
        handler: "x".into(),
        memory_mib: 128,
        timeout: Duration::from_secs(3),
        environment: BTreeMap::new(),
        code: "/".into(),
        log_group: "/aws/lambda/f".into(),
        log_format: crate::execution::executor::LogFormat::Text,
        role: "arn:aws:iam::000000000000:role/r".into(),
        layers: None,
        code_sha256: String::new(),
        way: None,
        container: Default::default(),
        endpoint: "http://127.0.0.1:4566".into(),
    })
}

fn invocation(id: &str) -> Invocation {
    Invocation {
        request_id: id.into(),
        arn: "arn:aws:lambda:us-east-1:000000000000:function:f".into(),
        deadline: Timestamp::from_millis(1_234_567),
        payload: Bytes::from_static(b"{\"n\":1}"),
        client_context: Some("{\n\"custom\": {}}".into()),
        trace_id: "Root=1-2-3".into(),
    }
}

/// One connection; each call one request.
struct Client(TcpStream);

impl Client {
    async fn open(api: &RuntimeApi) -> Client {
        let stream = TcpStream::connect(api.address()).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Client(stream)
    }

    async fn call(&mut self, head: &str, body: &[u8]) -> String {
        let len = body.len();
        let head = format!("{head}\r\nhost: x\r\ncontent-length: {len}\r\n\r\n");
        self.0.write_all(head.as_bytes()).await.unwrap();
        self.0.write_all(body).await.unwrap();
        self.reply().await
    }

    async fn reply(&mut self) -> String {
        let mut text = Vec::new();
        loop {
            let mut buffer = [0; 4096];
            let n = self.0.read(&mut buffer).await.unwrap();
            assert_ne!(n, 0, "closed after {:?}", String::from_utf8_lossy(&text));
            text.extend_from_slice(&buffer[..n]);
            let so_far = String::from_utf8(text.clone()).unwrap();
            let Some((head, body)) = so_far.split_once("\r\n\r\n") else { continue };
            let len = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() == len.parse::<usize>().unwrap() {
                return so_far;
            }
        }
    }
}

async fn open() -> (Tasks, Arc<Exchange>, RuntimeApi, Client) {
    let (tasks, exchange) = (Tasks::new(), Arc::new(Exchange::new()));
    let telemetry = Telemetry::new(Clock::system(), tasks.clone(), Ipv4Addr::LOCALHOST.into());
    let sides = Sides {
        version: version(),
        exchange: exchange.clone(),
        agents: Arc::default(),
        telemetry: Arc::new(telemetry),
    };
    let api = RuntimeApi::open(&tasks, &Entropy::seeded(1), sides).await.unwrap();
    let client = Client::open(&api).await;
    (tasks, exchange, api, client)
}

const NEXT: &str = "GET /2018-06-01/runtime/invocation/next HTTP/1.1";

fn post(path: &str) -> String {
    format!("POST /2018-06-01/runtime/{path} HTTP/1.1")
}

/// Headers, statuses and bodies as the AWS page on the Runtime API lists them.
#[tokio::test]
async fn a_runtime_fetches_an_event_and_answers_it() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let runtime = async {
        let event = client.call(NEXT, b"").await.to_lowercase();
        for line in [
            "http/1.1 200 ok",
            "lambda-runtime-aws-request-id: a",
            "lambda-runtime-deadline-ms: 1234567",
            "lambda-runtime-invoked-function-arn: arn:aws:lambda:us-east-1:000000000000:function:f",
            "lambda-runtime-trace-id: root=1-2-3",
            "lambda-runtime-client-context: {\"custom\":{}}",
            "{\"n\":1}",
        ] {
            assert!(event.lines().any(|l| l == line), "{line} in {event}");
        }
        let reply = client.call(&post("invocation/a/response"), b"42").await;
        assert!(reply.starts_with("HTTP/1.1 202 "), "{reply}");
    };
    let owner = async {
        assert_eq!(exchange.ready().await, Readiness::Ready);
        assert!(exchange.give(invocation("a"), ReplySink::whole()));
        assert_eq!(exchange.answered().await, Answer::Response(Bytes::from_static(b"42")));
    };
    futures::join!(runtime, owner);
}

/// Statuses and error types as in AWS's interface emulator.
#[tokio::test]
async fn what_is_out_of_order_is_refused() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let early = client.call(&post("invocation/a/response"), b"42").await;
    assert!(early.starts_with("HTTP/1.1 403 ") && early.contains("\"InvalidStateTransition\""), "{early}");
    let owner = async {
        exchange.ready().await;
        exchange.give(invocation("a"), ReplySink::whole());
    };
    futures::join!(client.call(NEXT, b""), owner);
    let wrong = client.call(&post("invocation/b/error"), b"{}").await;
    assert!(wrong.starts_with("HTTP/1.1 400 ") && wrong.contains("\"InvalidRequestID\""), "{wrong}");
    let late = client.call(&post("init/error"), b"{}").await;
    assert!(late.starts_with("HTTP/1.1 403 "), "{late}");
    let unknown = client.call("GET /2018-06-01/runtime/nothing HTTP/1.1", b"").await;
    assert!(unknown.starts_with("HTTP/1.1 404 "), "{unknown}");
}

#[tokio::test]
async fn a_response_over_six_mebibytes_is_counted_and_not_kept() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let owner = async {
        exchange.ready().await;
        exchange.give(invocation("a"), ReplySink::whole());
    };
    futures::join!(client.call(NEXT, b""), owner);
    let reply = client.call(&post("invocation/a/response"), &vec![b'x'; RESPONSE_LIMIT + 1]).await;
    assert!(reply.starts_with("HTTP/1.1 413 ") && reply.contains("6291556 bytes"), "{reply}");
    assert_eq!(exchange.answered().await, Answer::TooLarge { len: RESPONSE_LIMIT + 1 });
}

#[tokio::test]
async fn a_streamed_response_may_end_in_an_error() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let owner = async {
        exchange.ready().await;
        exchange.give(invocation("a"), ReplySink::whole());
    };
    futures::join!(client.call(NEXT, b""), owner);
    let head = post("invocation/a/response");
    let stream = format!(
        "{head}\r\nhost: x\r\nlambda-runtime-function-response-mode: streaming\r\n\
         transfer-encoding: chunked\r\ntrailer: Lambda-Runtime-Function-Error-Type\r\n\r\n\
         2\r\nab\r\n0\r\nLambda-Runtime-Function-Error-Type: Boom\r\n\
         Lambda-Runtime-Function-Error-Body: e30=\r\n\r\n"
    );
    client.0.write_all(stream.as_bytes()).await.unwrap();
    assert!(client.reply().await.starts_with("HTTP/1.1 202 "));
    let error = Answer::Error { error_type: Some("Boom".into()), body: Bytes::from_static(b"{}") };
    assert_eq!(exchange.answered().await, error);
}

/// The guide on response streaming: the caller gets what was written while the function still writes, and an error that
/// comes later ends the stream.
#[tokio::test]
async fn who_takes_a_stream_gets_each_piece_as_it_is_written() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let (sink, mut parts) = ReplySink::streaming();
    let owner = async {
        exchange.ready().await;
        exchange.give(invocation("a"), sink);
    };
    futures::join!(client.call(NEXT, b""), owner);
    let head = post("invocation/a/response");
    let begun = format!(
        "{head}\r\nhost: x\r\ncontent-type: text/plain\r\n\
         lambda-runtime-function-response-mode: streaming\r\n\
         transfer-encoding: chunked\r\ntrailer: Lambda-Runtime-Function-Error-Type\r\n\r\n2\r\nab\r\n"
    );
    client.0.write_all(begun.as_bytes()).await.unwrap();
    assert_eq!(parts.recv().await, Some(Part::ContentType("text/plain".to_owned())));
    assert_eq!(parts.recv().await, Some(Part::Data(Bytes::from_static(b"ab"))));
    // It is being answered: nothing else answers it.
    let second = Answer::Response(Bytes::from_static(b"1"));
    assert!(matches!(exchange.answer("a", second), Err(Refusal::Transition { .. })));
    let ended = "1\r\nc\r\n0\r\nLambda-Runtime-Function-Error-Type: Boom\r\n\
                 Lambda-Runtime-Function-Error-Body: e30=\r\n\r\n";
    client.0.write_all(ended.as_bytes()).await.unwrap();
    assert!(client.reply().await.starts_with("HTTP/1.1 202 "));
    assert_eq!(parts.recv().await, Some(Part::Data(Bytes::from_static(b"c"))));
    let error = Answer::Error { error_type: Some("Boom".into()), body: Bytes::from_static(b"{}") };
    assert_eq!(exchange.answered().await, error);
    assert_eq!(parts.recv().await, None);
}

/// The type is that of AWS's interface emulator.
#[tokio::test]
async fn a_stream_that_breaks_off_is_truncated() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let (sink, mut parts) = ReplySink::streaming();
    let owner = async {
        exchange.ready().await;
        exchange.give(invocation("a"), sink);
    };
    futures::join!(client.call(NEXT, b""), owner);
    let head = post("invocation/a/response");
    let begun = format!(
        "{head}\r\nhost: x\r\nlambda-runtime-function-response-mode: streaming\r\n\
         transfer-encoding: chunked\r\n\r\n2\r\nab\r\n"
    );
    client.0.write_all(begun.as_bytes()).await.unwrap();
    drop(client);
    assert_eq!(exchange.answered().await, Answer::error("Runtime.TruncatedResponse"));
    assert_eq!(parts.recv().await, Some(Part::Data(Bytes::from_static(b"ab"))));
}

#[tokio::test]
async fn the_environment_s_end_closes_its_connections() {
    let (tasks, _exchange, api, mut client) = open().await;
    client.0.write_all(format!("{NEXT}\r\nhost: x\r\n\r\n").as_bytes()).await.unwrap();
    drop(api);
    let mut rest = Vec::new();
    assert!(matches!(client.0.read_to_end(&mut rest).await, Ok(0) | Err(_)));
    assert!(tasks.shutdown(Duration::from_secs(5)).await);
}

/// Two writes a reply and Nagle's algorithm cost 90 ms a call; measured, see `docs/decisions`.
#[tokio::test]
async fn a_call_does_not_wait_for_an_acknowledgement() {
    let (_tasks, exchange, _api, mut client) = open().await;
    let watch = Stopwatch::start();
    for _ in 0..20 {
        let owner = async {
            exchange.ready().await;
            while !exchange.give(invocation("a"), ReplySink::whole()) {
                tokio::task::yield_now().await;
            }
        };
        futures::join!(client.call(NEXT, b""), owner);
        client.call(&post("invocation/a/response"), b"1").await;
        exchange.answered().await;
    }
    assert!(watch.elapsed() < Duration::from_millis(900), "{:?}", watch.elapsed());
}
