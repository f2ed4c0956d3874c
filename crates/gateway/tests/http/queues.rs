//! Functions fed from real queues, through the whole server. Authority: AWS's page on SQS as an event source,
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>, and the pages it leads to.

use std::io::Write as _;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{PATIENCE, Running, status_of};

/// Sends each record to the queue `out`, and reports those whose body begins with `bad`.
const CODE: &str = r#"
import json, os, urllib.request

def handle(event, context):
    failed = []
    for record in event["Records"]:
        body = json.dumps({"QueueUrl": "/000000000000/out", "MessageBody": json.dumps(record)}).encode()
        headers = {"x-amz-target": "AmazonSQS.SendMessage", "content-type": "application/x-amz-json-1.0"}
        urllib.request.urlopen(urllib.request.Request(os.environ["AWS_ENDPOINT_URL"], body, headers)).read()
        if record["body"].startswith("bad"):
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
"#;

const ACCOUNT: &str = "arn:aws:sqs:us-east-1:000000000000";

fn sqs(server: &Running, operation: &str, input: &Value) -> Value {
    let target = format!("x-amz-target: AmazonSQS.{operation}");
    let headers = ["content-type: application/x-amz-json-1.0", target.as_str()];
    let (head, body) = server.ask("POST /", &headers, &input.to_string());
    assert_eq!(status_of(&head), 200, "{operation}: {body}");
    serde_json::from_str(&body).unwrap_or_default()
}

fn lambda(server: &Running, line: &str, input: &Value, status: u16) -> Value {
    let body = if input.is_null() { String::new() } else { input.to_string() };
    let (head, body) = server.ask(line, &[], &body);
    assert_eq!(status_of(&head), status, "{line}: {body}");
    serde_json::from_str(&body).unwrap_or_default()
}

fn queue(server: &Running, name: &str, mut attributes: Value) {
    if name.ends_with(".fifo") {
        attributes["FifoQueue"] = json!("true");
    }
    sqs(server, "CreateQueue", &json!({"QueueName": name, "Attributes": attributes}));
}

fn function(server: &Running) {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("main.py", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(CODE.as_bytes()).unwrap();
    let zip = STANDARD.encode(zip.finish().unwrap().into_inner());
    let function = json!({
        "FunctionName": "f", "Runtime": "python3.13", "Handler": "main.handle", "Code": {"ZipFile": zip},
        "Role": "arn:aws:iam::000000000000:role/r",
    });
    lambda(server, "POST /2015-03-31/functions", &function, 201);
}

fn map(server: &Running, queue: &str) -> String {
    let mapping = json!({
        "FunctionName": "f", "EventSourceArn": format!("{ACCOUNT}:{queue}"),
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
    });
    let made = lambda(server, "POST /2015-03-31/event-source-mappings", &mapping, 202);
    made["UUID"].as_str().unwrap().to_owned()
}

/// What the queue has now, taken out of it.
fn taken(server: &Running, queue: &str) -> Vec<String> {
    let url = format!("/000000000000/{queue}");
    let asked = json!({"QueueUrl": url, "MaxNumberOfMessages": 10});
    let got = sqs(server, "ReceiveMessage", &asked);
    let messages = got["Messages"].as_array().cloned().unwrap_or_default();
    for message in &messages {
        sqs(server, "DeleteMessage", &json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]}));
    }
    messages.iter().map(|message| message["Body"].as_str().unwrap().to_owned()).collect()
}

/// Asks until it is so.
fn eventually(mut is_so: impl FnMut() -> bool) {
    let pause = Duration::from_millis(10);
    for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
        if is_so() {
            return;
        }
        std::thread::sleep(pause);
    }
    panic!("it should have come about");
}

/// Takes messages out of a queue until there were so many.
fn awaited(server: &Running, queue: &str, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    eventually(|| {
        all.extend(taken(server, queue));
        all.len() >= count
    });
    all
}

fn left(server: &Running, queue: &str) -> Vec<Value> {
    let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
    let asked = json!({"QueueUrl": format!("/000000000000/{queue}"), "AttributeNames": names});
    let shown = sqs(server, "GetQueueAttributes", &asked);
    names.iter().map(|name| shown["Attributes"][name].clone()).collect()
}

