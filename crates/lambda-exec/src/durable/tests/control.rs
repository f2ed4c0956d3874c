//! Stop, pause, resume, delete, list, and the end by time.

use super::*;

async fn waiting<'a>(bench: &'a Bench, seconds: u64) -> Run<'a> {
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(bench, "{}").await;
    let options = json!({"WaitSeconds": seconds});
    run.checkpoint(json!([{"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": options}])).await;
    run
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-managing-executions.html>
#[tokio::test]
async fn an_execution_is_stopped() {
    let bench = bench().await;
    let mut run = waiting(&bench, 60).await;
    let error = json!({"ErrorType": "Stop", "ErrorMessage": "enough"});
    let stopped = bench.post(&run.path("/stop"), error.clone()).await;
    assert_eq!((stopped.status, stopped.json()), (200, json!({"StopTimestamp": 1_800_000_000})));
    let shown = run.shown().await;
    assert_eq!((&shown["Status"], &shown["Error"]), (&json!("STOPPED"), &error));
    let late = run.try_checkpoint(json!([])).await;
    late.is_error(400, "InvalidParameterValueException", "Invalid checkpoint token");
    run.answers().await;
    bench.pass(60).await;
    assert_eq!(run.event_types().await.last().unwrap(), "ExecutionStopped");
    assert_eq!(run.events().len(), 1);
    let none = run.path("/stop").replace("durable-execution%2F", "durable-execution%2Fx");
    bench.post(&none, json!({})).await.is_error(404, "ResourceNotFoundException", "");
}

