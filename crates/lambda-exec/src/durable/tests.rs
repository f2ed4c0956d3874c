//! Durable executions from request to reply; the test plays the part of AWS's SDKs inside the function.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::eventually;
use tokio::sync::watch;

use crate::test_engine::{Bench, Reply, creation};

mod callbacks;
mod calls;
mod checkpoints;
mod control;
mod events;
mod lasting;

const FUNCTIONS: &str = "/2015-03-31/functions";

/// A function with a durable configuration.
async fn durable(bench: &Bench, name: &str, config: Value) {
    let mut body = creation(name);
    body["DurableConfig"] = config;
    let reply = bench.post(FUNCTIONS, body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    bench.settled(name).await;
}

/// One whose executions last for ten minutes at most.
async fn bench() -> Bench {
    let bench = Bench::new();
    durable(&bench, "f", json!({"ExecutionTimeout": 600})).await;
    bench
}

async fn invoke(bench: &Bench, kind: &str, name: Option<&str>, payload: &str) -> Reply {
    let mut headers = vec![("x-amz-invocation-type", kind)];
    headers.extend(name.map(|name| ("x-amz-durable-execution-name", name)));
    let path = format!("{FUNCTIONS}/f:$LATEST/invocations");
    bench.call("POST", &path, &headers, payload.to_owned()).await
}

/// An execution as its handler and others see it.
struct Run<'a> {
    bench: &'a Bench,
    arn: String,
    token: String,
    /// The handler is held at work until this is true.
    go: watch::Sender<bool>,
    invocations: usize,
}

impl<'a> Run<'a> {
    /// Starts an execution whose handler is at work.
    async fn start(bench: &'a Bench, payload: &str) -> Run<'a> {
        let go = bench.script.hold_invocations();
        let reply = invoke(bench, "Event", None, payload).await;
        assert_eq!(reply.status, 202, "{reply:?}");
        let arn = reply.header("x-amz-durable-execution-arn").to_owned();
        let mut run = Run { bench, arn, token: String::new(), go, invocations: 0 };
        run.invoked().await;
        run
    }

    /// Waits for the next invocation of the handler, and gives its event.
    async fn invoked(&mut self) -> Value {
        self.invocations += 1;
        let wanted = self.invocations;
        eventually(|| self.events().len() >= wanted).await;
        let event = self.events().swap_remove(wanted - 1);
        self.token = event["CheckpointToken"].as_str().unwrap().to_owned();
        event
    }

    /// The events of this execution's handler.
    fn events(&self) -> Vec<Value> {
        let events = self.bench.script.events().into_iter();
        events.filter(|event| event["DurableExecutionArn"] == self.arn.as_str()).collect()
    }

    /// The handler, which is at work, answers; the next one is held again.
    async fn answers(&mut self) {
        let before = std::mem::replace(&mut self.go, self.bench.script.hold_invocations());
        before.send_replace(true);
        rest().await;
    }

    fn path(&self, rest: &str) -> String {
        let arn = self.arn.replace('/', "%2F").replace(':', "%3A").replace('$', "%24");
        format!("/2025-12-01/durable-executions/{arn}{rest}")
    }

    async fn try_checkpoint(&self, updates: Value) -> Reply {
        let body = json!({"CheckpointToken": self.token, "Updates": updates});
        self.bench.post(&self.path("/checkpoint"), body).await
    }

    /// A checkpoint that is taken; what it answers of operations.
    async fn checkpoint(&mut self, updates: Value) -> Value {
        let reply = self.try_checkpoint(updates).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let reply = reply.json();
        self.token = reply["CheckpointToken"].as_str().unwrap_or_default().to_owned();
        reply["NewExecutionState"]["Operations"].clone()
    }

    async fn shown(&self) -> Value {
        let reply = self.bench.get(&self.path("")).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    async fn has_status(&self, status: &str) -> Value {
        for _ in 0..10_000 {
            let shown = self.shown().await;
            if shown["Status"] == status {
                return shown;
            }
            tokio::task::yield_now().await;
        }
        panic!("{status}: {}", self.shown().await);
    }

    async fn history(&self) -> Vec<Value> {
        let reply = self.bench.get(&self.path("/history?MaxItems=1000")).await;
        reply.json()["Events"].as_array().unwrap().clone()
    }

    async fn event_types(&self) -> Vec<String> {
        self.history().await.iter().map(|event| event["EventType"].as_str().unwrap().to_owned()).collect()
    }
}

/// Lets all that can go on do so.
async fn rest() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}

fn step(id: &str, action: &str) -> Value {
    json!({"Id": id, "Name": id, "Type": "STEP", "SubType": "Step", "Action": action})
}

/// The same with more members.
fn with(mut update: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        update[name] = value.clone();
    }
    update
}

