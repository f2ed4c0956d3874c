//! Requests that no queue takes: beyond every limit, with handles of other queues, with characters that no message may have,
//! broken as JSON and as forms. Each is refused with AWS's code, and what is just within a limit is taken.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::misuse::{Case, Expected, one, tried};
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::Client;
use super::super::wire::Request;
use super::{client, received, sqs, url};

/// Refused requests.
pub(crate) const MISUSE: Kind = "what no queue takes";

/// The queues that they aim at, and one whose receipt handles they use.
pub(crate) const MISUSED: &str = "misused";
pub(crate) const MISUSED_FIFO: &str = "misused.fifo";
pub(crate) const OTHER: &str = "other";

const PACE: Duration = Duration::from_millis(15);
/// AWS's limit of a message and of a batch, since August 2025.
const MIB: usize = 1 << 20;
/// Requests between two purges.
const ROUNDS: usize = 60;

/// Asks in turn until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut client = client(&scene);
    let purge = sqs("PurgeQueue", &json!({"QueueUrl": url(MISUSED)}));
    while scene.target.pause(PACE).await {
        let Some(handle) = foreign_handle(&scene, &mut client).await else { continue };
        for _ in 0..ROUNDS {
            if !scene.target.pause(PACE).await {
                return;
            }
            let Some(case) = case(&handle) else { continue };
            if tried(&scene, MISUSE, &mut client, case).await.is_none() {
                break;
            }
        }
        scene.ask(MISUSE, &mut client, &purge).await;
    }
}

/// A handle of a message in another queue.
async fn foreign_handle(scene: &Scene, client: &mut Client) -> Option<String> {
    let send = sqs("SendMessage", &json!({"QueueUrl": url(OTHER), "MessageBody": "m"}));
    scene.ask(MISUSE, client, &send).await?;
    let receive = sqs("ReceiveMessage", &json!({"QueueUrl": url(OTHER), "VisibilityTimeout": 0}));
    let reply = scene.ask(MISUSE, client, &receive).await?;
    let (_, handle) = received(&reply).ok()?.pop()?;
    Some(handle)
}

/// One of all of them.
fn case(handle: &str) -> Option<Case> {
    match fastrand::u8(..7) {
        0 => of_handles(handle),
        1 => of_batches(),
        2 => of_bodies(),
        3 => of_attributes(),
        4 => of_numbers(),
        5 => broken_json(),
        _ => broken_form(),
    }
}

const HANDLE: Expected = Expected::Refused(&["ReceiptHandleIsInvalid"]);
const VALUE: Expected = Expected::Refused(&["InvalidParameterValue"]);
const MISSING: Expected = Expected::Refused(&["MissingParameter"]);
const CONTENTS: Expected = Expected::Refused(&["InvalidMessageContents"]);
const UNREADABLE: Expected = Expected::Refused(&["SerializationException"]);

fn to(queue: &str, operation: &str, mut input: Value) -> Request {
    if let Some(input) = input.as_object_mut() {
        input.insert("QueueUrl".to_owned(), url(queue).into());
    }
    sqs(operation, &input)
}

fn of_handles(foreign: &str) -> Option<Case> {
    let handle = match fastrand::u8(..4) {
        0 => foreign.to_owned(),
        1 => "AQEB".to_owned() + &"A".repeat(fastrand::usize(..1000)),
        2 => "A".repeat(MIB),
        // One letter of a true one is another.
        _ => foreign
            .char_indices()
            .map(|(at, c)| if at == 20 { if c == 'x' { 'y' } else { 'x' } } else { c })
            .collect(),
    };
    let entry = json!({"Id": "a", "ReceiptHandle": handle, "VisibilityTimeout": 1});
    let queue = if fastrand::bool() { MISUSED } else { MISUSED_FIFO };
    one(vec![
        (to(queue, "DeleteMessage", json!({"ReceiptHandle": handle})), HANDLE),
        (
            to(queue, "ChangeMessageVisibility", json!({"ReceiptHandle": handle, "VisibilityTimeout": 1})),
            HANDLE,
        ),
        (
            to(queue, "DeleteMessageBatch", json!({"Entries": [entry]})),
            Expected::Failed("ReceiptHandleIsInvalid"),
        ),
        (
            to(queue, "ChangeMessageVisibilityBatch", json!({"Entries": [entry]})),
            Expected::Failed("ReceiptHandleIsInvalid"),
        ),
        (to(queue, "DeleteMessage", json!({})), MISSING),
    ])
}

