//! The forms of the fuzz target's seeds, and forms of chance.

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
    testkit::each_fuzz_seed("iam_form", super::forms);
}
