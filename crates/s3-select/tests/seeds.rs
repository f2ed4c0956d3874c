//! The seeds of the fuzz targets, through the oracles that the targets call.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use s3_select::oracle;

/// Calls the oracle with each seed of a target. What the fuzzer finds is kept beside them.
#[expect(clippy::print_stdout, reason = "the last line of a failing test names the seed")]
fn replay(target: &str, oracle: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut seeds: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has seeds");
    for seed in seeds {
        println!("{}", seed.display());
        oracle(&fs::read(seed).unwrap());
    }
}

#[test]
fn the_seeds_hold() {
    replay("select_object", oracle::object);
    replay("select_statement", oracle::statement);
}
