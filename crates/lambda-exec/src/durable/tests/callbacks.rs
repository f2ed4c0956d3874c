//! Callbacks, which are answered from outside.

use super::*;

/// Starts an execution that waits for a callback, and gives the callback's id.
async fn waiting<'a>(bench: &'a Bench, options: Value) -> (Run<'a>, String) {
    bench.script.answer([Ok(PENDING), Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    let mut run = Run::start(bench, "{}").await;
    let start = json!({"Id": "c", "Type": "CALLBACK", "Action": "START", "CallbackOptions": options});
    let operations = run.checkpoint(json!([start])).await;
    let id = operations[0]["CallbackDetails"]["CallbackId"].as_str().unwrap().to_owned();
    run.answers().await;
    (run, id)
}

fn path(id: &str, rest: &str) -> String {
    let id = id.replace('=', "%3D").replace('+', "%2B").replace('/', "%2F");
    format!("/2025-12-01/durable-execution-callbacks/{id}/{rest}")
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackSuccess.html>
#[tokio::test]
async fn a_callback_is_answered_once() {
    let bench = bench().await;
    let (mut run, id) = waiting(&bench, json!({})).await;
    assert_eq!(bench.call("POST", &path(&id, "succeed"), &[], "{\"ok\": true}").await.status, 200);
    let event = run.invoked().await;
    let operation = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!(
        (&operation["Status"], &operation["CallbackDetails"]["Result"]),
        (&json!("SUCCEEDED"), &json!("{\"ok\": true}"))
    );
    for rest in ["succeed", "fail", "heartbeat"] {
        let late = bench.call("POST", &path(&id, rest), &[], "{}").await;
        late.is_error(400, "CallbackTimeoutException", "already been closed");
    }
    let none = bench.call("POST", &path("bm9uZQ==", "succeed"), &[], "").await;
    none.is_error(400, "InvalidParameterValueException", "callback");
    run.answers().await;
    run.has_status("SUCCEEDED").await;
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackFailure.html>
#[tokio::test]
async fn a_callback_fails() {
    let bench = bench().await;
    let (mut run, id) = waiting(&bench, json!({})).await;
    let error = json!({"ErrorType": "E", "ErrorMessage": "m", "ErrorData": "d", "StackTrace": ["a", "b"]});
    assert_eq!(bench.post(&path(&id, "fail"), error.clone()).await.status, 200);
    let event = run.invoked().await;
    let operation = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!((&operation["Status"], &operation["CallbackDetails"]["Error"]), (&json!("FAILED"), &error));
}

/// The types of the errors are those of AWS's SDKs.
#[tokio::test]
async fn a_callback_times_out() {
    let bench = bench().await;
    let (mut run, id) = waiting(&bench, json!({"TimeoutSeconds": 100, "HeartbeatTimeoutSeconds": 30})).await;
    for _ in 0..3 {
        bench.pass(25).await;
        assert_eq!(bench.call("POST", &path(&id, "heartbeat"), &[], "").await.status, 200);
    }
    bench.pass(25).await;
    let event = run.invoked().await;
    let operation = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!(operation["Status"], "TIMED_OUT");
    assert_eq!(operation["CallbackDetails"]["Error"]["ErrorType"], "Callback.Timeout");
    assert_eq!(run.event_types().await[3], "CallbackTimedOut");

    let bench = super::bench().await;
    let (mut run, _) = waiting(&bench, json!({"TimeoutSeconds": 100, "HeartbeatTimeoutSeconds": 30})).await;
    bench.pass(30).await;
    let event = run.invoked().await;
    let operation = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!(operation["CallbackDetails"]["Error"]["ErrorType"], "Callback.Heartbeat");
}

/// What happens while the handler is at work it learns with its next checkpoint, or is invoked for.
#[tokio::test]
async fn a_handler_at_work_learns_of_an_answer() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING), Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    let start = |id: &str| json!({"Id": id, "Type": "CALLBACK", "Action": "START"});
    let operations = run.checkpoint(json!([start("a"), start("b")])).await;
    let id = |at: usize| operations[at]["CallbackDetails"]["CallbackId"].as_str().unwrap().to_owned();
    bench.call("POST", &path(&id(0), "succeed"), &[], "1").await;
    let news = run.checkpoint(json!([])).await;
    assert_eq!((&news[0]["Id"], &news[0]["Status"]), (&json!("a"), &json!("SUCCEEDED")));
    bench.call("POST", &path(&id(1), "succeed"), &[], "2").await;
    run.answers().await;
    let event = run.invoked().await;
    assert_eq!(event["UpdatedOperationIds"], json!(["b"]));
}
