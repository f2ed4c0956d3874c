//! The seeds of the fuzz targets, through the oracles that the targets call.

use std::fs;
use std::path::Path;

use pattern::oracle;

/// Calls the oracle with each seed of a target. What the fuzzer finds is kept beside them.
#[expect(clippy::print_stdout, reason = "the last line of a failing test names the seed")]
fn replay(target: &str, oracle: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut seeds: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has seeds");
    for seed in seeds {
        println!("{}", seed.display());
        oracle(&fs::read(seed).unwrap());
    }
}

#[test]
fn the_seeds_hold() {
    replay("pattern_judged_alike", oracle::judged_alike);
    replay("pattern_by_grammar", oracle::by_grammar);
}