fn of_batches() -> Option<Case> {
    let entries = |count: usize, id: &dyn Fn(usize) -> String, len: usize| {
        let entry = |at| json!({"Id": id(at), "MessageBody": "x".repeat(len)});
        to(MISUSED, "SendMessageBatch", json!({"Entries": (0..count).map(entry).collect::<Vec<_>>()}))
    };
    let number = |at: usize| at.to_string();
    let refused = |code: &'static [&'static str]| Expected::Refused(code);
    let invalid = refused(&["AWS.SimpleQueueService.InvalidBatchEntryId"]);
    one(vec![
        (entries(0, &number, 1), refused(&["AWS.SimpleQueueService.EmptyBatchRequest"])),
        (entries(11, &number, 1), refused(&["AWS.SimpleQueueService.TooManyEntriesInBatchRequest"])),
        (entries(20_000, &number, 1), refused(&["AWS.SimpleQueueService.TooManyEntriesInBatchRequest"])),
        (entries(2, &|_| "a".to_owned(), 1), refused(&["AWS.SimpleQueueService.BatchEntryIdsNotDistinct"])),
        (entries(1, &|_| "a".repeat(81), 1), invalid.clone()),
        (entries(1, &|_| "a".repeat(80), 1), Expected::Done),
        (entries(1, &|_| "a b".to_owned(), 1), invalid),
        (entries(8, &number, MIB / 8), Expected::Done),
        (entries(8, &number, MIB / 8 + 1), refused(&["AWS.SimpleQueueService.BatchRequestTooLong"])),
        (
            to(MISUSED, "SendMessageBatch", json!({"Entries": [{"Id": "a", "MessageBody": "\u{1}"}]})),
            Expected::Failed("InvalidMessageContents"),
        ),
    ])
}

