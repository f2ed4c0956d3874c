//! Chance that can be replayed: a failure says one number.

use std::ops::Range;

use fastrand::Rng;

/// The variable that names the one seed to run.
const VARIABLE: &str = "MODEL_SEED";

/// Runs a test once for each of so many seeds, with the chance that belongs to it. A failure says which seed it was;
/// `MODEL_SEED=n` runs that one alone.
pub fn each_seed(count: u64, mut test: impl FnMut(&mut Rng)) {
    for seed in wanted(count) {
        let _replay = Replay(seed);
        test(&mut Rng::with_seed(seed));
    }
}

fn wanted(count: u64) -> Range<u64> {
    std::env::var(VARIABLE).map_or(0..count, |seed| {
        let seed = seed.parse().unwrap();
        seed..seed + 1
    })
}

/// Says which seed it was, when its test fails.
struct Replay(u64);

impl Drop for Replay {
    #[expect(clippy::print_stderr, reason = "a test's output")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("replay with {VARIABLE}={}", self.0);
        }
    }
}
