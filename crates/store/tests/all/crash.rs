//! A child process writes and says what it was promised to be durable; it is killed with SIGKILL at a random
//! moment, again and again, on the same folder. The promise: `Store::synced`, `Store::settled`,
//! `Store::checkpoint`, `Store::restore`.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use base::entropy::Entropy;
use serde::{Deserialize, Serialize};
use store::{Batch, Blob, Error, Key, Space, Store};

use crate::tools::{CHILD_FOLDER, bytes, entries, only_files_of, read, runtime, start_child};

const KILLS: u32 = 12;
/// Asks for another number of kills: for a long run.
const MORE_KILLS: &str = "STORE_CRASH_KILLS";

const WRITERS: u64 = 3;
const KEYS: u64 = 5;
const SLOTS: u64 = 4;
/// Inline, one piece, several pieces.
const LENGTHS: [usize; 3] = [5_000, 100_000, 1_300_000];

/// What a batch of the writers, or of the slots, leaves.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stored {
    round: u64,
    blob: Option<Blob>,
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let temp = tempfile::tempdir().unwrap();
    let mut acked: BTreeMap<String, u64> = BTreeMap::new();
    for kill in 0..kills() {
        for (who, round) in run_and_kill("crash::child_writes", temp.path(), kill) {
            acked.insert(who, round);
        }
        runtime().block_on(verify_writes(temp.path(), &acked));
    }
    assert!(!acked.is_empty(), "nothing was acknowledged: {acked:?}");
}

#[test]
fn a_state_is_exchanged_whole_or_not_at_all() {
    let temp = tempfile::tempdir().unwrap();
    let mut acked: BTreeMap<String, u64> = BTreeMap::new();
    for kill in 0..kills() {
        acked.extend(run_and_kill("crash::child_exchanges", temp.path(), kill));
        runtime().block_on(verify_exchanges(temp.path(), &acked));
    }
    assert!(acked.contains_key("checkpoint"), "nothing was acknowledged: {acked:?}");
}

#[test]
fn a_second_process_is_turned_away() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path());
    let child = start_child("crash::child_writes", temp.path()).wait_with_output().unwrap();
    assert!(!child.status.success());
    let said = String::from_utf8_lossy(&child.stdout).into_owned() + &String::from_utf8_lossy(&child.stderr);
    assert!(said.contains("in use by another process"), "{said}");
    runtime().block_on(store.close()).unwrap();
    runtime().block_on(open(temp.path()).close()).unwrap();
}

#[test]
#[ignore = "run as a child by the tests above"]
fn child_writes() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        let store = match Store::open(Path::new(&folder), Entropy::from_host()) {
            Ok(store) => store,
            Err(refusal) => panic!("{refusal}"),
        };
        let writers = (0..WRITERS).map(|writer| Box::pin(write_for_ever(store.clone(), writer)) as _);
        let putters = (0..SLOTS).map(|slot| Box::pin(put_for_ever(store.clone(), slot)) as _);
        let readers = (0..WRITERS).map(|writer| Box::pin(read_for_ever(store.clone(), writer)) as _);
        let all: Vec<futures::future::BoxFuture<'static, ()>> =
            writers.chain(putters).chain(readers).collect();
        futures::future::join_all(all).await;
    });
}

async fn write_for_ever(store: Store, writer: u64) {
    let first = store.get(item(writer, 0).as_bytes()).unwrap();
    let mut round = first.map_or(0, |value| stored(&value).round);
    loop {
        round += 1;
        let mut batch = Batch::new();
        (0..KEYS).for_each(|key| batch.put(item(writer, key), value(round, None)));
        let seq = store.commit(batch).unwrap();
        store.synced(seq).await.unwrap();
        say(&format!("writer {writer}"), round);
    }
}

/// Says what it sees of a writer, which may not be durable when it is seen.
async fn read_for_ever(store: Store, writer: u64) {
    let mut shown = 0;
    loop {
        tokio::task::yield_now().await;
        let seen = round_of(&store, item(writer, 0)).unwrap_or(0);
        if seen > shown {
            store.settled().await.unwrap();
            say(&format!("reader {writer}"), seen);
            shown = seen;
        }
    }
}

