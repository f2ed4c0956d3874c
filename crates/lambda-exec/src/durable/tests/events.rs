//! Durable functions behind events: each begins an execution, of which destinations are told.

use super::*;

const SUCCEEDED: &str = r#"{"Status": "SUCCEEDED", "Result": "[7]"}"#;

/// AWS's guide to invoking durable functions: asynchronous invocations begin executions.
#[tokio::test]
async fn an_asynchronous_invocation_begins_an_execution() {
    let bench = bench().await;
    bench.script.answer([Ok(SUCCEEDED), Ok(SUCCEEDED)]);
    let path = "/2014-11-13/functions/f:$LATEST/invoke-async";
    let reply = bench.call("POST", path, &[], "{\"old\": 1}").await;
    assert_eq!(reply.status, 202, "{reply:?}");
    bench.script.arrived(1).await;
    rest().await;
    let listed = bench.get("/2025-12-01/functions/f/durable-executions").await.json();
    assert_eq!(listed["DurableExecutions"][0]["Status"], "SUCCEEDED");
    assert_eq!(bench.engine.queue.held().0, 0, "nobody wants to know");
}

/// AWS's page on records, whose form is that of every asynchronous invocation.
#[tokio::test]
async fn a_destination_is_told_how_an_execution_ended() {
    let bench = bench().await;
    bench.create("told").await;
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:told";
    let config = json!({"DestinationConfig": {"OnSuccess": {"Destination": arn}}});
    let path = "/2019-09-25/functions/f/event-invoke-config?Qualifier=$LATEST";
    assert_eq!(bench.put(path, config).await.status, 200);
    bench.script.answer([Ok(PENDING), Ok(SUCCEEDED)]);
    let mut run = Run::start(&bench, r#"{"n": 1}"#).await;
    let wait = json!({"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": {"WaitSeconds": 60}});
    run.checkpoint(json!([wait])).await;
    run.answers().await;
    bench.pass(60).await;
    run.invoked().await;
    run.answers().await;
    run.has_status("SUCCEEDED").await;
    let told = || bench.script.events().into_iter().find(|event| event.get("requestContext").is_some());
    for _ in 0..20 {
        bench.pass(30).await;
        rest().await;
    }
    let record = told().unwrap();
    assert_eq!(record["requestContext"]["condition"], "Success");
    assert_eq!((&record["requestPayload"], &record["responsePayload"]), (&json!({"n": 1}), &json!([7])));
}
