//! The seeds of the fuzz targets, through the oracles that the targets call.

use std::fs;
use std::path::Path;

use sigv4::oracle;

#[expect(clippy::print_stdout, reason = "the last line of a failing test names the seed")]
fn replay(target: &str, oracle: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        oracle(&fs::read(&path).unwrap());
        seeds += 1;
    }
    assert!(seeds > 0, "{target} has seeds");
}

#[test]
fn the_seeds_hold() {
    replay("sigv4_header", oracle::header);
    replay("sigv4_query", oracle::query);
    replay("aws_chunked", oracle::aws_chunked);
}