/// The type of the error is our guess.
#[tokio::test]
async fn an_execution_times_out() {
    let bench = bench().await;
    let mut run = waiting(&bench, 6000).await;
    run.answers().await;
    assert_eq!(run.shown().await["ExpectedExecutionTimeoutTimestamp"], 1_800_000_600);
    bench.pass(600).await;
    let shown = run.has_status("TIMED_OUT").await;
    assert_eq!(shown["EndTimestamp"], 1_800_000_600);
    assert_eq!(run.event_types().await.last().unwrap(), "ExecutionTimedOut");
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-pause-resume.html>
#[tokio::test]
async fn a_paused_execution_is_not_invoked() {
    let bench = bench().await;
    let mut run = waiting(&bench, 60).await;
    let pause = json!({"ClientToken": "p", "Reason": "why"});
    assert_eq!(bench.post(&run.path("/pause"), pause.clone()).await.status, 202);
    assert_eq!(bench.post(&run.path("/pause"), pause).await.status, 202, "a repetition");
    let again = bench.post(&run.path("/pause"), json!({"ClientToken": "q"})).await;
    again.is_error(409, "ResourceConflictException", "PAUSING");
    assert_eq!(run.shown().await["Status"], "PAUSING");
    run.checkpoint(json!([step("s", "SUCCEED")])).await;
    assert_eq!(run.token, "", "it has to stop");
    let shown = run.shown().await;
    assert_eq!((&shown["Status"], &shown["PauseDetails"]["Reason"]), (&json!("PAUSED"), &json!("why")));
    assert_eq!(shown["ExpectedExecutionTimeoutTimestamp"], 1_800_000_000 + 366 * 86_400);
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    run.answers().await;
    bench.pass(3600).await;
    rest().await;
    assert_eq!(run.shown().await["Status"], "PAUSED", "its timeout is paused");
    assert_eq!(run.events().len(), 1);
    assert!(run.event_types().await.contains(&"WaitSucceeded".to_owned()), "what it waits for goes on");
    assert_eq!(bench.post(&run.path("/resume"), json!({})).await.status, 202);
    let shown = run.shown().await;
    assert_eq!(shown["ExpectedExecutionTimeoutTimestamp"], 1_800_000_600 + 3600);
    run.invoked().await;
    run.answers().await;
    run.has_status("SUCCEEDED").await;
    let types = run.event_types().await;
    assert!(types.contains(&"ExecutionPaused".to_owned()) && types.contains(&"ExecutionResumed".to_owned()));
    let over = bench.post(&run.path("/resume"), json!({})).await;
    over.is_error(409, "ResourceConflictException", "SUCCEEDED");
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-delete.html>
#[tokio::test]
async fn an_execution_that_has_ended_is_deleted() {
    let bench = bench().await;
    let mut run = waiting(&bench, 60).await;
    let open = bench.delete(&run.path("")).await;
    open.is_error(409, "ResourceConflictException", "RUNNING");
    bench.post(&run.path("/stop"), json!({})).await;
    run.answers().await;
    let deleted = bench.delete(&run.path("")).await;
    assert_eq!((deleted.status, deleted.json()), (202, json!({"DeletionRequestTimestamp": 1_800_000_000})));
    gone(&bench, &run).await;
}

async fn gone(bench: &Bench, run: &Run<'_>) {
    for _ in 0..10_000 {
        if bench.get(&run.path("")).await.status == 404 {
            let listed = bench.get("/2025-12-01/functions/f/durable-executions").await.json();
            return assert_eq!(listed["DurableExecutions"], json!([]));
        }
        tokio::task::yield_now().await;
    }
    panic!("it is still there");
}

/// The function's `RetentionPeriodInDays`; its name is free again then.
#[tokio::test]
async fn an_execution_is_kept_for_as_long_as_its_function_says() {
    let bench = Bench::new();
    durable(&bench, "f", json!({"ExecutionTimeout": 600, "RetentionPeriodInDays": 1})).await;
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED"}"#), Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    let reply = invoke(&bench, "RequestResponse", Some("n"), "{}").await;
    let arn = reply.header("x-amz-durable-execution-arn").to_owned();
    let go = bench.script.hold_invocations();
    let run = Run { bench: &bench, arn: arn.clone(), token: String::new(), go, invocations: 0 };
    bench.pass(86_399).await;
    assert_eq!(run.shown().await["Status"], "SUCCEEDED");
    bench.pass(1).await;
    gone(&bench, &run).await;
    run.go.send_replace(true);
    let reply = invoke(&bench, "RequestResponse", Some("n"), "[2]").await;
    assert_eq!(reply.status, 200);
    assert_ne!(reply.header("x-amz-durable-execution-arn"), arn);
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_ListDurableExecutionsByFunction.html>: the newest first.
#[tokio::test]
async fn executions_are_listed() {
    let bench = bench().await;
    bench.script.answer((0..3).map(|_| Ok(r#"{"Status": "SUCCEEDED"}"#)));
    for name in ["a", "b", "c"] {
        invoke(&bench, "RequestResponse", Some(name), "{}").await;
        bench.pass(10).await;
    }
    let list = async |query: &str| {
        let listed = bench.get(&format!("/2025-12-01/functions/f/durable-executions?{query}")).await.json();
        let names = listed["DurableExecutions"].as_array().unwrap().iter();
        let names: Vec<String> =
            names.map(|one| one["DurableExecutionName"].as_str().unwrap().to_owned()).collect();
        (names.join(""), listed["NextMarker"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(list("").await.0, "cba");
    assert_eq!(list("ReverseOrder=true").await.0, "abc");
    let (first, marker) = list("MaxItems=2").await;
    assert_eq!(first, "cb");
    assert_eq!(list(&format!("MaxItems=2&Marker={marker}")).await, ("a".to_owned(), String::new()));
    assert_eq!(list("DurableExecutionName=b").await.0, "b");
    assert_eq!(list("Statuses=RUNNING").await.0, "");
    assert_eq!(list("Statuses=RUNNING&Statuses=SUCCEEDED").await.0, "cba");
    assert_eq!(
        list("StartedAfter=2027-01-15T08%3A00%3A05Z&StartedBefore=2027-01-15T08%3A00%3A15Z").await.0,
        "b"
    );
    assert_eq!(list("Qualifier=%24LATEST").await.0, "cba");
}

/// Between invocations an execution is paused at once. Where its timeout goes on, it ends by it.
#[tokio::test]
async fn a_pause_may_leave_the_timeout_alone() {
    let bench = bench().await;
    let mut run = waiting(&bench, 60).await;
    run.answers().await;
    let pause = json!({"ExecutionTimeoutPaused": false});
    assert_eq!(bench.post(&run.path("/pause"), pause).await.status, 202);
    let shown = run.shown().await;
    assert_eq!(
        (&shown["Status"], &shown["PauseDetails"]["ExecutionTimeoutPaused"]),
        (&json!("PAUSED"), &json!(false))
    );
    assert_eq!(shown["ExpectedExecutionTimeoutTimestamp"], 1_800_000_600);
    bench.pass(600).await;
    run.has_status("TIMED_OUT").await;
}

/// A pause that is taken back before the next checkpoint lets the invocation go on.
#[tokio::test]
async fn a_pause_is_taken_back() {
    let bench = bench().await;
    let mut run = waiting(&bench, 60).await;
    bench.post(&run.path("/pause"), json!({})).await;
    assert_eq!(bench.post(&run.path("/resume"), json!({})).await.status, 202);
    assert_eq!(run.shown().await["Status"], "RUNNING");
    run.checkpoint(json!([step("s", "SUCCEED")])).await;
    assert_ne!(run.token, "");
}

/// AWS's guide to permissions: the policy of the version says who may what with its executions.
#[tokio::test]
async fn another_account_sees_nothing() {
    let mut bench = bench().await;
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    let reply = invoke(&bench, "RequestResponse", None, "{}").await;
    let arn = reply.header("x-amz-durable-execution-arn").to_owned();
    bench.here.account = base::arn::AccountId::parse("111111111111").unwrap();
    let go = bench.script.hold_invocations();
    let run = Run { bench: &bench, arn, token: String::new(), go, invocations: 0 };
    let refused = bench.get(&run.path("")).await;
    assert_eq!(refused.status, 403, "{refused:?}");
}
