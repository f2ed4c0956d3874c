//! Events on their way. Authority: AWS's page on the errors of asynchronous invocations, named in `queue.rs`.

use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::entropy::Entropy;
use base::seams::{Event, EventTarget as _, SeamError, Sender};
use serde_json::json;
use testkit::{Faults, Turns, look};

use super::Queued;
use crate::execution::executor::Failure;
use crate::function_name::FunctionId;
use crate::invoke::Request;
use crate::test_engine::{Bench, eventually};

mod destinations;

fn failure() -> Result<&'static str, Failure> {
    Err(Failure::Exited { how: "exit status 1".to_owned() })
}

fn queued(bench: &Bench) -> usize {
    let mut count = 0;
    bench
        .store
        .scan_prefix(&store::Key::of(store::Space::LambdaQueue), &mut |_, _| {
            count += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    count
}

fn sender() -> Sender {
    let arn = Arn::parse("arn:aws:s3:::b").unwrap();
    Sender { service: "s3.amazonaws.com", arn, account: AccountId::DEFAULT }
}

fn event(id: &str) -> Event {
    Event { id: id.to_owned(), sender: sender(), payload: format!("\"{id}\"").into(), attributes: Vec::new() }
}

fn target(name: &str) -> Arn {
    Arn::parse(&format!("arn:aws:lambda:us-east-1:000000000000:function:{name}")).unwrap()
}

#[tokio::test]
async fn an_event_runs_and_is_gone() {
    let bench = Bench::new();
    bench.create("f").await;
    let reply = bench.invoke("f", "Event", "{\"a\":1}").await;
    assert_eq!((reply.status, reply.body.len()), (202, 0));
    bench.script.arrived(1).await;
    assert_eq!(bench.script.events(), [json!({"a": 1})]);
    eventually(|| queued(&bench) == 0).await;
}

/// Our promise, at `--data-dir`: a function acts on no event that a crash can take back, whether or not its sender still
/// waits for the answer.
#[tokio::test]
async fn an_event_runs_once_it_is_durable() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    let bench = Bench::on(store);
    bench.create("f").await;
    faults.hold();
    let (to, event) = (target("f"), event("e"));
    let mut sending = bench.engine.send(&to, event);
    assert!(look(&mut sending).is_pending(), "its sender is answered when it is durable");
    drop(sending);
    assert_eq!(queued(&bench), 1);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(bench.script.events(), [json!(null); 0]);
    faults.let_go();
    bench.script.arrived(1).await;
    eventually(|| queued(&bench) == 0).await;
}

#[tokio::test]
async fn a_failing_event_is_tried_three_times() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.script.answer([failure(), failure(), failure()]);
    bench.invoke("f", "Event", "1").await;
    for (attempt, (too_early, rest)) in [(59, 1), (119, 1)].into_iter().enumerate() {
        bench.script.arrived(attempt + 1).await;
        // The record says when it is due; only then may the clock go on.
        eventually(|| bench.engine.queue.next_due().is_some_and(|due| due > bench.clock.now())).await;
        bench.pass(too_early).await;
        bench.script.arrived(attempt + 1).await;
        bench.pass(rest).await;
    }
    bench.script.arrived(3).await;
    eventually(|| queued(&bench) == 0).await;
    let ids = bench.script.request_ids();
    assert!(ids.iter().all(|id| *id == ids[0]), "every attempt has the same request id");
}

#[tokio::test]
async fn what_is_queued_survives_the_process() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| bench.engine.queue.next_due().is_some()).await;
    let bench = bench.restart().await;
    assert_eq!(queued(&bench), 1);
    bench.pass(60).await;
    bench.script.arrived(1).await;
    eventually(|| queued(&bench) == 0).await;
}

#[tokio::test]
async fn an_event_that_is_too_old_or_has_no_function_is_dropped() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| bench.engine.queue.next_due().is_some()).await;
    bench.pass(6 * 3600 + 1).await;
    eventually(|| queued(&bench) == 0).await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "2").await;
    bench.script.arrived(2).await;
    eventually(|| bench.engine.queue.next_due().is_some()).await;
    bench.delete("/2015-03-31/functions/f").await;
    bench.pass(60).await;
    eventually(|| queued(&bench) == 0).await;
    bench.script.arrived(2).await;
}

#[tokio::test]
async fn an_event_delivered_twice_runs_once() {
    let bench = Bench::new();
    bench.create("f").await;
    for id in ["one", "one", "two"] {
        bench.engine.send(&target("f"), event(id)).await.unwrap();
    }
    bench.script.arrived(2).await;
    eventually(|| queued(&bench) == 0).await;
    bench.engine.send(&target("f"), event("one")).await.unwrap();
    bench.engine.send(&target("f"), event("three")).await.unwrap();
    bench.script.arrived(3).await;
    bench.engine.accepts(&sender(), &target("f")).await.unwrap();
    for missing in [target("g"), Arn::parse("arn:aws:sqs:us-east-1:000000000000:q").unwrap()] {
        assert!(matches!(bench.engine.accepts(&sender(), &missing).await, Err(SeamError::NotFound(_))));
        assert!(matches!(bench.engine.send(&missing, event("x")).await, Err(SeamError::NotFound(_))));
    }
}

