//! What a request costs in tables of a thousand, a hundred thousand and more items: nanoseconds of CPU time for each, the
//! median of some rounds. `cargo bench -p ddb-engine --bench sizes -- ITEMS…`; without a number it is 1,000 and 100,000.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failure should stop it, and it is told what there is"
)]

use std::time::Duration;

#[path = "common/requests.rs"]
mod requests;

use requests::{KINDS, World, answer, request};

/// Requests in a round.
const COUNTED: u32 = 10_000;
const ROUNDS: u32 = 7;

fn main() {
    let mut sizes: Vec<u32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 100_000];
    }
    print!("{:<16}", "items");
    KINDS.iter().for_each(|(name, _, _)| print!("{name:>16}"));
    println!();
    for items in sizes {
        let world = World::filled(items);
        print!("{items:<16}");
        for (name, target, body) in &KINDS {
            let count = if name.contains("batch") { COUNTED / 20 } else { COUNTED };
            let mut rounds: Vec<Duration> = (0..ROUNDS)
                .map(|round| {
                    let bodies =
                        (round * count..(round + 1) * count).map(|n| request(target, &body(n, items)));
                    let requests: Vec<_> = bodies.collect();
                    let begun = worked();
                    for request in requests {
                        assert!(
                            answer(&*world.service, world.call(), request).status().is_success(),
                            "{name}"
                        );
                    }
                    (worked() - begun) / count
                })
                .collect();
            rounds.sort_unstable();
            print!("{:>16}", rounds[rounds.len() / 2].as_nanos());
        }
        println!();
    }
}

/// How long this thread has worked since it began.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().unwrap_or_default()
}
