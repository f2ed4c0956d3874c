//! The whole engine in process: requests in, replies out, a clock moved by hand, seeded chance, no socket.

#[path = "all/harness.rs"]
mod harness;
#[path = "all/items.rs"]
mod items;
#[path = "all/reads.rs"]
mod reads;
#[path = "all/streams.rs"]
mod streams;
#[path = "all/tables.rs"]
mod tables;
#[path = "all/wire.rs"]
mod wire;
