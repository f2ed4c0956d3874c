//! The seeds of the fuzz targets, through the oracles that the targets call.

use testkit::each_fuzz_seed;
use wire::oracle;

#[test]
fn the_seeds_hold() {
    each_fuzz_seed("wire_json", oracle::json);
    each_fuzz_seed("wire_form", oracle::form);
    each_fuzz_seed("wire_xml", oracle::xml);
    each_fuzz_seed("wire_rest", oracle::rest);
    each_fuzz_seed("wire_page", oracle::page);
    each_fuzz_seed("wire_moment", oracle::moment);
    each_fuzz_seed("wire_gzip", oracle::gzip);
}
