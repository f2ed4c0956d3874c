//! The seeds of the fuzz targets, through the oracles that the targets call.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::Path;

use ddb_expr::codec::{Encoded, encode};
use ddb_expr::{Kind, oracle};

/// Calls the oracle with each seed of a target. What the fuzzer finds is kept beside them.
#[expect(clippy::print_stdout, reason = "the last line of a failing test names the seed")]
fn replay(target: &str, oracle: impl Fn(&[u8])) {
    for (name, seed) in seeds(target) {
        println!("{target}/{name}");
        oracle(&seed);
    }
}

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
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

#[test]
fn the_seeds_hold() {
    replay("expression_condition", |seed| oracle::expression(Kind::Condition, seed));
    replay("expression_condition", |seed| oracle::expression(Kind::Filter, seed));
    replay("expression_key_condition", |seed| oracle::expression(Kind::KeyCondition, seed));
    replay("expression_update", |seed| oracle::expression(Kind::Update, seed));
    replay("expression_projection", |seed| oracle::expression(Kind::Projection, seed));
    replay("partiql", |seed| oracle::expression(Kind::Statement, seed));
    replay("condition_judged_alike", oracle::condition_judged_alike);
    replay("update_applied_alike", oracle::update_applied_alike);
    replay("by_grammar", oracle::by_grammar);
    replay("attribute_value", oracle::attribute_values);
    replay("stored_item", oracle::stored_item);
    replay("number", oracle::number_lines);
}

/// Seeds that are refused at the first word would let a fuzzer begin from nothing.
#[test]
fn stored_seeds_are_items_as_the_codec_writes_them() {
    for (name, seed) in seeds("stored_item") {
        let Some(item) = Encoded::from_bytes(&seed) else { continue };
        let again = encode(&item.to_item());
        // Items of the version before have other bytes, and say the same.
        let is_older = name.starts_with("version_1");
        assert_ne!(again.as_bytes().first() == seed.first(), is_older, "{name}");
        let same = if is_older { again.view() == item } else { again.as_bytes() == seed.as_slice() };
        assert_eq!(same, name != "cut_short", "{name}: {again:?}");
    }
}
