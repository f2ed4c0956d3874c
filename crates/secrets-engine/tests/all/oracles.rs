//! The oracles of the fuzz targets, with chance and with their seeds: what a fuzzer found once is kept as a seed.

use proptest::prelude::*;
use secrets_engine::oracle;
use testkit::each_fuzz_seed;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_document_is_answered(bytes in proptest::collection::vec(any::<u8>(), 0..1500)) {
        oracle::json(&bytes);
    }
}

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("secrets_json", oracle::json);
    each_fuzz_seed("secrets_operations", oracle::operations);
}
