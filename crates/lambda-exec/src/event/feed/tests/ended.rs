//! Streams that end, are not there, or come again; and faults of the store: a mapping waits, and goes on when it can.

use super::*;
use crate::mapping::{MappingId, position};
use base::arn::{AccountId, Region};

fn id(uuid: &str) -> MappingId {
    MappingId { account: AccountId::DEFAULT, region: Region::us_east_1(), uuid: uuid.to_owned() }
}

/// Lets every other task run until it waits.
async fn settle() {
    for _ in 0..2_000 {
        tokio::task::yield_now().await;
    }
}

/// Moves the clock by so many seconds, and says how often the stream was looked at meanwhile.
async fn looks_within(bench: &Bench, secs: u64) -> usize {
    settle().await;
    let before = bench.world.looks();
    for _ in 0..secs {
        bench.pass(1).await;
        settle().await;
    }
    bench.world.looks() - before
}

/// A stream that has ended changes no more, so a waiter for its changes may be woken at once, each time. What AWS
/// shows is not recorded; that a mapping stays `Enabled` is our guess.
#[tokio::test]
async fn a_mapping_of_a_stream_that_ended_looks_ever_more_rarely() {
    for there in [true, false] {
        let bench = bench().await;
        write(&bench, 1..=1);
        let uuid = map(&bench, json!({})).await;
        bench.script.arrived(1).await;
        eventually_shows(&bench, &uuid, "OK").await;
        bench.world.close_shard("s0");
        bench.world.set_there(there);
        bench.world.hasten();
        settle().await;
        let looks = looks_within(&bench, 0).await;
        assert_eq!(looks, 0, "there: {there}; the clock stands still");
        // After waits of 1, 2, 4, 8, 16, 32 and 60 seconds.
        let looks = looks_within(&bench, 120).await;
        assert!((3..=10).contains(&looks), "there: {there}; {looks} looks within two minutes");
        let shown = bench.get(&format!("{MAPPINGS}/{uuid}")).await.json();
        let result = if there { "OK" } else { "PROBLEM: Stream not found" };
        assert_eq!((&shown["State"], &shown["LastProcessingResult"]), (&json!("Enabled"), &json!(result)));
        assert!(bench.tasks.shutdown(Duration::from_secs(10)).await, "every task ends");
    }
}

/// An open stream that wakes its waiters at once, though there are no changes.
#[tokio::test]
async fn a_mapping_that_is_woken_for_nothing_waits() {
    let bench = bench().await;
    bench.world.hasten();
    write(&bench, 1..=1);
    map(&bench, json!({"MaximumBatchingWindowInSeconds": 5})).await;
    let looks = looks_within(&bench, 120).await;
    assert!(looks <= 40, "{looks} looks within two minutes");
    write(&bench, 2..=2);
    attempts(&bench, 2).await;
    assert_eq!(batches(&bench), [vec![1], vec![2]]);
}

/// As after a restored checkpoint.
#[tokio::test]
async fn a_mapping_goes_on_when_its_stream_is_there_again() {
    let bench = bench().await;
    let uuid = map(&bench, json!({})).await;
    write(&bench, 1..=1);
    bench.script.arrived(1).await;
    bench.world.set_there(false);
    eventually_shows(&bench, &uuid, "PROBLEM: Stream not found").await;
    write(&bench, 2..=2);
    bench.world.set_there(true);
    attempts(&bench, 2).await;
    assert_eq!(batches(&bench), [vec![1], vec![2]]);
    eventually_shows(&bench, &uuid, "OK").await;
}

/// A full disk for a second must not end a mapping. Its state stays as it is; the words are our guess.
#[tokio::test]
async fn a_mapping_survives_a_fault_of_the_store() {
    let bench = bench().await;
    let uuid = map(&bench, json!({})).await;
    write(&bench, 1..=1);
    bench.script.arrived(1).await;
    eventually_shows(&bench, &uuid, "OK").await;
    let key = || position::key(&id(&uuid), "s0");
    let kept = bench.store.get(key().as_bytes()).unwrap().unwrap();
    let put = |value: Vec<u8>| {
        let mut batch = store::Batch::new();
        batch.put(key(), value);
        bench.store.commit(batch).unwrap();
    };
    put(b"damaged".to_vec());
    bench.world.add_shard("s1", Some("s0"));
    let fault = "PROBLEM: internal Lambda error. Please contact Lambda customer support.";
    eventually_shows(&bench, &uuid, fault).await;
    put(kept.to_vec());
    write(&bench, 2..=2);
    attempts(&bench, 2).await;
    assert_eq!(batches(&bench), [vec![1], vec![2]]);
}

/// The work of a window grows with its records, not with their square.
#[tokio::test]
async fn a_window_reads_each_record_once() {
    let bench = bench().await;
    write(&bench, 1..=1);
    map(&bench, json!({"MaximumBatchingWindowInSeconds": 60, "BatchSize": 1000})).await;
    settle().await;
    for n in 2..=100 {
        write(&bench, n..=n);
        settle().await;
    }
    bench.pass(60).await;
    bench.script.arrived(1).await;
    assert_eq!(batches(&bench), [(1..=100).collect::<Vec<u64>>()]);
    assert_eq!(bench.world.records_read(), 100);
}

/// `--lambda-retry-scale 0` lets attempts follow at once; a function that is not there is no reason to spin.
#[tokio::test]
async fn attempts_without_a_wait_are_not_endless() {
    let bench = Bench::with(|settings| settings.retry_scale = 0.0);
    bench.create("f").await;
    bench.world.add_shard("s0", None);
    bench.script.answer([failure(), failure()]);
    map(&bench, json!({"MaximumRetryAttempts": -1})).await;
    write(&bench, 1..=1);
    // The least wait is one of the host's, whose clock stands still here.
    bench.script.arrived(1).await;
    settle().await;
    bench.script.arrived(1).await;
    attempts(&bench, 3).await;
}
