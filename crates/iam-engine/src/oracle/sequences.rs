//! The forms of the fuzz target's seeds, and forms of chance.

use std::path::Path;

use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_form_is_answered(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        super::forms(&bytes);
    }
}

/// The seeds of the fuzz target.
#[test]
fn the_seeds_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/iam_form");
    let mut seeds = 0;
    for seed in std::fs::read_dir(folder).unwrap() {
        super::forms(&std::fs::read(seed.unwrap().path()).unwrap());
        seeds += 1;
    }
    assert!(seeds > 0);
}
