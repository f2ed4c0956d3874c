//! What is set of asynchronous invocations, and what is told of them. Authority: AWS's pages named in `function/event_invoke_config.rs`
//! and `event/queue/outcome.rs`.

use serde_json::{Value, json};

use super::{failure, queued};
use crate::test_engine::{Bench, creation, eventually};

const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";
const BUCKET: &str = "arn:aws:s3:::bucket";
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function";

fn path(rest: &str) -> String {
    format!("/2019-09-25/functions/f/event-invoke-config{rest}")
}

async fn bench() -> Bench {
    let bench = Bench::new();
    bench.create("f").await;
    bench
}

async fn set(bench: &Bench, body: Value) {
    let reply = bench.put(&path(""), body).await;
    assert_eq!(reply.status, 200, "{reply:?}");
}

/// Lets waits pass until something is so.
async fn passes(bench: &Bench, so: impl Fn() -> bool) {
    for _ in 0..600 {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        if so() {
            return;
        }
        bench.pass(1).await;
    }
    panic!("it should have come about");
}

fn record(bench: &Bench) -> Value {
    let sent = bench.world.sent();
    let [event] = &sent[..] else { panic!("{sent:?}") };
    serde_json::from_slice(&event.payload).unwrap()
}

#[tokio::test]
async fn the_setting_is_put_shown_changed_listed_and_deleted() {
    let bench = bench().await;
    bench.post("/2015-03-31/functions/f/versions", json!({})).await;
    let made = bench.put(&path(""), json!({"MaximumRetryAttempts": 1})).await;
    assert_eq!(made.status, 200, "{made:?}");
    let made = made.json();
    let expected = json!({
        "FunctionArn": format!("{ARN}:f:$LATEST"), "LastModified": made["LastModified"], "MaximumRetryAttempts": 1,
        "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}},
    });
    assert_eq!(made, expected);
    assert_eq!(bench.get(&path("")).await.json(), expected);
    let to = json!({"OnSuccess": {"Destination": QUEUE}, "OnFailure": {"Destination": BUCKET}});
    let changed = bench.post(&path(""), json!({"DestinationConfig": to})).await.json();
    assert_eq!((&changed["MaximumRetryAttempts"], &changed["DestinationConfig"]), (&json!(1), &to));
    // Put removes what it leaves out.
    let put = bench.put(&path(""), json!({"MaximumEventAgeInSeconds": 60})).await.json();
    assert_eq!((&put["MaximumRetryAttempts"], &put["MaximumEventAgeInSeconds"]), (&Value::Null, &json!(60)));
    assert_eq!(bench.put(&path("?Qualifier=1"), json!({"MaximumRetryAttempts": 0})).await.status, 200);
    let bench = bench.restart().await;
    let listed = bench.get(&path("/list")).await.json();
    let arns: Vec<&str> = listed["FunctionEventInvokeConfigs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|config| config["FunctionArn"].as_str().unwrap())
        .collect();
    assert_eq!(arns, [format!("{ARN}:f:$LATEST"), format!("{ARN}:f:1")]);
    assert_eq!(bench.delete(&path("?Qualifier=1")).await.status, 204);
    let gone = format!("The function {ARN}:f:1 doesn't have an EventInvokeConfig");
    for reply in [
        bench.get(&path("?Qualifier=1")).await,
        bench.delete(&path("?Qualifier=1")).await,
        bench.post(&path("?Qualifier=1"), json!({"MaximumRetryAttempts": 0})).await,
    ] {
        reply.is_error(404, "ResourceNotFoundException", &gone);
    }
    // With its function it goes.
    bench.delete("/2015-03-31/functions/f").await;
    bench.create("f").await;
    assert_eq!(bench.get(&path("")).await.status, 404);
}

/// The words are those of `error.rs`.
#[tokio::test]
async fn a_setting_that_is_wrong_gets_awss_error() {
    let bench = bench().await;
    let on = |which: &str, arn: &str| json!({"DestinationConfig": {which: {"Destination": arn}}});
    let invalid = "InvalidParameterValueException";
    let none = QUEUE.replace(":q", ":none");
    for (body, code, text) in [
        (json!({}), invalid, "You must specify at least one of error handling or destination setting."),
        (
            json!({"MaximumRetryAttempts": 3}),
            "ValidationException",
            "Member must have value less than or equal to 2",
        ),
        (
            json!({"MaximumEventAgeInSeconds": 59}),
            "ValidationException",
            "Member must have value greater than or equal to 60",
        ),
        (on("OnFailure", &none), invalid, &format!("The destination ARN {none} is invalid.")),
        (on("OnFailure", "arn:aws:s3:::gone"), invalid, "The destination ARN arn:aws:s3:::gone is invalid."),
        (on("OnSuccess", BUCKET), invalid, "The destination ARN arn:aws:s3:::bucket is invalid."),
        (on("OnSuccess", &format!("{ARN}:none")), invalid, "is invalid."),
        (
            on("OnSuccess", &format!("{ARN}:f")),
            invalid,
            "You can't specify the function as a destination for itself.",
        ),
    ] {
        bench.put(&path(""), body).await.is_error(400, code, text);
    }
    let missing = "/2019-09-25/functions/none/event-invoke-config";
    bench.put(missing, json!({"MaximumRetryAttempts": 1})).await.is_error(
        404,
        "ResourceNotFoundException",
        "The function doesn't exist.",
    );
    // What does not act is kept, and refused where that is asked for.
    let topic = on("OnSuccess", "arn:aws:sns:us-east-1:000000000000:t");
    assert_eq!(
        bench.put(&path(""), topic.clone()).await.json()["DestinationConfig"]["OnSuccess"],
        topic["DestinationConfig"]["OnSuccess"]
    );
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| queued(&bench) == 0).await;
    let strict = Bench::with(|settings| settings.strict = true);
    strict.create("f").await;
    strict.put(&path(""), topic).await.is_error(
        501,
        "NotImplementedException",
        "DestinationConfig.OnSuccess",
    );
}

