//! Whole states are kept, brought back, exchanged, forked and dropped, and whoever answers requests on the one worker has its
//! turn meanwhile. Our promise: `docs/threads-and-durability.md`.

use base::entropy::Entropy;
use base::task::apart;
use store::{Batch, Key, Result, Space, Store};
use testkit::Turns;

/// Less in a debug build, which is many times slower.
const ENTRIES: u64 = if cfg!(debug_assertions) { 20_000 } else { 200_000 };
const IN_ONE_COMMIT: u64 = 100;

/// Writes every entry anew, so that nothing of it is shared with a state of before.
async fn write_all(store: &Store, value: &str) {
    for first in (0..ENTRIES).step_by(IN_ONE_COMMIT as usize) {
        let mut batch = Batch::new();
        (first..first + IN_ONE_COMMIT).for_each(|n| batch.put(Key::of(Space::Test).u64(n), value.to_owned()));
        store.commit(batch).unwrap();
        tokio::task::yield_now().await;
    }
}

/// The store, and whether what it does may wait for a disk.
#[derive(Clone)]
struct World {
    store: Store,
    waits: bool,
}

impl World {
    /// Does something as its callers do: where it may wait for the disk, apart.
    async fn act(&self, act: impl FnOnce(&Store) -> Result<()> + Send + 'static) {
        if self.waits {
            let store = self.store.clone();
            apart(move || act(&store)).await.unwrap();
        } else {
            act(&self.store).unwrap();
        }
        tokio::task::yield_now().await;
    }

    async fn goes_through_everything(&self, turns: &Turns) {
        let store = &self.store;
        write_all(store, "first").await;
        turns.forget();
        self.act(|store| store.checkpoint("kept")).await;
        write_all(store, "second").await;
        // What is there goes, and shares nothing with what comes.
        self.act(|store| store.restore("kept")).await;
        write_all(store, "third").await;
        // What had the name goes, and nobody else has it.
        self.act(|store| store.checkpoint("kept")).await;
        let view = store.view().unwrap();
        self.act(Store::clear).await;
        self.act(|store| store.forget("kept")).await;
        // It was the last that had it.
        drop(view);
        tokio::task::yield_now().await;
        write_all(store, "fourth").await;
        let view = store.view().unwrap();
        write_all(store, "fifth").await;
        // Here too, though the state is still there: all of it was replaced.
        drop(view);
        tokio::task::yield_now().await;
        let fork = store.fork(Entropy::seeded(2)).unwrap();
        tokio::task::yield_now().await;
        write_all(&fork, "sixth").await;
        let of_fork = fork.fork(Entropy::seeded(3)).unwrap();
        drop(fork);
        tokio::task::yield_now().await;
        // It was the last that had it.
        drop(of_fork);
        tokio::task::yield_now().await;
        store.close().await.unwrap();
    }
}

#[test]
fn whole_states_come_and_go_in_short_turns() {
    Turns::check("whole states, in memory", |turns| async move {
        let world = World { store: Store::in_memory(Entropy::seeded(1)), waits: false };
        world.goes_through_everything(&turns).await;
        drop(world);
    });
    let folder = tempfile::tempdir().unwrap();
    Turns::check("whole states, with a data folder", |turns| async move {
        let store = Store::open(folder.path(), Entropy::seeded(1)).unwrap();
        World { store, waits: true }.goes_through_everything(&turns).await;
    });
}