async fn put_for_ever(store: Store, slot: u64) {
    loop {
        let before = store.get(object(slot).as_bytes()).unwrap().map(|value| stored(&value));
        let round = before.as_ref().map_or(1, |before| before.round + 1);
        let mut staging = store.stage();
        let whole = content(slot, round);
        for at in (0..whole.len()).step_by(70_000) {
            staging.write(whole.slice(at..(at + 70_000).min(whole.len()))).await.unwrap();
        }
        let mut batch = Batch::new();
        let blob = batch.create_blob(staging.finish().await.unwrap());
        batch.put(object(slot), value(round, Some(blob)));
        if let Some(Stored { blob: Some(blob), .. }) = before {
            batch.unlink(blob);
        }
        let seq = store.commit(batch).unwrap();
        store.synced(seq).await.unwrap();
        say(&format!("slot {slot}"), round);
    }
}

#[test]
#[ignore = "run as a child by the tests above"]
fn child_exchanges() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else { return };
    let store = open(Path::new(&folder));
    runtime().block_on(async {
        let mut round = store.get(item(0, 0).as_bytes()).unwrap().map_or(0, |value| stored(&value).round) | 1;
        loop {
            // Even rounds are in the checkpoint, odd ones are rolled back.
            round += 1;
            write_state(&store, round).await;
            store.checkpoint("kept").unwrap();
            say("checkpoint", round);
            write_state(&store, round + 1).await;
            store.restore("kept").unwrap();
            say("restore", round);
            if round.is_multiple_of(3) {
                store.clear().unwrap();
                store.restore("kept").unwrap();
            }
            round += 1;
        }
    });
}

async fn write_state(store: &Store, round: u64) {
    let before = store.get(object(0).as_bytes()).unwrap().map(|value| stored(&value));
    let mut staging = store.stage();
    staging.write(content(0, round)).await.unwrap();
    let mut batch = Batch::new();
    let blob = batch.create_blob(staging.finish().await.unwrap());
    batch.put(object(0), value(round, Some(blob)));
    if let Some(Stored { blob: Some(blob), .. }) = before {
        batch.unlink(blob);
    }
    (0..50).for_each(|key| batch.put(item(0, key), value(round, None)));
    let seq = store.commit(batch).unwrap();
    store.synced(seq).await.unwrap();
}

async fn verify_writes(folder: &Path, acked: &BTreeMap<String, u64>) {
    let store = open(folder);
    for writer in 0..WRITERS {
        let rounds: Vec<u64> = (0..KEYS).filter_map(|key| round_of(&store, item(writer, key))).collect();
        assert!(rounds.iter().all(|round| *round == rounds[0]), "torn: {rounds:?}");
        assert!(rounds.is_empty() || rounds.len() as u64 == KEYS, "torn: {rounds:?}");
        let told_of = |who: &str| acked.get(&format!("{who} {writer}")).copied().unwrap_or(0);
        let expected = told_of("writer").max(told_of("reader"));
        assert!(
            rounds.first().copied().unwrap_or(0) >= expected,
            "lost: {rounds:?}, acknowledged {expected}"
        );
    }
    let mut named = Vec::new();
    for slot in 0..SLOTS {
        let expected = acked.get(&format!("slot {slot}")).copied().unwrap_or(0);
        let Some(value) = store.get(object(slot).as_bytes()).unwrap() else {
            assert_eq!(expected, 0, "lost: slot {slot}");
            continue;
        };
        let Stored { round, blob } = stored(&value);
        assert!(round >= expected, "lost: slot {slot} has {round}, acknowledged {expected}");
        assert!(
            read(&store, blob.unwrap(), 0..u64::MAX).await == content(slot, round),
            "slot {slot}, {round}"
        );
        named.push(blob.unwrap());
    }
    only_files_of(folder, named);
    store.close().await.unwrap();
}

