//! The whole engine in process: requests in, replies out, a clock moved by hand, seeded chance, no socket.

#[path = "all/alter.rs"]
mod alter;
#[path = "all/batches.rs"]
mod batches;
#[path = "all/harness.rs"]
mod harness;
#[path = "all/items.rs"]
mod items;
#[path = "all/model.rs"]
mod model;
#[path = "all/reads.rs"]
mod reads;
#[path = "all/streams.rs"]
mod streams;
#[path = "all/tables.rs"]
mod tables;
#[path = "all/transactions.rs"]
mod transactions;
#[path = "all/wire.rs"]
mod wire;
