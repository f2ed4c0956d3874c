//! What a handler says with checkpoints, and what it is given.

use super::*;

/// The journey of AWS's SDKs through a step and a wait, by the model of the API.
#[tokio::test]
async fn a_handler_goes_on_where_it_stood() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING), Ok(r#"{"Status": "SUCCEEDED", "Result": "\"done\""}"#)]);
    let mut run = Run::start(&bench, r#"{"n": 1}"#).await;
    let operations = run
        .checkpoint(json!([step("s", "START"), with(step("s", "SUCCEED"), json!({"Payload": "7"}))]))
        .await;
    assert_eq!(operations.as_array().unwrap().len(), 1);
    assert_eq!(
        (&operations[0]["Status"], &operations[0]["StepDetails"]["Result"]),
        (&json!("SUCCEEDED"), &json!("7"))
    );
    assert_eq!(operations[0]["StepDetails"]["Attempt"], 1);
    let wait = json!({"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": {"WaitSeconds": 60}});
    let operations = run.checkpoint(json!([wait])).await;
    assert_eq!(operations[0]["WaitDetails"]["ScheduledEndTimestamp"], 1_800_000_060);
    run.answers().await;
    bench.pass(59).await;
    assert_eq!(run.shown().await["Status"], "RUNNING");
    assert_eq!(run.events().len(), 1, "it sleeps");
    bench.pass(1).await;
    let event = run.invoked().await;
    let operations = event["InitialExecutionState"]["Operations"].as_array().unwrap();
    let shown: Vec<(&str, &str)> = operations
        .iter()
        .map(|operation| (operation["Type"].as_str().unwrap(), operation["Status"].as_str().unwrap()))
        .collect();
    assert_eq!(shown, [("EXECUTION", "STARTED"), ("STEP", "SUCCEEDED"), ("WAIT", "SUCCEEDED")]);
    assert_eq!(event["UpdatedOperationIds"], json!(["w"]));
    run.answers().await;
    let shown = run.has_status("SUCCEEDED").await;
    assert_eq!((&shown["Result"], &shown["InputPayload"]), (&json!("\"done\""), &json!(r#"{"n": 1}"#)));
    assert_eq!(
        run.event_types().await,
        [
            "ExecutionStarted",
            "StepStarted",
            "StepSucceeded",
            "WaitStarted",
            "InvocationCompleted",
            "WaitSucceeded",
            "InvocationCompleted",
            "ExecutionSucceeded"
        ]
    );
    let history = run.history().await;
    assert_eq!(history[0]["ExecutionStartedDetails"]["Input"]["Payload"], r#"{"n": 1}"#);
    assert_eq!(history[5]["WaitSucceededDetails"], json!({"Duration": 60}));
    assert_eq!(history[7]["EventId"], 8);
    let bare =
        bench.get(&run.path("/history?IncludeExecutionData=false&ReverseOrder=true&MaxItems=1")).await.json();
    let last = json!({"Result": {"Truncated": true}});
    assert_eq!(bare["Events"][0]["ExecutionSucceededDetails"], last);
    let marker = bare["NextMarker"].as_str().unwrap();
    let next = format!("/history?IncludeExecutionData=false&ReverseOrder=true&MaxItems=1&Marker={marker}");
    assert_eq!(bench.get(&run.path(&next)).await.json()["Events"][0]["EventId"], 7);
    let bare = bench.get(&run.path("?IncludeExecutionData=false")).await.json();
    assert_eq!((&bare["InputPayload"], &bare["ExecutionDataIncluded"]), (&Value::Null, &json!(false)));
}

/// AWS's words, on which its SDKs act: <https://github.com/aws/aws-durable-execution-sdk-js/issues/917>.
#[tokio::test]
async fn a_token_is_good_once() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    let first = run.token.clone();
    let body = json!({"CheckpointToken": first, "ClientToken": "c", "Updates": [step("s", "START")]});
    let taken = bench.post(&run.path("/checkpoint"), body.clone()).await.json();
    let repeated = bench.post(&run.path("/checkpoint"), body).await.json();
    assert_eq!(taken, repeated, "the model: a client's token tells a repetition");
    let old = run.try_checkpoint(json!([step("t", "START")])).await;
    old.is_error(400, "InvalidParameterValueException", "Invalid checkpoint token");
    let state = format!("/state?CheckpointToken={}", first.replace('=', "%3D"));
    bench.get(&run.path(&state)).await.is_error(
        400,
        "InvalidParameterValueException",
        "Invalid checkpoint token",
    );
    run.token = taken["CheckpointToken"].as_str().unwrap().to_owned();
    run.checkpoint(json!([with(step("s", "SUCCEED"), json!({}))])).await;
    let state = format!("/state?MaxItems=1&CheckpointToken={}", run.token.replace('=', "%3D"));
    let page = bench.get(&run.path(&state)).await.json();
    assert_eq!(page["Operations"][0]["Type"], "EXECUTION");
    let next = format!("{state}&Marker={}", page["NextMarker"].as_str().unwrap());
    let page = bench.get(&run.path(&next)).await.json();
    assert_eq!((&page["Operations"][0]["Id"], &page["NextMarker"]), (&json!("s"), &Value::Null));
    bench.get(&run.path(&format!("{state}&Marker=x"))).await.is_error(
        400,
        "InvalidParameterValueException",
        "Marker",
    );
}

/// A step that is to be tried again is ready after its delay: the model of the API.
#[tokio::test]
async fn a_step_is_tried_again() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING), Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    let mut run = Run::start(&bench, "{}").await;
    let error = json!({"ErrorType": "E", "ErrorMessage": "m"});
    let retry =
        with(step("s", "RETRY"), json!({"Error": error, "StepOptions": {"NextAttemptDelaySeconds": 5}}));
    let operations = run.checkpoint(json!([step("s", "START"), retry])).await;
    assert_eq!(operations[0]["Status"], "PENDING");
    assert_eq!(operations[0]["StepDetails"]["NextAttemptTimestamp"], 1_800_000_005);
    run.answers().await;
    bench.pass(5).await;
    let event = run.invoked().await;
    let shown = &event["InitialExecutionState"]["Operations"][1];
    assert_eq!((&shown["Status"], &shown["StepDetails"]["Attempt"]), (&json!("READY"), &json!(1)));
    run.checkpoint(json!([step("s", "START"), with(step("s", "SUCCEED"), json!({"Payload": "1"}))])).await;
    run.answers().await;
    run.has_status("SUCCEEDED").await;
    let failed = run.history().await.into_iter().find(|event| event["EventType"] == "StepFailed").unwrap();
    let retry = json!({"CurrentAttempt": 1, "NextAttemptDelaySeconds": 5});
    assert_eq!(failed["StepFailedDetails"]["RetryDetails"], retry);
}

/// The rules of AWS's own tools for local tests, whose words these are.
#[tokio::test]
async fn an_update_fits_its_operation_or_nothing_is_done() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    run.checkpoint(json!([step("done", "SUCCEED"), step("open", "START")])).await;
    let wait = json!({"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": {"WaitSeconds": 60}});
    let end = json!({"Id": "e", "Type": "EXECUTION", "Action": "SUCCEED"});
    let long = "x".repeat(1024 * 1024 + 1);
    for (updates, words) in [
        (json!([step("done", "SUCCEED")]), "Invalid current STEP state to close."),
        (json!([step("open", "START")]), "Invalid current STEP state to start."),
        (json!([with(step("open", "SUCCEED"), json!({"Name": "x"}))]), "Inconsistent operation name."),
        (json!([with(step("open", "SUCCEED"), json!({"Type": "CONTEXT"}))]), "Inconsistent operation type."),
        (json!([with(step("x", "START"), json!({"ParentId": "open"}))]), "Invalid parent operation id."),
        (json!([step("x", "CANCEL")]), "Invalid action for the given operation type."),
        (json!([step("x", "RETRY")]), "Invalid StepOptions for the given action."),
        (
            json!([with(step("x", "FAIL"), json!({"Payload": "1"}))]),
            "Cannot provide a Payload for FAIL action.",
        ),
        (
            json!([with(step("x", "SUCCEED"), json!({"Error": {}}))]),
            "Cannot provide an Error for SUCCEED action.",
        ),
        (json!([wait, wait]), "Cannot checkpoint multiple operations with the same ID."),
        (json!([end, wait]), "EXECUTION checkpoint must be the last update."),
        (json!([end, end]), "Cannot checkpoint multiple EXECUTION updates."),
        (
            json!([{"Id": "i", "Type": "CHAINED_INVOKE", "Action": "START"}]),
            "Update for CHAINED_INVOKE operation requires ChainedInvokeOptions.",
        ),
        (
            json!([wait, with(step("x", "SUCCEED"), json!({"Payload": long}))]),
            "STEP output payload size must be less than or equal to 1048576 bytes.",
        ),
    ] {
        let refused = run.try_checkpoint(updates).await;
        refused.is_error(400, "InvalidParameterValueException", words);
    }
    assert_eq!(run.history().await.len(), 3, "nothing is done");
    assert_eq!(run.checkpoint(json!([])).await, json!([]), "the token is still good");
}

/// AWS's quota of operations.
#[tokio::test]
async fn an_execution_has_three_thousand_operations() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    for hundred in 0..29 {
        let steps: Vec<Value> = (0..100).map(|one| step(&format!("s{hundred}-{one}"), "SUCCEED")).collect();
        run.checkpoint(steps.into()).await;
    }
    let steps =
        |count: usize| (0..count).map(|one| step(&format!("last-{one}"), "SUCCEED")).collect::<Vec<_>>();
    let refused = run.try_checkpoint(steps(100).into()).await;
    refused.is_error(400, "InvalidParameterValueException", "3000 operations");
    run.checkpoint(steps(99).into()).await;
}

