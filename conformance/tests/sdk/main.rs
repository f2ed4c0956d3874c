//! The built binary, driven by the official Rust SDK: every operation that the emulator claims, as a user calls it.
//!
//! Each test starts a server of its own; that costs milliseconds and shares nothing. Unless a test says otherwise,
//! its authority is the operation's page in AWS's API reference.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a failed step is a failed test, and a test reads best whole"
)]
#![allow(missing_docs, reason = "tests are described by their names")]

mod accounts;
mod bad_input;
mod crash;
mod fixture;
mod flow;
mod items;
mod lambda;
mod logs;
mod mappings;
mod multipart;
mod objects;
mod pages;
mod parameters;
mod partiql;
mod query;
mod queue_mappings;
mod queues;
mod regions;
mod remote_blobs;
mod roles;
mod secrets;
mod signatures;
mod streams;
mod tables;
mod transactions;
mod vectors;
mod versions;
