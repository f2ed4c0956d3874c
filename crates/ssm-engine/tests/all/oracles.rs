//! The oracles of the fuzz targets, with chance and with their seeds: what a fuzzer found once is kept as a seed.

use proptest::prelude::*;
use ssm_engine::oracle;
use testkit::each_fuzz_seed;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_document_is_answered(bytes in proptest::collection::vec(any::<u8>(), 0..1500)) {
        oracle::requests(&bytes);
    }
}

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("ssm_operations", oracle::operations);
    each_fuzz_seed("ssm_requests", oracle::requests);
}
