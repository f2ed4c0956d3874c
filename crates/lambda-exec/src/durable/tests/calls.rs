//! Functions that an execution calls.

use super::*;

fn call(id: &str, function: &str, payload: &str) -> Value {
    let options = json!({"FunctionName": function});
    json!({"Id": id, "Type": "CHAINED_INVOKE", "Action": "START", "Payload": payload, "ChainedInvokeOptions": options})
}

/// Starts an execution that calls a function. What is called answers first, then the handler.
async fn calling<'a>(bench: &'a Bench, function: &str) -> Run<'a> {
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(bench, "{}").await;
    run.checkpoint(json!([call("i", function, "[1]")])).await;
    run
}

/// The model's words for a chained invoke.
#[tokio::test]
async fn an_execution_goes_on_with_what_a_function_gave() {
    let bench = bench().await;
    bench.create("g").await;
    let mut run = calling(&bench, "g").await;
    // It runs while the handler is at work: it answers with its event once it is let go.
    eventually(|| bench.script.events().contains(&json!([1]))).await;
    run.answers().await;
    let event = run.invoked().await;
    let operation = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!(
        (&operation["Status"], &operation["ChainedInvokeDetails"]["Result"]),
        (&json!("SUCCEEDED"), &json!("[1]"))
    );
    let types = run.event_types().await;
    assert!(
        types.contains(&"ChainedInvokeStarted".to_owned())
            && types.contains(&"ChainedInvokeSucceeded".to_owned())
    );
}

/// Which error it is, is our guess; the words about names are AWS's.
#[tokio::test]
async fn a_call_of_what_is_not_there_fails() {
    for (function, kind) in [("none", "ResourceNotFoundException"), ("f", "InvalidParameterValueException")] {
        let bench = bench().await;
        let mut run = calling(&bench, function).await;
        run.answers().await;
        let event = run.invoked().await;
        let operation = &event["InitialExecutionState"]["Operations"][1];
        assert_eq!(operation["Status"], "FAILED");
        assert_eq!(operation["ChainedInvokeDetails"]["Error"]["ErrorType"], kind);
    }
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let run = Run::start(&bench, "{}").await;
    for name in ["eu-west-1:g", "123456789012:function:g"] {
        let refused = run.try_checkpoint(json!([call("i", name, "1")])).await;
        refused.is_error(400, "InvalidParameterValueException", "same account and region");
    }
}

/// The model: a durable function that is called is an execution of its own.
#[tokio::test]
async fn an_execution_waits_for_another() {
    let bench = bench().await;
    durable(&bench, "child", json!({"ExecutionTimeout": 5000})).await;
    bench.script.answer([Ok(PENDING), Ok(r#"{"Status": "SUCCEEDED", "Result": "[2]"}"#)]);
    let mut run = Run::start(&bench, "{}").await;
    run.checkpoint(json!([call("i", "child:$LATEST", "[1]")])).await;
    eventually(|| bench.script.events().len() == 2).await;
    let child = bench.script.events().remove(1);
    assert_eq!(child["InitialExecutionState"]["Operations"][0]["ExecutionDetails"]["InputPayload"], "[1]");
    run.answers().await;
    let event = run.invoked().await;
    let operation = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!(
        (&operation["Status"], &operation["ChainedInvokeDetails"]["Result"]),
        (&json!("SUCCEEDED"), &json!("[2]"))
    );
    let listed = bench.get("/2025-12-01/functions/child/durable-executions").await.json();
    assert_eq!(listed["DurableExecutions"][0]["Status"], "SUCCEEDED");
}

/// AWS's guide to recursive loops; that it counts calls of executions is our guess.
#[tokio::test]
async fn executions_that_call_each_other_for_ever_end() {
    let bench = bench().await;
    let go = bench.script.hold_invocations();
    bench.script.answer((0..40).map(|_| Ok(PENDING)));
    invoke(&bench, "Event", None, "{}").await;
    // Each calls the next one.
    for round in 0..16 {
        eventually(|| bench.script.events().len() > round).await;
        let event = bench.script.events().swap_remove(round);
        let arn = event["DurableExecutionArn"].as_str().unwrap().to_owned();
        let token = event["CheckpointToken"].as_str().unwrap().to_owned();
        let run = Run { bench: &bench, arn, token, go: go.clone(), invocations: 0 };
        let reply = run.try_checkpoint(json!([call("i", "f:$LATEST", "1")])).await;
        assert_eq!(reply.status, 200, "{round}: {reply:?}");
    }
    rest().await;
    assert_eq!(bench.script.events().len(), 16, "AWS ends it about there");
    go.send_replace(true);
}
