//! Random sequences against a model, over both keyspaces: what the store says must be what a `BTreeMap` says, through
//! checkpoints, restores, clears and reopenings, and no file may stay that nothing names.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;

use base::entropy::Entropy;
use bytes::Bytes;
use proptest::prelude::*;
use store::{Batch, Blob, Error, Key, Order, Seq, Space, Store};

use crate::tools::{bytes, only_files_of, read, runtime};

/// Lengths on both sides of every limit: inline, one piece, several pieces.
const LENGTHS: [usize; 8] = [0, 1, 16 * 1024, 16 * 1024 + 1, 100_000, 512 * 1024, 512 * 1024 + 1, 1_300_000];

#[derive(Clone, Debug)]
enum Step {
    Write(Vec<(u8, Option<u16>)>),
    /// Stores a blob under a name, written in pieces of a length.
    Put {
        name: u8,
        length: usize,
        piece: usize,
    },
    /// Gives one name's blob to another name.
    Link {
        from: u8,
        to: u8,
    },
    Unlink(u8),
    /// A blob that is begun or finished, and dropped.
    Abandon {
        length: usize,
        finished: bool,
    },
    Checkpoint(u8),
    Restore(u8),
    Forget(u8),
    Clear,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let name = || 0..4_u8;
    let length = || prop::sample::select(&LENGTHS[..]);
    prop_oneof![
        8 => prop::collection::vec((0..24_u8, prop::option::weighted(0.7, 0..3_000_u16)), 0..6).prop_map(Step::Write),
        4 => (name(), length(), prop::sample::select(&[1_000_usize, 20_000, 300_000][..]))
            .prop_map(|(name, length, piece)| Step::Put { name, length, piece }),
        2 => (name(), name()).prop_map(|(from, to)| Step::Link { from, to }),
        3 => name().prop_map(Step::Unlink),
        1 => (length(), any::<bool>()).prop_map(|(length, finished)| Step::Abandon { length, finished }),
        2 => (0..2_u8).prop_map(Step::Checkpoint),
        2 => (0..3_u8).prop_map(Step::Restore),
        1 => (0..2_u8).prop_map(Step::Forget),
        1 => Just(Step::Clear),
        1 => Just(Step::Reopen),
    ]
}

#[derive(Clone, Debug, Default)]
struct State {
    items: BTreeMap<u8, Bytes>,
    blobs: BTreeMap<u8, Named>,
}

#[derive(Clone, Copy, Debug)]
struct Named {
    blob: Blob,
    seed: u64,
}