async fn verify_exchanges(folder: &Path, acked: &BTreeMap<String, u64>) {
    let store = open(folder);
    let mut named: Vec<Blob> = verify_state(&store).await.into_iter().map(|(_, blob)| blob).collect();
    match store.restore("kept") {
        Ok(()) => {
            let (round, blob) = verify_state(&store).await.unwrap();
            assert_eq!(round % 2, 0, "the checkpoint holds what was written after it");
            assert!(round >= acked.get("checkpoint").copied().unwrap_or(0), "lost: {round} of {acked:?}");
            named = vec![blob];
        }
        Err(Error::NoCheckpoint(_)) => assert_eq!(acked.len(), 0, "the checkpoint is lost"),
        Err(cause) => panic!("{cause}"),
    }
    only_files_of(folder, named);
    store.close().await.unwrap();
}

/// The round of a state, if it is not empty, and its blob.
async fn verify_state(store: &Store) -> Option<(u64, Blob)> {
    let rounds: Vec<u64> =
        entries(store, &Key::of(Space::DdbItem)).iter().map(|(_, value)| stored(value).round).collect();
    let Some(value) = store.get(object(0).as_bytes()).unwrap() else {
        assert!(rounds.is_empty(), "torn");
        return None;
    };
    let Stored { round, blob } = stored(&value);
    assert_eq!(rounds, [round; 50], "torn");
    assert!(read(store, blob.unwrap(), 0..u64::MAX).await == content(0, round));
    Some((round, blob.unwrap()))
}

fn kills() -> u32 {
    std::env::var(MORE_KILLS).map_or(KILLS, |number| number.parse().unwrap())
}

/// Starts a child, kills it after a while, and gives the last round that each of its parts acknowledged. Every
/// second child gets so far as to acknowledge something; the others may die while they open.
fn run_and_kill(child: &str, folder: &Path, kill: u32) -> BTreeMap<String, u64> {
    let mut child = start_child(child, folder);
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let (first, began) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let (mut acked, mut line) = (BTreeMap::new(), String::new());
        while stdout.read_line(&mut line).unwrap() > 0 {
            let said = line.strip_suffix('\n').and_then(|line| line.strip_prefix("ack ")?.rsplit_once(' '));
            if let Some((who, round)) = said {
                acked.insert(who.to_owned(), round.parse().unwrap());
                let _ = first.send(());
            }
            line.clear();
        }
        acked
    });
    if kill % 2 == 1 {
        began.recv_timeout(Duration::from_secs(20)).unwrap();
    }
    std::thread::sleep(Duration::from_millis(10 + Entropy::from_host().u64() % 300));
    if child.try_wait().unwrap().is_some() {
        let output = child.wait_with_output().unwrap();
        panic!("the child ended by itself: {}", String::from_utf8_lossy(&output.stderr));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// One write of one line: a killed process leaves it whole or not at all.
fn say(who: &str, round: u64) {
    std::io::stdout().lock().write_all(format!("ack {who} {round}\n").as_bytes()).unwrap();
}

fn open(folder: &Path) -> Store {
    Store::open(folder, Entropy::from_host()).unwrap()
}

fn item(writer: u64, key: u64) -> Key {
    Key::of(Space::DdbItem).u64(writer).u64(key)
}

fn object(slot: u64) -> Key {
    Key::of(Space::S3Object).u64(slot)
}

fn value(round: u64, blob: Option<Blob>) -> Vec<u8> {
    serde_json::to_vec(&Stored { round, blob }).unwrap()
}

fn stored(value: &[u8]) -> Stored {
    serde_json::from_slice(value).unwrap()
}

fn round_of(store: &Store, key: Key) -> Option<u64> {
    store.get(key.as_bytes()).unwrap().map(|value| stored(&value).round)
}

fn content(slot: u64, round: u64) -> bytes::Bytes {
    bytes(slot << 32 | round, LENGTHS[(round % LENGTHS.len() as u64) as usize] + round as usize % 100)
}
