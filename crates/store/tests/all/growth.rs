//! How large the files of a data folder get whose entries are overwritten: below four times what is in it and some segments, and below three times
//! once it is written anew. Our promise, in `docs/decisions/0045-long-values-in-pieces.md`.

use std::path::Path;

use base::entropy::Entropy;
use store::{Batch, Key, Space, Store, compact};

use crate::tools::{bytes, entries, runtime};

/// Sled's files grow by this much at a time, and it writes to more than one at once.
const SEGMENT: u64 = 512 * 1024;

/// How many entries of each length: what one leaf, a few leaves and many hold.
const ENTRIES: [(u64, usize); 5] = [(2000, 400), (1000, 1000), (100, 5000), (100, 20_000), (10, 300_000)];

fn key(kind: u64, entry: u64) -> Key {
    // Spread, as keys by a hash are: long values and short ones are neighbours.
    Key::of(Space::Test).u64(entry.wrapping_mul(0x9E37_79B9_7F4A_7C15)).u64(kind)
}

fn value(round: u64, entry: u64, length: usize) -> Vec<u8> {
    let mut value = vec![entry as u8; length];
    value.iter_mut().zip(round.to_be_bytes()).for_each(|(to, byte)| *to = byte);
    value
}

fn put(store: &Store, round: u64, kind: u64, entries: std::ops::Range<u64>, length: usize) {
    let mut batch = Batch::new();
    entries.for_each(|entry| batch.put(key(kind, entry), value(round, entry, length)));
    store.commit(batch).unwrap();
}

fn put_all(store: &Store, round: u64) {
    for (kind, (count, length)) in (0..).zip(ENTRIES) {
        for first in (0..count).step_by(10) {
            put(store, round, kind, first..first + 10, length);
        }
        runtime().block_on(store.settled()).unwrap();
    }
}

fn size(folder: &Path) -> u64 {
    let sizes = std::fs::read_dir(folder).unwrap().filter_map(|entry| {
        let entry = entry.ok()?;
        // It may be gone by now.
        if entry.file_type().ok()?.is_dir() {
            Some(size(&entry.path()))
        } else {
            Some(entry.metadata().ok()?.len())
        }
    });
    sizes.sum()
}

fn open(folder: &Path) -> Store {
    Store::open(folder, Entropy::seeded(1)).unwrap()
}

#[test]
fn files_stay_below_four_times_the_data_after_ten_overwrites() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path());
    (0..=10).for_each(|round| put_all(&store, round));
    let live: u64 = ENTRIES.iter().map(|(count, length)| count * (*length as u64 + 17)).sum();
    let grown = size(temp.path());
    assert!(grown < 4 * live + 8 * SEGMENT, "{grown} bytes for {live}");
    runtime().block_on(store.close()).unwrap();
    drop(store);
    compact(temp.path()).unwrap();
    let small = size(temp.path());
    assert!(small < 3 * live, "{small} bytes for {live}");
    let store = open(temp.path());
    let found = entries(&store, &Key::of(Space::Test));
    let mut expected = Vec::new();
    for (kind, (count, length)) in (0..).zip(ENTRIES) {
        expected.extend(
            (0..count).map(|entry| (key(kind, entry).as_bytes().to_vec(), value(10, entry, length).into())),
        );
    }
    expected.sort();
    assert!(found == expected);
    runtime().block_on(store.close()).unwrap();
}

/// Once 82 MB after 1500 changes: each tenth wrote the two to files of their own again.
#[test]
fn a_short_value_that_is_overwritten_beside_long_ones_writes_only_itself() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path());
    put(&store, 0, 0, 0..2, 280_000);
    put(&store, 0, 1, 0..12, 100);
    for round in 0..3000 {
        put(&store, round, 1, 0..1, 100);
        runtime().block_on(store.settled()).unwrap();
    }
    let grown = size(temp.path());
    assert!(grown < 4 * 560_000 + 4 * SEGMENT, "{grown} bytes");
    assert_eq!(std::fs::read_dir(temp.path().join("keyspace/blobs")).unwrap().count(), 0);
    runtime().block_on(store.close()).unwrap();
}

/// Also where several commits are written together, and where a start comes between.
#[test]
fn values_change_between_short_and_long_and_leave_nothing_behind() {
    let temp = tempfile::tempdir().unwrap();
    let lengths = [0, 10, 4000, 4100, 6000, 12_000, 12_001, 70_000, 300_000];
    let entropy = Entropy::seeded(7);
    let mut model = std::collections::BTreeMap::new();
    for _ in 0..4 {
        let store = open(temp.path());
        for step in 0..150 {
            let key = key(0, entropy.u64() % 8);
            let mut batch = Batch::new();
            if entropy.u64().is_multiple_of(4) {
                batch.delete(key.clone());
                model.remove(key.as_bytes());
            } else {
                let value = bytes(step, lengths[entropy.u64() as usize % lengths.len()]);
                batch.put(key.clone(), value.clone());
                model.insert(key.as_bytes().to_vec(), value);
            }
            store.commit(batch).unwrap();
            if entropy.u64().is_multiple_of(8) {
                runtime().block_on(store.settled()).unwrap();
            }
        }
        store.checkpoint("kept").unwrap();
        runtime().block_on(store.close()).unwrap();
        drop(store);
        let store = open(temp.path());
        for again in [false, true] {
            if again {
                store.restore("kept").unwrap();
            }
            assert!(entries(&store, &Key::of(Space::Test)).into_iter().eq(model.clone()));
            for (key, value) in &model {
                assert_eq!(store.get(key).unwrap().as_ref(), Some(value));
            }
        }
        runtime().block_on(store.close()).unwrap();
    }
    // Nothing is left of what was removed.
    let store = open(temp.path());
    let mut batch = Batch::new();
    model.keys().for_each(|key| batch.delete(Key::stored(key)));
    store.commit(batch).unwrap();
    store.forget("kept").unwrap();
    runtime().block_on(store.close()).unwrap();
    drop(store);
    let sizes = compact(temp.path()).unwrap();
    assert!(sizes.after < SEGMENT + 10_000, "{sizes:?}");
}
