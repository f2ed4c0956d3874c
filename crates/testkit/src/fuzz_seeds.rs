//! The seeds of the fuzz targets. What a fuzzer finds is kept beside them, so that tests find it again without one.

use std::fs;
use std::path::Path;

/// Calls an oracle with each seed of a fuzz target, in the order of their names.
///
/// # Panics
///
/// Where the target has no seeds, and where the oracle does: the last line of the output names the seed.
#[expect(clippy::print_stdout, reason = "the last line of a failing test names the seed")]
pub fn each_fuzz_seed(target: &str, oracle: impl Fn(&[u8])) {
    for (name, seed) in fuzz_seeds(target) {
        println!("{target}/{name}");
        oracle(&seed);
    }
}

/// The names and bytes of a fuzz target's seeds, sorted by name: the files of `fuzz/seeds/TARGET`.
///
/// # Panics
///
/// Where there are none.
pub fn fuzz_seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut seeds: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has seeds");
    seeds
}