#[tokio::test]
async fn a_reset_empties_the_queue_too() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| bench.engine.queue.next_due().is_some()).await;
    bench.store.clear().unwrap();
    bench.engine.notice_exchange();
    assert_eq!(bench.engine.queue.next_due(), None);
    bench.create("f").await;
    bench.invoke("f", "Event", "2").await;
    bench.script.arrived(2).await;
}

/// Overwrites the only event in the store, and gives what was there.
fn replace_event(bench: &Bench, value: Vec<u8>) -> Vec<u8> {
    let mut found = None;
    let prefix = store::Key::of(store::Space::LambdaQueue);
    bench
        .store
        .scan_prefix(&prefix, &mut |key, record| {
            found = Some((store::space::Fields::of(key).u64().unwrap(), record.to_vec()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let (order, before) = found.unwrap();
    let mut batch = store::Batch::new();
    batch.put(super::queue_key(order), value);
    bench.store.commit(batch).unwrap();
    before
}

/// What was taken is run, whatever goes wrong here meanwhile.
#[tokio::test]
async fn an_event_whose_handling_fails_is_tried_again_by_the_same_process() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.script.answer([failure()]);
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
    eventually(|| bench.engine.queue.next_due().is_some_and(|due| due > bench.clock.now())).await;
    let event = replace_event(&bench, b"damaged".to_vec());
    bench.pass(60).await;
    eventually(|| bench.engine.queue.next_due().is_none()).await;
    replace_event(&bench, event);
    for _ in 0..100 {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        bench.pass(1).await;
    }
    bench.script.arrived(2).await;
    eventually(|| queued(&bench) == 0).await;
    eventually(|| bench.engine.queue.held() == (0, 0)).await;
}

/// A place is free again however the work ends: else sixty-four panics would stop the queue for good.
#[tokio::test]
async fn a_place_is_given_back_by_whatever_ends_the_work() {
    let bench = Bench::with(|settings| settings.queue_concurrency = 1);
    bench.create("f").await;
    let id = FunctionId::of_arn(&target("f")).unwrap().0;
    for order in 1_000..1_003 {
        bench.engine.queue.add(id.clone(), bench.clock.now(), order);
        let place = super::Place { engine: bench.engine.clone(), id: id.clone() };
        let panics = std::panic::AssertUnwindSafe(async move {
            let _place = place;
            panic!("on purpose");
        });
        assert!(futures::FutureExt::catch_unwind(panics).await.is_err());
    }
    bench.invoke("f", "Event", "1").await;
    bench.script.arrived(1).await;
}

/// A limit of ours: AWS names none. Throttled as AWS throttles; a sender inside the emulator keeps its event.
#[tokio::test]
async fn a_full_queue_throttles() {
    let bench = Bench::with(|settings| settings.queue_limit.events = 2);
    bench.create("f").await;
    let hold = bench.script.hold_invocations();
    for _ in 0..2 {
        assert_eq!(bench.invoke("f", "Event", "1").await.status, 202);
    }
    bench.invoke("f", "Event", "1").await.is_error(429, "TooManyRequestsException", "Rate Exceeded.");
    let sent = bench.engine.send(&target("f"), event("one")).await;
    assert!(matches!(sent, Err(SeamError::Unavailable(_))), "{sent:?}");
    hold.send(true).unwrap();
    eventually(|| queued(&bench) == 0).await;
    bench.engine.send(&target("f"), event("one")).await.unwrap();
    bench.script.arrived(3).await;

    let bench = Bench::with(|settings| settings.queue_limit.bytes = 1_000_000);
    bench.create("f").await;
    let _hold = bench.script.hold_invocations();
    let large = format!("\"{}\"", "x".repeat(600_000));
    assert_eq!(bench.invoke("f", "Event", &large).await.status, 202);
    assert_eq!(bench.invoke("f", "Event", &large).await.status, 429);
    assert_eq!(bench.invoke("f", "Event", "1").await.status, 202);
}

/// Our design: what waits in the store is taken over in slices, and what comes meanwhile comes behind it.
#[test]
fn an_engine_starts_with_many_events_in_short_turns() {
    const EVENTS: usize = if cfg!(debug_assertions) { 2_000 } else { 50_000 };
    let _bench = Turns::check("a start with many queued events", |turns| async move {
        let bench = Bench::new();
        bench.create("f").await;
        let now = bench.clock.now();
        let keep = |bench: &Bench| {
            let request = Request {
                id: FunctionId::of_arn(&target("f")).unwrap().0,
                qualifier: None,
                payload: "{}".into(),
                client_context: None,
                request_id: "r".into(),
                trace_id: String::new(),
            };
            let due = now.plus(Duration::from_secs(60));
            bench.engine.enqueue(Queued { due, ..Queued::new(request, None, now) }).unwrap();
        };
        (0..EVENTS).for_each(|_| keep(&bench));
        turns.forget();
        let bench = bench.restart().await;
        keep(&bench);
        eventually(|| bench.engine.queue.held().0 == EVENTS + 1).await;
        assert_eq!(queued(&bench), EVENTS + 1, "none has taken another's place");
        bench
    });
}
