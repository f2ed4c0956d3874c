//! Transactions and forks: clients that read, decide and commit, a step at a time, between restores, forks and failures,
//! against a model that knows what each of them must come to.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use base::entropy::Entropy;
use bytes::Bytes;
use proptest::prelude::*;
use store::{Batch, Commit, Error, Key, Order, Space, Store, View};
use testkit::Faults;

use crate::tools::{bytes, read, runtime};

const KEYS: u8 = 6;
const CLIENTS: usize = 4;
const MAX_WORLDS: usize = 4;

#[derive(Clone, Debug)]
enum Step {
    /// A client takes a view of a world and reads keys.
    Read {
        client: usize,
        world: usize,
        keys: Vec<u8>,
    },
    /// It commits what it decided by them: sets or removes keys.
    Commit {
        client: usize,
        writes: Vec<(u8, Option<u8>)>,
    },
    /// Somebody who relies on nothing writes.
    Write {
        world: usize,
        key: u8,
        value: u8,
    },
    Checkpoint {
        world: usize,
    },
    Restore {
        world: usize,
    },
    Clear {
        world: usize,
    },
    Fork {
        world: usize,
    },
    Drop {
        world: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let world = || 0..MAX_WORLDS;
    let client = || 0..CLIENTS;
    prop_oneof![
        8 => (client(), world(), prop::collection::vec(0..KEYS, 0..4))
            .prop_map(|(client, world, keys)| Step::Read { client, world, keys }),
        8 => (client(), prop::collection::vec((0..KEYS, prop::option::weighted(0.8, 0..5_u8)), 0..4))
            .prop_map(|(client, writes)| Step::Commit { client, writes }),
        3 => (world(), 0..KEYS, 0..5_u8).prop_map(|(world, key, value)| Step::Write { world, key, value }),
        1 => world().prop_map(|world| Step::Checkpoint { world }),
        1 => world().prop_map(|world| Step::Restore { world }),
        1 => world().prop_map(|world| Step::Clear { world }),
        1 => world().prop_map(|world| Step::Fork { world }),
        1 => world().prop_map(|world| Step::Drop { world }),
    ]
}

type Values = BTreeMap<u8, u8>;

/// A store, and what must be in it.
struct World {
    store: Store,
    values: Values,
    kept: Option<Values>,
    epoch: u64,
}

/// What a client has read, and of which world.
struct Decision {
    /// Worlds are not numbered again when one is dropped: the store is the world's own.
    store: Store,
    view: View,
    keys: Vec<u8>,
    seen: Values,
    epoch: u64,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_commit_is_done_if_and_only_if_what_it_relied_on_holds(
        steps in prop::collection::vec(step(), 1..80),
        fails_after in prop::option::weighted(0.2, 0..80_usize),
    ) {
        let (store, faults) = Faults::store(Entropy::seeded(1));
        let mut worlds = vec![World { store, values: Values::new(), kept: None, epoch: 0 }];
        let mut decisions: Vec<Option<Decision>> = (0..CLIENTS).map(|_| None).collect();
        for (at, step) in steps.into_iter().enumerate() {
            if fails_after == Some(at) {
                faults.fail();
            }
            let has_failed = faults.is_failing();
            take(&mut worlds, &mut decisions, step, has_failed);
            worlds.iter().for_each(compare);
        }
        // What a view shows does not change, whatever happened since.
        for decision in decisions.into_iter().flatten() {
            for key in decision.keys {
                let shown = decision.view.get(item(key).as_bytes()).unwrap();
                assert_eq!(shown, decision.seen.get(&key).map(|value| content(*value)));
            }
        }
    }
}

fn take(worlds: &mut Vec<World>, decisions: &mut [Option<Decision>], step: Step, has_failed: bool) {
    let count = worlds.len();
    match step {
        Step::Read { client, world, keys } => {
            let world = &worlds[world % count];
            let view = world.store.view().unwrap();
            let seen: Values = keys.iter().filter_map(|key| Some((*key, *world.values.get(key)?))).collect();
            for key in &keys {
                assert_eq!(
                    view.get(item(*key).as_bytes()).unwrap(),
                    seen.get(key).map(|value| content(*value))
                );
            }
            decisions[client] =
                Some(Decision { store: world.store.clone(), view, keys, seen, epoch: world.epoch });
        }
        Step::Commit { client, writes } => {
            if let Some(decision) = decisions[client].take() {
                commit(worlds, &decision, writes, has_failed);
            }
        }
        Step::Write { world, key, value } => {
            let (number, world) = (world % count, &mut worlds[world % count]);
            let mut batch = Batch::new();
            batch.put(item(key), content(value));
            let done = world.store.commit(batch);
            assert_eq!(done.is_err(), number == 0 && has_failed);
            if done.is_ok() {
                world.values.insert(key, value);
            }
        }
        Step::Checkpoint { world } => {
            let world = &mut worlds[world % count];
            if world.store.checkpoint("kept").is_ok() {
                world.kept = Some(world.values.clone());
            }
        }
        Step::Restore { world } => {
            let (number, world) = (world % count, &mut worlds[world % count]);
            let Some(kept) = &world.kept else { return };
            // After a failure the state may be the other one; nobody is told which.
            if number == 0 && has_failed {
                return;
            }
            world.store.restore("kept").unwrap();
            world.values = kept.clone();
            world.epoch += 1;
        }
        Step::Clear { world } => {
            let (number, world) = (world % count, &mut worlds[world % count]);
            if number == 0 && has_failed {
                return;
            }
            world.store.clear().unwrap();
            world.values.clear();
            world.epoch += 1;
        }
        Step::Fork { world } if count < MAX_WORLDS => {
            let World { store, values, .. } = &worlds[world % count];
            let fork = store.fork(Entropy::seeded(count as u64)).unwrap();
            let values = values.clone();
            worlds.push(World { epoch: fork.epoch(), store: fork, values, kept: None });
        }
        Step::Drop { world } if world % count > 0 => drop(worlds.remove(world % count)),
        Step::Fork { .. } | Step::Drop { .. } => {}
    }
}

/// Commits what was decided, which comes to what it must.
fn commit(worlds: &mut [World], decision: &Decision, writes: Vec<(u8, Option<u8>)>, has_failed: bool) {
    let mut batch = Batch::new();
    batch.in_epoch(decision.view.epoch());
    for key in &decision.keys {
        let held = decision.view.get(item(*key).as_bytes()).unwrap();
        match held {
            // Both ways come to the same.
            Some(held) if key % 2 == 0 => {
                batch.relies_on_since(item(*key).into_bytes(), held, decision.view.seq());
            }
            held => batch.relies_on(item(*key).into_bytes(), held),
        }
    }
    for (key, value) in &writes {
        match value {
            Some(value) => batch.put(item(*key), content(*value)),
            None => batch.delete(item(*key)),
        }
    }
    let came = decision.store.try_commit(batch);
    // Of a world that was dropped, nobody sees what came of it.
    let world = worlds.iter_mut().enumerate().find(|(_, world)| world.store.is_same(&decision.store));
    let Some((number, world)) = world else { return };
    if number == 0 && has_failed {
        assert!(matches!(came, Err(Error::Io(_))), "{came:?}");
        return;
    }
    let still = decision.keys.iter().all(|key| world.values.get(key) == decision.seen.get(key));
    if !still || decision.epoch != world.epoch {
        assert!(matches!(came, Ok(Commit::Conflict(_))), "{came:?}");
        return;
    }
    assert!(matches!(came, Ok(Commit::Done(_))), "{came:?}");
    for (key, value) in writes {
        match value {
            Some(value) => world.values.insert(key, value),
            None => world.values.remove(&key),
        };
    }
}

fn compare(world: &World) {
    assert_eq!(world.store.epoch(), world.epoch);
    for key in 0..KEYS {
        let found = world.store.get(item(key).as_bytes()).unwrap();
        assert_eq!(found, world.values.get(&key).map(|value| content(*value)));
    }
}

fn item(key: u8) -> Key {
    Key::of(Space::Test).u8(key)
}

fn content(value: u8) -> Bytes {
    vec![value].into()
}

/// Our promise: blobs are shared until the last world that names them lets go.
#[test]
fn a_fork_has_its_own_references_to_the_blobs_that_it_shares() {
    let temp = tempfile::tempdir().unwrap();
    let in_folder = Store::open(temp.path(), Entropy::seeded(1)).unwrap();
    for (store, has_files) in [(Store::in_memory(Entropy::seeded(1)), false), (in_folder, true)] {
        runtime().block_on(async {
            let mut blobs = Vec::new();
            for (name, length) in [(1, 100), (2, 100_000)] {
                let mut staging = store.stage();
                staging.write(bytes(name, length)).await.unwrap();
                let mut batch = Batch::new();
                blobs.push((batch.create_blob(staging.finish().await.unwrap()), bytes(name, length)));
                store.commit(batch).unwrap();
            }
            let fork = store.fork(Entropy::seeded(2)).unwrap();
            let unlink = |store: &Store| {
                let mut batch = Batch::new();
                blobs.iter().for_each(|(blob, _)| batch.unlink(*blob));
                store.commit(batch).unwrap();
            };
            unlink(&store);
            store.settled().await.unwrap();
            for (blob, whole) in &blobs {
                assert!(matches!(store.read(*blob, 0..1), Err(Error::NoBlob(_))));
                assert_eq!(read(&fork, *blob, 0..u64::MAX).await, *whole);
            }
            // A blob of the fork's own is nothing to the world that it comes from.
            let mut staging = fork.stage();
            staging.write(bytes(3, 100_000)).await.unwrap();
            let mut batch = Batch::new();
            let own = batch.create_blob(staging.finish().await.unwrap());
            fork.commit(batch).unwrap();
            assert!(store.read(own, 0..1).is_err());
            assert_eq!(read(&fork, own, 0..u64::MAX).await, bytes(3, 100_000));
            unlink(&fork);
            for (blob, _) in &blobs {
                assert!(matches!(fork.read(*blob, 0..1), Err(Error::NoBlob(_))));
            }
            drop(fork);
            if has_files {
                crate::tools::only_files_of(temp.path(), []);
            }
            store.close().await.unwrap();
        });
    }
}

/// Our promise: who looked at a range hears of what comes into the part that was seen, and of nothing else.
#[test]
fn a_range_is_relied_on_as_far_as_it_was_seen() {
    let put = |key: u8| {
        let mut batch = Batch::new();
        batch.put(item(key), content(9));
        batch
    };
    let delete = |key: u8| {
        let mut batch = Batch::new();
        batch.delete(item(key));
        batch
    };
    let restored = |store: &Store| {
        store.checkpoint("kept").unwrap();
        store.restore("kept").unwrap();
    };
    let write = |batch: Batch| {
        move |store: &Store| {
            store.commit(batch).unwrap();
        }
    };
    type Meanwhile = Box<dyn FnOnce(&Store)>;
    // What happens meanwhile, and whether the first entry, and the whole range, are as they were.
    let cases: [(Meanwhile, bool, bool); 8] = [
        (Box::new(|_| {}), true, true),
        (Box::new(write(put(10))), true, true),
        (Box::new(write(put(5))), true, false),
        (Box::new(write(put(1))), false, false),
        (Box::new(write(put(3))), false, false),
        (Box::new(write(delete(3))), false, false),
        (Box::new(write(delete(4))), true, false),
        (Box::new(restored), false, false),
    ];
    for (at, (meanwhile, first_holds, whole_holds)) in cases.into_iter().enumerate() {
        let store = Store::in_memory(Entropy::seeded(1));
        for key in [3, 4] {
            let mut batch = Batch::new();
            batch.put(item(key), content(key));
            store.commit(batch).unwrap();
        }
        let (first, whole) = (store.noting(), store.noting());
        let (from, to) = (item(0), item(8));
        for (store, whole) in [(&first, false), (&whole, true)] {
            let visit: &mut store::Visit<'_> = &mut |_, _| match whole {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            };
            store.scan(from.from_here(), Bound::Excluded(to.as_bytes()), Order::Ascending, visit).unwrap();
        }
        meanwhile(&store);
        for (reader, holds) in [(&first, first_holds), (&whole, whole_holds)] {
            let mut batch = Batch::new();
            batch.relies_on_reads(reader);
            let came = store.try_commit(batch).unwrap();
            assert_eq!(matches!(came, Commit::Done(_)), holds, "case {at}: {came:?}");
        }
    }
}

/// Our promise: what was not written since is not looked at, and what was is; a state that took the place of another was
/// written as a whole, though nobody asks for its epoch.
#[test]
fn what_a_key_held_at_a_commit_is_looked_at_once_its_space_was_written() {
    let store = Store::in_memory(Entropy::seeded(1));
    let write = |key: u8, value: u8| {
        let mut batch = Batch::new();
        batch.put(item(key), content(value));
        store.commit(batch).unwrap();
    };
    write(1, 1);
    store.checkpoint("kept").unwrap();
    write(1, 2);
    let seen = store.view().unwrap().seq();
    let came = || {
        let mut batch = Batch::new();
        batch.relies_on_since(item(1).into_bytes(), content(2), seen);
        matches!(store.try_commit(batch).unwrap(), Commit::Done(_))
    };
    assert!(came());
    write(2, 7);
    assert!(came(), "another key of its space was written");
    store.restore("kept").unwrap();
    assert!(!came());
    write(1, 2);
    assert!(came());
}