fn of_bodies() -> Option<Case> {
    let send = |body: &str| to(MISUSED, "SendMessage", json!({"MessageBody": body}));
    let escaped = format!(r#"{{"QueueUrl":"{}","MessageBody":"{}"}}"#, url(MISUSED), r"\u0041".repeat(MIB));
    let character =
        fastrand::choice(['\0', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}']).unwrap_or('\0');
    let text = format!(
        "{}{character}{}",
        "ä".repeat(fastrand::usize(..200_000)),
        "z".repeat(fastrand::usize(..1000))
    );
    one(vec![
        (send(&"x".repeat(MIB)), Expected::Done),
        (send(&"x".repeat(MIB + 1)), VALUE),
        (send(&"ä".repeat(MIB / 2)), Expected::Done),
        // Each letter takes six in JSON.
        (send("").body(escaped), Expected::Done),
        (send(&"x".repeat(5 * MIB)), VALUE),
        (send(&text), CONTENTS),
        (send(""), MISSING),
        (
            to(MISUSED_FIFO, "SendMessage", json!({"MessageBody": "m", "MessageDeduplicationId": "d"})),
            MISSING,
        ),
        (to(MISUSED_FIFO, "SendMessage", json!({"MessageBody": "m", "MessageGroupId": "g"})), VALUE),
        (
            to(
                MISUSED_FIFO,
                "SendMessage",
                json!({"MessageBody": "m", "MessageGroupId": "g".repeat(129),
                "MessageDeduplicationId": "d"}),
            ),
            VALUE,
        ),
        (to("nothing", "SendMessage", json!({"MessageBody": "m"})), GONE),
    ])
}

const GONE: Expected = Expected::Refused(&["AWS.SimpleQueueService.NonExistentQueue"]);

fn of_attributes() -> Option<Case> {
    let with = |name: &str, value: Value| {
        to(MISUSED, "SendMessage", json!({"MessageBody": "m", "MessageAttributes": {name: value}}))
    };
    let text = |value: &str| json!({"DataType": "String", "StringValue": value});
    let eleven: serde_json::Map<String, Value> = (0..11).map(|at| (format!("a{at}"), text("x"))).collect();
    one(vec![
        (with("a", json!({"DataType": "Foo", "StringValue": "x"})), VALUE),
        (with("a", json!({"DataType": "Number", "StringValue": "x"})), VALUE),
        (with("a", json!({"DataType": "String", "StringValue": ""})), VALUE),
        (with("a", json!({"DataType": "Binary", "StringValue": "x"})), VALUE),
        (with("a", json!({"DataType": "Binary", "BinaryValue": "***"})), UNREADABLE),
        (with("a", json!({"StringValue": "x"})), VALUE_OR_MISSING),
        (with("a", text("\u{1}")), CONTENTS_OR_VALUE),
        (with("", text("x")), VALUE),
        (with(&"a".repeat(257), text("x")), VALUE),
        (with("AWS.a", text("x")), VALUE),
        (with("a..b", text("x")), VALUE),
        (with("a b", text("x")), VALUE),
        (with("a", text(&"x".repeat(MIB))), VALUE),
        (to(MISUSED, "SendMessage", json!({"MessageBody": "m", "MessageAttributes": eleven})), VALUE),
        (
            to(MISUSED, "SetQueueAttributes", json!({"Attributes": {"Nothing": "1"}})),
            Expected::Refused(&["InvalidAttributeName"]),
        ),
        (
            to(MISUSED, "SetQueueAttributes", json!({"Attributes": {"DelaySeconds": "901"}})),
            Expected::Refused(&["InvalidAttributeValue"]),
        ),
        (
            to(MISUSED, "SetQueueAttributes", json!({"Attributes": {"Policy": "{"}})),
            Expected::Refused(&["InvalidAttributeValue"]),
        ),
    ])
}

const VALUE_OR_MISSING: Expected = Expected::Refused(&["InvalidParameterValue", "MissingParameter"]);
const CONTENTS_OR_VALUE: Expected = Expected::Refused(&["InvalidMessageContents", "InvalidParameterValue"]);

fn of_numbers() -> Option<Case> {
    let far = fastrand::choice([-1_i64, 43_201, i64::from(i32::MAX), i64::MIN, i64::MAX]).unwrap_or(-1);
    let receive = |input: Value| to(MISUSED, "ReceiveMessage", input);
    one(vec![
        (receive(json!({"MaxNumberOfMessages": 0})), VALUE),
        (receive(json!({"MaxNumberOfMessages": 11})), VALUE),
        (receive(json!({"MaxNumberOfMessages": far})), VALUE),
        (receive(json!({"WaitTimeSeconds": 21})), VALUE),
        (receive(json!({"WaitTimeSeconds": far})), VALUE),
        (receive(json!({"VisibilityTimeout": far})), VALUE),
        (to(MISUSED, "SendMessage", json!({"MessageBody": "m", "DelaySeconds": far})), VALUE),
        (receive(json!({"MaxNumberOfMessages": "ten"})), UNREADABLE),
        (receive(json!({"MaxNumberOfMessages": [1]})), UNREADABLE),
    ])
}

fn broken_json() -> Option<Case> {
    let whole = json!({"QueueUrl": url(MISUSED), "MessageBody": "ä".repeat(100)}).to_string();
    let cut = whole.as_bytes().get(..fastrand::usize(1..whole.len())).unwrap_or_default().to_vec();
    let deep = format!("{{\"QueueUrl\":{}", "[".repeat(fastrand::usize(1..200_000)));
    let bodies: Vec<Vec<u8>> = vec![
        cut,
        deep.into_bytes(),
        b"[]".to_vec(),
        b"7".to_vec(),
        b"\xff\xfe{}".to_vec(),
        "{\"QueueUrl\":".repeat(50_000).into_bytes(),
        json!({"QueueUrl": url(MISUSED), "MessageBody": 7}).to_string().into_bytes(),
        json!({"QueueUrl": {"a": 1}, "MessageBody": "m"}).to_string().into_bytes(),
        json!({"QueueUrl": url(MISUSED), "MessageBody": "m", "MessageAttributes": []})
            .to_string()
            .into_bytes(),
    ];
    Some((sqs("SendMessage", &json!({})).body(one(bodies)?), UNREADABLE))
}

fn broken_form() -> Option<Case> {
    let form = |text: String| {
        Request::new("POST", "/").header("content-type", "application/x-www-form-urlencoded").body(text)
    };
    let send =
        |more: &str| form(format!("Action=SendMessage&Version=2012-11-05&QueueUrl={}{more}", url(MISUSED)));
    let attribute = "&MessageBody=m&MessageAttribute.1.";
    one(vec![
        (form("Action=SendMessage".to_owned()), MISSING),
        (form("Action=Nothing&Version=2012-11-05".to_owned()), Expected::Refused(&["InvalidAction"])),
        (send(""), MISSING),
        (send("&MessageBody=%00"), CONTENTS),
        (send("&MessageBody=%ff%fe"), Expected::Refused(&["SerializationException"])),
        (send(&format!("{attribute}Name=a")), VALUE),
        (send(&format!("{attribute}Name=a&MessageAttribute.1.Value.DataType=Foo")), VALUE),
        (send(&format!("&MessageBody={}", "x".repeat(MIB + 1))), VALUE),
        (send(&format!("&MessageBody={}", "%41".repeat(MIB))), Expected::Done),
        // What no member holds is passed over.
        (send(&format!("&MessageBody=m{}", "&a.1.b=c".repeat(20_000))), Expected::Done),
        (
            form(format!("Action=ReceiveMessage&QueueUrl={}&MaxNumberOfMessages=ten", url(MISUSED))),
            Expected::Refused(&["SerializationException"]),
        ),
        (
            Request::new(
                "GET",
                format!("/000000000000/{MISUSED}?Action=ReceiveMessage&MaxNumberOfMessages=11"),
            ),
            VALUE,
        ),
        (Request::new("GET", "/000000000000/nothing?Action=ReceiveMessage&Version=2012-11-05"), GONE),
    ])
}
