//! Worlds, each from the first life of its process to the last.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};

use base::clock::Clock;
use base::entropy::Entropy;
use testkit::{Faults, Parts, Rng, START};

use crate::engines;
use crate::inbox::Inbox;
use crate::life::{Life, Member};
use crate::queues::Receipts;
use crate::tables;

/// How many requests are made, unless `SIMULATION_REQUESTS` says it.
const REQUESTS: u64 = 60_000;
/// How often a process begins in one world.
const LIVES: u64 = 8;
/// Requests in one life.
const LONG: std::ops::Range<u64> = 100..2_500;
/// Worlds at the same time.
const THREADS: usize = 2;

/// Our promises: what is answered is there, also after a crash; of what is not answered, all or nothing; numbers ascend;
/// nothing of one state gets into another; what is due happens.
#[test]
fn whatever_happens_every_client_finds_what_it_was_told() {
    let number = |name| std::env::var(name).ok().map(|number| number.parse().unwrap());
    if let Some(seed) = number("SIMULATION_SEED") {
        println!("{} requests", world(seed));
        return;
    }
    let wanted = number("SIMULATION_REQUESTS").unwrap_or(REQUESTS);
    let (made, next) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while made.load(Ordering::Relaxed) < wanted {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let done = std::panic::catch_unwind(AssertUnwindSafe(|| world(seed)));
                    made.fetch_add(
                        done.unwrap_or_else(|why| {
                            println!("replay it with SIMULATION_SEED={seed}");
                            std::panic::resume_unwind(why)
                        }),
                        Ordering::Relaxed,
                    );
                }
            });
        }
    });
    println!("{} requests in {} worlds", made.into_inner(), next.into_inner());
}

/// One world; how many requests were made in it.
fn world(seed: u64) -> u64 {
    let mut chance = Rng::with_seed(seed);
    let (folder, entropy) = (tempfile::tempdir().unwrap(), Entropy::seeded(seed));
    let restores = chance.bool();
    let (inbox, receipts) = (Inbox::new(chance.fork(), restores), Receipts::default());
    let (mut store, mut faults) = Faults::store_with_files(folder.path(), entropy.clone());
    let (mut members, mut made, clock) = (Member::all(), 0, Clock::frozen(START));
    for life in 0..LIVES {
        // The process's own: what it does in the background ends with it.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let process = async {
            let mut parts = Parts::drawing(store.clone(), Entropy::seeded(chance.u64(..)));
            parts.clock = clock.clone();
            let scratch = folder.path().join(format!("code-{life}"));
            let world = engines::world(parts, (&inbox, receipts.clone()), &scratch);
            let mut life = Life {
                chance: &mut chance,
                world,
                faults: faults.clone(),
                inbox: inbox.clone(),
                scratch: &scratch,
                members: std::mem::take(&mut members),
                restores,
                saved: None,
            };
            tables::open_bank(&life.world).await;
            life.find_all().await;
            let requests = life.chance.u64(LONG);
            if life.live(requests).await {
                life.find_all().await;
                life.hear_all().await;
                life.world.stop().await;
            }
            members = std::mem::take(&mut life.members);
            made += life.world.engine.requests();
            // What a dead process still does, such as to remove files, it does no more.
            life.faults.fail();
            store.close().await.unwrap();
        };
        runtime.block_on(process);
        drop(runtime);
        (store, faults) = faults.restart(Entropy::seeded(chance.u64(..)));
    }
    made
}
