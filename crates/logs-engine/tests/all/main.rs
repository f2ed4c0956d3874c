//! CloudWatch Logs as its clients see it, in process.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in tests a failure should stop the test")]

mod durability;
mod events;
mod exports;
mod filters;
mod groups;
mod handed;
mod harness;
mod kept;
mod live_tail;
mod model;
mod objects;
mod oracles;
mod queries;
mod recorded;
mod streams;
mod subscriptions;
