//! Random sequences of requests against a naive table: the oracle of the fuzz target `operations`, with bytes of a
//! seeded sequence and with the target's seeds.

use std::fs;
use std::path::Path;

use ddb_engine::oracle;

/// Bytes of one sequence: enough for its last step.
const BYTES: usize = 1200;

/// Developer guide, read literally. Replay one with `MODEL_SEED=n`.
#[test]
fn random_requests_agree_with_a_naive_table() {
    let seeds = match std::env::var("MODEL_SEED") {
        Ok(seed) => {
            let seed: u64 = seed.parse().unwrap();
            seed..seed + 1
        }
        Err(_) => 0..30,
    };
    for seed in seeds {
        let mut rng = fastrand::Rng::with_seed(seed);
        let bytes: Vec<u8> = (0..BYTES).map(|_| rng.u8(..)).collect();
        let guard = Replay(seed);
        oracle::operations(&bytes);
        std::mem::forget(guard);
    }
}

/// What the fuzzer found once is kept as a seed.
#[test]
fn the_seeds_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/operations");
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        eprintln!("{}", path.display());
        oracle::operations(&fs::read(path).unwrap());
        seeds += 1;
    }
    assert!(seeds > 0);
}

/// Says which seed failed, when a test ends early.
struct Replay(u64);

impl Drop for Replay {
    fn drop(&mut self) {
        eprintln!("replay with MODEL_SEED={}", self.0);
    }
}
