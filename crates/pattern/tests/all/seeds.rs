//! The seeds of the fuzz targets, through the oracles that the targets call.

use pattern::oracle;
use testkit::each_fuzz_seed;

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("pattern_judged_alike", oracle::judged_alike);
    each_fuzz_seed("pattern_by_grammar", oracle::by_grammar);
}
