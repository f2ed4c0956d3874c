//! Functions that wait for others, over a whole engine: none keeps another from running.

use std::time::Duration;

use serde_json::json;

use crate::test_engine::{Bench, eventually};

/// AWS runs a thousand at once; we run a hundred processes. What matters is that callers never keep those whom they
/// wait for from running: each gets its answer, and so does a third function meanwhile.
#[tokio::test]
async fn callers_of_a_function_that_calls_another_all_get_their_answer() {
    let bench = Bench::new();
    for name in ["a", "b", "c"] {
        bench.create(name).await;
    }
    bench.script.calls("a", "b");
    let callers = futures::future::join_all((0..260).map(|_| bench.invoke("a", "RequestResponse", "1")));
    let other = bench.invoke("c", "RequestResponse", "2");
    let (replies, other) =
        tokio::time::timeout(Duration::from_secs(8), async { futures::join!(callers, other) }).await.unwrap();
    assert_eq!((other.status, other.json()), (200, json!(2)));
    for reply in replies {
        assert_eq!((reply.status, reply.json()), (200, json!({"status": 200, "body": 1})));
    }
}

/// The API reference about the exception, its members and status; the limit: AWS's page on recursive loops.
#[tokio::test]
async fn a_function_that_calls_itself_is_stopped() {
    let bench = Bench::new();
    bench.create("a").await;
    bench.create("b").await;
    for (first, second) in [("a", "b"), ("a", "a")] {
        bench.script.calls("a", second);
        bench.script.calls("b", first);
        let before = bench.script.events().len();
        let mut answer = bench.invoke("a", "RequestResponse", "1").await.json();
        let turns = if first == second { 16 } else { 32 };
        assert_eq!(bench.script.events().len() - before, turns);
        for _ in 1..turns {
            assert_eq!(answer["status"], 200);
            answer = answer["body"].take();
        }
        assert_eq!(answer["status"], 400);
        assert_eq!(answer["body"]["Type"], "User");
        let text = answer["body"]["Message"].as_str().unwrap();
        assert!(
            text.starts_with("Lambda has detected your function being invoked in a recursive loop"),
            "{text}"
        );
    }
}

/// The model's `ThrottleReason`; the wait is ours.
#[tokio::test]
async fn an_invocation_without_a_place_is_throttled_in_time() {
    let bench = Bench::with(|settings| {
        settings.pool.environments = 4;
        settings.pool.place_wait = Duration::ZERO;
    });
    for name in ["a", "b"] {
        bench.create(name).await;
    }
    let hold = bench.script.hold_invocations();
    let held = futures::future::join_all((0..3).map(|_| bench.invoke("a", "RequestResponse", "1")));
    let others = async {
        bench.script.arrived(3).await;
        let refused = bench.invoke("a", "RequestResponse", "1").await;
        refused.is_error(429, "TooManyRequestsException", "Rate Exceeded.");
        assert_eq!(refused.json()["Reason"], "ConcurrentInvocationLimitExceeded");
        assert_eq!(refused.header("retry-after"), "1");
        // An event waits in the queue instead, and is tried again.
        assert_eq!(bench.invoke("a", "Event", "7").await.status, 202);
        eventually(|| bench.engine.queue.next_due().is_some_and(|due| due > bench.clock.now())).await;
        hold.send(true).unwrap();
    };
    let (replies, ()) = futures::join!(held, others);
    assert!(replies.iter().all(|reply| reply.status == 200));
    bench.pass(1).await;
    bench.script.arrived(4).await;
    assert_eq!(bench.script.events()[3], json!(7));
}

/// AWS's page on DeleteFunction: with a qualifier, only that version goes. Its environments go with it.
#[tokio::test]
async fn a_deleted_version_has_no_environments() {
    let bench = Bench::new();
    bench.create("f").await;
    assert_eq!(bench.post("/2015-03-31/functions/f/versions", json!({})).await.json()["Version"], "1");
    for name in ["f", "f:1"] {
        assert_eq!(bench.invoke(name, "RequestResponse", "1").await.status, 200);
    }
    assert_eq!(bench.engine.pool.count(), (2, 2));
    assert_eq!(bench.delete("/2015-03-31/functions/f?Qualifier=1").await.status, 204);
    eventually(|| bench.engine.pool.count() == (1, 1)).await;
}