/// The page's example of a record.
#[tokio::test]
async fn what_succeeds_is_told() {
    let bench = bench().await;
    set(&bench, json!({"DestinationConfig": {"OnSuccess": {"Destination": QUEUE}}})).await;
    bench.script.answer([Ok(r#"{"done": true}"#)]);
    bench.invoke("f", "Event", r#"{"n": 1}"#).await;
    eventually(|| !bench.world.sent().is_empty()).await;
    let expected = json!({
        "version": "1.0",
        "timestamp": "2027-01-15T08:00:00.000Z",
        "requestContext": {
            "requestId": bench.script.request_ids()[0],
            "functionArn": format!("{ARN}:f:$LATEST"),
            "condition": "Success",
            "approximateInvokeCount": 1,
        },
        "requestPayload": {"n": 1},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST"},
        "responsePayload": {"done": true},
    });
    assert_eq!(record(&bench), expected);
    eventually(|| queued(&bench) == 0).await;
}

#[tokio::test]
async fn what_fails_is_told_after_as_many_retries_as_are_set() {
    let bench = bench().await;
    set(
        &bench,
        json!({"MaximumRetryAttempts": 1, "DestinationConfig": {"OnFailure": {"Destination": QUEUE}}}),
    )
    .await;
    bench.script.answer([failure(), failure(), failure()]);
    bench.invoke("f", "Event", "1").await;
    passes(&bench, || !bench.world.sent().is_empty()).await;
    let record = record(&bench);
    assert_eq!(record["requestContext"]["condition"], "RetriesExhausted");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 2);
    assert_eq!(record["responseContext"]["functionError"], "Unhandled");
    assert_eq!(record["responsePayload"]["errorType"], "Runtime.ExitError");
    assert_eq!(bench.script.events().len(), 2);
    eventually(|| queued(&bench) == 0).await;
}

/// AWS's key of an object, and a bucket out of reach for a while: the function does not run again for it, also not in the next
/// process.
#[tokio::test]
async fn a_record_waits_for_its_bucket() {
    let bench = bench().await;
    set(
        &bench,
        json!({"MaximumRetryAttempts": 0, "DestinationConfig": {"OnFailure": {"Destination": BUCKET}}}),
    )
    .await;
    bench.world.fail_puts(2);
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| bench.engine.queue.next_due().is_some_and(|due| due > bench.clock.now())).await;
    let bench = bench.restart().await;
    passes(&bench, || !bench.world.objects("bucket").is_empty()).await;
    let objects = bench.world.objects("bucket");
    let [(key, bytes)] = &objects[..] else { panic!("{objects:?}") };
    assert!(key.starts_with("aws/lambda/async/f/2027/01/15/2027-01-15T08.00.0"), "{key}");
    let record: Value = serde_json::from_slice(bytes).unwrap();
    assert_eq!(record["requestContext"]["condition"], "RetriesExhausted");
    assert_eq!(record["responsePayload"]["errorType"], "Runtime.ExitError");
    assert_eq!(bench.script.events().len(), 0, "the next process does not run it again");
    eventually(|| queued(&bench) == 0).await;
}

#[tokio::test]
async fn what_becomes_too_old_is_told_too() {
    let bench = bench().await;
    set(
        &bench,
        json!({"MaximumEventAgeInSeconds": 60, "DestinationConfig": {"OnFailure": {"Destination": QUEUE}}}),
    )
    .await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| bench.engine.queue.next_due().is_some_and(|due| due > bench.clock.now())).await;
    bench.pass(61).await;
    eventually(|| !bench.world.sent().is_empty()).await;
    let record = record(&bench);
    assert_eq!(record["requestContext"]["condition"], "EventAgeExceeded");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 1);
    assert_eq!(bench.script.events().len(), 1);
}

