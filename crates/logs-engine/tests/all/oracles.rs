//! The oracles of the fuzz targets, with chance and with their seeds: what a fuzzer found once is kept as a seed.

use logs_engine::oracle;
use proptest::prelude::*;
use testkit::each_fuzz_seed;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_pattern_is_read_or_refused(text in "[\\[\\]{}()$.=<>!&|?*%a-c0-9 \",\n-]{0,60}") {
        oracle::filter_pattern(text.as_bytes());
    }

    #[test]
    fn patterns_mean_what_the_naive_evaluator_says(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        oracle::pattern_by_grammar(&bytes);
    }

    #[test]
    fn a_query_is_read_or_refused(text in "((fields|filter|stats|sort|parse|limit) )?[\\[\\]()@.=<>!|/*a-c0-9 '\",\n-]{0,60}") {
        oracle::query(text.as_bytes());
    }

    #[test]
    fn queries_give_what_the_naive_evaluator_has(bytes in prop::collection::vec(any::<u8>(), 0..160)) {
        oracle::query_by_grammar(&bytes);
    }
}

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("logs_filter_pattern", oracle::filter_pattern);
    each_fuzz_seed("logs_pattern_by_grammar", oracle::pattern_by_grammar);
    each_fuzz_seed("logs_query", oracle::query);
    each_fuzz_seed("logs_query_by_grammar", oracle::query_by_grammar);
}
