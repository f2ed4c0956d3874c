//! Functions that wait for others, over a whole engine: none keeps another from running.

use std::ops::ControlFlow;
use std::time::Duration;

use serde_json::json;

use store::{Key, Space};

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

/// The same by the credentials of the caller alone, for a caller without an SDK; that a header which names no chain, or a
/// shorter one, changes nothing is our rule.
#[tokio::test]
async fn a_function_that_calls_itself_without_its_trace_is_stopped() {
    for headers in [&[][..], &[("x-amzn-trace-id", "Root=1-2-3")], &[("x-amzn-trace-id", "Lineage=ab:1")]] {
        let bench = Bench::new();
        bench.create("a").await;
        bench.script.calls("a", "a");
        bench.script.calls_by_hand(headers);
        let mut answer = bench.invoke("a", "RequestResponse", "1").await.json();
        assert_eq!(bench.script.events().len(), 16, "{headers:?}");
        while answer["status"] == 200 {
            answer = answer["body"].take();
        }
        assert_eq!(answer["status"], 400);
        let text = answer["body"]["Message"].as_str().unwrap();
        let expected = "Lambda has detected your function being invoked in a recursive loop";
        assert!(text.starts_with(expected), "{text}");
        // The next one from outside begins a chain of its own, in the same environments.
        bench.invoke("a", "RequestResponse", "1").await;
        assert_eq!(bench.script.events().len(), 32);
    }
}

/// AWS's page on recursive loops: asynchronous invocations are stopped too.
#[tokio::test]
async fn a_function_that_sends_itself_events_without_its_trace_is_stopped() {
    let bench = Bench::new();
    bench.create("a").await;
    bench.script.calls("a", "a");
    bench.script.calls_by_hand(&[("x-amz-invocation-type", "Event")]);
    assert_eq!(bench.invoke("a", "Event", "1").await.status, 202);
    let is_done = || {
        let mut done = true;
        let mut see = |_: &[u8], _: &_| {
            done = false;
            ControlFlow::Break(())
        };
        bench.store.scan_prefix(&Key::of(Space::LambdaQueue), &mut see).unwrap();
        done
    };
    eventually(is_done).await;
    bench.script.arrived(16).await;
}

/// Our rule: a token of another secret, of an environment that was never there, or of one that has ended, is nobody's.
#[tokio::test]
async fn a_token_means_the_environment_that_it_was_given_to_and_nothing_else() {
    let bench = Bench::new();
    bench.create("a").await;
    assert_eq!(bench.invoke("a", "RequestResponse", "1").await.status, 200);
    let ours = bench.script.tokens().remove(0);
    let path = "/2015-03-31/functions/a/invocations";
    let shows_a_chain = async |path: &str, token: &str| {
        let headers = [("x-amz-security-token", token)];
        let headers = if token.is_empty() { &[][..] } else { &headers };
        let reply = bench.call("POST", path, headers, "1").await;
        assert_eq!(reply.status, 200);
        reply.header("x-amzn-trace-id").contains("Lineage=")
    };
    let foreign = [
        crate::test_engine::credentials("other").session_token,
        format!("{ours}."),
        ours[1..].to_owned(),
        ours[..ours.len() - 1].to_owned(),
        String::new(),
    ];
    for token in &foreign {
        assert!(!shows_a_chain(path, token).await, "{token}");
    }
    // Its own chain comes from outside by now; it has one all the same: itself.
    assert!(shows_a_chain(path, &ours).await);
    assert!(shows_a_chain(&format!("{path}?X-Amz-Security-Token={ours}"), "").await);
    let body = json!({"Timeout": 10});
    assert_eq!(bench.put("/2015-03-31/functions/a/configuration", body).await.status, 200);
    bench.settled("a").await;
    eventually(|| bench.engine.pool.count() == (0, 0)).await;
    assert!(!shows_a_chain(path, &ours).await);
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

/// Our rule: each environment has a session of its own, and is replaced before that ends.
#[tokio::test]
async fn an_environment_does_not_outlive_its_credentials() {
    let bench = Bench::with(|settings| settings.pool.idle_ttl = Duration::from_secs(1 << 30));
    bench.create("a").await;
    for (advance_s, environments) in [(0, 1), (12 * 3600 - 4, 1), (1, 2), (1, 2)] {
        bench.clock.advance(Duration::from_secs(advance_s));
        assert_eq!(bench.invoke("a", "RequestResponse", "1").await.status, 200);
        assert_eq!(bench.script.tokens().len(), environments, "{advance_s}");
    }
}
