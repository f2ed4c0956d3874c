//! Many callers at the same time: nobody sees half a commit, and nobody waits for ever.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use base::entropy::Entropy;
use bytes::Bytes;
use futures::FutureExt as _;
use store::{Batch, Key, Space, Store};

use crate::tools::{entries, read, runtime};

const KEYS: u64 = 8;
const ROUNDS: u64 = 200;

#[test]
fn no_scan_and_no_checkpoint_sees_half_a_commit() {
    check(&Store::in_memory(Entropy::seeded(1)));
    let temp = tempfile::tempdir().unwrap();
    let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    check(&store);
    runtime().block_on(store.close()).unwrap();
}

fn check(store: &Store) {
    write(store, 0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = || {
            let mut seen = 0;
            while !done.load(Ordering::Acquire) {
                let round = round_of(store);
                assert!(round >= seen, "{round} after {seen}");
                seen = round;
            }
        };
        let (one, two) = (scope.spawn(reader), scope.spawn(reader));
        let keeper = scope.spawn(|| {
            loop {
                store.checkpoint("kept").unwrap();
                if done.load(Ordering::Acquire) {
                    break;
                }
            }
        });
        (1..=ROUNDS).for_each(|round| write(store, round));
        done.store(true, Ordering::Release);
        [one, two, keeper].into_iter().for_each(|thread| thread.join().unwrap());
    });
    assert_eq!(round_of(store), ROUNDS);
    store.restore("kept").unwrap();
    round_of(store);
}

fn write(store: &Store, round: u64) {
    let mut batch = Batch::new();
    (0..KEYS).for_each(|key| batch.put(Key::of(Space::DdbItem).u64(key), round.to_be_bytes().to_vec()));
    store.commit(batch).unwrap();
}

/// The round of a state, which all its keys must share.
fn round_of(store: &Store) -> u64 {
    let rounds: Vec<Bytes> =
        entries(store, &Key::of(Space::DdbItem)).into_iter().map(|(_, round)| round).collect();
    assert_eq!(rounds.len() as u64, KEYS);
    assert!(rounds.iter().all(|round| *round == rounds[0]), "torn: {rounds:?}");
    u64::from_be_bytes(rounds[0].as_ref().try_into().unwrap())
}

#[test]
fn one_flush_serves_all_who_wait() {
    let temp = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
        let waiters = (0..2_000_u64).map(|key| {
            let mut batch = Batch::new();
            batch.put(Key::of(Space::DdbItem).u64(key), "x");
            store.synced(store.commit(batch).unwrap())
        });
        futures::future::join_all(waiters).await.into_iter().for_each(|done| done.unwrap());
        // Of an exchange too.
        store.clear().unwrap();
        let seq = store.commit(Batch::new()).unwrap();
        store.synced(seq).await.unwrap();
        store.close().await.unwrap();
        // What was durable when the store closed still is.
        store.synced(seq).await.unwrap();
    });
}

/// Our promise: a caller that asks when nothing is pending waits for nothing.
#[test]
fn what_is_durable_is_not_waited_for() {
    let temp = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let disk = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
        let memory = Store::in_memory(Entropy::seeded(1));
        write(&memory, 1);
        for store in [&disk, &memory] {
            assert!(store.settled().now_or_never().is_some());
        }
        for round in 0..100 {
            write(&disk, round);
            disk.settled().await.unwrap();
            assert!(disk.settled().now_or_never().is_some(), "{round}");
        }
        disk.close().await.unwrap();
    });
}

/// Our promise: a thread that holds a stripe reads, decides and commits in one state.
#[test]
fn the_state_is_not_exchanged_while_a_stripe_is_held() {
    let store = Store::in_memory(Entropy::seeded(1));
    let (own, _others) = (store.stripes(), store.stripes());
    let held = own.lock(b"key");
    let (sender, done) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            store.clear().unwrap();
            sender.send(()).unwrap();
        });
        let waits = done.recv_timeout(Duration::from_millis(200)).is_err();
        write(&store, 1);
        drop(held);
        assert!(waits, "the state was exchanged");
    });
    assert_eq!(entries(&store, &Key::of(Space::DdbItem)).len(), 0);
}

/// Our promise for those who hold none.
#[test]
fn what_was_decided_in_another_state_is_not_committed() {
    let store = Store::in_memory(Entropy::seeded(1));
    let put = |epoch| {
        let mut batch = Batch::new();
        batch.put(Key::of(Space::DdbItem).u64(1), "x");
        store.commit_in(epoch, batch).unwrap().is_some()
    };
    let before = store.epoch();
    assert!(put(before));
    assert!(store.restore("none").is_err());
    assert!(put(before), "nothing was exchanged");
    store.clear().unwrap();
    assert!(!put(before));
    assert_eq!(entries(&store, &Key::of(Space::DdbItem)).len(), 0);
    assert!(put(store.epoch()));
}

#[test]
fn bodies_of_many_clients_do_not_mix() {
    let temp = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
        let clients = (0..16_u8).map(|client| {
            let store = store.clone();
            async move {
                let mut staging = store.stage();
                for _ in 0..40 {
                    staging.write(vec![client; 30_000].into()).await.unwrap();
                }
                let mut batch = Batch::new();
                let blob = batch.create_blob(staging.finish().await.unwrap());
                store.commit(batch).unwrap();
                let whole = read(&store, blob, 0..u64::MAX).await;
                assert!(whole.len() == 1_200_000 && whole.iter().all(|&byte| byte == client));
            }
        });
        futures::future::join_all(clients).await;
        store.close().await.unwrap();
    });
}
