//! Random sequences of requests against a naive table: the oracle of the fuzz target `operations`, with bytes of a
//! seeded sequence and with the target's seeds.

use ddb_engine::oracle;
use testkit::{each_fuzz_seed, each_seed};

/// Bytes of one sequence: enough for its last step.
const BYTES: usize = 1200;

/// Developer guide, read literally. Replay one with `MODEL_SEED=n`.
#[test]
fn random_requests_agree_with_a_naive_table() {
    each_seed(30, |chance| {
        let bytes: Vec<u8> = (0..BYTES).map(|_| chance.u8(..)).collect();
        oracle::operations(&bytes);
    });
}

/// What the fuzzer found once is kept as a seed.
#[test]
fn the_seeds_hold() {
    each_fuzz_seed("operations", oracle::operations);
}