const PENDING: &str = r#"{"Status": "PENDING"}"#;

/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-configuration.html>: from the start, and with a timeout. The default
/// of the retention is SAM's page's.
#[tokio::test]
async fn a_function_is_durable_from_the_start_or_never() {
    let bench = bench().await;
    let shown = bench.get(&format!("{FUNCTIONS}/f/configuration")).await.json();
    assert_eq!(shown["DurableConfig"], json!({"ExecutionTimeout": 600, "RetentionPeriodInDays": 14}));
    let update = async |name: &str, config: Value| {
        let path = format!("{FUNCTIONS}/{name}/configuration");
        bench.put(&path, json!({"DurableConfig": config})).await
    };
    assert_eq!(update("f", json!({"RetentionPeriodInDays": 3})).await.status, 200);
    let shown = bench.settled("f").await;
    assert_eq!(shown["DurableConfig"], json!({"ExecutionTimeout": 600, "RetentionPeriodInDays": 3}));
    bench.create("plain").await;
    let refused = update("plain", json!({"ExecutionTimeout": 5})).await;
    refused.is_error(400, "InvalidParameterValueException", "durable configuration");
    let mut body = creation("g");
    body["DurableConfig"] = json!({"RetentionPeriodInDays": 3});
    let refused = bench.post(FUNCTIONS, body).await;
    refused.is_error(400, "InvalidParameterValueException", "without an executionTimeout");
}

/// AWS's guide to invoking durable functions; the words are AWS's, as users show them.
#[tokio::test]
async fn who_invokes_a_durable_function_names_a_version() {
    let bench = bench().await;
    durable(&bench, "long", json!({"ExecutionTimeout": 901})).await;
    let unqualified = bench.invoke("f", "Event", "{}").await;
    unqualified.is_error(400, "InvalidParameterValueException", "using an unqualified ARN.");
    let long = bench.invoke("long:$LATEST", "RequestResponse", "{}").await;
    long.is_error(400, "InvalidParameterValueException", "executionTimeout greater than 15 minutes.");
    assert_eq!(bench.invoke("f:$LATEST", "DryRun", "{}").await.status, 204);
    assert_eq!(bench.script.events(), Vec::<Value>::new());
}

