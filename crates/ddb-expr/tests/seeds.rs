//! The seeds of the fuzz targets, through the oracles that the targets call.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use ddb_expr::codec::{Encoded, encode};
use ddb_expr::{Kind, oracle};
use testkit::{each_fuzz_seed, fuzz_seeds};

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("expression_condition", |seed| oracle::expression(Kind::Condition, seed));
    each_fuzz_seed("expression_condition", |seed| oracle::expression(Kind::Filter, seed));
    each_fuzz_seed("expression_key_condition", |seed| oracle::expression(Kind::KeyCondition, seed));
    each_fuzz_seed("expression_update", |seed| oracle::expression(Kind::Update, seed));
    each_fuzz_seed("expression_projection", |seed| oracle::expression(Kind::Projection, seed));
    each_fuzz_seed("partiql", |seed| oracle::expression(Kind::Statement, seed));
    each_fuzz_seed("condition_judged_alike", oracle::condition_judged_alike);
    each_fuzz_seed("update_applied_alike", oracle::update_applied_alike);
    each_fuzz_seed("by_grammar", oracle::by_grammar);
    each_fuzz_seed("attribute_value", oracle::attribute_values);
    each_fuzz_seed("stored_item", oracle::stored_item);
    each_fuzz_seed("number", oracle::number_lines);
}

/// Seeds that are refused at the first word would let a fuzzer begin from nothing.
#[test]
fn stored_seeds_are_items_as_the_codec_writes_them() {
    for (name, seed) in fuzz_seeds("stored_item") {
        let Some(item) = Encoded::from_bytes(&seed) else { continue };
        let again = encode(&item.to_item());
        // Items of the version before have other bytes, and say the same.
        let is_older = name.starts_with("version_1");
        assert_ne!(again.as_bytes().first() == seed.first(), is_older, "{name}");
        let same = if is_older { again.view() == item } else { again.as_bytes() == seed.as_slice() };
        assert_eq!(same, name != "cut_short", "{name}: {again:?}");
    }
}