fn advance(server: &Running, secs: u64) {
    let body = json!({"seconds": secs}).to_string();
    assert_eq!(server.status("POST /_ruststack/clock/advance", &[], &body), 200);
}

fn send(server: &Running, queue: &str, more: Value) -> Value {
    let mut input = json!({"QueueUrl": format!("/000000000000/{queue}")});
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    sqs(server, "SendMessage", &input)
}

/// The members of a record are those of the page's example; a message that fails each time ends as the queue's dead letter.
#[test]
fn what_is_done_goes_and_what_fails_again_and_again_is_a_dead_letter() {
    let server = Running::with(&[]);
    function(&server);
    for name in ["out", "dead"] {
        queue(&server, name, json!({}));
    }
    let redrive = json!({"deadLetterTargetArn": format!("{ACCOUNT}:dead"), "maxReceiveCount": 2}).to_string();
    queue(&server, "in", json!({"RedrivePolicy": redrive, "VisibilityTimeout": "30"}));
    map(&server, "in");
    let attributes = json!({"kind": {"DataType": "String", "StringValue": "letter"}});
    let sent = send(&server, "in", json!({"MessageBody": "good", "MessageAttributes": attributes}));
    let record: Value = serde_json::from_str(&awaited(&server, "out", 1)[0]).unwrap();
    assert!(
        record["receiptHandle"].is_string() && record["attributes"]["SentTimestamp"].is_string(),
        "{record}"
    );
    assert_eq!(record["attributes"]["ApproximateReceiveCount"], "1");
    for (member, expected) in [
        ("messageId", sent["MessageId"].clone()),
        ("body", json!("good")),
        ("md5OfBody", sent["MD5OfMessageBody"].clone()),
        ("md5OfMessageAttributes", sent["MD5OfMessageAttributes"].clone()),
        ("eventSource", json!("aws:sqs")),
        ("eventSourceARN", json!(format!("{ACCOUNT}:in"))),
        ("awsRegion", json!("us-east-1")),
        (
            "messageAttributes",
            json!({"kind": {
                "stringValue": "letter", "stringListValues": [], "binaryListValues": [], "dataType": "String",
            }}),
        ),
    ] {
        assert_eq!(record[member], expected, "{member}");
    }
    send(&server, "in", json!({"MessageBody": "bad"}));
    awaited(&server, "out", 1);
    advance(&server, 30);
    awaited(&server, "out", 1);
    advance(&server, 30);
    assert_eq!(awaited(&server, "dead", 1), ["bad"]);
    assert_eq!(left(&server, "in"), ["0", "0"]);
    assert_eq!(taken(&server, "out"), Vec::<String>::new());
}

/// The messages of a group come in order, and behind one that failed its group waits, and no other.
#[test]
fn a_group_keeps_its_order() {
    let server = Running::with(&[]);
    function(&server);
    queue(&server, "out", json!({}));
    queue(&server, "in.fifo", json!({"VisibilityTimeout": "30", "ContentBasedDeduplication": "true"}));
    let uuid = map(&server, "in.fifo");
    let bodies = |count: usize| -> Vec<String> {
        let records = awaited(&server, "out", count);
        records.iter().map(|text| super::json(text)["body"].as_str().unwrap().to_owned()).collect()
    };
    send(&server, "in.fifo", json!({"MessageBody": "bad 1", "MessageGroupId": "g"}));
    assert_eq!(bodies(1), ["bad 1"]);
    send(&server, "in.fifo", json!({"MessageBody": "g 2", "MessageGroupId": "g"}));
    send(&server, "in.fifo", json!({"MessageBody": "h 1", "MessageGroupId": "h"}));
    assert_eq!(bodies(1), ["h 1"]);
    // A message that is done lets the next of its group come at once.
    send(&server, "in.fifo", json!({"MessageBody": "h 2", "MessageGroupId": "h"}));
    assert_eq!(bodies(1), ["h 2"]);
    lambda(
        &server,
        &format!("PUT /2015-03-31/event-source-mappings/{uuid}"),
        &json!({"FunctionResponseTypes": []}),
        202,
    );
    advance(&server, 30);
    let mut rest = bodies(2);
    rest.sort();
    assert_eq!(rest, ["bad 1", "g 2"]);
    eventually(|| left(&server, "in.fifo") == ["0", "0"]);
}

