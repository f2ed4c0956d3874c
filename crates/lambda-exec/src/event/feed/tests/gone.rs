//! Readers and their engine: who begins them, and with whom they go. Our design: `docs/decisions/0043-one-schedule.md`.

use std::sync::Arc;

use base::entropy::Entropy;
use serde_json::json;
use testkit::{Parts, Turns};

use super::{MAPPINGS, bench, failure, map, write};
use crate::engine::Engine;
use crate::test_engine::{Bench, eventually};

/// An engine over a fork of what a bench has, started; with whoever calls it.
fn fork(bench: &Bench) -> testkit::World<Engine> {
    let store = bench.store.fork(Entropy::seeded(9)).unwrap();
    let parts = Parts { clock: bench.clock.clone(), tasks: bench.tasks.clone(), ..Parts::on(store) };
    let build = |Parts { store, entropy, .. }| bench.engine.fork(store, entropy, bench.engine.seams.clone());
    let mut fork =
        testkit::World::new(parts, build, |engine, call, request| Box::pin(engine.answer(call, request)));
    (fork.caller, fork.address) = (bench.caller.clone(), bench.address.clone());
    fork.engine.start();
    fork
}

/// A reader that waits for records keeps no engine, and neither does one whose function fails again and again.
#[tokio::test]
async fn an_engine_that_is_dropped_takes_its_readers_along() {
    for fails in [false, true] {
        let bench = bench().await;
        map(&bench, json!({})).await;
        if fails {
            bench.script.answer([failure()]);
        }
        write(&bench, 1..=1);
        bench.script.arrived(1).await;
        let (engine, streams) = (Arc::downgrade(&bench.engine), Arc::downgrade(&bench.engine.seams.streams));
        let (script, world, now) = (bench.script.clone(), bench.world.clone(), bench.clock.now());
        drop(bench);
        eventually(|| engine.strong_count() == 0).await;
        eventually(|| streams.strong_count() == 0).await;
        world.write("s0", now, 2..=2);
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        assert_eq!(script.events().len(), 1);
    }
}

/// The mappings of a fork are its own: each world has its record, and with one the other goes on.
#[tokio::test]
async fn a_fork_feeds_its_functions_until_it_is_dropped() {
    let bench = bench().await;
    let uuid = map(&bench, json!({})).await;
    let fork = fork(&bench);
    write(&bench, 1..=1);
    bench.script.arrived(2).await;
    let delete = testkit::Ask::delete(&format!("{MAPPINGS}/{uuid}"));
    fork.send(delete).await.expect(202);
    fork.send(testkit::Ask::delete("/2015-03-31/functions/f")).await.expect(204);
    assert_eq!(bench.get("/2015-03-31/functions/f").await.status, 200);
    assert_eq!(bench.get(&format!("{MAPPINGS}/{uuid}")).await.status, 200);
    write(&bench, 2..=2);
    bench.script.arrived(3).await;

    let again = self::fork(&bench);
    write(&bench, 3..=3);
    bench.script.arrived(5).await;
    let engines = [&fork, &again].map(|fork| Arc::downgrade(&fork.engine));
    drop((fork, again));
    eventually(|| engines.iter().all(|engine| engine.strong_count() == 0)).await;
    write(&bench, 4..=4);
    bench.script.arrived(6).await;
    assert_eq!(bench.script.events().len(), 6);
}

/// What is stored is begun in slices, behind the start.
#[test]
fn an_engine_starts_with_many_mappings_in_short_turns() {
    const FUNCTIONS: usize = if cfg!(debug_assertions) { 100 } else { 1_000 };
    let _bench = Turns::check("a start with many mappings", |turns| async move {
        let bench = Bench::new();
        bench.world.add_shard("s0", None);
        for n in 0..FUNCTIONS {
            let name = format!("f{n}");
            bench.create(&name).await;
            map(&bench, json!({"FunctionName": name})).await;
        }
        let bench = bench.restart().await;
        turns.forget();
        eventually(|| bench.engine.mappings.len() == FUNCTIONS).await;
        bench
    });
}
