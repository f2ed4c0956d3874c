//! Random sequences of requests against a naive table: the oracle of the fuzz target `operations`, with bytes of a
//! seeded sequence and with the target's seeds.

use std::fs;
use std::path::Path;

use ddb_engine::oracle;
use testkit::each_seed;

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