/// A queue that is deleted is told of; one of its name that is made anew is consumed.
#[test]
fn a_queue_that_goes_is_shown_as_gone() {
    let server = Running::with(&[]);
    function(&server);
    queue(&server, "out", json!({}));
    queue(&server, "in", json!({}));
    let line = format!("GET /2015-03-31/event-source-mappings/{}", map(&server, "in"));
    sqs(&server, "DeleteQueue", &json!({"QueueUrl": "/000000000000/in"}));
    let shown = || lambda(&server, &line, &Value::Null, 200)["LastProcessingResult"].clone();
    eventually(|| shown() == "PROBLEM: Queue not found");
    queue(&server, "in", json!({}));
    send(&server, "in", json!({"MessageBody": "again"}));
    advance(&server, 61);
    assert_eq!(awaited(&server, "out", 1).len(), 1);
}

/// AWS's page on records of asynchronous invocations: the record of what succeeded in one queue; of what failed, the event itself
/// with its three attributes in the queue of dead letters.
#[test]
fn what_became_of_an_event_comes_into_queues() {
    let server = Running::with(&[("lambda-retry-scale", "0")]);
    function(&server);
    for name in ["out", "done", "dead"] {
        queue(&server, name, json!({}));
    }
    let letters = json!({"DeadLetterConfig": {"TargetArn": format!("{ACCOUNT}:dead")}});
    lambda(&server, "PUT /2015-03-31/functions/f/configuration", &letters, 200);
    let to = json!({"DestinationConfig": {"OnSuccess": {"Destination": format!("{ACCOUNT}:done")}}});
    lambda(&server, "PUT /2019-09-25/functions/f/event-invoke-config", &to, 200);
    let send = |event: &Value| {
        let headers = ["x-amz-invocation-type: Event"];
        assert_eq!(
            server.status("POST /2015-03-31/functions/f/invocations", &headers, &event.to_string()),
            202
        );
    };
    send(&json!({"Records": []}));
    let record = super::json(&awaited(&server, "done", 1)[0]);
    assert_eq!(record["requestContext"]["condition"], "Success");
    assert_eq!(record["responsePayload"], json!({"batchItemFailures": []}));
    // No event of this function.
    send(&json!({"n": 1}));
    let asked = json!({
        "QueueUrl": "/000000000000/dead", "WaitTimeSeconds": 10, "MessageAttributeNames": ["All"],
    });
    let got = sqs(&server, "ReceiveMessage", &asked);
    let message = &got["Messages"][0];
    assert_eq!(super::json(message["Body"].as_str().unwrap()), json!({"n": 1}));
    let attributes = &message["MessageAttributes"];
    assert_eq!(attributes["ErrorCode"], json!({"DataType": "Number", "StringValue": "200"}));
    assert_eq!(attributes["ErrorMessage"], json!({"DataType": "String", "StringValue": "'Records'"}));
    assert!(attributes["RequestID"]["StringValue"].is_string(), "{got}");
}

/// Our promise: with a state that is brought back, mappings and what was in flight are as they were.
#[test]
fn a_state_that_is_brought_back_goes_on_where_it_was() {
    let server = Running::with(&[]);
    function(&server);
    queue(&server, "out", json!({}));
    queue(&server, "in", json!({"VisibilityTimeout": "30"}));
    map(&server, "in");
    let receives = || -> String {
        let record = super::json(&awaited(&server, "out", 1)[0]);
        record["attributes"]["ApproximateReceiveCount"].as_str().unwrap().to_owned()
    };
    send(&server, "in", json!({"MessageBody": "bad"}));
    assert_eq!(receives(), "1");
    let control = |path: &str| {
        let line = format!("POST /_ruststack/checkpoints/{path}");
        assert!(server.status(&line, &[], "") < 300, "{path}");
    };
    control("before");
    // The clock goes on over what is brought back: from here on the message is due at once.
    advance(&server, 30);
    for _ in 0..2 {
        assert_eq!(receives(), "2");
        control("before/restore");
    }
    assert_eq!(server.status("POST /_ruststack/reset", &[], ""), 200);
    queue(&server, "in", json!({}));
    send(&server, "in", json!({"MessageBody": "bad"}));
    advance(&server, 60);
    assert_eq!(left(&server, "in"), ["1", "0"], "its mapping went with the state");
}
