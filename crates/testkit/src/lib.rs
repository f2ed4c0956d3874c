//! What the tests of an engine stand on: its world, calls and replies, a store that fails on demand, and drivers for random
//! sequences and crashes. Nothing but tests depends on this crate: it is a `dev-dependency`, and `tests/tidy.rs` of
//! `conformance` says so. It knows no service.
//!
//! - `world`: one engine, with a clock moved by hand, seeded chance, a store, a caller
//! - `ask`: a request in one line; `reply`: a reply, and what a test says about it
//! - `faults`: a keyspace that holds its flushes, lets no write begin, fails, or ends as a process that dies
//! - `durable`: no reply before the flush; `model`: random sequences against a naive engine, and crashes before each write
//! - `fuzz_seeds`: what the fuzz targets begin from, and what they found
//! - `seeds`: chance that one number replays; `wait`: waiting without a clock, and how long a thread
//!   works before others have their turn
//!
//! # How the tests of a new service begin
//!
//! `testkit.workspace = true` below `[dev-dependencies]`, and `tests/all/main.rs` with one file for each subject. What all
//! of them share is `tests/all/harness.rs`: how the engine is built, and how it is called in one line. All of that for a
//! service that speaks JSON 1.0:
//!
//! ```text
//! use serde_json::Value;
//! use sqs_engine::Engine;
//! use testkit::{Ask, Parts};
//!
//! pub(crate) type World = testkit::World<Engine>;
//!
//! /// An engine with nothing in it.
//! pub(crate) fn world() -> World {
//!     on(Parts::new())
//! }
//!
//! pub(crate) fn on(parts: Parts) -> World {
//!     let build = |Parts { store, clock, entropy, tasks }| Engine::new(store, clock, entropy, tasks);
//!     World::new(parts, build, |engine, call, request| Box::pin(engine.answer(call, request)))
//! }
//!
//! pub(crate) fn ask(operation: &str, input: Value) -> Ask {
//!     Ask::json_1_0("AmazonSQS", operation, &input)
//! }
//! ```
//!
//! A test asks, and says what must come back. Each assertion that fails shows the request and the reply:
//!
//! ```text
//! let world = world();
//! let url = world.ask(ask("CreateQueue", json!({"QueueName": "q"}))).ok().json()["QueueUrl"].clone();
//! world.ask(ask("SendMessage", json!({"QueueUrl": url}))).is_error(400, "MissingParameter", "MessageBody");
//! world.advance(60);
//! world.as_account("123456789012").ask(ask("ListQueues", json!({}))).ok();
//! ```
//!
//! - Query's operations are [`Ask::form`], rest's [`Ask::get`], [`Ask::put`] and so on, with [`Ask::query`], [`Ask::json`]
//!   or [`Ask::body`]; XML is read by [`Reply::element`].
//! - [`World::ask`] is for tests that are not async. In `#[tokio::test]` it is [`World::send`], which several requests may
//!   be under way with; [`look`] says whether one is answered, [`eventually`] waits for background work.
//! - A service with much to set up, or with doubles of other services around it, has a `World` of its own that holds this one
//!   and dereferences to it: `ddb-engine/tests/all/harness.rs`, `s3-engine/src/tests.rs`.
//!
//! Three tests belong to each service from its first day:
//!
//! 1. [`visible_is_durable`], on [`Parts::faulty`]: no reply, a read's neither, comes before the flush; after one that
//!    failed everything is refused.
//! 2. [`model::agrees`]: random operations against a naive engine that fits a page.
//! 3. [`model::survives_crashes`]: the same sequences, with a crash before each write in turn.
//!
//! `tests/all/` has all of this for a toy: `notes.rs` the service, `calls.rs` the calls, `drivers.rs` the model, and the flaws
//! that the drivers find.

#![expect(clippy::unwrap_used, reason = "all of this is for tests: a failure should stop them")]

mod ask;
mod durable;
mod faults;
mod fuzz_seeds;
pub mod model;
mod reply;
mod seeds;
mod wait;
mod world;

pub use ask::Ask;
pub use durable::visible_is_durable;
pub use fastrand::Rng;
pub use faults::Faults;
pub use fuzz_seeds::{each_fuzz_seed, fuzz_seeds};
pub use reply::Reply;
pub use seeds::each_seed;
pub use wait::{Turns, block_on, eventually, look};
pub use world::{Answer, Answering, Parts, START, World};