/// A function that gets a record goes on in its chain: a ring of functions ends as any loop does.
#[tokio::test]
async fn a_function_gets_the_record_and_a_ring_of_them_ends() {
    let bench = bench().await;
    bench.create("g").await;
    let to =
        |name: &str| json!({"DestinationConfig": {"OnSuccess": {"Destination": format!("{ARN}:{name}")}}});
    set(&bench, to("g")).await;
    bench.invoke("f", "Event", r#"{"n": 1}"#).await;
    bench.script.arrived(2).await;
    assert_eq!(bench.script.events()[1]["requestPayload"], json!({"n": 1}));
    eventually(|| queued(&bench) == 0).await;

    let bench = self::bench().await;
    bench.create("g").await;
    set(&bench, to("g")).await;
    let back = "/2019-09-25/functions/g/event-invoke-config";
    assert_eq!(bench.put(back, to("f")).await.status, 200);
    // Records of answers that hold the event would soon be too large.
    bench.script.answer((0..100).map(|_| Ok("1")));
    bench.invoke("f", "Event", "2").await;
    eventually(|| bench.script.events().len() > 2 && queued(&bench) == 0).await;
    // AWS's page: about 16 times each.
    assert_eq!(bench.script.events().len(), 32);
}

/// The page on dead letters: the event itself, with three attributes.
#[tokio::test]
async fn a_dead_letter_is_the_event() {
    let bench = Bench::new();
    let mut function = creation("f");
    function["DeadLetterConfig"] = json!({"TargetArn": QUEUE});
    assert_eq!(bench.post("/2015-03-31/functions", function).await.status, 201);
    bench.settled("f").await;
    set(
        &bench,
        json!({"MaximumRetryAttempts": 0, "DestinationConfig": {"OnFailure": {"Destination": BUCKET}}}),
    )
    .await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", r#"{"n": 1}"#).await;
    eventually(|| !bench.world.sent().is_empty()).await;
    let sent = bench.world.sent();
    let [event] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(event.payload, r#"{"n": 1}"#);
    let told: Vec<_> =
        event.attributes.iter().map(|told| (told.name, told.data_type, told.value.as_str())).collect();
    let id = &bench.script.request_ids()[0];
    let message = format!("RequestId: {id} Error: Runtime exited with error: exit status 1");
    assert_eq!(
        told,
        [
            ("RequestID", "String", id.as_str()),
            ("ErrorCode", "Number", "200"),
            ("ErrorMessage", "String", &message)
        ]
    );
    // The destination has its record besides.
    assert_eq!(bench.world.objects("bucket").len(), 1);
}
