//! Functions fed from a queue. Authority: AWS's page on SQS as an event source and its pages on errors, batches and scaling, named
//! in `feed/poller.rs` and `feed/poller/batch.rs`.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{MAPPINGS, failure};
use crate::test_engine::{Bench, eventually};

const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";
const FIFO: &str = "arn:aws:sqs:us-east-1:000000000000:q.fifo";

async fn bench() -> Bench {
    let bench = Bench::new();
    bench.create("f").await;
    bench
}

async fn map(bench: &Bench, queue: &str, more: Value) -> String {
    let mut body = json!({"FunctionName": "f", "EventSourceArn": queue});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let reply = bench.post(MAPPINGS, body).await;
    assert_eq!(reply.status, 202, "{reply:?}");
    reply.json()["UUID"].as_str().unwrap().to_owned()
}

/// The bodies of the messages of each event.
fn batches(bench: &Bench) -> Vec<Vec<String>> {
    let bodies = |event: &Value| {
        let records = event["Records"].as_array().unwrap();
        records.iter().map(|record| record["body"].as_str().unwrap().to_owned()).collect()
    };
    bench.script.events().iter().map(bodies).collect()
}

async fn turns() {
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_is_done_goes_and_what_failed_comes_back() {
    let bench = bench().await;
    bench.script.answer([failure()]);
    bench.world.queue().send(["a", "b"]);
    map(&bench, QUEUE, json!({})).await;
    bench.script.arrived(1).await;
    turns().await;
    assert_eq!(bench.world.queue().ids(), ["a", "b"]);
    bench.pass(29).await;
    turns().await;
    assert_eq!(batches(&bench).len(), 1);
    bench.pass(1).await;
    bench.script.arrived(2).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    assert_eq!(batches(&bench), [["a", "b"], ["a", "b"]]);
    bench.world.queue().send(["c"]);
    bench.script.arrived(3).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
}

#[tokio::test]
async fn of_a_report_only_what_it_names_comes_back() {
    let bench = bench().await;
    let report = |text| Ok(text);
    bench.script.answer([
        report(r#"{"batchItemFailures": [{"itemIdentifier": "b"}]}"#),
        report(r#"{"batchItemFailures": [{"itemIdentifier": "nobody"}]}"#),
        report(r#"{"batchItemFailures": []}"#),
    ]);
    bench.world.queue().send(["a", "b", "c"]);
    map(&bench, QUEUE, json!({"FunctionResponseTypes": ["ReportBatchItemFailures"]})).await;
    eventually(|| bench.world.queue().ids() == ["b"]).await;
    bench.pass(30).await;
    bench.script.arrived(2).await;
    turns().await;
    assert_eq!(bench.world.queue().ids(), ["b"]);
    bench.pass(30).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    assert_eq!(batches(&bench), [vec!["a", "b", "c"], vec!["b"], vec!["b"]]);
}

#[tokio::test]
async fn a_failed_message_of_a_group_holds_up_those_behind_it() {
    let bench = bench().await;
    let hold = bench.script.hold_invocations();
    bench.script.answer([failure(), failure()]);
    let queue = bench.world.queue();
    queue.send_to(Some("g"), ["g1"]);
    map(&bench, FIFO, json!({"BatchSize": 1})).await;
    bench.script.arrived(1).await;
    queue.send_to(Some("g"), ["g2"]);
    queue.send_to(Some("h"), ["h1"]);
    // Another group does not wait.
    bench.script.arrived(2).await;
    hold.send(true).unwrap();
    turns().await;
    assert_eq!(batches(&bench), [["g1"], ["h1"]]);
    bench.pass(30).await;
    eventually(|| queue.ids().is_empty()).await;
    let order: Vec<String> = batches(&bench).concat();
    let of_g: Vec<&String> = order.iter().filter(|body| body.starts_with('g')).collect();
    assert_eq!(of_g, ["g1", "g1", "g2"]);
}

#[tokio::test]
async fn what_a_filter_leaves_out_goes_from_the_queue() {
    let bench = bench().await;
    let pattern = json!({"body": {"kind": ["wanted"]}}).to_string();
    bench.world.queue().send([r#"{"kind":"other"}"#, r#"{"kind":"wanted"}"#, "plain"]);
    map(&bench, QUEUE, json!({"FilterCriteria": {"Filters": [{"Pattern": pattern}]}})).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    assert_eq!(batches(&bench), [[r#"{"kind":"wanted"}"#]]);
}

#[tokio::test]
async fn a_window_gathers_messages_until_it_ends_or_the_batch_is_full() {
    let bench = bench().await;
    map(&bench, QUEUE, json!({"BatchSize": 12, "MaximumBatchingWindowInSeconds": 10})).await;
    let queue = bench.world.queue();
    queue.send(["a"]);
    turns().await;
    queue.send(["b"]);
    turns().await;
    assert_eq!(batches(&bench).len(), 0);
    bench.pass(10).await;
    bench.script.arrived(1).await;
    let many: Vec<String> = (0..15).map(|n| n.to_string()).collect();
    queue.send(many.iter().map(String::as_str));
    bench.script.arrived(2).await;
    turns().await;
    bench.pass(10).await;
    bench.script.arrived(3).await;
    eventually(|| queue.ids().is_empty()).await;
    let sizes: Vec<usize> = batches(&bench).iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 12, 3]);
}

/// AWS's quotas: an event has 6 MB at the most.
#[tokio::test]
async fn what_is_too_large_for_one_event_comes_in_more() {
    let bench = bench().await;
    let bodies: Vec<String> = (0..4).map(|n| format!("{n:020}{}", "x".repeat(2_200_000))).collect();
    bench.world.queue().send(bodies.iter().map(String::as_str));
    map(&bench, QUEUE, json!({})).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    let sizes: Vec<usize> = batches(&bench).iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 2]);
}

/// AWS's page on scaling: five at the beginning, more after a minute, never more than the mapping's own maximum.
#[tokio::test]
async fn batches_run_beside_each_other_up_to_a_limit() {
    for (more, at_first, later) in [
        (json!({"BatchSize": 1}), 5, 20),
        (json!({"BatchSize": 1, "ScalingConfig": {"MaximumConcurrency": 3}}), 3, 3),
    ] {
        let bench = bench().await;
        let hold = bench.script.hold_invocations();
        let many: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        bench.world.queue().send(many.iter().map(String::as_str));
        map(&bench, QUEUE, more).await;
        eventually(|| bench.script.events().len() == at_first).await;
        turns().await;
        assert_eq!(bench.script.events().len(), at_first);
        bench.pass(60).await;
        eventually(|| bench.script.events().len() >= later).await;
        turns().await;
        assert!(later == 20 || bench.script.events().len() == later);
        hold.send(true).unwrap();
    }
}

/// Our rule: who has nothing to do does not look. A queue that is gone is shown, and looked for ever more rarely.
#[tokio::test]
async fn an_idle_or_lost_queue_costs_nothing() {
    let bench = bench().await;
    let queue = bench.world.queue();
    let uuid = map(&bench, QUEUE, json!({})).await;
    turns().await;
    let before = queue.looks();
    for _ in 0..20 {
        bench.pass(60).await;
        turns().await;
    }
    assert_eq!(queue.looks(), before);
    queue.set_there(false);
    turns().await;
    let one = format!("{MAPPINGS}/{uuid}");
    assert_eq!(bench.get(&one).await.json()["LastProcessingResult"], "PROBLEM: Queue not found");
    let before = queue.looks();
    for _ in 0..3600 {
        bench.pass(1).await;
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
    assert!(queue.looks() - before < 70, "{} looks in an hour", queue.looks() - before);
    queue.set_there(true);
    queue.send(["a"]);
    bench.pass(61).await;
    bench.script.arrived(1).await;
    turns().await;
    assert_eq!(bench.get(&one).await.json()["LastProcessingResult"], Value::Null);
}

/// A function that is gone takes nothing from the queue: our guess.
#[tokio::test]
async fn messages_wait_for_a_function_that_is_gone() {
    let bench = bench().await;
    let uuid = map(&bench, QUEUE, json!({})).await;
    turns().await;
    bench.delete("/2015-03-31/functions/f").await;
    let before = bench.world.queue().looks();
    bench.world.queue().send(["a"]);
    turns().await;
    assert_eq!(bench.world.queue().looks(), before);
    let shown = bench.get(&format!("{MAPPINGS}/{uuid}")).await.json();
    assert_eq!(shown["LastProcessingResult"], "PROBLEM: Function not found");
    bench.create("f").await;
    bench.pass(61).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
}

/// Whatever ends a process or a mapping, what it had received and not done comes back.
#[tokio::test]
async fn no_message_is_lost_with_the_process_or_the_mapping() {
    let bench = bench().await;
    let _hold = bench.script.hold_invocations();
    bench.world.queue().send(["a"]);
    let uuid = map(&bench, QUEUE, json!({})).await;
    bench.script.arrived(1).await;
    let bench = bench.restart().await;
    assert_eq!(bench.world.queue().ids(), ["a"]);
    bench.pass(30).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    // What a mapping has received is handed over when it is disabled.
    let one = format!("{MAPPINGS}/{uuid}");
    bench.put(&one, json!({"MaximumBatchingWindowInSeconds": 300})).await;
    bench.world.queue().send(["b"]);
    turns().await;
    bench.put(&one, json!({"Enabled": false})).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    bench.world.queue().send(["c"]);
    turns().await;
    assert_eq!(bench.world.queue().ids(), ["c"]);
    bench.put(&one, json!({"Enabled": true, "MaximumBatchingWindowInSeconds": 0})).await;
    eventually(|| bench.world.queue().ids().is_empty()).await;
    bench.delete(&one).await;
    bench.world.queue().send(["d"]);
    turns().await;
    assert_eq!(bench.world.queue().ids(), ["d"]);
}

/// Our design, `docs/decisions/0043-one-schedule.md`: who waits keeps no engine.
#[tokio::test]
async fn an_engine_that_is_dropped_takes_its_pollers_along() {
    for fails in [false, true] {
        let bench = bench().await;
        map(&bench, QUEUE, json!({})).await;
        if fails {
            bench.script.answer([failure()]);
        }
        bench.world.queue().send(["a"]);
        bench.script.arrived(1).await;
        let (engine, messages) =
            (Arc::downgrade(&bench.engine), Arc::downgrade(&bench.engine.seams.messages));
        let (script, world, clock) = (bench.script.clone(), bench.world.clone(), bench.clock.clone());
        drop(bench);
        eventually(|| engine.strong_count() == 0 && messages.strong_count() == 0).await;
        world.queue().send(["b"]);
        clock.advance(std::time::Duration::from_secs(60));
        turns().await;
        assert_eq!(script.events().len(), 1);
    }
}
