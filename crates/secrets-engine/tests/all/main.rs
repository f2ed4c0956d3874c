//! Secrets Manager as its clients see it, in process.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in tests a failure should stop the test")]

mod accounts;
mod deletion;
mod durability;
mod harness;
mod listing;
mod model;
mod oracles;
mod passwords;
mod policies;
mod recorded;
mod replicas;
mod rotation;
mod values;