/// The model: what is below a context that has ended is not needed any more, unless it says that it is.
#[tokio::test]
async fn what_is_below_a_context_that_has_ended_is_left_out() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING), Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    let context = |id: &str, action: &str| json!({"Id": id, "Type": "CONTEXT", "Action": action});
    let below = |id: &str, parent: &str| with(step(id, "SUCCEED"), json!({"ParentId": parent}));
    let inner = with(context("in", "START"), json!({"ParentId": "out"}));
    run.checkpoint(json!([
        context("out", "START"),
        inner,
        below("a", "in"),
        context("kept", "START"),
        below("b", "kept")
    ]))
    .await;
    let replays = with(context("kept", "SUCCEED"), json!({"ContextOptions": {"ReplayChildren": true}}));
    let wait = json!({"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": {"WaitSeconds": 1}});
    run.checkpoint(json!([context("in", "SUCCEED"), context("out", "SUCCEED"), replays, wait])).await;
    run.answers().await;
    bench.pass(1).await;
    let event = run.invoked().await;
    let operations = event["InitialExecutionState"]["Operations"].as_array().unwrap();
    let ids: Vec<&str> = operations[1..].iter().map(|operation| operation["Id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["out", "kept", "b", "w"]);
    assert_eq!(operations[2]["ContextDetails"]["ReplayChildren"], true);
}

/// A result that is too long for an answer comes with a checkpoint: the execution ends there, and no token follows.
#[tokio::test]
async fn an_execution_ends_with_a_checkpoint() {
    let bench = bench().await;
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED", "Result": ""}"#)]);
    let mut run = Run::start(&bench, "{}").await;
    let end = json!({"Id": "e", "Type": "EXECUTION", "Action": "SUCCEED", "Payload": "[1]"});
    run.checkpoint(json!([end])).await;
    assert_eq!(run.token, "", "no token follows");
    assert_eq!(run.shown().await["Result"], "[1]");
    run.answers().await;
    rest().await;
    assert_eq!(run.shown().await["Result"], "[1]");
}

/// AWS's tools for local tests refuse it; that the invocation is tried again first is theirs, too.
#[tokio::test]
async fn who_waits_for_nothing_fails() {
    let bench = bench().await;
    bench.script.answer((0..9).map(|_| Ok(PENDING)));
    let mut run = Run::start(&bench, "{}").await;
    for _ in 0..8 {
        run.answers().await;
        bench.clock.advance(Duration::from_secs(64));
        run.invoked().await;
    }
    run.answers().await;
    let shown = run.has_status("FAILED").await;
    assert_eq!(shown["Error"]["ErrorMessage"], "Cannot return PENDING status with no pending operations.");
}

/// How many a handler is given at once is our guess; that the rest comes by GetDurableExecutionState is the SDKs' way.
#[tokio::test]
async fn a_long_state_comes_in_pages() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING), Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    for hundred in 0..12 {
        let steps: Vec<Value> = (0..100).map(|one| step(&format!("s{hundred}-{one}"), "SUCCEED")).collect();
        run.checkpoint(steps.into()).await;
    }
    let wait = json!({"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": {"WaitSeconds": 1}});
    run.checkpoint(json!([wait])).await;
    run.answers().await;
    bench.pass(1).await;
    let event = run.invoked().await;
    let mut count = event["InitialExecutionState"]["Operations"].as_array().unwrap().len();
    let mut marker = event["InitialExecutionState"]["NextMarker"].as_str().unwrap().to_owned();
    assert_eq!(count, 1000);
    let token = run.token.replace('=', "%3D");
    while !marker.is_empty() {
        let page = format!("/state?MaxItems=100&CheckpointToken={token}&Marker={marker}");
        let page = bench.get(&run.path(&page)).await.json();
        count += page["Operations"].as_array().unwrap().len();
        marker = page["NextMarker"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!(count, 1202);
}

/// What is stored of an execution is limited as AWS's quota says. What has been written is told by its record: to write it all
/// takes a test too long.
#[tokio::test]
async fn an_execution_writes_a_hundred_megabytes() {
    use crate::durable::execution::Execution;
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    let payload = with(step("s", "SUCCEED"), json!({"Payload": "x".repeat(1000)}));
    run.checkpoint(json!([payload])).await;
    let id = run.arn.rsplit('/').next().unwrap().to_owned();
    let key = crate::durable::keys::execution(&id);
    let records = &bench.engine.store;
    let mut execution = Execution::load(records, &id).unwrap().unwrap();
    assert_eq!(execution.written, 1002, "the payload, and what it was given");
    execution.written = 100 * 1024 * 1024 + 1;
    let mut batch = store::Batch::new();
    batch.put(key, execution.encode().unwrap());
    assert!(records.change_in(records.epoch(), batch).unwrap());
    let refused = run.try_checkpoint(json!([step("more", "START")])).await;
    refused.is_error(400, "InvalidParameterValueException", "at most 104857600 bytes");
    run.checkpoint(json!([])).await;
}
