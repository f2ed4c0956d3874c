//! What must hold for any input: called by this crate's tests and by the fuzz targets, with whatever bytes they like.
//!
//! Each function panics where the code is wrong, and only there. Not for use by engines.

use crate::execution::runtime_api;

/// Any bytes as what a runtime, its extensions and the owner of one environment do, in any order and on several connections:
/// requests that belong here and that don't, whole, streamed and broken off. Each is answered once, with the status that the
/// states of a naive environment allow; the owner gets the answers that belong to its invocations, and no others.
///
/// # Panics
///
/// Otherwise.
pub fn runtime_api(bytes: &[u8]) {
    runtime_api::oracle::environment(bytes);
}

#[cfg(test)]
mod tests {
    use testkit::each_fuzz_seed;

    #[test]
    fn the_seeds_hold() {
        each_fuzz_seed("lambda_runtime_api", super::runtime_api);
    }

    /// With chance instead of coverage: `MODEL_SEED=n` runs one again.
    #[test]
    fn any_sequence_of_requests_holds() {
        testkit::each_seed(300, |chance| {
            let bytes: Vec<u8> = (0..600).map(|_| chance.u8(..)).collect();
            super::runtime_api(&bytes);
        });
    }
}
