//! The seeds of the fuzz targets, through the oracles that the targets call.

use sigv4::oracle;
use testkit::each_fuzz_seed;

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("sigv4_header", oracle::header);
    each_fuzz_seed("sigv4_query", oracle::query);
    each_fuzz_seed("aws_chunked", oracle::aws_chunked);
}
