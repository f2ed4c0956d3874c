//! SQS as its clients see it, in process.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in tests a failure should stop the test")]

mod at_once;
mod attempts;
mod batches;
mod consumers;
mod dead_letters;
mod durability;
mod fair;
mod fifo;
mod harness;
mod messages;
mod model;
mod moving;
mod oracles;
mod permissions;
mod query;
mod queues;
mod waiting;
