//! Parameter Store as its clients see it, in process.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in tests a failure should stop the test")]

mod at_once;
mod durability;
mod expiry;
mod harness;
mod listings;
mod model;
mod oracles;
mod parameters;
mod public;
mod secrets;
mod secure;
mod settings;
mod sharing;
mod tags;
mod tiers;
mod versions;