#[derive(Default)]
struct Model {
    present: State,
    checkpoints: BTreeMap<String, State>,
    epoch: u64,
    seed: u64,
    /// The last commit.
    last: Seq,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn in_memory(steps in prop::collection::vec(step(), 1..40)) {
        runtime().block_on(async {
            let mut store = Store::in_memory(Entropy::seeded(1));
            let mut model = Model::default();
            for step in steps {
                take(&mut store, &mut model, step, None).await;
                compare(&store, &model).await;
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn in_a_folder(steps in prop::collection::vec(step(), 1..40)) {
        runtime().block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let mut store = open(folder.path());
            let mut model = Model::default();
            for step in steps {
                take(&mut store, &mut model, step, Some(folder.path())).await;
                compare(&store, &model).await;
            }
            only_named_files_stay(folder.path(), &model);
            store.close().await.unwrap();
            only_named_files_stay(folder.path(), &model);
        });
    }
}

async fn take(store: &mut Store, model: &mut Model, step: Step, folder: Option<&Path>) {
    match step {
        Step::Write(writes) => write(store, model, writes).await,
        Step::Put { name, length, piece } => {
            model.seed += 1;
            let staged = stage(store, model.seed, length, piece).await.finish().await.unwrap();
            let mut batch = Batch::new();
            let blob = batch.create_blob(staged);
            name_blob(store, model, batch, name, Named { blob, seed: model.seed });
        }
        Step::Link { from, to } => {
            let Some(named) = model.present.blobs.get(&from).copied() else { return };
            let mut batch = Batch::new();
            batch.link(named.blob);
            name_blob(store, model, batch, to, named);
        }
        Step::Unlink(name) => {
            let Some(named) = model.present.blobs.remove(&name) else { return };
            let mut batch = Batch::new();
            batch.unlink(named.blob);
            store.commit(batch).unwrap();
        }
        Step::Abandon { length, finished } => {
            let staging = stage(store, 0, length, 20_000).await;
            if finished {
                drop(staging.finish().await.unwrap());
            }
        }
        Step::Checkpoint(name) => {
            store.checkpoint(&label(name)).unwrap();
            model.checkpoints.insert(label(name), model.present.clone());
        }
        Step::Restore(name) => match model.checkpoints.get(&label(name)) {
            Some(kept) => {
                store.restore(&label(name)).unwrap();
                model.present = kept.clone();
                model.epoch += 1;
            }
            None => assert!(matches!(store.restore(&label(name)), Err(Error::NoCheckpoint(_)))),
        },
        Step::Forget(name) => {
            store.forget(&label(name)).unwrap();
            model.checkpoints.remove(&label(name));
        }
        Step::Clear => {
            store.clear().unwrap();
            model.present = State::default();
            model.epoch += 1;
        }
        Step::Reopen => {
            let Some(folder) = folder else { return };
            store.close().await.unwrap();
            assert!(matches!(store.get(b"\x11"), Err(Error::Closed)));
            *store = open(folder);
            (model.epoch, model.last) = (0, Seq(0));
        }
    }
}

async fn write(store: &Store, model: &mut Model, writes: Vec<(u8, Option<u16>)>) {
    let mut batch = Batch::new();
    for (key, length) in writes {
        model.seed += 1;
        match length {
            Some(length) => {
                let value = bytes(model.seed, length.into());
                batch.put(item(key), value.clone());
                model.present.items.insert(key, value);
            }
            None => {
                batch.delete(item(key));
                model.present.items.remove(&key);
            }
        }
    }
    let seq = store.commit(batch).unwrap();
    assert!(seq > model.last, "the numbers of commits go on rising");
    model.last = seq;
    store.synced(seq).await.unwrap();
}

fn name_blob(store: &Store, model: &mut Model, mut batch: Batch, name: u8, named: Named) {
    if let Some(before) = model.present.blobs.insert(name, named) {
        batch.unlink(before.blob);
    }
    let seq = store.commit(batch).unwrap();
    assert_eq!(store.commit(Batch::new()).unwrap().0, seq.0 + 1, "sequence numbers rise by one");
}

async fn stage(store: &Store, seed: u64, length: usize, piece: usize) -> store::Staging {
    let (whole, mut staging) = (bytes(seed, length), store.stage());
    for at in (0..length).step_by(piece) {
        staging.write(whole.slice(at..(at + piece).min(length))).await.unwrap();
    }
    staging
}

async fn compare(store: &Store, model: &Model) {
    assert_eq!(store.epoch(), model.epoch);
    assert_eq!(store.checkpoints().unwrap(), model.checkpoints.keys().cloned().collect::<Vec<_>>());
    for (from, to) in [(0, 30), (3, 17), (17, 3), (5, 5)] {
        let expected: Vec<(u8, Bytes)> = model
            .present
            .items
            .iter()
            .filter(|(k, _)| (from..to).contains(*k))
            .map(|(k, v)| (*k, v.clone()))
            .collect();
        let mut found = scan(store, Bound::Included(from), Bound::Excluded(to), Order::Ascending);
        assert_eq!(found, expected);
        found = scan(store, Bound::Included(from), Bound::Excluded(to), Order::Descending);
        found.reverse();
        assert_eq!(found, expected);
    }
    for key in 0..24 {
        assert_eq!(store.get(item(key).as_bytes()).unwrap().as_ref(), model.present.items.get(&key));
    }
    for named in model.present.blobs.values() {
        let (blob, whole) = (named.blob, bytes(named.seed, usize::try_from(named.blob.len()).unwrap()));
        for range in [0..u64::MAX, 0..0, 1..2, blob.len() / 3..blob.len() / 2 + 1, blob.len()..u64::MAX] {
            let expected = cut(&whole, &range);
            assert_eq!(read(store, blob, range.clone()).await, expected, "{range:?} of {}", blob.len());
        }
    }
}

fn cut(whole: &Bytes, range: &std::ops::Range<u64>) -> Bytes {
    let end = usize::try_from(range.end).unwrap_or(usize::MAX).min(whole.len());
    whole.slice(usize::try_from(range.start).unwrap().min(end)..end)
}

fn scan(store: &Store, from: Bound<u8>, to: Bound<u8>, order: Order) -> Vec<(u8, Bytes)> {
    let (from, to) = (from.map(item), to.map(item));
    let mut found = Vec::new();
    store
        .scan(from.as_ref().map(Key::as_bytes), to.as_ref().map(Key::as_bytes), order, &mut |key, value| {
            found.push((*key.last().unwrap(), value.clone()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    found
}

/// The files of what the present state and the checkpoints name.
fn only_named_files_stay(folder: &Path, model: &Model) {
    let states = std::iter::once(&model.present).chain(model.checkpoints.values());
    only_files_of(folder, states.flat_map(|state| state.blobs.values()).map(|named| named.blob));
}

fn open(folder: &Path) -> Store {
    // The same seed every time: the ids that it brings are taken already, and must not be given twice.
    Store::open(folder, Entropy::seeded(7)).unwrap()
}

fn item(key: u8) -> Key {
    Key::of(Space::DdbItem).u8(key)
}

fn label(name: u8) -> String {
    format!("checkpoint {name}")
}
