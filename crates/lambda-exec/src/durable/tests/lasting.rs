//! What survives: the process, a client that goes away, another state.

use super::*;

/// Our promise: what an execution waits for is a record.
#[tokio::test]
async fn an_execution_goes_on_in_the_next_process() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let arn = {
        let mut run = Run::start(&bench, "{}").await;
        let options = json!({"WaitSeconds": 60});
        run.checkpoint(json!([{"Id": "w", "Type": "WAIT", "Action": "START", "WaitOptions": options}])).await;
        run.arn.clone()
        // The process ends while the handler is at work.
    };
    let bench = bench.restart().await;
    bench.script.answer([Ok(PENDING), Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    let go = bench.script.hold_invocations();
    let mut run = Run { bench: &bench, arn, token: String::new(), go, invocations: 0 };
    let event = run.invoked().await;
    assert_eq!(event["InitialExecutionState"]["Operations"][1]["Status"], "STARTED");
    run.answers().await;
    bench.pass(60).await;
    run.invoked().await;
    run.answers().await;
    run.has_status("SUCCEEDED").await;
}

/// A reset takes what was to be done, too.
#[tokio::test]
async fn nothing_of_another_state_is_done() {
    let bench = bench().await;
    bench.script.answer([Ok(PENDING)]);
    let mut run = Run::start(&bench, "{}").await;
    bench.store.clear().unwrap();
    bench.engine.notice_exchange();
    run.answers().await;
    bench.pass(700).await;
    rest().await;
    assert_eq!(bench.get(&run.path("")).await.status, 404);
    assert_eq!(run.events().len(), 1);
}

/// Our promise, at `--data-dir`.
#[tokio::test]
async fn a_handler_runs_once_what_it_is_given_is_durable() {
    let (store, faults) = testkit::Faults::store(base::entropy::Entropy::seeded(1));
    let bench = Bench::on(store);
    durable(&bench, "f", json!({"ExecutionTimeout": 600})).await;
    bench.script.answer([Ok(r#"{"Status": "SUCCEEDED"}"#)]);
    faults.hold();
    let mut invoked = Box::pin(invoke(&bench, "Event", None, "{}"));
    assert!(testkit::look(&mut invoked).is_pending());
    rest().await;
    assert_eq!(bench.script.events(), Vec::<Value>::new(), "a crash may take it back");
    faults.let_go();
    assert_eq!(invoked.await.status, 202);
    bench.script.arrived(1).await;
}
