//! The seeds of the fuzz targets, through the oracles that the targets call.

use s3_select::oracle;
use testkit::each_fuzz_seed;

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("select_object", oracle::object);
    each_fuzz_seed("select_statement", oracle::statement);
}