/// The event is what AWS's SDK for Python reads: times are milliseconds, the first operation has the id at the end of the ARN.
#[tokio::test]
async fn a_caller_waits_for_the_end_of_the_execution() {
    let bench = bench().await;
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED", "Result": "{\"a\": 1}"}"#)]);
    let reply = invoke(&bench, "RequestResponse", Some("order-1"), r#"{"n": 1}"#).await;
    assert_eq!((reply.status, reply.body.as_ref()), (200, &br#"{"a": 1}"#[..]), "{reply:?}");
    assert_eq!(reply.header("x-amz-executed-version"), "$LATEST");
    let arn = reply.header("x-amz-durable-execution-arn").to_owned();
    let beginning = "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST/durable-execution/order-1/";
    let id = arn.strip_prefix(beginning).unwrap();
    let event = bench.script.events().remove(0);
    assert_eq!(event["DurableExecutionArn"], arn.as_str());
    let operation = &event["InitialExecutionState"]["Operations"][0];
    let expected = json!({
        "Id": id, "Name": "order-1", "Type": "EXECUTION", "Status": "STARTED",
        "StartTimestamp": 1_800_000_000_000_u64, "ExecutionDetails": {"InputPayload": r#"{"n": 1}"#},
    });
    assert_eq!(operation, &expected);
    assert_eq!(event["InitialExecutionState"]["NextMarker"], "");

    bench.script.answer([Ok(r#"{"Status": "FAILED", "Error": {"ErrorType": "E", "ErrorMessage": "no"}}"#)]);
    let reply = invoke(&bench, "RequestResponse", None, "{}").await;
    assert_eq!((reply.status, reply.header("x-amz-function-error")), (200, "Unhandled"));
    assert_eq!(reply.json(), json!({"errorType": "E", "errorMessage": "no"}), "our guess");
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html>
#[tokio::test]
async fn a_name_begins_one_execution() {
    let bench = bench().await;
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED", "Result": "1"}"#)]);
    let first = invoke(&bench, "RequestResponse", Some("n"), r#"{"a": 1}"#).await;
    let again = invoke(&bench, "RequestResponse", Some("n"), r#"{"a": 1}"#).await;
    let arn = "x-amz-durable-execution-arn";
    assert_eq!((again.status, again.body.as_ref()), (200, &b"1"[..]));
    assert_eq!(first.header(arn), again.header(arn));
    assert_eq!(bench.script.events().len(), 1);
    let other = invoke(&bench, "Event", Some("n"), r#"{"a": 2}"#).await;
    other.is_error(409, "DurableExecutionAlreadyStartedException", "n");
}

/// AWS's SDKs ask for the end of an invocation that answers what they never do; the words are our guess.
#[tokio::test]
async fn an_answer_that_is_none_fails_the_execution() {
    let bench = bench().await;
    for answer in ["17", "{}", r#"{"Status": "DONE"}"#, r#"{"Status": "FAILED", "Result": "1"}"#] {
        bench.script.answer([Ok(answer)]);
        let reply = invoke(&bench, "RequestResponse", None, "{}").await;
        assert_eq!(reply.header("x-amz-function-error"), "Unhandled", "{answer}");
        assert_eq!(reply.json()["errorType"], "InvalidParameterValueException", "{answer}");
    }
}

/// AWS's SDKs throw what is to be tried again; that nine times is the end is what users of AWS count.
#[tokio::test]
async fn an_invocation_that_fails_is_tried_again() {
    use crate::execution::executor::Failure;
    let bench = bench().await;
    let fails =
        || Err(Failure::Reported(bytes::Bytes::from_static(br#"{"errorType":"E","errorMessage":"m"}"#)));
    bench.script.answer([fails(), fails(), Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    let go = bench.script.hold_invocations();
    go.send_replace(true);
    let arn = invoke(&bench, "Event", None, "{}").await.header("x-amz-durable-execution-arn").to_owned();
    let mut run = Run { bench: &bench, arn, token: String::new(), go, invocations: 0 };
    run.invoked().await;
    for _ in 0..2 {
        // The waits are one and two seconds.
        bench.pass(2).await;
        run.invoked().await;
    }
    run.has_status("SUCCEEDED").await;
    let types = run.event_types().await;
    let completed = "InvocationCompleted";
    assert_eq!(types, ["ExecutionStarted", completed, completed, completed, "ExecutionSucceeded"]);
    let error = &run.history().await[1]["InvocationCompletedDetails"]["Error"];
    assert_eq!(error["Payload"], json!({"ErrorType": "E", "ErrorMessage": "m"}));

    bench.script.answer((0..9).map(|_| fails()));
    let arn = invoke(&bench, "Event", None, "{}").await.header("x-amz-durable-execution-arn").to_owned();
    run = Run { arn, invocations: 0, ..run };
    for _ in 0..9 {
        run.invoked().await;
        bench.clock.advance(Duration::from_secs(64));
    }
    let shown = run.has_status("FAILED").await;
    assert_eq!(shown["Error"], json!({"ErrorType": "E", "ErrorMessage": "m"}));
}
