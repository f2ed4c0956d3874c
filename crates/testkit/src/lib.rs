//! What the tests of an engine stand on. Nothing but tests depends on this crate: it is a `dev-dependency`.

#![expect(clippy::unwrap_used, reason = "all of this is for tests: a failure should stop them")]

mod faults;

pub use faults::Faults;
