//! The oracles of the fuzz targets, with chance and with their seeds: what a fuzzer found once is kept as a seed.

use proptest::prelude::*;
use sqs_engine::oracle;
use testkit::each_fuzz_seed;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_form_is_answered(bytes in proptest::collection::vec(any::<u8>(), 0..1500)) {
        oracle::form(&bytes);
    }

    #[test]
    fn every_document_is_answered(bytes in proptest::collection::vec(any::<u8>(), 0..1500)) {
        oracle::json(&bytes);
    }
}

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("sqs_form", oracle::form);
    each_fuzz_seed("sqs_json", oracle::json);
    each_fuzz_seed("sqs_operations", oracle::operations);
}
