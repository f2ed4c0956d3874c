//! What other clients notice while the background is at work, with a single thread that answers requests.

use std::io::{BufReader, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{Program, reply};

/// Items of the table. A debug build is many times slower.
const ITEMS: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };
/// What 99 of 100 answers may take; in a debug build as long as one turn of `base::watchdog`.
const P99: Duration = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 50 });

const JSON: &str = "content-type: application/x-amz-json-1.0\r\n";

/// A connection that stays open.
struct Client {
    stream: TcpStream,
    replies: BufReader<TcpStream>,
}

impl Client {
    fn of(program: &Program) -> Client {
        let stream = program.connect();
        let replies = BufReader::new(stream.try_clone().unwrap());
        Client { stream, replies }
    }

    /// The status of a reply. A request is sent in one piece.
    fn send(&mut self, request: &str) -> u16 {
        self.stream.write_all(request.as_bytes()).unwrap();
        reply(&mut self.replies)
    }

    fn dynamodb(&mut self, operation: &str, body: &str) {
        let length = body.len();
        let target = format!("x-amz-target: DynamoDB_20120810.{operation}\r\n");
        let request = format!(
            "POST / HTTP/1.1\r\nhost: localhost\r\n{JSON}{target}content-length: {length}\r\n\r\n{body}"
        );
        assert_eq!(self.send(&request), 200, "{operation} {body}");
    }
}

/// How long health takes to answer, until something is over and 500 times at least; 99 of 100 times at most.
#[expect(clippy::print_stdout, reason = "the figure is what a run of a release build is for")]
fn health_while(program: &Program, what: &str, is_over: &AtomicBool) {
    let (mut client, mut took) = (Client::of(program), Vec::new());
    while took.len() < 500 || !is_over.load(Ordering::Acquire) {
        let begun = Instant::now();
        assert_eq!(client.send("GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\n\r\n"), 200);
        took.push(begun.elapsed());
        thread::sleep(Duration::from_millis(1));
    }
    took.sort();
    let p99 = took[took.len() * 99 / 100];
    println!("{what}: health took {p99:?} (p99 of {}), {:?} at most", took.len(), took.last());
    assert!(p99 <= P99, "{what}: {p99:?}");
}

#[test]
fn health_answers_at_once_while_the_background_is_at_work() {
    let ruststack = &mut Command::new(env!("CARGO_BIN_EXE_ruststack"));
    let program = Program::from(ruststack.env("TOKIO_WORKER_THREADS", "1"));
    let mut client = Client::of(&program);
    let attribute = r#"{"AttributeName":"pk","AttributeType":"S"}"#;
    let keys = r#"[{"AttributeName":"pk","KeyType":"HASH"}]"#;
    client.dynamodb(
        "CreateTable",
        &format!(
            r#"{{"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{attribute}],"KeySchema":{keys}}}"#
        ),
    );
    for first in (0..ITEMS).step_by(25) {
        let puts: Vec<String> = (first..first + 25)
            .map(|n| {
                format!(r#"{{"PutRequest":{{"Item":{{"pk":{{"S":"{n:08}"}},"g":{{"S":"{}"}}}}}}}}"#, n % 100)
            })
            .collect();
        client.dynamodb("BatchWriteItem", &format!(r#"{{"RequestItems":{{"tab":[{}]}}}}"#, puts.join(",")));
    }
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let index = r#"{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}"#;
            client.dynamodb(
                "UpdateTable",
                &format!(
                    r#"{{"TableName":"tab","AttributeDefinitions":[{{"AttributeName":"g","AttributeType":"S"}}],"GlobalSecondaryIndexUpdates":[{{"Create":{index}}}]}}"#
                ),
            );
            let headers = format!("{JSON}x-amz-target: DynamoDB_20120810.DescribeTable\r\n");
            let is_filled = |shown: &str| shown.contains(r#""IndexStatus":"ACTIVE""#);
            while !is_filled(&program.ask("POST /", &headers, r#"{"TableName":"tab"}"#)) {
                thread::sleep(Duration::from_millis(20));
            }
            is_over.store(true, Ordering::Release);
        });
        health_while(&program, "an index is filled", &is_over);
    });
    let admin =
        |request: &str| assert!(program.ask(request, "", "").starts_with("HTTP/1.1 200"), "{request}");
    is_over.store(false, Ordering::Release);
    thread::scope(|scope| {
        scope.spawn(|| {
            admin("POST /_ruststack/checkpoints/one");
            admin("POST /_ruststack/reset");
            admin("POST /_ruststack/checkpoints/one/restore");
            is_over.store(true, Ordering::Release);
        });
        health_while(&program, "a state is kept, left and brought back", &is_over);
    });
    Client::of(&program).dynamodb("DeleteTable", r#"{"TableName":"tab"}"#);
    health_while(&program, "a table is deleted", &is_over);
}
