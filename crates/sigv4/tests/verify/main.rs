//! What the crate promises, seen from outside: AWS's own examples, requests that botocore signed, the `aws-sigv4`
//! crate as a client, and bodies cut anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod chunked;
mod client;
mod examples;
mod legacy;
mod recorded;
mod refusals;
mod seeds;

use futures::FutureExt as _;
use http::request::Parts;

/// The key pair of all of AWS's examples.
const ACCESS_KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// The time of AWS's SigV4 examples, 2013-05-24T00:00:00Z.
const EXAMPLE_SECS: u64 = 1_369_353_600;

/// A request's head from its method, target and `name: value` lines.
fn parts(method: &str, target: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = http::Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    request.body(()).unwrap().into_parts().0
}

/// Runs what never waits: the bodies here are in memory.
fn block_on<F: Future>(future: F) -> F::Output {
    future.now_or_never().unwrap()
}
