//! Long bodies: each has its answer, AWS's error where it is no good, and none keeps a thread for itself, which the watchdog
//! of debug builds tells by a panic. That nobody else waits is our promise; the errors are AWS's.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Running, status_of};

const DYNAMODB: &str = "content-type: application/x-amz-json-1.0\r\nx-amz-target: DynamoDB_20120810.";
const FUNCTIONS: &str = "POST /2015-03-31/functions";

/// One request; the reply's head, and its body.
fn send(server: &Running, line: &str, headers: &str, body: &[u8]) -> (String, String) {
    let mut stream = server.connect();
    let head = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}");
    stream.write_all(format!("{head}\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap_or((&reply, ""));
    (head.to_owned(), body.to_owned())
}

/// Counts the panics of the watchdog from now on, whichever test's server they are in.
fn long_polls() -> Arc<AtomicUsize> {
    let (seen, before) = (Arc::new(AtomicUsize::new(0)), std::panic::take_hook());
    let counted = Arc::clone(&seen);
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str().is_some_and(|text| text.starts_with("one poll of the task")) {
            counted.fetch_add(1, Ordering::SeqCst);
        }
        before(panic);
    }));
    seen
}

/// Ends the server, and with it every poll.
#[track_caller]
fn check_polls(server: Running, long_polls: &AtomicUsize) {
    drop(server);
    assert_eq!(long_polls.load(Ordering::SeqCst), 0, "a poll worked for too long");
}

#[track_caller]
fn check(reply: &(String, String), status: u16, words: &[&str]) {
    let (head, body) = reply;
    assert_eq!(status_of(head), status, "{head} {body:.2000}");
    for word in words {
        assert!(head.contains(word) || body.contains(word), "no {word} in {head} {:.2000}", body);
    }
    // What is wrong with it does not repeat it.
    assert!(status == 200 || body.len() < 64 << 10, "{}", body.len());
}

fn packed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn lambda_answers_long_bodies_that_are_no_good() {
    const KIND: &str = "content-type: application/json";
    const PACKED: &str = "content-type: application/json\r\ncontent-encoding: gzip";
    let long_polls = long_polls();
    let server = Running::with(&[]);
    let long_name = format!(r#"{{"FunctionName":"{}"}}"#, "x".repeat(20 << 20)).into_bytes();
    let named = ["ValidationException", "validation errors detected: Value 'xxx", "...' at 'functionName'"];
    check(&send(&server, FUNCTIONS, KIND, &long_name), 400, &named);
    check(&send(&server, FUNCTIONS, PACKED, &packed(&long_name)), 400, &named);
    // A word is shown to its 256th letter.
    let broken = format!(r#"{{"FunctionName":{}"#, "x".repeat(20 << 20)).into_bytes();
    let shown = format!("Unrecognized token '{}'", "x".repeat(256));
    check(&send(&server, FUNCTIONS, KIND, &broken), 400, &["InvalidRequestContentException", &shown]);
    let broken = format!(r#"{{"Layers":[{}"#, r#""x","#.repeat(5 << 20)).into_bytes();
    let words = ["InvalidRequestContentException", "Could not parse request body into json: "];
    check(&send(&server, FUNCTIONS, KIND, &broken), 400, &words);
    // The limit of CreateFunction is some 70 MB.
    let bomb = packed(&vec![b' '; 100 << 20]);
    let words = ["RequestEntityTooLargeException", "for the CreateFunction operation"];
    check(&send(&server, FUNCTIONS, PACKED, &bomb), 413, &words);
    check_polls(server, &long_polls);
}

#[test]
fn dynamodb_answers_long_bodies() {
    let long_polls = long_polls();
    let server = Running::with(&[]);
    let ask = |operation: &str, body: &str| {
        send(&server, "POST /", &format!("{DYNAMODB}{operation}"), body.as_bytes())
    };
    let table = r#"{"TableName":"table","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}]}"#;
    check(&ask("CreateTable", table), 200, &[]);
    while !ask("DescribeTable", r#"{"TableName":"table"}"#).1.contains("ACTIVE") {}
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
    let too_large = ["ValidationException", "Item size has exceeded the maximum allowed size"];
    let text = "x".repeat(15 << 20);
    let item = format!(r#"{{"TableName":"table","Item":{{"k":{{"S":"1"}},"v":{{"S":"{text}"}}}}}}"#);
    check(&ask("PutItem", &item), 400, &too_large);
    let numbers = r#"{"N":"1"},"#.repeat(3 << 19);
    let numbers = numbers.trim_end_matches(',');
    let item = format!(r#"{{"TableName":"table","Item":{{"k":{{"S":"1"}},"v":{{"L":[{numbers}]}}}}}}"#);
    check(&ask("PutItem", &item), 400, &too_large);
    // Good ones, at the limits of items and bytes, and read back.
    let list = r#"{"N":"1"},"#.repeat(6000);
    let list = list.trim_end_matches(',');
    let put = |n: usize| {
        format!(r#"{{"Put":{{"TableName":"table","Item":{{"k":{{"S":"{n}"}},"v":{{"L":[{list}]}}}}}}}}"#)
    };
    let puts: Vec<String> = (0..100).map(put).collect();
    let transaction = format!(r#"{{"TransactItems":[{}]}}"#, puts.join(","));
    check(&ask("TransactWriteItems", &transaction), 200, &[]);
    let found = ask("GetItem", r#"{"TableName":"table","Key":{"k":{"S":"99"}}}"#);
    check(&found, 200, &[r#""v":{"L":[{"N":"1"}"#]);
    // Broken, and of no operation.
    let broken = "[".repeat(15 << 20);
    check(&ask("PutItem", &broken), 400, &["SerializationException"]);
    let json = format!("[{}1]", "1,".repeat(7 << 20));
    check(&ask("NoSuchOperation", &json), 400, &["UnknownOperationException"]);
    check(&ask("NoSuchOperation", &broken), 400, &["SerializationException"]);
    check_polls(server, &long_polls);
}

/// Where signatures are checked, DynamoDB looks at a body before it, and the signature itself is over all of it.
#[test]
fn long_bodies_are_looked_at_before_their_signature() {
    let long_polls = long_polls();
    let server = Running::with(&[("auth", "verify")]);
    let headers = format!("{DYNAMODB}PutItem");
    let broken = "[".repeat(15 << 20);
    check(&send(&server, "POST /", &headers, broken.as_bytes()), 400, &["SerializationException"]);
    let json = format!("[{}1]", "1,".repeat(7 << 20));
    let unsigned = send(&server, "POST /", &headers, json.as_bytes());
    check(&unsigned, 400, &["MissingAuthenticationTokenException"]);
    check_polls(server, &long_polls);
}
